"""Words of a page that nobody sees: not painted, in the colour of the paper, under a box or picture, in a layer that is
off, outside the page as it is cut.

What may be unseen is found by looking at how it is drawn. What is unseen is settled on pictures of the page with and
without those words: where both are alike the words do not show. The layer of letters over a scan is kept.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from ..draft import Box, PrintedWord
from .baggage import has_giant_picture
from .rules import Area, Drawing
from .tables import inside

_PAPER = 0.85  # lightness from which letters may be lost on white paper
_SCALE = 2.0  # pixels a point
_SHOWS = 20  # of 255: a fainter difference is seen by nobody
_SCAN = 0.4  # share of the page over which pictures make it a scan
_LAYERS = b"/OCProperties"
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_LARGEST = 1 << 24
_NEVER = 1 << 40  # the place of letters that are drawn by nothing known


def unseen(page: PdfPage, words: Sequence[PrintedWord], drawing: Drawing, tinted: bool, layered: bool) -> set[int]:
    """The ids of those ``words`` that nobody sees on ``page``; ``tinted`` where some of them are no plain print,
    ``layered`` where the file has layers."""
    width, height = page.get_size()
    away = {
        id(w)
        for w in words
        if w.x0 < 0 or w.top < 0 or w.x1 > width or w.bottom > height
        if not (0 <= w.middle <= width and 0 <= (w.top + w.bottom) / 2 <= height)
    }
    areas = _doubtful(drawing)
    if not (tinted or areas or layered):
        return away
    lost = _lost(words, areas, drawing.texts)
    doubted = [w for w in words if layered or _faint(w) or id(w) in lost]
    scan = _scan(drawing, width * height)
    doubted = [w for w in doubted if id(w) not in away and not _over(w, scan)]
    if doubted and not has_giant_picture(page):
        away.update(id(w) for w in _not_drawn(page, doubted))
    return away


def has_layers(path: Path) -> bool:
    """Whether a PDF has optional content (ISO 32000-1, 8.11); one whose parts are locked may have."""
    data = path.read_bytes()
    if _LAYERS in data or b"/Encrypt" in data:
        return True
    return any(_LAYERS in _unpacked(data, match.end()) for match in _STREAM.finditer(data))


def _unpacked(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[start : start + _LARGEST], _LARGEST)
    except zlib.error:
        return b""


def _faint(word: PrintedWord) -> bool:
    return word.tint is not None and (word.tint.invisible or word.tint.light >= _PAPER)


def _doubtful(drawing: Drawing) -> list[Area]:
    """The areas that may make words unseen: drawn after letters, or as dark as letters are."""
    if not drawing.areas or not drawing.texts:
        return []
    first = min(drawing.texts.values())
    return [area for area in drawing.areas if area.dark or area.order > first]


def _lost(words: Sequence[PrintedWord], areas: Iterable[Area], texts: Mapping[int, int]) -> frozenset[int]:
    """The ids of words over which something is drawn later on, and of dark ones on a dark ground."""
    x = np.array([w.middle for w in words])
    y = np.array([(w.top + w.bottom) / 2 for w in words])
    drawn = np.array([texts.get(w.drawn, _NEVER) for w in words])
    under = np.zeros(len(words), dtype=bool)
    dark = np.array([w.tint is None for w in words])
    for order, (x0, top, x1, bottom), _, ground in areas:
        under |= ((drawn < order) | (ground & dark)) & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
    return frozenset(id(word) for word, lost in zip(words, under, strict=True) if lost)


def _scan(drawing: Drawing, area: float) -> list[Box]:
    """The pictures of a page, where they make it a scan."""
    pictures = [area.box for area in drawing.areas if area.picture]
    shown = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in pictures)
    return pictures if shown >= _SCAN * area else []


def _over(word: PrintedWord, pictures: Iterable[Box]) -> bool:
    unpainted = word.tint is None or word.tint.invisible
    return unpainted and any(inside(word, box) for box in pictures)


def _not_drawn(page: PdfPage, words: Sequence[PrintedWord]) -> Iterator[PrintedWord]:
    """Those of ``words`` without which the page looks the same."""
    whole = _picture(page)
    hidden = [
        handle
        for drawn in {w.drawn for w in words}
        if drawn
        for handle in [ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)]
        if _switch(handle, on=False)
    ]
    try:
        without = _picture(page)
    finally:
        for handle in hidden:
            _switch(handle, on=True)
    shows = np.abs(whole - without) >= _SHOWS
    for word in words:
        x0, top, x1, bottom = (max(round(v * _SCALE), 0) for v in (word.x0, word.top, word.x1, word.bottom))
        if not shows[top : bottom + 1, x0 : x1 + 1].any():
            yield word


def _switch(handle: Any, on: bool) -> bool:
    return bool(pdfium.FPDFPageObj_SetIsActive(handle, on))


def _picture(page: PdfPage) -> np.ndarray[Any, np.dtype[np.int16]]:
    drawn = page.render(scale=_SCALE, grayscale=True, may_draw_forms=False).to_numpy()
    return np.asarray(drawn.reshape(drawn.shape[0], drawn.shape[1], -1)[:, :, 0], dtype=np.int16)
