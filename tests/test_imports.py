"""The layers of imports, read from the source of every module."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from appflow_provider.declarations import COMPONENTS, FUNCTIONS

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {
    "pulumi_appflow": ROOT / "pulumi_appflow",
    "appflow_provider": ROOT / "provider" / "appflow_provider",
    "appflow_emulator": ROOT / "emulator" / "appflow_emulator",
    "appflow_command": ROOT / "command" / "appflow_command",
    "appflow_policies": ROOT / "policy" / "appflow_policies",
}

# Room: the rooms of the core that it may know. `values` and the like are words that all may use.
COMMON = {
    "cautions",
    "counting",
    "errors",
    "failures",
    "frequency",
    "home",
    "instants",
    "packaged",
    "paging",
    "patterns",
    "places",
    "prices",
    "problems",
    "progress",
    "reference",
    "secrecy",
    "spellings",
    "spots",
    "surroundings",
    "values",
    "vocabulary",
}
ROOMS = {
    "adopt": {"declarations", "resources", "service", "settings", "shapes"},
    "canonical": set(),
    "converter": {"adopt", "declarations", "migration", "plugin", "resources", "wire"},
    "declarations": {"shapes"},
    "diff": {"canonical", "partners"},
    "dynamic": {
        "declarations",
        "diff",
        "mirrors",
        "protocol",
        "provider",
        "resources",
        "shapes",
        "wire",
    },
    "functions": {"declarations", "mirrors", "resources", "shapes"},
    "plugin": {"mirrors", "protocol", "provider", "resources", "wire"},
    "migration": {
        "adopt",
        "declarations",
        "projection",
        "resources",
        "service",
        "settings",
        "shapes",
    },
    "mirrors": {"declarations", "shapes"},
    "partners": {"canonical"},
    "projection": {"canonical", "partners"},
    "protocol": {"diff", "mirrors"},
    "provider": {"diff", "functions", "mirrors", "protocol", "resources", "service", "settings"},
    "resources": {"canonical", "declarations", "diff", "projection", "rules", "shapes", "tagging"},
    "rules": {"shapes"},
    "schema": {"declarations", "shapes"},
    "service": {"settings"},
    "settings": {"rules", "shapes", "tagging"},
    "shapes": set(),
    "tagging": set(),
    "wire": {"diff"},
    **{room: set() for room in COMMON},
}

# The emulator's rooms, lowest floor first. A module imports from the floors below, and from its own room.
EMULATOR_FLOORS = (
    {"clock"},
    {
        "assumptions",
        "aws_backends",
        "call_log",
        "connectors",
        "exceptions",
        "records",
        "schedule",
        "schemas",
    },
    {
        "aws_reports",
        "data_plane",
        "entities",
        "injected",
        "read_model",
        "rules",
        "tokens",
        "validation",
    },
    {"faults", "held", "state"},
    {"moving"},
    {"operations"},
    {"models"},
    {"journal"},
    {"admin", "responses"},
    {"middleware", "urls"},
    {"registration"},
    {"server"},
    {"__init__", "__main__"},
)

# Foreign package: the rooms that may import it.
FOREIGN = {
    "boto3": {"service"},
    "botocore": {"service"},
    "google": {"converter", "dynamic", "plugin", "wire"},
    "grpc": {"converter", "plugin"},
    "moto": set(),
    "pulumi": {"converter", "dynamic", "plugin", "wire"},
    "pydantic": {"shapes"},
    "yaml": {"migration"},
}


def imported(path: Path) -> set[str]:
    """The dotted names of all that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules(package: str) -> list[Path]:
    return sorted(PACKAGES[package].rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGES["appflow_provider"]).parts[0].removesuffix(".py")


CORE = [path for path in modules("appflow_provider") if room_of(path) != "__init__"]


def ident(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CORE, ids=ident)
def test_a_room_knows_only_the_rooms_below_it(path: Path) -> None:
    room = room_of(path)
    known = {name.split(".")[1] for name in imported(path) if name.startswith("appflow_provider.")}
    assert known <= {room} | ROOMS[room] | COMMON


@pytest.mark.parametrize("path", CORE, ids=ident)
def test_a_foreign_package_stays_in_its_rooms(path: Path) -> None:
    foreign = {name.split(".")[0] for name in imported(path)} & FOREIGN.keys()
    assert {package for package in foreign if room_of(path) not in FOREIGN[package]} == set()


@pytest.mark.parametrize("path", modules("appflow_emulator"), ids=ident)
def test_the_emulator_reads_the_api_on_its_own(path: Path) -> None:
    others = PACKAGES.keys() - {"appflow_emulator"}
    assert {name.split(".")[0] for name in imported(path)} & others == set()


