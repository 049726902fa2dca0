"""What is kept: people, consent, sessions, answers, and who did what with it. SQLite, or PostgreSQL.

`open_records()` gives `Records`. Numbers and answers only; no picture is ever kept. `python -m records`
exports, erases and backs up.
"""

from records.consenting import KEEP_RESULTS, Kept
from records.curves import AngleCurves, sample_curves
from records.done import ExerciseDone, Turns
from records.kept import HOME, Records, open_records
from records.problems import NoConsentError, NotKeptError, RecordsError
from records.reading import Assessment, Confidence, PersonProgress, SessionDone
from records.storing import PainMoment
from records.unfinished import SetBegun, UnfinishedSession

__all__ = [
    "HOME",
    "KEEP_RESULTS",
    "AngleCurves",
    "Assessment",
    "Confidence",
    "ExerciseDone",
    "Kept",
    "NoConsentError",
    "NotKeptError",
    "PainMoment",
    "PersonProgress",
    "Records",
    "RecordsError",
    "SessionDone",
    "SetBegun",
    "Turns",
    "UnfinishedSession",
    "open_records",
    "sample_curves",
]
