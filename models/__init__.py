"""The pose models: which files, where they come from, their checksums, how they get onto this computer.

The lowest floor of the house: nothing here imports from another folder but `errors`. ``README.md`` beside
this file lists the files; ``python -m models`` fetches and verifies them.
"""

from pathlib import Path

from models.errors import ModelError
from models.store import MODEL_NAMES, Progress, ensure_model

__all__ = ["MODEL_NAMES", "PELVIS", "ModelError", "Progress", "ensure_model"]

PELVIS = Path(__file__).parent / "pelvis"
"""Our own estimators of the pelvis: small enough to come with the code (`models/pelvis/README.md`)."""
