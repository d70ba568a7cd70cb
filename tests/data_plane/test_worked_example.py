"""The worked example: every kind of step in one flow from S3 to S3."""

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rows import carry_out, missing_fields

ORDERS = b"""\
Id,First,Last,Phone,Qty,Price
1,Ann,Lee,555-0100,2,1.10
2,Bo,Ray,,0,2.00
3,Cy,Fox,555-0103,,3.00
"""


def task(kind, operator, fields, to="", **properties):
    made = {
        "taskType": kind,
        "sourceFields": fields,
        "connectorOperator": {"S3": operator},
        "taskProperties": properties,
    }
    return {**made, "destinationField": to} if to else made


REQUEST = {
    "flowName": "orders",
    "triggerConfig": {"triggerType": "OnDemand"},
    "sourceFlowConfig": {
        "connectorType": "S3",
        "sourceConnectorProperties": {"S3": {"bucketName": "b", "bucketPrefix": "in"}},
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {"S3": {"bucketName": "b", "bucketPrefix": "out"}},
        }
    ],
    "tasks": [
        task("Filter", "PROJECTION", ["Id", "First", "Last", "Phone", "Qty", "Price"]),
        task("Filter", "NOT_EQUAL_TO", ["Id"], VALUE="2"),
        task("Validate", "VALIDATE_NON_NULL", ["Qty"], VALIDATION_ACTION="DropRecord"),
        task("Mask", "MASK_FIRST_N", ["Phone"], "Phone", MASK_LENGTH="4", MASK_VALUE="*"),
        task("Merge", "NO_OP", ["First", "Last"], "First,Last", CONCAT_FORMAT="${First} ${Last}"),
        task("Arithmetic", "MULTIPLICATION", ["Qty", "Price"], "Qty,Price"),
        task("Map", "NO_OP", ["Id"], "Id"),
        task("Map", "NO_OP", ["First,Last"], "Name"),
        task("Map", "NO_OP", ["Phone"], "Phone"),
        task("Map", "NO_OP", ["Qty,Price"], "Total"),
    ],
}


def test_one_row_is_filtered_one_dropped_and_one_written():
    answers = Answers(Assumptions())
    plan = plan_of(REQUEST)
    moved = carry_out(plan, formats.read(ORDERS, "CSV", answers), answers)
    assert moved.read == 3
    assert [(each.number, each.why) for each in moved.filtered] == [
        (1, "Id does not satisfy NOT_EQUAL_TO")
    ]
    assert [(each.number, each.why) for each in moved.dropped] == [(2, "Qty is null")]
    assert plan.destination.layout is not None
    rows = [each.record for each in moved.written]
    assert formats.write(rows, plan.destination.layout, answers) == (
        b'{"Id":"1","Name":"Ann Lee","Phone":"****0100","Total":"2.20"}\n'
    )
    assert set(moved.touched) == {"arithmetic_scale", "csv_empty_cell", "key_order"}


def test_a_field_that_the_source_lacks_is_named_with_its_task():
    plan = plan_of(REQUEST)
    assert missing_fields(plan, ["Id", "First", "Last", "Fone", "Qty", "Price"])[1:] == [
        "tasks[3] names the field Phone, which s3://b/in does not have. Did you mean Fone?",
        "tasks[8] names the field Phone, which s3://b/in does not have. Did you mean Fone?",
    ]
