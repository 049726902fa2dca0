"""The pose models: which files, where they come from, their checksums, how they get onto this computer.

The lowest floor of the house: nothing here imports from another folder but `errors`. ``README.md`` beside
this file lists the files; ``python -m models`` fetches and verifies them.
"""

from models.errors import ModelError
from models.store import MODEL_NAMES, Progress, ensure_model

__all__ = ["MODEL_NAMES", "ModelError", "Progress", "ensure_model"]
