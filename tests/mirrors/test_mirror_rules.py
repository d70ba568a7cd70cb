"""The rules of a mirror: which fields each flow maps, and what is said about a rule that is wrong."""

from typing import Any

import pytest

from appflow_provider.mirrors import Plan
from appflow_provider.values import UNKNOWN, Secret
from tests.mirrors.conftest import BASE, Application, Planned


def mapped(plan: Plan) -> dict[str, dict[str, str]]:
    """The destination fields by source field, by object."""
    assert plan.problems == ()
    return {
        flow.object: {
            task["sourceFields"][0]: task["destinationField"]
            for task in flow.inputs["tasks"]
            if task["taskType"] == "Map"
        }
        for flow in plan.flows
    }


def masked(plan: Plan) -> dict[str, list[str]]:
    assert plan.problems == ()
    return {
        flow.object: [
            task["sourceFields"][0] for task in flow.inputs["tasks"] if task["taskType"] == "Mask"
        ]
        for flow in plan.flows
    }


def test_a_flow_maps_each_field_that_can_be_read_and_is_no_part_of_another(
    planned: Planned,
) -> None:
    found = mapped(planned())
    assert list(found["Account"]) == ["Address", "Id", "LastModifiedDate", "Phone"]
    assert list(found["Contact"]) == ["Email", "Id", "LastModifiedDate", "SystemModstamp"]


RULES: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {
    "include by name": ({"include": ["Id"]}, {"Account": ["Id"], "Contact": ["Id"]}),
    "include by pattern": (
        {"include": ["Id", "*Date"]},
        {"Account": ["Id", "LastModifiedDate"], "Contact": ["Id", "LastModifiedDate"]},
    ),
    "include a part of another field by its name": (
        {"include": ["Id", "Address.City"]},
        {"Account": ["Address.City", "Id"], "Contact": ["Id"]},
    ),
    "exclude by name and by pattern": (
        {"exclude": ["Phone", "*Mod*", "Addres?"]},
        {"Account": ["Id"], "Contact": ["Email", "Id"]},
    ),
    "exclude comes after include": (
        {"include": ["*d*", "Phone", "Email"], "exclude": ["*dr*", "Id"]},
        {
            "Account": ["LastModifiedDate", "Phone"],
            "Contact": ["Email", "LastModifiedDate", "SystemModstamp"],
        },
    ),
    "an object has an include of its own": (
        {"include": ["Id"], "perObject": {"Contact": {"include": ["Email"]}}},
        {"Account": ["Id"], "Contact": ["Email"]},
    ),
    "an object adds to exclude": (
        {
            "exclude": ["*Mod*"],
            "perObject": {"Account": {"exclude": ["Address", "Phone"]}},
        },
        {"Account": ["Id"], "Contact": ["Email", "Id"]},
    ),
    "an object lists its fields": (
        {"perObject": {"Contact": {"fields": ["Id", "Nickname"]}}, "include": ["Id", "Nick*"]},
        {"Account": ["Id"], "Contact": ["Id", "Nickname"]},
    ),
}


@pytest.mark.parametrize(("rules", "fields"), RULES.values(), ids=RULES)
def test_rules_choose_the_fields(
    planned: Planned, rules: dict[str, Any], fields: dict[str, list[str]]
) -> None:
    found = mapped(planned(**rules))
    assert {name: list(each) for name, each in found.items()} == fields


def test_a_renamed_field_has_its_new_name_in_each_object_and_the_object_comes_first(
    planned: Planned,
) -> None:
    found = mapped(
        planned(rename={"Id": "key"}, perObject={"Account": {"rename": {"Id": "account_id"}}})
    )
    assert (found["Account"]["Id"], found["Contact"]["Id"]) == ("account_id", "key")


def test_masks_are_for_the_fields_that_are_mapped(planned: Planned) -> None:
    found = masked(
        planned(
            mask=["*Email*", "Phone"],
            exclude=["Phone"],
            perObject={"Account": {"mask": ["Id"]}},
        )
    )
    assert found == {"Account": ["Id"], "Contact": ["Email"]}


def test_a_type_comes_from_the_name_then_the_pattern_then_the_application(
    planned: Planned,
) -> None:
    plan = planned(types={"LastModifiedDate": "date", "*Mod*": "text", "Id": "string"})
    tasks = {
        task["sourceFields"][0]: task["taskProperties"]["SOURCE_DATA_TYPE"]
        for task in plan.flows[1].inputs["tasks"]
        if task["taskType"] == "Map"
    }
    assert tasks == {
        "Email": "email",
        "Id": "string",
        "LastModifiedDate": "date",
        "SystemModstamp": "text",
    }


WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a name in a list": (
        {"mask": ["Id", "Emial"]},
        ['mask[1]: "Emial" is not a field of any of the objects. Did you mean Email?'],
    ),
    "a name in a map": (
        {"rename": {"Fone": "phone"}},
        ['rename.Fone: "Fone" is not a field of any of the objects. Did you mean Phone?'],
    ),
    "a name of one object": (
        {"perObject": {"Account": {"exclude": ["Email"]}}},
        ['perObject.Account.exclude[0]: "Email" is not a field of Account.'],
    ),
    "a field that cannot be read": (
        {"include": ["Id", "Password"]},
        ['include[1]: "Password" cannot be read by flows from Account.'],
    ),
    "nothing is left": (
        {"include": ["Email"]},
        ["include: The rules leave no field of Account to map."],
    ),
    "two fields become one": (
        {"rename": {"Phone": "Id"}},
        ["rename.Phone: The fields Id and Phone of Account would both be written as Id."],
    ),
    "two patterns disagree": (
        {"types": {"*Mod*": "date", "Last*": "datetime"}},
        [
            'types["*Mod*"]: The patterns *Mod* and Last* give LastModifiedDate of Account different types. Add LastModifiedDate itself to types.',
            'types["*Mod*"]: The patterns *Mod* and Last* give LastModifiedDate of Contact different types. Add LastModifiedDate itself to types.',
        ],
    ),
    "an object that is not there": (
        {"objects": ["Acount", "Lead*"]},
        [
            'objects[0]: "Acount" is not an object in AppFlow. Did you mean Account?',
            'objects[1]: "Lead*" matches no object in AppFlow.',
        ],
    ),
    "what differs for no object": (
        {"perObject": {"Acount": {}}},
        ['perObject.Acount: "Acount" is not one of the objects. Did you mean Account?'],
    ),
    "an incremental field": (
        {"incrementalField": "SystemModStamp"},
        [
            'incrementalField: "SystemModStamp" is not a field of Account, Contact. Did you mean SystemModstamp?'
        ],
    ),
    "an incremental field of one object": (
        {"perObject": {"Account": {"incrementalField": "Fone"}}},
        [
            'perObject.Account.incrementalField: "Fone" is not a field of Account. Did you mean Phone?'
        ],
    ),
    "a placeholder": (
        {"description": "{object:small}"},
        [
            "description: {object:small} is not a placeholder. Use {object}, or one of {object:lower}, {object:slug}, {object:upper}."
        ],
    ),
    "one name for all flows": (
        {"flowName": "crm"},
        ["flowName: Each flow needs a name of its own. Use {object} in it."],
    ),
    "a name that an object has as well": (
        {"flowName": "crm-{object}", "perObject": {"Account": {"flowName": "crm-Contact"}}},
        ["flowName: The flows of Account and Contact would have the same name."],
    ),
    "two objects with one name": (
        {"perObject": {name: {"flowName": Secret("crm")} for name in ("Account", "Contact")}},
        ["perObject.Contact.flowName: The flows of Account and Contact would have the same name."],
    ),
    "a value of the API": (
        {"triggerConfig": {"triggerType": "OnDemnd"}},
        [
            'triggerConfig.triggerType: "OnDemnd" is not accepted. Did you mean OnDemand? Use one of Scheduled, Event, OnDemand.'
        ],
    ),
    "a member, and a name": (
        {"descripton": "x", "mask": ["Emial"]},
        [
            "descripton is not a member of MirrorInputs. Did you mean description? Use one of",
            'mask[0]: "Emial" is not a field of any of the objects. Did you mean Email?',
        ],
    ),
    "a list that is none": ({"mask": "Email"}, ["mask must be a list, not text."]),
    "a connector that cannot be read": (
        {"connectorType": "Snowflake"},
        ['connectorType: "Snowflake" is not a source of flows.'],
    ),
    "a mask that the source does not have": (
        {
            "connectorType": "Googleanalytics",
            "mask": ["Id"],
            "perObject": {"Account": {"mask": ["Phone"]}},
        },
        [
            "mask: Flows from Googleanalytics cannot mask fields.",
            "perObject.Account.mask: Flows from Googleanalytics cannot mask fields.",
        ],
    ),
    "objects that come later": (
        {"objects": UNKNOWN},
        ["objects is not known before the deployment, but decides which flows there are"],
    ),
    "a rule that comes later": (
        {"mask": ["Id", UNKNOWN]},
        ["mask[1] is not known before the deployment, but decides"],
    ),
    "an object's rule that comes later": (
        {"perObject": {"Account": {"mask": UNKNOWN}}},
        ["perObject.Account.mask is not known before the deployment"],
    ),
    "a secret object": (
        {"objects": [Secret("Account")]},
        ["objects[0] must not be a secret: the names of resources and tasks show it."],
    ),
    "tasks that come later": (
        {"tasks": UNKNOWN},
        ["tasks is not known before the deployment"],
    ),
}


