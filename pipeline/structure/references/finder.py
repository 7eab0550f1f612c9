"""``find_references``: the mentions of one document made one reference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import Document, Head, Reference

from ..letters import regex
from ..numbers import DocNumber
from ..printed import fold
from .context import after_date, clauses_of, date_of, issuer_of, phrase_start, type_of
from .mentions import Mention, find_mentions
from .relations import relation_of, stronger

_SHORT = regex(
    r"(?<!\w)(?P<type>Luật|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Công điện|Thông tư|Công văn|Kế hoạch|Thông báo|Kết luận)\s+(?:số\s+)?"
    r"(?P<serial>\d{1,6})(?![\d/]|\s?[/-])(?=[\s,.;)])"
)


@dataclass(frozen=True, slots=True)
class _Found:
    number: DocNumber
    reference: Reference


def find_references(text: str, span: tuple[int, int] | None, head: Head) -> tuple[Reference, ...]:
    """Every other document cited by its number in the span (the whole text when None), in order of first mention.

    A date, an issuer or a clause given at any mention counts; of several relations the one that says
    most stays. The directive's own number is none.
    """
    found: dict[str, _Found] = {}
    folded = fold(text)
    start, end = span or (0, len(text))
    _collect(text, folded, (start, end), head, found)
    return tuple(_with_short_mentions(folded, start, end, found.values()))


def document_references(document: Document, head: Head) -> tuple[Reference, ...]:
    """The references of the text and of its footnotes, which the reader keeps apart from the text.

    A reference that only a footnote prints has no span.
    """
    found: dict[str, _Found] = {}
    folded = fold(document.text)
    _collect(document.text, folded, (0, len(folded)), head, found)
    for note in document.furniture:
        if note.kind == "footnote":
            _collect(note.text, fold(note.text), (0, len(note.text)), head, found, placed=False)
    return tuple(_with_short_mentions(folded, 0, len(folded), found.values()))


def _collect(text: str, folded: str, span: tuple[int, int], head: Head, found: dict[str, _Found], placed: bool = True) -> None:
    """Add the references of one text to ``found``; ``placed`` tells that its offsets are the document's."""
    own = _key(head.number) if head.number else None
    previous: tuple[int, str | None] = (-1, None)
    for mention in find_mentions(folded, *span):
        key = _key(mention.number.text)
        if key == own:
            continue
        fresh = _reference(text, folded, mention, previous)
        previous = (after_date(folded, mention), fresh.type)
        if not placed:
            fresh = replace(fresh, start=None, end=None)
        found[key] = _Found(mention.number, _merged(found[key].reference, fresh) if key in found else fresh)


def _key(number: str) -> str:
    serial, _, rest = number.partition("/")
    return f"{serial.lstrip('0')}/{rest}".upper() if rest else number.upper()


def _reference(text: str, folded: str, mention: Mention, previous: tuple[int, str | None]) -> Reference:
    floor = text.rfind("\n", 0, mention.start) + 1
    after, kind = previous
    listed = 0 <= mention.start - after < 40 and bool(
        re.fullmatch(r"[\s,;()\]]*(?:của [^.;:]{2,30})?[,;]?\s*(?:và|hoặc)?\s*(?:số\s*:?\s*)?", folded[after: mention.start]))
    begin = max(phrase_start(folded, mention, floor), after if listed else floor)
    return Reference(
        number=mention.number.text,
        type=type_of(folded, mention, max(floor, after) if listed else floor, kind if listed else None),
        issuer=issuer_of(folded, mention, after_date(folded, mention)),
        issued_on=date_of(folded, mention, floor),
        relation=relation_of(folded, floor, begin, mention.end),
        clauses=clauses_of(folded, mention, floor), start=begin, end=mention.end,
    )


def _merged(first: Reference, again: Reference) -> Reference:
    clauses = first.clauses + tuple(c for c in again.clauses if c not in first.clauses)
    return replace(first, type=first.type or again.type, issuer=first.issuer or again.issuer,
                   issued_on=first.issued_on or again.issued_on, relation=stronger(first.relation, again.relation), clauses=clauses)


def _with_short_mentions(folded: str, start: int, end: int, found: Iterable[_Found]) -> list[Reference]:
    """Clauses named with a short mention (*khoản 2 Công điện 33*) go to the one document that it can mean."""
    entries = list(found)
    extra: dict[int, tuple[str, ...]] = {}
    for m in _SHORT.finditer(folded, start, end):
        fits = [n for n, e in enumerate(entries) if e.number.serial.lstrip("0") == m["serial"].lstrip("0")
                and e.reference.type == m["type"].lower()]
        if len(fits) == 1:
            floor = max(folded.rfind(". ", 0, m.start()) + 1, m.start() - 200, start)
            mention = Mention(entries[fits[0]].number, m.end(), m.end())
            extra[fits[0]] = extra.get(fits[0], ()) + clauses_of(folded, mention, floor)
    return [replace(e.reference, clauses=tuple(dict.fromkeys(e.reference.clauses + extra.get(n, ())))) for n, e in enumerate(entries)]


def latest(references: Iterable[Reference]) -> date | None:
    """The latest date of the documents cited, None when none has one."""
    return max((r.issued_on for r in references if r.issued_on), default=None)
