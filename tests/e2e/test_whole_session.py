"""A whole session at home, from the first visit to the summary: one click starts the camera, none follows.

The camera shows a rendered person with known angles (tests/e2e/data/session.toml) in a loop: a raised hand,
stillness, three bows. What is kept afterwards has to be the truth of that clip.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from benchmarks.live import write_camera_file
from programme.safety import load_safety
from records import open_records
from records.models import CalibrationRow, RepetitionRow, SessionRow, SetRow
from tests.e2e.conftest import LAPTOP, PHONE, ROOT, Program, Visit, start_program, stop_program
from vision.accuracy import stated_error
from vision.angles import View

pytestmark = pytest.mark.browser
SCREENSHOTS = ROOT / "docs" / "screenshots"
DATA = Path(__file__).parent / "data"
TRUTH = tomllib.loads((DATA / "session.toml").read_text(encoding="utf-8"))
EXERCISES = ("waiters_bow", "trunk_flexion")
PLAN = f"""
id = "two_bows"
title = "Two bows"
purpose = "Hips first, then all the way."
items = [
    {{ exercise = "{EXERCISES[0]}", repetitions = 3, sets = 1, rest_s = 5 }},
    {{ exercise = "{EXERCISES[1]}", repetitions = 3, sets = 1, rest_s = 5 }},
]
"""
# Five loops of the clip, and as long again for a machine that is busy.
MOST_S = 300
STAGE = "element => element.dataset.stage"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder: a plan that a physio wrote, nothing else."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "plans").mkdir()
    (folder / "plans" / "two_bows.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home_program(tmp_path_factory: pytest.TempPathFactory, program: Program, home: Path) -> Iterator[Program]:
    """A program of its own, with that folder; `program` has fetched the model."""
    running = start_program(tmp_path_factory.mktemp("whole"), lives_in(home))
    yield running
    stop_program(running)


@pytest.fixture
def known_home(tmp_path: Path) -> Path:
    """The folder of somebody who was here before; their plan has one exercise."""
    (tmp_path / "plans").mkdir()
    lines = [line for line in PLAN.splitlines() if EXERCISES[1] not in line]
    (tmp_path / "plans" / "one_bow.toml").write_text("\n".join(lines), encoding="utf-8")
    with open_records(tmp_path / "records.db") as records:
        records.give_consent("2", name="Ada")
        records.store_answers("safety", "1", {question.id: 0.0 for question in load_safety().question})
    return tmp_path


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clip as a camera, which begins anew when it ends."""
    return write_camera_file(DATA / TRUTH["file"], tmp_path_factory.mktemp("loop") / "session.mjpeg")


def lives_in(home: Path) -> dict[str, str]:
    """Give the environment of a program whose user has this folder."""
    return {
        "BACKTALK_DATABASE_URL": f"sqlite:///{home / 'records.db'}",
        "BACKTALK_PLANS": str(home / "plans"),
    }


def shoot(page: Page, name: str) -> None:
    """Take a picture without the folders of this machine: they name camera and database here."""
    places = [page.locator(".coach .cameras"), page.locator("code:has-text('records.db')")]
    page.screenshot(path=SCREENSHOTS / f"session_{name}.png", mask=places, mask_color="#dfe9ee")


def photograph(page: Page, name: str, *, phone: bool = False) -> None:
    page.wait_for_timeout(1500)  # what the page grays out while it works is there again
    shoot(page, name)
    if phone:
        page.set_viewport_size(PHONE)
        page.wait_for_timeout(600)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        # Within the camera's own part, what sticks out is cut off instead of making the page wider.
        choice = page.locator(".coach .cameras")
        if choice.is_visible() and (box := choice.bounding_box()):
            assert box["x"] + box["width"] <= PHONE["width"]
        shoot(page, f"{name}_phone")
        page.set_viewport_size(LAPTOP)


def heading(page: Page, text: str) -> None:
    page.wait_for_selector(f"h1:has-text('{text}')")


