"""What an exercise is: data, read from a TOML file and checked here, so that a physio can write one.

Angles in a definition are degrees from the person's own neutral posture (zero is how they stand), with the
names and signs of `vision.angles`. A joint named without a side (`knee_flexion`) is the one nearer the
camera.
"""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from errors import BacktalkError
from vision.angles import ANGLES, NEAR_SIDE_JOINTS, PELVIS_ANGLES, View
from vision.posture import EXTRA_MEASURES

LIBRARY = Path(__file__).parent / "library"

Degrees = Annotated[float, Field(ge=-180, le=180)]
Seconds = Annotated[float, Field(ge=0, le=600)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Sentence = Annotated[str, Field(min_length=3, max_length=120)]


class ExerciseError(BacktalkError):
    """An exercise file that cannot be used."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _known_measure(name: str) -> str:
    known = (*ANGLES, *NEAR_SIDE_JOINTS, *EXTRA_MEASURES)
    if name not in known:
        raise ValueError(f"must be one of {', '.join(known)}")
    return name


class Cue(_Part):
    """One thing to say: the sentence, and another wording of it."""

    say: Sentence
    or_say: Sentence | None = None


class StartPosition(_Part):
    """The posture in which the person is ready, read before neutral is known, so from anatomical zero."""

    upright_within_deg: Degrees
    knees_within_deg: Degrees
    still_s: Seconds
    still_within_deg: Degrees
    say: Sentence


class Movement(_Part):
    """The angle that makes the repetition, and the thresholds that tell one from standing and from half ones.

    Attributes
    ----------
    angle : str
        The measure that moves.
    leave_deg, return_deg : float
        A repetition goes on from passing `leave_deg` until falling below `return_deg`; between the two lies
        a dead zone.
    least_excursion_deg : float
        A smaller movement is no repetition.
    least_duration_s, most_duration_s : float
        A shorter or longer one is no repetition either.
    """

    angle: str
    leave_deg: Degrees
    return_deg: Degrees
    least_excursion_deg: Degrees
    least_duration_s: Seconds
    most_duration_s: Seconds
    source: str

    _angle = field_validator("angle")(_known_measure)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 < self.return_deg < self.leave_deg < self.least_excursion_deg:
            raise ValueError("expected 0 < return_deg < leave_deg < least_excursion_deg")
        if not self.least_duration_s < self.most_duration_s:
            raise ValueError("expected least_duration_s < most_duration_s")
        return self


class Target(_Part):
    """The band in which the movement's turning point should lie."""

    from_deg: Degrees
    to_deg: Degrees
    source: str
    too_little: Cue
    too_much: Cue

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.from_deg < self.to_deg:
            raise ValueError("expected from_deg < to_deg")
        return self


class AngleCompensation(_Part):
    """A measure that should stay below a limit while the repetition goes on.

    Attributes
    ----------
    above : float
        The limit, in the measure's unit (degrees for angles), from neutral.
    persistence_s : float
        How long the limit must be passed before it counts.
    while_above_deg : float
        Judged only while the movement's own angle is above this.
    severity : int
        3 is said before 2, 2 before 1.
    """

    kind: Literal["angle"]
    id: Identifier
    measure: str
    above: float
    persistence_s: Seconds
    while_above_deg: Degrees = 0.0
    severity: Literal[1, 2, 3]
    source: str
    cue: Cue

    _measure = field_validator("measure")(_known_measure)


class TempoCompensation(_Part):
    """A repetition that is over sooner than it should be."""

    kind: Literal["tempo"]
    id: Identifier
    least_duration_s: Seconds
    severity: Literal[1, 2, 3]
    source: str
    cue: Cue


Compensation = Annotated[AngleCompensation | TempoCompensation, Field(discriminator="kind")]


class Exercise(_Part):
    """One exercise, as written in its TOML file."""

    id: Identifier
    title: str
    purpose: str
    how_to: list[str]
    views: list[View]
    start: StartPosition
    movement: Movement
    target: Target
    compensations: list[Compensation]
    praise: Annotated[list[Sentence], Field(min_length=1)]
    dose_repetitions: Annotated[int, Field(ge=1, le=100)]

    @field_validator("views")
    @classmethod
    def _usable_views(cls, views: list[View]) -> list[View]:
        if not views or View.OBLIQUE in views or View.UNKNOWN in views:
            raise ValueError("must name at least one of front, back, left, right")
        return views

    @model_validator(mode="after")
    def _measurable(self) -> Self:
        angle = ANGLES.get(self.movement.angle)
        if angle is not None and not set(self.views) <= angle.views:
            seen_from = ", ".join(sorted(angle.views)) or "no view yet"
            raise ValueError(f"{angle.name} is measured from {seen_from}, not from every view in views")
        return self

    @model_validator(mode="after")
    def _unique_ids(self) -> Self:
        ids = [compensation.id for compensation in self.compensations]
        if len(set(ids)) != len(ids):
            raise ValueError("every compensation needs an id of its own")
        return self

    @cached_property
    def measures(self) -> frozenset[str]:
        """Every measure that this exercise asks for."""
        compared = (part.measure for part in self.compensations if isinstance(part, AngleCompensation))
        return frozenset((self.movement.angle, *compared))

    @cached_property
    def needs_pelvis(self) -> bool:
        """Whether it asks for an angle of the pelvis or the low back."""
        return not self.measures.isdisjoint(PELVIS_ANGLES)

    @cached_property
    def needs_silhouette(self) -> bool:
        """Whether a measure of this exercise is read from the silhouette."""
        return self.needs_pelvis or not self.measures.isdisjoint(EXTRA_MEASURES)


def read_exercise(path: Path) -> Exercise:
    """Read and check one exercise file.

    Raises
    ------
    ExerciseError
        Naming the file, the field and what was expected.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Exercise.model_validate(data)
    except OSError as error:
        raise ExerciseError(f"The exercise file {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExerciseError(f"{path.name} is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise ExerciseError(f"{path.name}: {_first_problems(error)}") from error


@cache
def load_library(folder: Path = LIBRARY) -> dict[str, Exercise]:
    """Read every exercise of a folder, by id."""
    exercises = [read_exercise(path) for path in sorted(folder.glob("*.toml"))]
    return {exercise.id: exercise for exercise in exercises}


def find_exercise(exercise_id: str) -> Exercise:
    """Look an exercise up in the library.

    Raises
    ------
    ExerciseError
        If there is none of that name; the sentence lists those there are.
    """
    library = load_library()
    if exercise_id not in library:
        raise ExerciseError(f"There is no exercise {exercise_id!r}; there is {', '.join(sorted(library))}.")
    return library[exercise_id]


def _first_problems(error: ValidationError, most: int = 3) -> str:
    """Name each field, what was expected there, and what stood there."""
    problems = []
    for detail in error.errors()[:most]:
        # pydantic puts the kind of a compensation behind its number; nobody wrote that into the file.
        path = [
            str(part)
            for index, part in enumerate(detail["loc"])
            if not (index and isinstance(detail["loc"][index - 1], int)) or part not in ("angle", "tempo")
        ]
        field = ".".join(path) or "the file"
        expected = detail["msg"].removeprefix("Value error, ")
        found = "" if detail["type"] in ("missing", "value_error") else f" (found {detail['input']!r})"
        problems.append(f"{field}: {expected}{found}")
    return "; ".join(problems) + "."
