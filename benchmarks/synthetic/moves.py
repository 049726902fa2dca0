"""Movements as pure functions from time to a posture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

import numpy as np

Arm = tuple[tuple[float, float], tuple[float, float]]
"""Upper arm and forearm: forward from hanging, and outward, degrees."""


@dataclass(frozen=True)
class Posture:
    """What a person is asked to do, in degrees from their neutral standing; signs as in ``truth``.

    Attributes
    ----------
    trunk_flexion, trunk_lateral, trunk_rotation, lumbar_flexion, knee_flexion : float
        As in ``truth``. The pelvis and the hips follow from them.
    head_flexion : float
        Head against the upper ribs; plus is chin to chest.
    lean : float
        The legs about the ankles, plus forward, while the trunk keeps its angle; part of standing sway.
    pelvis_obliquity : float
        As in ``truth``; the trunk keeps its angle, and the knee under the lower side gives way, so that both
        feet stay down.
    """

    trunk_flexion: float = 0.0
    trunk_lateral: float = 0.0
    lumbar_flexion: float = 0.0
    knee_flexion: float = 0.0
    head_flexion: float = 0.0
    lean: float = 0.0
    trunk_rotation: float = 0.0
    pelvis_obliquity: float = 0.0

    def scaled(self, share: float) -> Posture:
        """Take a share of every angle."""
        return Posture(**{f.name: share * getattr(self, f.name) for f in fields(self)})

    def plus(self, other: Posture) -> Posture:
        """Take both postures at once: angles add."""
        return Posture(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


def minimum_jerk(share: float) -> float:
    """Smooth path from 0 to 1, at rest at both ends.

    Flash and Hogan 1985, doi:10.1523/JNEUROSCI.05-07-01688.1985.
    """
    u = min(max(share, 0.0), 1.0)
    return u**3 * (10.0 - 15.0 * u + 6.0 * u**2)


def there_and_back(since_s: float, out_s: float, hold_s: float, back_s: float) -> float:
    """Share of the way, 0 to 1, at a time since its start: out, a hold, and back."""
    if since_s <= out_s + hold_s:
        return minimum_jerk(since_s / out_s)
    return minimum_jerk((out_s + hold_s + back_s - since_s) / back_s)


@dataclass(frozen=True)
class Repetition:
    """One repetition: down to ``peak``, a hold, and back to neutral. Times in seconds."""

    peak: Posture
    start_s: float
    down_s: float
    hold_s: float
    up_s: float

    @property
    def end_s(self) -> float:
        """When the person is back at neutral."""
        return self.start_s + self.down_s + self.hold_s + self.up_s

    def share(self, time_s: float) -> float:
        """How much of the peak is reached at a time, 0 to 1."""
        return there_and_back(time_s - self.start_s, self.down_s, self.hold_s, self.up_s)


@dataclass(frozen=True)
class Reach:
    """Arms that leave their hanging for a while: out to where they point, a hold, and back. Times in seconds.

    ``arms`` is by ``L`` or ``R``.
    """

    arms: Mapping[str, Arm]
    start_s: float
    out_s: float
    hold_s: float
    back_s: float

    @property
    def end_s(self) -> float:
        """When the arms hang again."""
        return self.start_s + self.out_s + self.hold_s + self.back_s

    def share(self, time_s: float) -> float:
        """How much of the way is reached at a time, 0 to 1."""
        return there_and_back(time_s - self.start_s, self.out_s, self.hold_s, self.back_s)


@dataclass(frozen=True)
class Sway:
    """The small, slow, irregular movement of a person who stands still.

    Sums of sines at frequencies without a common period, about a third of a degree; the seed gives the
    phases.
    """

    seed: int = 0
    amplitude_deg: float = 0.3
    frequencies_hz: tuple[float, ...] = (0.17, 0.29, 0.47)

    def at(self, time_s: float) -> Posture:
        """Give the sway at a time, to be added to a posture."""
        phases = np.random.default_rng(self.seed).uniform(0, 2 * np.pi, (4, len(self.frequencies_hz)))
        waves = np.sin(2 * np.pi * np.array(self.frequencies_hz) * time_s + phases).mean(axis=1)
        lean, lateral, back, head = (float(w) * self.amplitude_deg for w in waves)
        return Posture(lean=lean, trunk_lateral=lateral, lumbar_flexion=back, head_flexion=3 * head)


@dataclass(frozen=True)
class Script:
    """What a person does in one clip: quiet standing with repetitions in it.

    Attributes
    ----------
    repetitions : tuple of Repetition
        In order.
    duration_s : float
        Length of the clip.
    sway : Sway
        Of the standing person.
    turns_s : float
        Until then the sway runs backwards, so that its pictures are those of the moments after it.
    reaches : tuple of Reach
        What the arms do beside it.
    """

    repetitions: tuple[Repetition, ...]
    duration_s: float
    sway: Sway = field(default_factory=Sway)
    turns_s: float = 0.0
    reaches: tuple[Reach, ...] = ()

    def posture_at(self, time_s: float) -> Posture:
        """Give the posture at a time, sway included."""
        posture = self.sway.at(abs(time_s - self.turns_s))
        for repetition in self.repetitions:
            posture = posture.plus(repetition.peak.scaled(repetition.share(time_s)))
        return posture

    def repetition_at(self, time_s: float) -> int | None:
        """Give the number (from 1) of the repetition going on at a time, None between repetitions."""
        for number, repetition in enumerate(self.repetitions, start=1):
            if repetition.start_s <= time_s <= repetition.end_s:
                return number
        return None


@dataclass(frozen=True)
class Tempo:
    """How a set is paced, in seconds."""

    down_s: float = 2.0
    hold_s: float = 0.2
    up_s: float = 1.8
    pause_s: float = 0.8
    before_s: float = 4.0
    after_s: float = 1.5
    turns_s: float = 1.5


def alternate(first: Posture, second: Posture, times: int, tempo: Tempo, seed: int) -> Script:
    """Make a set that goes to one side of neutral and to the other by turns, each counted by itself."""
    one, other = (repeat(peak, times, tempo, seed) for peak in (first, second))
    step_s = tempo.down_s + tempo.hold_s + tempo.up_s + tempo.pause_s
    rng = np.random.default_rng(seed)
    repetitions = []
    for number in range(2 * times):
        peak = (one if number % 2 == 0 else other).repetitions[number // 2].peak
        start_s = tempo.before_s + number * step_s
        pace = float(rng.uniform(0.95, 1.0))
        repetitions.append(
            Repetition(peak, start_s, tempo.down_s * pace, tempo.hold_s * pace, tempo.up_s * pace)
        )
    return Script(tuple(repetitions), repetitions[-1].end_s + tempo.after_s, Sway(seed), tempo.turns_s)


def repeat(peak: Posture, times: int, tempo: Tempo, seed: int) -> Script:
    """Make a set of like repetitions.

    People never repeat a movement exactly: each repetition's depth and speed vary by a few per cent, drawn
    from ``seed``.
    """
    rng = np.random.default_rng(seed)
    repetitions = []
    start_s = tempo.before_s
    for _ in range(times):
        depth, pace = rng.uniform(0.97, 1.03), rng.uniform(0.95, 1.05)
        repetition = Repetition(
            peak.scaled(depth), start_s, tempo.down_s * pace, tempo.hold_s * pace, tempo.up_s * pace
        )
        repetitions.append(repetition)
        start_s = repetition.end_s + tempo.pause_s
    duration_s = repetitions[-1].end_s + tempo.after_s
    return Script(tuple(repetitions), duration_s, Sway(seed), tempo.turns_s)


def with_arms(script: Script, arms: Mapping[str, Arm]) -> Script:
    """Let the arms go out with every repetition and come back with it."""
    return replace(
        script,
        reaches=tuple(
            Reach(arms, one.start_s, one.down_s, one.hold_s, one.up_s) for one in script.repetitions
        ),
    )
