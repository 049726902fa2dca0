"""How a newcomer's way is summed up; the way itself is `python -m benchmarks.newcomer`."""

from __future__ import annotations

from benchmarks.newcomer import Step, new_words, readme_command, totals


def test_the_readme_begins_with_its_command() -> None:
    make, pip, start = readme_command()
    assert make == "python3 -m venv .venv"
    assert pip == ".venv/bin/pip install -r requirements.txt"
    assert start == ".venv/bin/streamlit run coach_app.py"


def test_only_what_is_new_is_read() -> None:
    seen: set[str] = set()
    assert new_words(["Go on", "Stand tall, and still."], seen) == 6
    assert new_words(["Go on", "Step 2 of 4"], seen) == 4
    assert new_words(["Go on"], seen) == 0


def test_what_pip_takes_is_told_apart() -> None:
    steps = [Step("pip install", 60.0), Step("the page", 5.0, 20.0, 60), Step("counted", 10.0)]
    assert totals(steps) == {
        "total_s": 95.0,
        "without_pip_s": 35.0,
        "reading_and_clicking_s": 20.0,
        "words": 60,
    }
