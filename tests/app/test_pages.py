"""The pages without a browser: what they say, and what they do when the model cannot be had."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from app.coaching import page_data
from app.moving import moving_data
from exercises.comparison import Comparison, Deviation, Stretch
from exercises.events import FoundFault, Repetition
from exercises.files import LIBRARY, find_exercise, load_library
from exercises.guidance import NO_PELVIS
from exercises.repositioning import Trial
from exercises.self_guided import load_self_guided
from live.place_tests import to_keep
from live.service import SERVICE
from live.summary import summarise
from live.words import whole_error_deg
from models import ModelError
from records import open_records
from records.repositioning import KIND
from vision.accuracy import stated_error
from vision.angles import View

EXERCISE = find_exercise("waiters_bow")


@pytest.fixture
def page():
    return AppTest.from_file("../../app/exercise.py", default_timeout=60)


def give_model(monkeypatch, *answers):
    """Let the engine answer each `prepare` in turn: with a problem, or by being ready."""
    left = list(answers)
    ready = [False]

    def prepare(progress=None):
        answer = left.pop(0)
        progress("Downloading", 0.5)
        if isinstance(answer, Exception):
            raise answer
        ready[0] = True

    monkeypatch.setattr(SERVICE.engine, "prepare", prepare)
    monkeypatch.setattr(type(SERVICE.engine), "ready", property(lambda engine: ready[0]))


def test_the_page_introduces_the_exercise(page, monkeypatch):
    give_model(monkeypatch, None)
    page.run()
    assert not page.exception
    assert page.title[0].value == EXERCISE.title
    said = " ".join(element.value for element in page.caption)
    assert "not a medical device" in said
    assert "measured and dropped" in said


def test_the_camera_is_handed_both_pictures_in_words_too():
    """Two of them, of this machine; whoever lies is shown whole."""
    told = page_data(find_exercise("squat"))
    assert told["pictures"] == [
        {"url": "/pictures/squat_start.jpg", "caption": "Start", "told": "Squat: the start position"},
        {"url": "/pictures/squat_end.jpg", "caption": "End", "told": "Squat: the end position"},
    ]
    assert told["upright"]
    assert not page_data(find_exercise("bridge"))["upright"]
    own = find_exercise("squat").model_copy(update={"id": "my_own"})
    assert page_data(own)["pictures"] == []


def test_the_moving_figure_comes_with_its_tempo_and_in_words():
    moving = moving_data(load_self_guided()["trunk_rotation"])
    assert moving["url"] == "/pictures/trunk_rotation_moving.webp"
    assert moving["told"] == "Seated turn: the movement, from the start to the end and back"
    assert (moving["columns"], moving["size"]) == (7, [640, 480])
    assert moving["stretches"][0] == [10, 20, 2.0, False]  # from the middle to one side
    squat = find_exercise("squat")
    assert page_data(squat)["moving"] == moving_data(squat)
    assert page_data(squat.model_copy(update={"id": "my_own"}))["moving"] is None


def test_without_a_model_it_says_what_to_do_and_tries_again(page, monkeypatch):
    give_model(monkeypatch, ModelError("Connect to the internet once."), None)
    page.run()
    assert [element.value for element in page.info] == ["Connect to the internet once."]
    assert not page.caption  # the page stops there
    page.button[0].click().run()
    assert not page.exception
    assert not page.info
    assert page.caption


def test_the_last_set_is_listed(page, monkeypatch):
    give_model(monkeypatch, None)
    done = [
        Repetition(1, 1.0, 4.5, {"trunk_flexion": 61.2}, True, ()),
        Repetition(2, 6.0, 9.0, {"trunk_flexion": 44.0}, False, (FoundFault("knees_bend", 7.0, 31.0),)),
    ]
    page.session_state["last_set"] = summarise(EXERCISE, "camera", done)
    page.run()
    table = page.table[0].value
    error = whole_error_deg(stated_error("trunk_flexion", View.LEFT).mae_deg)
    assert list(table["Reached"]) == [f"61° ± {error}°", f"44° ± {error}°"]
    assert "± is how far off a number typically is." in [one.value for one in page.caption]
    assert list(table["On target"]) == ["yes", "not yet"]
    assert table["To try"][1].startswith("Legs a little straighter")


def test_a_repetition_that_was_not_measured_is_listed_without_a_number(page, monkeypatch):
    give_model(monkeypatch, None)
    done = [Repetition(1, 1.0, 4.5, {}, False, (), 0.3, False, "its turning point was out of sight")]
    page.session_state["last_set"] = summarise(EXERCISE, "camera", done)
    page.run()
    assert not page.exception
    table = page.table[0].value
    assert list(table["Reached"]) == ["not measured"]
    assert list(table["On target"]) == ["-"]


def test_the_about_page_stands():
    about = AppTest.from_file("../../app/about.py").run()
    assert not about.exception
    assert about.title[0].value == "About and privacy"
    assert "± beside an angle is its typical error" in about.markdown[0].value


TILT = find_exercise("pelvic_tilt")


@pytest.fixture
def reader(monkeypatch):
    """Something that reads a pelvis: the page only asks whether there is one."""
    monkeypatch.setattr(SERVICE.engine, "pelvis", object())


def choose(page, exercise):
    page.selectbox(key="exercise").select(exercise.id).run()


def test_the_exercise_can_be_chosen_and_is_remembered(page, monkeypatch, reader):
    give_model(monkeypatch, None)
    page.run()
    assert page.selectbox(key="exercise").options[0] == EXERCISE.title
    titles = [one.title for one in load_library().values()]
    alone = [f"{one.title} (self-guided)" for one in load_self_guided().values()]
    assert sorted(page.selectbox(key="exercise").options) == sorted(titles + alone)
    choose(page, TILT)
    assert not page.exception
    assert page.title[0].value == TILT.title
    # Another page was shown meanwhile: the choice itself is gone, what was chosen is not.
    back = AppTest.from_file("../../app/exercise.py", default_timeout=60)
    back.session_state["chosen_exercise"] = page.session_state["chosen_exercise"]
    back.run()
    assert back.title[0].value == TILT.title


def test_what_the_camera_cannot_measure_is_offered_without_it(page, monkeypatch):
    """It needs no model, counts nothing, and says why."""
    turn = load_self_guided()["trunk_rotation"]
    give_model(monkeypatch, None)
    page.run()
    choose(page, turn)
    assert not page.exception
    assert [element.value for element in page.info] == [turn.why]
    said = " ".join(element.value for element in page.markdown)
    assert all(step in said for step in turn.how_to)
    assert turn.dose in said
    assert turn.easier in said
    shown = [image for block in page.get("image") for image in block.proto.imgs]
    assert [(image.caption, image.alt) for image in shown] == [
        ("Start", f"{turn.title}: the start position"),
        ("End", f"{turn.title}: the end position"),
    ]
    assert "not a medical device" in page.caption[0].value


def test_what_nothing_reads_is_said_in_place_of_the_camera(page, monkeypatch):
    give_model(monkeypatch, None)
    monkeypatch.setattr(SERVICE.engine, "pelvis", None)
    page.run()
    choose(page, TILT)
    assert not page.exception
    assert [element.value for element in page.info] == [NO_PELVIS]
    assert not page.caption  # the page stops there
    choose(page, EXERCISE)
    assert not page.info
    assert page.caption


def test_a_set_to_both_sides_is_listed_in_shares(page, monkeypatch, reader):
    give_model(monkeypatch, None)
    done = [
        Repetition(1, 1.0, 5.0, {"pelvis_tilt": 8.0}, True, (), angle="pelvis_tilt", ends=(0.854, 1.0)),
        Repetition(2, 6.0, 9.0, {}, False, (), 0.3, False, "it was out of sight too often", "pelvis_tilt"),
    ]
    page.session_state["chosen_exercise"] = TILT.id
    page.session_state["last_set"] = summarise(TILT, "camera", done)
    page.run()
    assert not page.exception
    assert list(page.table[0].value["Reached"]) == ["back 85%, front 100%", "not measured"]
    assert "°" not in str(page.table[0].value)
    assert any("your own end" in one.value for one in page.caption)


def test_a_set_of_holds_is_listed_in_seconds(page, monkeypatch, reader):
    give_model(monkeypatch, None)
    stance = find_exercise("one_leg_stance_left")
    done = [
        Repetition(1, 1.0, 14.0, {"foot_lift": 24.6}, True, (), angle="foot_lift", hold_s=10.42),
        Repetition(2, 16.0, 20.0, {}, False, (), 0.3, False, "it was out of sight too often", "foot_lift"),
    ]
    page.session_state["chosen_exercise"] = stance.id
    page.session_state["last_set"] = summarise(stance, "camera", done)
    page.run()
    assert not page.exception
    assert list(page.table[0].value["Held"]) == ["10.4 s", "-"]
    assert list(page.table[0].value["Reached"]) == ["25 % of your shin", "not measured"]
    assert "°" not in str(page.table[0].value)


def test_exercises_of_ones_own_are_offered_and_a_broken_file_is_told(page, monkeypatch, reader, tmp_path):
    own = (LIBRARY / "waiters_bow.toml").read_text(encoding="utf-8").replace('"waiters_bow"', '"my_bow"')
    (tmp_path / "mine.toml").write_text(own.replace("Waiter's bow", "My bow"), encoding="utf-8")
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setenv("BACKTALK_EXERCISES", str(tmp_path))
    give_model(monkeypatch, None)
    page.run()
    assert not page.exception
    (told,) = [element.value for element in page.info]
    assert "`broken.toml` is left out" in told
    assert f'python -m exercises lint "{tmp_path / "broken.toml"}"' in told
    page.selectbox(key="exercise").select("my_bow").run()
    assert not page.exception
    assert page.title[0].value == "My bow"


TEST = find_exercise("reposition_flexion")


def done_test(*errors, source="camera"):
    trials = [
        Trial(number, share, 9.0 * number, 20.0, 20.0 + error, View.LEFT)
        for number, (share, error) in enumerate(zip(TEST.reposition.trials, errors, strict=False), start=1)
    ]
    return summarise(TEST, source, [], trials)


def test_a_test_is_shown_in_plain_words_and_without_a_grade(page, monkeypatch):
    give_model(monkeypatch, None)
    page.session_state["chosen_exercise"] = TEST.id
    page.session_state["last_set"] = done_test(5, 5, 5, 5, 5, 5)
    page.run()
    assert not page.exception
    table = page.table[0].value
    assert list(table["Place"]) == ["At 30% of your bend", "At 60% of your bend", "Together"]
    assert list(table["Off by"]) == ["5° ± 2°"] * 3
    assert list(table["Mostly"]) == ["5° ± 2° too far"] * 3
    assert list(table["Varied by"]) == ["0° ± 2°"] * 3
    assert any("never a diagnosis" in one.value for one in page.caption)
    assert len(page.table) == 1  # one test is no trend


def test_a_test_of_nothing_shows_nothing(page, monkeypatch):
    give_model(monkeypatch, None)
    page.session_state["chosen_exercise"] = TEST.id
    page.session_state["last_set"] = done_test()
    page.run()
    assert not page.exception
    assert not page.table


def test_tests_of_this_session_are_a_trend(page, monkeypatch):
    give_model(monkeypatch, None, None, None, None)

    def take():
        """The page in which the component's callback runs."""
        import streamlit as st

        from app.repositioning import remember_test

        remember_test(st.session_state["last_set"])

    taken = AppTest.from_function(take)
    done = [
        done_test(12, 12, 12, 12),
        done_test(0, 0, source="sample:bow"),
        done_test(),
        done_test(2, -2, 2, -2),
    ]
    for summary in done:
        taken.session_state["last_set"] = summary
        taken.run()
        assert not taken.exception
    page.session_state["chosen_exercise"] = TEST.id
    page.session_state["last_set"] = done[-1]
    page.session_state["past_tests"] = taken.session_state["past_tests"]
    page.run()
    assert not page.exception
    trend = page.table[1].value
    assert list(trend["Together"]) == ["12° ± 2°", "2° ± 2°"]  # neither the sample nor the empty one
    assert any("10° nearer to the place" in one.value for one in page.markdown)
    assert any("as far as this camera can tell" in one.value for one in page.caption)


