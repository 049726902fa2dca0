"""All texts that a person may see or hear, found where they stand: in code, exercise files and the component.

From Python: what is handed to `say`, `say_count`, `inside`, `N_` or `_`, and every other literal that reads
like a sentence. So a new sentence is in the catalogue without anybody marking it.
"""

from __future__ import annotations

import ast
import io
import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript

from errors import BacktalkError

ROOT = Path(__file__).parent.parent
Text = str | tuple[str, str]
"""A text, or its form for one and its form for many."""

_PYTHON = (
    "app/**/*.py",
    "exercises/*.py",
    "live/**/*.py",
    "programme/*.py",
    "records/consenting.py",
    "models/errors.py",
    "clinic/shown.py",
)
# For those who write exercise files, in a terminal.
_NOT_FOR_PATIENTS = {
    "exercises/__main__.py", "exercises/lint.py", "exercises/explain.py", "exercises/schema.py",
    "exercises/problems.py", "exercises/source.py", "exercises/files.py", "exercises/positions.py",
}  # fmt: skip
_TOML = ("exercises/library/**/*.toml", "programme/**/*.toml", "samples/samples.toml")
_COMPONENT = ("live/static/*.html", "live/static/*.js")
_MARKS, _COUNTED = {"say", "inside", "N_", "_"}, {"say_count"}
# Two words, the first with a capital: what identifiers, paths and addresses are not. "P: " begins the origin
# of a number.
_SENTENCE = re.compile(r"^(?![A-Z]: )[“\"']?[A-Z±][\w'’]*[.,:;]? .*[a-z]", re.DOTALL)
_NO_TEXT = re.compile(r"^[^A-Za-z]*$")
_TITLES = {"title", "name"}
_SPOKEN_ATTRIBUTES = {"title", "aria-label", "alt", "placeholder"}


class ExtractingError(BacktalkError):
    """A file whose texts cannot be found."""


def empty_catalogue(code: str | None = None) -> Catalog:
    """Make a catalogue without texts, of a language or, without one, the template."""
    return Catalog(
        locale=code,
        project="Backtalk",
        version="0",
        header_comment='# Texts of Backtalk (docs/architecture.md, "How to add a language").',
        last_translator="-",
        language_team="-",
        msgid_bugs_address="-",
        fuzzy=False,
    )


def gather(root: Path = ROOT) -> Catalog:
    """Make the catalogue of all texts, without translations."""
    catalog = empty_catalogue()
    for path in sorted(list_files(root)):
        name = path.relative_to(root).as_posix()
        for text in texts_of(path):
            catalog.add(text, locations=[(name, 1)])
    return catalog


def list_files(root: Path = ROOT) -> Iterator[Path]:
    """Give every file that texts are looked for in."""
    for pattern in (*_PYTHON, *_TOML, *_COMPONENT):
        for path in root.glob(pattern):
            if path.relative_to(root).as_posix() not in _NOT_FOR_PATIENTS:
                yield path


def texts_of(path: Path) -> Iterator[Text]:
    """Find the texts of one file.

    Raises
    ------
    ExtractingError
        If the file cannot be understood.
    """
    written = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".py":
            yield from from_python(written)
        elif path.suffix == ".toml":
            yield from from_toml(tomllib.loads(written))
        elif path.suffix == ".html":
            yield from from_html(written)
        else:
            yield from from_javascript(written)
    except (SyntaxError, tomllib.TOMLDecodeError) as error:
        raise ExtractingError(f"The texts of {path} cannot be found: {error}.") from error


def from_python(written: str) -> Iterator[Text]:
    """Find what is marked, and what reads like a sentence."""
    tree = ast.parse(written)
    passed_over = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed_over |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Call) and _name(node) in _MARKS | _COUNTED:
            marked = node.args[: 2 if _name(node) in _COUNTED else 1]
            literals = [
                arg.value for arg in marked if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            passed_over |= {id(arg) for arg in marked}
            if len(literals) == 2:
                yield literals[0], literals[1]
            elif literals:
                yield literals[0]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed_over:
            continue
        if isinstance(node.value, str) and _SENTENCE.match(node.value):
            yield node.value


def unmarked_sentences(written: str) -> Iterator[str]:
    """Find sentences in Python that are put together (f"..."): only what `say` makes can be looked up."""
    for node in ast.walk(ast.parse(written)):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            text = "".join(map(str, parts))
            if _SENTENCE.match(text):
                yield text


def from_toml(value: Any, key: str = "") -> Iterator[str]:
    """Find titles, names, and whatever consists of words; where a number comes from is none."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from from_toml(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from from_toml(inner, key)
    elif isinstance(value, str) and not key.endswith("source") and not _NO_TEXT.match(value):
        words = " " in value or value.endswith((".", "!", "?"))
        yield from (value,) if words or key in _TITLES else ()


def from_html(written: str) -> Iterator[str]:
    """Find what stands between tags, and the attributes that are read out."""
    parser = _Texts()
    parser.feed(written)
    parser.close()
    yield from parser.found


def from_javascript(written: str) -> Iterator[str]:
    """Find what is handed to `t` and `N_`."""
    found = extract_javascript(
        io.BytesIO(written.encode()), {"t": None, "N_": None}, [], {"encoding": "utf-8"}
    )
    for _, _, message, _ in found:
        text = message[0] if isinstance(message, tuple | list) else message
        if isinstance(text, str) and text:
            yield text


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _SPOKEN_ATTRIBUTES:
                self._take(value or "")

    def handle_data(self, data: str) -> None:
        self._take(data)

    def _take(self, text: str) -> None:
        text = " ".join(text.split())
        if not _NO_TEXT.match(text):
            self.found.append(text)


def _docstrings(tree: ast.AST) -> set[int]:
    """Give the nodes of docstrings and of other strings that stand alone."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
