"""The pages in another language: chosen on the page, told to the component, English where there is none."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app import spoken as pages
from app.first.visit import Visit
from exercises.files import find_exercise
from language.catalogue import LanguageError, find_language
from live.service import SERVICE

GERMAN = find_language("de")


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    monkeypatch.setattr(type(SERVICE.engine), "ready", property(lambda engine: True))


@pytest.fixture
def handed(monkeypatch):
    """What the camera component is given; the component itself needs a browser."""
    found = []
    monkeypatch.setattr("live.component._component", lambda: lambda **given: found.append(given["data"]))
    return found


def test_the_exercise_page_in_german(handed):
    page = AppTest.from_file("../../app/exercise.py", default_timeout=60)
    page.session_state["language"] = "de"
    page.run()
    assert not page.exception
    assert page.title[0].value == "Kellnerverbeugung"
    assert "kein Medizinprodukt" in page.caption[-1].value
    (data,) = handed
    assert data["how_to"][0].startswith("Stell dich seitlich zur Kamera")
    assert data["pictures"][1]["told"] == "Kellnerverbeugung: die Endstellung"
    assert data["samples"][0]["title"].startswith("Kellnerverbeugung")
    assert (data["language"], data["words"]["Go on"]) == ("de", "Weiter")
    ticket = SERVICE.tokens.read(data["token"])
    assert (ticket.exercise_id, ticket.language) == ("waiters_bow", "de")


def test_the_first_visit_in_german(handed):
    page = AppTest.from_file("../../app/session.py", default_timeout=60)
    page.session_state["language"] = "de"
    page.run()
    assert not page.exception
    assert page.title[0].value == "Willkommen"
    assert page.caption[0].value == "Schritt 1 von 4"
    page.button[0].click().run()
    assert page.title[0].value == "Bevor du anfängst"
    for question in page.radio:
        assert question.options == ["Nein", "Ja"]
        question.set_value("No")
    page.button[0].click().run()
    assert page.title[0].value == "Deine Ergebnisse"
    page.button[0].click().run()
    assert page.title[0].value == "Dein Platz"
    assert "Mit meiner Kamera starten" in page.markdown[-1].value
    assert not handed
    page.button[0].click().run()
    assert page.title[0].value == "Finde deine Hüften"


def test_the_session_page_in_german(handed):
    page = AppTest.from_file("../../app/session.py", default_timeout=60)
    page.session_state["language"] = "de"
    page.session_state["first_visit"] = Visit(done=True)
    page.run()
    assert not page.exception
    assert page.title[0].value == "Finde deine Hüften"
    assert handed[0]["how_to"][0] == "Vorbeuge: 3"
    assert SERVICE.tokens.read(handed[0]["token"]).language == "de"


def test_the_language_is_chosen_on_every_page_and_changes_all_of_it(handed):
    page = AppTest.from_file("../../app/main.py", default_timeout=60).run()
    assert not page.exception
    assert page.title[0].value == find_exercise("waiters_bow").title
    assert SERVICE.tokens.read(handed[-1]["token"]).language == "en"
    page.selectbox(key="language_choice").select("de").run()
    assert not page.exception
    assert page.title[0].value == "Kellnerverbeugung"
    assert SERVICE.tokens.read(handed[-1]["token"]).language == "de"
    page.selectbox(key="exercise_de").select("squat").run()
    assert page.title[0].value == "Kniebeuge"
    page.selectbox(key="language_choice").select("en").run()
    assert page.title[0].value == "Squat"
    assert handed[-1]["words"] == {}


def test_a_catalogue_that_cannot_be_read_leaves_english_and_is_told(handed, monkeypatch):
    def find(code):
        if code == "de":
            raise LanguageError("The catalogue de cannot be read.")
        return find_language(code)

    monkeypatch.setattr(pages, "find_language", find)
    page = AppTest.from_file("../../app/main.py", default_timeout=60)
    page.session_state["language"] = "de"
    page.run()
    assert not page.exception
    assert [one.value for one in page.info] == ["The catalogue de cannot be read."]
    assert page.title[0].value == "Waiter's bow"


def test_everything_from_the_first_visit_to_progress_and_three_exercises_is_german():
    """What was started as proof is whole; the rest falls back to English."""
    from language.extracting import ROOT, texts_of

    files = [
        "live/guide/words.py", "live/guide/content.py", "live/summary.py", "live/sees.py",
        "exercises/guidance.py", "exercises/saying.py", "live/static/coach.html",
        *(f"live/static/{name}.js" for name in ("figures", "guided", "notes", "pausing", "session")),
        "live/static/speaking.js", "live/static/view.js",
        "app/first_visit.py", "app/guided.py", "app/after.py", "app/keeping.py", "app/kept_choices.py",
        *(f"app/first/{name}.py" for name in ("visit", "who", "safety", "consent", "camera")),
        "app/progress.py", "app/progress_views.py", "programme/adherence.py", "programme/progress_words.py",
        "programme/safety.toml", "live/guide/resuming.py", "live/guide/outcome.py", "records/consenting.py",
        *(f"exercises/library/{name}.toml" for name in ("waiters_bow", "squat", "sit_to_stand")),
    ]  # fmt: skip
    texts = [text for name in files for text in texts_of(ROOT / name) if isinstance(text, str)]
    assert len(texts) > 200
    same = {text for text in texts if GERMAN(text) == text and any(letter.isalpha() for letter in text)}
    # The same word in both languages, or nothing but what is put in.
    assert {text for text in same if "{" not in text} <= {"Normal", "Pause", "Start"}
