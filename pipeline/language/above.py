"""*Các Sở Xây dựng nêu trên*: parties that the directive has named before, among those it is sent to."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import ClauseMentions, Party, Structure

_ABOVE = re.compile(r"\b(?:nêu|nói|kể) trên\b|\btrên đây\b", re.IGNORECASE)
_FEW = 2  # one party is named in full already


def named_above(structure: Structure, text: str, clauses: tuple[ClauseMentions, ...],
                addressees: tuple[Party, ...]) -> tuple[ClauseMentions, ...]:
    """The same mentions, with the addressees in place of a head that points back to them."""
    found = list(clauses)
    for clause in structure.clauses:
        heads = clauses[clause.index].heads
        if len(heads) != 1 or not _ABOVE.search(text[clause.start:clause.end]):
            continue
        meant = [a for a in addressees if a.agency.startswith(heads[0].agency) and a.agency != heads[0].agency]
        if len(meant) >= _FEW:
            parties = tuple(replace(a, mention=heads[0].mention, start=heads[0].start, end=heads[0].end) for a in meant)
            found[clause.index] = replace(clauses[clause.index], heads=parties)
    return tuple(found)
