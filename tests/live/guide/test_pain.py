"""The rule of the clinical table: more than two above the start, or above seven."""

from __future__ import annotations

import pytest

from live.guide.pain import PainRule


@pytest.mark.parametrize(
    ("before", "now", "less"),
    [
        (3, 5, False),
        (3, 6, True),
        (0, 2, False),
        (0, 3, True),
        (7, 7, False),
        (7, 8, True),
        (None, 7, False),
        (None, 8, True),
        (8, 3, False),
    ],
)
def test_when_less_is_offered(before: int | None, now: int, less: bool) -> None:
    assert PainRule().asks_for_less(before, now) is less
