"""Recordings measured and checked with the engine of a live session: `python -m clinic`."""
