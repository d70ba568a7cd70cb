"""Which answers explain what a run wrote: each combination is rehearsed here, and compared with what was seen."""

import dataclasses
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from appflow_command.probe.experiments import Experiment, request
from appflow_emulator.assumptions import Assumptions, data_questions

_BUCKET, _RUN = "bucket", "00000000-0000-0000-0000-000000000000"
_AT = datetime(2020, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Seen:
    """
    What a run did.

    Attributes:
        failed: Whether the run ended with an error.
        objects: The key and the body of each object.
        execution_id: The id of the run, which is part of some keys.
    """

    failed: bool
    objects: tuple[tuple[str, bytes], ...] = ()
    execution_id: str = _RUN


@dataclass(frozen=True)
class Verdict:
    """
    What an experiment says about one question.

    Attributes:
        answers: The answers that fit what was seen. One settles the question, none means that ours are all wrong, and
            several that this run cannot tell.
    """

    question: str
    answers: tuple[str, ...]


def verdicts(experiment: Experiment, seen: Seen, flow: str) -> list[Verdict]:
    """What the run says about each question of the experiment."""
    fitting = [
        answers
        for answers in _combinations(experiment)
        if _gist(experiment, predicted(experiment, answers, flow)) == _gist(experiment, seen)
    ]
    return [
        Verdict(question, tuple(dict.fromkeys(each[question] for each in fitting)))
        for question in experiment.questions
    ]


def _combinations(experiment: Experiment) -> Iterator[dict[str, str]]:
    known = data_questions()
    names = experiment.questions
    for answers in itertools.product(*(known[name] for name in names)):
        yield dict(zip(names, answers, strict=True))


def predicted(experiment: Experiment, answers: Mapping[str, Any], flow: str) -> Seen:
    """What the run would do if these were the answers."""
    from appflow_emulator.data_plane.rehearsal import rehearse
    from appflow_emulator.data_plane.samples import Samples, SourceFile

    samples = Samples()
    samples.objects[_BUCKET] = [SourceFile(f"in/{experiment.name}/1", experiment.body, _AT)]
    done = rehearse(
        request(experiment, _BUCKET, flow),
        samples,
        assumptions=dataclasses.replace(Assumptions(), **answers),
        execution_id=_RUN,
    )
    return Seen(done.failure is not None, tuple((each.key, each.body) for each in done.objects))


def _gist(experiment: Experiment, seen: Seen) -> tuple[bool, list[Any]]:
    """What counts of a run: keys without ids and times, and the records. Of CSV its lines, of JSON the members in their order."""
    if seen.failed:
        return True, []
    read = _lines if experiment.writes == "CSV" else _members
    return False, sorted([_shape(key, seen.execution_id), read(body)] for key, body in seen.objects)


def _shape(key: str, execution_id: str) -> str:
    return re.sub(r"\d", "0", key.replace(execution_id, "<run>"))


def _lines(body: bytes) -> list[str]:
    return body.decode().splitlines()


def _members(body: bytes) -> list[Any]:
    return [json.loads(line, object_pairs_hook=list) for line in _lines(body) if line.strip()]


def together(found: Sequence[Verdict]) -> dict[str, tuple[str, ...]]:
    """The answers to each question that fit all runs."""
    answers: dict[str, tuple[str, ...]] = {}
    for each in found:
        before = answers.get(each.question)
        both = tuple(one for one in before if one in each.answers) if before else each.answers
        answers[each.question] = each.answers if before is None else both
    return answers
