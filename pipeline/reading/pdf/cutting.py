"""Parts of the pages of a PDF as small pictures, so that a person can compare lines without opening the file."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image

from pipeline.model import Box

from .reader import open_pdf

_POINTS, _DPI, _GREYS = 72, 100, 8
_AROUND = 4.0  # points of white around the lines
_TALLEST: Final = 150.0
"""Points of a picture at most: some ten lines, the first of a long task."""
_SHARP, _WIDEST, _HEAD = 130, 1100, 0.34  # dots an inch and pixels across of the head, and its share of the page
_INK = 200  # a pixel is ink below
_LARGEST = 3000  # pixels of the longer side of a drawn page


def cut_out(path: Path, places: Mapping[str, Sequence[Box]], password: str | None = None) -> dict[str, str]:
    """The lines in each of the ``places`` as PNG in base64, a few kilobytes each: those on its first page. Pages that
    are not there give none. Raises the errors of opening a PDF."""
    by_page: dict[int, dict[str, list[Box]]] = defaultdict(dict)
    for name, boxes in places.items():
        if boxes:
            by_page[boxes[0].page][name] = [box for box in boxes if box.page == boxes[0].page]
    made: dict[str, str] = {}
    document = open_pdf(path, password)
    try:
        for number in sorted(number for number in by_page if 1 <= number <= len(document)):
            page = document[number - 1]
            made |= _of_page(page, by_page[number])
            page.close()
    finally:
        document.close()
    return made


def top(path: Path, password: str | None = None) -> str:
    """The head of the first page as PNG in base64. Raises the errors of opening a PDF."""
    document = open_pdf(path, password)
    try:
        page = document[0]
        scale = min(_SHARP / _POINTS, _LARGEST / max(page.get_size()))
        drawn = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil()
        page.close()
    finally:
        document.close()
    return top_of(drawn)


def top_of(page: Image.Image) -> str:
    """The head of a page as PNG in base64: number and day stand in its upper third (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    page.thumbnail((_WIDEST, 4 * _WIDEST))
    return _png(page.convert("L").crop((0, 0, page.width, round(page.height * _HEAD))))


def _of_page(page: Any, places: Mapping[str, Sequence[Box]]) -> dict[str, str]:
    scale = min(_DPI / _POINTS, _LARGEST / max(page.get_size()))
    drawn: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil().convert("L")
    cut = {name: _lines(drawn, boxes, scale) for name, boxes in places.items()}
    return {name: _png(picture) for name, picture in cut.items() if picture is not None}


def _lines(drawn: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image | None:
    """The whole lines, so that what stands before and behind the words is seen too, without the white beside them."""
    top = min(box.top for box in boxes) - _AROUND
    bottom = min(max(box.bottom for box in boxes) + _AROUND, top + _TALLEST)
    y0, y1 = (min(max(round(value * scale), 0), drawn.height) for value in (top, bottom))
    if y1 - y0 < 2:
        return None
    strip = drawn.crop((0, y0, drawn.width, y1))
    ink = strip.point(lambda grey: 255 if grey < _INK else 0).getbbox()
    return strip.crop((ink[0], 0, ink[2], strip.height)) if ink else None


def _png(picture: Image.Image) -> str:
    data = io.BytesIO()
    picture.quantize(_GREYS).save(data, "PNG", optimize=True)
    return base64.b64encode(data.getvalue()).decode("ascii")
