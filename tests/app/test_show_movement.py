"""The page on which a movement is shown, without a browser: what is told, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.coaching import show_data
from app.showing import make_id
from clinic.shown import understand
from errors import BacktalkError
from exercises.catalogue import FOLDER_ENVIRONMENT_NAME, load_catalogue
from exercises.showing import Showing, follow_showing
from live.service import SERVICE
from live.show_session import SHOW_VIEWS, ShownToCamera
from tests.clinic.test_record import film

ROOT = Path(__file__).parents[2]


def seen(*peaks: float) -> ShownToCamera:
    showing = Showing()
    for observation in film(list(peaks)):
        showing = follow_showing(showing, observation)
    return ShownToCamera(showing, "show:side", "camera")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_ENVIRONMENT_NAME, str(tmp_path / "mine"))
    monkeypatch.setattr(type(SERVICE.engine), "ready", property(lambda engine: True))
    return tmp_path / "mine"


def page(shown: ShownToCamera | None = None) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app" / "show_movement.py"), default_timeout=60)
    if shown is not None:
        test.session_state["shown_movement"] = shown
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    (button,) = [one for one in test.button if one.label == label]
    return button.click().run()


def info(test: AppTest) -> list[str]:
    assert not test.exception
    return [element.value for element in test.info]


def test_it_asks_for_name_and_side_and_says_how(own_folder: Path) -> None:
    test = page()
    assert info(test) == []
    assert test.radio[0].options == ["Side-on", "From the front"]
    for ticket_id in SHOW_VIEWS:
        data = show_data(ticket_id)
        assert "keep still for three seconds" in data["how_to"][1]
        assert SERVICE.tokens.read(data["token"]).exercise_id == ticket_id


def test_what_was_understood_is_told_and_kept_when_the_person_says_so(own_folder: Path) -> None:
    test = page(seen(60, 60, 60))
    told = " ".join(element.value for element in test.markdown)
    for words in ("Stand side-on", "The trunk bends forward", "60° ± 2°", "3 repetitions", "51° to 69°"):
        assert words in told
    assert any("Hip moved about as far; I count by the trunk" in one.value for one in test.caption)
    assert not own_folder.exists() or not list(own_folder.iterdir())  # nothing before it is confirmed
    test.text_input[0].set_value("Reach to the shelf").run()
    press(test, "Keep it")
    assert info(test) == []
    assert "in the list" in test.success[0].value
    assert [path.name for path in own_folder.iterdir()] == ["reach_to_the_shelf.toml"]
    exercise = load_catalogue().find("reach_to_the_shelf")
    assert (exercise.title, exercise.how_to[0][:14]) == ("Reach to the shelf", "Stand side-on ")


def test_it_can_be_shown_again(own_folder: Path) -> None:
    test = press(page(seen(60, 60)), "Show it again")
    assert "shown_movement" not in test.session_state
    assert test.radio


@pytest.mark.parametrize(
    ("peaks", "words"),
    [((6.0, 6.0), "Nothing moves far enough"), ((60.0,), None)],
)
def test_what_cannot_be_used_is_one_sentence(
    own_folder: Path, peaks: tuple[float, ...], words: str | None
) -> None:
    test = page(seen(*peaks))
    assert [words in one for one in info(test) if words] == ([True] if words else [])
    assert "Show it again" in [one.label for one in test.button]


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Give the movement a name"), ("  3 - ", "at least one letter"), ("Waiter's bow", "already")],
)
def test_a_name_that_cannot_be_used_keeps_what_was_shown(own_folder: Path, name: str, words: str) -> None:
    test = page(seen(60, 60))
    if name:
        test.text_input[0].set_value(name).run()
    press(test, "Keep it")
    (said,) = info(test)
    assert words in said
    assert not own_folder.exists() or not list(own_folder.iterdir())
    test.text_input[0].set_value("Another").run()
    press(test, "Keep it")
    assert [path.name for path in own_folder.iterdir()] == ["another.toml"]


def test_the_same_name_twice_overwrites_nothing(own_folder: Path) -> None:
    for expected in ("in the list", "already"):
        test = page(seen(60, 60))
        test.text_input[0].set_value("Mine").run()
        press(test, "Keep it")
        assert expected in " ".join([*info(test), *(one.value for one in test.success)])
    assert len(list(own_folder.iterdir())) == 1


def test_a_folder_that_cannot_be_had_is_told_before_anything_is_shown(own_folder: Path) -> None:
    own_folder.write_text("a file in its place")
    (said,) = info(page())
    assert str(own_folder) in said
    assert FOLDER_ENVIRONMENT_NAME in said


@pytest.mark.parametrize(
    ("name", "exercise_id"),
    [
        ("Reach to the shelf", "reach_to_the_shelf"),
        ("  Übung 3!  ", "ubung_3"),
        ("90 degrees", "degrees"),
        ("腰", "shown"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_name_becomes_an_id(name: str, exercise_id: str) -> None:
    assert make_id(name) == exercise_id


def test_an_id_needs_a_letter() -> None:
    with pytest.raises(BacktalkError, match="at least one letter"):
        make_id("1 2 3")


def test_the_hand_made_movement_is_one() -> None:
    assert len(understand(seen(60, 60, 60).showing).repetitions) == 3
