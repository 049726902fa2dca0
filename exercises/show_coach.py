"""What a person is told who shows a movement to the camera: get ready, go, and thank you.

`ShowCoach.step(state, observation) -> state` is pure, as the coach of an exercise is.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from exercises.cues import Candidate, CueRules, CueState, choose_cue
from exercises.feedback import Feedback, MessageKind, Phase
from exercises.guidance import PATIENCE_S, find_obstacle_to
from exercises.showing import Showing, follow_showing
from exercises.shown_start import STILL_S
from exercises.state import Obstacle
from vision.angles import View
from vision.framing import Framing
from vision.pelvis import PelvisReader
from vision.pose import Observation

_RANK_OBSTACLE, _RANK_OVER, _RANK_READY, _RANK_STILL, _RANK_START, _RANK_SMALL = 100, 95, 92, 91, 90, 1
# Whoever is in view but not still for this long is told what is missing, and so is who does not begin (P).
_MOVING_S, _WAITING_S = 2.0, 15.0

_START = "Take the start position, and keep still."
_STILL = "Nearly there. Keep still for three seconds."
_READY = "Ready. Show it two or three times, then come to rest."
_READY_AGAIN = "I see you there. Go on, or show it from here."
_SMALL = "I see no large movement yet. Show it larger, or press Finish."
_OVER = "Thank you. Stay like this if that was all, or go on."


@dataclass(frozen=True)
class ShowState:
    """All that is remembered between two frames.

    Attributes
    ----------
    showing : Showing
        What was seen.
    cues : CueState
        What was said.
    obstacle : Obstacle or None
        What keeps the camera from measuring.
    """

    showing: Showing = Showing()
    cues: CueState = CueState()
    obstacle: Obstacle | None = None

    @property
    def phase(self) -> Phase:
        """Where the person is; done while they rest after the movement, and no more when they go on."""
        if not self.showing.starts:
            return Phase.GETTING_READY
        if self.showing.over:
            return Phase.DONE
        return Phase.GOING if self.showing.moved else Phase.READY


@dataclass(frozen=True)
class ShowCoach:
    """Watches a movement being shown.

    Attributes
    ----------
    views : collection of View
        From where it is to be shown.
    pelvis : PelvisReader, optional
        Reads pelvis and low back, so that the path tells them too.
    rules : CueRules
        When something may be said.
    """

    views: Collection[View]
    pelvis: PelvisReader | None = None
    rules: CueRules = CueRules()

    def step(self, state: ShowState, observation: Observation) -> ShowState:
        """Advance by one frame, later than the one before."""
        showing = follow_showing(state.showing, observation, views=self.views, pelvis=self.pelvis)
        obstacle = self._follow_obstacle(state.obstacle, showing)
        cues = choose_cue(
            state.cues,
            _find_candidates(state.showing, showing, obstacle, observation.time_s),
            observation.time_s,
            self.rules,
        )
        return ShowState(showing, cues, obstacle)

    def feedback(self, state: ShowState) -> Feedback:
        """Tell what is so after the newest frame: no angle yet, as nobody knows which one counts."""
        newest, stillness = state.showing.newest, state.showing.stillness
        return Feedback(
            time_s=math.nan if newest is None else newest.time_s,
            phase=state.phase,
            view=View.UNKNOWN if newest is None else newest.view,
            framing=Framing.NOBODY if newest is None else newest.framing,
            quality=0.0 if newest is None else newest.quality,
            angle_name="",
            angle_deg=math.nan,
            target_deg=(math.nan, math.nan),
            progress=0.0,
            repetitions=0,
            on_target=0,
            faults=(),
            message=state.cues.shown,
            still_share=min(stillness.lasted_s / STILL_S, 1.0),
        )

    def _follow_obstacle(self, before: Obstacle | None, showing: Showing) -> Obstacle | None:
        posture = showing.newest
        found = None if posture is None else find_obstacle_to(posture, self.views)
        if posture is None or found is None:
            return None
        if before is not None and before.id == found[0]:
            return before
        return Obstacle(*found, posture.time_s)


def _find_candidates(
    before: Showing, showing: Showing, obstacle: Obstacle | None, time_s: float
) -> list[Candidate]:
    def guide(name: str, rank: int, say: str, *, holds: bool = True) -> Candidate:
        return Candidate(name, rank, MessageKind.GUIDE, (say,), holds)

    if showing.over:
        # Whoever walks to the keyboard is out of sight and has shown everything all the same.
        return [guide("shown", _RANK_OVER, _OVER)]
    if obstacle is not None:
        lasting = time_s - obstacle.since_s >= PATIENCE_S
        return [guide(obstacle.id, _RANK_OBSTACLE, obstacle.sentence)] if lasting else []
    if not showing.starts:
        found = [guide("stand_ready", _RANK_START, _START)]
        if time_s - showing.stillness.moving_since_s >= _MOVING_S:
            found.append(guide("stand_still", _RANK_STILL, _STILL))
        return found
    if len(showing.starts) > len(before.starts):
        say = _READY if len(showing.starts) == 1 else _READY_AGAIN
        return [guide("ready", _RANK_READY, say, holds=False)]
    if not showing.moved and time_s - showing.starts[-1].time_s >= _WAITING_S:
        return [guide("larger", _RANK_SMALL, _SMALL)]
    return []
