"""The stamp of receipt on a first page: the registry's own frame with name, ĐẾN, number and day.

It says when a directive came and not what it says; read as print, its number and day would stand beside those of the
directive (NĐ 30/2020/NĐ-CP, Điều 22 and Phụ lục IV, mẫu dấu *Đến*).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.folding import slug

from .ruled import Segment
from .tesseract import Seen

_WORD = "den"
_LABELS = frozenset({"so", "ngay", "gio", "chuyen"})
_POINTS = 72
_UPPER = 0.5  # share of the height within which it is stamped
_TOUCH = 6  # points between pieces of one frame
_LEAST, _MOST = (60, 25), (230, 150)  # points, width and height of the frame

Box = tuple[float, float, float, float]


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
    """The words that are not in the frame."""
    return [s for s in seen if box is None or not _inside((s.x0, s.top, s.x1, s.bottom), box)]


def words_of(box: Box | None, seen: Sequence[Seen]) -> list[str]:
    """What the stamp says, which is told and not read as text."""
    return [s.text for s in seen if box is not None and _inside((s.x0, s.top, s.x1, s.bottom), box)]


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
