"""The commands as a person types them."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from records import open_records
from records.__main__ import main
from records.engine import ENVIRONMENT_NAME
from tests.records.test_exporting import live_through

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lived(place):
    with open_records(place) as records:
        live_through(records, "ann")
    return place


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    """Give a command in the test's folder, and get its exit code and what it said."""

    def give(place: str, *words: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(ENVIRONMENT_NAME, place)
        monkeypatch.setattr("sys.argv", ["records", *words])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out + said.err

    return give


def test_export_backup_erase(lived, command, tmp_path):
    code, said = command(lived, "export", "--out", "mine.zip")
    assert (code, said.strip()) == (0, "Everything that is kept of ann: mine.zip")
    assert "data.json" in zipfile.ZipFile(tmp_path / "mine.zip").namelist()

    code, said = command(lived, "backup", "--out", "all.db")
    assert (code, "all.db" in said) == (0, True)
    with open_records(tmp_path / "all.db") as copy:
        assert copy.people() == ["ann"]

    code, said = command(lived, "erase", "--person", "ann", typed="n\n")
    assert code == 1
    assert "1 session(s), 2 repetition(s)? It cannot be brought back" in said
    with open_records(lived) as records:
        assert records.people() == ["ann"]

    code, said = command(lived, "erase", "--yes")
    assert code == 0
    assert "Everything of ann is erased: 1 session(s), 2 repetition(s)." in said
    with open_records(lived) as records:
        assert records.people() == []


def test_a_problem_is_one_sentence_and_exit_code_1(tmp_path):
    """In a process of its own, as it is typed."""
    (tmp_path / "records.db").write_text("a shopping list")
    place = f"sqlite:///{tmp_path / 'records.db'}"
    done = subprocess.run(
        [sys.executable, "-m", "records", "backup"],
        cwd=tmp_path,
        env=os.environ | {ENVIRONMENT_NAME: place, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"{tmp_path / 'records.db'} is no database of results; move it away, or name another place.\n",
    )


def test_where_nothing_is_kept(command, tmp_path):
    place = f"sqlite:///{tmp_path / 'records.db'}"
    code, said = command(place, "export")
    assert (code, said) == (1, "Nothing is kept of anybody called home; check the name.\n")
    assert not list(tmp_path.glob("*.zip*"))


def test_among_several_people_one_is_asked_for(command, tmp_path):
    place = f"sqlite:///{tmp_path / 'records.db'}"
    with open_records(place) as records:
        live_through(records, "ann")
        live_through(records, "bea")
    code, said = command(place, "erase", "--yes")
    assert (code, said) == (1, "Results of 2 people are kept; choose with --person: ann, bea.\n")
