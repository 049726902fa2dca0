"""Where remarks for the person at the terminal go: the error stream, so that results can be piped."""

from rich.console import Console

console = Console(stderr=True)
