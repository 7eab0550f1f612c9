"""The two columns at the head and at the foot of a directive (NĐ 30/2020, Phụ lục I, mục II).

Head: issuer, number and V/v on the left, quốc hiệu and date on the right. Foot: Nơi nhận on the
left, signature on the right. Both are found by the white strip that runs down between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .rows import Row, segments, size_of, text_of

_MOTTO = re.compile(r"CỘNG H[OÒÓÕ][AÀÁÃ]\s+XÃ|Độc lập\s*[-–—]\s*Tự do|ĐẢNG CỘNG SẢN", re.IGNORECASE)
_RECIPIENTS = re.compile(r"N[ơƠ]i\s+nhận|NƠI NHẬN", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:Đồng )?[Kk]ính\s+(?:gửi|chuyển)|KÍNH GỬI")
_ABOUT = re.compile(r"V/v|Về\b", re.IGNORECASE)
_DATED = re.compile(r"ngày.*tháng.*năm", re.IGNORECASE)
_NUMBERED = re.compile(r"^S[ốÓóỐ]\s*:?", re.IGNORECASE)
_BULLET = re.compile(r"^[-–+*•]")
_NAME_ONLY = 0.1  # a type size smaller than any: no row on the left goes on with it
_JOIN = 0.5  # words closer than this many type sizes are one piece of print
_LARGER = 1.2  # points by which print is larger than the list of recipients when it is no part of it
_ROUGHLY = 0.5  # the same as a share of the type size where recognition has measured it from a few letters
_STRIP = 5.0  # the least width of the white strip, points


@dataclass(frozen=True, slots=True)
class Strip:
    """The white strip between two columns: rows ``first`` up to before ``last``, cut at ``x``."""

    first: int
    last: int
    x: float
    zone: str


class _White:
    """What is left white, over all rows so far, in the middle part of the page."""

    def __init__(self, low: float, high: float) -> None:
        self.gaps: list[tuple[float, float]] = [(low, high)]

    def without(self, row: Row) -> list[tuple[float, float]]:
        """The white that stays when ``row`` is printed over it."""
        left = self.gaps
        for piece in segments(row, _JOIN):
            x0, x1 = piece[0].x0, max(w.x1 for w in piece)
            left = [(a, b) for gap in left for a, b in ((gap[0], min(gap[1], x0)), (max(gap[0], x1), gap[1]))
                    if b - a >= _STRIP]
        return left

    @property
    def middle(self) -> float:
        """The middle of the widest white gap."""
        a, b = max(self.gaps, key=lambda g: g[1] - g[0])
        return (a + b) / 2


def head(rows: list[Row], width: float, centre: float) -> Strip | None:
    """The two-column head: from the first row down to the last that leaves the strip white.

    ``centre`` is the middle of the text area; a title standing there ends the head.
    """
    motto = next((i for i, row in enumerate(rows[:14]) if _motto_right(row, width)), None)
    if motto is None:
        return None
    white = _White(0.2 * width, 0.72 * width)
    start = _first_of_head(rows, motto, white)
    last, dated = start, False
    for i in range(start, len(rows)):
        row = rows[i]
        if i > motto and _ends_head(row, rows[i - 1], dated, centre):
            break
        left = white.without(row)
        if not left:
            break
        white.gaps = left
        dated = dated or bool(_DATED.search(text_of(row)))
        last = i + 1
    return Strip(start, last, white.middle, "head") if last > motto else None


def _motto_right(row: Row, width: float) -> bool:
    return bool(_MOTTO.search(text_of([w for w in row if w.middle > 0.4 * width])))


def _first_of_head(rows: list[Row], motto: int, white: _White) -> int:
    """The issuer may stand a row above the motto; an urgency stamp may stand higher still."""
    first = motto
    for i in range(motto, -1, -1):
        probe = _White(*white.gaps[0])
        if all(probe.without(r) for r in rows[i:motto + 1]):
            first = i
    return first


def _ends_head(row: Row, above: Row, dated: bool, centre: float) -> bool:
    pieces = segments(row, _JOIN)
    size = size_of(row)
    if _ADDRESSED.match(text_of(pieces[0])):
        return True
    if _ABOUT.match(row[0].text):
        return False
    if not dated or len(pieces) > 1:
        return False
    middle = (row[0].x0 + row[-1].x1) / 2
    gap = row[0].baseline - above[0].baseline
    return abs(middle - centre) < 14 or gap > 1.95 * size


def foot(rows: list[Row], width: float, start: int, carried: float = 0.0) -> Strip | None:
    """The two-column foot: from Nơi nhận (or the signature beside and above it) down to the last row
    that leaves the strip white.

    ``carried`` is the type size of a list of recipients that ran to the end of the page before, else 0;
    the foot then goes on at the top of this page.
    """
    first = next((i for i in range(start, len(rows)) if _recipients_left(rows[i], width)), None)
    if carried and first is None and rows and not _ends_foot(rows[0], rows[0], carried, width):
        return _foot_from(rows, 0, width, carried)
    if first is None:
        return None
    while first > start and _is_signature_above(rows[first - 1], rows[first], width):
        first -= 1
    return _foot_from(rows, first, width, 0.0)


def _foot_from(rows: list[Row], first: int, width: float, list_size: float) -> Strip | None:
    white = _White(0.25 * width, 0.8 * width)
    last = first
    for i in range(first, len(rows)):
        if i > first and list_size and _ends_foot(rows[i], rows[i - 1], list_size, width):
            break
        left = white.without(rows[i])
        if not left:
            break
        white.gaps = left
        list_size = list_size or _list_size(rows[i])
        last = i + 1
    return Strip(first, last, white.middle, "foot") if last > first else None


def carries_on(rows: list[Row], strip: Strip | None) -> float:
    """The type size of a list of recipients that reaches the page end unfinished, else 0.

    The last recipient is the archive (*Lưu: VT …*); after it the list is complete, and only the signer's
    name may still be to come.
    """
    if strip is None or strip.zone != "foot" or strip.last < len(rows):
        return 0.0
    some = rows[strip.first:strip.last]
    sizes = [size for row in some if (size := _list_size(row))]
    sizes = sizes or [size_of(row) for row in some if _RECIPIENTS.match(text_of(row[:2]))]
    if sizes and not any(re.search(r"-\s*Lưu\b", text_of(row)) for row in some):
        return sizes[-1]
    right = [text for row in some if (text := " ".join(w.text for w in row if w.middle > strip.x))]
    return _NAME_ONLY if right and right[-1].isupper() else 0.0


def _recipients_left(row: Row, width: float) -> bool:
    return bool(_RECIPIENTS.match(text_of(row[:2]))) and row[0].x0 < 0.4 * width


def _is_signature_above(row: Row, below: Row, width: float) -> bool:
    close = below[0].baseline - row[0].baseline < 2.2 * size_of(row)
    return close and row[0].x0 > 0.42 * width and text_of(row).isupper()


def _list_size(row: Row) -> float:
    return size_of(segments(row, _JOIN)[0]) if _BULLET.match(row[0].text) else 0.0


def _ends_foot(row: Row, above: Row, list_size: float, width: float) -> bool:
    """A row on the left in larger type, or far below and no list item, is no recipient any more."""
    pieces = segments(row, _JOIN)
    if pieces[0][0].x0 > 0.42 * width and pieces[0][-1].x1 > 0.55 * width:
        return len(pieces) == 1 and _is_centred(row, width) and row[0].baseline - above[0].baseline > 60
    size = size_of(pieces[0])
    far = row[0].baseline - above[0].baseline > 2.2 * size
    larger = _LARGER if row[0].confidence is None else _ROUGHLY * list_size
    if _BULLET.match(row[0].text) and size < list_size + larger:
        return False
    return size > list_size + larger or (far and len(pieces) == 1)


def _is_centred(row: Row, width: float) -> bool:
    return abs((row[0].x0 + row[-1].x1) / 2 - width / 2) < 30
