"""What pain that is told before and after a set means for the next."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.pain import DEFAULT_PAIN_RULE, NextSet, Pain

told = st.none() | st.integers(0, 10)

VERDICTS = [
    # before, after, what follows
    (3, 3, NextSet.AS_IT_GREW),
    (3, 4, NextSet.AS_IT_GREW),
    (5, 1, NextSet.AS_IT_GREW),
    (3, 5, NextSet.NO_FURTHER),
    (3, 6, NextSet.SMALLER),
    (0, 10, NextSet.SMALLER),
    (8, 8, NextSet.SMALLER),  # above 7, without any rise
    (7, 7, NextSet.AS_IT_GREW),
    (None, 8, NextSet.SMALLER),
    (None, 5, NextSet.AS_IT_GREW),
    (9, None, NextSet.AS_IT_GREW),
    (None, None, NextSet.AS_IT_GREW),
]


@pytest.mark.parametrize(("before", "after", "verdict"), VERDICTS)
def test_the_rule(before: int | None, after: int | None, verdict: NextSet) -> None:
    assert DEFAULT_PAIN_RULE.judge(Pain(before, after)) is verdict


@given(before=told, after=st.integers(0, 9))
def test_more_pain_after_never_leads_further(before: int | None, after: int) -> None:
    order = list(NextSet)
    less, more = (order.index(DEFAULT_PAIN_RULE.judge(Pain(before, pain))) for pain in (after, after + 1))
    assert less <= more


def test_what_was_not_told_twice_has_no_rise() -> None:
    assert math.isnan(Pain(3, None).rise)
    assert math.isnan(Pain(None, 3).rise)
    assert Pain(3, 5).rise == 2


@pytest.mark.parametrize("pain", [-1, 11])
def test_what_is_not_on_the_scale_is_refused(pain: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        Pain(after=pain)
