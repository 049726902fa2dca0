"""Every value is found on the line that holds it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.files import LIBRARY
from exercises.positions import Place, find_lines

TEXT = '''# a comment with = and [brackets]
id = "bow"                    # 2
note = """
not_a_key = 1
[not_a_table]
"""
dotted.key."with.dot" = 7
list = [
    "[x]",                    # 9

    { deep = 1, more = [2, 3] },
]
[start]                       # 13
say = "a = b"
[[parts]]
one = 1                       # 16
[parts.cue]
say = "first"
[[parts]]
two = 2                       # 20
[parts.cue]
say = "second"
[a.b]
c = 24
[[a.d]]
e = 26
'''

LINES: list[tuple[Place, int]] = [
    ((), 1),
    (("id",), 2),
    (("note",), 3),
    (("dotted",), 7),
    (("dotted", "key", "with.dot"), 7),
    (("list",), 8),
    (("list", 0), 9),
    (("list", 1), 11),
    (("list", 1, "deep"), 11),
    (("list", 1, "more", 1), 11),
    (("start",), 13),
    (("start", "say"), 14),
    (("parts",), 15),
    (("parts", 0), 15),
    (("parts", 0, "cue", "say"), 18),
    (("parts", 1), 19),
    (("parts", 1, "two"), 20),
    (("parts", 1, "cue"), 21),
    (("parts", 1, "cue", "say"), 22),
    (("a", "b", "c"), 24),
    (("a", "d", 0, "e"), 26),
    (("start", "missing"), 13),
    (("parts", 1, "cue", "or_say"), 21),
    (("missing", "altogether"), 1),
]


@pytest.mark.parametrize(("place", "line"), LINES, ids=[".".join(map(str, case[0])) for case in LINES])
def test_a_line_is_found(place: Place, line: int) -> None:
    assert find_lines(TEXT).of(place) == line


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    parts = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if parts is None:
        yield place, value
        return
    for key, part in parts:
        yield from leaves(part, (*place, key))


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_every_value_of_a_library_file_is_on_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines, written = find_lines(text), text.splitlines()
    for place, value in leaves(tomllib.loads(text)):
        assert place in lines.known
        line = written[lines.of(place) - 1]
        assert (value if isinstance(value, str) else f"{value:g}") in line, (place, line)
        if isinstance(place[-1], str):
            assert place[-1] in line


NAMES = st.sampled_from(["a", "b", "long_name", "with blank", "dot.ted", 'quo"te', "é", ""])
LEAVES = st.sampled_from(["text", "x = 1", "[table]", "# no comment", 'quo"te', True, 2.5])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
)
TABLES = st.dictionaries(NAMES, VALUES, max_size=3)
DOCUMENTS = st.dictionaries(NAMES, VALUES | TABLES | st.lists(TABLES, min_size=1, max_size=3), max_size=5)


class Writer:
    """Writes a document and notes on which line each value went."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.expected: dict[Place, int] = {}

    def inline(self, value: Any, place: Place) -> str:
        self.expected[place] = len(self.rows) + 1
        if isinstance(value, dict):
            parts = (f"{json.dumps(key)} = {self.inline(part, (*place, key))}" for key, part in value.items())
            return f"{{ {', '.join(parts)} }}"
        if isinstance(value, list):
            return f"[{', '.join(self.inline(part, (*place, index)) for index, part in enumerate(value))}]"
        return json.dumps(value)

    def over_lines(self, key: str, values: list[Any], place: Place) -> None:
        self.expected[place] = len(self.rows) + 1
        self.rows.append(f"{json.dumps(key)} = [  # one a line")
        for index, value in enumerate(values):
            self.rows.append(f"  {self.inline(value, (*place, index))},")
        self.rows.append("]")

    def body(self, table: dict[str, Any], place: Place) -> None:
        for index, (key, value) in enumerate(table.items()):
            if isinstance(value, list) and index % 2:
                self.over_lines(key, value, (*place, key))
            else:
                self.rows.append(f"{json.dumps(key)} = {self.inline(value, (*place, key))}  # [[x]]")
            self.rows.append("")

    def document(self, document: dict[str, Any]) -> str:
        headed = {key: value for key, value in document.items() if isinstance(value, dict)}
        rows = {key: value for key, value in document.items() if is_rows(value)}
        self.body({key: value for key, value in document.items() if key not in {**headed, **rows}}, ())
        for key, table in headed.items():
            self.head(f"[{json.dumps(key)}]", (key,), table)
        for key, tables in rows.items():
            self.expected[key,] = len(self.rows) + 1
            for index, table in enumerate(tables):
                self.head(f"[[{json.dumps(key)}]]", (key, index), table)
        return "\n".join(self.rows)

    def head(self, header: str, place: Place, table: dict[str, Any]) -> None:
        self.expected[place] = len(self.rows) + 1
        self.rows.append(header)
        self.body(table, place)


def is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)


@given(DOCUMENTS)
def test_every_value_of_any_file_is_on_its_line(document: dict[str, Any]) -> None:
    writer = Writer()
    text = writer.document(document)
    assert tomllib.loads(text) == document
    known = find_lines(text).known
    assert {place: known.get(place) for place in writer.expected} == writer.expected
