"""For people who write exercises: `python -m exercises lint|schema|record`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from errors import BacktalkError
from exercises.catalogue import FOLDER_ENVIRONMENT_NAME, user_folder
from exercises.lint import Checked, lint
from exercises.problems import ExerciseError, Problem
from exercises.schema import schema_text

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Write exercises of your own.",
    epilog=f"Your own exercises belong in {user_folder()}; {FOLDER_ENVIRONMENT_NAME} can name another.",
)


@app.command("lint")
def lint_files(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE_OR_FOLDER", help="What to check.")],
) -> None:
    """Check exercise files: one line for each problem, with file, line, field and what is expected."""
    checked = lint(paths)
    if not checked:
        raise ExerciseError(f"There is no exercise file (*.toml) in {', '.join(map(str, paths))}.")
    screen = Console()
    for file in checked:
        for problem in file.problems:
            screen.print(_row(file.path, problem), soft_wrap=True)
    screen.print(_sum_up(checked), soft_wrap=True, highlight=False)
    if any(file.problems for file in checked):
        raise typer.Exit(1)


@app.command()
def schema(
    out: Annotated[Path | None, typer.Option(help="File to write, in place of the terminal.")] = None,
) -> None:
    """Give the JSON Schema of exercise files, for editors that check while you type."""
    if out is None:
        typer.echo(schema_text(), nl=False)
        return
    try:
        out.write_text(schema_text(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExerciseError(f"{out} cannot be written: {error.strerror}; name another place.") from error


def _row(path: Path, problem: Problem) -> Text:
    where = f"{path}:" if problem.line is None else f"{path}:{problem.line}:"
    return Text.assemble((where, "bold"), " ", (problem.field, "cyan"), f": {problem.told}")


def _sum_up(checked: list[Checked]) -> str:
    problems = [len(file.problems) for file in checked]
    files = "1 file" if len(checked) == 1 else f"{len(checked)} files"
    if not any(problems):
        return f"{files}, nothing to mend."
    return f"{files}, {sum(problems)} to mend in {sum(map(bool, problems))}."


def main() -> None:
    """Run the command line; a problem is one sentence and exit code 1."""
    # What is shown is measured one floor up: only this command knows of it, the engine does not.
    from clinic.__main__ import record
    from clinic.console import hush_native_remarks

    app.command()(record)
    with hush_native_remarks():
        try:
            app()
        except BacktalkError as problem:
            Console(stderr=True).print(str(problem), soft_wrap=True, highlight=False, markup=False)
            raise SystemExit(1) from problem


if __name__ == "__main__":
    main()
