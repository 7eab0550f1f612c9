"""A small picture of a line that was written in by hand, so that a clerk can compare it without opening the file."""

from __future__ import annotations

import base64
import io

from PIL import Image

from ..draft import Line
from .look import Sheet

_AROUND = 0.7  # type sizes around the line: a hand writes above and under it
_DPI, _POINTS, _GREYS = 130, 72, 8
_WIDEST = 230.0  # points


def crop(on: Sheet, line: Line) -> str:
    """The line as PNG in base64, a few kilobytes; empty where it lies outside the picture."""
    room = _AROUND * line.size
    area = (line.x0 - room, line.top - room, min(line.x1 + room, line.x0 + _WIDEST), line.bottom + room)
    x0, top, x1, bottom = (round(v * on.scale) for v in area)
    x0, top, x1, bottom = max(x0, 0), max(top, 0), min(x1, on.picture.width), min(bottom, on.picture.height)
    if x1 - x0 < 2 or bottom - top < 2:
        return ""
    cut = on.picture.crop((x0, top, x1, bottom)).convert("L")
    size = min(_DPI / (_POINTS * on.scale), 1.0)
    small = cut.resize((max(round(cut.width * size), 1), max(round(cut.height * size), 1)), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    small.quantize(_GREYS).save(data, "PNG", optimize=True)
    return base64.b64encode(data.getvalue()).decode("ascii")
