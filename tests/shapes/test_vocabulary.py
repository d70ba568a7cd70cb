"""The words of a flow's definition, compared with the shapes and the registry of connectors."""

from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.task import TaskType
from appflow_provider.shapes.walk import members
from appflow_provider.shapes.writing import WriteOperationType
from appflow_provider.vocabulary import BUCKETS, BY_ID, EVERY_FIELD, OBJECTS

OTHERS = {"CustomerProfiles", "LookoutMetrics"}
"""Destinations without a connector profile: a domain with a type of objects, and one that takes no name at all."""


def test_each_connector_names_an_object_or_a_bucket() -> None:
    used, buckets, others = set[str](), set[str](), set[str]()
    for one in CONNECTORS.values():
        for end in filter(None, (one.source, one.destination)):
            known = set(members(end.type))
            named = known & set(OBJECTS)
            assert len(named) <= 1
            used |= named
            if not named:
                (buckets if "bucketName" in known else others).add(one.type)
    assert (used, others) == (set(OBJECTS), OTHERS)
    assert buckets == BUCKETS


def test_every_write_operation_but_an_insert_is_by_id() -> None:
    assert {each.value for each in WriteOperationType} - {"INSERT"} == BY_ID


def test_tasks_of_every_field_are_types_of_tasks() -> None:
    assert {each.value for each in TaskType} >= EVERY_FIELD
