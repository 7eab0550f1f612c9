"""Where a text cites a document by its số, ký hiệu, and where a thing that looks like one is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..letters import regex
from ..numbers import PARTY, STANDARD, STATE, DocNumber, from_match, issuer_names, type_names
from .words import alternatives

_NOT_CITED = regex(rf"(?<!\w)(?:{alternatives('not_cited')})\s*(?:số)?\s*:?\s*$", re.IGNORECASE)
_ROAD_OR_UNIT = regex(r"(?:QL|TL|ĐT|HL|ĐH)\.?\d|(?:MW|KW|KV|KVA|MVA|GW|VND|VNĐ|USD|EUR|CP|HA|TP|PCS)$")
_CITING = regex(rf"(?:{alternatives('citing')})\s*:?\s*$", re.IGNORECASE)
_LISTING = regex(r"(?:,|;|\(|:|(?<!\w)và)\s*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One citing of a number: what it is and its span."""

    number: DocNumber
    start: int
    end: int


def find_mentions(folded: str, start: int, end: int) -> Iterator[Mention]:
    """All numbers cited in the span of the folded text, in order, without overlaps."""
    alike = (m for pattern in (STATE, PARTY, STANDARD) for m in pattern.finditer(folded, start, end))
    found = [m for m in alike if _cites(folded, m)]
    last = start
    for m in sorted(found, key=lambda m: (m.start(), -m.end())):
        if m.start() >= last:
            number = from_match(m)
            yield Mention(number, m.start(), m.end())
            last = m.end()


def _cites(folded: str, m: re.Match[str]) -> bool:
    before = folded[max(0, m.start() - 40): m.start()]
    if re.search(r"[\w/&]$|\d[.,-]$", before):
        return False
    if m.re is STANDARD:
        return True
    number = from_match(m)
    single = len(number.codes) == 1 and not number.year
    if _NOT_CITED.search(before) or (single and _ROAD_OR_UNIT.match(number.codes[0])):
        return False
    listed = len(number.codes) > 1 and bool(_LISTING.search(before))
    return _well_formed(number, m) or listed or bool(_CITING.search(before))


def _well_formed(number: DocNumber, m: re.Match[str]) -> bool:
    """A number that needs no word before it: it names its type, its issuer or its year."""
    if m.re is PARTY:
        return number.codes[0] in type_names()
    known = number.codes[0] in type_names() or any(code in issuer_names() for code in number.codes)
    return (known or number.year is not None) and (len(number.codes) > 1 or number.year is not None or known)
