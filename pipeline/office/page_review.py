"""What people change on the review page, on its way into the store: the same cells as in the review workbooks, kept and
audited the same way.

Whoever changes something says what they saw. Where that is not what stands there now nothing is kept, and both values
are told (``Clash``): a person decides, not the order in which two people pressed a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pipeline.errors import InputError
from pipeline.knowledge.registry import Office
from pipeline.model import RejectedRow, TaskRow
from pipeline.model.review import (
    ADDED,
    CELL_WORDS,
    DROPPED,
    EDITED,
    ON_PAGE,
    PROGRESS,
    RIGHT,
    SPAN,
    SPAN_WORDS,
    Added,
    Correction,
    Edit,
    split_names,
)
from pipeline.store.results import Sheet
from pipeline.workbooks.review_book import added_id
from pipeline.workbooks.review_values import normal, task_values, typed

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

WORDS: Final = {**{cell: CELL_WORDS[cell] for cell in ("verdict", "text", "lead", "support", "due", "product")},
                SPAN: SPAN_WORDS}
"""The cells that the page shows and changes, with their names."""

Seen = Mapping[str, str]
"""The cells of a row as somebody saw them; those that are not there are not compared."""

_GAP: Final = 40
"""Characters between two pieces at most that are one sentence when they are merged."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not as it was seen: the name of its column, what the person wants (or saw), what stands there
    now, and by whom since when (``who`` is empty and ``at`` None where a new reading changed it)."""

    task: str
    cell: str
    column: str
    mine: str
    theirs: str
    who: str = ""
    at: datetime | None = None


class Clash(Exception):
    """Somebody else was faster; nothing was kept."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__(", ".join(one.cell for one in differences))
        self.differences = tuple(differences)


def values_of(task: TaskRow) -> dict[str, str]:
    """The cells of a row as the page shows them, and by which it is told whether they have changed."""
    whole = task_values(task)
    place = "" if task.start is None or task.end is None else f"{task.start}-{task.end}"
    return {**{cell: whole[cell] for cell in WORDS if cell != SPAN}, SPAN: place}


