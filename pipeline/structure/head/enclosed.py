"""Papers that stand in one file behind the directive, each with a letterhead of its own.

Offices scan what belongs together in one go: a công điện and the letter that it cites, a letter and the petition it
answers. The tasks of such a paper count like those of an annex; its letterhead and signature are no tasks.
"""

from __future__ import annotations

from pipeline.model import Document, Paragraph

from ..letters import regex
from ..printed import is_upper
from .annexes import APPENDIX, Span, find_annexes
from .lines import ADDRESS, MOTTO, NUMBER, PLACE_DATE, SUMMARY, Line, head_lines, is_motto
from .person import is_position
from .tail import RECIPIENTS, find_tail
from .zones import Reader, Zones, kind_of

_ABOVE, _BELOW = 5, 10  # paragraphs above quốc hiệu that are of its letterhead, below it that show one
_STATE = 4  # words of quốc hiệu that must have been read
_SHORT, _LONG = 90, 240  # characters of a line of a letterhead, of a whole summary
_FORM = regex(r"[.…]{3,}|^\W*(?:TÊN|Tên) ")  # blanks of a form that others fill in


def further_papers(document: Document, folded: str, body: int) -> list[int]:
    """The paragraphs with which a further letterhead begins after ``body``, forms of annexes left out."""
    texts = [folded[p.start:p.end].strip(" |*") for p in document.paragraphs]
    found: list[int] = []
    for n, paragraph in enumerate(document.paragraphs):
        motto = MOTTO.search(texts[n]) if paragraph.start > body else None
        if motto is None or len(motto.group().split()) < _STATE or not is_upper(motto.group()):
            continue
        first = _first(document.paragraphs, texts, n)
        if document.paragraphs[first].start > body and _is_letterhead(texts[first - 1:first], texts[first:n + _BELOW]):
            found.append(first)
    return found


def _first(paragraphs: tuple[Paragraph, ...], texts: list[str], n: int) -> int:
    """Where the letterhead of a quốc hiệu begins: issuer, number and stamps may stand above it on its page."""
    first = n
    while first > max(n - _ABOVE, 0) and paragraphs[first - 1].page == paragraphs[n].page and _above(texts[first - 1]):
        first -= 1
    return first


def _above(text: str) -> bool:
    of_end = is_position(text) or RECIPIENTS.match(text) or APPENDIX.match(text)
    of_head = is_upper(text) or NUMBER.match(text) or SUMMARY.match(text)
    return bool(of_head) and not of_end and len(text) < _LONG


def _is_letterhead(before: list[str], lines: list[str]) -> bool:
    """Whether the lines are of a paper that was sent: with a number and a day or an addressee, in no form."""
    form = any(map(APPENDIX.match, before + lines)) or any(map(_FORM.search, lines))
    dated = any(len(line) < _SHORT and PLACE_DATE.search(line) for line in lines)
    sent = dated or any(map(ADDRESS.match, lines))
    return not form and sent and any(map(NUMBER.match, lines))


def bodies_of(document: Document, folded: str, papers: list[int]) -> tuple[Span, ...]:
    """What the papers say, from their title or their body to their signature, each with its annexes."""
    ends = [*(document.paragraphs[n].start for n in papers[1:]), len(document.text)]
    spans: list[Span] = []
    for first, end in zip(papers, ends, strict=False):
        lines = head_lines(document, folded, first, end)
        zones = Reader(lines, end).read()
        tail = find_tail(document, folded, zones.body, end)
        spans.append((_title(lines, zones), tail.start if tail else end))
        spans += find_annexes(document, folded, tail.end, end) if tail else ()
    return tuple((a, len(document.text[:b].rstrip())) for a, b in spans if a < b)


def _title(lines: list[Line], zones: Zones) -> int:
    """Where the title of a paper begins, of a kind of the decree or of another (*ĐƠN TRÌNH BÁO*); else its body."""
    under = max((line.start for line in lines if is_motto(line) and line.start < zones.body), default=0)
    titles = (line.start for line in lines if under < line.start < zones.body and line.column is None and line.upper
              and kind_of(line) in {"type", "text"})
    return next(titles, zones.body)
