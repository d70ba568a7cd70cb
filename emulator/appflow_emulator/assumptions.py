"""
Assumptions about AppFlow: switches for what the public evidence leaves open.

Each field of `Assumptions` is one open question about the service. Its comment says what is known and why the default was
chosen. The assumptions hold for the whole process: `assume(...)` changes them for a `with` block, and the server's path
`/appflow-emulator/assumptions` changes them over HTTP. A change takes effect with the next call.
"""

import contextlib
import dataclasses
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


def _choice(*answers: str) -> Any:
    """A field that takes one of these answers. The first is the default."""
    return field(default=answers[0], metadata={"answers": answers})


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """One answer for each open question. Strings take only the answers listed, and numbers are 0 or more."""

    # -- quotas: documented figures. Lower them to reach them in a test
    flow_quota: int = 1000
    profile_quota: int = 100
    concurrent_run_quota: int = 1000

    # -- status of a flow
    # StartFlow of a scheduled or event flow that is already Active: nothing known; ConflictException is modelled.
    start_active_scheduled: str = _choice("conflict", "no_op")
    # StopFlow of a flow that is Draft or Suspended: nothing known; ConflictException is modelled.
    stop_draft: str = _choice("conflict", "no_op")
    # UpdateFlow that changes the trigger type: the status is set as on creation, or stays.
    update_flow_on_trigger_change: str = _choice("as_created", "kept")
    # UpdateFlow of an Active scheduled or event flow: documented as allowed. The other answers let a test be careful.
    update_active_flow: str = _choice("accepted", "suspended", "conflict")
    # A scheduled flow that failed flowErrorDeactivationThreshold times in a row is deactivated (documented): its status
    # then is inferred from StopFlow, which is documented as deactivation too. Errored was never seen in public.
    deactivated_status: str = _choice("Suspended", "Errored")
    # An Active flow whose scheduleEndTime has passed: it no longer runs (documented). Its status is not known.
    after_end_time: str = _choice("kept", "suspended")
    # StartFlow of a flow to EventBridge before its partner event source has a bus in this process's EventBridge: documented
    # as refused, but with which error is not known. Accepted, because a program cannot wait for a step in the console.
    event_bridge_start: str = _choice("accepted", "conflict", "validation")
    # How many times DescribeFlow still finds a deleted flow, with status Deleted (seen in Terraform's code).
    deleted_flow_describes: int = 0
    # How many reads do not find a new flow or profile yet. Reads may lag behind writes; how far is not known.
    new_hidden_describes: int = 0
    # Whether StartFlow and StopFlow move lastUpdatedAt.
    start_stop_moves_last_updated: bool = False

    # How many seconds after UpdateFlow a run of an on-demand flow still uses the definition from before: Airflow's operators wait
    # for 15, which the authors had from AppFlow's team (apache/airflow#28869). Scheduled flows use the new one at once.
    update_propagation_seconds: float = 15.0

    # -- runs: no data is moved. A run stays InProgress for this many reads, then ends with `run_status`
    run_in_progress_describes: int = 1
    run_status: str = _choice("Successful", "Error")
    # The message of a successful run: that no data was moved, or none, as seen of the service. The default avoids that somebody
    # takes a run of the emulator for a transfer.
    run_notes: str = _choice("told", "as_the_service")
    # Order of execution records: undocumented. Public programs take the first for the newest.
    record_order: str = _choice("newest_first", "oldest_first", "shuffled")
    # Execution records are eventually consistent: after StartFlow the list was seen empty (boto3#4549), and without the run that
    # was looked for (apache/airflow#72769). How many calls of DescribeFlowExecutionRecords do not show a new run.
    records_hidden_describes: int = 0
    # lastRunExecutionDetails lags behind StartFlow: Airflow's hook waits until it is about the run that was started. How many
    # answers of DescribeFlow and ListFlows still show the run before, or none. How far the service lags is not known.
    last_run_hidden_describes: int = 0

    # -- profiles
    # A private connection stays PENDING for this many reads, and for at least this many seconds.
    private_connection_describes: int = 1
    private_connection_seconds: float = 0.0
    # Empty: provisioning succeeds. Otherwise the failureCause of the model.
    private_connection_failure: str = _choice(
        "",
        "CONNECTOR_AUTHENTICATION",
        "CONNECTOR_SERVER",
        "INTERNAL_SERVER",
        "ACCESS_DENIED",
        "VALIDATION",
    )
    # UpdateConnectorProfile without credentials: optional in the model, but the documentation says that an update replaces everything.
    update_profile_without_credentials: str = _choice("kept", "refused")
    # Connectors that ask for an AuthCode. Salesforce was seen to; other OAuth connectors probably do too.
    auth_code_connectors: tuple[str, ...] = ("Salesforce",)
    # Whether clientCredentialsArn must name a secret that exists in this account's Secrets Manager.
    client_credentials_checked: bool = False
    # Labels of custom connectors that AWS offers to everybody. The user guide names the applications and not their labels;
    # these stand in public programs (cdk-appflow; terraform-provider-aws #31994, #34422; a public module for Jira, Zoom and
    # others). A test compares them with the labels of the provider's recipes.
    aws_connector_labels: tuple[str, ...] = (
        *("AmazonRDSPostgreSQL", "Asana", "GitHub", "GitLab", "GoogleAds", "GoogleAnalytics4"),
        *(
            "GoogleBigQuery",
            "HubSpot",
            "JDBCsmall",
            "JiraCloud",
            "Mailchimp",
            "MicrosoftDynamics365",
        ),
        *("MicrosoftSharePointOnline", "MicrosoftTeams", "SalesforceMarketingCloud", "Zoom"),
    )
    # Whether a CustomConnector's label must be one of these, or have been registered here: seen to be (cdk-appflow#21,
    # terraform-provider-aws#37826).
    connector_label_checked: bool = True
    # The service's own pattern of labels lacked # in 2024 (cdk-appflow#284); the model's has it.
    hash_in_label: str = _choice("accepted", "refused")

    # -- what CreateFlow and UpdateFlow refuse
    # A source bucket is listed: never, always, or only when the bucket exists in this process's S3.
    s3_source_listing: str = _choice("if_bucket_exists", "always", "never")
    # A changed source object is refused by the console; the API is unproved.
    source_object_change: str = _choice("refused", "accepted")
    # Another bucketPrefix of an S3 source or destination: the report of a refused S3 destination (Terraform #42482) does not
    # say which member had changed. The console and CloudFormation let it be edited.
    s3_prefix_change: str = _choice("accepted", "refused")
    # Another objectTypeName of a CustomerProfiles destination: nothing is known. It names where the data goes.
    object_type_change: str = _choice("refused", "accepted")
    # A destination that the user guide does not list for the source. Its lists lag behind the service.
    unlisted_destination: str = _choice("accepted", "refused")
    # A Filter without an operator: a filter with another connector's was seen to be refused as NO_OP (aws-cdk#17748), which
    # suggests that a missing operator counts as NO_OP. Accepted, because that is inferred and no such request is public.
    filter_without_operator: str = _choice("accepted", "refused")
    # A source without a projection or a Map_all task: seen to be refused for Salesforce and custom connectors, seen to be
    # accepted for S3 and, in the API reference's sample of CreateFlow, for Google Analytics. The rest is open.
    projection_of_other_sources: str = _choice("accepted", "refused")
    # The trigger Event with Pardot as source and another destination than EventBridge: Pardot's page names no events.
    pardot_events: str = _choice("accepted", "refused")
    # Members of other connectors beside the connector's own, in sourceConnectorProperties and similar structures.
    members_of_other_connectors: str = _choice("ignored", "refused")
    # Such a structure without the connector's own member, if nothing in that member is required.
    empty_connector_properties: str = _choice("accepted", "refused")
    # UPSERT to another destination than Salesforce, and UPDATE and DELETE, without idFieldNames. For UPSERT to Salesforce
    # they are documented as required.
    write_without_ids: str = _choice("accepted", "refused")
    # A scheduleStartTime in the past.
    past_start_time: str = _choice("accepted", "refused")
    # A scheduleEndTime in the past. A time before AppFlow existed is always refused.
    past_end_time: str = _choice("accepted", "refused")

    # -- what reads return
    # A registered connector: as it was registered, or as AWS was recorded in the tests of its SDKs for custom connectors
    # (2021) and as the API reference's sample has it: with what the Lambda function reports, in another spelling of the
    # type, and without its ARN.
    described_connectors: str = _choice("as_registered", "as_reported")
    # Unset members in responses: null, as seen of the service, or left out. boto3 shows them as left out in both cases.
    nulls: str = _choice("explicit", "omitted")
    # kmsArn when none was sent: the AppFlow-managed key (seen), or nothing.
    managed_kms_arn: str = _choice("returned", "omitted")
    # Order of tasks: kept in public dumps, changed in reports by Terraform's users.
    task_order: str = _choice("kept", "shuffled")
    # Booleans that are false: preserveSourceDataTyping was seen to be left out, the others to be returned.
    false_booleans: str = _choice("observed", "returned", "dropped")
    # connectorOperator of a Map_all task sent without one.
    map_all_operator: str = _choice("omitted", "NO_OP")
    # A Map_all task: as sent, or as the console writes flows, a projection and a Map of each field. Only flows sent in that form
    # were seen; Terraform's users report tasks that changed on the way (#35992, #43591).
    map_all_tasks: str = _choice("kept", "expanded")
    # EXCLUDE_SOURCE_FIELDS_LIST of a Map_all task sent without one: absent, or "[]".
    map_all_exclude_list: str = _choice("omitted", "filled")
    # s3OutputFormatConfig when omitted: absent, or what the console would send.
    s3_output_format: str = _choice("omitted", "materialised")
    # writeOperationType and dataTransferApi of a destination when omitted.
    destination_defaults: str = _choice("omitted", "materialised")
    # dataTransferApi of a Salesforce source when omitted.
    salesforce_source_api: str = _choice("materialised", "omitted")
    # scheduleOffset when omitted: absent, or 0.
    schedule_offset: str = _choice("omitted", "materialised")
    # dataPullMode, timezone, scheduleStartTime and flowErrorDeactivationThreshold when omitted: no default is documented, no
    # dump of a scheduled flow is public. Absent, or what the description of the member suggests.
    data_pull_mode: str = _choice("omitted", "materialised")
    timezone: str = _choice("omitted", "materialised")
    schedule_start_time: str = _choice("omitted", "materialised")
    error_threshold: str = _choice("omitted", "materialised")
    # A schedule sent with the trigger OnDemand or Event, where the model says that it has no effect.
    unused_schedule: str = _choice("kept", "dropped")
    # One report says that reads do not return firstExecutionFrom (Terraform #41670).
    first_execution_from: str = _choice("returned", "dropped")
    # A description or catalog that UpdateFlow leaves out: cleared, as by a full replacement. The evidence is weak: Terraform
    # sends the description with each update.
    omitted_description: str = _choice("cleared", "kept")
    omitted_catalog: str = _choice("cleared", "kept")
    # EventBridge object: as sent, or rewritten to the partner event source's name (cause of aws-cdk#14452).
    event_bridge_object: str = _choice("kept", "rewritten")
    # Booleans of a profile's properties when omitted: absent, or false. Nothing is known.
    profile_booleans: str = _choice("omitted", "returned")
    # privateLinkServiceName of Snowflake: returned as sent, or left out like a credential. Nothing is known.
    private_link_service_name: str = _choice("returned", "dropped")

    def __post_init__(self) -> None:
        """Refuse a value that an assumption does not take, and name those it takes."""
        for each in dataclasses.fields(self):
            problem = _problem(each, getattr(self, each.name))
            if problem:
                raise ValueError(f"{each.name}: {problem}")


