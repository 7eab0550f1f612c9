"""Short lines that the reading of the whole page passed over: a label in a corner, a line between two tables.

What is left of the ink where no word was read and that has the measures of a line is read by itself. Only what is read
surely as words is taken: scraps of signatures, stamps and dirt have such measures too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from ..legacy_fonts.speech import is_syllable
from . import ink, tesseract
from .ruled import Pixels
from .tesseract import Seen

_POINTS = 72
_DARK = 140
_LEAST, _MOST = (24.0, 8.0), (420.0, 26.0)  # points, width and height of a line
_REACH = (6, 0)  # cells of white across and up and down over which its ink hangs together
_AROUND = 0.25  # type sizes around a word that are its own
_EDGE = 0.03  # share of the page at each side on which dirt and shadows lie
_MARGIN = 12  # pixels of white around a line: recognition needs it
_SURE, _LETTERS = 0.85, 4  # confidence of each word, letters of the line


def lines(picture: Image.Image, seen: Sequence[Seen], dpi: int) -> list[Seen]:
    """The words of lines of the grey ``picture`` in which nothing of ``seen`` stands."""
    if not seen:
        return []
    boxes = list(ink.stamp_sized(_unread(picture, seen), dpi, _LEAST, _MOST, _REACH))
    found: list[Seen] = []
    after = max(s.line for s in seen)
    for (x0, top, _, _), words in zip(boxes, _read(picture, boxes, dpi), strict=True):
        if _is_print(words):
            after += 1
            found += [replace(s.shifted(x0 - _MARGIN, top - _MARGIN), line=after) for s in words]
    return found


def _unread(picture: Image.Image, seen: Sequence[Seen]) -> Pixels:
    """The dark points of the page beside the words that were read."""
    dark: Pixels = np.asarray(picture) < _DARK
    dark = dark.copy()
    high, wide = dark.shape
    for s in seen:
        out = _AROUND * s.size
        dark[max(int(s.top - out), 0):int(s.bottom + out), max(int(s.x0 - out), 0):int(s.x1 + out)] = False
    side, up = int(_EDGE * wide), int(_EDGE * high)
    dark[:up] = dark[high - up:] = False
    dark[:, :side] = dark[:, wide - side:] = False
    return dark


def _read(picture: Image.Image, boxes: Sequence[tuple[int, int, int, int]], dpi: int) -> Iterator[list[Seen]]:
    parts = []
    for x0, top, x1, bottom in boxes:
        part = Image.new("L", (x1 - x0 + 2 * _MARGIN, bottom - top + 2 * _MARGIN), 255)
        part.paste(picture.crop((x0, top, x1, bottom)), (_MARGIN, _MARGIN))
        parts.append(part)
    yield from tesseract.recognise_each(parts, dpi, tesseract.ONE_BLOCK)


def _is_print(words: Sequence[Seen]) -> bool:
    """Whether a line holds words and nothing else, all read surely."""
    texts = [s.text.strip(".,:;()") for s in words]
    return (sum(map(len, texts)) >= _LETTERS and all(s.confidence >= _SURE for s in words)
            and all(text.isalpha() and (is_syllable(text) or text.isupper()) for text in texts if text))
