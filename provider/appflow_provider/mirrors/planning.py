"""From the inputs of a mirror to its flows, with all problems and warnings."""

from collections.abc import Iterator
from dataclasses import dataclass

from appflow_provider.mirrors import judging
from appflow_provider.mirrors.asked import OWN, Asked, own_of, templates_of
from appflow_provider.mirrors.flows import MirroredFlow, flow_of
from appflow_provider.mirrors.resolving import Application
from appflow_provider.mirrors.selection import Selection, entries, rules_of, selected
from appflow_provider.mirrors.templates import misspelled
from appflow_provider.mirrors.validation import is_readable, shape_problems, undecided
from appflow_provider.problems import Problem
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.values import Path

_SAMPLE = "object"  # for templates, as long as no object is known


@dataclass(frozen=True)
class Plan:
    """The flows of a mirror. If there are problems, there are no flows."""

    flows: tuple[MirroredFlow, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def plan(asked: Asked) -> Plan:
    """
    The flows of a mirror, or all problems of its inputs.

    Raises:
        AppFlowError: a lookup failed.
    """
    seen = [*undecided(asked.inputs), *misspelled(templates_of(asked.inputs))]
    if not is_readable(asked.inputs, [each for each in seen if not each.rule]):
        return _plan([*seen, *shape_problems(asked, _SAMPLE)])
    application = Application(asked)
    if application.objects is None:
        return _plan([*seen, *application.found, *shape_problems(asked, _SAMPLE)])
    found = [
        *seen,
        *application.found,
        *shape_problems(asked, next(iter(application.objects), _SAMPLE)),
    ]
    chosen = _chosen(asked, application)
    found += _judged(asked, application, application.objects, chosen)
    if any(not each.rule for each in found):
        return _plan(found)
    connector = CONNECTORS[asked.inputs["connectorType"]]
    flows = tuple(flow_of(asked, connector, name, chosen.get(name)) for name in application.objects)
    return _plan(found, flows)


def _plan(found: list[Problem], flows: tuple[MirroredFlow, ...] = ()) -> Plan:
    # One mistake in a template is a mistake in the template of each object.
    each_once = [each for position, each in enumerate(found) if each not in found[:position]]
    problems = tuple(each for each in each_once if not each.rule)
    return Plan(flows, problems, tuple(each for each in each_once if each.rule))


def _chosen(asked: Asked, application: Application) -> dict[str, Selection]:
    """What the rules make of the fields of each object for which they are known."""
    common = entries(asked.inputs)
    return {
        name: selected(
            name,
            application.fields[name],
            rules_of(common, entries(own_of(asked.inputs, name), (OWN, name))),
            by_hand=name in application.by_hand,
        )
        for name in application.objects or ()
        if name in application.fields
    }


def _judged(
    asked: Asked, application: Application, objects: list[str], chosen: dict[str, Selection]
) -> Iterator[Problem]:
    inputs, known = asked.inputs, application.fields
    yield from judging.strangers(inputs, objects)
    yield from judging.collisions(asked.name, inputs, objects)
    connector = CONNECTORS[inputs["connectorType"]]
    yield from judging.not_offered(inputs, connector, selects=bool(chosen))
    used: set[Path] = set()
    for name, found in chosen.items():
        used |= found.used
        yield from found.problems
        if not found.names:
            yield judging.nothing_left(inputs, name)
        own = entries(own_of(inputs, name), (OWN, name))
        yield from judging.without_use(own, found.used, {name: known[name]})
    unknown = [name for name in objects if name not in known]
    if unknown:
        yield from judging.without_fields(inputs, unknown)
    elif not application.lacks_some:  # otherwise a rule may be about an object that is not there
        yield from judging.without_use(entries(inputs), used, known)
    yield from judging.not_incremental(inputs, application)
    yield from judging.one_destination(inputs, objects)