@pytest.mark.parametrize(("inputs", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_a_sentence_with_its_path(
    planned: Planned, inputs: dict[str, Any], said: list[str]
) -> None:
    plan = planned(**inputs)
    assert plan.flows == ()
    assert len(plan.problems) == len(said), [str(each) for each in plan.problems]
    for problem, begins in zip(plan.problems, said, strict=True):
        assert str(problem).startswith(begins)


def test_a_word_in_braces_that_is_close_to_a_placeholder_is_a_warning(planned: Planned) -> None:
    prefix = "{objekt}/{object:slug}/{other}/${objec}"
    s3 = {"s3": {"bucketName": "lake", "bucketPrefix": prefix}}
    end = {"connectorType": "S3", "destinationConnectorProperties": s3}
    plan = planned(destinationFlowConfig=end)
    assert plan.problems == ()
    (warning,) = plan.warnings
    assert str(warning).endswith(
        "bucketPrefix: {objekt} stays as it is. Did you mean {object}? [unknown-placeholder]"
    )
    assert all("{objekt}/" in str(flow) for flow in plan.flows)


def test_a_pattern_that_finds_nothing_is_a_warning(planned: Planned) -> None:
    plan = planned(exclude=["*Token*"])
    assert plan.problems == ()
    assert [str(each) for each in plan.warnings] == [
        'exclude[0]: "*Token*" matches no field of any of the objects. [pattern-without-field]'
    ]


def test_a_field_that_appflow_does_not_list_for_new_records_is_a_warning(planned: Planned) -> None:
    plan = planned(incrementalField="LastModifiedDate")
    (warning,) = map(str, plan.warnings)
    assert warning == (
        "incrementalField: AppFlow does not list LastModifiedDate among the fields of Contact by which scheduled runs find new "
        "records. It lists SystemModstamp. [field-not-incremental]"
    )


def test_rules_are_not_judged_while_an_object_is_missing(planned: Planned) -> None:
    plan = planned(objects=["Account", "Contakt"], mask=["Email"])
    assert [each.path for each in plan.problems] == [("objects", 1)]


class TestWithoutKnownFields:
    """Neither schemas nor lookup."""

    def test_a_flow_maps_all_fields_but_those_that_are_named(
        self, planned: Planned, application: Application
    ) -> None:
        plan = planned(lookup=None, exclude=["Phone"], mask=["Phone", "Email"])
        assert plan.problems == ()
        assert plan.flows[0].inputs["tasks"] == [
            {
                "taskType": "Map_all",
                "sourceFields": [],
                "connectorOperator": {"salesforce": "NO_OP"},
                "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": '["Phone"]'},
            },
            {
                "taskType": "Mask",
                "sourceFields": ["Email"],
                "connectorOperator": {"salesforce": "MASK_ALL"},
                "taskProperties": {"MASK_VALUE": "*", "MASK_LENGTH": "5"},
            },
        ]
        assert application.asked == []

    def test_a_mask_that_nobody_compares_with_the_fields_is_a_warning(
        self, planned: Planned
    ) -> None:
        plan = planned(lookup=None, mask=["Email"], perObject={"Account": {"mask": ["Phone"]}})
        common, own = (str(each) for each in plan.warnings)
        assert common == (
            'mask[0]: "Email" is masked in Account, Contact, whether or not there is such a field. Set schemas or lookup, so that '
            "it is compared with the fields. [mask-not-compared]"
        )
        assert own.startswith('perObject.Account.mask[0]: "Phone" is masked in Account, whether')

    @pytest.mark.parametrize(
        "rule",
        [
            {"objects": ["Acc*"]},
            {"mask": ["*Email*"]},
            {"exclude": ["?d"]},
            {"include": ["Id"]},
            {"rename": {"Id": "key"}},
            {"types": {"Id": "string"}},
            {"perObject": {"Account": {"mask": ["*Email*"]}}},
        ],
        ids=str,
    )
    def test_a_rule_that_needs_fields_says_where_they_could_come_from(
        self, planned: Planned, rule: dict[str, Any]
    ) -> None:
        (problem,) = planned(lookup=None, **rule).problems
        assert "Set schemas or lookup" in str(problem)


def test_amplitude_has_no_operator_that_selects_or_masks(planned: Planned) -> None:
    amplitude = {
        "connectorType": "Amplitude",
        "perObject": {"Account": {"fields": ["Id"]}},
        "objects": ["Account"],
    }
    said = [str(each) for each in planned(**amplitude).problems]
    assert said == [
        "connectorType: Flows from Amplitude read all fields. Remove schemas, lookup and fields, and name fields in exclude and mask."
    ]


def test_the_base_has_no_problem(planned: Planned) -> None:
    assert (planned().problems, planned().warnings, len(BASE)) == ((), (), 6)
