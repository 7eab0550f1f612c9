"""``find_references``: the mentions of one document made one reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Citing, Clause, Document, Head, Reference

from ..letters import regex
from ..numbers import parse_number
from ..printed import fold
from .context import after_date, after_known_issuer, clauses_of, date_of, issuer_of, phrase_start, type_of
from .mentions import Mention, find_mentions
from .relations import relation_of, stronger
from .short import Found, inner_reference, short_mentions, titles_in

_SEAT = regex(r"(?P<body>(?:Chủ tịch )?(?:UBND|HĐND)) (?P<kind>[Tt]ỉnh|[Tt]hành phố|TP)")
_PLACE = regex(r"(?P<kind>tỉnh|[Tt]hành phố) [:U:][:L:]+(?: [:U:][:L:]+)*$")


def find_references(text: str, span: tuple[int, int] | None, head: Head) -> tuple[Reference, ...]:
    """Every other document cited by its number in the span (the whole text when None), in order of first mention.

    A date, an issuer or a clause given at any mention counts; of several relations the one that says
    most stays. Last stands the directive itself where it cites clauses of its own (*khoản 1 Chỉ thị này*).
    """
    collector = _Collector(head)
    folded = fold(text)
    start, end = span or (0, len(text))
    collector.add(text, folded, (start, end))
    return collector.references(text, folded, start, end)


def document_references(document: Document, head: Head) -> tuple[Reference, ...]:
    """The references of the text and of its footnotes, which the reader keeps apart from the text.

    A reference that only a footnote prints has no span.
    """
    collector = _Collector(head)
    folded = fold(document.text)
    collector.add(document.text, folded, (0, len(folded)))
    for note in document.furniture:
        if note.kind == "footnote":
            collector.add(note.text, fold(note.text), (0, len(note.text)), placed=False)
    return collector.references(document.text, folded, 0, len(folded))


class _Collector:
    """The documents found so far, by number."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._own = _key(head.number) if head.number else None
        self._issuer = head.issuer or ""
        self._found: dict[str, Found] = {}

    def add(self, text: str, folded: str, span: tuple[int, int], placed: bool = True) -> None:
        """Add what the span of a text cites; ``placed`` tells that its offsets are the document's."""
        previous = _Before()
        for mention in find_mentions(folded, *span):
            key = _key(mention.number.text)
            if key == self._own:
                continue
            reference, previous = _reference(text, folded, mention, previous)
            fresh = self._with_seat(reference)
            if not placed:
                fresh = replace(fresh, start=None, end=None)
            fresh = replace(fresh, places=(Citing(fresh.relation, fresh.clauses, None, fresh.start, fresh.end),))
            known = self._found.get(key)
            self._found[key] = Found(mention.number, _merged(known.reference, fresh) if known else fresh)

    def _with_seat(self, reference: Reference) -> Reference:
        """``UBND tỉnh`` in a directive of a province is that province's."""
        seat = _SEAT.fullmatch(reference.issuer or "")
        place = _PLACE.search(self._issuer) if seat else None
        if not seat or not place or place["kind"].lower() != seat["kind"].lower().replace("tp", "thành phố"):
            return reference
        return replace(reference, issuer=f"{seat['body']} {place.group()}")

    def references(self, text: str, folded: str, start: int, end: int) -> tuple[Reference, ...]:
        """All of them, with the places in the span where they are cited without a whole number; last the directive
        itself, where it cites its own clauses."""
        entries, inside = list(self._found.values()), titles_in(text) - {self._head.type}
        short: dict[int, tuple[Citing, ...]] = {}
        for n, place in short_mentions(folded, start, end, entries, inside):
            short[n] = (*short.get(n, ()), place)
        number = parse_number(self._head.number or "")
        inner = inner_reference(text, folded, number, self._head, inside) if number else None
        return (*(_with_places(one.reference, short.get(n, ())) for n, one in enumerate(entries)),
                *([inner] if inner else ()))


def _key(number: str) -> str:
    serial, _, rest = number.partition("/")
    return f"{serial.lstrip('0')}/{rest}".upper() if rest else number.upper()


