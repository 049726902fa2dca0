"""How far off the angles are, on rendered people whose angles are known.

    python -m benchmarks.accuracy [--json] [--write]          the figures, from the cached poses, in a minute
    python -m benchmarks.accuracy poses --frames DIR          make the cache anew from rendered takes

The takes are rendered by ``python -m benchmarks.synthetic takes`` (`benchmarks.synthetic.takes` says what
they hold); ``poses`` plays each through MediaPipe once and keeps what it found (`store`), so that anyone can
run the benchmark without rendering. Everything above the pose model is the app's own code (`measure`).
"""
