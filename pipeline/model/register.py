"""The register: what the store hands to the workbooks, one row for each task of each agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from .directive import Head
from .task import Limit, Modality, Party, Sure
from .text import Signature

Status = Literal["chưa hoàn thành", "hoàn thành"]

OTHER_COPY = "là bản khác của cùng văn bản"
"""The words of a doubt about two files of one directive that were read differently."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a directive: when, under which account, and why."""

    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive in the store. ``doubts`` are the Vietnamese messages of its warnings;
    ``files`` all names under which it arrived; ``no_task`` says why it gives none (else None)."""

    sha256: str
    files: tuple[str, ...]
    head: Head
    received_at: datetime
    task_count: int
    rejected_count: int
    doubts: tuple[str, ...] = ()
    no_task: str | None = None
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its directive, as a line of a register (NĐ 30/2020, Phụ lục IV, mẫu VII and VIII)."""

    id: str
    directive: DirectiveRow
    clause: str | None
    page: int | None
    text: str
    modality: Modality
    lead: tuple[Party, ...]
    support: tuple[Party, ...]
    deadlines: tuple[Limit, ...]
    product: str | None
    confidence: float
    status: Status = "chưa hoàn thành"
    completed_on: date | None = None
    reply: str | None = None
    note: str | None = None
    doubts: tuple[str, ...] = ()
    sure: tuple[Sure, ...] = ()

    @property
    def due(self) -> date | None:
        """The nearest last day, None when the task has no dated limit."""
        return min((d.due for d in self.deadlines if d.due), default=None)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A segment that was weighed and not taken, for the analyst to check."""

    directive: DirectiveRow
    clause: str | None
    page: int | None
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A directive that a person took out of the lists."""

    directive: DirectiveRow
    decision: Decision


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A file that could not be processed; ``message`` and ``advice`` are Vietnamese."""

    name: str
    code: str
    message: str
    advice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that is published in one run; ``as_of`` is the day statuses are computed for."""

    as_of: date
    directives: tuple[DirectiveRow, ...]
    tasks: tuple[TaskRow, ...]
    rejected: tuple[RejectedRow, ...]
    failures: tuple[FailureRow, ...]
    removed: tuple[RemovedRow, ...] = ()
