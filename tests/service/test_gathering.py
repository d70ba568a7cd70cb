"""Reads of many connector profiles take few calls, and no reply is older than a write of this process."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.service.gathering import Gathering
from appflow_provider.service.pace import Pace
from appflow_provider.service.services import AppFlow

READ = "DescribeConnectorProfiles"


class Client:
    """A boto3 client with profiles, which counts what it is asked."""

    def __init__(self, count: int) -> None:
        self.profiles: dict[str, dict[str, Any]] = {
            f"p{n}": {"connectorProfileName": f"p{n}", "seen": 0} for n in range(count)
        }
        self.calls: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def describe_connector_profiles(
        self,
        connectorProfileNames: list[str] | None = None,
        maxResults: int = 20,
        nextToken: str = "0",
    ) -> dict[str, Any]:
        with self._lock:
            self.calls.append({"names": connectorProfileNames, "from": nextToken})
            names = sorted(self.profiles)
            if connectorProfileNames is not None:
                names = [name for name in connectorProfileNames if name in self.profiles]
                return {"connectorProfileDetails": [dict(self.profiles[name]) for name in names]}
            start = int(nextToken)
            page = [dict(self.profiles[name]) for name in names[start : start + maxResults]]
            more = {"nextToken": str(start + maxResults)} if start + maxResults < len(names) else {}
            return {"connectorProfileDetails": page, **more}

    def update_connector_profile(
        self, connectorProfileName: str, clientToken: str
    ) -> dict[str, Any]:
        with self._lock:
            self.profiles[connectorProfileName]["seen"] += 1
        return {}


def service(client: Client) -> AppFlow:
    return AppFlow("eu-west-1", client, threading.Event())


def seen(appflow: AppFlow, name: str) -> Any:
    reply = appflow.shared(READ, {"connectorProfileNames": [name]})
    return [each["seen"] for each in reply["connectorProfileDetails"]]


def test_three_hundred_profiles_are_read_in_at_most_ten_calls() -> None:
    client = Client(300)
    appflow = service(client)
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda n: seen(appflow, f"p{n}"), range(300)))
    assert found == [[0]] * 300
    assert len(client.calls) <= 10


def test_one_profile_among_many_is_asked_for_by_its_name() -> None:
    client = Client(300)
    seen(service(client), "p7")
    assert client.calls == [{"names": ["p7"], "from": "0"}]


def test_no_answer_is_older_than_a_write_of_ours() -> None:
    client = Client(20)
    appflow = service(client)
    for count in range(10):
        for name in client.profiles:
            assert seen(appflow, name) == [count]
        for name in client.profiles:
            appflow.call("UpdateConnectorProfile", {"connectorProfileName": name})
            assert seen(appflow, name) == [count + 1]


def test_a_list_that_a_write_overtakes_is_not_used() -> None:
    client = Client(9)
    gathering: Gathering

    def call(_operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        reply = client.describe_connector_profiles(**request)
        if "connectorProfileNames" not in request:
            client.update_connector_profile("p8", "token")
            gathering.forget()
        return reply

    gathering = Gathering(call)
    for name in client.profiles:
        reply = gathering.ask({"connectorProfileNames": [name]})
    assert reply["connectorProfileDetails"][0]["seen"] == client.profiles["p8"]["seen"]


def test_what_is_not_on_the_list_is_asked_for_by_name() -> None:
    client = Client(20)
    appflow = service(client)
    for name in client.profiles:
        seen(appflow, name)
    client.profiles["late"] = {"connectorProfileName": "late", "seen": 5}
    assert seen(appflow, "late") == [5]
    assert seen(appflow, "nowhere") == []


def test_a_list_is_good_for_a_moment() -> None:
    client, now = Client(20), [0.0]

    def call(_operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        return client.describe_connector_profiles(**request)

    gathering = Gathering(call, lambda: now[0])
    for name in client.profiles:
        gathering.ask({"connectorProfileNames": [name]})
    client.profiles["p1"]["seen"] = 9
    assert (
        gathering.ask({"connectorProfileNames": ["p1"]})["connectorProfileDetails"][0]["seen"] == 0
    )
    now[0] = 11.0
    assert (
        gathering.ask({"connectorProfileNames": ["p1"]})["connectorProfileDetails"][0]["seen"] == 9
    )


def test_a_list_that_takes_long_is_good_for_a_moment_after_it() -> None:
    client, now = Client(20), [0.0]

    def call(_operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        now[0] += 0.0 if "connectorProfileNames" in request else 60.0
        return client.describe_connector_profiles(**request)

    gathering = Gathering(call, lambda: now[0])
    for name in client.profiles:
        gathering.ask({"connectorProfileNames": [name]})
    assert len(client.calls) == 4  # three by name, then the list


def test_where_all_cannot_be_listed_each_is_asked_for() -> None:
    client, now, lists = Client(20), [0.0], []

    def call(_operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if "connectorProfileNames" not in request:
            lists.append(now[0])
            raise AppFlowError("not authorized", code="AccessDeniedException")
        return client.describe_connector_profiles(**request)

    gathering = Gathering(call, lambda: now[0])
    for name in client.profiles:
        found = gathering.ask({"connectorProfileNames": [name]})["connectorProfileDetails"]
        assert [each["connectorProfileName"] for each in found] == [name]
    assert lists == [0.0]
    now[0] = 11.0
    gathering.ask({"connectorProfileNames": ["p1"]})
    assert lists == [0.0, 11.0]


def test_what_is_asked_for_directly_is_never_shared() -> None:
    client = Client(20)
    appflow = service(client)
    for name in client.profiles:
        appflow.call(READ, {"connectorProfileNames": [name]})
    assert len(client.calls) == 20


def test_throttling_halves_the_calls_at_once_and_success_brings_them_back() -> None:
    now = [0.0]
    pace = Pace(64, lambda: now[0])
    pace.throttled()
    pace.throttled()  # of the same moment
    assert pace.allowed == 32
    for now[0] in range(1, 20):
        pace.throttled()
    assert pace.allowed == 1
    for _ in range(3_000):
        pace.went_through()
    assert pace.allowed == 64


def test_a_call_waits_for_its_turn() -> None:
    pace, entered, leave = Pace(1), threading.Event(), threading.Event()
    order: list[str] = []

    def first() -> None:
        with pace.turn(threading.Event()):
            entered.set()
            leave.wait(10)
            order.append("first")

    def second() -> None:
        entered.wait(10)
        with pace.turn(threading.Event()):
            order.append("second")

    threads = [threading.Thread(target=target) for target in (second, first)]
    for thread in threads:
        thread.start()
    entered.wait(10)
    leave.set()
    for thread in threads:
        thread.join(10)
    assert order == ["first", "second"]


def test_a_cancelled_call_does_not_wait_for_its_turn() -> None:
    pace, cancelled = Pace(1), threading.Event()
    cancelled.set()
    with pace.turn(cancelled), pace.turn(cancelled):
        assert pace.allowed == 1
