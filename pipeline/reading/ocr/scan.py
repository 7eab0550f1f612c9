"""Pages of pictures: rendered, recognised side by side, and handed on as printed words with confidence."""

from __future__ import annotations

import logging
import os
import statistics
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from PIL import Image
from pypdfium2 import PdfPage

from pipeline import paging

from ..draft import PrintedWord
from ..legacy_fonts.speech import is_syllable
from ..pdf.rules import Edge
from . import grid, heading, marks, missed, noise, received, signing, signs, tesseract
from .fixed_words import Mended
from .mending import mended
from .picture import Ready, Segment, bolder, is_blank, prepare
from .sizes import sizes
from .tesseract import Seen

_log = logging.getLogger(__name__)

A4_INCHES = 8.27
DPI = 200  # at 300 and 400 more letters are read wrong (tools/ocr_cer.py), and each page takes half as long again
FINE = 300  # for looking at a small part
_MAX_PIXELS = 30_000_000  # a larger page is rendered at fewer dots
_MOST_AT_ONCE = 3  # a page under way takes 200 MB with Tesseract: more would not fit into ``Settings.max_memory``
POINTS = 72
_ENOUGH = 8  # sure words that a page must have, else it is tried another way
_SURE = 0.7
_HALF = 0.5  # share of the words that must be Vietnamese and sure
_UPRIGHT = {2: 0.6, 3: 0.85}  # letters, and the share of its height that a word of so many and more is wide at least
_TURNS = (0, 90, 270, 180)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What recognition makes of a page; points from the top left. ``lines`` tells the line of each word, ``sure`` is
    the mean confidence, 0 to 1.

    ``turned`` are the degrees by which the picture was turned counter-clockwise to stand upright (at 90 and 270
    width and height have changed places), ``lean`` those by which it then was straightened; ``noise`` are the
    specks and scribbles that were left out, ``receipt`` what a stamp of receipt on the first page says; ``blank``
    tells paper without print; ``put_right`` are the names of the letterhead that were read wrong, ``stamps`` the words
    of secrecy stamped on any page and of urgency on the first; ``by_hand`` tells writing by hand beside the print.
    """

    words: list[PrintedWord]
    edges: list[Edge]
    sure: float
    lines: list[int] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    turned: int = 0
    lean: float = 0.0
    blank: bool = False
    put_right: list[Mended] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    receipt: str = ""
    by_hand: bool = False


def workers() -> int:
    """How many pages are recognised at once: one for each core, as far as the memory of one file reaches."""
    return min(os.cpu_count() or 1, _MOST_AT_ONCE)


def render(page: PdfPage, dpi: int = FINE) -> tuple[Image.Image, float]:
    """A picture of ``page`` and its dots per point."""
    width, height = page.get_size()
    scale = dpi / POINTS
    if width * height * scale * scale > _MAX_PIXELS:
        scale = (_MAX_PIXELS / (width * height)) ** 0.5
    picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
    return picture, scale


def recognised(pictures: Iterable[tuple[int, Image.Image, float]], count: int) -> Iterator[tuple[int, ScannedPage]]:
    """Recognise (number, picture, dots per point) side by side, in order; few pictures are held at a time. The file has
    ``count`` pages.

    A page on which a step fails comes back without words: the others are not lost with it.
    """
    with ThreadPoolExecutor(workers()) as pool:
        waiting: list[tuple[int, Future[ScannedPage]]] = []
        for number, picture, scale in pictures:
            waiting.append((number, pool.submit(read_picture, picture, scale, number == 1)))
            if len(waiting) > workers() + 1:
                first, future = waiting.pop(0)
                paging.at("picture", first, count)
                yield first, _result(first, future)
        for number, future in waiting:
            paging.at("picture", number, count)
            yield number, _result(number, future)


def _result(number: int, future: Future[ScannedPage]) -> ScannedPage:
    try:
        return future.result()
    except MemoryError:  # the file needs more than it may have
        raise
    except Exception:  # whatever a library throws at a damaged picture
        _log.exception("page %d was not recognised", number)
        return ScannedPage([], [], 0.0)


def read_picture(picture: Image.Image, scale: float, first: bool) -> ScannedPage:
    """Recognise one picture. On the ``first`` page letterhead and stamps of urgency are looked for, on all pages stamps
    of secrecy."""
    dpi = round(scale * POINTS)
    ready, seen, turned = _upright(picture, dpi)
    if not seen and is_blank(ready.picture):
        return ScannedPage([], [], 0.0, blank=True, stamps=marks.stamps(ready.straight, seen, dpi, first))
    put_right: list[Mended] = []
    receipt = received.find(ready, seen, dpi) if first else None
    if first:
        seen, put_right = heading.second_look(ready, received.beside(receipt, seen), dpi)
    seen, dropped = noise.sift(received.beside(receipt, signing.second_look(ready, seen, dpi, first)))
    seen, dropped, by_hand = noise.without_hand(seen, dropped)
    stamps = marks.stamps(ready.straight, seen, dpi, first)
    edges = [_edge(rule, scale) for rule in received.rules_beside(receipt, ready.rules)]
    seen += grid.missed(ready.picture, seen, edges, scale)
    seen += missed.lines(ready.picture, seen + dropped, dpi)
    sure = statistics.fmean(s.confidence for s in seen) if seen else 0.0
    seen = mended(signs.corrected(ready.picture, seen))
    words = [_printed(s, scale, size) for s, size in zip(seen, sizes(seen), strict=True)]
    told = received.told(ready, receipt, dpi) if receipt else ""
    return ScannedPage(words, edges, sure, [s.line for s in seen], [s.text for s in dropped], turned, ready.lean,
                       put_right=put_right, stamps=stamps, receipt=told, by_hand=by_hand)


def _upright(picture: Image.Image, dpi: int) -> tuple[Ready, list[Seen], int]:
    """The page as it gives most words: as it is, else with more contrast, else turned."""
    found: list[tuple[Ready, list[Seen], int]] = []
    for turn in _TURNS:
        ready = prepare(picture.rotate(turn, expand=True) if turn else picture)
        seen = tesseract.recognise(ready.picture, dpi)
        if not seen and is_blank(ready.picture):
            return ready, seen, turn
        if turn == 0 and _weight(seen) < _ENOUGH:
            seen = max(seen, tesseract.recognise(bolder(ready.picture), dpi), key=_weight)
        found.append((ready, seen, turn))
        if _is_text(seen):
            break
    return max(found, key=lambda way: _weight(way[1]))


def _is_text(seen: list[Seen]) -> bool:
    words = sum(s.text.isalpha() and len(s.text) > 1 for s in seen)
    return _weight(seen) >= max(_ENOUGH, _HALF * words)


def _weight(seen: list[Seen]) -> int:
    """How many Vietnamese words were read well; on its head a page gives sure nonsense, on its side narrow words."""
    return sum(s.confidence >= _SURE and len(s.text) > 1 and is_upright(s) and is_syllable(s.text) for s in seen)


def is_upright(seen: Seen) -> bool:
    """Whether the box of a word of two letters and more is that of a word that does not stand on its side."""
    return seen.x1 - seen.x0 > _UPRIGHT[min(len(seen.text), max(_UPRIGHT))] * (seen.bottom - seen.top)


def _printed(seen: Seen, scale: float, size: float) -> PrintedWord:
    return PrintedWord(seen.text, seen.x0 / scale, seen.top / scale, seen.x1 / scale, seen.bottom / scale,
                       seen.baseline / scale, round(size / scale, 1), confidence=seen.confidence)


def _edge(rule: Segment, scale: float) -> Edge:
    x0, top, x1, bottom = (v / scale for v in rule)
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return {"x0": x0, "x1": x1, "top": middle, "bottom": middle, "width": x1 - x0, "height": 0.0,
                "orientation": "h", "object_type": "line"}
    middle = (x0 + x1) / 2
    return {"x0": middle, "x1": middle, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top,
            "orientation": "v", "object_type": "line"}
