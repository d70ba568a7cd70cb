"""Which identity requests use: the role to assume, and the allowed accounts."""

import functools
import threading
from collections.abc import Callable, Collection
from typing import Any

from appflow_provider.errors import Advice, AppFlowError
from appflow_provider.service.answers import watch
from appflow_provider.settings import Role


def assumed(session: Any, role: Role, region: str) -> Any:
    """
    A boto3 session with the role's credentials. It calls STS when the first request is signed, and again before the credentials expire.

    Args:
        session: The boto3 session of the identity that assumes the role.
        role: The role to assume.
        region: The region of STS.

    Raises:
        NoCredentialsError: there are no credentials.
    """
    import boto3
    import botocore.session
    from botocore.credentials import (
        AssumeRoleCredentialFetcher,
        CredentialProvider,
        CredentialResolver,
        DeferredRefreshableCredentials,
    )
    from botocore.exceptions import NoCredentialsError

    source = session.get_credentials()
    if source is None:
        raise NoCredentialsError
    asked = {
        "RoleSessionName": role.session_name,
        "ExternalId": role.external_id,
        "DurationSeconds": role.seconds,
    }
    fetcher = AssumeRoleCredentialFetcher(
        client_creator=functools.partial(_client, session, region),
        source_credentials=source,
        role_arn=role.arn,
        extra_args={name: value for name, value in asked.items() if value is not None},
    )

    class Assumed(CredentialProvider):  # type: ignore[misc]  # botocore has no types
        METHOD = "assume-role"

        def load(self) -> Any:
            return DeferredRefreshableCredentials(fetcher.fetch_credentials, self.METHOD)

    core = botocore.session.get_session()
    core.register_component("credential_provider", CredentialResolver([Assumed()]))
    return boto3.Session(botocore_session=core, region_name=session.region_name)


def _client(session: Any, region: str, service: str, **given: Any) -> Any:
    client = session.client(service, region_name=region, **given)
    watch(client)
    return client


class Permit:
    """Allows requests only in the allowed accounts. Calls STS before the first request, and again until STS has answered."""

    def __init__(self, accounts: Collection[str]) -> None:
        self._accounts = accounts
        self._lock = threading.Lock()
        self._given = not accounts
        self._account = ""

    def __call__(self, ask: Callable[[], str]) -> None:
        """
        Check the account, after asking STS for it if it is not known yet.

        Raises:
            AppFlowError: the account is not allowed.
        """
        if self._given:
            return
        with self._lock:
            self._account = self._account or ask()
            if self._account not in self._accounts:
                raise self._refused()
            self._given = True

    def _refused(self) -> AppFlowError:
        allowed = ", ".join(sorted(self._accounts))
        return AppFlowError(
            f"this is account {self._account}, and the provider's allowedAccountIds allows {allowed} only; "
            "nothing was read or changed",
            ours=True,
            advice=Advice(
                step="Log in to the right account, or set the provider's profile or assumeRole"
            ),
        )
