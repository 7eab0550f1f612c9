"""How sure each field of a row is, and the row: the chance that nobody has to touch it.

A row is read twice: by the rules, and by a second reader that knows none of them (``second_reader``). What is seen of
the row, how far both agree there, around it and in the whole directive are facts; a logistic model for each field
weighs them. Its weights (``knowledge/confidence.csv``) are learned by ``tools/learning``; beside them stand the words
with which a doubtful field is told; docs/decisions/0016-hai-cach-doc.md.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.tables import pattern, read_table
from pipeline.model import FIELDS, Clause, Field, Limit, Party, SectionKind, Segment, Sure

from .pick import holding
from .second_reader import WHERE, Opinion, Piece

Facts = dict[str, float]

_CONDITION = pattern("circumstances.condition")
_SHORT, _LONG, _MANY, _NAME = 6, 60, 4, 45  # words, words, parties, characters of a name
_LEAST, _MOST = 0.01, 0.99  # nothing is certain
_NEAR, _MOST_BESIDE = 3, 200  # pieces on either side; under one heading at most
_DOUBTED = 0.8  # a field below this is told with its reasons
_TELLING, _TOLD = -0.1, 2  # what a fact takes off the logit at least to be told; reasons of a field at most
_TOGETHER, _TIME = re.compile(r"phối hợp (?:với|cùng)"), re.compile(r"\d/\d|tháng \d|năm \d")
_BACKGROUND = ("purpose", "goal", "assessment", "funding", "scope")
_FIRM = ("công điện", "chỉ thị", "kế hoạch", "quyết định")
_UNKNOWN_REASON = "cách viết ít gặp trong các văn bản đã đối chiếu"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a row: its segment and words, who, with whom, until when, where its lead was read
    (``origin``), its clause, the section it stands in, the type of the directive, whether a table row
    has a column that names who leads, whether the directive has a directing phrase, and for each cue that reaches it
    and names leads its rank and whom (``named``)."""

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
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()


def weighed(rows: Sequence[Row], pieces: Sequence[Piece], opinions: Sequence[Opinion]) -> list[Facts]:
    """The facts of every row, with how strongly each holds; ``pieces`` are all that were weighed, in their order."""
    of_directive = _of_directive(rows, pieces, opinions)
    under: defaultdict[int | None, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        under[piece.clause.parent].append(at)
    found: dict[int, Facts] = {}
    for at, piece in enumerate(pieces):
        if piece.row is not None:
            row, opinion = rows[piece.row], opinions[at]
            found[piece.row] = {**dict.fromkeys(features(row), 1.0), **of_directive, **_of_opinion(row, opinion),
                                **_of_rivals(row), **_around((at, under[piece.clause.parent]), pieces, opinions)}
    return [found[number] for number in range(len(rows))]


def features(row: Row) -> frozenset[str]:
    """The names of the facts that hold for ``row`` by itself."""
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
        ("no act", segment.act is None),
    )


