"""*Các Sở Xây dựng nêu trên*, *các đơn vị nêu trên*: parties that the directive has named before.

A head that names a kind of body means those of the kind among whom the directive is sent to. A general noun means all
that were told to act before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Annotation, Block, Party, Structure

_ABOVE = re.compile(r"\b(?:nêu|nói|kể) trên\b|\btrên đây\b", re.IGNORECASE)
_GENERAL = re.compile(r"(?:cơ quan|đơn vị|địa phương)(?:, (?:cơ quan|đơn vị|địa phương))* (?:nêu|nói|kể) trên")
_FEW = 2  # one party is named in full already
_MANY = 8  # more parties are told together by no general noun


def named_above(structure: Structure, text: str, blocks: tuple[Block, ...],
                addressees: tuple[Party, ...]) -> tuple[Block, ...]:
    """The same blocks, with the parties that are meant in place of a head that points back to them."""
    result: list[Block] = []
    before: dict[str, Party] = {}
    for clause, block in zip(structure.clauses, blocks, strict=True):
        points = _ABOVE.search(text[clause.start:clause.end])
        result.append(_pointed(block, addressees, tuple(before.values())) if points else block)
        before |= {p.agency: p for p in _told(block) if p.agency_id is not None}
    return tuple(result)


def _told(block: Block) -> Iterator[Party]:
    """Who is told to act by a clause, as its head or in its words."""
    said = (*block.annotations, *(a for s in block.segments for a in s.annotations if a.value != "speaker"))
    yield from (p for a in said if a.kind in ("heading", "agent") for p in a.lead)


def _pointed(block: Block, addressees: tuple[Party, ...], before: tuple[Party, ...]) -> Block:
    segments = tuple(replace(s, annotations=tuple(_those(a, before) for a in s.annotations)) for s in block.segments)
    return replace(block, segments=segments,
                   annotations=tuple(_those(_meant(a, addressees), before) for a in block.annotations))


def _those(annotation: Annotation, before: tuple[Party, ...]) -> Annotation:
    """*Các đơn vị nêu trên* as all the bodies that were told to act before."""
    general = len(annotation.lead) == 1 and _GENERAL.fullmatch(annotation.lead[0].agency)
    if annotation.kind not in ("heading", "agent", "directive phrase") or not general:
        return annotation
    return _in_place(annotation, before) if len(before) <= _MANY else annotation


def _meant(annotation: Annotation, addressees: tuple[Party, ...]) -> Annotation:
    if annotation.kind not in ("heading", "directive phrase") or len(annotation.lead) != 1:
        return annotation
    name = annotation.lead[0].agency
    return _in_place(annotation, tuple(a for a in addressees if a.agency.startswith(name) and a.agency != name))


def _in_place(annotation: Annotation, meant: tuple[Party, ...]) -> Annotation:
    """The annotation with these parties where its head stands; with its own head where they are too few."""
    head = annotation.lead[0]
    lead = tuple(replace(p, mention=head.mention, start=head.start, end=head.end) for p in meant)
    return replace(annotation, lead=lead) if len(lead) >= _FEW else annotation
