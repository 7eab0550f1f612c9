"""Pages of pictures: rendered, recognised side by side, and handed on as printed words with confidence."""

from __future__ import annotations

import os
import re
import statistics
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image
from pypdfium2 import PdfPage

from ..draft import PrintedWord
from ..pdf.rules import Edge
from . import tesseract
from .picture import Ready, Segment, prepare
from .tesseract import Seen

DPI = 300
_MAX_PIXELS = 30_000_000  # a larger page is rendered at fewer dots
_POINTS = 72
_NOISE = 0.35  # words surer than this are kept, marks must be surer still
_MARKS = 0.6
_TALL = 3.0  # a word this many times taller than the page's lines is a stamp or a scribble
_STAMP = re.compile(r"^(?:TUYỆT|TỐI|MẬT|KHẨN|THƯỢNG|HỎA|HOẢ|HOÀ|TỐC)$")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What recognition makes of a page; points from the top left. ``sure`` is the mean confidence, 0 to 1."""

    words: list[PrintedWord]
    edges: list[Edge]
    sure: float


def workers() -> int:
    """How many pages are recognised at once: one for each core."""
    return os.cpu_count() or 1


def render(page: PdfPage) -> tuple[Image.Image, float]:
    """A picture of ``page`` and its dots per point."""
    width, height = page.get_size()
    scale = DPI / _POINTS
    if width * height * scale * scale > _MAX_PIXELS:
        scale = (_MAX_PIXELS / (width * height)) ** 0.5
    picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
    return picture, scale


def recognised(pictures: Iterable[tuple[int, Image.Image, float]]) -> Iterator[tuple[int, ScannedPage]]:
    """Recognise (number, picture, dots per point) side by side, in order; few pictures are held at a time."""
    with ThreadPoolExecutor(workers()) as pool:
        waiting: list[tuple[int, Future[ScannedPage]]] = []
        for number, picture, scale in pictures:
            waiting.append((number, pool.submit(read_picture, picture, scale, number == 1)))
            if len(waiting) > 2 * workers():
                first, future = waiting.pop(0)
                yield first, future.result()
        for number, future in waiting:
            yield number, future.result()


def read_picture(picture: Image.Image, scale: float, first: bool) -> ScannedPage:
    """Recognise one picture. On the ``first`` page the red layer is read as well: stamps of secrecy and urgency."""
    ready = prepare(picture)
    dpi = round(scale * _POINTS)
    seen = _kept(tesseract.recognise(ready.picture, dpi))
    stamps = _stamps(ready, dpi) if first else []
    sure = statistics.fmean(s.confidence for s in seen) if seen else 0.0
    size = _line_height(seen)
    words = [_printed(s, scale, size) for s in seen + stamps]
    return ScannedPage(words, [_edge(rule, scale) for rule in ready.rules], sure)


def _kept(seen: list[Seen]) -> list[Seen]:
    height = _line_height(seen)
    found = []
    for s in seen:
        letters = any(c.isalnum() for c in s.text)
        tall = height and s.bottom - s.top > _TALL * height
        if not tall and s.confidence >= (_NOISE if letters else _MARKS):
            found.append(s)
    return found


def _line_height(seen: list[Seen]) -> float:
    return statistics.median(s.line_bottom - s.line_top for s in seen) if seen else 0.0


def _stamps(ready: Ready, dpi: int) -> list[Seen]:
    """The words of secrecy and urgency stamped in red on the upper third."""
    if ready.red is None:
        return []
    upper = ready.red.crop((0, 0, ready.red.width, ready.red.height // 3))
    return [s for s in tesseract.recognise(upper, dpi, mode=11) if _STAMP.match(s.text.strip(" .,:|").upper())]


def _printed(seen: Seen, scale: float, height: float) -> PrintedWord:
    line = seen.line_bottom - seen.line_top
    usual = height if height and 0.6 < line / height < 1.6 else line  # heights vary with the letters of a line
    return PrintedWord(seen.text, seen.x0 / scale, seen.top / scale, seen.x1 / scale, seen.bottom / scale,
                       seen.line_bottom / scale, round(0.75 * usual / scale, 1), confidence=seen.confidence)


def _edge(rule: Segment, scale: float) -> Edge:
    x0, top, x1, bottom = (v / scale for v in rule)
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return {"x0": x0, "x1": x1, "top": middle, "bottom": middle, "width": x1 - x0, "height": 0.0,
                "orientation": "h", "object_type": "line"}
    middle = (x0 + x1) / 2
    return {"x0": middle, "x1": middle, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top,
            "orientation": "v", "object_type": "line"}
