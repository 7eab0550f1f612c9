"""Who leads, who helps and until when: the one place where cues are weighed against each other.

``PRECEDENCE`` says, for each field, in which order the cues that reach a piece of work count; within one rank the nearest
counts first. It is printed in ARCHITECTURE.md. Source: gold/GUIDELINE.md, Parties and Time limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.model import Annotation, Clause, Limit, Origin, OriginKind, Party, Segment

from .binding import Labels
from .tree import Tree

Field = Literal["lead", "support", "limits"]
Rank = Literal["cell", "label", "own", "block", "heading", "assigned", "directive phrase", "request", "role", "genre", "addressee"]

PRECEDENCE: dict[Field, tuple[Rank, ...]] = {
    "lead": ("cell", "label", "own", "block", "heading", "request", "directive phrase", "role", "assigned", "genre", "addressee"),
    "support": ("own", "block", "label", "cell", "heading"),
    "limits": ("own", "label", "cell", "heading", "assigned"),
}
_BODIES = ("parties alone", "parties with a duty", "duty of a name")
ALL: frozenset[Field] = frozenset({"support"})
"""The fields of which every cue counts that reaches the work; of the others only the first."""


@dataclass(frozen=True, slots=True)
class Cue:
    """An annotation that reaches a piece of work, with its rank and the clause it stands in."""

    rank: Rank
    annotation: Annotation
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value of a field: ``path`` are the cues that gave it, ``rivals`` those that said something else and lost."""

    value: tuple[Any, ...] = ()
    path: tuple[Cue, ...] = ()
    rivals: tuple[Cue, ...] = ()

    @property
    def origin(self) -> str:
        """The rank of the cue that gave the value, ``nobody`` without one."""
        return self.path[0].rank if self.path else "nobody"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The three fields of a piece of work, and the product that a label or a cell names."""

    lead: Resolution
    support: Resolution
    limits: Resolution
    product: str | None


class Resolver:
    """Answers for one directive."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._labels = tree, Labels(tree)

    def resolve(self, clause: Clause, segment: Segment | None) -> Resolved:
        """All fields of a segment of a clause; of the clause as a whole (a heading that is a task) without one."""
        cues = tuple(self.reaching(clause, segment))
        lead = _settled("lead", cues)
        support = _without(_settled("support", cues), lead.value)
        limits = _settled("limits", cues)
        product = next((c.annotation.value for c in cues if c.rank in ("label", "cell")
                        and c.annotation.rule in ("product", "column") and c.annotation.value), None)
        return Resolved(_told(lead), _told(support), _taken(_told(limits), clause), product)

    # -- which cues reach a segment -------------------------------------------------------------------

    def reaching(self, clause: Clause, segment: Segment | None) -> Iterator[Cue]:
        """The cues that reach a segment, nearest first within a rank."""
        tree = self._tree
        for c in tree.line(clause):
            yield from (Cue("cell", a, c) for a in tree.block(c).annotations if a.kind == "cell")
        yield from (Cue("label" if a.kind == "label" else "heading", a, c) for a, c in self._labels.of(clause, segment))
        agent = segment.cue("agent") if segment else None
        asked = agent is not None and agent.value == "request" and self._asks(clause)
        if segment is not None:
            own: Rank = "request" if asked else "own"
            yield from (Cue(_rank(a, own), a, clause) for a in segment.annotations if a.kind in ("agent", "limit"))
        led = agent is not None and bool(agent.lead) and not asked
        yield from self._carried(clause, segment, led)
        yield from self._headings(clause, led)
        yield from self._document(clause)

    def _asks(self, clause: Clause) -> bool:
        """Under a heading that is one body, *Yêu cầu các đơn vị …* is what that body asks, not the issuer."""
        headings = (self._tree.block(c).cue("heading") for c in self._tree.above(clause))
        nearest = next((a for a in headings if a is not None and a.lead), None)
        return nearest is not None and nearest.rule in _BODIES and len(nearest.lead) == 1

    def _carried(self, clause: Clause, segment: Segment | None, led: bool) -> Iterator[Cue]:
        """The subject named last in the block; its support while its sentence lasts, when the subject phrase holds it."""
        goes_on = segment is not None and not segment.restarts and not led
        for other in reversed(self._tree.before(clause, segment)):
            agent = other.cue("agent")
            if agent is not None and (agent.lead or agent.support) and agent.value != "speaker":
                yield Cue(_rank(agent, "block"), agent if goes_on and agent.holds else replace(agent, support=()), clause)
            goes_on = goes_on and not other.restarts and not (agent is not None and bool(agent.lead or agent.support))

    def _headings(self, clause: Clause, led: bool) -> Iterator[Cue]:
        """The headings and lead-ins above, with the subject that an ancestor names in its own words; support and what lies
        beyond end at the first that names who leads, and none of it holds for a segment that has its own subject."""
        tree, helping = self._tree, not led
        for c in tree.above(clause):
            for annotation in tree.block(c).annotations:
                if annotation.kind == "heading":
                    yield Cue("heading", annotation if helping else replace(annotation, support=()), c)
                elif annotation.kind == "limit":
                    yield Cue("heading", annotation, c)
            if tree.heads(c):
                helping = False
            elif c.row is None:
                yield from self._named_in(c)

    def _named_in(self, clause: Clause) -> Iterator[Cue]:
        for segment in reversed(self._tree.block(clause).segments):
            agent = segment.cue("agent")
            if agent is not None and agent.lead and agent.value != "speaker" and segment.kind != "qualifier":
                yield Cue(_rank(agent, "heading"), replace(agent, support=()), clause)
                return

    def _document(self, clause: Clause) -> Iterator[Cue]:
        """The directing phrase, assignments of parts, the limit of an annex, genre and addressee."""
        tree = self._tree
        if tree.directing is not None and clause.zone == "body" and clause.index > tree.directing.index:
            phrase = tree.block(tree.directing).cue("directive phrase")
            yield from (Cue("directive phrase", a, tree.directing) for a in (phrase,) if a is not None)
        for annotation in tree.discourse.annotations:
            if annotation.kind == "assigned" and clause.index in annotation.clauses:
                yield Cue("assigned", annotation, None)
            elif annotation.kind in ("genre", "addressee"):
                yield Cue(annotation.kind, annotation, None)  # type: ignore[arg-type]


