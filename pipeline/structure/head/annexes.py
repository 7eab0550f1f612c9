"""What follows the signature: annexes, attached plans and regulations; and what they say of the directive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.model import Document

from ..letters import regex
from ..numbers import DocNumber, parse_number
from ..printed import dates, is_upper, squeeze
from .cues import cue

Span = tuple[int, int]
_FOOTNOTE = regex(r"^\s*\[\d{1,3}\]")
_MAIN = regex(r"^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|MẪU|Mẫu (?:số|biểu)|BIỂU|Biểu (?:số|mẫu)|QUY CHẾ|QUY ĐỊNH|KẾ HOẠCH|ĐỀ ÁN|DANH MỤC|DANH SÁCH|QUY TRÌNH|"
                   r"CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐIỀU LỆ|BẢNG|PHÂN CÔNG)")
_ATTACHED = regex(
    r"kèm theo\s+(?P<type>[:L:]+(?: [:L:]+){0,2}?)\s*(?:số\s*)?:?\s*(?=[\s.…*]*[\d/])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Attached:
    """``Kèm theo Công văn số … ngày … của …``: what an annex says of the directive it belongs to."""

    type: str
    number: DocNumber | None
    issued_on: date | None
    issuer: str | None
    start: int
    end: int


def find_annexes(document: Document, folded: str, start: int) -> tuple[Span, ...]:
    """The spans of the annexes after ``start``, each from its heading to the next; footnotes are none."""
    heads: list[int] = []
    first: int | None = None
    tables = [(t.start, t.end) for t in document.tables if t.end > start]
    previous = ""
    for paragraph in document.paragraphs:
        if paragraph.start < start:
            continue
        text = folded[paragraph.start:paragraph.end].strip(" |*")
        in_table = any(a <= paragraph.start < b for a, b in tables)
        if first is None and (in_table or _begins(text)):
            first = paragraph.start
        if first is not None and not in_table and _MAIN.match(text) and cue("annex", text) and _heading(text) \
                and not _MAIN.match(previous):
            heads.append(paragraph.start)
        previous = text if text else previous
    if first is None:
        return ()
    starts = sorted({first, *heads})
    ends = [*starts[1:], len(document.text)]
    return tuple((a, _trim(document.text, a, b)) for a, b in zip(starts, ends, strict=True))


def _begins(text: str) -> bool:
    """Whether an annex can begin with this paragraph: scraps of a signature and footnotes cannot."""
    if not text or _FOOTNOTE.match(text) or cue("noise", text):
        return False
    if cue("annex", text):
        return True
    return is_upper(text) and len(text) > 15 or len(text) > 60 and not re.match(r"\d{1,2} [A-ZĐ]|\*|Ghi chú", text)


def _heading(text: str) -> bool:
    return len(text) < 260 and (is_upper(text[:40]) or bool(re.match(r"(?:Phụ lục|Mẫu|Biểu)\b", text)))


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def attached_lines(folded: str, start: int) -> list[Attached]:
    """All ``kèm theo …`` notes from ``start`` that print a number or its blank."""
    found: list[Attached] = []
    for m in _ATTACHED.finditer(folded, start):
        stop = min(m.end() + 260, len(folded))
        rest = folded[m.end():stop].replace("*", "")
        close = rest.find(")")
        rest = rest[: close if close > 0 else 200]
        number = parse_number(rest.lstrip(" .:"))
        day = next((d for d in dates(rest)), None)
        found.append(Attached(squeeze(m["type"]).lower(), number, day.value if day and day.start < 60 else None,
                              _of_whom(rest), m.start(), min(m.end() + len(rest), len(folded))))
    return found


def _of_whom(rest: str) -> str | None:
    m = regex(r"(?<!\w)của\s+([:U:][^();.]{3,160})$").search(squeeze(rest))
    return m.group(1).strip(" ,") if m else None
