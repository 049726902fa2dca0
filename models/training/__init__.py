"""How our own estimators are trained: people with a known pelvis are drawn, seen, and learnt from.

A tool beside the house, as `benchmarks` is: the coach never imports it. It needs `requirements-render.txt`,
and the runtime's packages for the pose engine.
"""