def _rank(annotation: Annotation, rank: Rank) -> Rank:
    """An agent that is only a role (*cơ quan chủ trì*) counts when nobody above is named."""
    return "role" if annotation.value == "role" else rank


def _settled(field: Field, cues: tuple[Cue, ...]) -> Resolution:
    """The value of a field by the table of precedence."""
    saying = [c for rank in PRECEDENCE[field] for c in cues if c.rank == rank and getattr(c.annotation, field)]
    path = tuple(saying if field in ALL else [c for c in saying if _with_first(c, saying[0])])
    value = _each(v for c in path for v in getattr(c.annotation, field))
    return Resolution(value, path, tuple(c for c in saying if c not in path))


def _with_first(cue: Cue, first: Cue) -> bool:
    """Labels of one run speak together: *Đơn vị chủ trì: A; Đơn vị thực hiện: B*."""
    return cue is first or (cue.rank == first.rank == "label" and cue.clause == first.clause)


def _each(values: Iterable[Any]) -> tuple[Any, ...]:
    found: dict[object, Any] = {}
    for value in values:
        found.setdefault(value.agency if isinstance(value, Party) else value, value)
    return tuple(found.values())


def _without(support: Resolution, lead: tuple[Party, ...]) -> Resolution:
    names = {p.agency for p in lead}
    return replace(support, value=tuple(p for p in support.value if p.agency not in names))


def _told(resolution: Resolution) -> Resolution:
    """The same with the origin of each value written on it."""
    value = tuple(replace(v, origin=_origin(v, resolution.path)) for v in resolution.value)
    return replace(resolution, value=value)


def _origin(value: Party | Limit, path: tuple[Cue, ...]) -> Origin:
    cue = next((c for c in path if any(value == v for v in (*c.annotation.lead, *c.annotation.support, *c.annotation.limits))),
               path[0])
    kind: OriginKind = "own" if cue.rank in ("role", "request") else cue.rank
    where = cue.annotation
    return Origin(kind, cue.clause.path if cue.clause else None, where.start, where.end, where.rule)


def _taken(limits: Resolution, clause: Clause) -> Resolution:
    """Limits that come from another clause say from which."""
    source = limits.path[0].clause if limits.path else None
    if source is None or source.index == clause.index:
        return limits
    return replace(limits, value=tuple(replace(x, inherited_from=source.path) for x in limits.value))
