"""What can stop a session, each with its close code and a calm sentence that says what to do."""

from __future__ import annotations

from errors import BacktalkError


class LiveProblem(BacktalkError):  # noqa: N818 - told to a person, calmly
    """A session that cannot begin or go on.

    Attributes
    ----------
    code : int
        The WebSocket close code (4000 to 4999 are free for applications).
    name : str
        A short name; the browser chooses the button from it.
    """

    code = 4400
    name = "bad_frame"


class BadFrame(LiveProblem):
    """A message that is no frame: not a JPEG, cut short, without a usable time."""


class TimeWentBack(LiveProblem):
    """A frame that is not later than the one before."""

    code = 4409
    name = "time_went_back"


class TooBig(LiveProblem):
    """A message or picture larger than a camera of this program would send."""

    code = 4413
    name = "too_big"


class BadMessage(LiveProblem):
    """A text message that this program does not know."""

    code = 4422
    name = "bad_message"


class TokenOld(LiveProblem):
    """A token that was good once; the page makes a new one."""

    code = 4401
    name = "token_old"


class TokenForged(LiveProblem):
    """A token that this server did not make."""

    code = 4403
    name = "token_forged"


class OriginUnknown(LiveProblem):
    """A page of another address asks."""

    code = 4405
    name = "origin"


class Busy(LiveProblem):
    """Every slot is taken."""

    code = 4429
    name = "busy"


class Idle(LiveProblem):
    """No picture and no sign of life."""

    code = 4408
    name = "idle"


class PausedTooLong(LiveProblem):
    """A pause that went on until the engine was put away."""

    code = 4410
    name = "paused_too_long"


class Replaced(LiveProblem):
    """The same person connected again; this older connection makes room."""

    code = 4411
    name = "replaced"


class ModelMissing(LiveProblem):
    """The pose model has not been prepared on this computer yet."""

    code = 4503
    name = "model_missing"


class PelvisMissing(LiveProblem):
    """An exercise of the pelvis, and nothing here that reads one."""

    code = 4504
    name = "no_pelvis"


class EngineUnavailable(LiveProblem):
    """The pose engine could not be started; its own sentence says why."""

    code = 4500
    name = "engine"
