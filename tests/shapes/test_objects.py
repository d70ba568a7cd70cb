"""How the two ends of a flow name what they read or write, compared with the registry of connectors."""

from appflow_provider.objects import BUCKETS, OBJECTS
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.walk import members

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
