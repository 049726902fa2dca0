"""The command line of what is kept: `python -m records export|erase|backup`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from errors import BacktalkError
from records.kept import HOME, Records, open_records
from records.problems import NotKeptError, place_of

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Export, erase and back up what is kept.")
console = Console(stderr=True)

Person = Annotated[
    str | None, typer.Option(help="Who; not needed where results of one person only are kept.")
]


@app.command()
def export(
    person: Person = None,
    out: Annotated[Path | None, typer.Option(help="Zip file to write; it must not be there yet.")] = None,
) -> None:
    """Write everything that is kept of a person into a zip of JSON and CSV."""
    with _opened() as records:
        who = _choose(records, person)
        place = out or Path(f"backtalk-export-{date.today():%Y-%m-%d}.zip")
        records.export(place, who)
        _say(f"Everything that is kept of {who}: {place}")


@app.command()
def erase(
    person: Person = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Erase everything that is kept of a person."""
    with _opened() as records:
        who = _choose(records, person)
        if not yes and who in records.people():
            kept = records.kept(who)
            typer.confirm(
                f"Erase everything of {who}: {kept.sessions} session(s), {kept.repetitions} repetition(s)? "
                "It cannot be brought back",
                abort=True,
            )
        erased = records.erase(who)
        counts = f"{erased.sessions} session(s), {erased.repetitions} repetition(s)"
        also = f" So are {erased.backups} backup(s) made before an update." if erased.backups else ""
        _say(
            f"Everything of {who} is erased: {counts}.{also} "
            "Exports and backups that you made yourself are yours to delete."
        )


@app.command()
def backup(
    out: Annotated[Path | None, typer.Option(help="File to write; it must not be there yet.")] = None,
) -> None:
    """Write everything that is kept of everybody into one SQLite file."""
    with _opened() as records:
        place = out or Path(f"backtalk-backup-{date.today():%Y-%m-%d}.db")
        records.back_up(place)
        _say(f"Everything in {place_of(records.engine.url)}: {place}")


@contextmanager
def _opened() -> Iterator[Records]:
    with open_records() as records:
        if records.saved is not None:
            _say(f"The results were brought up to date; as they were before: {records.saved}")
        yield records


def _choose(records: Records, asked: str | None) -> str:
    if asked is not None:
        return asked
    people = records.people()
    if len(people) > 1:
        raise NotKeptError(
            f"Results of {len(people)} people are kept; choose with --person: {', '.join(people)}."
        )
    return people[0] if people else HOME


def _say(sentence: str) -> None:
    console.print(sentence, soft_wrap=True, highlight=False, markup=False)


def main() -> None:
    """Run the command line; a problem is one sentence and exit code 1."""
    try:
        app()
    except BacktalkError as problem:
        _say(str(problem))
        raise SystemExit(1) from problem


if __name__ == "__main__":
    main()
