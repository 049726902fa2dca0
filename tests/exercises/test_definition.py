"""A definition that cannot be used says where it is wrong and what was expected."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from errors import BacktalkError
from exercises.definition import Exercise, OneWayExercise, RepositionExercise, TwoWayExercise
from exercises.files import LIBRARY, find_exercise, load_library, read_exercise
from exercises.files import make_exercise as make_from_data
from exercises.parts import AngleCompensation
from exercises.problems import ExerciseError
from tests.exercises.movements import definition, make_exercise
from vision.angles import ANGLES, NEAR_SIDE_JOINTS, View
from vision.posture import EXTRA_MEASURES, PERCENT_MEASURES

Change = Callable[[dict[str, Any]], Any]


def to_toml(value: Any) -> str:
    """Enough of TOML for a definition: tables, arrays of tables, plain values."""
    plain = {key: part for key, part in value.items() if not _is_table(part)}
    lines = [f"{key} = {_inline(part)}" for key, part in plain.items()]
    for key, part in value.items():
        if isinstance(part, dict):
            lines.append(f"[{key}]\n{_body(part)}")
        elif _is_table(part):
            lines += [f"[[{key}]]\n{_body(one)}" for one in part]
    return "\n".join(lines)


def _is_table(part: Any) -> bool:
    return isinstance(part, dict) or (isinstance(part, list) and bool(part) and isinstance(part[0], dict))


def _body(table: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {_inline(part)}" for key, part in table.items())


def _inline(part: Any) -> str:
    if isinstance(part, dict):
        return "{ " + ", ".join(f"{key} = {_inline(value)}" for key, value in part.items()) + " }"
    if isinstance(part, float) and part != part:
        return "nan"
    if isinstance(part, float) and abs(part) == float("inf"):
        return "inf"
    return json.dumps(part)


def write(folder: Path, change: Change = lambda data: None, name: str = "test_bow.toml") -> Path:
    data = definition()
    change(data)
    path = folder / name
    path.write_text(to_toml(data), encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    exercise = read_exercise(write(tmp_path))
    assert exercise == make_exercise()
    assert exercise.movement.angle == "trunk_flexion"
    assert [part.id for part in exercise.compensations] == ["back_rounds", "knees_bend", "too_fast"]
    assert exercise.views == [View.LEFT, View.RIGHT]


BAD: list[tuple[str, Change, list[str]]] = [
    # what is wrong, how it comes about, what the sentence must name
    ("a field nobody knows", lambda d: d.update(colour="red"), ["colour"]),
    ("a field nobody knows, deeper", lambda d: d["movement"].update(leeve_deg=3), ["movement.leeve_deg"]),
    ("a missing field", lambda d: d["target"].pop("from_deg"), ["target.from_deg"]),
    ("a missing part", lambda d: d.pop("start"), ["start"]),
    (
        "leaving below returning",
        lambda d: d["movement"].update(leave_deg=5),
        ["movement", "return_deg < leave_deg"],
    ),
    (
        "too small a movement",
        lambda d: d["movement"].update(least_excursion_deg=15),
        ["movement", "leave_deg < least_excursion_deg"],
    ),
    ("returning at zero", lambda d: d["movement"].update(return_deg=0), ["movement", "0 < return_deg"]),
    (
        "durations out of order",
        lambda d: d["movement"].update(least_duration_s=30),
        ["movement", "least_duration_s < most_duration_s"],
    ),
    ("a target upside down", lambda d: d["target"].update(from_deg=80), ["target", "from_deg < to_deg"]),
    (
        "an unknown measure",
        lambda d: d["movement"].update(angle="elbow"),
        ["movement.angle", "trunk_flexion"],
    ),
    (
        "an unknown measure of a compensation",
        lambda d: d["compensations"][1].update(measure="elbow"),
        ["compensations.1.measure", "trunk_flexion"],
    ),
    ("words for a number", lambda d: d["target"].update(to_deg="deep"), ["target.to_deg", "number", "deep"]),
    ("more than a turn", lambda d: d["target"].update(to_deg=400), ["target.to_deg", "180", "400"]),
    ("not a number at all", lambda d: d["target"].update(to_deg=float("nan")), ["target.to_deg"]),
    ("a limit that is not a number", lambda d: d["compensations"][0].update(above=float("nan")), ["above"]),
    ("a limit without end", lambda d: d["compensations"][0].update(above=float("inf")), ["above"]),
    ("time that runs back", lambda d: d["start"].update(still_s=-1), ["start.still_s", "-1"]),
    (
        "a view that cannot be measured",
        lambda d: d.update(views=["oblique"]),
        ["views", "front, back, left, right"],
    ),
    ("no view", lambda d: d.update(views=[]), ["views"]),
    ("a view that does not exist", lambda d: d.update(views=["top"]), ["views", "top"]),
    (
        "two compensations of one name",
        lambda d: d["compensations"][1].update(id="back_rounds"),
        ["id of its own"],
    ),
    ("an unknown kind", lambda d: d["compensations"][0].update(kind="magic"), ["compensations.0", "magic"]),
    ("an unknown severity", lambda d: d["compensations"][0].update(severity=9), ["severity", "9"]),
    ("an id with blanks", lambda d: d.update(id="My bow"), ["id", "My bow"]),
    ("a sentence too long for a screen", lambda d: d["start"].update(say="x" * 500), ["start.say"]),
    ("nothing to say in praise", lambda d: d.update(praise=[]), ["praise"]),
    (
        "a limit neither upward nor either way",
        lambda d: d["compensations"][1].pop("above"),
        ["above or beyond"],
    ),
    (
        "two limits at once",
        lambda d: d["compensations"][1].update(beyond=5),
        ["compensations.1", "above or beyond"],
    ),
    (
        "a limit upward and one downward",
        lambda d: d["compensations"][1].update(below=5),
        ["compensations.1", "above or beyond or below"],
    ),
    (
        "a stand-in that nobody knows",
        lambda d: d["compensations"][1].update(otherwise={"measure": "elbow", "above": 3}),
        ["compensations.1.otherwise.measure", "trunk_flexion"],
    ),
    ("no repetitions", lambda d: d.update(dose_repetitions=0), ["dose_repetitions"]),
]


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_names_itself_the_field_and_what_was_expected(
    tmp_path: Path, change: Change, words: list[str]
) -> None:
    path = write(tmp_path, change, "new_bow.toml")
    with pytest.raises(ExerciseError) as told:
        read_exercise(path)
    sentence = str(told.value)
    assert isinstance(told.value, BacktalkError)
    assert "\n" not in sentence
    for word in ("new_bow.toml", *words):
        assert word in sentence


def test_a_line_that_is_no_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bow.toml"
    path.write_text('id = "bow"\ntitle = \n', encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"bow\.toml.*line 2"):
        read_exercise(path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bow.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExerciseError, match=r"bow\.toml"):
        read_exercise(path)


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"bow\.toml cannot be read"):
        read_exercise(tmp_path / "bow.toml")


def test_an_exercise_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(ExerciseError, match=r"waiters_bo'.*waiters_bow"):
        find_exercise("waiters_bo")


def test_a_folder_is_read_by_id(tmp_path: Path) -> None:
    write(tmp_path, lambda d: d.update(id="one"), "a.toml")
    write(tmp_path, lambda d: d.update(id="two"), "b.toml")
    assert list(load_library(tmp_path)) == ["one", "two"]


LIBRARY_FILES = sorted(LIBRARY.glob("*.toml"))


def test_the_library_has_the_first_exercise() -> None:
    assert find_exercise("waiters_bow").id == "waiters_bow"


@pytest.mark.parametrize("path", LIBRARY_FILES, ids=lambda path: path.stem)
def test_a_library_file_is_sound(path: Path) -> None:
    exercise = read_exercise(path)
    assert exercise.id == path.stem  # found by its id, so the two must agree
    assert exercise.angles <= {*ANGLES, *NEAR_SIDE_JOINTS, *EXTRA_MEASURES}
    for view in exercise.views:  # the angle that counts must be measurable in every view that is allowed
        name = exercise.angle_in(view)
        if name in PERCENT_MEASURES:
            assert view in PERCENT_MEASURES[name]
        else:
            assert view in ANGLES[f"{name}_left" if name in NEAR_SIDE_JOINTS else name].views
    if isinstance(exercise, TwoWayExercise):
        assert exercise.movement.least_share <= exercise.target.from_share  # what is on target also counts
    elif isinstance(exercise, OneWayExercise):
        assert exercise.movement.least_excursion_deg <= exercise.target.from_deg
    for part in exercise.compensations:
        if isinstance(part, AngleCompensation):
            if isinstance(exercise, OneWayExercise):
                assert part.while_above_deg < exercise.target.from_deg  # watched before the target is reached
            assert part.persistence_s < exercise.movement.least_duration_s


CALM = ("danger", "damage", "protect", "wrong", "injur", "bad ")


@pytest.mark.parametrize("path", LIBRARY_FILES, ids=lambda path: path.stem)
def test_a_library_file_speaks_calmly(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert [word for word in CALM if word in text] == []


@pytest.mark.parametrize("path", LIBRARY_FILES, ids=lambda path: path.stem)
def test_every_number_of_a_library_file_says_where_it_comes_from(path: Path) -> None:
    exercise = read_exercise(path)
    test = isinstance(exercise, RepositionExercise)
    parts = (exercise.reposition,) if test else (exercise.movement, exercise.target)
    for part in (*parts, *exercise.compensations):
        assert part.source[:1] in ("P", "R", "U")


def test_the_waiters_bow_is_the_published_one() -> None:
    """Luomajoki: the hips bend 50 to 70 degrees, seen from the side."""
    exercise = find_exercise("waiters_bow")
    assert (exercise.target.from_deg, exercise.target.to_deg) == (50, 70)
    assert set(exercise.views) == {View.LEFT, View.RIGHT}
    assert exercise.movement.angle == "trunk_flexion"


def test_a_silhouette_is_asked_for_only_when_a_measure_needs_it() -> None:
    assert make_exercise().needs_silhouette
    assert not make_exercise(compensations=definition()["compensations"][1:]).needs_silhouette


def test_a_definition_cannot_be_changed_by_accident() -> None:
    exercise: Exercise = make_exercise()
    with pytest.raises(ValueError, match="frozen"):
        exercise.id = "other"  # type: ignore[misc]


def two_ways() -> dict[str, Any]:
    """A valid definition to both sides."""
    return tomllib.loads((LIBRARY / "pelvic_clock.toml").read_text(encoding="utf-8"))


BAD_TWO_WAYS: list[tuple[str, Change, str]] = [
    # what is wrong, how it comes about, what the sentence must name
    ("a default below the least end", lambda d: d["range"].update(default_deg=2), "least_deg <= default_deg"),
    (
        "leaving below returning",
        lambda d: d["movement"].update(leave_share=0.1),
        "return_share < leave_share",
    ),
    ("more than the whole way", lambda d: d["target"].update(from_share=1.5), "target.from_share"),
    ("a target that does not count", lambda d: d["target"].update(from_share=0.45), "least_share <= target"),
    ("a view without an axis", lambda d: d["views"].append("back"), "exactly one axis"),
    ("a view in two axes", lambda d: d["axes"][1]["views"].append("left"), "exactly one axis"),
    ("an axis that its view cannot see", lambda d: d["axes"][1].update(angle="pelvis_tilt"), "measured from"),
    ("no axis", lambda d: d.update(axes=[]), "axes"),
    ("a face nobody can draw", lambda d: d["axes"][0].update(face="star"), "axes.0.face"),
    ("degrees", lambda d: d["movement"].update(leave_deg=5), "movement.leave_deg"),
    ("half a compensation", lambda d: d["compensations"][0].update(while_above_deg=3), "while_above_deg"),
]


@pytest.mark.parametrize(
    ("change", "word"), [case[1:] for case in BAD_TWO_WAYS], ids=[case[0] for case in BAD_TWO_WAYS]
)
def test_a_bad_file_to_both_sides_says_what_was_expected(change: Change, word: str) -> None:
    data = two_ways()
    change(data)
    with pytest.raises(ValueError, match=re.escape(word)):
        make_from_data(data)


def test_a_range_makes_an_exercise_to_both_sides() -> None:
    clock = make_from_data(two_ways())
    assert isinstance(clock, TwoWayExercise)
    assert clock.angles == {"pelvis_tilt", "pelvis_obliquity"}
    assert clock.moves_pelvis
    assert [clock.angle_in(view) for view in (View.LEFT, View.RIGHT, View.FRONT)] == [
        "pelvis_tilt",
        "pelvis_tilt",
        "pelvis_obliquity",
    ]
    assert isinstance(make_exercise(), OneWayExercise)
    assert not find_exercise("waiters_bow").moves_pelvis


@pytest.mark.parametrize("exercise", ["pelvic_tilt", "pelvic_clock"])
def test_names_of_ends_fit_their_face(exercise: str) -> None:
    for axis in find_exercise(exercise).axes:
        names = [end.name for end in axis.ends]
        assert len(set(names)) == 2
        if axis.face == "clock":
            assert all(1 <= int(name) <= 12 for name in names)


@pytest.fixture
def reposition_data() -> dict[str, Any]:
    return tomllib.loads((LIBRARY / "reposition_flexion.toml").read_text(encoding="utf-8"))


def test_a_reposition_table_makes_it_a_test(reposition_data: dict[str, Any]) -> None:
    exercise = make_from_data(reposition_data)
    assert isinstance(exercise, RepositionExercise)
    assert exercise.angle_in(View.RIGHT) == "trunk_flexion"
    assert not exercise.moves_pelvis
    assert not exercise.needs_silhouette


BAD_TESTS: list[tuple[dict[str, Any], str]] = [
    ({"trials": [0.3, 0.6]}, "dose_repetitions to be the number"),
    ({"return_deg": 9}, "return_deg < leave_deg"),
    ({"least_range_deg": 30}, "leave_deg below the nearest"),
    ({"angle": "trunk_lateral"}, "measured from"),
    ({"angle": "elbow"}, "must be one of"),
    ({"trials": [1.2] * 6}, "less than or equal to 1"),
]


@pytest.mark.parametrize(("change", "says"), BAD_TESTS)
def test_a_test_that_cannot_work_is_refused(
    reposition_data: dict[str, Any], change: dict[str, Any], says: str
) -> None:
    reposition_data["reposition"] |= change
    with pytest.raises(ValidationError, match=says):
        make_from_data(reposition_data)
