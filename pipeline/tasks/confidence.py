"""How sure a row is: the product of what each step is worth, 0 to 1."""

from __future__ import annotations

from pipeline.model import Clause, Limit, Party, Segment

# How often a row is right by where its lead was read.
ORIGINS = {"directed": 0.95, "subject": 0.93, "cell": 0.92, "label": 0.9, "lead-in": 0.92, "block": 0.88,
           "directing": 0.75, "addressee": 0.7, "nobody": 0.6}


def confidence(segment: Segment, origin: str, lead: tuple[Party, ...], limits: tuple[Limit, ...],
               clause: Clause) -> float:
    """The confidence of a task, rounded to two places."""
    value = ORIGINS.get(origin, 0.6)
    if segment.command == "modal":
        value *= 0.9
    if any(p.agency_id is None for p in lead):
        value *= 0.97
    if any(limit.inherited_from for limit in limits) or len(limits) > 1:
        value *= 0.95
    if clause.path is None:
        value *= 0.92
    return round(value, 2)
