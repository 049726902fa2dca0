"""The size of a JPEG, read from its header, so that nothing huge is ever decoded."""

from __future__ import annotations

_START = b"\xff\xd8"
# Segments without a length: restart marks, start and end of image, TEM.
_BARE = frozenset({*range(0xD0, 0xDA), 0x01})
# Start-of-frame marks hold the size; C4, C8 and CC in that range are tables.
_FRAME_STARTS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Read width and height from a JPEG's header.

    Parameters
    ----------
    data : bytes
        What claims to be a JPEG; never trusted.

    Returns
    -------
    (int, int) or None
        Width and height in pixels; None when it is no JPEG or the header is cut short.
    """
    if not data.startswith(_START):
        return None
    at = len(_START)
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        mark = data[at + 1]
        if mark == 0xFF:  # fill bytes may stand before a mark
            at += 1
            continue
        if mark in _BARE:
            at += 2
            continue
        if mark == _START_OF_SCAN:
            return None
        length = int.from_bytes(data[at + 2 : at + 4])
        if mark in _FRAME_STARTS:
            if length < 8 or at + 9 > len(data):
                return None
            height = int.from_bytes(data[at + 5 : at + 7])
            width = int.from_bytes(data[at + 7 : at + 9])
            return (width, height) if width and height else None
        if length < 2:
            return None
        at += 2 + length
    return None
