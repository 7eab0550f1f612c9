"""How sure a row is: the chance that none of its cells has to be touched.

A logistic model over what is known of the row; its weights (``knowledge/confidence.csv``) are learned from annotated
directives by ``tools/learning``, see ``docs/decisions/0007-do-tin-cay.md``. Explaining a value takes no more than the
table: every feature is a fact that an analyst can see.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.tables import pattern, read_table
from pipeline.model import Clause, Limit, Party, SectionKind, Segment

from .pick import holding

_CONDITION = pattern("circumstances.condition")
_SHORT, _LONG, _MANY, _NAME = 6, 60, 4, 45  # words, words, parties, characters of a name
_LEAST, _MOST = 0.01, 0.99  # nothing is certain
_TOGETHER, _TIME = re.compile(r"phối hợp (?:với|cùng)"), re.compile(r"\d/\d|tháng \d|năm \d")
_BACKGROUND = ("purpose", "goal", "assessment", "funding", "scope")
_FIRM = ("công điện", "chỉ thị", "kế hoạch", "quyết định")


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a row: its segment and words, who, with whom, until when, where its lead was read
    (``origin``), its clause, the section it stands in, the type of the directive, whether a table row
    has a column that names who leads, and whether the directive has a directing phrase."""

    segment: Segment
    words: str
    lead: tuple[Party, ...]
    support: tuple[Party, ...]
    limits: tuple[Limit, ...]
    origin: str
    clause: Clause
    section: SectionKind
    kind: str | None
    tabled: bool
    directing: bool


def features(row: Row) -> frozenset[str]:
    """The names of the facts that hold for ``row``."""
    return _of_segment(row) | _of_place(row) | _of_parties(row) | _of_limits(row)


def _of_segment(row: Row) -> frozenset[str]:
    segment, count = row.segment, len(row.words.split())
    return holding(
        (f"command {segment.command}", True),
        ("prohibition or accountability", segment.modality != "obligation"),
        ("goes on after a semicolon", not segment.restarts),
        ("short text", count < _SHORT),
        ("long text", count > _LONG),
        ("begins with a condition", _CONDITION.match(row.words) is not None),
        ("colon inside", ":" in row.words),
        ("semicolon inside", ";" in row.words),
    )


def _of_place(row: Row) -> frozenset[str]:
    firm = row.kind in _FIRM
    return holding(
        (f"origin {row.origin}", True),
        ("section of background", row.section in _BACKGROUND),
        ("no clause number", row.clause.path is None),
        ("annex", row.clause.zone == "annex"),
        ("table row with a lead column", row.tabled),
        ("letter or notice", not firm),
        ("letter without a directing phrase", not (firm or row.directing)),
    )


def _unknown(party: Party) -> bool:
    return party.agency_id is None and not party.group


def _of_parties(row: Row) -> frozenset[str]:
    return holding(
        ("lead not in the registry", any(map(_unknown, row.lead))),
        ("lead that is a group", any(p.group for p in row.lead)),
        ("many leads", len(row.lead) >= _MANY),
        ("long name of a lead", any(len(p.agency) > _NAME for p in row.lead)),
        ("helpers", row.support),
        ("helper not in the registry", any(map(_unknown, row.support))),
        ("helpers named but none found", not row.support and _TOGETHER.search(row.words) is not None),
    )


def _of_limits(row: Row) -> frozenset[str]:
    return holding(
        ("limit", row.limits),
        ("limit taken over", any(x.inherited_from for x in row.limits)),
        ("several limits", len(row.limits) > 1),
        ("figures of time without a limit", not row.limits and _TIME.search(row.words) is not None),
    )


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_table("confidence")}


def confidence(row: Row) -> float:
    """The chance, 0 to 1 and rounded to two places, that no cell of the row has to be touched."""
    weights = _weights()
    total = weights["always"] + sum(weights.get(name, 0.0) for name in features(row))
    return round(min(max(1 / (1 + math.exp(-total)), _LEAST), _MOST), 2)
