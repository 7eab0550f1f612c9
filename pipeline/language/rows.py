"""The cells of a table row: who leads, who helps, until when, with what result."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Annotation, Block, Clause, Limit, Party, Structure

from .components import Context
from .labels import parts_of

Spans = tuple[tuple[int, int], ...]


def read_row(clause: Clause, text: str, context: Context) -> Annotation:
    """The cell annotation of a clause that is a table row."""
    row = clause.row
    assert row is not None
    product = next((text[s:e].strip() for s, e in row.spans("product") if text[s:e].strip()), None)
    lead, helping = _who(row.spans("lead") + row.spans("party"), text, context)
    support = _joined(helping, _parties(row.spans("support"), text, context))
    return Annotation("cell", "column", "children", clause.start, clause.end, lead, support,
                      _limits(row.spans("deadline"), text, context), value=product)


def joined_rows(structure: Structure, text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Rows that share the cell of the work above them are of that work: their results and limits are its too."""
    result, first = list(blocks), None
    for clause in structure.clauses:
        if clause.row is None:
            continue
        over = None if first is None else structure.clauses[first]
        if over is not None and clause.parent == over.parent and _goes_on(clause, over, text):
            result[over.index] = _with(result[over.index], result[clause.index])
            result[clause.index] = replace(result[clause.index], segments=(), annotations=())
        else:
            first = clause.index
    return tuple(result)


def _goes_on(clause: Clause, over: Clause, text: str) -> bool:
    """Whether a row has no work of its own, or the very cell of the row above."""
    assert clause.row is not None
    assert over.row is not None
    work, above = clause.row.spans("work"), over.row.spans("work")
    empty = not any(text[start:end].strip() for start, end in (*work, *clause.row.spans("ordinal")))
    return bool(above) and (work == above
                            or (empty and bool(clause.row.spans("deadline") or clause.row.spans("product"))))


def _with(block: Block, more: Block) -> Block:
    """The block with the parties, limits and results of the cells of another."""
    own, added = block.cue("cell"), more.cue("cell")
    if own is None or added is None:
        return block
    limits = own.limits + tuple(x for x in added.limits if x not in own.limits)
    value = "; ".join(v for v in (own.value, added.value) if v) or None
    cell = replace(own, limits=limits, value=value, lead=_joined(own.lead, added.lead),
                   support=_joined(own.support, added.support))
    return replace(block, annotations=tuple(cell if a is own else a for a in block.annotations))


def _joined(parties: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    names = {p.agency for p in parties}
    return (*parties, *(p for p in more if p.agency not in names))


def _limits(spans: Spans, text: str, context: Context) -> tuple[Limit, ...]:
    return tuple(x for start, end in spans for x in context.cell_limits(text[start:end], start))


def _who(spans: Spans, text: str, context: Context) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who leads and who helps by cells of who does it: *Sở A (chủ trì), Sở B (phối hợp)*, *Chủ trì: A; phối hợp: B*."""
    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    for start, end in spans:
        leads, helps = parts_of(text[start:end], context.finder)
        lead = _joined(lead, tuple(p.moved(start) for p in leads))
        support = _joined(support, tuple(p.moved(start) for p in helps))
    return lead, support


def _parties(spans: Spans, text: str, context: Context) -> tuple[Party, ...]:
    found: dict[str, Party] = {}  # two columns may name the same body
    for start, end in spans:
        for party in context.finder.cell(text[start:end]):
            found.setdefault(party.agency, party.moved(start))
    return tuple(found.values())
