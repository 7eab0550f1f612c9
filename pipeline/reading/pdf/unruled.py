"""Tables of tasks whose lines are not drawn: a row of known headings, and rows that keep to its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge.columns import column_roles

from ..draft import Box
from .rows import Row, segments, size_of, text_of

_GAP, _CELL = 0.9, 0.5  # type sizes between two headings, and between two cells
_LEAST, _MOST_WORDS = 3, 24  # columns of a table; words in a line of headings
_HEADING_LINES = 3
_WHITE = 3.0  # points of white between two columns
_APART = 1.2  # of the distance of lines of headings: the first row of the table
_LINES, _FAR = 1.35, 4.0  # of the usual distance of lines: a new row of the table, the end of it
_ORDINAL = re.compile(r"^(?:s?tt|số tt|số thứ tự|no)\.?$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[a-zđ])[.)]?$")
_ENDS = re.compile(r"N[ơƠ]i\s+nhận|(?:TM|KT|TL|TUQ|Q)\.\s?[A-ZĐ]|Ghi chú:")
_TELLING = frozenset(("lead", "party", "deadline", "support"))
_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table: rows ``first`` up to before ``last`` of the page, its ``cells`` and the x of its column ``borders``."""

    first: int
    last: int
    cells: list[Box]
    borders: tuple[float, ...]


def find(lines: Sequence[Row], carried: Sequence[float] = ()) -> list[Unruled]:
    """The tables without rules among the ``lines`` of a page; ``carried`` are the borders of one that the page before
    ended in."""
    found: list[Unruled] = []
    if carried and (table := _carried_on(lines, carried)):
        found.append(table)
    at = found[-1].last if found else 0
    while at < len(lines):
        table = _at(lines, at) if _may_head(lines[at]) else None
        if table is not None:
            found.append(table)
        at = table.last if table else at + 1
    return found


def _may_head(line: Row) -> bool:
    if not _LEAST <= len(line) <= _MOST_WORDS:
        return False
    return sum(b.x0 - a.x1 > _GAP * a.size for a, b in pairwise(line)) >= _LEAST - 1


def _at(lines: Sequence[Row], at: int) -> Unruled | None:
    """The table whose headings begin at line ``at``: they end where a number or more white follows, else at once."""
    found: list[Unruled] = []
    for height in range(1, _HEADING_LINES + 1):
        heads = lines[at : at + height]
        if len(heads) < height or (height > 1 and _distance(heads[-2], heads[-1]) > _FAR / 2 * size_of(heads[-1])):
            break
        columns = _columns(heads)
        seen = any(word.confidence is not None for row in heads for word in row)
        if len(columns) >= _LEAST and _are_headings([_words(heads, x0, x1) for x0, x1 in columns], seen):
            table = _below(lines, at, height, columns)
            if table is not None and (_NUMBER.match(lines[at + height][0].text) or _is_apart(lines, at, height)):
                return table
            found += [table] if table else []
    return found[0] if found else None


def _is_apart(lines: Sequence[Row], at: int, height: int) -> bool:
    """Whether several lines of headings stand closer to each other than to what follows."""
    inside = [_distance(a, b) for a, b in pairwise(lines[at : at + height])]
    return bool(inside) and _distance(lines[at + height - 1], lines[at + height]) > _APART * max(inside)


def _columns(heads: Sequence[Row]) -> list[tuple[float, float]]:
    """What the headings cover from left to right, those under each other as one."""
    parts = sorted((part[0].x0, max(w.x1 for w in part)) for row in heads for part in segments(row, _GAP))
    joined: list[tuple[float, float]] = []
    for x0, x1 in parts:
        if joined and x0 < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def _words(rows: Sequence[Row], x0: float, x1: float) -> str:
    return " ".join(text_of([w for w in row if x0 <= w.middle <= x1]) for row in rows).strip()


def _are_headings(texts: Sequence[str], recognised: bool) -> bool:
    roles = ["ordinal" if _ORDINAL.match(text) else column_roles(text, recognised) for text in texts]
    known = [role for role in roles if role != "other"]
    return len(known) * 3 >= len(roles) * 2 and "work" in known and not _TELLING.isdisjoint(known)


