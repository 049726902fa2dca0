"""The moving figure of an exercise, as the page's script takes it."""

from __future__ import annotations

from typing import Any

from app.spoken import _, component_words
from exercises.definition import Exercise
from exercises.moving import COLUMNS, HEIGHT, WIDTH, find_moving
from exercises.self_guided import SelfGuided
from live.component import moving_figure


def moving_data(exercise: Exercise | SelfGuided) -> dict[str, Any] | None:
    """Give an exercise's sheet and how it is gone through (`live/static/moving.js`); None without one."""
    figure = find_moving(exercise)
    if figure is None:
        return None
    return {
        "url": f"/pictures/{figure.path.name}",
        "told": _(figure.told),
        "columns": COLUMNS,
        "size": [WIDTH, HEIGHT],
        "stretches": [[one.start, one.end, one.seconds, one.held] for one in figure.stretches],
    }


def show_moving(exercise: Exercise | SelfGuided) -> None:
    """Show it by itself, on a page without the camera."""
    data = moving_data(exercise)
    if data is not None:
        moving_figure({"moving": data, **component_words()}, key=f"moving_{exercise.id}")
