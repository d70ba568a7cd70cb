"""
What a run reads: objects in moto's S3, records in the store, or change events of the samples.

A run moves data if its source has any: a bucket that is not empty, or an object that the store knows.
"""

from appflow_emulator import aws_backends, entities, held
from appflow_emulator.aws_backends import Location
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.rehearsal import Source, Window, of_files, of_records
from appflow_emulator.data_plane.samples import S3, SourceFile


def has_data(location: Location, plan: Plan, events_from: int = 0) -> bool:
    """Whether the source has anything that a run could move. An event flow moved the first `events_from` events before."""
    connector, name = plan.source.connector, plan.source.object
    if connector == S3:
        held.put_objects(location, name)
        return aws_backends.has_objects(location, name)
    if plan.trigger == "Event":
        return len(held.events_of(connector, name)) > events_from
    return held.the_store().rows(connector, name) is not None


def read(
    location: Location,
    plan: Plan,
    window: Window | None,
    answers: Answers,
    events_from: int = 0,
) -> Source:
    """
    The records of a source that has data.

    Raises:
        RunFailed: an object of S3 cannot be read.
    """
    connector, name = plan.source.connector, plan.source.object
    if connector == S3:
        found = aws_backends.objects_under(location, name, plan.source.prefix)
        files = [SourceFile(key, body, modified) for key, body, modified in found]
        return of_files(plan, files, window, answers)
    described = entities.fields(connector, location, name) or []
    known = [each["identifier"] for each in described]
    if plan.trigger == "Event":
        return of_records(plan, held.events_of(connector, name)[events_from:], known)
    return of_records(plan, held.the_store().rows(connector, name) or [], known)


def why_nothing(plan: Plan) -> str | None:
    """Why a run without data moved none, if samples were given and lack this source."""
    if not held.has_samples():
        return None
    ending = "change events" if plan.trigger == "Event" else "records"
    return f"There are no {ending} of {plan.source} in the samples."
