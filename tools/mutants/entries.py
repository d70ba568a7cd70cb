"""
The entries of a module's tables, and the module without one of them.

A table is a dictionary, list, tuple or set, or a call of `places`, in an assignment of a module or class. The text of the
file stays as it is: deletions happen in the syntax tree.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Entry", "entries", "without"]

_LISTING_CALLS = frozenset({"places"})  # functions whose arguments are a table
_NOT_A_TABLE = frozenset({"__all__"})
_SHOWN = 100  # characters of an entry's text; our choice


@dataclass(frozen=True)
class Entry:
    """
    One entry.

    Attributes:
        number: Its position among all entries of the module.
        line: The line it begins in.
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
    if isinstance(container, ast.Dict):
        del container.keys[at], container.values[at]
    else:
        del _items(container)[at]
    return tree


def _slots(tree: ast.Module) -> Iterator[tuple[ast.expr, int]]:
    for table in _tables(tree):
        for node in _walk(table):
            if isinstance(node, ast.Dict):
                yield from ((node, at) for at in range(len(node.keys)))
            elif isinstance(node, ast.expr) and (items := _items(node)):
                yield from ((node, at) for at in range(len(items)))


def _tables(tree: ast.Module) -> Iterator[ast.expr]:
    bodies = [tree.body, *(each.body for each in tree.body if isinstance(each, ast.ClassDef))]
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
    """The node and all in it, broad before deep, but not what stands between brackets: `dict[str, int]` is no table."""
    waiting = [node]
    for each in waiting:
        yield each
        skipped = each.slice if isinstance(each, ast.Subscript) else None
        waiting += [child for child in ast.iter_child_nodes(each) if child is not skipped]


def _items(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
        return node.elts
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _LISTING_CALLS:
        return node.args
    return []


def _entry(container: ast.expr, at: int) -> ast.expr:
    if isinstance(container, ast.Dict):
        return container.keys[at] or container.values[at]
    return _items(container)[at]
