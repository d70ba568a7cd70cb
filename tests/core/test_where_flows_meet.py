"""Places of flows: which of them meet, by looking them up as by comparing each with each."""

from hypothesis import given
from hypothesis import strategies as st

from appflow_provider.places import Map, Place, object_of, read_prefix, way_back, written_folder

PREFIXES = st.lists(st.sampled_from(["raw", "/", "a", "é", "\U0010ffff"]), max_size=4).map("".join)
PLACES = st.one_of(
    st.builds(read_prefix, st.sampled_from(["lake", "back"]), PREFIXES),
    st.builds(written_folder, st.sampled_from(["lake", "back"]), PREFIXES, st.sampled_from("ab")),
    st.builds(
        object_of,
        st.sampled_from(["Salesforce", "Marketo"]),
        st.sampled_from(["", "eu-west-1"]),
        st.sampled_from(["", "crm"]),
        st.sampled_from(["Account", "AccountChangeEvent"]),
    ),
)


def meets(one: Place, other: Place) -> bool:
    if not one.is_bucket:
        return one == other
    is_near = one.name.startswith(other.name) or other.name.startswith(one.name)
    return other.is_bucket and one.system == other.system and is_near


@given(st.lists(PLACES, max_size=12), PLACES)
def test_a_look_up_finds_what_a_comparison_finds(there: list[Place], place: Place) -> None:
    found = Map((each, number) for number, each in enumerate(there)).meeting(place)
    assert sorted(found) == [number for number, each in enumerate(there) if meets(place, each)]


def test_a_flow_writes_below_its_own_folder() -> None:
    assert str(written_folder("lake", "raw/", "orders")) == "s3://lake/raw/orders/"
    assert str(written_folder("lake", "", "orders")) == "s3://lake/orders/"
    assert not meets(written_folder("lake", "raw", "a"), written_folder("lake", "raw", "ab"))
    assert meets(read_prefix("lake", "raw/ord"), written_folder("lake", "raw", "orders"))
    assert not meets(read_prefix("lake", "/raw"), written_folder("lake", "raw", "orders"))


def test_change_events_are_those_of_their_object() -> None:
    of = ("Salesforce", "", "crm")
    assert object_of(*of, "Ticket__ChangeEvent") == object_of(*of, "Ticket__c")
    assert object_of(*of, "LeadChangeEvent") == object_of(*of, "Lead")
    assert object_of("Zendesk", "", "crm", "LeadChangeEvent").name == "LeadChangeEvent"


def test_the_way_back_is_the_shortest() -> None:
    follows = {1: [2, 3], 2: [4], 3: [1], 4: [1], 5: [1], 6: [6]}
    assert [list(way_back(each, follows)) for each in (1, 2, 5, 6)] == [
        [1, 3],
        [2, 4, 1],
        [],
        [6],
    ]
