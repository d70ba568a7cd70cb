"""
Lists the entries of a module's tables, and removes one of them.

A table is a dictionary, list, tuple or set, or a call of `places`, assigned in a module or class. The keyword arguments of a call
of `member`, and of what makes up a `Connector`, are a table too, and so are the rules of a module. The text of the file stays
unchanged: an entry is deleted from the syntax tree.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

__all__ = ["Entry", "entries", "without"]

_LISTING_CALLS = frozenset({"places"})  # functions whose arguments are a table
# Their keyword arguments are facts, except those of the model.
_FACTS_OF = frozenset({"Connector", "Part", "Reach", "member"})
_OF_THE_MODEL = frozenset({"api", "required"})
_NOT_A_TABLE = frozenset({"__all__"})
_RULES = frozenset({"policy", "rule"})  # decorate the functions that are rules
_ENUM = "ApiEnum"  # a class whose members are values with their descriptions
_SHOWN = 100  # characters of an entry's text; our choice


@dataclass(frozen=True)
class Entry:
    """
    One entry.

    Attributes:
        number: Its position among all entries of the module.
        line: The line where it begins.
        text: Its first characters, on one line.
    """

    number: int
    line: int
    text: str


def entries(source: str) -> list[Entry]:
    """All entries of a module, in a fixed order."""
    found = []
    for number, (container, at) in enumerate(_slots(ast.parse(source))):
        node = _entry(container, at)
        text = " ".join((ast.get_source_segment(source, node) or "").split())
        found.append(Entry(number, node.lineno, text[:_SHOWN]))
    return found


def without(source: str, number: int) -> ast.Module:
    """The module's syntax tree without the entry of that number."""
    tree = ast.parse(source)
    container, at = next(slot for position, slot in enumerate(_slots(tree)) if position == number)
    if isinstance(container, ast.Module):
        del container.body[at]
    elif isinstance(container, ast.Dict):
        del container.keys[at], container.values[at]
    elif _states_facts(container):
        del container.keywords[at]
    else:
        del _items(container)[at]
    return tree


def _slots(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.Module, int]]:
    yield from ((tree, at) for at, each in enumerate(tree.body) if _is_rule(each))
    for table in _tables(tree):
        for node in _walk(table):
            if isinstance(node, ast.Dict):
                yield from ((node, at) for at in range(len(node.keys)))
            elif _states_facts(node):
                facts = enumerate(node.keywords)
                yield from ((node, at) for at, each in facts if each.arg not in _OF_THE_MODEL)
            elif isinstance(node, ast.expr) and (items := _items(node)):
                yield from ((node, at) for at in range(len(items)))


def _tables(tree: ast.Module) -> Iterator[ast.expr]:
    classes = (each for each in tree.body if isinstance(each, ast.ClassDef))
    bodies = [tree.body, *(each.body for each in classes if not _is_enum(each))]
    for statement in (each for body in bodies for each in body):
        if isinstance(statement, ast.Assign):
            targets: list[ast.expr] = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        names = {each.id for each in targets if isinstance(each, ast.Name)}
        if statement.value is not None and not names & _NOT_A_TABLE:
            yield statement.value


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all nodes in it, breadth first, except subscripts: `dict[str, int]` is not a table."""
    waiting = [node]
    for each in waiting:
        yield each
        skipped = each.slice if isinstance(each, ast.Subscript) else None
        waiting += [child for child in ast.iter_child_nodes(each) if child is not skipped]


def _is_enum(node: ast.ClassDef) -> bool:
    return any(getattr(base, "id", "") == _ENUM for base in node.bases)


def _is_rule(node: ast.stmt) -> bool:
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return any(getattr(getattr(each, "func", None), "id", "") in _RULES for each in decorators)


def _states_facts(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in _FACTS_OF


def _items(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
        return node.elts
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _LISTING_CALLS:
        return node.args
    return []


def _entry(container: ast.expr | ast.Module, at: int) -> ast.expr | ast.keyword | ast.stmt:
    if isinstance(container, ast.Module):
        return container.body[at]
    if isinstance(container, ast.Dict):
        return container.keys[at] or container.values[at]
    if _states_facts(container):
        return container.keywords[at]
    return _items(container)[at]
