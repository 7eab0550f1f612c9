"""Who leads, who helps and until when: the one place where cues are weighed against each other.

``RANKS`` says which cues reach a piece of work, ``PRECEDENCE`` in which order they count for a field; within one rank
the nearest counts first. It is printed in ARCHITECTURE.md. Source: gold/GUIDELINE.md, Parties and Time limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

from pipeline.model import Annotation, Clause, Limit, Origin, OriginKind, Party, Segment

from .binding import Labels
from .pick import each_once, first
from .tree import Tree, agent_of

Field = Literal["lead", "support", "limits"]
Rank = Literal["cell", "label", "own", "block", "heading", "assigned", "directive phrase", "request", "role", "genre",
               "addressee"]

PRECEDENCE: dict[Field, tuple[Rank, ...]] = {
    "lead": ("cell", "label", "own", "block", "heading", "request", "directive phrase", "role", "assigned", "genre",
             "addressee"),
    "support": ("own", "block", "label", "cell", "heading", "request"),
    "limits": ("own", "label", "cell", "heading", "assigned"),
}

Where = Literal["itself", "asked", "line", "bound", "before", "above", "words above", "directing", "part", "document"]

RANKS: dict[tuple[Where, str], Rank] = {
    ("line", "cell"): "cell",
    ("bound", "label"): "label",
    ("bound", "agent"): "heading",  # who acts behind a label that is a command as well
    ("bound", "role"): "heading",
    ("bound", "speaker"): "heading",
    ("itself", "agent"): "own",
    ("itself", "role"): "role",
    ("itself", "speaker"): "own",
    ("itself", "limit"): "own",
    ("asked", "agent"): "request",
    ("asked", "limit"): "own",
    ("before", "agent"): "block",
    ("before", "role"): "role",
    ("above", "heading"): "heading",
    ("above", "limit"): "heading",
    ("words above", "agent"): "heading",
    ("words above", "role"): "role",
    ("directing", "directive phrase"): "directive phrase",
    ("part", "assigned"): "assigned",
    ("document", "genre"): "genre",
    ("document", "addressee"): "addressee",
}
"""Where a cue stands, seen from the work, and its kind → its rank; what is not here does not reach the work."""

# Agents that are a kind of their own, and what is told of a rank that is none to the reader.
_AGENTS: dict[tuple[str, str | None], str] = {("agent", "role"): "role", ("agent", "speaker"): "speaker"}
_ORIGINS: dict[Rank, OriginKind] = {"role": "own", "request": "own"}
_BODIES = ("parties alone", "parties with a duty", "duty of a name")
ALL: frozenset[Field] = frozenset({"support"})
"""The fields of which every cue counts that reaches the work; of the others only the first."""


Standing = tuple[Where, Annotation, Clause | None]


@dataclass(frozen=True, slots=True)
class Cue:
    """An annotation that reaches a piece of work, with its rank and the clause it stands in."""

    rank: Rank
    annotation: Annotation
    clause: Clause | None

    def says(self, field: Field) -> tuple[Any, ...]:
        """The values of a field that it names, none where cues of its rank do not count for the field."""
        values: tuple[Any, ...] = getattr(self.annotation, field)
        return values if self.rank in PRECEDENCE[field] else ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value of a field, and the cues that gave it."""

    value: tuple[Any, ...] = ()
    path: tuple[Cue, ...] = ()

    @property
    def origin(self) -> str:
        """The rank of the cue that gave the value, ``nobody`` without one."""
        return self.path[0].rank if self.path else "nobody"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The three fields of a piece of work, the product that a label or a cell names, and all cues that reach it."""

    lead: Resolution
    support: Resolution
    limits: Resolution
    product: str | None
    cues: tuple[Cue, ...] = ()


class Resolver:
    """Answers for one directive."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._labels = tree, Labels(tree)

    def resolve(self, clause: Clause, segment: Segment) -> Resolved:
        """All fields of a segment of a clause."""
        cues = tuple(self.reaching(clause, segment))
        lead = _resolution("lead", cues)
        support = _without(_resolution("support", cues), lead.value)
        limits = _resolution("limits", cues)
        named = (c.annotation for c in cues if c.rank in ("label", "cell"))
        product = first(filter(None, (a.value for a in named if a.rule in ("product", "column"))))
        return Resolved(_told(lead), _told(support), _taken(_told(limits), clause), product, cues)

    def whole(self, clause: Clause) -> Resolved:
        """All fields of a clause as a whole (a heading that is a task): of what stands behind all its segments."""
        return self.resolve(clause, Segment(clause.end, clause.end, "act", "imperative"))

    # -- which cues reach a segment -------------------------------------------------------------------

    def reaching(self, clause: Clause, segment: Segment) -> Iterator[Cue]:
        """The cues that reach a segment, nearest first within a rank."""
        for where, annotation, source in self._standing(clause, segment):
            rank = RANKS.get((where, _kind(annotation)))
            if rank is not None:
                yield Cue(rank, annotation, source)

    def _standing(self, clause: Clause, segment: Segment) -> Iterator[Standing]:
        """What stands in the segment, about it and above it, nearest first."""
        agent = agent_of(segment)
        asked = agent.value == "request" and self._asks(clause)
        led = bool(agent.lead) and not asked
        yield from (("line", a, c) for c in self._tree.at(clause).line for a in self._tree.block(c).annotations)
        yield from (("bound", a, c) for a, c in self._labels.of(clause, segment))
        yield from (("asked" if asked else "itself", a, clause) for a in segment.annotations)
        yield from self._before(clause, segment, led)
        yield from self._above(clause, led)
        yield from self._of_document(clause)

    def _asks(self, clause: Clause) -> bool:
        """Under a heading that is one body, *Yêu cầu các đơn vị …* is what that body asks, not the issuer."""
        heading = self._tree.at(clause).header
        return heading.rule in _BODIES and len(heading.lead) == 1

    def _before(self, clause: Clause, segment: Segment, led: bool) -> Iterator[Standing]:
        """The subjects named before in the block; the last keeps its support while its sentence lasts, when its phrase
        holds it and the segment has no subject of its own."""
        goes_on = not led and not segment.restarts
        for other in reversed(self._tree.before(clause, segment)):
            agent = agent_of(other)
            yield "before", agent if goes_on and agent.holds else _alone(agent), clause
            goes_on = goes_on and not (other.restarts or agent.lead + agent.support)

    def _above(self, clause: Clause, led: bool) -> Iterator[Standing]:
        """The headings and lead-ins above, with the subject that an ancestor names in its own words; support ends at
        the first that names who leads, and none holds for a segment that has its own subject."""
        tree = self._tree
        helping = () if led else tree.at(clause).helpers
        for c in tree.at(clause).above:
            yield from (("above", a if c in helping else _alone(a), c) for a in tree.block(c).annotations)
            yield from (("words above", _alone(agent), c) for agent in self._subject(c))

    def _subject(self, clause: Clause) -> list[Annotation]:
        """The subject named last in a clause's own words, where neither a heading nor a table row tells who leads."""
        if self._tree.at(clause).heads or clause.row is not None:
            return []
        agents = (agent_of(s) for s in reversed(self._tree.block(clause).segments) if s.kind != "qualifier")
        return [a for a in agents if a.lead and a.value != "speaker"][:1]

    def _of_document(self, clause: Clause) -> Iterator[Standing]:
        """The directing phrase, assignments of parts, the limit of an annex, genre and addressee."""
        directing, said = self._tree.directing, self._tree.discourse.annotations
        if directing is not None and clause.zone == "body" and clause.index > directing.index:
            yield from (("directing", a, directing) for a in self._tree.block(directing).annotations)
        yield from (("part", a, self._tree.holding(a)) for a in said if clause.index in a.clauses)
        yield from (("document", a, None) for a in said)


