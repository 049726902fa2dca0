"""Any yes stops, kindly; nothing is decided before every question is answered."""

from __future__ import annotations

import pytest

from programme.safety import load_safety

SAFETY = load_safety()
IDS = [question.id for question in SAFETY.question]


def test_all_eight_of_the_clinical_table_are_asked() -> None:
    assert len(IDS) == len(set(IDS)) == 8


def test_no_to_all_may_begin() -> None:
    assert SAFETY.may_exercise(dict.fromkeys(IDS, False)) is True


@pytest.mark.parametrize("question", SAFETY.question, ids=IDS)
def test_one_yes_is_enough_whatever_else_is_open(question: object) -> None:
    answers = {question.id: True}  # type: ignore[attr-defined]
    assert SAFETY.may_exercise(answers) is False
    told = SAFETY.say_stop(answers)
    assert "doctor" in told
    assert ("emergency" in told) is question.urgent  # type: ignore[attr-defined]


@pytest.mark.parametrize("left_open", IDS)
def test_an_open_question_decides_nothing(left_open: str) -> None:
    answers: dict[str, bool | None] = dict.fromkeys(IDS, False)
    assert SAFETY.may_exercise({**answers, left_open: None}) is None
    del answers[left_open]
    assert SAFETY.may_exercise(answers) is None


def test_words_are_calm() -> None:
    said = " ".join([SAFETY.intro, SAFETY.stop, SAFETY.emergency, *(one.text for one in SAFETY.question)])
    assert not any(word in said.lower() for word in ("wrong", "danger", "damage", "protect"))
