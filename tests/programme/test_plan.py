"""Plans are data: those that come with the project fit its exercises, and a bad one says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.files import load_library
from programme.plan import PlanError, doses_of, load_plans, offered_plans, read_plan, user_folder


@pytest.mark.parametrize("plan", load_plans().values(), ids=lambda plan: plan.id)
def test_every_plan_is_made_of_exercises_there_are(plan: object) -> None:
    doses = doses_of(plan, load_library())  # type: ignore[arg-type]
    assert 3 <= len(doses) <= 6
    assert all(dose.repetitions >= 2 and dose.sets >= 1 and dose.how_to for dose in doses)


def test_a_warm_up_is_half_and_once() -> None:
    warm_up = next(iter(load_plans().values())).items[0]
    own = load_library()[warm_up.exercise]
    dose = doses_of(next(iter(load_plans().values())), load_library())[0]
    assert warm_up.warm_up
    assert (dose.repetitions, dose.sets) == (own.dose_repetitions // 2, 1)


def test_a_dose_of_the_plan_goes_before_the_exercises_own(tmp_path: Path) -> None:
    dose = doses_of(
        _plan(tmp_path, '{exercise = "squat", repetitions = 3, sets = 4, rest_s = 5}'), load_library()
    )[0]
    assert (dose.repetitions, dose.sets, dose.rest_s) == (3, 4, 5)


@pytest.mark.parametrize("more", ["", ", repetitions = 2", ", repetitions = 20", ", warm_up = true"])
def test_the_dose_of_a_test_is_its_trials_whatever_the_plan_says(tmp_path: Path, more: str) -> None:
    dose = doses_of(_plan(tmp_path, f'{{exercise = "reposition_flexion"{more}}}'), load_library())[0]
    assert dose.repetitions == 6


def test_an_exercise_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="'no_such'"):
        doses_of(_plan(tmp_path, '{exercise = "no_such"}'), load_library())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("id = ", "cannot be read"),
        ('id = "a"', "title"),
        ('id = "a"\ntitle = "A"\npurpose = "B"\nitems = []', "items"),
    ],
)
def test_a_plan_that_cannot_be_used_says_why(tmp_path: Path, text: str, names: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=names):
        read_plan(path)


def _plan(folder: Path, item: str):  # type: ignore[no-untyped-def]
    path = folder / "plan.toml"
    path.write_text(f'id = "a"\ntitle = "A"\npurpose = "B"\nitems = [{item}]', encoding="utf-8")
    return read_plan(path)


def test_plans_of_ones_own_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _plan(tmp_path, '{exercise = "squat"}')
    (tmp_path / "bad.toml").write_text('id = "b"', encoding="utf-8")
    plans, left_out = offered_plans(tmp_path)
    assert list(plans) == ["a", *load_plans()]
    assert len(left_out) == 1
    assert "bad.toml" in left_out[0]
    monkeypatch.setenv("BACKTALK_PLANS", str(tmp_path))
    assert user_folder() == tmp_path
    assert next(iter(offered_plans()[0])) == "a"
    monkeypatch.delenv("BACKTALK_PLANS")
    assert user_folder().name == "plans"


def test_without_a_folder_there_are_those_of_the_project(tmp_path: Path) -> None:
    assert offered_plans(tmp_path / "none") == (load_plans(), ())
