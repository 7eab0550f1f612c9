"""Tasks: what the language room finds in the clauses and the task room makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeVar

from .directive import Head, Reference
from .text import Box, Doubt, Signature, Source

Modality = Literal["obligation", "prohibition", "accountability"]


OriginKind = Literal["cell", "label", "own", "block", "heading", "assigned", "directive phrase", "genre", "addressee",
                     "chain", "person"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: the kind of cue, the clause and the words of it, and the rule that read it."""

    kind: OriginKind
    clause: str | None = None
    start: int | None = None
    end: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A body or group: ``mention`` as written, ``agency`` its canonical name, ``agency_id`` its id in
    the registry (None when unknown), ``group`` when it stands for many bodies; ``behind``: in a register, the text that
    follows the mention of a group and may tell which of its members are meant."""

    mention: str
    agency: str
    agency_id: str | None = None
    group: bool = False
    start: int | None = None
    end: int | None = None
    origin: Origin | None = None
    behind: str = ""

    def moved(self, by: int) -> Party:
        """The same party with its offsets moved."""
        return replace(self, start=None if self.start is None else self.start + by,
                       end=None if self.end is None else self.end + by)


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit by TIMEX3 and RFC 5545; ``start``/``end`` point at its words.

    DATE: ``due`` is the last day, ``time`` HH:MM. DURATION: ``value`` is an ISO 8601 duration,
    ``due`` is computed when the start is known. SET: ``rrule``. ``rule`` says in Vietnamese how the
    value was made; ``inherited_from`` names the clause or directive the limit was taken over from.
    """

    text: str
    type: Literal["DATE", "DURATION", "SET"]
    due: date | None = None
    time: str | None = None
    value: str | None = None
    working: bool = False
    rrule: str | None = None
    rule: str = ""
    inherited_from: str | None = None
    start: int | None = None
    end: int | None = None
    origin: Origin | None = None

    def moved(self, by: int) -> Limit:
        """The same limit with its offsets moved."""
        return replace(self, start=None if self.start is None else self.start + by,
                       end=None if self.end is None else self.end + by)


Placed = TypeVar("Placed", Party, Limit)


def moved(values: tuple[Placed, ...], by: int) -> tuple[Placed, ...]:
    """The same parties or limits with their offsets moved."""
    return tuple([value.moved(by) for value in values])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a task's words stand: first page, span in the text, boxes on the pages."""

    page: int | None
    start: int | None
    end: int | None
    boxes: tuple[Box, ...] = ()


Field = Literal["task", "lead", "support", "deadlines"]
FIELDS: tuple[Field, ...] = ("task", "lead", "support", "deadlines")


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a field of a task is: the ``chance``, 0 to 1, that it is right, and the ``reasons`` in Vietnamese when
    it is doubted. *task*: that it is one, with these words; the other fields are judged as if it is."""

    field: Field
    chance: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One obligation. ``id`` is made from content and stays when the pipeline is run again. ``confidence`` is the
    chance that the whole row is right, ``sure`` tells each field."""

    id: str
    clause: str | None
    text: str
    modality: Modality
    lead: tuple[Party, ...]
    support: tuple[Party, ...]
    deadlines: tuple[Limit, ...]
    product: str | None
    evidence: Evidence
    confidence: float
    sure: tuple[Sure, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A segment of the directive part that was weighed and is no task; ``reason`` is Vietnamese."""

    text: str
    reason: str
    code: str
    clause: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that is known of one file: what ``chidao extract`` prints and the store keeps. ``document`` is what was read
    of it before any rule (``reading.packed``), where reading again would take long; empty elsewhere. ``took`` are the
    seconds of each stage, by its name."""

    source: Source
    text: str
    head: Head
    references: tuple[Reference, ...]
    tasks: tuple[Task, ...]
    rejected: tuple[Rejected, ...]
    warnings: tuple[Doubt, ...]
    signatures: tuple[Signature, ...] = ()
    document: bytes = field(default=b"", compare=False, repr=False)
    took: tuple[tuple[str, float], ...] = field(default=(), compare=False, repr=False)
