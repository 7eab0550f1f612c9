"""Headings beside each other are of one kind.

When most headings of a row of siblings name a body, one that no table knows names a body too: a plan says
*1. Sở Y tế …, 2. Tiểu ban giúp việc …, 3. Công an tỉnh …* and means three parties.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, ClauseMentions, Party, Structure

from .lexicon import longest_match

_OF = pattern("alike.of")
_MANY = pattern("alike.many")
_LONGEST = 140  # characters of a name


def alike(structure: Structure, text: str, clauses: tuple[ClauseMentions, ...]) -> tuple[ClauseMentions, ...]:
    """The same mentions, with heads for the headings that stand among headings of parties."""
    rows: dict[tuple[int | None, str], list[Clause]] = {}
    for clause in structure.clauses:
        if clause.has_children and clause.label is not None:
            rows.setdefault((clause.parent, clause.kind), []).append(clause)
    found = list(clauses)
    for siblings in rows.values():
        named = sum(1 for c in siblings if clauses[c.index].heads)
        if named < 2 or named * 2 < len(siblings):
            continue
        for clause in siblings:
            party = None if clauses[clause.index].heads else _name(text, clause, clauses[clause.index])
            if party is not None:
                found[clause.index] = replace(
                    clauses[clause.index], heads=(party,), heading=True, section="none", segments=())
    return tuple(found)


def _name(text: str, clause: Clause, mentions: ClauseMentions) -> Party | None:
    own = text[clause.start:clause.end].rstrip(" .:;,")
    m = _OF.match(own)
    start = m.end() if m else 0
    name = own[start:]
    closed = text[clause.start:clause.end].rstrip()[-1:] in (".", ";")
    if closed and any(s.kind == "act" and s.subject for s in mentions.segments):
        return None  # a sentence that commands, with a paragraph under it
    if not name or len(name) > _LONGEST or ";" in name or ". " in name:
        return None
    if mentions.lead_in and not text[clause.start:clause.end].rstrip().endswith(":"):
        return None
    if longest_match("verb").match(name) or longest_match("adverb").match(name) or not name[0].isalpha():
        return None
    many = _MANY.match(name)
    agency = name[many.end():] if many else name
    return Party(name, agency, None, many is not None, clause.start + start, clause.start + len(own))