class ReviewDesk:
    """Changes of one directive, each kept whole or not at all under the name of whoever acts (``account.acting``).

    Every method returns what is kept. All raise InputError for what cannot be taken as it is, Clash where somebody else
    was faster, StoreError when the store fails.
    """

    def __init__(self, store: Store, sha256: str, office: Office | None = None) -> None:
        self._store, self._sha256, self._office = store, sha256, office

    def sheet(self) -> Sheet:
        """The directive as it stands."""
        found = self._store.sheet(self._sha256, self._office)
        if found is None:
            raise _gone("Văn bản này không còn trong danh mục.")
        return found

    def text(self) -> str:
        """The text of the directive, as it was read last."""
        found = self._store.text(self._sha256)
        if found is None:
            raise _gone("Văn bản này không còn trong danh mục.")
        return found

    def accept(self, task: str, seen: Seen) -> tuple[Correction, ...]:
        """Say that a row is right as it is; one whose cells were changed is kept as edited."""

        def decide(row: TaskRow) -> dict[str, str]:
            if row.verdict == ADDED:
                return {}
            edited = any(one.state == "taken" and one.cell not in ("verdict", *PROGRESS) for one in row.corrections)
            return {"verdict": EDITED if edited else RIGHT}

        return self._one(task, seen, decide)

    def drop(self, task: str, seen: Seen) -> tuple[Correction, ...]:
        """Say that a row is no task."""
        return self._one(task, seen, lambda row: {"verdict": DROPPED})

    def edit(self, task: str, cell: str, value: str, seen: Seen) -> tuple[Correction, ...]:
        """Change a cell; ``seen`` is what stood there, and the decision about the row."""
        value = _sound(cell, value)
        return self._one(task, seen, lambda row: {cell: value}, wanted={cell: value})

    def move(self, task: str, seen: Seen, start: int, end: int) -> tuple[Correction, ...]:
        """Let a task have the words from ``start`` to ``end`` of the directive's text."""

        def decide(sheet: Sheet) -> dict[str, dict[str, str]]:
            _row(sheet, task)
            return {task: {SPAN: f"{start}-{end}", "text": _words(sheet, start, end)}}

        return self._keep({task: seen}, decide)

    def add(self, start: int, end: int, cells: Seen) -> tuple[Correction, ...]:
        """Make a task of the words from ``start`` to ``end`` of the directive's text, with these ``cells``."""
        given = {cell: _sound(cell, value) for cell, value in cells.items()}

        def decide(sheet: Sheet) -> list[Added]:
            place = {SPAN: f"{start}-{end}", "text": _words(sheet, start, end)}
            return [_added(sheet, place | given, start)]

        return self._keep({}, lambda sheet: {}, decide)

    def split(self, task: str, seen: Seen, at: int) -> tuple[Correction, ...]:
        """Cut a task in two before its word ``at`` (from 0); the second has the bodies and the limit of the first."""

        def cut(sheet: Sheet) -> tuple[dict[str, str], dict[str, str]]:
            row = _row(sheet, task)
            values, words = values_of(row), list(re.finditer(r"\S+", normal(row.text)))
            if not 0 < at < len(words):
                raise InputError("Chỗ tách phải nằm giữa các chữ của nhiệm vụ.", "Chọn chữ đầu tiên của phần thứ hai.")
            first, second = ({"text": normal(row.text)[a:b]} for a, b in
                             ((0, words[at - 1].end()), (words[at].start(), words[-1].end())))
            if place := _halves(sheet, row, at):
                first[SPAN], second[SPAN] = place
            return first, {cell: values[cell] for cell in ("lead", "support", "due", "product")} | second

        def decide(sheet: Sheet) -> list[Added]:
            row, (_, second) = _row(sheet, task), cut(sheet)
            return [replace(_added(sheet, second, None), clause=row.clause, behind=row.id)]

        return self._keep({task: seen}, lambda sheet: {task: cut(sheet)[0]}, decide)

    def merge(self, task: str, other: str, seen: Seen, seen_other: Seen) -> tuple[Correction, ...]:
        """Make one task of two; the bodies of both lead and help, and the other row is no task any more."""

        def decide(sheet: Sheet) -> dict[str, dict[str, str]]:
            pair = sorted((_row(sheet, task), _row(sheet, other)), key=lambda row: (row.start is None, row.start or 0))
            first, second = map(values_of, pair)
            kept = {"text": f"{first['text'].rstrip(';.,')}; {second['text']}"}
            if place := _together(sheet, *pair):
                kept = {SPAN: f"{place[0]}-{place[1]}", "text": _words(sheet, *place)}
            for cell in ("lead", "support"):
                names = split_names(f"{first[cell]};{second[cell]}")
                kept[cell] = "; ".join(dict.fromkeys(names))
            kept["due"] = first["due"] or second["due"]
            return {task: kept, other: {"verdict": DROPPED}}

        if task == other:
            raise InputError("Không gộp một nhiệm vụ với chính nó.", "Chọn nhiệm vụ đứng trước hoặc sau.")
        return self._keep({task: seen, other: seen_other}, decide)

    def undo(self) -> tuple[Correction, ...]:
        """Take back the last that whoever acts has changed here; what somebody else changed since stays."""
        return self._store.undo_last(self._sha256, ON_PAGE)

    def _one(self, task: str, seen: Seen, decide: Callable[[TaskRow], dict[str, str]],
             wanted: Seen | None = None) -> tuple[Correction, ...]:
        return self._keep({task: seen}, lambda sheet: {task: decide(_row(sheet, task))}, wanted=wanted)

    def _keep(self, seen: Mapping[str, Seen], decide: Callable[[Sheet], Mapping[str, Seen]],
              add: Callable[[Sheet], list[Added]] = lambda sheet: [], wanted: Seen | None = None
              ) -> tuple[Correction, ...]:
        def whole(sheet: Sheet) -> tuple[Iterable[tuple[Edit, str]], Iterable[Added]]:
            clash = [one for task, cells in seen.items() for one in _changed(_row(sheet, task), cells, wanted or {})]
            if clash:
                raise Clash(clash)
            edits = [(Edit(task, cell, _now(sheet, task)[cell], value), "taken")
                     for task, cells in decide(sheet).items() for cell, value in cells.items()
                     if _now(sheet, task)[cell] != value or waits(_row(sheet, task), cell)]
            return edits, add(sheet)

        return self._store.revise(self._sha256, self._office, ON_PAGE, whole)


