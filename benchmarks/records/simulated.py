"""Simulated results: repetitions with curves as a session makes them, and months of sessions at once."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import insert, select

from exercises.events import FoundFault, Repetition
from records import HOME, AngleCurves, Records, sample_curves
from records.curves import pack_curves
from records.models import (
    Base,
    ConfidenceRow,
    CurvesRow,
    PainRow,
    PersonRow,
    RepetitionRow,
    SessionRow,
    SetRow,
)
from records.storing import summary_columns

EXERCISES = ("waiters_bow", "pelvic_tilt", "squat", "sit_to_stand", "bridge")
SETS, REPETITIONS = 2, 8
FIRST_DAY = datetime(2025, 1, 6, 18, tzinfo=UTC)
_RATE_HZ = 25.0
_MEASURED = ("trunk_flexion", "lumbar_flexion", "pelvis_tilt", "hip_flexion_left", "knee_flexion_left")


def simulate_repetition(number: int, seed: int = 0) -> tuple[Repetition, AngleCurves]:
    """Make a repetition of about four seconds; the same for the same number and seed."""
    rng = np.random.default_rng((seed, number))
    lasts_s, peak_deg = float(rng.uniform(3, 6)), float(rng.normal(60, 6))
    start_s = 5.0 + 8.0 * number
    times = start_s + np.arange(int(lasts_s * _RATE_HZ)) / _RATE_HZ
    way = np.sin(np.pi * (times - start_s) / lasts_s) ** 2
    angles = {
        name: peak_deg / (place + 1) * way + rng.normal(0, 0.8, times.size)
        for place, name in enumerate(_MEASURED)
    }
    faults = (FoundFault("knees_bend", start_s + 1.5, 31.0),) if rng.random() < 0.2 else ()
    repetition = Repetition(
        number=number,
        start_s=start_s,
        end_s=start_s + lasts_s,
        peaks={name: float(curve.max()) for name, curve in angles.items()},
        on_target=not faults and 50 <= peak_deg <= 70,
        faults=faults,
        quality=float(rng.uniform(0.7, 1)),
        angle="trunk_flexion",
        peak_s=start_s + lasts_s / 2,
        smoothness=(-1.6, math.nan if rng.random() < 0.1 else -1.7),
        target_deg=(50.0, 70.0),
    )
    return repetition, sample_curves(times, angles)


def fill(records: Records, sessions: int, seed: int = 0) -> None:
    """Put months of sessions of the person at home into a database, all at once."""
    rng = np.random.default_rng(seed)
    rows: dict[type[Base], list[dict[str, Any]]] = {
        kind: [] for kind in (SessionRow, SetRow, RepetitionRow, CurvesRow, PainRow, ConfidenceRow)
    }
    with records.engine.begin() as connection:
        person_id = connection.scalar(select(PersonRow.id).where(PersonRow.handle == HOME))
        for day in range(sessions):
            session_id = UUID(bytes=rng.bytes(16), version=4)
            at = FIRST_DAY + timedelta(days=day)
            end = at + timedelta(minutes=25)
            rows[SessionRow].append(
                {"id": session_id, "person_id": person_id, "place": "home", "started_at": at, "ended_at": end}
            )
            rows[ConfidenceRow].append(
                {
                    "person_id": person_id,
                    "about": "bending",
                    "answered_at": end,
                    "score": int(rng.integers(11)),
                }
            )
            for moment in ("before", "during", "after"):
                rows[PainRow].append(
                    {"session_id": session_id, "moment": moment, "number": 0, "score": int(rng.integers(11))}
                    | {"answered_at": end}
                )
            chosen = EXERCISES[: int(rng.integers(3, 6))]
            for number, exercise in enumerate(chosen * SETS, start=1):
                rows[SetRow].append(
                    {"session_id": session_id, "number": number, "exercise": exercise, "source": "camera"}
                    | {"planned": REPETITIONS, "reported": None, "started_at": at, "ended_at": end}
                )
                for one in range(1, REPETITIONS + 1):
                    repetition, curves = simulate_repetition(one, seed=100 * day + number)
                    key = {"session_id": session_id, "set_number": number, "number": one}
                    rows[RepetitionRow].append(key | {"stored_at": end} | summary_columns(repetition))
                    rows[CurvesRow].append(key | {"packed": pack_curves(curves)})
        for kind, values in rows.items():
            connection.execute(insert(kind.__table__), values)  # type: ignore[arg-type]
