"""What the store answers: small frozen values that know nothing of Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pipeline.model import (
    Bond,
    Copies,
    Decision,
    DirectiveRow,
    FailureRow,
    Field,
    Head,
    Party,
    Reference,
    RejectedRow,
    Status,
    TaskRow,
)

Kind = Literal["new", "updated", "known", "twin"]


@dataclass(frozen=True, slots=True)
class Known:
    """A file the store has seen: ``version`` is the program that read it last, ``twin_of`` the name
    of the file whose tasks stand when this one is another copy of the same directive, ``number`` its số, ký
    hiệu, ``removed`` the decision by which it is out of the lists.
    """

    sha256: str
    name: str
    version: str
    twin_of: str | None = None
    number: str | None = None
    removed: Decision | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A directive that somebody means: the contents of its files with their names and places, and the decision by
    which it is out of the lists.
    """

    sha256s: tuple[str, ...]
    head: Head
    files: tuple[str, ...]
    places: tuple[str, ...]
    removed: Decision | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a role means by a person's decision: its ``words``, the ``bodies``, and the ``number`` (or file) of the only
    directive for which it holds (empty: every directive)."""

    words: str
    bodies: tuple[Party, ...]
    number: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Met:
    """Another file of the directive that was there before: its name and head, and the ``bond`` of whichever of the two
    does not stand to the one that does; ``stands`` tells that it is the new file that stands now. ``differences``
    counts what a person has to look at before choosing between two copies.
    """

    name: str
    head: Head
    bond: Bond
    stands: bool
    differences: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file of a directive beside the one that stands; ``open`` when a person has to choose between them.
    ``passages`` are the places where the words of the whole texts differ, of the standing one and of the other.
    """

    copies: Copies
    bond: Bond
    open: bool
    passages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording an extraction did.

    ``new``: first seen. ``twin``: first seen, but the directive is there already from another file: ``met``, which a
    new file also has when it replaces what lay at its place. ``updated``: seen before, read differently now.
    ``known``: nothing changed. ``acts`` say what it does to directives that are there, and they to it (Vietnamese).
    ``withdrawn`` counts tasks that are no longer found but kept because somebody worked on
    them.
    """

    sha256: str
    kind: Kind
    tasks: int
    met: Met | None = None
    withdrawn: int = 0
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What somebody enters about a task; None leaves a field as it is."""

    status: Status | None = None
    completed_on: date | None = None
    reply: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A directive read by another ``version`` of the program, with its kept original."""

    sha256: str
    name: str
    original: Path
    version: str = ""


@dataclass(frozen=True, slots=True)
class Reread:
    """A directive whose new reading was taken, as part of a ``batch``: by whom and when, and whether that was undone
    since."""

    batch: str
    name: str
    who: str
    at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong in a store: what the database says of its ``index`` and of ``pointers`` to rows that are not there
    (empty: nothing), ``triggers`` of the audit that are gone, ids of changes that belong to ``nowhere``, files that are
    copies of what is a copy (``twins``). ``contents`` are all readings (sha256, name)."""

    index: str
    pointers: str
    triggers: tuple[str, ...]
    nowhere: tuple[str, ...]
    twins: tuple[str, ...]
    contents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A directive as people have corrected it: its rows without those that are no tasks, in the names that it prints
    and with the limits that it sets itself; ``open`` counts the rows about which nobody has decided, or two people
    differently. ``references`` are the other documents that it cites."""

    directive: DirectiveRow
    tasks: tuple[TaskRow, ...]
    references: tuple[Reference, ...]
    text: str
    original: Path
    open: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A directive as a person reviews it: its rows as corrected, also those that were dropped, what was left out, its
    whole ``text``, how many ``pages`` its file has, where the text is from, and the name of the file."""

    directive: DirectiveRow
    tasks: tuple[TaskRow, ...]
    rejected: tuple[RejectedRow, ...]
    text: str
    pages: int
    text_from: str
    name: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A field of a task that waits for a person: ``chance`` is how sure it is, 0 to 1."""

    sha256: str
    number: str
    task: str
    field: Field
    chance: float


@dataclass(frozen=True, slots=True)
class RunCounts:
    """The figures of one run, in files."""

    seen: int = 0
    new: int = 0
    updated: int = 0
    known: int = 0
    failed: int = 0
    postponed: int = 0


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run: when it began and ended (None: it is at work, or was cut off), the program, and its figures in files."""

    started_at: datetime
    ended_at: datetime | None
    version: str
    files: dict[str, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How far the changes were known when others were weighed against them: the number of the ``last`` one, and the
    batches of one's ``own`` that came after it."""

    last: int
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a document (``models.Step``): ``path`` is where its file lies, ``to`` where it is being moved."""

    sha256: str
    name: str
    path: str
    step: str
    at: datetime
    seconds: float | None = None
    attempt: int = 0
    who: str = ""
    code: str = ""
    cut: bool = False
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of a document in order, the head of its reading when it was read, and why it fails now, if it does."""

    sha256: str
    steps: tuple[StepRow, ...]
    head: Head | None = None
    failure: FailureRow | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A directive or task that was looked for: ``text`` is the trích yếu or the words of the task, ``lead`` who issues
    or leads; ``sha256`` is "" and ``issued_on`` None where only a list names the directive. Empty cells are ""."""

    kind: Literal["directive", "task"]
    id: str
    sha256: str
    number: str
    issued_on: date | None
    clause: str
    page: int | None
    text: str
    lead: str
    support: str
    due: str
    status: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The first that were found, the best first, and how many there are."""

    first: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the store. ``twins`` are files whose directive stands under another file, ``removed`` readings that
    a person took out of the lists; all others count what stands."""

    directives: int
    twins: int
    files: int
    tasks: int
    rejected: int
    failures: int
    runs: int
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """That a body is to be told something of a task: ``event`` is new, due7, due3, due1 or late; ``key`` is the same
    whenever it is found again. ``content`` is the sha256 of the directive."""

    key: str
    event: str
    body_key: str
    body: str
    subject: str
    content: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sending: whether it was taken, in Vietnamese words, and whether the receiver was there at
    all."""

    good: bool
    words: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class Sending:
    """A sending of notices to a webhook, or of the digest of a ``day`` to the addresses of a body, with what became of
    it: ``state`` is waiting (again at ``next_at``), sending, sent, or failed (given up); ``outcome`` is Vietnamese."""

    id: int
    key: str
    channel: Literal["webhook", "mail"]
    target: str
    body_key: str
    body: str
    day: date | None
    notices: tuple[str, ...]
    state: Literal["waiting", "sending", "sent", "failed"]
    attempts: int
    next_at: datetime | None
    outcome: str
    at: datetime
    ended_at: datetime | None
