"""One person showing a movement: frames in, answers out, as in `live.session`; only angles are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from exercises.show_coach import ShowCoach, ShowState
from exercises.showing import Showing
from exercises.state import CoachState
from live.protocol import feedback_message, read_frame, read_time_ms
from live.sees import Pace, what_is_seen
from live.session import Progress, check_time
from vision.angles import FRONTAL, SIDE, View
from vision.estimator import PersonEstimator
from vision.pelvis import PelvisReader
from vision.sides import Names
from wording import N_, Words, in_english

SHOW_VIEWS: Mapping[str, frozenset[View]] = MappingProxyType({"show:side": SIDE, "show:front": FRONTAL})
"""What stands in a ticket in place of an exercise, which never has such an id, and from where it is shown."""

_NEXT = "What I understood is told on the page in a moment."


@dataclass(frozen=True)
class ShownToCamera:
    """A movement that has been shown.

    Attributes
    ----------
    showing : Showing
        What was seen: angles, no pictures.
    ticket_id : str
        Of `SHOW_VIEWS`.
    source : str
        "camera", or "sample:" and the clip's id.
    """

    showing: Showing
    ticket_id: str
    source: str

    def content(self, words: Words = in_english) -> dict[str, Any]:
        """Give what the camera component shows until the page tells more, as JSON content."""
        return {
            "exercise": self.ticket_id,
            "source": self.source,
            "reps": 0,
            "on_target": 0,
            "not_measured": 0,
            "next_time": words(_NEXT),
            "test": {"title": words(N_("that is all I need")), "figures": []},
        }


class ShowSession:
    """Measures the frames of one connection on which a movement is shown.

    Parameters
    ----------
    ticket_id : str
        Of `SHOW_VIEWS`.
    estimator : PersonEstimator
        The pose engine; the session closes it.
    pelvis : PelvisReader, optional
        Reads pelvis and low back, so that the path tells them too.
    words : callable
        Gives texts in the person's language.
    """

    def __init__(
        self,
        ticket_id: str,
        estimator: PersonEstimator,
        pelvis: PelvisReader | None = None,
        words: Words = in_english,
    ) -> None:
        self._words = words
        self._ticket_id = ticket_id
        self._coach = ShowCoach(SHOW_VIEWS[ticket_id], pelvis)
        self._estimator = estimator
        self._pace = Pace()
        self._state = ShowState()
        self._time_ms = -1.0
        self._source = "camera"

    @property
    def interrupted(self) -> Progress | None:
        """Nothing: what was seen in part is shown anew."""
        return None

    def begin(self, source: str, earlier: object = None) -> None:
        """Note where the pictures come from."""
        self._source = source

    def measure(self, message: bytes) -> str:
        """Measure one frame message and give the answer, as JSON (see `Session.measure`)."""
        time_ms = read_time_ms(message)
        check_time(time_ms, self._time_ms)
        observation = self._estimator.estimate(read_frame(message))
        state = self._state = self._coach.step(self._state, observation)
        self._time_ms = time_ms
        showing = state.showing
        torn = showing.newest is not None and showing.newest.names is Names.TORN
        rate_hz = self._pace.is_due(observation.time_s, torn=torn)
        sees = None if rate_hz is None else what_is_seen(_as_coach_state(showing), observation, rate_hz)
        feedback = self._coach.feedback(state)
        return feedback_message(
            time_ms, feedback, observation.pose, (), observation.people, sees, self._words
        )

    def choose(self, x: float, y: float) -> None:
        """Follow whoever is at a place in the picture, told in shares of its width and height."""
        self._estimator.choose(x, y)

    def restart(self) -> None:
        """Forget what was shown. Time goes on."""
        self._state = ShowState()

    def finish(self) -> ShownToCamera:
        """Give what was seen."""
        return ShownToCamera(self._state.showing, self._ticket_id, self._source)

    def close(self) -> None:
        """Free the pose engine."""
        self._estimator.close()


def _as_coach_state(showing: Showing) -> CoachState:
    """Shape it for the panel "What the camera sees"; called after the first frame only."""
    start = showing.starts[-1] if showing.starts else None
    posture = showing.newest
    if posture is None:
        raise ValueError("nothing has been seen yet")
    return CoachState(
        posture if start is None else start.neutral.apply(posture),
        track=showing.track,
        stillness=showing.stillness,
        calibration=start,
    )
