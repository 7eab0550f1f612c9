"""The lines of the head: paragraphs cut where one zone runs into the next.

Sources set the head in two columns, in one table or on one line; converters merge and swap them.
Cutting at the words that open a zone (``Số:``, ``V/v``, ``Kính gửi``, quốc hiệu, place and date)
gives the same lines for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model import Document, Paragraph, Style
from pipeline.model.text import Column

from ..letters import regex
from ..numbers import STATE
from ..printed import is_upper, squeeze
from .cues import cue, enacting_at_end, inline_body, title_pattern

# Recognised text loses marks on capitals, so the vowels of quốc hiệu may be any letters.
MOTTO = regex(
    r"C\w{1,2}NG\s+H\w{1,2}\s+(?:X\w{1,2}\s+H\w{1,2}I\s*)?(?:CH\w{1,2}\s+)?(?:NGH\w{2,3}\s+)?(?:VI\w{1,2}T\s*)?(?:NAM(?!\w))?|"
    r"(?i:đ\w{1,2}c\s*l\w{1,2}p\s*.\s*t\w{1,2}\s*do\s*.\s*h\w{1,2}nh\s*ph\w{1,2}c)|Đ\w{1,2}NG\s+C\w{1,2}NG\s+S\w{1,2}N\s+VI\w{1,2}T\s+NAM"
)
MOTTO_WORDS = frozenset(("CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM"))
SUMMARY = regex(r"[Vv]/[vV]\.?\s*:?\s*")
NUMBER = regex(r"S[ốỐ]\s*:\s*|Số\s+(?=\d+\s*/|\d+\s?-\s?[A-ZĐ]{1,5}/)|S[ốỐ]\s+(?=[./-]*\s*/[A-ZĐ])")
PLACE_DATE = regex(
    r"(?<!\w)(?:(?P<place>(?:T\.?P\.?\s?(?:HCM)?|[Tt]hành phố |[Tt]ỉnh |[Hh]uyện |[Xx]ã |[Pp]hường |[Đđ]ặc khu )?"
    r"(?:[:U:][:L:]+(?:['’-][:U::L:]+)?(?:(?:\s?-\s?|\s{1,2})[:U:][:L:]+(?:['’-][:U::L:]+)?){0,5}|(?<=HCM)))\s*,\s*)?"
    r"(?:n|N)gày[\s.…_]*\d{0,2}[\s.…_/]*tháng[\s.…_]*\d{0,2}[\s.…_/]*năm[\s.…_]*(?:(?:19|20)\d{0,2})?"
)
ADDRESS = regex(r"(?:Đồng\s+)?[Kk]ính\s+gửi\s*:?|KÍNH\s+GỬI\s*:?|Gửi\s*:")
DIEN = regex(r"(?<!\w)[Đđ](?:iện|IỆN)\s*:")
RULE = regex(r"^[\s_*.=~|-]*$")
_HEAD_CHARS = 9000
_HEAD_PARAGRAPHS = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a paragraph: its span, its folded text, and how it is set.

    ``whole`` tells a line that is a paragraph of its own from one cut out of a longer paragraph.
    """

    start: int
    end: int
    folded: str
    column: Column | None
    style: Style
    paragraph: int
    whole: bool = True
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Set ``text``, the folded text on one line."""
        object.__setattr__(self, "text", squeeze(self.folded).strip("|* "))

    @property
    def upper(self) -> bool:
        """Whether the line is set in capitals."""
        return is_upper(self.folded)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " |*":
        start += 1
    while end > start and folded[end - 1] in " |*":
        end -= 1
    return start, end


def make_line(document: Document, folded: str, index: int, start: int, end: int) -> Line:
    """A line of the span, which lies in the paragraph ``index``."""
    paragraph = document.paragraphs[index]
    whole = start <= paragraph.start and end >= paragraph.end
    start, end = _trimmed(folded, start, end)
    return Line(start, end, folded[start:end], paragraph.column, paragraph.style, index, whole)


def _date_cuts(text: str) -> Iterator[int]:
    """Cuts around the place and date of issue: a place or nothing else on its line; a date within prose is none."""
    for m in PLACE_DATE.finditer(text) if "gày" in text else ():
        before, after = text[: m.start()].rstrip(" |"), text[m.end():].lstrip(" |")
        opened = is_upper(before[-12:]) or before[-1:].isdigit()
        alone = not before or opened or SUMMARY.search(before) or NUMBER.search(before)
        if alone and (m["place"] or not before) and not regex(r"[,;]|[:L:(]").match(after):
            yield m.start()
            yield m.end()


def _title_cuts(text: str) -> Iterator[int]:
    """Cuts after a tên loại that opens the paragraph or follows the date."""
    m = title_pattern().match(text.lstrip(" *|"))
    if m:
        yield m.end() + len(text) - len(text.lstrip(" *|"))


def _dien_cut(text: str) -> Iterator[int]:
    """The cut before the name of the sender of a công điện, the capitals that stand before ``điện:``."""
    m = DIEN.search(text)
    if not m:
        return
    run = regex(r"(?:[:U:][:U:,.-]*\s+)+$").search(text[: m.start()])
    start = run.start() if run else m.start()
    heads = [h.start() for h in _SENDER.finditer(text, start, m.start())]
    yield heads[-1] if heads else start
    yield m.end()


def _number_cut(text: str) -> Iterator[int]:
    """The cut between the number and a summary on the same line that has no V/v."""
    label = NUMBER.match(text)
    number = STATE.match(text, label.end()) if label else None
    if number and regex(r"\s*\*?Về\s").match(text, number.end()):
        yield number.end()


def _caps_cut(text: str) -> Iterator[int]:
    """The cuts where a title in capitals runs into the body, and before the enacting line between them."""
    run = regex(r"[^:L:]{15,}?\s(?=[:U:][:L:]+\s)").match(text)
    if not run or len(text) - run.end() < 30 or not cue("body", text[run.end():]):
        return
    yield run.end()
    party = enacting_at_end(text[: run.end()].rstrip())
    if party:
        yield party


def _body_cut(text: str) -> Iterator[int]:
    """The cut between an addressee and a body set on the same line."""
    m = ADDRESS.match(text)
    start = inline_body(text, m.end()) if m else None
    if start is not None and len(text) - start > 80:
        yield start


_SENDER = regex(
    r"(?<!\w)(?:CHỦ TỊCH (?:ỦY BAN|UBND)|(?<!PHÓ )THỦ TƯỚNG|(?<!CHỦ TỊCH )(?:ỦY BAN NHÂN DÂN|UBND)|BỘ TRƯỞNG|"
    r"(?<!BỘ TRƯỞNG )BỘ|BAN CHỈ ĐẠO|BAN CHỈ HUY|VĂN PHÒNG|SỞ|CỤC)(?!\w)"
)


def cuts(text: str) -> list[int]:
    """Where zones begin inside the folded text of one paragraph, in order."""
    found: set[int] = set()
    for m in MOTTO.finditer(text):
        if len(m.group().split()) >= 3:
            found |= {m.start(), m.end()}
    short_of = min([m.start() for m in ADDRESS.finditer(text)] + [len(text)])
    labels = (m for pattern in (NUMBER, SUMMARY) for m in pattern.finditer(text, 0, short_of))
    found |= {m.start() for m in labels if m.start() < 200}
    found |= {m.start() for m in ADDRESS.finditer(text)}
    found |= set(_number_cut(text)) | set(_caps_cut(text))
    found |= set(_date_cuts(text)) | set(_title_cuts(text)) | set(_dien_cut(text)) | set(_body_cut(text))
    return sorted(found - {0, len(text)})


def paragraph_lines(document: Document, folded: str, index: int) -> list[Line]:
    """The lines of one paragraph of the head."""
    paragraph = document.paragraphs[index]
    lines = []
    for start, end in _printed_lines(document.text, paragraph):
        marks = [start, *(start + c for c in cuts(folded[start:end])), end]
        pieces = [make_line(document, folded, index, a, b) for a, b in pairwise(marks)]
        lines += [piece for piece in pieces if piece.folded]
    return lines


def _printed_lines(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The parts of a paragraph between line ends; most paragraphs have none."""
    start = paragraph.start
    for m in re.finditer("\n", text[paragraph.start:paragraph.end]):
        yield start, paragraph.start + m.start()
        start = paragraph.start + m.end()
    yield start, paragraph.end


def head_lines(document: Document, folded: str, first: int = 0, end: int | None = None) -> list[Line]:
    """The lines of the paragraphs from ``first`` on that can hold a head: the first pages' worth, cut by zones; ``end``
    is the offset where the next paper of the file begins."""
    lines: list[Line] = []
    for i, paragraph in enumerate(document.paragraphs[first:first + _HEAD_PARAGRAPHS], first):
        if paragraph.start > document.paragraphs[first].start + _HEAD_CHARS or (end and paragraph.start >= end):
            break
        lines += paragraph_lines(document, folded, i)
    return lines


def is_rule(line: Line) -> bool:
    """A line of dashes or nothing."""
    return bool(RULE.match(line.folded))


def is_motto(line: Line) -> bool:
    """Quốc hiệu, tiêu ngữ, or the rest of one that was wrapped."""
    if MOTTO.search(line.folded):
        return True
    words = line.text.split()
    return 0 < len(words) <= 4 and set(words) <= MOTTO_WORDS and words[-1] == "NAM"


def is_mark(line: Line) -> bool:
    """A stamp of urgency or secrecy, a draft mark, a stamp of arrival."""
    return any(cue(kind, line.text) for kind in ("stamp", "secrecy", "mark"))
