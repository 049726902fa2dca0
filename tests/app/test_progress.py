"""The progress page with a database of its own: nothing, one session, five hundred; taking along, erasing."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from app.kept_choices import make_export
from app.progress_charts import draw_calendar, draw_series
from benchmarks.records.simulated import fill, simulate_repetition
from exercises.files import load_library
from programme.adherence import follow_plan
from programme.progress import follow_progress
from records import PainMoment, open_records
from records.problems import NotKeptError


@pytest.fixture
def place(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    monkeypatch.setenv("BACKTALK_DATABASE_URL", url)
    return url


@pytest.fixture
def records(place):
    with open_records(place) as opened:
        opened.give_consent("1")
        yield opened


def show():
    page = AppTest.from_file("../../app/main.py", default_timeout=120).switch_page("progress.py").run()
    assert not page.exception
    return page


def do_one_session(records):
    session = records.begin_session()
    records.store_pain(session, PainMoment.BEFORE, 4)
    records.begin_set(session, 1, "waiters_bow")
    for number in range(1, 9):
        records.store_repetition(session, 1, *simulate_repetition(number))
    records.end_session(session)
    records.store_confidence("bending", 7)


def words(page):
    return " ".join(one.value for kind in (page.markdown, page.success, page.info) for one in kind)


def charts(page):
    return page.get("vega_lite_chart")


def rows(chart):
    """What a chart shows, in all of its layers."""
    (layers,) = chart["layer"]
    return layers["data"]["values"]


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    return button.click().run()


def test_whoever_has_nothing_kept_is_shown_the_way_on(place, tmp_path):
    page = show()
    assert "Nothing is kept here yet" in words(page)
    assert page.get("page_link")
    assert not page.button
    assert not charts(page)
    assert list(tmp_path.iterdir()) == []  # looking makes no file


def test_consent_without_a_session_is_nothing_to_show_but_can_be_withdrawn(records):
    page = show()
    assert "Nothing is kept here yet" in words(page)
    assert [one.label for one in page.button] == ["Stop keeping my results", "Erase my results"]


def test_it_is_told_in_german(records):
    do_one_session(records)
    page = AppTest.from_file("../../app/main.py", default_timeout=120)
    page.session_state["language"] = "de"
    page.switch_page("progress.py").run()
    assert not page.exception
    assert page.title[0].value == "Mein Fortschritt"
    said = words(page)
    assert "1 Übungszeit, 8 Wiederholungen." in said
    assert "Jede Übungszeit zählt" in said
    calendar = charts(page)[0].proto.spec
    assert '"Mo"' in calendar
    assert "timeFormat(toDate(datum.value), '%-d.%-m.')" in calendar
    press(page, "Meine Ergebnisse löschen")
    assert "Gelöscht würden: 1 Übungszeit mit 8 Wiederholungen" in words(page)


def test_one_session(records):
    do_one_session(records)
    page = show()
    said = words(page)
    assert "1 session, 8 repetitions." in said
    assert "1 session so far. With 6 I can compare the last 3 with the first 3." in said
    assert "This week you exercised on 1 day; the plan is 5." in said
    assert len(charts(page)) == 6  # days, range, on target, steadiness, pain, confidence


def test_five_hundred_sessions(records):
    fill(records, 500)
    page = show()
    assert "500 sessions, 8000 repetitions." in words(page)
    assert len(charts(page)) == 6
    assert not page.table  # the numbers are made when somebody asks for them
    page.selectbox(key="progress_exercise").select("squat").run()
    assert not page.exception
    assert len(charts(page)) == 6


def test_every_chart_is_told_in_words_too(records):
    do_one_session(records)
    assert all(len(chart.proto.alt) > 40 for chart in charts(show()))


def test_the_charts_are_what_altair_takes_for_charts(records):
    fill(records, 80)
    kept = records.progress()
    progress = follow_progress(kept, load_library())
    import altair as alt

    drawn = [draw_series([one], UTC) for one in (*progress.exercises[0].series, *progress.feelings)]
    drawn += [draw_series(progress.feelings[:2], UTC)]
    drawn += [draw_calendar(follow_plan(kept.sessions, kept.sessions[-1].started_at.date(), UTC))]
    for chart in drawn:
        assert alt.LayerChart.from_dict(chart).to_dict()
        assert rows(chart)
    banded = rows(drawn[0])[0]
    assert banded["low"] < banded["value"] < banded["high"]


def test_results_are_erased_only_when_it_was_said_twice(records):
    do_one_session(records)
    page = press(show(), "Erase my results")
    assert records.kept().repetitions == 8
    assert "1 session with 8 repetitions" in words(page)
    page = press(page, "Keep my results")
    assert records.kept().repetitions == 8
    page = press(press(page, "Erase my results"), "Yes, erase everything")
    assert not page.exception
    assert records.people() == []
    assert "Everything is erased: 1 session with 8 repetitions." in words(page)
    assert "Nothing is kept here yet" in words(page)
    assert not page.button


def test_consent_is_withdrawn_in_two_steps_and_results_stay(records):
    do_one_session(records)
    page = press(show(), "Stop keeping my results")
    assert records.may_keep()
    page = press(page, "Yes, stop keeping")
    assert not page.exception
    assert not records.may_keep()
    assert records.kept().repetitions == 8
    assert "Nothing more is kept" in words(page)
    assert "Stop keeping my results" not in [one.label for one in page.button]


def test_the_download_is_everything_and_is_made_only_when_asked_for(records, monkeypatch):
    do_one_session(records)
    made = []
    monkeypatch.setattr("records.exporting.export_person", lambda *_args: made.append(1))
    page = show()
    assert len(page.get("download_button")) == 1
    assert made == []
    monkeypatch.undo()
    with zipfile.ZipFile(io.BytesIO(make_export(records))) as bundle:
        names = bundle.namelist()
        assert "data.json" in names
        assert bundle.read("tables/repetition.csv").count(b"\n") == 9


def test_a_download_of_nobody_is_a_sentence(place):
    with open_records(place) as records, pytest.raises(NotKeptError):
        make_export(records)


def test_a_place_that_cannot_be_read_is_told_in_a_sentence(tmp_path, monkeypatch):
    broken = tmp_path / "records.db"
    broken.write_text("no database" * 200, encoding="utf-8")
    monkeypatch.setenv("BACKTALK_DATABASE_URL", f"sqlite:///{broken}")
    page = show()
    assert [one.value for one in page.info] == [
        f"{broken} is no database of results; move it away, or name another place."
    ]


def test_the_table_is_made_when_it_is_opened(records):
    """The page's own function, in place of a click that AppTest cannot make."""
    from app.progress_views import _rows

    do_one_session(records)
    progress = follow_progress(records.progress(), load_library())
    today = datetime.now(UTC).date()
    (row,) = _rows(progress.exercises[0].series[:1], UTC)
    assert row["When"] in {f"{day.day} {day:%B %Y}" for day in (today, today - timedelta(days=1))}
    assert row["From"] == "8 repetitions"
    assert "± 2°" in row["How far you go"]
