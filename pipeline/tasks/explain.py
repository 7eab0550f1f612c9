"""Why a row says what it says: the cues that gave each value, and those that were weighed and lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.model import Task

from .assemble import Assembly
from .pick import each_once
from .resolve import PRECEDENCE, Cue, Field, Rank, Resolution, Resolved

Why = Literal["", "weaker", "farther"]
FIELDS: tuple[Field, ...] = ("lead", "support", "limits")


@dataclass(frozen=True, slots=True)
class Ground:
    """A cue for a value: its rank, the parties or limits that it names, the clause and the words it stands in, and the
    rule that read it. ``lost`` tells why it did not count: of a *weaker* rank, or *farther* away within the same."""

    rank: Rank
    names: tuple[Any, ...]
    clause: str | None
    words: str
    rule: str
    lost: Why = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A field of a row, with what gave its value and what said something else."""

    field: Field
    value: tuple[Any, ...]
    used: tuple[Ground, ...] = ()
    lost: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A row and its readings, one for each field in the order of ``FIELDS``."""

    task: Task
    readings: tuple[Reading, ...]


def explain(assembly: Assembly) -> tuple[Explained, ...]:
    """The rows of an assembly that has run, each with its readings."""
    text = assembly.tree.text
    return tuple(Explained(task, tuple(_reading(field, found, text) for field in FIELDS))
                 for task, found in zip(assembly.tasks, assembly.resolved, strict=True))


def rivals(field: Field, found: Resolved) -> tuple[Cue, ...]:
    """The cues that reach the work, say something of a field and did not count, strongest first."""
    path = getattr(found, field).path
    losing = (cue for cue in found.cues if cue.says(field) and cue not in path)
    return tuple(sorted(losing, key=lambda cue: PRECEDENCE[field].index(cue.rank)))


def _reading(field: Field, found: Resolved, text: str) -> Reading:
    resolution: Resolution = getattr(found, field)
    used = (_ground(cue, field, text) for cue in resolution.path)
    return Reading(field, resolution.value, _apart(used), _apart(_losing(field, found, text)))


def _losing(field: Field, found: Resolved, text: str) -> Iterator[Ground]:
    """The rivals that name something else than the value."""
    resolution: Resolution = getattr(found, field)
    given = {_name(value) for value in resolution.value}
    for cue in rivals(field, found):
        if {_name(value) for value in cue.says(field)} - given:
            yield _ground(cue, field, text, "farther" if cue.rank == resolution.origin else "weaker")


def _ground(cue: Cue, field: Field, text: str, lost: Why = "") -> Ground:
    clause = cue.clause.path if cue.clause else None
    return Ground(cue.rank, cue.says(field), clause, _words(cue, field, text), cue.annotation.rule, lost)


def _words(cue: Cue, field: Field, text: str) -> str:
    """The words of a cue: of a cell those of its values, of other cues all of them."""
    start, end = cue.annotation.start, cue.annotation.end
    places = [(v.start, v.end) for v in cue.says(field) if v.start is not None and v.end is not None]
    if cue.rank == "cell" and places:
        start, end = min(place[0] for place in places), max(place[1] for place in places)
    return " ".join(text[start:end].split())


def _apart(grounds: Iterator[Ground]) -> tuple[Ground, ...]:
    """Each place once: a lead-in is a heading and a directing phrase at the same time."""
    return each_once(grounds, lambda ground: (ground.words, tuple(map(_name, ground.names))))


def _name(value: Any) -> object:
    """What a party or a limit is compared by."""
    return getattr(value, "agency", None) or (value.due, value.time, value.value, value.rrule)
