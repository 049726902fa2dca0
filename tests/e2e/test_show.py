"""A physio shows a movement to the camera as a new user would, and tries the exercise that came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from exercises.catalogue import load_catalogue
from exercises.definition import OneWayExercise
from exercises.lint import lint
from tests.e2e.conftest import LAPTOP, PHONE, Program, Visit, start_program, stop_program

pytestmark = pytest.mark.browser
NAME = "Bow of Ms Rossi"
# The promise is under a minute on a machine at rest; a busy test machine may take longer.
ALARM_S = 120


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own") / "exercises"


@pytest.fixture(scope="module")
def show_program(
    tmp_path_factory: pytest.TempPathFactory, program: Program, own_folder: Path
) -> Iterator[Program]:
    """A program of its own, whose exercises land in a folder of the test; `program` has fetched the model."""
    running = start_program(tmp_path_factory.mktemp("show"), {"BACKTALK_EXERCISES": str(own_folder)})
    yield running
    stop_program(running)


def go_there(page: Page) -> None:
    """From the exercise page, as a new user finds it."""
    page.click("text=Show a movement")
    page.wait_for_selector("h1:has-text('Show a movement')")
    page.wait_for_selector(".coach[data-kind=show][data-state=intro]")


def fill(page: Page, name: str) -> None:
    page.get_by_label("What is it called?").fill(name)
    page.keyboard.press("Tab")


def test_a_movement_that_was_shown_is_in_the_list_within_a_minute(
    visit: Callable[..., Visit],
    show_program: Program,
    camera_file: Callable[[dict[str, Any]], Path],
    as_meant: dict[str, Any],
    own_folder: Path,
    tmp_path: Path,
) -> None:
    began = time.monotonic()
    seen = visit(camera_file(as_meant), address=show_program.address)
    page = seen.page
    go_there(page)
    fill(page, NAME)
    page.wait_for_timeout(1000)
    page.screenshot(path=tmp_path / "show.png")
    page.click(".coach .start")
    seen.wait_for_state("live")
    seen.wait_until("status.phase === 'ready'")
    seen.wait_until("status.phase === 'going'")
    # It ends by itself: three bows, then rest.
    page.wait_for_selector("text=This is what I understood", timeout=60_000)
    page.wait_for_selector("button:has-text('Keep it')")
    told = page.inner_text("[data-testid=stMainBlockContainer]")
    print(told)
    assert "The hip bends" in told  # 77 degrees of it, and 60 of the trunk
    page.screenshot(path=tmp_path / "shown.png")
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(500)
    page.screenshot(path=tmp_path / "shown_phone.png")
    page.set_viewport_size(LAPTOP)
    page.click("text=Keep it")
    page.wait_for_selector("text=is in the list of exercises now")
    took_s = time.monotonic() - began
    print(f"shown, understood and kept in {took_s:.1f} s")
    assert took_s < ALARM_S
    assert [path.name for path in own_folder.iterdir()] == ["bow_of_ms_rossi.toml"]
    assert all(not file.problems for file in lint([own_folder]))
    exercise = load_catalogue(own_folder).find("bow_of_ms_rossi")
    assert isinstance(exercise, OneWayExercise)
    assert exercise.movement.angle == "hip_flexion"
    # It is chosen at once, and counts what it was made of.
    page.click("text=Try it now")
    page.wait_for_selector(f"h1:has-text('{NAME}')")
    page.wait_for_selector(".coach[data-exercise=bow_of_ms_rossi][data-state=intro]")
    page.click(".coach .start")
    seen.wait_for_state("live")
    seen.wait_until("status.reps === '2'", 60)
    seen.wait_until("status.onTarget >= '1'")


def test_a_name_that_is_taken_is_told_before_anything_is_shown(
    visit: Callable[..., Visit], show_program: Program
) -> None:
    page = visit(address=show_program.address).page
    go_there(page)
    fill(page, "Waiter's bow")
    page.wait_for_selector("text=There is an exercise called Waiter's bow already")


def test_nothing_that_moved_is_told_in_one_sentence_and_shown_again(
    visit: Callable[..., Visit],
    show_program: Program,
    camera_file: Callable[[dict[str, Any]], Path],
    as_meant: dict[str, Any],
) -> None:
    seen = visit(camera_file(as_meant), address=show_program.address)
    go_there(seen.page)
    seen.page.click(".coach .start")
    seen.wait_for_state("live")
    seen.page.click(".coach .finish")
    seen.page.wait_for_selector("text=/keeps still before|Nothing moves|No whole|between side and front/")
    seen.page.click("text=Show it again")
    seen.page.wait_for_selector(".coach[data-state=intro]")
