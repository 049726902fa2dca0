"""Short-lived signed tokens: a page makes one, the WebSocket asks for it.

Streamlit's login and its protection against forged requests do not cover routes of our own, so a connection
has to show something that only our page could have got from our server.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from live.problems import TokenForged, TokenOld

LIFETIME_S = 300
# No exercise has this id: ids begin with a letter.
WHOLE_SESSION = "*"
_SALT = "backtalk-live"
_OLD = "This page has been open for a while. It asks for a fresh connection by itself; otherwise reload it."
_FORGED = "This connection does not belong to an open page of this coach. Reload the page and start again."


@dataclass(frozen=True)
class Ticket:
    """What a token says.

    Attributes
    ----------
    session_id : str
        One open page; a second connection of the same page takes the place of the first.
    exercise_id : str
        The exercise to be coached; `WHOLE_SESSION` for what the page ordered; for a movement that is shown,
        one of `live.show_session.SHOW_VIEWS`.
    language : str
        In which the person is spoken to.
    """

    session_id: str
    exercise_id: str
    language: str = "en"


class TokenBox:
    """Makes and reads tokens with one secret.

    Parameters
    ----------
    secret : bytes, optional
        Without it a random one: tokens then end with the process.
    lifetime_s : int
        How long a token may be used to connect. An open connection outlives its token.
    """

    def __init__(self, secret: bytes | None = None, *, lifetime_s: int = LIFETIME_S) -> None:
        self._serializer = URLSafeTimedSerializer(secret or secrets.token_bytes(32), salt=_SALT)
        self._lifetime_s = lifetime_s

    def make(self, ticket: Ticket) -> str:
        """Sign a ticket; the text is safe in an address."""
        return self._serializer.dumps([ticket.session_id, ticket.exercise_id, ticket.language])

    def read(self, token: str) -> Ticket:
        """Check a token.

        Raises
        ------
        TokenOld
            If it was made longer than its lifetime ago.
        TokenForged
            If this server did not make it.
        """
        try:
            content = self._serializer.loads(token, max_age=self._lifetime_s)
        except SignatureExpired as error:
            raise TokenOld(_OLD) from error
        except BadData as error:
            raise TokenForged(_FORGED) from error
        match content:
            case [str(session_id), str(exercise_id)]:
                return Ticket(session_id, exercise_id)
            case [str(session_id), str(exercise_id), str(language)]:
                return Ticket(session_id, exercise_id, language)
        raise TokenForged(_FORGED)
