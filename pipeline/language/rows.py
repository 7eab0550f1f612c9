"""The cells of a table row: who leads, who helps, until when, with what result."""

from __future__ import annotations

from pipeline.language.limits import cell_limits
from pipeline.model import Annotation, Clause, Limit, Party

from .components import Context

Spans = tuple[tuple[int, int], ...]


def read_row(clause: Clause, text: str, context: Context) -> Annotation:
    """The cell annotation of a clause that is a table row."""
    row = clause.row
    assert row is not None
    product = next((text[s:e].strip() for s, e in row.spans("product") if text[s:e].strip()), None)
    return Annotation(
        "cell", "column", "children", clause.start, clause.end,
        _parties(row.spans("lead") + row.spans("party"), text, context), _parties(row.spans("support"), text, context),
        _limits(row.spans("deadline"), text, context), value=product)


def _limits(spans: Spans, text: str, context: Context) -> tuple[Limit, ...]:
    return tuple(x.moved(start) for start, end in spans
                 for x in cell_limits(text[start:end], context.issued_on, shift=context.shift))


def _parties(spans: Spans, text: str, context: Context) -> tuple[Party, ...]:
    found: dict[str, Party] = {}  # two columns may name the same body
    for start, end in spans:
        for party in context.finder.cell(text[start:end]):
            found.setdefault(party.agency, party.moved(start))
    return tuple(found.values())