def visit_first(page: Page) -> None:
    """The first visit, by keyboard where there is something to choose."""
    page.click("text=Today's session")
    heading(page, "Welcome")
    page.get_by_label("What may I call you?").fill("Ada")
    page.keyboard.press("Tab")
    photograph(page, "who")
    page.get_by_role("button", name="Go on").click()
    heading(page, "Before you begin, Ada")
    page.wait_for_selector("[data-testid=stRadio] >> nth=7")
    for group in page.locator("[data-testid=stRadio]").all():
        group.locator("input[type=radio]").first.focus()
        page.keyboard.press("Space")
        page.wait_for_timeout(200)
    photograph(page, "questions", phone=True)
    page.get_by_role("button", name="Go on").click()
    heading(page, "Your results")
    page.get_by_role("switch").or_(page.get_by_role("checkbox")).first.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("button:has-text('Go on, and keep my results')")
    photograph(page, "consent", phone=True)
    page.get_by_role("button", name="Go on, and keep").click()
    heading(page, "Your place")
    photograph(page, "place")
    page.get_by_role("button", name="I am ready").click()
    heading(page, "Two bows")
    page.wait_for_selector(".coach[data-guided=yes][data-state=intro]")
    photograph(page, "start", phone=True)


def watch(page: Page) -> list[str]:
    """Look on until it is over; give the stages in order, with a picture of each."""
    stages: list[str] = []
    photographed = set[str]()
    until = time.monotonic() + MOST_S
    while page.get_attribute(".coach", "data-state") != "finished":
        assert time.monotonic() < until, stages
        stage = str(page.eval_on_selector(".coach", STAGE))
        if stage and stages[-1:] != [stage]:
            stages.append(stage)
        # A set is shown best while it is going on.
        shows = stage != "work" or page.get_attribute(".coach .status", "data-reps") == "2"
        if stage and shows and stage not in photographed:
            page.wait_for_timeout(1200)
            shoot(page, stage)
            if stage == "show":
                page.set_viewport_size(PHONE)
                page.wait_for_timeout(600)
                shoot(page, "show_phone")
                page.set_viewport_size(LAPTOP)
            photographed.add(stage)
        page.wait_for_timeout(200)
    return stages


def test_a_whole_session_needs_no_hand_after_its_start(
    visit: Callable[..., Visit], home_program: Program, loop: Path, home: Path
) -> None:
    seen = visit(loop, address=home_program.address)
    page = seen.page
    visit_first(page)
    page.click(".coach .start")
    seen.wait_for_state("live")
    stages = watch(page)
    print(stages)
    assert [stage for stage in stages if stage in ("work", "rest", "done")] == [
        "work",
        "rest",
        "work",
        "done",
    ]
    shoot(page, "finished")
    page.wait_for_selector("text=Well done. This was today")
    page.locator("text=How hard was that").scroll_into_view_if_needed()
    for number, (name, place) in enumerate((("4", 0), ("7", 1)), start=1):  # how hard, and how sure
        page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("radio", name=name, exact=True)
        ).nth(place).click()
        page.wait_for_selector(f"text=It is written down >> nth={number - 1}")
    page.locator("h3:has-text('This was today')").scroll_into_view_if_needed()
    photograph(page, "after", phone=True)
    assert "Error" not in page.inner_text("[data-testid=stMainBlockContainer]")
    compare(home / "records.db")
    assert home_program.off_machine == ""


