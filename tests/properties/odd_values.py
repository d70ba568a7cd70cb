"""Property maps with odd values in them: nulls, secrets of null, values of another type, assets, and what is not known yet."""

import copy
import random
from collections.abc import Iterator, Mapping
from typing import Any

from appflow_provider.values import UNKNOWN, Path, Secret
from tests.stories.programs import LONGEST, SHORTEST

ASSET = {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "a"}
ODD: tuple[Any, ...] = (
    *(None, Secret(None), UNKNOWN, Secret("text"), Secret(7), Secret({}), Secret([])),
    *(
        "",
        "text",
        "2031-01-01T00:00:00Z",
        7,
        7.5,
        -1,
        1e308,
        float("nan"),
        float("inf"),
        True,
        False,
    ),
    *([], [None], [[]], ["text"], [7], [UNKNOWN], [Secret(None)]),
    *(
        {},
        {"": None},
        {"text": None},
        {"text": Secret(None)},
        {"text": 7},
        {"text": [None]},
        {"text": {}},
    ),
    *({"__odd": 7}, ASSET, {"text": ASSET}),
)

PROGRAMS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    *SHORTEST.values(),
    *LONGEST.values(),
    (
        "Connector",
        {
            "connectorLabel": "HubSpot",
            "description": "a",
            "connectorProvisioningType": "LAMBDA",
            "connectorProvisioningConfig": {
                "lambda": {"lambdaArn": "arn:aws:lambda:eu-west-1:123456789012:function:hubspot"}
            },
        },
    ),
    ("FlowRun", {"flowName": "orders", "triggers": {"a": "b"}, "waitForCompletion": True}),
)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a value but its root."""
    inner = (
        value.items()
        if isinstance(value, Mapping)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, item in inner:
        yield (*path, step)
        yield from places(item, (*path, step))


def with_value(value: Any, path: Path, other: Any) -> Any:
    """A copy of the value with another at a place."""
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = copy.copy(other)
    return made


def odd_maps(number: int, seed: int = 0) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """So many property maps, each with its kind of resource and the last place that was changed; the same ones for a seed."""
    chance = random.Random(seed)
    for _ in range(number):
        kind, program = chance.choice(PROGRAMS)
        made: Any = copy.deepcopy(dict(program))
        path: Path = ()
        for _change in range(chance.choice((1, 1, 2))):
            path = chance.choice([*places(made)])
            made = with_value(made, path, chance.choice(ODD))
        yield kind, made, path