def _below(lines: Sequence[Row], at: int, height: int, columns: Sequence[tuple[float, float]]) -> Unruled | None:
    """The table under its headings, None where no rows follow that keep to their columns."""
    gaps = [((a[0] + a[1]) / 2, (b[0] + b[1]) / 2) for a, b in pairwise(columns)]
    white = [[gap] for gap in gaps]
    last = at
    for i in range(at, len(lines)):
        if i >= at + height and _stops(lines, i, at + height):
            break
        left = [_without(pieces, lines[i]) for pieces in white]
        if not all(left):
            break
        white, last = left, i + 1
    if last - at - height < 1:
        return None
    inner = [_middle(pieces) for pieces in white]
    body = lines[at:last]
    outer = min(w.x0 for row in body for w in row) - _EDGE, max(w.x1 for row in body for w in row) + _EDGE
    borders = (outer[0], *inner, outer[1])
    starts = _starts(lines[at + height : last], borders)
    return _table(lines, at, last, [0, *(height + n for n in starts)], borders) if starts else None


def _stops(lines: Sequence[Row], i: int, first: int) -> bool:
    """Whether line ``i`` is below the table: the foot of the directive, or far from the line before."""
    if any(_ENDS.match(text_of(part)) for part in segments(lines[i], _GAP)):
        return True
    return i > first and _distance(lines[i - 1], lines[i]) > _FAR * size_of(lines[i])


def _without(gaps: Sequence[tuple[float, float]], line: Row) -> list[tuple[float, float]]:
    """What stays white of ``gaps`` when ``line`` is printed over them."""
    left = list(gaps)
    for part in segments(line, _CELL):
        x0, x1 = part[0].x0, max(w.x1 for w in part)
        left = [(a, b) for gap in left for a, b in ((gap[0], min(gap[1], x0)), (max(gap[0], x1), gap[1]))
                if b - a >= _WHITE]  # fmt: skip
    return left


def _middle(gaps: Sequence[tuple[float, float]]) -> float:
    a, b = max(gaps, key=lambda gap: gap[1] - gap[0])
    return (a + b) / 2


def _starts(body: Sequence[Row], borders: Sequence[float]) -> list[int]:
    """The lines of ``body`` at which rows of the table begin: by their numbers, else by the white above them, else by
    their cells."""
    firsts = [[w for w in row if w.middle < borders[1]] for row in body]
    numbered = [n for n, first in enumerate(firsts) if first and _NUMBER.match(text_of(first))]
    steps = [_distance(a, b) for a, b in pairwise(body)]
    apart = [0, *(n + 1 for n, step in enumerate(steps) if step > _LINES * min(steps))]
    if numbered and numbered[0] == 0:
        return numbered
    if len(numbered) <= 1 < len(apart) or len(numbered) == len(apart):
        return apart
    filled = [n for n, row in enumerate(body) if 2 * _filled(row, borders) > len(borders)]
    return filled if filled and filled[0] == 0 else []


def _filled(row: Row, borders: Sequence[float]) -> int:
    return sum(any(a < w.middle <= b for w in row) for a, b in pairwise(borders))


def _distance(above: Row, below: Row) -> float:
    return max(w.baseline for w in below) - max(w.baseline for w in above)


def _table(lines: Sequence[Row], first: int, last: int, starts: Sequence[int], borders: tuple[float, ...]) -> Unruled:
    tops = [min(w.top for w in lines[first + n]) for n in starts]
    bottom = max(w.bottom for w in lines[last - 1]) + 1
    ys = [*(top - 1 for top in tops), bottom]
    cells = [(x0, y0, x1, y1) for y0, y1 in pairwise(ys) for x0, x1 in pairwise(borders)]
    return Unruled(first, last, cells, borders)


def _carried_on(lines: Sequence[Row], borders: Sequence[float]) -> Unruled | None:
    """The rows at the top of a page that keep to the columns of the page before."""
    last = 0
    while last < len(lines) and not _stops(lines, last, 0) and _keeps_to(lines[last], borders):
        last += 1
    if max((_filled(row, borders) for row in lines[:last]), default=0) < _LEAST - 1:
        return None
    return _table(lines, 0, last, sorted({0, *_starts(lines[:last], borders)}), tuple(borders))


def _keeps_to(line: Row, borders: Sequence[float]) -> bool:
    parts = [(part[0].x0, max(w.x1 for w in part)) for part in segments(line, _CELL)]
    return not any(x0 < x - 1 and x + 1 < x1 for x0, x1 in parts for x in borders[1:-1])
