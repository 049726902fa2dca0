"""Exercises of one's own stand beside the library; what does not fit is left out and told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exercises.catalogue import load_catalogue, user_folder
from exercises.files import LIBRARY, load_library
from exercises.problems import ExerciseError

BOW = (LIBRARY / "waiters_bow.toml").read_text(encoding="utf-8")


def write(folder: Path, name: str, identifier: str) -> Path:
    path = folder / name
    path.write_text(BOW.replace('"waiters_bow"', f'"{identifier}"'), encoding="utf-8")
    return path


def test_an_exercise_of_ones_own_is_offered_beside_the_library(tmp_path: Path) -> None:
    write(tmp_path, "mine.toml", "my_bow")
    catalogue = load_catalogue(tmp_path)
    assert set(catalogue.exercises) == {*load_library(), "my_bow"}
    assert catalogue.left_out == ()
    assert catalogue.find("my_bow").id == "my_bow"
    assert "my_bow" not in load_library()


def test_a_file_is_offered_as_soon_as_it_is_saved(tmp_path: Path) -> None:
    assert "my_bow" not in load_catalogue(tmp_path).exercises
    write(tmp_path, "mine.toml", "my_bow")
    assert "my_bow" in load_catalogue(tmp_path).exercises


@pytest.mark.parametrize("content", [b"", b"id = ", b"\xff", b'id = "x"', b"a = " + b"[" * 100_000])
def test_a_broken_file_is_left_out_and_the_rest_stays(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes(content)
    write(tmp_path, "mine.toml", "my_bow")
    catalogue = load_catalogue(tmp_path)
    assert set(catalogue.exercises) == {*load_library(), "my_bow"}
    (left_out,) = catalogue.left_out
    assert "`broken.toml` is left out" in left_out.sentence
    assert f'python -m exercises lint "{broken}"' in left_out.sentence
    assert "\n" not in left_out.sentence
    with pytest.raises(ExerciseError, match=r"no exercise 'nothing'.*my_bow.*broken\.toml"):
        catalogue.find("nothing")


def test_a_folder_in_place_of_a_file_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (left_out,) = load_catalogue(tmp_path).left_out
    assert left_out.path.name == "folder.toml"


def test_the_exercise_of_the_library_wins(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.toml", "waiters_bow")
    path.write_text(path.read_text(encoding="utf-8").replace("Waiter's bow", "My bow"), encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.find("waiters_bow").title == "Waiter's bow"
    assert "the library has an exercise with its id, waiters_bow" in catalogue.left_out[0].sentence


def test_of_two_files_with_one_id_the_first_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "my_bow")
    second = write(tmp_path, "b.toml", "my_bow")
    (left_out,) = load_catalogue(tmp_path).left_out
    assert left_out.path == second
    assert "another of your files" in left_out.sentence


@pytest.mark.parametrize("name", ["none", "file", os.devnull])
def test_without_a_folder_there_is_the_library(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    catalogue = load_catalogue(tmp_path / name)
    assert (set(catalogue.exercises), catalogue.left_out) == (set(load_library()), ())


def test_the_folder_is_the_users_or_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BACKTALK_EXERCISES", str(tmp_path))
    assert user_folder() == tmp_path
    write(tmp_path, "mine.toml", "my_bow")
    assert "my_bow" in load_catalogue().exercises
    monkeypatch.setenv("BACKTALK_EXERCISES", "~/mine")
    assert user_folder() == Path.home() / "mine"
    monkeypatch.delenv("BACKTALK_EXERCISES")
    assert user_folder().parts[-2:] == ("backtalk", "exercises")
