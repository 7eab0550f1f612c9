"""Documents cited without their whole number: by type and serial (*Công điện 33*), by type alone where only one of it
was cited before (*Chỉ thị nêu trên*), and the directive itself (*khoản 1 Chỉ thị này*)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.knowledge.tables import read_table
from pipeline.model import Citing, Head, Reference

from ..letters import regex
from ..numbers import DocNumber
from ..printed import fold
from .context import clauses_of
from .mentions import Mention
from .relations import relation_of

_SERIAL = regex(
    r"(?<!\w)(?P<type>Luật|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Công điện|Thông tư|Công văn|Kế hoạch|Thông báo"
    r"|Kết luận)"
    r"\s+(?:số\s+)?(?P<serial>\d{1,6})(?![\d/]|\s?[/-])(?=[\s,.;)])"
)
_DONE = ("thay thế", "hủy bỏ", "sửa đổi")
"""What no directive does to itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document cited by its number."""

    number: DocNumber
    reference: Reference


@lru_cache(maxsize=1)
def _types() -> str:
    names = {fold(row["name"]) for row in read_table("doc_types")}
    return "|".join(f"{name[:1].upper()}{name[1:]}" for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """*Chỉ thị nêu trên* and *Chỉ thị này*, of one document; with a capital, for a small letter opens general words."""
    again = r"(?:\s+số)?\s+(?:đã\s+)?(?:nêu|dẫn)\s+(?:ở\s+)?trên(?!\w)"
    again = rf"(?<!\w)(?<![Cc]ác )(?<!hững )(?P<type>{_types()}){again}"
    return regex(again), regex(rf"(?<!\w)(?P<type>{_types()}|[Vv]ăn bản)\s+này(?!\w)")


def titles_in(text: str) -> frozenset[str]:
    """Types that stand in a line of their own in capitals: of the directive, and of what it is issued with."""
    lines = (fold(line.strip()) for line in text.splitlines() if line.isupper())
    return frozenset(_types().lower().split("|")) & {line.lower() for line in lines}


def short_mentions(folded: str, start: int, end: int, entries: Sequence[Found], inside: Collection[str]
                   ) -> Iterator[tuple[int, Citing]]:
    """Places of the span that mean one of the documents found by number, each with its index; ``inside`` are types of
    what the directive is issued with (a *Kế hoạch nêu trên* is that one)."""
    for m in _SERIAL.finditer(folded, start, end):
        fits = [n for n, one in enumerate(entries) if one.reference.type == m["type"].lower()
                and one.number.serial.lstrip("0") == m["serial"].lstrip("0")]
        if len(fits) == 1:
            yield fits[0], _place(folded, m, entries[fits[0]].number, start)
    for m in _patterns()[0].finditer(folded, start, end):
        kind = m["type"].lower()
        fits = [n for n, one in enumerate(entries) if one.reference.type == kind
                and one.reference.start is not None and one.reference.start < m.start()]
        if len(fits) == 1 and kind not in inside:
            yield fits[0], _place(folded, m, entries[fits[0]].number, start)


def inner_reference(text: str, folded: str, number: DocNumber, head: Head, inside: Collection[str]) -> Reference | None:
    """The directive itself where it cites clauses of its own; None when it does not. A quotation speaks of what it is
    quoted from."""
    own = {head.type, "văn bản", *inside}
    found = (_place(folded, m, number, 0) for m in _patterns()[1].finditer(folded)
             if m["type"].lower() in own and not _quoted(text, m.start()))
    places = tuple(replace(one, relation="nhắc đến") if one.relation in _DONE else one for one in found if one.clauses)
    if not places:
        return None
    clauses = tuple(dict.fromkeys(clause for place in places for clause in place.clauses))
    return Reference(head.number or "", head.type, head.issuer, head.issued_on, "nhắc đến", clauses, places[0].start,
                     places[0].end, places)


def _quoted(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1:at]
    return text.rfind("“", 0, at) > text.rfind("”", 0, at) or line.count('"') % 2 == 1


def _place(folded: str, m: re.Match[str], number: DocNumber, start: int) -> Citing:
    floor = max(folded.rfind(". ", 0, m.start()) + 1, m.start() - 200, start)
    clauses = clauses_of(folded, Mention(number, m.end(), m.end()), floor)
    return Citing(relation_of(folded, floor, m.start(), m.end()), clauses, None, m.start(), m.end())
