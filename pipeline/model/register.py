"""The register: what the store hands to the workbooks, one row for each task of each agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from .chain import Bearing, Edge, Node
from .directive import Head
from .review import Correction
from .task import Field, Limit, Modality, Party, Sure
from .text import Signature

Status = Literal["chưa hoàn thành", "hoàn thành", "hoàn thành đúng hạn", "hoàn thành quá hạn", "bị hủy"]
"""What people say of a task. Whether it is late follows from its days, unless they say that it was done in time or
late."""

TWO_COPIES = "Có hai bản"
"""What rows and lists say of a directive of which two copies could stand, until a person chooses."""

FIELD_WORDS: dict[Field, str] = {"task": "Nội dung nhiệm vụ", "lead": "Chủ trì", "support": "Phối hợp",
                                 "deadlines": "Thời hạn"}
"""The fields of a task by the names of their columns."""

Bond = Literal["copy", "draft", "part", "past"]
"""What a file is to the one that stands for its directive: another copy, a draft (or a copy without the number) of what
was issued, a part of it (the first pages, say), or what lay at its place before."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a directive: when, under which account, and why."""

    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive in the store. ``doubts`` are the Vietnamese messages of its warnings, ``pictures`` the places on the
    page that they speak of (PNG in base64); ``files`` all names under which it arrived; ``no_task`` says why it gives
    none (else None).

    ``notices`` are short words that every list shows at each of its rows; ``history`` says what became of its other
    files; ``corrections`` are what people changed in the head, and what waits because two did."""

    sha256: str
    files: tuple[str, ...]
    head: Head
    received_at: datetime
    task_count: int
    rejected_count: int
    doubts: tuple[str, ...] = ()
    no_task: str | None = None
    signatures: tuple[Signature, ...] = ()
    notices: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What a task carries out of another directive: the ``clauses`` that it names (all of it when none), and the
    ``tasks`` that the other gives there (none while it is not in the store)."""

    target: Node
    clauses: tuple[str, ...]
    tasks: tuple[TaskRow, ...] = ()

    @property
    def called(self) -> str:
        """*khoản 1, khoản 5 Công điện số 33/CĐ-TTg ngày 07/04/2024*."""
        return f"{', '.join(self.clauses)} {self.target.called}".strip()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its directive, as a line of a register (NĐ 30/2020, Phụ lục IV, mẫu VII and VIII).

    ``verdict`` is what a person decided about it (``review.VERDICTS``, "" when nobody did); its fields are as
    corrected, ``corrections`` tell what was read, and what waits because two people changed it.
    ``start``–``end`` is the span of its words; ``quote`` are these where a person has changed the text. ``links`` say
    what it carries out of other directives, ``notices`` what later ones do to it; ``extended_to`` is the day to which a
    person entered that the directive ``extended_by`` gives more time, the limit of the directive stays beside it;
    limits taken over from another directive name it in ``inherited_from``, with the way in their origin (kind
    *chain*). ``also`` holds the same duty as later directives give it again.
    """

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
    verdict: str = ""
    corrections: tuple[Correction, ...] = ()
    start: int | None = None
    end: int | None = None
    quote: str = ""
    links: tuple[Link, ...] = ()
    notices: tuple[str, ...] = ()
    also: tuple[TaskRow, ...] = ()
    percent: int | None = None
    replied_on: date | None = None
    delay: str | None = None
    leader_note: str | None = None
    extended_to: date | None = None
    extended_by: str | None = None

    def corrected(self, cell: str) -> bool:
        """Whether what stands in that cell is what a person entered."""
        return any(one.cell == cell and one.state == "taken" for one in self.corrections)

    @property
    def due(self) -> date | None:
        """The last day that counts today, None when the task has no dated limit."""
        return self.extended_to or self.first_due

    @property
    def first_due(self) -> date | None:
        """The nearest last day that the directive gives, whatever more time was given later."""
        return min([d.due for d in self.deadlines if d.due], default=None) if self.deadlines else None

    @property
    def done(self) -> bool:
        """Whether it is finished, in time or not."""
        return self.status.startswith("hoàn thành")

    @property
    def open(self) -> bool:
        """Whether it is still to be done: neither finished nor called off."""
        return self.status == "chưa hoàn thành"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A segment that was weighed and not taken, for the analyst to check; ``code`` is the kind of its reason,
    ``start``–``end`` the span of its words."""

    directive: DirectiveRow
    clause: str | None
    page: int | None
    text: str
    reason: str
    code: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two copies of a directive differ.

    ``text`` is the task, ``id`` its id in the copy that stands (None when only the other has it); ``field`` is what
    differs, with what each copy says in words: ``task`` for its words, None on the side where there is no such task.
    """

    clause: str | None
    text: str
    field: Field
    standing: str | None
    other: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Copies:
    """Two copies of a directive: the one that stands and the other, the ``names`` by which their files are told apart,
    and in what they differ."""

    standing: DirectiveRow
    other: DirectiveRow
    names: tuple[str, str]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a later directive does to an earlier one that is in the store too: ``word`` says what (*đính chính*, *thay
    thế*, *bãi bỏ* …), ``clauses`` to which parts of it (all of it when there are none), ``until`` to which day it
    gives more time."""

    word: str
    clauses: tuple[str, ...]
    earlier: Head
    later: Head
    kind: Bearing = "sửa đổi"
    until: date | None = None

    @property
    def suffered(self) -> str:
        """What is told of the earlier one: *Bị đính chính (khoản 2) bởi Công văn số 12/UBND-VX ngày 05/04/2024*."""
        voice, day = "Được" if self.kind == "gia hạn" else "Bị", f" đến {self.until:%d/%m/%Y}" if self.until else ""
        return f"{voice} {self.word}{self._parts}{day} bởi {_called(self.later)}"

    @property
    def done(self) -> str:
        """What is told of the later one: *Đính chính (khoản 2) Chỉ thị số 07/CT-UBND ngày 05/03/2024*."""
        return f"{self.word[:1].upper()}{self.word[1:]}{self._parts} {_called(self.earlier)}"

    @property
    def _parts(self) -> str:
        return f" ({', '.join(self.clauses)})" if self.clauses else ""


def _called(head: Head) -> str:
    kind, day = head.type or "văn bản", f" ngày {head.issued_on:%d/%m/%Y}" if head.issued_on else ""
    return f"{kind[:1].upper()}{kind[1:]} số {head.number}{day}"


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
    """Everything that is published in one run; ``as_of`` is the day statuses are computed for.

    ``copies`` wait for a person to choose which of two copies of a directive stands; ``acts`` are what directives do
    to others, with the rows of the earlier ones; ``dropped`` are rows of which a person said that they are no tasks.
    ``names`` are the office's own names of bodies, by id, ``place`` is the id of its province (None for a central
    office, and when no office is set); ``edges`` are all places where one directive cites another.
    """

    as_of: date
    directives: tuple[DirectiveRow, ...]
    tasks: tuple[TaskRow, ...]
    rejected: tuple[RejectedRow, ...]
    failures: tuple[FailureRow, ...]
    removed: tuple[RemovedRow, ...] = ()
    copies: tuple[Copies, ...] = ()
    acts: tuple[tuple[Act, DirectiveRow], ...] = ()
    dropped: tuple[TaskRow, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    place: str | None = None
    edges: tuple[Edge, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[TaskRow]:
        """Every task for itself: also each that is one duty with that of another directive, and what was dropped."""
        for task in self.tasks:
            yield task
            yield from task.also
        yield from self.dropped
