"""An office's own list of tasks on its way into the store: which directive and task a row means, and what it changes.

A row that is a task of a directive in the store gives its status, day, reply and note as corrections, weighed as those
of review workbooks are: what a person entered is not written over, both values are kept. Other rows become tasks of the
directive that they name. Ids are made of what rows say, so that a list taken in again changes only what it says anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pipeline.errors import InputError
from pipeline.knowledge.folding import key
from pipeline.knowledge.registry import Office, Signed
from pipeline.model import DirectiveRow, Register, TaskRow
from pipeline.model.chain import key_of
from pipeline.model.names import shown
from pipeline.model.review import ADDED, CELL_WORDS, Added, Answer, Edit, Returned
from pipeline.model.tracker import (
    LISTED_ID,
    ONLY_LISTED,
    SEPARATE,
    TOLD,
    UNKNOWN,
    Giver,
    KeptRow,
    Line,
    Named,
    Tracker,
    TrackerSheet,
)
from pipeline.settings import Settings
from pipeline.store.clock import today
from pipeline.store.matching import directive_of, task_of
from pipeline.store.results import Weighed
from pipeline.trackers import read_tracker
from pipeline.workbooks.review_values import BASE

from .differing import Difference, differences
from .own import load_own
from .reviewing import Review, Standing, weighed

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

LISTED: Final = (*TOLD, "lead", "support", "due", "product")
"""What it changes of a task that only lists give."""

_SHORT: Final = 30
"""Words with figures that are no longer are what the office calls a directive by (*1312/13-3*)."""

Bond = Literal["task", "directive", "alone"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with what it means: a *task* that the store knows, a new one of a *directive* there, or one that stands
    *alone*. ``doubt`` says why a row that might mean more does not (Vietnamese), ``differs`` in what it says otherwise
    than the store, which keeps what it has."""

    sheet: TrackerSheet
    line: Line
    giver: Giver
    subject: str
    bond: Bond
    directive: DirectiveRow | None = None
    doubt: str = ""
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A tracker weighed against the store: where its rows belong, and what writing it would do."""

    path: Path
    tracker: Tracker
    placed: tuple[Placed, ...]
    since: Weighed
    answers: tuple[Answer, ...] = ()
    edits: tuple[tuple[Edit, str], ...] = ()
    added: tuple[Added, ...] = ()

    def of(self, bond: Bond) -> int:
        """How many rows are so bound."""
        return sum(one.bond == bond for one in self.placed)

    @property
    def differences(self) -> tuple[tuple[Placed, Difference], ...]:
        """Where the list says something else than the store."""
        return tuple((one, difference) for one in self.placed for difference in one.differs)

    @property
    def review(self) -> Review:
        """What becomes of its cells, told as that of a review workbook."""
        return Review(self.path, self.answers)


def plan(path: Path, settings: Settings, store: Store) -> Plan:
    """Read a tracker and weigh it; nothing is written. Raises what ``read_tracker`` raises, and StoreError."""
    tracker = read_tracker(path, settings)
    if any(sheet.name == BASE for sheet in tracker.sheets):
        raise InputError(f"“{shown(path.name)}” là bảng rà soát do chương trình lập, không phải bảng theo dõi riêng.",
                         "Nhận chỗ sửa trong bảng rà soát bằng: chidao review TỆP")
    since = store.weighed()
    register, office = store.register(today()), load_own(settings).office
    placed = tuple(_Placing(register, office).all(tracker))
    standing = Standing(register, store.secrets(), office, since)
    for one in placed:
        standing.expect(one.giver.key, Signed(one.giver.issuer, one.giver.issued_on))
    returned = Returned((), tuple(_edits(placed, standing, shown(path.name))), tuple(_added(placed, standing)))
    answers, edits, added = weighed(returned, standing)
    return Plan(path, tracker, placed, since, tuple(answers), tuple(edits), tuple(added))


def write(planned: Plan, store: Store) -> str:
    """Keep what was planned; returns the batch, "" when nothing changes."""
    givers = {one.giver.key: one.giver for one in planned.placed}
    rows = [KeptRow(one.subject, one.sheet.name, one.line.row, one.line.raw) for one in planned.placed]
    taken = store.track(shown(planned.path.name), planned.edits, planned.added, givers.values(), rows,
                        planned.since)
    return taken[0].batch if taken else ""


def _giver_of(line: Line, one: Named | None) -> Giver:
    """The directive that a row names, as lists know it."""
    if one is None:
        return Giver(_content(UNKNOWN), subject=UNKNOWN)
    words = key_of(one.number) if one.number else key(one.words)
    called = one.number or (one.words if len(one.words) <= _SHORT and any(map(str.isdigit, one.words)) else None)
    return Giver(_content(words, one.day.isoformat() if one.day else ""), called, one.day, line.cells.get("issuer"),
                 line.cells.get("subject") or (None if called else one.words))


def _content(*words: str) -> str:
    return hashlib.sha256("\n".join(("bảng theo dõi", *words)).encode("utf-8", "replace")).hexdigest()


@dataclass(slots=True)
class _Placing:
    """Finds for each row the directive and the task that it means; a task is that of one row."""

    register: Register
    office: Office
    tasks: dict[str, list[TaskRow]] = field(init=False)
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.tasks = defaultdict(list)
        for task in self.register.rows():
            if not task.id.startswith(LISTED_ID):
                self.tasks[task.directive.sha256].append(task)

    def all(self, tracker: Tracker) -> Iterator[Placed]:
        """Every row in its place."""
        read = [row for row in self.register.directives if ONLY_LISTED not in row.notices]
        known: dict[tuple[str | None, date | None], tuple[DirectiveRow | None, str]] = {}
        for sheet, line in tracker.lines:
            named = line.directives or (None,)
            found = []
            for one in named:
                asked = (one.number, one.day) if one else (None, None)
                if asked not in known:
                    known[asked] = directive_of(*asked, read)
                found.append((_giver_of(line, one), *known[asked]))
            yield self._placed(sheet, line, found)

    def _placed(self, sheet: TrackerSheet, line: Line,
                found: Sequence[tuple[Giver, DirectiveRow | None, str]]) -> Placed:
        """The row under the first of its directives in which it is a task, else under the first that is there."""
        doubts = []
        for giver, directive, doubt in found:
            task, unsure = task_of(_text(line), self.tasks[directive.sha256]) if directive else (None, doubt)
            doubts += [unsure] if unsure else []
            if task and directive:
                self.tasks[directive.sha256].remove(task)
                return Placed(sheet, line, giver, task.id, "task", directive,
                              differs=differences(line, task, self.office, self.register.as_of))
        giver, directive, _ = next((one for one in found if one[1]), found[0])
        subject = self._id(giver, line)
        return Placed(sheet, line, giver, subject, "directive" if directive else "alone", directive, "; ".join(doubts))

    def _id(self, giver: Giver, line: Line) -> str:
        """The id of a task that lists give: of its directive and words, then of who leads, then of its place among
        those of the same words."""
        words = [giver.key, key(_text(line))]
        for more in ((), (key(line.values.get("lead", "")),)):
            made = LISTED_ID + _content(*words, *more)[:12]
            self.met[made] += 1
            if self.met[made] == 1:
                return made
        return f"{made}~{self.met[made]}"


def _text(line: Line) -> str:
    return line.values.get("text") or next(iter(line.raw), ("", ""))[1]


def _answer(one: Placed, cell: str) -> Answer:
    return Answer("taken", one.sheet.name, one.line.row, CELL_WORDS[cell], one.subject)


def _edits(placed: Sequence[Placed], standing: Standing, source: str) -> Iterator[tuple[Edit, Answer]]:
    """The cells of rows whose task is known. What this very list gave before it may change; a cell that it leaves
    empty changes nothing."""
    for one in placed:
        values = standing.values.get(one.subject)
        for cell in LISTED if one.subject.startswith(LISTED_ID) else TOLD:
            after = one.line.values.get(cell, "")
            if values is None or not after:
                continue
            value, person = values.get(cell, ""), standing.people.get((one.subject, cell))
            before = value if person is None or person.source == source else ""
            yield (Edit(one.subject, cell, before, after),
                   replace(_answer(one, cell), before=value, after=after))


def _added(placed: Sequence[Placed], standing: Standing) -> Iterator[tuple[Added, Answer]]:
    for one in placed:
        if one.bond == "task" or one.subject in standing.values:
            continue
        cells = {cell: value for cell, value in one.line.values.items() if cell in CELL_WORDS} | {
            "text": _text(one.line), "verdict": ADDED}
        place = SEPARATE if one.bond == "directive" else None
        yield (Added(one.subject, one.giver.key, cells, behind=place),
               replace(_answer(one, "text"), after=_text(one.line)))
