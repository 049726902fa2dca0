"""Rendered people whose joint angles are known, to measure Backtalk against.

A person is a parametric body (``body``), dressed (``garments``), standing in a room (``room``). A movement is
a pure function from time to a posture (``moves``); ``stance`` turns a posture into bone rotations, and
``truth`` reads the true angles back from the posed joints. ``clips`` and ``spread`` say what to render,
``player`` does what a clip says, ``film`` and ``stills`` render it. ``takes`` plans what the accuracy
benchmark films, ``ground`` gives it postures on chair and floor, ``stage`` and ``shoot`` film it:

    python -m benchmarks.synthetic clips                  the sample clips of ``samples/``
    python -m benchmarks.synthetic session                the looping clip of ``tests/e2e/data``
    python -m benchmarks.synthetic spread --out DIR       many bodies, views and postures, one still each
    python -m benchmarks.synthetic takes --out DIR        what `benchmarks.accuracy` measures

Rendering needs ``requirements-render.txt``. ``moves``, ``skeleton``, ``stance`` and ``truth`` need only NumPy
and SciPy.

Axes, everywhere in this package: metres, z up; the person faces -y and their left is +x.
"""
