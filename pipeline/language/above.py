"""*Các Sở Xây dựng nêu trên*: parties that the directive has named before, among those it is sent to."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Annotation, Block, Party, Structure

_ABOVE = re.compile(r"\b(?:nêu|nói|kể) trên\b|\btrên đây\b", re.IGNORECASE)
_FEW = 2  # one party is named in full already


def named_above(structure: Structure, text: str, blocks: tuple[Block, ...],
                addressees: tuple[Party, ...]) -> tuple[Block, ...]:
    """The same blocks, with the addressees in place of a head that points back to them."""
    return tuple(_pointed(block, addressees) if _ABOVE.search(text[clause.start:clause.end]) else block
                 for clause, block in zip(structure.clauses, blocks, strict=True))


def _pointed(block: Block, addressees: tuple[Party, ...]) -> Block:
    return replace(block, annotations=tuple(_meant(a, addressees) for a in block.annotations))


def _meant(annotation: Annotation, addressees: tuple[Party, ...]) -> Annotation:
    if annotation.kind not in ("heading", "directive phrase") or len(annotation.lead) != 1:
        return annotation
    head = annotation.lead[0]
    meant = tuple(replace(a, mention=head.mention, start=head.start, end=head.end) for a in addressees
                  if a.agency.startswith(head.agency) and a.agency != head.agency)
    return replace(annotation, lead=meant) if len(meant) >= _FEW else annotation
