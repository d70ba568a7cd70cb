"""The store of records: four write operations, ids, and what a destination refuses."""

import pytest

from appflow_emulator.data_plane.outcome import Written
from appflow_emulator.data_plane.places import Destination
from appflow_emulator.data_plane.store import Store


def deliver(store, rows, *, stops=False, connector="Salesforce", **settings):
    to = Destination(connector, "Account", **settings)
    written = [Written(number, row) for number, row in enumerate(rows)]
    return store.deliver(to, written, stops=lambda: stops)


@pytest.fixture
def store() -> Store:
    made = Store()
    made.put("Salesforce", "Account", [{"Id": "1", "Name": "Ann"}, {"Id": "2", "Name": "Bo"}])
    return made


def rows(store, connector="Salesforce"):
    return store.rows(connector, "Account")


def test_an_insert_appends_and_makes_an_id_where_the_application_does(store) -> None:
    done = deliver(store, [{"Name": "Cy"}, {"Id": "9", "Name": "Di"}])
    assert (done.changed, done.refused) == (2, [])
    assert rows(store)[2:] == [{"Name": "Cy", "Id": done.made[0]}, {"Id": "9", "Name": "Di"}]


def test_an_insert_into_a_warehouse_makes_no_id(store) -> None:
    deliver(store, [{"Name": "Cy"}, {"Name": "Cy"}], connector="Redshift")
    assert rows(store, "Redshift") == [{"Name": "Cy"}, {"Name": "Cy"}]


def test_an_insert_of_an_id_that_exists_is_refused(store) -> None:
    done = deliver(store, [{"Id": "1", "Name": "Cy"}])
    assert done.refused[0].why == "Salesforce/Account already has a record with this Id"
    assert len(rows(store)) == 2


def test_an_upsert_changes_the_fields_it_has_or_inserts(store) -> None:
    store.put("Salesforce", "Account", [{"Id": "1", "Ext": "a", "Name": "Ann"}])
    done = deliver(
        store,
        [{"Ext": "a", "Name": "Anna"}, {"Ext": "b", "Name": "Bea"}],
        write="UPSERT",
        ids=("Ext",),
    )
    assert done.changed == 2
    assert rows(store) == [
        {"Id": "1", "Ext": "a", "Name": "Anna"},
        {"Ext": "b", "Name": "Bea", "Id": done.made[0]},
    ]


def test_an_upsert_finds_what_it_inserted_itself(store) -> None:
    twice = [{"Ext": "b", "Name": "Bea"}, {"Ext": "b", "Name": "Bee"}]
    deliver(store, twice, write="UPSERT", ids=("Ext",))
    assert [row["Name"] for row in rows(store)] == ["Ann", "Bo", "Bee"]


def test_an_update_without_a_match_is_refused_and_shows_no_value(store) -> None:
    done = deliver(store, [{"Id": "7", "Name": "Cy"}, {"Id": "2", "Name": "Bob"}], write="UPDATE")
    assert done.changed == 1
    (refused,) = done.refused
    assert (refused.number, refused.why) == (0, "Salesforce/Account has no record with this Id")
    assert [row["Name"] for row in rows(store)] == ["Ann", "Bob"]


def test_a_delete_reads_the_id_alone(store) -> None:
    done = deliver(store, [{"Id": 1, "Name": "anything"}, {"Id": "5"}], write="DELETE")
    assert (done.changed, len(done.refused)) == (1, 1)
    assert rows(store) == [{"Id": "2", "Name": "Bo"}]


def test_what_was_deleted_is_no_longer_found(store) -> None:
    done = deliver(store, [{"Id": "1"}, {"Id": "1"}], write="DELETE")
    assert (done.changed, len(done.refused)) == (1, 1)
    assert len(deliver(store, [{"Id": "1", "Name": "new"}], write="UPDATE").refused) == 1


@pytest.mark.parametrize("write", ["UPSERT", "UPDATE", "DELETE"])
def test_a_record_without_its_id_is_refused(store, write) -> None:
    done = deliver(store, [{"Name": "Cy"}], write=write)
    assert done.refused[0].why == "Id has no value, but it is the id"
    done = deliver(store, [{"Name": "Cy"}], write=write, connector="Redshift")
    assert done.refused[0].why == "Redshift/Account has no id field. Set idFieldNames"


def test_a_destination_that_stops_takes_nothing_after_its_first_refusal(store) -> None:
    sent = [{"Id": "1", "Name": "A"}, {"Id": "7"}, {"Id": "2", "Name": "B"}]
    done = deliver(store, sent, stops=True, write="UPDATE")
    assert (done.changed, len(done.refused)) == (1, 1)
    assert [row["Name"] for row in rows(store)] == ["A", "Bo"]


def test_what_is_read_is_a_copy(store) -> None:
    rows(store)[0]["Name"] = "changed"
    assert rows(store)[0]["Name"] == "Ann"
    assert store.rows("Salesforce", "Contact") is None
    assert store.counts() == {"Salesforce": {"Account": 2}}
    store.clear()
    assert store.counts() == {}