def see_tests(page, monkeypatch, summary=None):
    give_model(monkeypatch, None, None, None)
    page.session_state["chosen_exercise"] = TEST.id
    if summary is not None:
        page.session_state["last_set"] = summary
    page.run()
    assert not page.exception
    return SERVICE.test_keepers.look_up(page.session_state["live_session"])


def keep_tests(file, version, *errors):
    """Somebody who agreed to a version of the words, and each of whose tests was so far off."""
    with open_records(file) as records:
        records.give_consent(version)
        for day, error in enumerate(errors):
            told = to_keep(TEST.id, done_test(error, error).repositioning)
            at = datetime(2026, 3, 1 + day, 12, tzinfo=UTC)
            records.store_assessment(KIND, "1", told, at=at)


def test_whoever_agreed_to_nothing_is_told_once_that_tests_are_gone(page, monkeypatch, results_file):
    assert see_tests(page, monkeypatch, done_test(5, 5)) is None
    told = [one.value for one in page.caption if "not written down" in one.value]
    assert len(told) == 1
    assert not page.get("vega_lite_chart")
    assert not results_file.exists()


def test_tests_that_are_kept_are_a_trend_with_its_error(page, monkeypatch, results_file):
    keep_tests(results_file, "2", 12, 12, 12, 2, 2, 2)
    keeper = see_tests(page, monkeypatch, done_test(2, 2))
    assert "Your tests so far" in [one.value for one in page.subheader]
    said = " ".join(one.value for one in page.markdown)
    assert "You come nearer to the place than at first: 12° in the first 3 tests, 2° in the last 3." in said
    (chart,) = page.get("vega_lite_chart")
    assert "6 tests, from 01 March 2026 to 06 March 2026" in chart.proto.alt
    assert any("never a diagnosis" in one.value for one in page.caption)
    assert len(page.table) == 1  # the last test alone: the trend of the open page would be the same twice
    keeper.keep(uuid4(), TEST.id, done_test(1, 1).repositioning)
    page.run()
    (chart,) = page.get("vega_lite_chart")
    assert "7 tests" in chart.proto.alt


