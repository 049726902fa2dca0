import asyncio

import pytest

from live.problems import Busy
from live.slots import ENVIRONMENT_NAME, Slots, default_limit


def test_a_full_house_says_so_and_a_freed_slot_can_be_taken():
    async def play():
        slots = Slots(1)
        async with slots.take("a"):
            with pytest.raises(Busy, match="Try again in a minute"):
                async with slots.take("b"):
                    pass
        async with slots.take("b"):
            assert slots.taken == 1
        assert slots.taken == 0

    asyncio.run(play())


def test_a_slot_is_freed_when_its_session_breaks():
    async def play():
        slots = Slots(1)
        with pytest.raises(ZeroDivisionError):
            async with slots.take("a"):
                raise ZeroDivisionError
        assert slots.taken == 0

    asyncio.run(play())


def test_the_same_page_takes_over_from_its_own_older_connection():
    async def older(slots):
        async with slots.take("page") as slot:
            await slot.replaced.wait()

    async def play():
        slots = Slots(1)
        task = asyncio.create_task(older(slots))
        await asyncio.sleep(0)
        async with slots.take("page") as slot:
            assert slots.taken == 1
            assert not slot.replaced.is_set()
        await task

    asyncio.run(play())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("0", None),  # no sessions at all is surely a slip
        ("many", None),
        ("", None),
    ],
)
def test_the_environment_sets_the_limit(monkeypatch, text, expected):
    monkeypatch.setenv(ENVIRONMENT_NAME, text)
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    assert default_limit() == (expected or 6)


def test_even_one_core_has_two_slots(monkeypatch):
    monkeypatch.delenv(ENVIRONMENT_NAME, raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert default_limit() == 2
