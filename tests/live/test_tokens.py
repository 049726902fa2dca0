import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.problems import TokenForged, TokenOld
from live.tokens import Ticket, TokenBox

TICKET = Ticket("page", "waiters_bow")


def test_a_token_gives_its_ticket_back():
    box = TokenBox()
    assert box.read(box.make(TICKET)) == TICKET


def test_a_token_is_safe_in_an_address():
    token = TokenBox().make(Ticket("a/b?c#d é", "x"))
    assert all(letter.isalnum() or letter in "-_." for letter in token)


def test_an_old_token_says_so_and_what_happens_next():
    box = TokenBox(lifetime_s=-1)
    with pytest.raises(TokenOld, match="fresh connection by itself"):
        box.read(box.make(TICKET))


def test_another_servers_token_is_refused():
    with pytest.raises(TokenForged, match="Reload the page"):
        TokenBox().read(TokenBox().make(TICKET))


def test_a_changed_token_is_refused():
    box = TokenBox()
    payload, rest = box.make(TICKET).split(".", 1)
    with pytest.raises(TokenForged):
        box.read(f"{payload}A.{rest}")


def test_a_token_for_something_else_is_refused():
    box = TokenBox(b"one secret")
    foreign = TokenBox(b"one secret")._serializer
    assert box.read(foreign.dumps(["page", "waiters_bow"])) == TICKET
    for content in ("page", ["page"], ["page", 3], {"page": "waiters_bow"}, None):
        with pytest.raises(TokenForged):
            box.read(foreign.dumps(content))


@given(st.text(max_size=200))
def test_no_text_gets_through_or_breaks_it(text):
    with pytest.raises(TokenForged):
        TokenBox(b"secret").read(text)
