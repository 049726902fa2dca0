"""Measurements of Backtalk itself: each is one command that prints a table and, with --json, the numbers."""