def _kind(annotation: Annotation) -> str:
    """The kind of a cue; an agent that is only a role (*cơ quan chủ trì*) or who speaks is a kind of its own."""
    return _AGENTS.get((annotation.kind, annotation.value), annotation.kind)


def _alone(annotation: Annotation) -> Annotation:
    """The same without who helps."""
    return replace(annotation, support=()) if annotation.support else annotation


def _resolution(field: Field, cues: tuple[Cue, ...]) -> Resolution:
    """The value of a field by the table of precedence."""
    saying = sorted((c for c in cues if c.says(field)), key=lambda cue: PRECEDENCE[field].index(cue.rank))
    path = tuple(c for c in saying if field in ALL or _voice(c) == _voice(saying[0]))
    value = each_once(chain.from_iterable(c.says(field) for c in path), _identity)
    return Resolution(value, path)


def _voice(cue: Cue) -> object:
    """Who speaks in a cue; labels of one run speak together: *Đơn vị chủ trì: A; Đơn vị thực hiện: B*."""
    return cue.clause if cue.rank == "label" else cue


def _identity(value: Party | Limit) -> object:
    """What makes two values one: parties go by their canonical name."""
    return getattr(value, "agency", value)


def _without(support: Resolution, lead: tuple[Party, ...]) -> Resolution:
    """Who helps and does not lead; the columns of a table may name one body for both."""
    if all(cue.rank == "cell" for cue in support.path):
        return support
    apart = each_once((*lead, *support.value), _identity)[len(lead):]  # who leads comes first, once
    return replace(support, value=apart)


def _told(resolution: Resolution) -> Resolution:
    """The same with the origin of each value written on it."""
    value = tuple(replace(v, origin=_origin(v, resolution.path)) for v in resolution.value)
    return Resolution(value, resolution.path)


def _origin(value: Party | Limit, path: tuple[Cue, ...]) -> Origin:
    cue = first(c for c in path if value in c.annotation.lead + c.annotation.support + c.annotation.limits) or path[0]
    kind: OriginKind = _ORIGINS.get(cue.rank, cue.rank)  # type: ignore[arg-type]
    where = cue.annotation
    return Origin(kind, cue.clause.path if cue.clause else None, where.start, where.end, where.rule)


def _taken(limits: Resolution, clause: Clause) -> Resolution:
    """Limits that come from another clause say from which."""
    source = limits.path[0].clause if limits.path else None
    if source is None or source.index == clause.index:
        return limits
    return replace(limits, value=tuple(replace(x, inherited_from=source.path) for x in limits.value))
