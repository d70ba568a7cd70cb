"""
Connector profiles: Create, Update, Delete, Describe.

Credentials go to a secret in Secrets Manager that AppFlow owns, and no call returns them. A private connection is provisioned
after the call; assumptions decide how long that takes and how it ends (`assumptions`).
"""

from datetime import timedelta
from typing import Any

from appflow_emulator import aws_backends, clock
from appflow_emulator.exceptions import Conflict, QuotaExceeded, ResourceNotFound, Validation
from appflow_emulator.operations.paging import page
from appflow_emulator.read_model.profiles import profile_properties_as_read
from appflow_emulator.records import ProfileRecord
from appflow_emulator.rules import own_member, profile_problems
from appflow_emulator.state import Answer, Request, State, without_none

FAILURE_MESSAGE = "The private connection failed, as configured in the emulator."


class ProfileOperations(State):
    """The four operations on connector profiles."""

    def create_connector_profile(self, request: Request) -> Answer:
        """CreateConnectorProfile. The application is not contacted: any credentials of the right form work."""
        name = request["connectorProfileName"]
        self._refuse_bad_profile(request, request["connectorType"], is_new=True)
        self._refuse_unregistered(request)
        if name in self.profiles:
            raise Conflict(f"Connector Profile with name {name} already exists.")
        if len(self.profiles) >= self.assumptions.profile_quota:
            raise QuotaExceeded(
                f"The account has reached its quota of {self.assumptions.profile_quota} connector profiles."
            )
        now = clock.now()
        profile = ProfileRecord(
            number=self.next_number(),
            name=name,
            arn=self.arn("connectorprofile", name),
            connector_type=request["connectorType"],
            connector_label=request.get("connectorLabel"),
            connection_mode=request["connectionMode"],
            properties=_properties(request, request["connectorType"]),
            kms_arn=request.get("kmsArn"),
            created_at=now,
            updated_at=now,
        )
        self._connect(profile)
        self._keep_credentials(profile, request)
        self.profiles[name] = profile
        return {"connectorProfileArn": profile.arn}

    def update_connector_profile(self, request: Request) -> Answer:
        """UpdateConnectorProfile: replaces mode and properties, and credentials if they are sent."""
        profile = self.profile(request["connectorProfileName"])
        self._refuse_bad_profile(request, profile.connector_type, is_new=False)
        was_private = profile.connection_mode == "Private"
        profile.connection_mode = request["connectionMode"]
        profile.properties = _properties(request, profile.connector_type)
        profile.updated_at = clock.now()
        if not (was_private and profile.connection_mode == "Private"):
            self._connect(profile)
        self._keep_credentials(profile, request)
        return {"connectorProfileArn": profile.arn}

    def delete_connector_profile(self, request: Request) -> Answer:
        """DeleteConnectorProfile, with its secret. Refuses a profile in use unless forced (documented words)."""
        profile = self.profile(request["connectorProfileName"])
        users = [flow.name for flow in self.flows.values() if flow.uses(profile.name)]
        if users and not request.get("forceDelete"):
            raise Conflict(
                f"Conflict executing request: Connector profile: {profile.name} is associated with one or more"
                " flows. Set forceDelete to true to delete it all the same."
                f" Some of the associated flows are: [{', '.join(users)}]"
            )
        if profile.secret_name:
            aws_backends.drop_secret(self.location, profile.secret_name)
        del self.profiles[profile.name]
        return {}

    def describe_connector_profiles(self, request: Request) -> Answer:
        """DescribeConnectorProfiles. All filters must match; unknown names are skipped (seen)."""
        shown, token = page(
            [one for one in self.profiles.values() if _matches(one, request) and self._shows(one)],
            lambda profile: profile.number,
            operation="DescribeConnectorProfiles",
            size=request.get("maxResults"),
            token=request.get("nextToken"),
        )
        details = [self._described_profile(profile) for profile in shown]
        return without_none(connectorProfileDetails=details, nextToken=token)

    def _shows(self, profile: ProfileRecord) -> bool:
        if profile.new_looks >= self.assumptions.new_hidden_describes:
            return True
        profile.new_looks += 1
        return False

    def _refuse_bad_profile(self, request: Request, connector_type: str, *, is_new: bool) -> None:
        problem = next(
            profile_problems(
                request,
                connector_type,
                self.assumptions,
                is_new=is_new,
                region=self.location.region,
                has_secret=lambda arn: aws_backends.has_secret(self.location, arn),
            ),
            None,
        )
        if problem:
            raise Validation(problem)

    def _refuse_unregistered(self, request: Request) -> None:
        """Refuse an unregistered label: seen, word for word and with status 404 (cdk-appflow#21, terraform-provider-aws#37826)."""
        if (
            request["connectorType"] != "CustomConnector"
            or not self.assumptions.connector_label_checked
        ):
            return
        label = request["connectorLabel"]
        if label not in self.connectors and label not in self.assumptions.aws_connector_labels:
            raise ResourceNotFound(
                f"Connector:{label} is not registered. Please register it first before creating ConnectorProfile."
            )

    def _connect(self, profile: ProfileRecord) -> None:
        private = profile.connection_mode == "Private"
        profile.provisioned_from = clock.now() if private else None
        profile.looks = 0

    def _keep_credentials(self, profile: ProfileRecord, request: Request) -> None:
        by_type = request["connectorProfileConfig"].get("connectorProfileCredentials") or {}
        for credentials in by_type.values():
            if profile.secret_name:
                aws_backends.change_secret(self.location, profile.secret_name, credentials)
                return
            # Form seen in public output: appflow!<account>-<profile>-<epoch milliseconds>. For custom connectors the README of
            # their SDKs documents the connector's label before the profile.
            whose = "-".join(filter(None, (profile.connector_label, profile.name)))
            milliseconds = int(clock.epoch() * 1000)
            profile.secret_name = f"appflow!{self.account_id}-{whose}-{milliseconds}"
            profile.secret_arn = aws_backends.keep_secret(
                self.location, profile.secret_name, credentials, profile.kms_arn
            )

    def _described_profile(self, profile: ProfileRecord) -> Answer:
        return without_none(
            connectorProfileArn=profile.arn,
            connectorProfileName=profile.name,
            connectorType=profile.connector_type,
            connectorLabel=profile.connector_label,
            connectionMode=profile.connection_mode,
            credentialsArn=profile.secret_arn,
            connectorProfileProperties=profile_properties_as_read(
                profile.properties, self.assumptions
            ),
            createdAt=profile.created_at,
            lastUpdatedAt=profile.updated_at,
            privateConnectionProvisioningState=self._provisioning(profile),
        )

    def _provisioning(self, profile: ProfileRecord) -> dict[str, Any] | None:
        if profile.provisioned_from is None:
            return None
        assumed = self.assumptions
        ready_at = profile.provisioned_from + timedelta(seconds=assumed.private_connection_seconds)
        looks, profile.looks = profile.looks, profile.looks + 1
        if looks < assumed.private_connection_describes or clock.now() < ready_at:
            return {"status": "PENDING"}
        if assumed.private_connection_failure:
            cause = assumed.private_connection_failure
            return {"status": "FAILED", "failureCause": cause, "failureMessage": FAILURE_MESSAGE}
        return {"status": "CREATED"}


def _properties(request: Request, connector_type: str) -> dict[str, Any]:
    union = request["connectorProfileConfig"]["connectorProfileProperties"]
    return own_member(union, connector_type)


def _matches(profile: ProfileRecord, request: Request) -> bool:
    names = request.get("connectorProfileNames")
    wanted = (
        (request.get("connectorType"), profile.connector_type),
        (request.get("connectorLabel"), profile.connector_label),
    )
    return (not names or profile.name in names) and all(w in (None, has) for w, has in wanted)