@pytest.mark.parametrize("path", CORE, ids=ident)
def test_the_provider_knows_neither_the_command_nor_the_emulator(path: Path) -> None:
    others = PACKAGES.keys() - {"appflow_provider"}
    assert {name.split(".")[0] for name in imported(path)} & others == set()


# What the command may know of the emulator: the data plane, and the answers to its open questions. The plugin for pytest starts it.
OF_THE_EMULATOR = {"assumptions", "data_plane"}


@pytest.mark.parametrize("path", modules("appflow_command"), ids=ident)
def test_the_command_knows_only_the_data_plane_of_the_emulator(path: Path) -> None:
    names = {name.split(".")[1] for name in imported(path) if name.startswith("appflow_emulator.")}
    assert names <= OF_THE_EMULATOR


# What policies may know of the provider: plain values, and how the engine spells them. It all starts with every preview.
OF_THE_PROVIDER = COMMON | {"plugin", "wire"}


@pytest.mark.parametrize("path", modules("appflow_policies"), ids=ident)
def test_policies_know_only_what_starts_quickly(path: Path) -> None:
    names = imported(path)
    heavy = {
        "appflow_command",
        "appflow_emulator",
        "boto3",
        "botocore",
        "pulumi_appflow",
        "pydantic",
    }
    assert {name.split(".")[0] for name in names} & heavy == set()
    known = {name.split(".")[1] for name in names if name.startswith("appflow_provider.")}
    assert known <= OF_THE_PROVIDER


def emulator_room(path: Path) -> str:
    return path.relative_to(PACKAGES["appflow_emulator"]).parts[0].removesuffix(".py")


def below(room: str) -> set[str]:
    (floor,) = (number for number, rooms in enumerate(EMULATOR_FLOORS) if room in rooms)
    return {room}.union(*EMULATOR_FLOORS[:floor])


@pytest.mark.parametrize("path", modules("appflow_emulator"), ids=ident)
def test_a_module_of_the_emulator_imports_only_from_the_floors_below(path: Path) -> None:
    names = {name.split(".")[1] for name in imported(path) if name.startswith("appflow_emulator.")}
    assert names <= below(emulator_room(path))
    relative = [node for node in ast.walk(ast.parse(path.read_text())) if getattr(node, "level", 0)]
    assert relative == []  # `imported` reads absolute imports alone


def test_every_room_of_the_emulator_has_its_floor() -> None:
    rooms = [room for floor in EMULATOR_FLOORS for room in floor]
    assert sorted(rooms) == sorted({emulator_room(path) for path in modules("appflow_emulator")})


@pytest.mark.parametrize("path", modules("pulumi_appflow"), ids=ident)
def test_a_program_loads_neither_the_core_nor_the_emulator(path: Path) -> None:
    heavy = {
        "appflow_command",
        "appflow_emulator",
        "appflow_policies",
        "appflow_provider",
        "boto3",
        "botocore",
        "moto",
        "pydantic",
    }
    assert {name.split(".")[0] for name in imported(path)} & heavy == set()


def test_every_room_has_its_place_in_the_table() -> None:
    assert {room_of(path) for path in CORE} == set(ROOMS)


def defined(path: Path) -> set[str]:
    """The functions, classes and values that a module defines, but for what is found otherwise than by its name."""
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            decorators = [ast.unparse(each) for each in node.decorator_list]
            # `rules_about` finds the rules, and `pack` the policies.
            if not any(each.startswith(("policy(", "rule(")) for each in decorators):
                found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id for each in targets if isinstance(each, ast.Name)}
    return found - FOUND_BY_NAME


PROGRAM = [
    path
    for folder in (
        *("provider", "emulator", "command", "policy", "pulumi_appflow", "tools", "benchmarks"),
    )
    for path in sorted((ROOT / folder).rglob("*.py"))
]
WORDS = Counter(word for path in PROGRAM for word in re.findall(r"\w+", path.read_text()))
# The names of functions in the schema lead to those in `lookups`; moto, pytest and Python look for these.
FOUND_BY_NAME = {
    *("__getattr__", "__version__", "pytest_load_initial_conftests", "url_bases", "url_paths"),
    *(each.snake_case for each in FUNCTIONS.values()),
    *(
        each.snake_case.upper() for each in COMPONENTS.values()
    ),  # `declarations` finds them by their kind
}


@pytest.mark.parametrize(
    "path",
    [
        *CORE,
        *modules("appflow_emulator"),
        *modules("appflow_command"),
        *modules("appflow_policies"),
    ],
    ids=ident,
)
def test_what_a_module_defines_is_used_somewhere(path: Path) -> None:
    assert {name for name in defined(path) if WORDS[name] < 2} == set()