def test_whoever_agreed_to_older_words_is_asked_before_a_test_is_kept(page, monkeypatch, results_file):
    keep_tests(results_file, "1")
    assert see_tests(page, monkeypatch, done_test(5, 5)) is None
    (more,) = [one for one in page.button if one.label == "Keep these too"]
    more.click().run()
    assert not page.exception
    assert SERVICE.test_keepers.look_up(page.session_state["live_session"]) is not None
    assert "Keep these too" not in [one.label for one in page.button]
    with open_records(results_file) as records:
        assert records.agreed_to() == {"1", "2"}
        records.withdraw_consent()
    page.run()
    assert SERVICE.test_keepers.look_up(page.session_state["live_session"]) is None


def test_a_set_is_told_beside_its_target_movement_without_a_grade(page, monkeypatch):
    give_model(monkeypatch, None)
    done = [
        Repetition(number, 5.0 * number, 5.0 * number + 4, {"trunk_flexion": 60}, True, ())
        for number in (1, 2)
    ]
    off = {("knee_flexion", Stretch.TURNING): 40.0}
    compared = [
        Comparison(
            1.0,
            tuple(
                Deviation(angle, stretch, off.get((angle, stretch), 0.0), 5.7, 15.0)
                for angle in EXERCISE.path.angles
                for stretch in Stretch
            ),
            (),
        )
    ] * 2
    page.session_state["last_set"] = summarise(EXERCISE, "camera", done, compared=compared)
    page.run()
    assert not page.exception
    told = [one.value for one in page.markdown]
    assert any(
        one.startswith("Your knees bent more than in the target movement at the turning point")
        for one in told
    )
    criteria = page.table[1].value
    assert list(criteria["As meant"]) == ["Hips", "Knees", "Back"]
    assert list(criteria["At the turn"]) == ["2 of 2", "0 of 2", "2 of 2"]
    assert not any("score" in str(one).lower() or "%" in str(one) for one in (told, criteria))


