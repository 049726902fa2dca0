"""The sheet of printed markers: A4, both markers at true size, a bar to check the print with."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from errors import BacktalkError
from vision.marker import DICTIONARY
from vision.marks import PELVIS_ID, RIBS_ID

DPI = 300
PAGE_MM = (210.0, 297.0)
SMALLEST_MM, LARGEST_MM = 60.0, 100.0
BAR_MM = 100
# The detector needs a white margin of about a cell of the marker's six.
_MARGIN = 1 / 6
_HEAD = (
    "Backtalk markers. Print at 100%, without fitting to the page, and hold a ruler to the bar. Cut along "
    "the lines, glue onto card, and tape them on flat and firm, this way up, facing the camera."
)
_WHERE = {
    PELVIS_ID: "PELVIS. Seen from the side: on the side of the pelvis, below the belt, at the hip bone. Seen "
    "from the front: on the middle of the belt.",
    RIBS_ID: "LOWER RIBS. Seen from the side: on the side of the lowest ribs, in line with the other one.",
}
_EDGE_MM = 12.0
_GAP_MM = 6.0
_LINE_MM = 5.0


class SheetError(BacktalkError):
    """A sheet that cannot be made as asked."""


def write_sheet(out: Path, size_mm: float) -> None:
    """Write the sheet as a PDF of one A4 page.

    Raises
    ------
    SheetError
        If the size does not fit, or the file cannot be written.
    """
    if not SMALLEST_MM <= size_mm <= LARGEST_MM:
        raise SheetError(
            f"A marker of {size_mm:g} mm does not fit; choose {SMALLEST_MM:g} to {LARGEST_MM:g} mm."
        )
    if out.suffix.lower() != ".pdf":
        raise SheetError(f"{out} is no PDF; let its name end in .pdf.")
    part = out.with_name(out.name + ".partial")
    try:
        draw_sheet(size_mm).save(part, "PDF", resolution=DPI)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SheetError(f"{out} cannot be written: {error.strerror}; name another place.") from error


def draw_sheet(size_mm: float) -> Image.Image:
    """Draw the page in grey, `DPI` pixels to the inch: markers on the left, words and bar on the right."""
    page = Image.new("L", (_px(PAGE_MM[0]), _px(PAGE_MM[1])), 255)
    draw = ImageDraw.Draw(page)
    card_mm = size_mm * (1 + 2 * _MARGIN)
    words_mm = _EDGE_MM + card_mm + _GAP_MM
    top_mm = _EDGE_MM
    below_mm = _write(draw, words_mm, top_mm, _HEAD) + _GAP_MM
    for number, where in _WHERE.items():
        _put_marker(page, draw, number, size_mm, top_mm)
        below_mm = _write(draw, words_mm, max(top_mm, below_mm), where) + _GAP_MM
        top_mm += card_mm + _GAP_MM
    _put_bar(draw, words_mm, PAGE_MM[1] - _EDGE_MM - BAR_MM)
    return page


def _put_marker(
    page: Image.Image, draw: ImageDraw.ImageDraw, number: int, size_mm: float, top_mm: float
) -> None:
    """Put a marker with its white margin, a thin line to cut along around it, and which way is up."""
    side = _px(size_mm)
    black = cv2.aruco.generateImageMarker(cv2.aruco.getPredefinedDictionary(DICTIONARY), number, side)
    margin = _px(size_mm * _MARGIN)
    left, top = _px(_EDGE_MM) + margin, _px(top_mm) + margin
    page.paste(Image.fromarray(np.asarray(black, np.uint8)), (left, top))
    frame = (left - margin, top - margin, left + side + margin, top + side + margin)
    draw.rectangle(frame, outline=170, width=2)
    # Within the line, so that it is still there when the card is cut out; outside the margin that is needed.
    draw.text((left + side // 2 - _px(3), top - margin + _px(1)), "UP", fill=170, font=_font(28))


def _put_bar(draw: ImageDraw.ImageDraw, left_mm: float, top_mm: float) -> None:
    x, end = left_mm + 3, top_mm + BAR_MM
    draw.line((_px(x), _px(top_mm), _px(x), _px(end)), fill=0, width=6)
    for y in (top_mm, end):
        draw.line((_px(x - 3), _px(y), _px(x + 3), _px(y)), fill=0, width=6)
    draw.text((_px(x + 5), _px((top_mm + end) / 2)), f"{BAR_MM} mm", fill=0, font=_font())


def _write(draw: ImageDraw.ImageDraw, left_mm: float, top_mm: float, text: str) -> float:
    """Write a sentence in lines that fit the page; give where it ends."""
    font, line, lines = _font(), "", []
    for word in text.split():
        longer = f"{line} {word}".strip()
        if draw.textlength(longer, font=font) > _px(PAGE_MM[0] - _EDGE_MM - left_mm):
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    for number, part in enumerate(lines):
        draw.text((_px(left_mm), _px(top_mm + _LINE_MM * number)), part, fill=0, font=font)
    return top_mm + _LINE_MM * len(lines)


def _font(size_px: int = 40) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size_px)


def _px(mm: float) -> int:
    return round(mm / 25.4 * DPI)
