"""What the tests of several folders share: hypothesis' profile, the pose model, the footage."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models import ensure_model

# Not in the repository: real recordings that may lie beside a checkout.
FOOTAGE = Path(__file__).parents[2] / "shared" / "data" / "footage"

settings.register_profile(
    "backtalk", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("backtalk")

# Whoever runs the tests may have exercises and plans of their own; the tests know the library's.
os.environ["BACKTALK_EXERCISES"] = os.environ["BACKTALK_PLANS"] = os.devnull


@pytest.fixture(scope="session")
def pose_model() -> Path:
    """The real pose model, built on first use."""
    return ensure_model("full")


@pytest.fixture(scope="session")
def footage() -> Path:
    """The folder of real recordings; a test that needs it is skipped where it is absent."""
    if not FOOTAGE.is_dir():
        pytest.skip("the real recordings are not beside this checkout")
    return FOOTAGE
