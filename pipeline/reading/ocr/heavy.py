"""Black stamps over black print: their letters are bold, so that they stay where all thin strokes are taken away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image

from . import ink
from .ink import Area, Line
from .picture import grown, level
from .ruled import Pixels

_POINTS = 72
_DARK = 150
_THIN = 1.8  # points: strokes of print are thinner, those of a stamp's letters are not
_NEAR = 2.4  # points: so far from a bold stroke the thin parts of its letter are believed
_AROUND = 6.0  # points around the letters in which their frame lies
_EDGE = 3  # pixels beside a word


def lines(picture: Image.Image, words: list[Area], dpi: int) -> Iterator[Line]:
    """The lines of bold black letters that are no ``words`` of the page (their places in pixels)."""
    thin, close, around = (max(round(points * dpi / _POINTS), 1) for points in (_THIN / 2, _NEAR, _AROUND))
    black = np.asarray(picture.convert("L")) < _DARK
    bold = grown(~grown(~black, thin), thin)  # without all strokes that are thinner
    _leave_out(bold, words)
    near = grown(bold, close) & black
    for x0, top, x1, bottom in ink.stamp_sized(bold, dpi):
        part = slice(max(top - around, 0), bottom + around), slice(max(x0 - around, 0), x1 + around)
        for letters in (near, bold):
            found = _line(letters[part], bold[part], black[part], around, dpi)
            if found is not None:
                yield Line(found, (x0, top, x1, bottom))


def _line(letters: Pixels, bold: Pixels, black: Pixels, around: int, dpi: int) -> Image.Image | None:
    """The letters turned level, without the frame that all black ink shows, when they look like one line."""
    for angle in ink.angles(_picture(bold)):
        own = _around(_turned(bold, angle), around)
        inside = ink.unframed(_turned(black, angle)[own])
        found = ink.one_line(_turned(letters, angle)[own] & inside, dpi)
        if found is not None:
            return found
    return None


def _around(pixels: Pixels, margin: int) -> tuple[slice, slice]:
    """The rows and columns with ink, and a margin."""
    sides = (np.flatnonzero(pixels.any(axis=axis)) for axis in (1, 0))
    rows, columns = (slice(max(int(at[0]) - margin, 0), int(at[-1]) + margin) for at in sides)
    return rows, columns


def _turned(pixels: Pixels, angle: float) -> Pixels:
    return np.asarray(level(_picture(pixels), angle)) < _DARK


def _leave_out(bold: Pixels, words: list[Area]) -> None:
    """Take bold words of the print away: those whose strokes end within their own place."""
    for x0, top, x1, bottom in ([max(round(edge), 0) for edge in word] for word in words):
        own = bold[top : bottom + 1, x0 : x1 + 1]
        above, below = bold[max(top - _EDGE, 0) : top, x0 : x1 + 1], bold[bottom + 1 : bottom + 1 + _EDGE, x0 : x1 + 1]
        if own.any() and not (above.any() or below.any()):
            own[:] = False


def _picture(pixels: Pixels) -> Image.Image:
    """Dark on white."""
    return Image.fromarray(np.where(pixels, 0, 255).astype(np.uint8))
