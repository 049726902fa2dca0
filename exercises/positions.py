"""On which line of a TOML text each value stands, so that a problem with a value can name it.

The standard library's reader gives values without their place, and this one the place without the value: it
reads the text that has been found to be valid, and only when there is a problem to be told.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Place = tuple[str | int, ...]
"""Keys and indices that lead to a value: ("compensations", 0, "cue", "say")."""

_TOML = Language(tree_sitter_toml.language())


@dataclass(frozen=True)
class Lines:
    """The line of every value of a text, counted from 1."""

    known: dict[Place, int]

    def of(self, place: Place) -> int:
        """Give the line of a value; what is not there has the line of the table that should have it."""
        while place not in self.known:
            place = place[:-1]
        return self.known[place]


def find_lines(text: str) -> Lines:
    """Find the line of every table and value of a valid TOML text.

    A table that was written in several places has the line of the first.
    """
    known: dict[Place, int] = {(): 1}
    sizes: dict[Place, int] = {}
    for node in Parser(_TOML).parse(text.encode()).root_node.named_children:
        if node.type == "pair":
            _add_pair(known, (), node)
        elif node.type in ("table", "table_array_element"):
            key, *content = [part for part in node.named_children if part.type != "comment"]
            place = _enter(sizes, _names(key), node.type == "table_array_element")
            for depth in range(1, len(place) + 1):
                known.setdefault(place[:depth], _line(node))
            for pair in content:
                _add_pair(known, place, pair)
    return Lines(known)


def _enter(sizes: dict[Place, int], names: list[str], is_element: bool) -> Place:
    """Give the place that a header opens: a name of an array of tables stands for its last element."""
    place: Place = ()
    for index, name in enumerate(names):
        place = (*place, name)
        if is_element and index == len(names) - 1:
            sizes[place] = sizes.get(place, 0) + 1
        if place in sizes:
            place = (*place, sizes[place] - 1)
    return place


def _add_pair(known: dict[Place, int], table: Place, pair: Node) -> None:
    if pair.type != "pair":
        return
    key, value = [part for part in pair.named_children if part.type != "comment"]
    place = table
    for name in _names(key):
        place = (*place, name)
        known.setdefault(place, _line(pair))
    _add_content(known, place, value)


def _add_content(known: dict[Place, int], place: Place, value: Node) -> None:
    parts = [part for part in value.named_children if part.type != "comment"]
    if value.type == "inline_table":
        for pair in parts:
            _add_pair(known, place, pair)
    elif value.type == "array":
        for index, element in enumerate(parts):
            known[(*place, index)] = _line(element)
            _add_content(known, (*place, index), element)


def _names(key: Node) -> list[str]:
    """Split a key at its dots, quotes and all: the standard library's reader knows how."""
    inner = tomllib.loads(f"{(key.text or b'').decode()} = 0")
    names = []
    while isinstance(inner, dict):
        (name, inner), *_ = inner.items()
        names.append(name)
    return names


def _line(node: Node) -> int:
    return node.start_point.row + 1
