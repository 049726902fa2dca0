"""How well repetitions are counted and judged, against streams whose repetitions are known."""
