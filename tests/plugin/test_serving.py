"""The plugin's process: its port, its end, and which modules it loads."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto.provider_pb2 import ConfigureRequest, ReadRequest
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderStub

from appflow_provider.plugin.__main__ import main
from appflow_provider.wire.structs import encoded
from appflow_provider.wire.urns import name_of, token_of

PLUGIN = [sys.executable, "-m", "appflow_provider.plugin"]


def started() -> tuple["subprocess.Popen[str]", int]:
    login = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    process = subprocess.Popen(
        [*PLUGIN, "127.0.0.1:1"], stdout=subprocess.PIPE, text=True, env={**os.environ, **login}
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_port_serves_and_ends_on_a_signal(number: signal.Signals) -> None:
    process, port = started()
    with process:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            assert ResourceProviderStub(channel).GetPluginInfo(Empty(), timeout=20).version
        process.send_signal(number)
        assert process.wait(timeout=20) == 0


def test_it_does_not_outlive_its_engine(tmp_path: Path) -> None:
    engine = (
        "import subprocess, sys, time\n"
        f"plugin = subprocess.Popen({[*PLUGIN, '127.0.0.1:1']!r}, stdout=subprocess.PIPE, text=True)\n"
        "print(plugin.pid, plugin.stdout.readline(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", engine], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline().split()[0])
        process.kill()
    for _ in range(200):
        if not alive(pid):
            return
        signal.sigtimedwait([], 0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the plugin is still there")


def test_it_ends_while_the_service_does_not_answer() -> None:
    process, port = started()
    with (
        process,
        socket.create_server(("127.0.0.1", 0)) as service,
        grpc.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        stub = ResourceProviderStub(channel)
        url = f"http://127.0.0.1:{service.getsockname()[1]}"
        configuration = encoded({"region": "eu-west-1", "endpointUrl": url})
        stub.Configure(ConfigureRequest(args=configuration), timeout=20)
        urn = "urn:pulumi:dev::shop::appflow:index:Flow::orders"
        reading = stub.Read.future(ReadRequest(id="orders", urn=urn))
        asked, _ = service.accept()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        with pytest.raises(grpc.RpcError):
            reading.result(timeout=20)
        asked.close()


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_nothing_heavy_is_loaded_before_the_port_is_there() -> None:
    look = (
        "import sys, appflow_provider.plugin.serving; "
        "print([m for m in ('boto3', 'botocore', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("--help", "Pulumi provider for Amazon AppFlow"),
        ("--version", "."),
        ("--schema", '"appflow"'),
    ],
)
def test_each_option_for_people_gets_an_answer(
    argument: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([argument])
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    ("urn", "token", "name"),
    [
        ("urn:pulumi:dev::shop::appflow:index:Flow::orders", "Flow", "orders"),
        ("urn:pulumi:dev::shop::my:c:Box$appflow:index:Flow::a::b", "Flow", "a::b"),
        (
            "urn:pulumi:dev::shop::a:b:C$d:e:F$appflow:index:ConnectorProfile::x",
            "ConnectorProfile",
            "x",
        ),
    ],
)
def test_a_resource_is_found_in_its_urn(urn: str, token: str, name: str) -> None:
    assert (token_of(urn), name_of(urn)) == (token, name)