_NAME = regex(  # the verb in small letters: with a capital it opens a sentence of its own
    r"(?:\s+(?:của|CỦA)\s+[^,.;:]{2,80}?)?,?(?<!\bvà)\s+"
    r"(?:[Vv]ề|V/v|VỀ|thực hiện|triển khai|[Qq]uy định|[Hh]ướng dẫn|[Bb]an hành|[Pp]hê duyệt"
    r"|THỰC HIỆN|HƯỚNG DẪN|BAN HÀNH)\s+(?:[^,.;:]*\s)?(?<!và )(?<!VÀ )")
_LIST_JOINT = regex(r"[\s,;()\]]*(?:của [^.;:]{2,30})?[,;]?\s*(?:và|hoặc)?\s*(?:số\s*:?\s*)?")


@dataclass(frozen=True, slots=True)
class _Before:
    """The citing before: the offset behind its date, the type, and whether it stands in the name of another."""

    after: int = -1
    type: str | None = None
    named: bool = False


def _reference(text: str, folded: str, mention: Mention, before: _Before) -> tuple[Reference, _Before]:
    floor = _line_start(text, mention.start)
    near = 0 <= mention.start - before.after < 40
    listed = near and bool(_LIST_JOINT.fullmatch(folded, before.after, mention.start))
    low = max(floor, before.after) if listed else floor
    begin = max(phrase_start(folded, mention, floor), low)
    named = (listed and before.named) or (before.after > floor and _in_a_name(folded, before.after, begin))
    made = Reference(
        number=mention.number.text,
        type=type_of(folded, mention, low, before.type if listed else None),
        issuer=issuer_of(folded, mention, after_date(folded, mention)),
        issued_on=date_of(folded, mention, floor),
        relation="nhắc đến" if named else relation_of(folded, floor, begin, mention.end),
        clauses=clauses_of(folded, mention, floor), start=begin, end=mention.end,
    )
    return made, _Before(after_date(folded, mention), made.type, named)


def _in_a_name(folded: str, after: int, begin: int) -> bool:
    """Whether the citing stands in the name of the document cited before: *Công văn số 9 … về Chỉ thị số 7*."""
    return bool(_NAME.fullmatch(folded, after_known_issuer(folded, after), begin))


def _line_start(text: str, at: int) -> int:
    """The start of the line, or of the one before when the number stands alone behind *số* at its end."""
    start = text.rfind("\n", 0, at) + 1
    torn = start > 0 and not text[start:at].strip() and text[:start].rstrip().endswith("số")
    return text.rfind("\n", 0, start - 1) + 1 if torn else start


def _merged(first: Reference, again: Reference) -> Reference:
    clauses = first.clauses + tuple(c for c in again.clauses if c not in first.clauses)
    return replace(
        first, type=first.type or again.type, issuer=first.issuer or again.issuer, clauses=clauses,
        issued_on=first.issued_on or again.issued_on, relation=stronger(first.relation, again.relation),
        places=first.places + again.places,
    )


def _with_places(reference: Reference, places: tuple[Citing, ...]) -> Reference:
    clauses = (*reference.clauses, *(clause for place in places for clause in place.clauses))
    every = sorted((*reference.places, *places), key=lambda place: (place.start is None, place.start or 0))
    return replace(reference, clauses=tuple(dict.fromkeys(clauses)), places=tuple(every))


def in_clauses(references: Iterable[Reference], clauses: Sequence[Clause]) -> tuple[Reference, ...]:
    """The references with the path of the clause in which each of their places stands."""
    def path(at: int | None) -> str | None:
        inside = (clause for clause in clauses if at is not None and clause.start <= at < clause.end)
        clause = max(inside, key=lambda clause: clause.depth, default=None)
        while clause and clause.path is None and clause.parent is not None:
            clause = clauses[clause.parent]
        return clause.path if clause else None

    return tuple(replace(one, places=tuple(replace(place, clause=path(place.start)) for place in one.places))
                 for one in references)
