"""
Every public complaint about another provider for AppFlow that we know of: where it is tested, or why it is no concern of ours.

A complaint is named by its repository and number, as GitHub writes it. Its tests are named by a function of this folder or of
the stories, or by the id of a row in a table; names that are not there fail.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_TF = "hashicorp/terraform-provider-aws"
_AWSCC = "hashicorp/terraform-provider-awscc"
_CDK = "cdklabs/cdk-appflow"

_TERRAFORM: dict[int, str] = {
    24888: "test_tf_24888_task_properties_of_every_kind_are_accepted",
    25095: "test_tf_25095_an_update_of_anything_sends_the_tasks_as_they_are",
    25172: "test_tf_25172_every_trigger_is_read_back",
    25802: "test_tf_25802_a_secret_that_appflow_may_not_read_comes_with_what_it_needs",
    26289: "test_tf_26289_a_start_is_a_start_and_an_end_an_end",
    26372: "tf-26372",
    26396: "tf-26396",
    26491: "test_tf_26491_the_order_of_keys_means_nothing",
    26665: "test_tf_26665_without_any_connector_no_label_is_made_up",
    26780: "test_tf_26780_custom_connectors_are_read_written_and_logged_in_to",
    27707: "test_tf_27707_a_missing_profile_is_answered_with_the_existing_ones",
    28237: "test_tf_28237_tasks_come_go_and_change",
    29007: "tf-29007",
    29878: "test_tf_29878_what_people_write_is_accepted",
    29879: "test_tf_29879_tasks_of_a_documented_flow_are_all_there",
    31306: "tf-31306",
    31874: "tf-31874",
    31994: "tf-31994",
    32416: "test_awscc_794_nothing_that_is_written_is_missing_from_the_request",
    32660: "tf-32660",
    33169: "test_tf_33169_an_imported_profile_without_credentials_updates",
    33472: "tf-33472",
    33803: "test_tf_33803_empty_profile_properties_are_fine",
    33855: "tf-33855",
    34422: "tf-34422",
    34482: "tf-34482",
    34508: "test_tf_34508_the_way_out_leads_out",
    34571: "tf-34571",
    34770: "test_tf_34770_a_destination_stays_one_and_as_it_was_written",
    35992: "test_tf_35992_map_all_is_the_same_in_every_spelling",
    36441: "test_tf_36441_a_scheduled_flow_runs_after_one_up",
    37478: "test_tf_37478_a_false_that_the_service_leaves_out_is_no_drift",
    37677: "tf-37677",
    37678: "test_tf_37678_a_profile_for_sap_logs_in_by_password_without_single_sign_on",
    37737: "test_tf_37737_the_consoles_word_for_many_files_is_translated",
    37826: "tf-37826",
    37941: "test_tf_37941_a_read_is_one_question",
    38714: "tf-38714",
    38972: "tf-38972",
    41431: "tf-41431",
    41568: "test_tf_41568_processes_are_not_taken_for_pages",
    41670: "test_tf_41670_a_first_execution_arrives_and_stays",
    41759: "tf-41759",
    42482: "tf-42482",
    42686: "test_tf_42686_an_id_is_the_name_whichever_is_imported",
    43213: "test_tf_43213_an_update_keeps_the_id_and_the_arn",
    43221: "test_tf_43221_the_id_and_the_facts_stay_over_refreshes",
    43591: "test_tf_43591_the_order_of_tasks_is_the_users",
    43998: "tf-43998",
    48988: "test_tf_48988_redshift_serverless_is_reached",
}

# A pull request, or another report, with the same wish as a report above.
_ANSWERS: dict[int, int] = {
    24889: 24888,
    25085: 36441,
    26240: 25172,
    26614: 28237,
    26766: 26780,
    27616: 26372,
    31934: 29878,
    33192: 32660,
    34248: 31306,
    34574: 36441,
    34937: 34571,
    34948: 36441,
    35993: 35992,
    37501: 36441,
    38932: 41431,
    42479: 41759,
}

TESTED: dict[str, str] = {
    **{f"{_TF}#{number}": where for number, where in _TERRAFORM.items()},
    **{f"{_TF}#{number}": _TERRAFORM[report] for number, report in _ANSWERS.items()},
    f"{_AWSCC}#242": "test_awscc_242_a_profile_is_not_made_again_for_its_key",
    f"{_AWSCC}#317": "test_awscc_317_a_flow_is_not_made_again_for_what_is_not_known_yet",
    f"{_AWSCC}#319": "test_awscc_319_what_is_imported_has_the_form_of_what_is_written",
    f"{_AWSCC}#338": "awscc-338",
    f"{_AWSCC}#362": "test_awscc_362_empty_structures_come_and_go_without_a_change",
    f"{_AWSCC}#775": "test_awscc_775_what_the_service_makes_of_map_all_is_no_drift",
    f"{_AWSCC}#794": "test_awscc_794_nothing_that_is_written_is_missing_from_the_request",
    f"{_AWSCC}#889": "test_awscc_889_an_api_is_not_chosen_by_a_version",
    "aws/aws-cdk#14452": "test_aws_cdk_14452_tasks_change_in_place_though_appflow_renamed_the_bus",
    "aws/aws-cdk#17748": "test_aws_cdk_17748_an_operator_out_of_its_place_is_named",
    "aws/aws-cdk#18899": "test_aws_cdk_18899_the_types_of_a_mapping_reach_the_service",
    "aws/aws-cli#6632": "test_aws_cli_6632_what_a_replacement_loses_is_shown_before",
    "awsdocs/aws-cloudformation-user-guide#1048": "test_cfn_1048_the_arn_is_an_output",
    "aws-cloudformation/cloudformation-coverage-roadmap#1214": _TERRAFORM[36441],
    f"{_CDK}#19": _TERRAFORM[36441],
    f"{_CDK}#21": "cdk-appflow-21",
    f"{_CDK}#90": "test_cdk_appflow_90_an_access_token_alone_is_looked_at_where_it_is_refused",
    f"{_CDK}#129": "cdk-appflow-129",
    f"{_CDK}#334": "cdk-appflow-334",
    f"{_CDK}#374": "test_cdk_appflow_374_a_type_of_file_in_another_case_is_named",
    "crossplane/upjet#208": "test_upjet_208_a_cluster_needs_the_role_of_the_data_api",
    "hashicorp/terraform#36580": "terraform-36580",
    "hashicorp/terraform-provider-google#16183": "terraform-provider-google-16183",
    "pulumi/pulumi#11323": "test_pulumi_11323_a_second_up_asks_the_service_for_nothing",
    "pulumi/pulumi-aws#2211": (
        "test_pulumi_aws_2211_a_second_up_changes_nothing_however_loud_the_service"
    ),
}

ELSEWHERE: dict[str, str] = {
    f"{_AWSCC}#1526": (
        "a schema that was not brought up to date; tests/shapes compares ours with the API's model"
    ),
}


def _names() -> Iterator[str]:
    """The functions and the ids of rows in these tests."""
    here = Path(__file__).parent
    for path in (*here.glob("test_*.py"), *here.with_name("stories").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name
            elif isinstance(node, ast.keyword) and node.arg == "id":
                yield str(getattr(node.value, "value", ""))


NAMES = frozenset(_names())


@pytest.mark.parametrize("thread", TESTED)
def test_a_complaint_is_tested_where_the_table_says(thread: str) -> None:
    assert TESTED[thread] in NAMES


def test_a_complaint_is_in_one_table_only() -> None:
    assert TESTED.keys() & ELSEWHERE.keys() == set()


def test_a_test_that_is_named_after_a_complaint_is_in_the_table() -> None:
    known = {_short(thread) for thread in (*TESTED, *ELSEWHERE)}
    named = {_thread_in(name) for name in NAMES} - {None}
    assert len(named) > 40
    assert named <= known


_SHORT = {
    _TF: "tf",
    _AWSCC: "awscc",
    "awsdocs/aws-cloudformation-user-guide": "cfn",
}


def _short(thread: str) -> str:
    repository, number = thread.split("#")
    return f"{_SHORT.get(repository, repository.split('/')[1])}-{number}"


def _thread_in(name: str) -> str | None:
    words = name.removeprefix("test_").replace("_", "-").split("-")
    at = next((at for at, word in enumerate(words) if word.isdecimal() and int(word) > 9), None)
    starts = ("aws", "awscc", "cdk", "cfn", "pulumi", "terraform", "tf", "upjet")
    return "-".join(words[: at + 1]) if at and words[0] in starts else None
