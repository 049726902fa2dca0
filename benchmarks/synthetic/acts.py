"""Names of what goes on in the `everyday` pictures."""

from __future__ import annotations

WALKS, TURNS_ROUND, LEAVES = "walks", "turns round", "walks out of the picture"
SIDE_ON, FACING, WAITS = "stands still, side-on", "stands still, facing", "waits"
PICKS_LOW, STOOPS = "picks up from the floor, knees bent", "picks up from the floor, legs long"
PICKS_MIDDLE = "picks up from knee height"
SHELF, TABLE = "reaches to a shelf", "leans on a table"
SITS_DOWN, SITS, SITS_STILL, RISES = "sits down", "sits and moves", "sits still", "rises"
PHONE, SIT_PHONE = "on the phone", "on the phone, seated"
ACTS = (
    WALKS,
    TURNS_ROUND,
    LEAVES,
    SIDE_ON,
    FACING,
    WAITS,
    PICKS_LOW,
    STOOPS,
    PICKS_MIDDLE,
    SHELF,
    TABLE,
    SITS_DOWN,
    SITS,
    SITS_STILL,
    RISES,
    PHONE,
    SIT_PHONE,
)
