"""What follows the signature: annexes, attached plans and regulations; and what they say of the directive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.model import Document

from ..letters import regex
from ..numbers import DocNumber, parse_number
from ..printed import dates, is_upper, squeeze
from .cues import cue, title_pattern

Span = tuple[int, int]
_FOOTNOTE = regex(r"^\s*(?:\[\d{1,3}\]|\d{1,2} [:U:][:L:])")
APPENDIX = regex(
    r"^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|MẪU SỐ|Mẫu số|MẪU BIỂU|Mẫu biểu|BIỂU SỐ|Biểu số|BIỂU MẪU)(?!\w)"
)
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


def find_annexes(document: Document, folded: str, start: int, end: int) -> tuple[Span, ...]:
    """The spans of the annexes between ``start`` and ``end``, each from its heading to the next; footnotes are none."""
    tables = [(t.start, t.end) for t in document.tables if t.end > start]
    paragraphs = [(p.start, folded[p.start:p.end].strip(" |*")) for p in document.paragraphs if start <= p.start < end]
    outside = [not any(a <= offset < b for a, b in tables) for offset, _ in paragraphs]
    first = _first(paragraphs, outside)
    if first is None:
        return ()
    heads = [n for n in range(first + 1, len(paragraphs)) if outside[n] and _heads_annex(paragraphs, n)]
    starts = [paragraphs[first][0], *(paragraphs[n][0] for n in heads)]
    bounds = [(a, _trim(document.text, a, b)) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    return _without_scraps(bounds)


def _first(paragraphs: list[tuple[int, str]], outside: list[bool]) -> int | None:
    noted = False
    for n, (_, text) in enumerate(paragraphs):
        noted = noted or bool(_FOOTNOTE.match(text))
        if not outside[n] or _begins(text, noted):
            return n
    return None


def _heads_annex(paragraphs: list[tuple[int, str]], n: int) -> bool:
    """Whether the paragraph is the heading of a further annex.

    An appendix or form says so itself; a plan or regulation stands alone on its line; other headings
    count when the note *kèm theo* follows.
    """
    text, before = paragraphs[n][1], paragraphs[n - 1][1]
    if APPENDIX.match(before) or len(text) > 260:
        return False
    if APPENDIX.match(text):
        return is_upper(text[:8]) or bool(regex(r"^\S+ \S+(?: số)?:? ?[\dIVX]*[.:]?(?:\s|$)").match(text))
    title = title_pattern().fullmatch(text)
    below = " ".join(other for _, other in paragraphs[n + 1: n + 4])[:400]
    return bool(cue("annex", text)) and bool(title or cue("attached", below.lower())) and is_upper(text[:12])


def _without_scraps(spans: list[Span]) -> tuple[Span, ...]:
    """Spans too short to be an annex, such as a second letterhead, joined to the next."""
    kept: list[Span] = []
    carried: int | None = None
    for n, (start, end) in enumerate(spans):
        begin = start if carried is None else carried
        if end - start < 160 and n + 1 < len(spans):
            carried = begin
            continue
        kept.append((begin, end))
        carried = None
    return tuple(kept)


def _begins(text: str, noted: bool) -> bool:
    """Whether an annex can begin with this paragraph: scraps of a signature and footnotes cannot.

    ``noted`` tells that footnotes were seen: what follows them is their rest unless it is a heading.
    """
    if not text or _FOOTNOTE.match(text) or cue("noise", text) or not regex(r"\w{2}").search(text):
        return False
    if cue("annex", text):
        return True
    if is_upper(text):
        return len(text) > 15
    return not noted and len(text) > 60 and not regex(r"^(?:\d{1,2} [:U:]|\*|Ghi chú)").match(text)


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