def _problem(question: dataclasses.Field[Any], answer: object) -> str | None:
    answers = question.metadata.get("answers")
    if answers:
        return None if answer in answers else f"must be one of {', '.join(map(repr, answers))}"
    if isinstance(question.default, bool):
        return None if isinstance(answer, bool) else "must be true or false"
    if isinstance(question.default, tuple):
        fits = isinstance(answer, tuple) and all(isinstance(one, str) for one in answer)
        return None if fits else "must be a list of strings"
    whole = isinstance(question.default, int)
    kinds = (int,) if whole else (int, float)
    fits = isinstance(answer, kinds) and not isinstance(answer, bool) and answer >= 0
    return None if fits else f"must be a {'whole ' if whole else ''}number, 0 or more"


_lock = threading.RLock()
_current = Assumptions()


def current_assumptions() -> Assumptions:
    """The current answers."""
    with _lock:
        return _current


def set_assumptions(answers: Assumptions) -> None:
    """Replace the answers for the whole process."""
    global _current  # noqa: PLW0603 (process-wide, like moto's state)
    with _lock:
        _current = answers


def change_assumptions(changes: Mapping[str, Any]) -> Assumptions:
    """
    Change some answers and keep the others. Lists become tuples, which JSON does not have.

    Raises:
        ValueError: an unknown name or a wrong answer. Nothing changes.
    """
    known = {each.name for each in dataclasses.fields(Assumptions)}
    unknown = sorted(set(changes) - known)
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    plain = {name: tuple(v) if isinstance(v, list) else v for name, v in changes.items()}
    with _lock:
        answers = Assumptions(**{**dataclasses.asdict(_current), **plain})
        set_assumptions(answers)
    return answers


@contextlib.contextmanager
def assume(**changes: Any) -> Iterator[Assumptions]:
    """Change some answers for a `with` block, in this process."""
    before = current_assumptions()
    try:
        yield change_assumptions(changes)
    finally:
        set_assumptions(before)
