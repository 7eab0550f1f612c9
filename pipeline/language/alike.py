"""Headings beside each other are of one kind.

When most headings of a row of siblings name a body, one that no table knows names a body too: a plan says
*1. Sở Y tế …, 2. Tiểu ban giúp việc …, 3. Công an tỉnh …* and means three parties.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.tables import pattern
from pipeline.model import Annotation, Block, Clause, Party, Structure

from .defined import DocumentFinder
from .lexicon import opens_with

_OF = pattern("alike.of")
_MANY = pattern("alike.many")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_LONGEST = 140  # characters of a name


def alike(structure: Structure, text: str, blocks: tuple[Block, ...], finder: DocumentFinder) -> tuple[Block, ...]:
    """The same blocks, with a heading annotation for the headings that stand among headings of parties."""
    rows: dict[tuple[int | None, str], list[Clause]] = {}
    for clause in structure.clauses:
        if clause.has_children and clause.label is not None:
            rows.setdefault((clause.parent, clause.kind), []).append(clause)
    found = list(blocks)
    for siblings in rows.values():
        named = sum(_heads(blocks[c.index]) for c in siblings)
        for clause in siblings if named > 1 and named * 2 >= len(siblings) else ():
            party = None if _heads(blocks[clause.index]) else _name(text, clause, blocks[clause.index], finder)
            if party is not None:
                found[clause.index] = _headed(blocks[clause.index], party)
    return tuple(found)


def _heads(block: Block) -> bool:
    heading = block.cue("heading")
    return heading is not None and bool(heading.lead)


def _headed(block: Block, party: Party) -> Block:
    heading = Annotation("heading", "headings alike", "children", party.start or 0, party.end or 0, (party,))
    rest = tuple(a for a in block.annotations if a.kind != "section")
    return replace(block, segments=(), titles=True, annotations=(heading, *rest))


def _name(text: str, clause: Clause, block: Block, finder: DocumentFinder) -> Party | None:
    own = text[clause.start:clause.end].rstrip(" .:;,")
    m = _OF.match(own)
    start = m.end() if m else 0
    name = own[start:]
    if _is_sentence(text[clause.start:clause.end].rstrip(), block) or not _may_name(name):
        return None
    many = _MANY.match(name)
    if many and not any(item.start == 0 for item in finder.items(name)):
        return None  # *Các vi phạm và hình thức xử lý* are no bodies
    agency = _BRACKET.sub("", name[many.end():] if many else name).strip()
    return Party(name, agency, None, many is not None, clause.start + start, clause.start + len(own))


def _is_sentence(own: str, block: Block) -> bool:
    """A sentence that commands, with a paragraph under it; or a lead-in that does not end in its colon."""
    commands = any(s.kind == "act" and s.cue("agent") for s in block.segments)
    return (own[-1:] in (".", ";") and commands) or (block.lead_in and not own.endswith(":"))


def _may_name(name: str) -> bool:
    plain = bool(name) and len(name) <= _LONGEST and ";" not in name and ". " not in name and name[0].isalpha()
    return plain and not opens_with(name, "verb", "adverb")
