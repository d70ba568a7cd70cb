"""
Assumptions about AppFlow: a switch for each behaviour that is not publicly known.

Each field of `Assumptions` is one open question about the service. Its comment says what is known and why the default was
chosen. `assume(...)` changes assumptions for a `with` block, and the admin path `/appflow-emulator/assumptions` changes them
over HTTP, both for the whole process. A change applies from the next call.
"""

import contextlib
import dataclasses
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


def _choice(*answers: str) -> Any:
    """A field that accepts one of these answers. The first is the default."""
    return field(default=answers[0], metadata={"answers": answers})


def _of_data(*answers: str) -> Any:
    """The same for a question about what a run does to records. The control plane never asks it."""
    return field(default=answers[0], metadata={"answers": answers, "of_data": True})


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """One answer to each open question. Strings accept only the listed answers, and numbers are 0 or more."""

    # -- quotas: documented figures. A test lowers them to reach them
    flow_quota: int = 1000
    profile_quota: int = 100
    concurrent_run_quota: int = 1000

    # -- status of a flow
    # StartFlow of a scheduled or event flow that is already Active: not known. The model has ConflictException.
    start_active_scheduled: str = _choice("conflict", "no_op")
    # StopFlow of a flow that is Draft or Suspended: not known. The model has ConflictException.
    stop_draft: str = _choice("conflict", "no_op")
    # UpdateFlow that changes the trigger type: the flow gets the status of a new flow, or keeps its own.
    update_flow_on_trigger_change: str = _choice("as_created", "kept")
    # UpdateFlow of an Active scheduled or event flow: documented as allowed. A test can set the stricter answer.
    update_active_flow: str = _choice("accepted", "suspended", "conflict")
    # AppFlow deactivates a scheduled flow that failed flowErrorDeactivationThreshold times in a row (documented). The status is
    # inferred: StopFlow, which is documented as deactivation too, gives Suspended. No public report shows Errored.
    deactivated_status: str = _choice("Suspended", "Errored")
    # An Active flow whose scheduleEndTime has passed no longer runs (documented). Its status is not known.
    after_end_time: str = _choice("kept", "suspended")
    # StartFlow of a flow to EventBridge whose partner event source has no bus yet: documented as refused, with an unknown
    # error. The default accepts it, because a program cannot wait for a step in the console.
    event_bridge_start: str = _choice("accepted", "conflict", "validation")
    # How many calls of DescribeFlow still find a deleted flow, with status Deleted (seen in Terraform's code).
    deleted_flow_describes: int = 0
    # How many reads do not find a new flow or profile yet. Reads may lag behind writes; by how much is not known.
    new_hidden_describes: int = 0
    # Whether StartFlow and StopFlow change lastUpdatedAt.
    start_stop_moves_last_updated: bool = False

    # For how many seconds after UpdateFlow a run of an on-demand flow still uses the old definition. Airflow's operators wait
    # 15, on advice from the AppFlow team (apache/airflow#28869). Scheduled flows use the new definition at once.
    update_propagation_seconds: float = 15.0

    # -- runs. A run stays InProgress for this many reads. A run that moved data then ends as that went, another with
    # `run_status`. With the answer Error no run moves data
    run_in_progress_describes: int = 1
    run_status: str = _choice("Successful", "Error")
    # The message of a successful run: what the emulator has to tell, such as that no data was moved, or none, as the service was
    # seen to answer. The default
    # keeps users from mistaking a run of the emulator for a transfer.
    run_notes: str = _choice("told", "as_the_service")
    # Order of execution records: not documented. Public programs assume that the newest comes first.
    record_order: str = _choice("newest_first", "oldest_first", "shuffled")
    # Execution records are eventually consistent: after StartFlow the list was seen empty (boto3#4549), and without the new run
    # (apache/airflow#72769). How many calls of DescribeFlowExecutionRecords do not show a new run.
    records_hidden_describes: int = 0
    # lastRunExecutionDetails lags behind StartFlow: Airflow's hook waits until it shows the new run. How many answers of
    # DescribeFlow and ListFlows still show the previous run, or none. The lag of the service is not known.
    last_run_hidden_describes: int = 0

    # -- profiles
    # A private connection stays PENDING for this many reads, and for at least this many seconds.
    private_connection_describes: int = 1
    private_connection_seconds: float = 0.0
    # Empty if provisioning succeeds, else a failureCause of the model.
    private_connection_failure: str = _choice(
        "",
        "CONNECTOR_AUTHENTICATION",
        "CONNECTOR_SERVER",
        "INTERNAL_SERVER",
        "ACCESS_DENIED",
        "VALIDATION",
    )
    # UpdateConnectorProfile without credentials: the model makes them optional, but AWS documents that an update replaces
    # everything.
    update_profile_without_credentials: str = _choice("kept", "refused")
    # Connectors that require an AuthCode. Salesforce was seen to; other OAuth connectors probably do too.
    auth_code_connectors: tuple[str, ...] = ("Salesforce",)
    # Whether clientCredentialsArn must be the ARN of an existing secret in this account's Secrets Manager.
    client_credentials_checked: bool = False
    # Labels of custom connectors that AWS offers to every account. The user guide names the applications but not the labels;
    # these come from public programs (cdk-appflow; terraform-provider-aws #31994, #34422; a public module for Jira, Zoom and
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
    # Whether a CustomConnector's label must be one of these, or be registered in this account: seen (cdk-appflow#21,
    # terraform-provider-aws#37826).
    connector_label_checked: bool = True
    # In 2024 the service's own pattern of labels did not allow # (cdk-appflow#284). The model's pattern does.
    hash_in_label: str = _choice("accepted", "refused")

    # -- what CreateFlow and UpdateFlow refuse
    # Whether AppFlow lists a source bucket: never, always, or only if the bucket exists in this process's S3.
    s3_source_listing: str = _choice("if_bucket_exists", "always", "never")
    # The console refuses a changed source object. Whether the API does is not known.
    source_object_change: str = _choice("refused", "accepted")
    # A changed bucketPrefix of an S3 source or destination: one report shows a refused S3 destination (Terraform #42482) but
    # not which member had changed. The console and CloudFormation allow the change.
    s3_prefix_change: str = _choice("accepted", "refused")
    # A changed objectTypeName of a CustomerProfiles destination: not known. It names where the data goes.
    object_type_change: str = _choice("refused", "accepted")
    # A destination that the user guide does not list for the source. The guide lags behind the service.
    unlisted_destination: str = _choice("accepted", "refused")
    # A Filter without an operator: a filter with another connector's operator was seen to be refused as NO_OP (aws-cdk#17748),
    # so a missing operator may count as NO_OP. The default accepts it: this is inferred, and no such request is public.
    filter_without_operator: str = _choice("accepted", "refused")
    # A source without a projection or a Map_all task: seen to be refused for Salesforce and custom connectors, and seen to be
    # accepted for S3 and, in the API reference's sample of CreateFlow, for Google Analytics. For other sources it is not known.
    projection_of_other_sources: str = _choice("accepted", "refused")
    # The trigger Event with a Pardot source and a destination other than EventBridge: Pardot's page names no events.
    pardot_events: str = _choice("accepted", "refused")
    # Members of other connectors in sourceConnectorProperties and similar structures, in addition to the connector's own.
    members_of_other_connectors: str = _choice("ignored", "refused")
    # Such a structure without the connector's own member, if that member has nothing required.
    empty_connector_properties: str = _choice("accepted", "refused")
    # UPSERT to a destination other than Salesforce, and UPDATE and DELETE, without idFieldNames. For UPSERT to Salesforce AWS
    # documents them as required.
    write_without_ids: str = _choice("accepted", "refused")
    # A scheduleStartTime in the past.
    past_start_time: str = _choice("accepted", "refused")
    # A scheduleEndTime in the past. A time before AppFlow existed is always refused.
    past_end_time: str = _choice("accepted", "refused")

    # -- what reads return
    # A registered connector: as it was registered, or with what the Lambda function reports, another spelling of the type and
    # no ARN. The second is how the SDKs for custom connectors recorded AWS in their tests (2021), and how the API reference's
    # sample shows it.
    described_connectors: str = _choice("as_registered", "as_reported")
    # Unset members in responses: null, as the service was seen to send, or absent. boto3 hides the difference.
    nulls: str = _choice("explicit", "omitted")
    # kmsArn when none was sent: the key that AppFlow manages (seen), or absent.
    managed_kms_arn: str = _choice("returned", "omitted")
    # Order of tasks: kept in public dumps, changed in reports by Terraform's users.
    task_order: str = _choice("kept", "shuffled")
    # Booleans that are false: preserveSourceDataTyping was seen to be absent, the others to be returned.
    false_booleans: str = _choice("observed", "returned", "dropped")
    # connectorOperator of a Map_all task sent without one.
    map_all_operator: str = _choice("omitted", "NO_OP")
    # A Map_all task: as sent, or as the console writes flows, with a projection and a Map task for each field. Public dumps
    # show only flows sent in the second form; Terraform's users report tasks that came back changed (#35992, #43591).
    map_all_tasks: str = _choice("kept", "expanded")
    # EXCLUDE_SOURCE_FIELDS_LIST of a Map_all task sent without one: absent, or "[]".
    map_all_exclude_list: str = _choice("omitted", "filled")
    # s3OutputFormatConfig when omitted: absent, or the console's default.
    s3_output_format: str = _choice("omitted", "materialised")
    # writeOperationType and dataTransferApi of a destination when omitted.
    destination_defaults: str = _choice("omitted", "materialised")
    # dataTransferApi of a Salesforce source when omitted.
    salesforce_source_api: str = _choice("materialised", "omitted")
    # scheduleOffset when omitted: absent, or 0.
    schedule_offset: str = _choice("omitted", "materialised")
    # dataPullMode, timezone, scheduleStartTime and flowErrorDeactivationThreshold when omitted: no default is documented, and
    # no dump of a scheduled flow is public. Absent, or what the description of the member suggests.
    data_pull_mode: str = _choice("omitted", "materialised")
    timezone: str = _choice("omitted", "materialised")
    schedule_start_time: str = _choice("omitted", "materialised")
    error_threshold: str = _choice("omitted", "materialised")
    # A schedule sent with the trigger OnDemand or Event. The model says that it has no effect.
    unused_schedule: str = _choice("kept", "dropped")
    # One report says that reads do not return firstExecutionFrom (Terraform #41670).
    first_execution_from: str = _choice("returned", "dropped")
    # A description or catalog that UpdateFlow omits: cleared, as by a full replacement. The evidence is weak: Terraform sends
    # the description with each update.
    omitted_description: str = _choice("cleared", "kept")
    omitted_catalog: str = _choice("cleared", "kept")
    # EventBridge object: as sent, or replaced by the partner event source's name (cause of aws-cdk#14452).
    event_bridge_object: str = _choice("kept", "rewritten")
    # Booleans of a profile's properties when omitted: absent, or false. Not known.
    profile_booleans: str = _choice("omitted", "returned")
    # privateLinkServiceName of Snowflake: returned as sent, or absent like a credential. Not known.
    private_link_service_name: str = _choice("returned", "dropped")

    # -- data: what a run does to records, and how it writes them. The evidence for each is weak or missing; the order of the
    # answers is how likely they are
    # An empty cell of a CSV source. CSV cannot tell null from an empty text.
    csv_empty_cell: str = _of_data("null", "text")
    # CSV output: which values are in quotes, and how null is written. No output is public.
    csv_quoting: str = _of_data("minimal", "all")
    csv_null: str = _of_data("empty", "quoted_empty", "null_word")
    # JSON output: a null as null, or no member.
    json_null: str = _of_data("explicit", "omitted")
    # Order of columns and members: that of the mapping, or of the source.
    key_order: str = _of_data("mapping", "source")
    # What a run without records writes to S3. Users skip events with 0 records, which proves only that such runs end well.
    empty_run: str = _of_data("no_object", "empty_object", "header_only")
    # What joins execution id and time in the name of a file (prefixType FILENAME).
    file_name_join: str = _of_data("-", "_", "")
    # Whether prefixFormat shortens that time, as it shortens the folders.
    file_name_time: str = _of_data("full", "trimmed")
    # A slash at the end of a destination's bucketPrefix: keys have one slash before the flow's name, or two.
    prefix_slash: str = _of_data("one", "two")
    # Files of an aggregationType None without a size: one, or one for each page of the source.
    file_count: str = _of_data("one", "by_page")
    # MASK_ALL: as many characters as the value has, or as MASK_LENGTH says, for which the console sends five.
    mask_all: str = _of_data("length", "five")
    # A character of Truncate and of masks: a UTF-16 unit, as in Java, or a code point.
    truncate_unit: str = _of_data("utf16", "code_point")
    # Bounds of BETWEEN: seen as exclusive twice, both times in clients (Airflow's operators; an example of the SDK).
    between_bounds: str = _of_data("exclusive", "inclusive")
    # Whether blanks around the values of VALUES are removed. Seen not to be, for one connector (boto3#4305).
    values_trimmed: str = _of_data("no", "yes")
    # NOT_EQUAL_TO with several values: unequal to all of them, or to any, as a comment in the CDK says.
    not_equal_many: str = _of_data("all", "any")
    # How filters compare texts. Where the application filters, it decides.
    text_compare: str = _of_data("exact", "ignore_case")
    # A filter without a DATA_TYPE that is known to be of numbers, times or texts, if both sides look like numbers.
    untyped_compare: str = _of_data("number", "text")
    # Whether a filter drops or keeps a record whose field is null. Null is equal to nothing, and contains nothing.
    null_compare: str = _of_data("drop", "keep")
    # Whether an empty text passes VALIDATE_NON_NULL.
    validate_empty_text: str = _of_data("not_null", "null")
    # Whether a null fails VALIDATE_NON_ZERO, VALIDATE_NON_NEGATIVE and VALIDATE_NUMERIC.
    validate_null: str = _of_data("fails", "passes")
    # Whether a text that is not a number fails VALIDATE_NON_ZERO and VALIDATE_NON_NEGATIVE.
    validate_text: str = _of_data("fails", "passes")
    # VALIDATION_ACTION that ends the run: the CDK writes DropDataset, one request TerminateFlow.
    terminate_value: str = _of_data("both", "cdk", "console")
    # Arithmetic: 2 * 1.10 is 2.20, as Java's BigDecimal has it, or 2.2.
    arithmetic_scale: str = _of_data("kept", "trimmed")
    # Arithmetic: a division by zero, and a value that is null or not a number.
    divide_by_zero: str = _of_data("null", "fail")
    not_a_number: str = _of_data("null", "fail", "drop")
    # How many digits an endless quotient keeps.
    quotient_digits: str = _of_data("28", "16")
    # A Merge of a field that is null: nothing in its place, the word null, or no result.
    merge_null: str = _of_data("empty", "null_word", "null")
    # A mapped field that no record of the source has. A deleted field of Salesforce fails the run (documented); other sources are
    # not known. A typing mistake in a sample is likelier than a sparse record.
    missing_field: str = _of_data("fail", "null")
    # A key of a Partition that names a field of the destination and another of the source.
    partition_field: str = _of_data("destination", "source")
    # The order of steps: filter, validate, mask and truncate, merge and calculate, map; or as listed.
    step_order: str = _of_data("by_kind", "as_listed")
    # status of the event of a failed run: programs check for both.
    failure_word: str = _of_data("Execution Failed", "Failed")
    # A destination that refuses a record: the run goes on (awslabs/amazon-appflow-custom-connector-sdk-java#68), or fails if
    # failOnFirstDestinationError says so (documented).
    partial_write: str = _of_data("continue", "fail_first")
    # What is written to the bucket of errorHandlingConfig. No example is public.
    error_object: str = _of_data("json_lines", "none")
    # Salesforce by Bulk API writes times and nulls otherwise (documented); which way AUTOMATIC takes depends on the count.
    bulk_dialect: str = _of_data("rest", "bulk")
    # The Glue table that ends in `latest`: one for the flow, or one for each run. The meaning of its number is not known.
    latest_table: str = _of_data("per_flow", "per_run")

    def __post_init__(self) -> None:
        """Raise ValueError for a value that an assumption does not accept, and name the accepted ones."""
        for each in dataclasses.fields(self):
            problem = _problem(each, getattr(self, each.name))
            if problem:
                raise ValueError(f"{each.name}: {problem}")


def data_questions() -> Mapping[str, tuple[str, ...]]:
    """The answers to each question about data, by its name. The first is the default."""
    return {
        each.name: each.metadata["answers"]
        for each in dataclasses.fields(Assumptions)
        if each.metadata.get("of_data")
    }


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


def changed(answers: Assumptions, changes: Mapping[str, Any]) -> Assumptions:
    """
    Other answers to some questions, and the same to the others. Lists become tuples, which JSON does not have.

    Raises:
        ValueError: an unknown name or a wrong answer.
    """
    known = {each.name for each in dataclasses.fields(Assumptions)}
    unknown = sorted(set(changes) - known)
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    plain = {name: tuple(v) if isinstance(v, list) else v for name, v in changes.items()}
    return Assumptions(**{**dataclasses.asdict(answers), **plain})


def change_assumptions(changes: Mapping[str, Any]) -> Assumptions:
    """Change some answers for the whole process, as `changed` does. If it raises, nothing changes."""
    with _lock:
        answers = changed(_current, changes)
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