def _now(sheet: Sheet, task: str) -> dict[str, str]:
    return values_of(_row(sheet, task))


def waits(row: TaskRow, cell: str) -> bool:
    """Whether two values wait: whoever chooses has decided, also for the one that stands."""
    return any(one.cell == cell and one.state == "conflict" for one in row.corrections)


def _row(sheet: Sheet, task: str) -> TaskRow:
    found = next((row for row in sheet.tasks if row.id == task), None)
    if found is None:
        raise _gone("Nhiệm vụ này không còn trong văn bản.")
    return found


def _gone(what: str) -> InputError:
    return InputError(what, "Tải lại trang để xem hiện trạng.")


def _changed(row: TaskRow, seen: Seen, wanted: Seen) -> list[Difference]:
    now = values_of(row)
    last = {one.cell: one for one in row.corrections if one.state == "taken"}
    return [Difference(row.id, cell, WORDS[cell], wanted.get(cell, value), now[cell],
                       last[cell].who if cell in last else "", last[cell].at if cell in last else None)
            for cell, value in seen.items() if cell in now and value != now[cell] and wanted.get(cell) != now[cell]]


def _sound(cell: str, value: str) -> str:
    """A cell as it is kept; raises InputError for what it cannot hold."""
    if cell not in WORDS or cell in ("verdict", SPAN):
        raise InputError(f"Không sửa được ô “{cell}” ở đây.", "Chỉ sửa các ô có trên trang.")
    try:
        kept = typed(cell, value)
    except ValueError as error:
        raise InputError(f"{WORDS[cell]}: “{value}” {error}.", "Sửa lại giá trị rồi ghi.") from error
    if cell == "text" and not kept:
        raise InputError("Nội dung nhiệm vụ không được để trống.", "Muốn bỏ nhiệm vụ thì bấm Bỏ.")
    return kept


def _words(sheet: Sheet, start: int, end: int) -> str:
    words = normal(sheet.text[max(start, 0):end].replace("\n", " ")) if start < end <= len(sheet.text) else ""
    if not words:
        raise InputError("Chỗ chọn không có chữ nào của văn bản.", "Chọn lại trên trang văn bản.")
    return words


def _added(sheet: Sheet, cells: Seen, start: int | None) -> Added:
    """A task of these cells behind the last that begins before it, in the clause of what stands around it."""
    words = (cells["text"], cells.get("lead", ""), cells.get("due", ""), cells.get(SPAN, ""))
    before = [row for row in sheet.tasks if start is not None and row.start is not None and row.start <= start]
    every: tuple[TaskRow | RejectedRow, ...] = (*sheet.tasks, *sheet.rejected)
    pieces = [one for one in every if start is not None and one.start is not None and one.start <= start]
    around = max(pieces, key=lambda one: one.start or 0, default=None)
    behind = max(before, key=lambda row: row.start or 0, default=None)
    return Added(added_id(sheet.directive.sha256, words), sheet.directive.sha256, {**cells, "verdict": ADDED},
                 around.clause if around else None, behind.id if behind else None)


def _halves(sheet: Sheet, row: TaskRow, at: int) -> tuple[str, str] | None:
    """The places of both parts where the words of the task stand in the directive as they are."""
    if row.start is None or row.end is None:
        return None
    words = [(m.start() + row.start, m.end() + row.start)
             for m in re.finditer(r"\S+", sheet.text[row.start:row.end])]
    if [sheet.text[a:b] for a, b in words] != normal(row.text).split():
        return None
    return f"{words[0][0]}-{words[at - 1][1]}", f"{words[at][0]}-{words[-1][1]}"


def _together(sheet: Sheet, first: TaskRow, second: TaskRow) -> tuple[int, int] | None:
    """The place of two pieces of one sentence, None for what stands apart or was written by hand."""
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return None
    apart = sheet.text[first.end:second.start]
    as_read = all(normal(sheet.text[row.start:row.end].replace("\n", " ")) == normal(row.text)
                  for row in (first, second))
    return (first.start, second.end) if as_read and len(apart) <= _GAP and "\n" not in apart else None