def _of_place(row: Row) -> frozenset[str]:
    firm = row.kind in _FIRM
    return holding(
        (f"section {row.section}", True),
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


def _logit(chance: float) -> float:
    held = min(max(chance, 0.001), 0.999)
    return math.log(held / (1 - held))


def _of_opinion(row: Row, opinion: Opinion) -> Facts:
    """How far the second reader agrees with a row."""
    mine, surest = opinion.where.get(WHERE[row.origin], 0.0), max(opinion.where.values())
    return {
        "second reader: a task": _logit(opinion.task),
        "second reader: its lead is there": _logit(mine),
        "second reader: surest of the lead": _logit(surest),
        "second reader: lead elsewhere": float(mine < surest),
        "second reader: own lead": _logit(opinion.where.get("own", 0.0)),
        "second reader: nobody leads": _logit(opinion.where.get("nobody", 0.0)),
        "second reader: helpers otherwise": _logit(abs(opinion.support - bool(row.support))),
        "second reader: limits otherwise": _logit(abs(opinion.deadlines - bool(row.limits))),
        "words": math.log(1 + len(row.words.split())),
    }


def _of_rivals(row: Row) -> Facts:
    """Who else might lead by the cues that lost."""
    mine, named = tuple(p.agency for p in row.lead), [names for _, names in row.named]
    return {
        "others named as lead": float(min(3, len({*named} - {mine}))),
        "lead named twice": float(named.count(mine) > 1),
        "leads": float(min(5, len(mine))),
    }


def _around(place: tuple[int, Sequence[int]], pieces: Sequence[Piece], opinions: Sequence[Opinion]) -> Facts:
    """How the pieces beside it and those under one heading were read; ``place``: which it is, and which those are."""
    at, under = place
    near = [k for k in range(max(0, at - _NEAR), min(len(pieces), at + _NEAR + 1)) if k != at]
    beside = [k for k in under if k != at][:_MOST_BESIDE]
    return {
        "tasks near by": _mean(pieces[k].row is not None for k in near),
        "second reader: tasks near by": _mean(opinions[k].task for k in near),
        "second reader: otherwise near by": _mean(_apart(pieces[k], opinions[k]) for k in near),
        "tasks under the heading": _mean(pieces[k].row is not None for k in beside),
        "second reader: tasks under the heading": _mean(opinions[k].task for k in beside),
    }


def _apart(piece: Piece, opinion: Opinion) -> float:
    return abs((piece.row is not None) - opinion.task)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.5


def _of_directive(rows: Sequence[Row], pieces: Sequence[Piece], opinions: Sequence[Opinion]) -> Facts:
    """What the whole directive tells: one misunderstanding comes back in all its rows."""
    own = [(rows[p.row], o) for p, o in zip(pieces, opinions, strict=True) if p.row is not None]
    left = [o for p, o in zip(pieces, opinions, strict=True) if p.row is None]
    there = [o.where.get(WHERE[row.origin], 0.0) for row, o in own]
    return {
        "directive: share of tasks": len(own) / max(1, len(pieces)),
        "directive: without lead": _mean(row.origin == "nobody" for row, _ in own),
        "directive: leads not in the registry": _mean(any(map(_unknown, row.lead)) for row, _ in own),
        "directive, second reader: tasks": _mean(o.task for _, o in own),
        "directive, second reader: tasks left out": _mean(o.task > 0.5 for o in left),
        "directive, second reader: otherwise": _mean(_apart(p, o) for p, o in zip(pieces, opinions, strict=True)),
        "directive, second reader: leads there": _mean(there),
        "directive, second reader: leads elsewhere": _mean(
            mine < max(o.where.values()) for mine, (_, o) in zip(there, own, strict=True)),
        "directive, second reader: helpers otherwise": _mean(abs(o.support - bool(r.support)) for r, o in own),
        "directive, second reader: limits otherwise": _mean(abs(o.deadlines - bool(r.limits)) for r, o in own),
    }


# -- the model ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weight:
    """A line of the table: what a fact adds to the logit of each field, seen from its ``usual`` value, and what is
    told when it takes off much (None: nothing)."""

    usual: float
    of: Mapping[str, float]
    words: str | None


@lru_cache(maxsize=1)
def _table() -> dict[str, Weight]:
    return {row["fact"]: Weight(float(row["usual"]), {f: float(row[f] or 0) for f in FIELDS}, row["words"] or None)
            for row in read_table("confidence")}


def sureness(facts: Facts) -> tuple[Sure, ...]:
    """How sure each field of a row is."""
    return tuple(_sure(field, facts) for field in FIELDS)


def _sure(field: Field, facts: Facts) -> Sure:
    table = _table()
    parts = {name: weight.of[field] * (facts.get(name, 0.0) - weight.usual)
             for name, weight in table.items() if name != "always" and weight.of[field]}
    chance = 1 / (1 + math.exp(-table["always"].of[field] - sum(parts.values())))
    chance = round(min(max(chance, _LEAST), _MOST), 3)
    return Sure(field, chance, _reasons(parts) if chance < _DOUBTED else ())


def _reasons(parts: Mapping[str, float]) -> tuple[str, ...]:
    """What takes off most, told once in each wording."""
    table = _table()
    lowering = sorted((name for name in parts if parts[name] < _TELLING and table[name].words), key=lambda n: parts[n])
    told = tuple(dict.fromkeys(str(table[name].words) for name in lowering))[:_TOLD]
    return told or (_UNKNOWN_REASON,)


def of_row(fields: Sequence[Sure]) -> float:
    """The chance that all fields are right, rounded to two places."""
    return round(max(math.prod(sure.chance for sure in fields), _LEAST), 2)
