"""What the browser was told is held against what is there; the killing itself is `--server-kills`."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest

from benchmarks.records.kept_sessions import Done, KeptSessions
from benchmarks.records.server_killing import WHOLE, Ledger, ServerKillFigures
from benchmarks.records.telling import Told

ONE, OTHER = UUID(int=1), UUID(int=2)


def answer(stage: str, reps: int, item: int = 1, of: int = 1) -> str:
    guide = {"stage": stage, "item": item, "set": of}
    return json.dumps({"type": "feedback", "reps": reps, "guide": guide})


def hear(*messages: str, sets: tuple[int, ...] = (2, 1)) -> tuple[Told, list[int]]:
    """Listen to these; gives at which of them a repetition more was told, too."""
    heard: list[str] = []
    counted: list[int] = []
    told = Told(sets, lambda: counted.append(len(heard)))
    for message in messages:
        told.take(message)
        heard.append(message)
    return told, counted


def kept(repetitions: dict[int, int], session: UUID = ONE, *, ended: bool = False) -> KeptSessions:
    """So many repetitions in each set."""
    done = tuple(
        Done(session, of, number, 10.0 * number)
        for of, count in repetitions.items()
        for number in range(1, count + 1)
    )
    return KeptSessions(done, {session: ended}, {session})


def said(repetitions: dict[int, int], *, over: bool = False) -> Told:
    told = Told((1, 1))
    told.repetitions, told.over = repetitions, over
    return told


def test_repetitions_are_told_of_their_set() -> None:
    told, counted = hear(
        answer("show", 0), answer("work", 0), answer("work", 1), answer("work", 1), answer("work", 2)
    )
    assert (told.repetitions, counted) == ({1: 2}, [2, 4])
    assert (told.stage, told.changes, told.over) == ("work", 2, False)


def test_the_last_repetition_of_a_set_comes_with_the_stage_after_it() -> None:
    told, counted = hear(
        answer("work", 0),
        answer("work", 1),
        answer("rest", 2, of=2),
        answer("rest", 2, of=2),
        answer("work", 0, of=2),
        answer("work", 1, of=2),
        answer("pain", 2, item=2),
        answer("show", 2, item=2),
        answer("work", 0, item=2),
        answer("work", 1, item=2),
    )
    assert told.repetitions == {1: 2, 2: 2, 3: 1}
    assert counted == [1, 2, 5, 6, 9]


def test_what_was_done_before_a_kill_is_told_but_not_counted_now() -> None:
    told, counted = hear(answer("work", 2, of=2), answer("work", 2, of=2))
    assert (told.repetitions, counted, told.counted_at) == ({2: 2}, [], None)


def test_the_end_is_told_by_the_summary() -> None:
    assert hear(json.dumps({"type": "ready"}), json.dumps({"type": "summary"}))[0].over


def test_what_was_told_and_is_there_is_not_lost() -> None:
    ledger = Ledger()
    ledger.close_page([said({1: 2})], None, kept({1: 2, 2: 1}))
    assert (ledger.lost, len(ledger.told)) == (0, 2)
    assert ledger.ahead == {(ONE, 2, 1)}


def test_what_is_lost_stays_lost_though_it_is_done_again() -> None:
    ledger = Ledger()
    ledger.close_page([said({1: 2})], None, kept({1: 1}))
    assert ledger.lost == 1
    ledger.close_page([said({1: 2, 2: 2}, over=True)], ONE, kept({1: 2, 2: 2}, ended=True))
    assert ledger.lost == 1
    assert ledger.over == {ONE}


def test_what_is_gone_later_is_lost_too() -> None:
    ledger = Ledger()
    ledger.close_page([said({1: 2})], None, kept({1: 2}))
    ledger.close_page([said({1: 2})], ONE, kept({1: 1}))
    assert ledger.lost == 1


def test_repetitions_of_a_session_of_which_nothing_is_there_are_lost() -> None:
    ledger = Ledger()
    ledger.close_page([said({1: 1})], None, KeptSessions((), {}, set()))
    assert ledger.lost == 1


def test_a_second_session_of_the_same_server_is_told_apart() -> None:
    first, second = kept({1: 2, 2: 2}, ended=True), kept({1: 1}, OTHER)
    both = KeptSessions(
        (*first.repetitions, *second.repetitions), {**first.ended, **second.ended}, {ONE, OTHER}
    )
    ledger = Ledger(known=[ONE])
    ledger.close_page([said({1: 2, 2: 2}, over=True), said({1: 1})], ONE, both)
    assert (ledger.lost, ledger.over, ledger.ahead) == (0, {ONE}, set())
    assert both.odd(ledger.over, WHOLE) == set()


@pytest.mark.parametrize("amiss", [{"lost": 1}, {"double": 1}, {"odd": 1}, {"sound": False}])
def test_the_figures_tell_when_something_is_amiss(amiss: dict[str, int]) -> None:
    fine = ServerKillFigures(False, 3, 2, 2, 40.0, 18, 0, 0, 1, 0, 5.0, sound=True, took_s=100, load=1.0)
    assert fine.as_it_should_be
    assert not replace(fine, **amiss).as_it_should_be


def test_a_session_without_its_end_or_with_another_set_is_odd() -> None:
    whole = {number: len(numbers) for number, numbers in WHOLE.items()}
    assert kept(whole, ended=True).odd({ONE}, WHOLE) == set()
    assert kept(whole).odd({ONE}, WHOLE) == {ONE}
    assert kept({1: 1, 2: 2}, ended=True).odd({ONE}, WHOLE) == {ONE}
    assert kept({1: 1}).odd(set(), WHOLE) == set(), "it may go on"
