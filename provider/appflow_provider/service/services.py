"""
AppFlow in every region of a program: one session, and one client for each region, created when first used.

boto3 is loaded with the first client, because a preview without changes needs none. All threads share the clients, which boto3
allows. Creating clients is not thread-safe, so a lock guards it.
"""

import itertools
import os
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from appflow_provider.errors import AppFlowError, Cancelled
from appflow_provider.packaged import version
from appflow_provider.service.answers import NotAnAnswer, watch
from appflow_provider.service.clock import Clock
from appflow_provider.service.gathering import Gathering
from appflow_provider.service.identity import Permit, assumed
from appflow_provider.service.pace import Pace
from appflow_provider.service.refusals import no_region, translated
from appflow_provider.service.retries import (
    DEADLINE,
    leaves_unknown,
    patience,
    slows_down,
    wait_seconds,
)
from appflow_provider.service.stacks import Stack, stack_of
from appflow_provider.settings import MAX_RETRIES_DEFAULT, Settings

_CONNECT_TIMEOUT = 10  # seconds; our choice
_READ_TIMEOUT = 65  # seconds; CreateConnectorProfile returns only after AppFlow has logged in to the application
_CONNECTIONS = 64  # concurrent, per region; as many as operations of a front
_WATCHED = frozenset({"appflow", "sts"})  # services whose replies are checked, see `answers`
_WHERE_APPFLOW_IS = frozenset({"appflow", "kms"})  # services that endpointUrl applies to
_UNREADABLE = (
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)  # raised by botocore for a reply that it cannot parse
_READS = ("Describe", "List")  # prefixes of operations that change nothing

# Operations with a client token: the service carries out only one request per token; model 2020-08-23.
_REPEATABLE = frozenset(
    {"CreateConnectorProfile", "CreateFlow", "RegisterConnector", "StartFlow"}
    | {"UpdateConnectorProfile", "UpdateConnectorRegistration", "UpdateFlow"}
)


class Services:
    """Returns the service of a region."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._session: Any = None
        self._role_session: Any = None
        self._permit = Permit(settings.allowed_account_ids)
        self._made: dict[str, AppFlow] = {}
        self._cancelled = threading.Event()

    def __call__(self, region: str | None = None) -> "AppFlow":
        """
        The service in a region, or in the provider's own for None.

        Raises:
            Unreachable: no region is configured, or the profile does not exist.
        """
        with self._lock:
            where = region or self._own_region()
            if where is None:
                raise no_region()
            if where not in self._made:
                client, permit = self._client("appflow", where), self._permitting(where)
                self._made[where] = AppFlow(
                    where, client, self._cancelled, self._settings.max_retries, permit
                )
            return self._made[where]

    def region(self) -> str | None:
        """The provider's own region, or None if none is configured."""
        with self._lock:
            try:
                return self._own_region()
            except AppFlowError:
                return None

    def missing_region(self, region: str | None) -> AppFlowError | None:
        """The error that a resource in `region` would get because no region is configured, or None."""
        return None if region or self.region() else no_region()

    def key_manager(self, arn: str) -> str | None:
        """
        Who manages a KMS key, `AWS` or `CUSTOMER` (KMS API, DescribeKey); None if the identity may not read it.

        Sends one request, without retries, to the endpoint that AppFlow uses: the result only refines what a program states.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            with self._lock:
                kms = self._client("kms", arn.split(":")[3])
            return str(kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyManager"])
        except (AppFlowError, BotoCoreError, ClientError, *_UNREADABLE):
            return None

    def stack(self, name: str) -> Stack:
        """
        A CloudFormation stack of the provider's own region. Sends each request once.

        Args:
            name: The stack's name or ARN.

        Raises:
            AppFlowError: CloudFormation refused, or could not be reached.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        with self._lock:
            region = self._own_region()
            if region is None:
                raise no_region()
            client = self._client("cloudformation", region)
        try:
            return stack_of(client, name)
        except (ClientError, BotoCoreError) as exc:
            doing = f"reading the stack {name} in {region}"
            raise translated(exc).because(doing=doing) from exc

    def cancel(self) -> None:
        """End all current and later waits."""
        self._cancelled.set()

    def _own_region(self) -> str | None:
        # boto3 alone among AWS's SDKs does not read AWS_REGION.
        named = self._settings.region or os.environ.get("AWS_REGION")
        return named or self._boto_session().region_name

    def _boto_session(self) -> Any:
        if self._session is None:
            import boto3
            from botocore.exceptions import BotoCoreError

            try:
                self._session = boto3.Session(profile_name=self._settings.profile)
            except BotoCoreError as exc:
                raise translated(exc) from exc
        return self._session

    def _acting(self, region: str) -> Any:
        """The session of the identity that sends the requests."""
        if self._settings.role is None:
            return self._boto_session()
        if self._role_session is None:
            self._role_session = assumed(self._boto_session(), self._settings.role, region)
        return self._role_session

    def _client(self, service: str, region: str) -> Any:
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError

        config = Config(
            retries={"total_max_attempts": 1},  # see `retries`
            connect_timeout=_CONNECT_TIMEOUT,
            read_timeout=_READ_TIMEOUT,
            max_pool_connections=_CONNECTIONS,
            user_agent_extra=f"pulumi-appflow/{version()}",
        )
        url = self._settings.endpoint_url if service in _WHERE_APPFLOW_IS else None
        try:
            client = self._acting(region).client(
                service, region_name=region, endpoint_url=url, config=config
            )
        except (BotoCoreError, ValueError) as exc:
            raise translated(exc) from exc
        if service in _WATCHED:
            watch(client)
        return client

    def _permitting(self, region: str) -> Callable[[], None]:
        def account() -> str:
            with self._lock:
                sts = self._client("sts", region)
            return str(sts.get_caller_identity()["Account"])

        return lambda: self._permit(account)


