"""The first visit: one file for each step."""
