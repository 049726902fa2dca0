"""One thing at a time: the most important, not too often, and it stays while it applies."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.cues import Candidate, CueRules, CueState, choose_cue
from exercises.feedback import Message, MessageKind

RULES = CueRules()
GUIDE = Candidate("step_back", 100, MessageKind.GUIDE, ("Step back.",), holds=True)
BACK = Candidate("back", 13, MessageKind.CUE, ("Long back.", "Breastbone forward."))
KNEES = Candidate("knees", 12, MessageKind.CUE, ("Straighter legs.", "Knees soft."))
GOING_ON = replace(BACK, id="going_on", ongoing=True)
PRAISE = Candidate("praise", 1, MessageKind.PRAISE, ("Lovely.", "Smooth.", "Good one."))

Stream = list[tuple[float, list[Candidate]]]


def follow(stream: Stream, rules: CueRules = RULES) -> list[CueState]:
    state, states = CueState(), []
    for time_s, candidates in stream:
        state = choose_cue(state, candidates, time_s, rules)
        states.append(state)
    return states


def offered(candidates: list[Candidate], until_s: float, from_s: float = 0.0, rate_hz: float = 10) -> Stream:
    return [(from_s + i / rate_hz, candidates) for i in range(round((until_s - from_s) * rate_hz))]


def said(states: list[CueState]) -> list[Message]:
    """Each message once, in order."""
    shown = [state.shown for state in states if state.shown is not None]
    return [one for i, one in enumerate(shown) if i == 0 or one.number != shown[i - 1].number]


def ids(states: list[CueState]) -> list[str]:
    return [message.id for message in said(states)]


def test_silence_when_there_is_nothing_to_say() -> None:
    assert said(follow(offered([], 3))) == []


def test_the_most_important_comes_first() -> None:
    for candidates in ([KNEES, BACK, PRAISE], [PRAISE, BACK, KNEES]):
        (state,) = follow([(0.0, candidates)])
        assert state.shown is not None
        assert (state.shown.id, state.shown.text, state.shown.number) == ("back", "Long back.", 1)


def test_the_next_important_follows_when_the_first_was_read() -> None:
    states = follow(offered([BACK, KNEES], 4))
    assert ids(states)[:2] == ["back", "knees"]
    first, second = said(states)[:2]
    assert second.time_s - first.time_s >= RULES.least_shown_s


def test_something_more_important_does_not_wait() -> None:
    states = follow([(0.0, [KNEES]), (0.2, [KNEES, BACK]), (0.4, [GUIDE])])
    assert ids(states) == ["knees", "back", "step_back"]


@pytest.mark.parametrize("reword_after", [1, 2, 3])
def test_the_same_thing_is_not_said_again_soon_and_after_some_times_in_other_words(reword_after: int) -> None:
    messages = said(follow(offered([BACK], 42), replace(RULES, reword_after=reword_after)))
    turns = [["Long back."] * reword_after, ["Breastbone forward."] * reword_after]
    assert [message.text for message in messages] == [*itertools.chain(*turns * 5)][: len(messages)]
    assert len(messages) >= 8
    for before, after in itertools.pairwise(messages):
        assert after.time_s - before.time_s >= RULES.quiet_s


def test_a_fault_that_comes_and_goes_is_not_repeated_sooner() -> None:
    stream = [(i / 10, [BACK] if i % 4 < 2 else []) for i in range(100)]
    assert len(said(follow(stream))) == 2


def test_praise_is_said_for_a_good_one_and_varies() -> None:
    stream = [(t, [PRAISE] if t in (0, 6, 12, 18) else []) for t in range(20)]
    assert [message.text for message in said(follow(stream))] == [
        "Lovely.",
        "Smooth.",
        "Good one.",
        "Lovely.",
    ]


def test_praise_waits_behind_a_cue() -> None:
    assert ids(follow([(0.0, [BACK, PRAISE])])) == ["back"]
    assert ids(follow([(0.0, [BACK]), (0.5, [PRAISE])])) == ["back"]  # and is not said late


def test_a_message_goes_when_its_time_is_over() -> None:
    states = follow([(0.0, [BACK]), *offered([], 10, 0.1)])
    gone = next(
        time for (time, _), state in zip(offered([], 10, 0.1), states[1:], strict=True) if not state.shown
    )
    assert RULES.least_shown_s <= gone <= RULES.most_shown_s + 0.2
    assert all(state.shown is None for state in states[60:])


def shown_s(stream: Stream) -> float:
    """How long the first message was on the screen."""
    states = follow(stream)
    return next(time_s for (time_s, _), state in zip(stream, states, strict=True) if state.shown is None)


def test_a_cue_is_dropped_when_it_improves() -> None:
    stream = [*offered([GOING_ON], 1.0), *offered([], 10.0, 1.0)]
    assert shown_s(stream) == pytest.approx(1.0 + RULES.least_shown_s, abs=0.15)
    # What is about a repetition that is over cannot improve any more: it stays to be read.
    over = [(time_s, [BACK] if candidates else []) for time_s, candidates in stream]
    assert shown_s(over) == pytest.approx(RULES.most_shown_s, abs=0.15)


def test_a_cue_whose_fault_comes_back_at_once_stays() -> None:
    stream = [(i / 10, [GOING_ON] if i % 10 < 5 else []) for i in range(60)]
    assert shown_s(stream) == pytest.approx(RULES.most_shown_s, abs=0.15)


def test_the_screen_is_free_for_the_next_after_an_improvement() -> None:
    """How long the one before was gone is not held against it."""
    other = replace(KNEES, ongoing=True)
    stream = [*offered([GOING_ON], 1.0), *offered([], 3.5, 1.0), *offered([other], 4.5, 3.5)]
    states = follow([*stream, *offered([], 10.0, 4.5)])
    assert ids(states) == ["going_on", "knees"]
    shown = [state for state in states if state.shown is not None and state.shown.id == "knees"]
    assert len(shown) / 10 == pytest.approx(1.0 + RULES.least_shown_s, abs=0.25)


def test_what_was_said_since_a_moment() -> None:
    (*_, last) = follow([*offered([KNEES], 1.0), *offered([BACK], 2.0, 1.0)])
    assert last.said_since(-1.0) == {"knees", "back"}
    assert last.said_since(0.0) == {"back"}
    assert last.said_since(1.0) == frozenset()


def test_a_guide_stays_while_it_applies_and_is_said_once() -> None:
    states = follow(offered([GUIDE], 30))
    assert all(state.shown is not None and state.shown.id == "step_back" for state in states)
    assert [message.number for message in said(states)] == [1]


def test_a_guide_stays_while_it_applies_whatever_else_could_be_said() -> None:
    states = follow(offered([GUIDE, BACK, KNEES, PRAISE], 12))
    assert ids(states) == ["step_back"]


def test_an_answered_guide_makes_room() -> None:
    states = follow([*offered([GUIDE], 5), *offered([], 8, 5)])
    assert states[-1].shown is None
    assert ids(follow([*offered([GUIDE], 5), *offered([BACK], 8, 5)])) == ["step_back", "back"]


def test_old_states_stay_as_they_were() -> None:
    first = choose_cue(CueState(), [BACK], 0.0, RULES)
    told = dict(first.said)
    choose_cue(first, [GUIDE], 1.0, RULES)
    assert first.said == told
    assert choose_cue(first, [GUIDE], 1.0, RULES) == choose_cue(first, [GUIDE], 1.0, RULES)


POOL = [
    GUIDE,
    BACK,
    KNEES,
    GOING_ON,
    PRAISE,
    Candidate("turn", 100, MessageKind.GUIDE, ("Turn.",), holds=True),
]
streams = st.lists(
    st.tuples(st.floats(0.02, 1.5), st.lists(st.sampled_from(POOL), unique_by=lambda one: one.id)),
    max_size=60,
)


@given(streams)
def test_in_any_stream_of_candidates(steps: list[tuple[float, list[Candidate]]]) -> None:
    time_s, stream = 0.0, []
    for step_s, candidates in steps:
        time_s += step_s
        stream.append((time_s, candidates))
    states = follow(stream)
    times: dict[str, list[float]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for message in said(states):
        times[message.id].append(message.time_s)
        texts[message.id].append(message.text)
    for stamps in times.values():  # nothing is said again too soon
        assert all(b - a >= RULES.quiet_s for a, b in itertools.pairwise(stamps))
    assert all(a != b for a, b in itertools.pairwise(texts["praise"]))  # never the same words twice in a row
    for one in (BACK, KNEES, GOING_ON):  # other words after the third time, and not before
        turns = [len(list(same)) for _, same in itertools.groupby(texts[one.id])]
        assert turns[:-1] == [RULES.reword_after] * len(turns[:-1])
        assert sum(turns[-1:]) <= RULES.reword_after
    numbers = [message.number for message in said(states)]
    assert numbers == list(range(1, len(numbers) + 1))
    before = CueState()
    for (now, candidates), state in zip(stream, states, strict=True):
        by_id = {one.id: one for one in candidates}
        if state.shown is not None and state.shown.time_s == now:  # a new message: one that was offered
            assert state.shown.id in by_id
            assert state.shown.text in by_id[state.shown.id].wordings
        if before.shown is not None and before.shown.id in by_id and by_id[before.shown.id].holds:
            kept = state.shown is not None and state.shown.number == before.shown.number
            better = max(one.rank for one in candidates) > before.rank
            assert kept or better  # a guide stays while it applies
        before = state
