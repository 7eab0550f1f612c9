"""What analysts changed in review workbooks, on its way into the store.

The comparison is three-way: what the workbook said when it was written, what came back, and what the store says today.
A cell that only the reading changed meanwhile is the analyst's; one that another person changed is a conflict, and both
values are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.model import Register
from pipeline.model.names import shown
from pipeline.model.review import REVIEWS, Added, Answer, Correction, Edit, Returned
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.clock import today

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

GONE = "nhiệm vụ này không còn trong kho; chạy chidao run để lập bảng mới rồi sửa lại"
SAME = "đã có giá trị này"


@dataclass(frozen=True, slots=True)
class Review:
    """What became of one workbook: an answer for each changed cell and row, remarks, and why it was not taken in (None
    when it was, or when there was nothing to take)."""

    path: Path
    answers: tuple[Answer, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: InputError | None = None
    batch: str = ""

    def count(self, outcome: str) -> int:
        """How many cells and rows ended so."""
        return sum(answer.outcome == outcome for answer in self.answers)


def changed_workbooks(outputs: Path) -> tuple[Path, ...]:
    """The review workbooks under ``outputs`` that somebody has saved since they were written."""
    return _changed(outputs, f"{REVIEWS}/*.xlsx")


def changed_lists(outputs: Path) -> tuple[Path, ...]:
    """The lists of agencies and the roll-up that somebody has saved: what was typed into them is not taken in."""
    return _changed(outputs, "co-quan/*/nhiem-vu.xlsx") + _changed(outputs, "tong-hop.xlsx")


def _changed(outputs: Path, pattern: str) -> tuple[Path, ...]:
    from pipeline.workbooks.files import is_ours  # noqa: PLC0415  openpyxl is loaded only when something is published

    files = sorted(outputs.glob(pattern)) if outputs.is_dir() else []
    return tuple(path for path in files if not path.name.startswith(("~", ".", "$")) and "ban-sua-tay" not in path.name
                 and not is_ours(path))


def review(paths: Iterable[Path], settings: Settings, *, trial: bool = False, good_rows: bool = False) -> list[Review]:
    """Take in what people changed in these workbooks; nothing of a workbook with a cell that cannot be taken, unless
    ``good_rows``; nothing at all in a ``trial``. Raises StoreError when the store fails."""
    with open_store(settings) as store:
        return [_reviewed(path, store, trial=trial, good_rows=good_rows) for path in paths]


def _reviewed(path: Path, store: Store, *, trial: bool, good_rows: bool) -> Review:
    from pipeline.workbooks import read_back  # noqa: PLC0415  openpyxl is loaded only when something is read back

    try:
        returned = read_back(path)
    except InputError as error:
        return Review(path, refused=error)
    answers, edits, added = _weighed(returned, store.register(today()), store)
    bad = [answer for answer in answers if answer.outcome == "refused"]
    if bad and not good_rows:
        return Review(path, tuple(answers), returned.remarks, _unsound(path, bad))
    batch = "" if trial or not (edits or added) else store.correct(shown(path.name), edits, added)
    return Review(path, tuple(answers), returned.remarks, batch=batch)


def _unsound(path: Path, bad: list[Answer]) -> InputError:
    first = bad[0]
    return InputError(
        f"“{shown(path.name)}”: {len(bad)} chỗ không nhận được, ví dụ trang “{first.sheet}”, dòng {first.row}, cột "
        f"“{first.column}”: {first.why}. Chưa nhận chỗ sửa nào của tệp.",
        f"Sửa các ô ấy rồi chạy lại; hoặc chỉ nhận các ô đúng: chidao review \"{path}\" --good-rows")


def _weighed(returned: Returned, register: Register,
             store: Store) -> tuple[list[Answer], list[tuple[Edit, str]], list[Added]]:
    """What becomes of each change, and what is to be kept."""
    now, people = _today(register), _people(register)
    answers, edits = list(returned.refused), []
    for edit, answer in returned.edits:
        standing = now.get(edit.subject)
        if standing is None:
            answers.append(replace(answer, outcome="refused", why=GONE))
            continue
        value = standing.get(edit.cell, "")
        if value == edit.after:
            answers.append(replace(answer, outcome="unchanged", why=SAME))
            continue
        other = people.get((edit.subject, edit.cell))
        clash = value != edit.before and other is not None
        if clash and _waits(edit, register):
            answers.append(replace(answer, outcome="unchanged", why="đã chờ chọn từ lần trước"))
            continue
        why = f"{other.who} đã sửa thành “{other.after}” lúc {other.at:%H:%M %d/%m/%Y}" if clash and other else ""
        answers.append(replace(answer, outcome="conflict" if clash else "taken", why=why))
        edits.append((replace(edit, before=value), "conflict" if clash else "taken"))
    added = []
    for one, answer in returned.added:
        known = one.id in now
        answers.append(replace(answer, outcome="unchanged", why=SAME) if known else answer)
        added += [] if known else [one]
    return sorted(answers, key=lambda a: (a.sheet, a.row)), edits, added


def _today(register: Register) -> dict[str, dict[str, str]]:
    from pipeline.workbooks import head_values, task_values  # noqa: PLC0415  openpyxl is loaded only when needed

    tasks = {task.id: task_values(task) for task in register.rows()}
    return tasks | {row.sha256: head_values(row) for row in register.directives}


def _corrections(register: Register) -> Iterator[Correction]:
    for task in register.rows():
        yield from task.corrections
    for row in register.directives:
        yield from row.corrections


def _people(register: Register) -> dict[tuple[str, str], Correction]:
    """The last change by a person of each cell."""
    return {(one.subject, one.cell): one for one in _corrections(register) if one.state == "taken"}


def _waits(edit: Edit, register: Register) -> bool:
    """Whether this value of a conflict was brought before."""
    return any((one.subject, one.cell, one.after, one.state) == (edit.subject, edit.cell, edit.after, "conflict")
               for one in _corrections(register))