def compare(database: Path) -> None:
    """What is kept is the truth of the clip."""
    with open_records(database) as records, records.engine.connect() as connection:
        rows: dict[str, Any] = {
            kind.__tablename__: connection.execute(select(kind.__table__)).all()
            for kind in (SessionRow, SetRow, RepetitionRow)
        }
        (session,) = rows["session"]
        assert (session.plan, session.place) == ("two_bows", "home")
        assert session.ended_at is not None
        sets = sorted(rows["exercise_set"], key=lambda row: row.number)
        assert [(row.exercise, row.planned) for row in sets] == [(name, 3) for name in EXERCISES]
        assert all(row.ended_at is not None for row in sets)
        error = stated_error("trunk_flexion", View.LEFT)
        assert error is not None
        for one in sets:
            done = sorted(
                (row for row in rows["repetition"] if row.set_number == one.number),
                key=lambda row: row.number,
            )
            assert [row.number for row in done] == [1, 2, 3]
            for row, true in zip(done, TRUTH["repetitions"], strict=True):
                assert row.measured
                assert (row.angle, row.view) == ("trunk_flexion", TRUTH["view"])
                assert row.peak_deg == pytest.approx(true["trunk_flexion"], abs=error.p95_deg)
                assert row.end_s - row.start_s == pytest.approx(true["end_s"] - true["start_s"], abs=1.0)
                curves = records.curves(session.id, one.number, row.number)
                assert curves.angles["trunk_flexion"].size > 20
            print([round(row.peak_deg, 1) for row in done], [row.on_target for row in done])
        # What the angles of each set were told from, before its first repetition.
        zeros = connection.execute(select(CalibrationRow.__table__)).all()
        assert {(1, 0), (2, 0)} <= {(row.set_number, row.number) for row in zeros}
        assert {row.view for row in zeros} == {TRUTH["view"]}
        assert records.answers("effort") == {"effort": 4.0}
        assert [(one.about, one.score) for one in records.progress().confidence] == [("moving", 7)]
        assert set(records.answers("safety").values()) == {0.0}


def test_after_a_power_cut_it_goes_on_where_it_was(
    visit: Callable[..., Visit], program: Program, loop: Path, known_home: Path
) -> None:
    folder = known_home / "first"
    folder.mkdir()
    running = start_program(folder, lives_in(known_home))
    try:
        seen = visit(loop, address=running.address)
        page = seen.page
        page.click("text=Today's session")
        heading(page, "Two bows")  # known: no first visit
        page.wait_for_selector(".coach[data-guided=yes][data-state=intro]")
        page.click(".coach .start")
        page.wait_for_selector(".coach[data-stage=work]", timeout=120_000)
        seen.wait_until("Number(status.reps) >= 1", 120)
        page.wait_for_timeout(500)
    finally:
        running.process.kill()
        running.process.wait(20)
    before = kept_repetitions(known_home)
    assert [row.number for row in before] in ([1], [1, 2])
    folder = known_home / "second"
    folder.mkdir()
    again = start_program(folder, lives_in(known_home), running.port)
    try:
        page.goto(f"{again.address}/session")
        page.wait_for_selector(".coach[data-guided=yes][data-state=intro]", timeout=60_000)
        offer = page.get_by_role("button", name=f"Go on where you were: Waiter's bow, {len(before)} done")
        offer.wait_for()
        assert page.get_by_role("button", name="Begin anew").is_visible()
        assert page.locator(".coach .start").is_visible()
        photograph(page, "resume", phone=True)
        seen.complaints.clear()  # of the power cut
        page.click(".coach .start")
        seen.wait_until(f"Number(status.reps) >= {len(before)}")
        page.wait_for_selector(".coach[data-state=finished]", timeout=200_000)
        page.wait_for_selector("text=This was today")
        after = kept_repetitions(known_home)
        assert [row.number for row in after] == [1, 2, 3]
        assert [repr(row) for row in after[: len(before)]] == [
            repr(row) for row in before
        ]  # NaN is not itself
        assert len({row.session_id for row in after}) == 1
        assert {row.set_number for row in after} == {1}
        with open_records(known_home / "records.db") as records:
            assert records.unfinished() is None
    finally:
        page.close()
        stop_program(again)


def kept_repetitions(home: Path) -> list[Any]:
    with open_records(home / "records.db") as records, records.engine.connect() as connection:
        found = connection.execute(select(RepetitionRow.__table__)).all()
        return sorted(found, key=lambda row: (row.set_number, row.number))
