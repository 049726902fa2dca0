"""Postures to phases, repetitions, faults and the one thing to say. Exercises are data in `library/`."""
