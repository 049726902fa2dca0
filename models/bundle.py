"""Pack detector and landmark network into the one `.task` file that MediaPipe's PoseLandmarker loads."""

from __future__ import annotations

import io
import zipfile

from mediapipe.tasks.python.metadata.metadata_writers.model_asset_bundle_utils import AlignZipFile

from models.tflite_metadata import ALIGNMENT, with_normalization

DETECTOR_NORMALIZATION = {"mean": 127.5, "std": 127.5}
"""The detector sees -1..1."""
LANDMARKS_NORMALIZATION = {"mean": 0.0, "std": 255.0}
"""The landmark network sees 0..1."""


def build_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Build the `.task` file.

    Parameters
    ----------
    detector, landmarks
        The two published TFLite files.

    Returns
    -------
    bytes
        An uncompressed zip whose members start at multiples of 16 bytes. The same input gives the same bytes,
        whatever the day, the system or the user's file modes.
    """
    members = {
        "pose_detector.tflite": with_normalization(detector, **DETECTOR_NORMALIZATION),
        "pose_landmarks_detector.tflite": with_normalization(landmarks, **LANDMARKS_NORMALIZATION),
    }
    packed = io.BytesIO()
    with AlignZipFile(packed, mode="w", alignment=ALIGNMENT) as archive:
        for name, content in members.items():
            archive.writestr(_fixed_zip_info(name), content)
    return packed.getvalue()


def _fixed_zip_info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_STORED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
