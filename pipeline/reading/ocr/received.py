"""The stamp of receipt on a first page: the registry's own frame with name, ĐẾN, number and day.

It says when a directive came and not what it says; read as print, its number and day would stand beside those of the
directive (NĐ 30/2020/NĐ-CP, Điều 22 and Phụ lục IV, mẫu dấu *Đến*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pipeline.knowledge.folding import slug

from . import ink, tesseract
from .picture import Ready, level, sharpest
from .ruled import Segment
from .tesseract import Seen

_WORD, _STOPS = "den", " .,:;|_-"
_LABELS = frozenset({"so", "ngay", "gio", "chuyen"})
_POINTS = 72
_UPPER = 0.5  # share of the height within which it is stamped
_TOUCH = 6  # points between pieces of one frame
_LEAST, _USUAL, _MOST = (60, 25), (100, 40), (230, 150)  # points, width and height of the frame

_PRINT = 0.8  # confidence of words that are no part of a stamp, and of figures in one that are believed
_SURE = 0.9  # and of print that it was stamped over
_WIDER = 6  # points around the ink of a stamp
_LARGER = 1.5  # times: small print of a stamp, and thin, is read better so
_HEAD = re.compile(r"[/-][A-ZĐ]{2,}|^tháng$|^(?:NGHĨA|VIỆT)$|^[Hh]ạnh$")  # of the number, the date, quốc hiệu
_SLANTED = 0.5  # degrees
_LOOKS = 4  # pieces of ink that are looked at

Box = tuple[float, float, float, float]


def find(ready: Ready, seen: Sequence[Seen], dpi: int) -> Box | None:
    """The place of the stamp of receipt on a first page, in pixels: the frame around its word, else ink of its size
    that says it when it is looked at by itself (slanted, red, or open at a side); None where there is none."""
    return frame(seen, ready.rules, dpi, ready.picture.height) or _sought(ready, seen, dpi)


def _sought(ready: Ready, seen: Sequence[Seen], dpi: int) -> Box | None:
    wider = _WIDER * dpi / _POINTS
    print_on = [(s.x0, s.top, s.x1, s.bottom) for s in seen if s.confidence >= _PRINT and len(s.text) > 1]
    wide = (box for box in ink.spots(ready.straight, print_on, dpi, _USUAL, _MOST)
            if box[1] < _UPPER * ready.picture.height and box[2] - box[0] > box[3] - box[1])
    for x0, top, x1, bottom in islice(wide, _LOOKS):
        if _says(closer(ready, (x0, top, x1, bottom), dpi)):
            return _apart((x0 - wider, top - wider, x1 + wider, bottom + wider), seen)
    return None


def _apart(box: Box, seen: Sequence[Seen]) -> Box:
    """The box without the lines of the letterhead that its ink touches: figures by hand hang together with it."""
    x0, top, x1, bottom = box
    of_head = {s.line for s in seen if _HEAD.search(s.text)}
    for s in seen:
        middle = (s.top + s.bottom) / 2
        if s.line in of_head and x0 < s.x1 and s.x0 < x1 and top < middle < bottom:
            top, bottom = (s.bottom, bottom) if middle < (box[1] + box[3]) / 2 else (top, s.top)
    return x0, top, x1, bottom


def _says(look: Sequence[Seen]) -> bool:
    """Whether ĐẾN stands beside a label of the stamp, or two of its labels stand alone."""
    labels = {slug(s.text.strip(_STOPS)) for s in look} & _LABELS
    return len(labels) > (0 if any(s.text.isupper() and slug(s.text.strip(_STOPS)) == _WORD for s in look) else 1)


def closer(ready: Ready, box: Box, dpi: int) -> list[Seen]:
    """The words of a stamp, looked at by itself, level and larger."""
    piece = ready.straight.crop((max(int(box[0]), 0), max(int(box[1]), 0), int(box[2]) + 1, int(box[3]) + 1))
    angle = sharpest(piece)
    turned = level(piece, angle if abs(angle) >= _SLANTED else 0.0)
    larger = turned.resize((round(turned.width * _LARGER), round(turned.height * _LARGER)))
    looks = [tesseract.recognise(larger, round(dpi * _LARGER), mode)
             for mode in (tesseract.SCATTERED, tesseract.ONE_BLOCK)]
    return max(looks, key=lambda look: (_says(look), sum(s.confidence for s in look)))


def told(ready: Ready, box: Box, dpi: int) -> str:
    """What the stamp says, line by line, with a blank for each figure that was written by hand or hardly read."""
    return " ".join(s.text if s.confidence >= _PRINT or not any(map(str.isdigit, s.text)) else "…"
                    for s in closer(ready, box, dpi))


def frame(seen: Sequence[Seen], rules: Sequence[Segment], dpi: int, height: float) -> Box | None:
    """The frame around the word ĐẾN, in pixels; None where there is no such stamp."""
    point = dpi / _POINTS
    upper = [s for s in seen if s.bottom < _UPPER * height]
    for box in _frames(rules, _TOUCH * point):
        size = ((box[2] - box[0]) / point, (box[3] - box[1]) / point)
        if all(a <= b <= c for a, b, c in zip(_LEAST, size, _MOST, strict=True)) and _says_received(upper, box):
            return box
    return None


def _says_received(seen: Sequence[Seen], box: Box) -> bool:
    """Whether ĐẾN stands in the frame; where one of its letters was not read, beside a label of the stamp."""
    held = [s for s in seen if _inside((s.x0, s.top, s.x1, s.bottom), box)]
    capitals = {slug(s.text) for s in held if s.text.isupper()}
    labels = {slug(s.text) for s in held} & _LABELS
    return _WORD in capitals or bool(labels and capitals & {_WORD[:-1], _WORD[1:]})


def beside(box: Box | None, seen: Sequence[Seen]) -> list[Seen]:
    """The words that are not of the stamp; print under it runs on beside it."""
    held = [box is not None and _inside((s.x0, s.top, s.x1, s.bottom), box) for s in seen]
    for i in range(len(seen) - 2, -1, -1):
        word, after = seen[i], seen[i + 1]
        runs_on = word.line == after.line and 0 < after.x0 - word.x1 < word.size and word.confidence >= _SURE
        held[i] = held[i] and not (runs_on and not held[i + 1])
    return [s for s, within in zip(seen, held, strict=True) if not within]


def rules_beside(box: Box | None, rules: Sequence[Segment]) -> list[Segment]:
    """The rules that are not of the frame: it is no table."""
    return [rule for rule in rules if box is None or not _inside(rule, box)]


def _inside(part: Box, box: Box) -> bool:
    """Whether a part lies wholly in the frame: print over which the frame was stamped reaches out of it."""
    return box[0] <= part[0] and box[1] <= part[1] and part[2] <= box[2] and part[3] <= box[3]


def _frames(rules: Sequence[Segment], touch: float) -> list[Box]:
    """The boxes around rules that touch one another."""
    left, found = list(rules), []
    while left:
        box = left.pop()
        while near := [r for r in left if _touches(r, box, touch)]:
            for rule in near:
                left.remove(rule)
                box = (min(box[0], rule[0]), min(box[1], rule[1]), max(box[2], rule[2]), max(box[3], rule[3]))
        found.append(box)
    return found


def _touches(a: Box, b: Box, touch: float) -> bool:
    return a[0] <= b[2] + touch and b[0] <= a[2] + touch and a[1] <= b[3] + touch and b[1] <= a[3] + touch