class AppFlow:
    """AppFlow in one region."""

    def __init__(
        self,
        region: str,
        client: Any,
        cancelled: threading.Event,
        max_retries: int = MAX_RETRIES_DEFAULT,
        permit: Callable[[], None] = lambda: None,
    ) -> None:
        self._region, self._client, self._cancelled = region, client, cancelled
        self._max_retries, self._permit = max_retries, permit
        self._pace = Pace(_CONNECTIONS)
        self._gathering = Gathering(self.call)
        self._clock = Clock()

    @property
    def region(self) -> str:
        """The region of the requests."""
        return self._region

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        Call one operation, with retries.

        Raises:
            AppFlowError: the service refused, or could not be reached.
        """
        from botocore import xform_name
        from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

        method = getattr(self._client, xform_name(operation))
        if operation in _REPEATABLE:  # one token for all tries; boto3 would make another for each
            request = {"clientToken": str(uuid.uuid4()), **request}
        began = float("inf")  # waiting for a turn does not count towards the deadline
        unknown = False
        try:
            for retry in itertools.count(1):
                try:
                    with self._pace.turn(self._cancelled):
                        began = min(began, time.monotonic())
                        self._permit()
                        reply: dict[str, Any] = method(**request)
                except ParamValidationError:
                    raise  # our own fault: the inputs were checked
                except (ClientError, BotoCoreError, NotAnAnswer) as exc:
                    if slows_down(exc):
                        self._pace.throttled()
                    unknown = unknown or leaves_unknown(exc)
                    late = time.monotonic() - began > DEADLINE
                    if late or retry > min(patience(exc), self._max_retries):
                        failed = translated(exc)
                        raise failed.because(tries=retry, outcome_unknown=unknown) from exc
                else:
                    self._clock.heard(reply.get("ResponseMetadata") or {})
                    self._pace.went_through()
                    return {key: item for key, item in reply.items() if key != "ResponseMetadata"}
                try:
                    self.pause(wait_seconds(retry))
                except Cancelled as stopped:
                    raise stopped.because(tries=retry, outcome_unknown=unknown) from stopped
            raise AssertionError("counting does not end")
        finally:
            if not operation.startswith(_READS):
                self._gathering.forget()

    def shared(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        Like `call`, for a read that may be batched with others. A reply is never older than a write of this process.

        Raises:
            AppFlowError: the service refused, or could not be reached.
        """
        if self._gathering.answers(operation, request):
            return self._gathering.ask(request)
        return self.call(operation, request)

    def now(self) -> datetime:
        """The present by AWS's clock, from its replies."""
        return self._clock.now()

    def pause(self, seconds: float) -> None:
        """
        Wait, unless the user cancels.

        Raises:
            Cancelled: the user cancelled.
        """
        if self._cancelled.wait(seconds):
            raise Cancelled("cancelled", ours=True)