BENDS = {name: find_exercise(name) for name in ("side_bend_left", "side_bend_right")}


def bend_set(name, *degrees, source="camera"):
    done = [
        Repetition(
            number, 5.0 * number, 5.0 * number + 4, {"trunk_lateral": deg}, True, (), angle="trunk_lateral",
            view=View.FRONT,
        )
        for number, deg in enumerate(degrees, start=1)
    ]  # fmt: skip
    return summarise(BENDS[name], source, done)


def test_left_and_right_of_this_session_are_held_against_each_other(page, monkeypatch):
    give_model(monkeypatch, *[None] * 9)

    def take():
        """The page in which the component's callback runs."""
        import streamlit as st

        from app.both_sides import keep_sides

        keep_sides(st.session_state["last_set"])

    taken = AppTest.from_function(take)

    def finish(summary):
        taken.session_state["last_set"] = summary
        taken.run()
        assert not taken.exception
        shown = AppTest.from_file("../../app/exercise.py", default_timeout=60)
        shown.session_state["chosen_exercise"] = summary.exercise_id
        shown.session_state["last_set"] = summary
        if "both_sides" in taken.session_state:
            shown.session_state["both_sides"] = taken.session_state["both_sides"]
        shown.run()
        assert not shown.exception
        return shown

    sample = finish(bend_set("side_bend_right", 40, 40, source="sample:bend"))
    assert len(sample.table) == 1  # a sample is nobody's
    first = finish(bend_set("side_bend_left", 28, 28, 28))
    assert any("After a set on the right" in one.value for one in first.markdown)
    assert len(first.table) == 1
    second = finish(bend_set("side_bend_right", 22, 22))
    said = "Left 28°, right 22°: a little more to the left. 3 times on the left, 2 on the right."
    assert said in [one.value for one in second.markdown]
    figures = second.table[1].value
    assert list(figures["Side"]) == ["Left", "Right"]
    assert list(figures["Repetitions"]) == ["3", "2"]
    assert list(figures["Reached"]) == ["28° ± 1°", "22° ± 1°"]
    assert any("never a diagnosis" in one.value for one in second.caption)
    again = finish(bend_set("side_bend_left", 22, 22, 22))
    assert any("Left 22°, right 22°: the same" in one.value for one in again.markdown)
    other = AppTest.from_file("../../app/exercise.py", default_timeout=60)
    other.session_state["both_sides"] = taken.session_state["both_sides"]
    other.session_state["last_set"] = summarise(
        EXERCISE, "camera", [Repetition(1, 1, 5, {"trunk_flexion": 60}, True, ())]
    )
    other.run()
    assert not any("Left" in one.value for one in other.markdown)
