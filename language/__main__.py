"""``python -m language``: gathers texts into the catalogue, and says whether translations fit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from errors import BacktalkError
from language.catalogue import DOMAIN, FOLDER, TEMPLATE, read_catalogue
from language.checking import count_translated, find_problems
from language.extracting import empty_catalogue, gather

app = typer.Typer(add_completion=False, help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
# What is in git should not change with the time of day.
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@app.command()
def update() -> None:
    """Gather all texts into the template, and bring every language's catalogue up to date with it."""
    template = gather()
    template.creation_date = _SINCE
    _write(TEMPLATE, template)
    for path in sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalog = read_catalogue(path)
        # A similar text is not the same: what has changed is translated anew.
        catalog.update(template, no_fuzzy_matching=True)
        _write(path, catalog)
        typer.echo(f"{path.parent.parent.name}: {count_translated(catalog)} of {len(template)} texts")


@app.command()
def add(code: Annotated[str, typer.Argument(help="of the language, such as fr or pt_BR")]) -> None:
    """Begin a language: a catalogue with every text, waiting for translations."""
    path = FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if path.exists():
        raise BacktalkError(f"There is a catalogue for {code} already: {path}.")
    try:
        catalog = empty_catalogue(code)
    except ValueError as error:
        raise BacktalkError(f"{code} is no code of a language; fr or pt_BR would be.") from error
    catalog.creation_date = _SINCE
    catalog.update(gather(), no_fuzzy_matching=True)
    path.parent.mkdir(parents=True)
    _write(path, catalog)
    typer.echo(f"Translate {path}, then: python -m language check")


@app.command()
def check() -> None:
    """Say what does not fit: texts that are in no template, other placeholders, words that alarm."""
    problems = list(find_problems())
    for problem in problems:
        typer.echo(problem)
    raise typer.Exit(1 if problems else 0)


def _write(path: Path, catalog: Catalog) -> None:
    catalog.revision_date = _SINCE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Without line numbers: they change with every edit of the code, and say nothing to translators.
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)


def main() -> None:
    """Run the command; problems are told in one sentence."""
    try:
        app()
    except BacktalkError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
