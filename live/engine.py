"""Where a session's pose engine comes from: the model that a page prepared, opened once per connection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from exercises.definition import Exercise
from exercises.guidance import NO_PELVIS
from live.problems import EngineUnavailable, ModelMissing, PelvisMissing
from models import PELVIS, Progress, ensure_model
from vision.estimator import PersonEstimator
from vision.mediapipe_pose import PoseEngineError
from vision.observer import open_observer
from vision.pelvis import PelvisReader
from vision.pelvis_net import PelvisNet, PelvisNetError

EngineFactory = Callable[[Exercise], PersonEstimator]

MODEL = "full"
_MISSING = "The pose model is not ready yet. Reload the page: it is fetched first, once."


class Engine:
    """Opens pose engines; knows the model only after `prepare`, so that no connection starts a download.

    Attributes
    ----------
    pelvis : PelvisReader or None
        Reads pelvis and low back; all connections share it. The one given, or the trained one from `prepare`
        on; None where that cannot be used.
    """

    def __init__(self, pelvis: PelvisReader | None = None) -> None:
        self._model: Path | None = None
        self.pelvis = pelvis

    @property
    def ready(self) -> bool:
        """Whether the model is there."""
        return self._model is not None and self._model.is_file()

    def prepare(self, progress: Progress | None = None) -> None:
        """Fetch and verify the model if need be.

        Raises
        ------
        models.ModelError
            With a sentence that says what to do.
        """
        self._model = ensure_model(MODEL, progress=progress)
        if self.pelvis is None:
            # Without it every other exercise still works, and these say why they do not.
            with suppress(PelvisNetError):
                self.pelvis = PelvisNet(PELVIS)

    def open(self, *exercises: Exercise) -> PersonEstimator:
        """Start a pose engine for all that one connection does. It takes some tenths of a second.

        Raises
        ------
        ModelMissing, PelvisMissing, EngineUnavailable
            With a sentence that says what to do.
        """
        moves_pelvis = any(exercise.moves_pelvis for exercise in exercises)
        if moves_pelvis and self.pelvis is None:
            raise PelvisMissing(NO_PELVIS)
        silhouette = any(exercise.needs_silhouette for exercise in exercises)
        return self._open(silhouette=silhouette, markers=moves_pelvis)

    def open_to_show(self) -> PersonEstimator:
        """Start a pose engine for a connection on which a movement is shown (see `open`)."""
        return self._open(silhouette=self.pelvis is not None, markers=False)

    def _open(self, *, silhouette: bool, markers: bool) -> PersonEstimator:
        if self._model is None or not self._model.is_file():
            raise ModelMissing(_MISSING)
        try:
            return open_observer(self._model, silhouette=silhouette, markers=markers)
        except PoseEngineError as error:
            raise EngineUnavailable(str(error)) from error
