"""What keeping results costs, and that killing the program loses none: `python -m benchmarks.records`."""
