"""Tên loại and trích yếu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..letters import regex
from ..numbers import DocNumber, parse_number
from ..printed import fold, is_upper, make_date, squeeze
from .cues import title_pattern
from .lines import SUMMARY, Line
from .zones import Zones

Span = tuple[int, int]
# The title of a gazette: CHỈ THỊ CỦA BỘ … SỐ … NGÀY … VỀ …
_GAZETTE = regex(
    r"^CỦA\s+(?P<issuer>.+?)\s+SỐ\s*:?\s*(?P<number>\d\S*(?:\s?-\s?\S+)?)\s+NGÀY\s+(?P<day>\d{1,2})\s+THÁNG\s+(?P<month>\d{1,2})"
    r"\s+NĂM\s+(?P<year>\d{4})\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Title:
    """What the title says; ``number``, ``issued_on`` and ``issuer`` only when it prints them itself."""

    type: str | None = None
    subject: str | None = None
    type_span: Span | None = None
    subject_span: Span | None = None
    number: DocNumber | None = None
    issued_on: date | None = None
    issuer: str | None = None


def _clean(text: str) -> str:
    return squeeze(text.replace("|", " ").replace("*", " ")).strip(" .;:,_-")


def read_title(zones: Zones, text: str) -> Title:
    """The type and the summary as printed; ``text`` is the document's."""
    if zones.type:
        return _titled(zones, zones.type, text)
    if zones.summary:
        first = zones.summary[0]
        m = SUMMARY.match(first.folded)
        start = first.start + (m.end() if m else 0)
        spans = [(start, first.end), *((line.start, line.end) for line in zones.summary[1:])]
        return Title("công văn", _join(text, spans), (first.start, start), _cover(spans))
    return Title()


def _join(text: str, spans: list[Span]) -> str | None:
    return _clean(" ".join(text[a:b] for a, b in spans)) or None


def _cover(spans: list[Span]) -> Span | None:
    spans = [s for s in spans if s[1] > s[0]]
    return (spans[0][0], spans[-1][1]) if spans else None


def _titled(zones: Zones, line: Line, text: str) -> Title:
    m = title_pattern().match(line.folded)
    if not m:
        return Title()
    name = squeeze(m.group(1)).lower()
    spans = _subject_spans(line, line.start + m.end(), zones.title)
    if spans:
        prefix = SUMMARY.match(fold(text[spans[0][0]: spans[0][1]]))
        spans[0] = (spans[0][0] + (prefix.end() if prefix else 0), spans[0][1])
    subject = _join(text, spans)
    gazette = _GAZETTE.match(fold(subject)) if subject else None
    if subject and gazette:
        return Title(name, subject[gazette.end():] or None, (line.start, line.start + m.end()), _cover(spans),
                     parse_number(gazette["number"]), make_date(gazette["day"], gazette["month"], gazette["year"]),
                     gazette["issuer"])
    return Title(name, subject, (line.start, line.start + m.end()), _cover(spans))


def _subject_spans(line: Line, after: int, title: list[Line]) -> list[Span]:
    """The rest of the type's line and the lines of the title; GIẤY MỜI HỌP keeps *họp* out of the summary."""
    rest = (after, line.end) if line.end > after else None
    spans = [(part.start, part.end) for part in title]
    if rest and not (title and is_upper(line.folded) and not title[0].upper):
        spans.insert(0, rest)
    return spans
