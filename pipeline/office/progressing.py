"""How far a task is, entered outside the workbooks: the same cells, kept and audited the same way.

Whoever enters says what they saw: of the whole task by its ``version``, or of each cell. Where somebody else was faster
nothing is kept, and both values are told (``page_review.Clash``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from pipeline.errors import InputError
from pipeline.knowledge.registry import Office
from pipeline.model import TaskRow
from pipeline.model.review import CELL_WORDS, PROGRESS, Added, Edit
from pipeline.store.results import Sheet
from pipeline.workbooks.review_values import task_values, typed

from .page_review import Clash, Difference, waits

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

LONGEST: Final = 4000
"""So many characters a cell holds."""

Cells = Mapping[str, str]
Late = Callable[[Cells, Cells], Iterable[str]]
"""Told all cells of progress as they stand and those to be changed, names those that are not as they were seen."""


def progress_of(task: TaskRow) -> dict[str, str]:
    """The cells of a task that tell how far it is, as they are typed: days as ``2025-04-30``, "" for an empty one."""
    values = task_values(task)
    return {cell: values.get(cell, "") for cell in PROGRESS}


def version_of(cells: Cells) -> str:
    """A short text that is another one when any of the cells is."""
    plain = json.dumps({cell: cells.get(cell, "") for cell in PROGRESS}, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def sound(given: Mapping[str, object]) -> dict[str, str]:
    """Cells as they are kept; raises InputError for what is no cell of progress, or what it cannot hold."""
    found = {}
    for cell, value in given.items():
        if cell not in PROGRESS:
            raise InputError(f"Không ghi được ô “{cell}”.", f"Các ô ghi được: {', '.join(PROGRESS)}.")
        told = "" if value is None else str(value)
        if len(told) > LONGEST:
            raise InputError(f"{CELL_WORDS[cell]}: dài quá {LONGEST} ký tự.", "Rút ngắn rồi ghi lại.")
        try:
            found[cell] = typed(cell, told) or ("chưa hoàn thành" if cell == "status" else "")
        except ValueError as error:
            raise InputError(f"{CELL_WORDS[cell]}: “{told[:100]}” {error}.", "Sửa lại giá trị rồi ghi.") from error
    return found


def enter(store: Store, task: tuple[str, str], version: str, cells: Cells, source: str, *,  # noqa: PLR0913
          office: Office | None = None) -> dict[str, str]:
    """Enter ``cells`` (as ``sound`` gives them) of a task (sha256 of its directive, id) under the name of whoever acts
    (``account.acting``); returns all cells of progress as they stand afterwards. Raises Clash where it is not in the
    state of that ``version`` and the cells say something else, InputError where the task is gone."""
    return _keep(store, task, cells, source, office, lambda now, changed: changed if version != version_of(now) else ())


def enter_seen(store: Store, task: tuple[str, str], seen: Cells, cells: Cells, source: str, *,  # noqa: PLR0913
               office: Office | None = None) -> dict[str, str]:
    """The same by what was ``seen`` of each cell: what others changed in other cells meanwhile is no matter."""
    def late(now: Cells, changed: Cells) -> Iterable[str]:
        return [cell for cell, value in changed.items() if now[cell] not in (seen.get(cell, ""), value)]

    return _keep(store, task, cells, source, office, late)


def _keep(store: Store, task: tuple[str, str], cells: Cells, source: str, office: Office | None,  # noqa: PLR0913, PLR0917
          late: Late) -> dict[str, str]:
    sha256, wanted = task
    after: dict[str, str] = {}

    def decide(sheet: Sheet) -> tuple[Iterable[tuple[Edit, str]], Iterable[Added]]:
        row = next((one for one in sheet.tasks if one.id == wanted), None)
        if row is None:
            return (), ()
        now = progress_of(row)
        changed = {cell: value for cell, value in cells.items() if now[cell] != value or waits(row, cell)}
        if clashing := list(late(now, changed)):
            raise Clash(_differences(row, now, {cell: changed[cell] for cell in clashing}))
        after.update(now | dict(cells))
        return [(Edit(wanted, cell, now[cell], value), "taken") for cell, value in changed.items()], ()

    store.revise(sha256, office, source, decide)
    if not after:
        raise InputError("Nhiệm vụ này không còn trong văn bản, hoặc chỉ có trong bảng theo dõi của cơ quan.",
                         "Xem lại danh mục; việc chỉ có trong bảng theo dõi thì ghi kết quả vào bảng tính.")
    return after


def _differences(row: TaskRow, now: Cells, cells: Cells) -> list[Difference]:
    last = {one.cell: one for one in row.corrections if one.state == "taken"}
    return [Difference(row.id, cell, CELL_WORDS[cell], value, now[cell], last[cell].who if cell in last else "",
                       last[cell].at if cell in last else None) for cell, value in cells.items()]
