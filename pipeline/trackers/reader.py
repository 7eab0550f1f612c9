"""A file into a tracker: the steps in order, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import UnsupportedFormat
from pipeline.model.names import shown
from pipeline.model.tracker import Grid, Tracker, TrackerColumn, TrackerSheet, Trouble
from pipeline.reading import digest
from pipeline.reading.grids import TABLE, read_grids
from pipeline.settings import Settings

from .cells import Cells
from .columns import columns_of
from .continuing import continued
from .heads import Head, find_head
from .lines import doubled, line_of
from .rows import Sorting

NO_HEAD = "không thấy dòng tiêu đề có các cột của bảng theo dõi nhiệm vụ"
NO_WORK = "không có cột nội dung nhiệm vụ (bảng tổng hợp số liệu không nhập được)"
EMPTY, HIDDEN = "trang trống", "trang ẩn"


def read_tracker(path: Path, settings: Settings) -> Tracker:
    """What a file holds of an office's own list of tasks; nothing is stored.

    Raises what :func:`read_grids` raises, and UnsupportedFormat where no sheet is a list of tasks.
    """
    grids = read_grids(path, settings)
    sheets = tuple(sheets_of(grids))
    if all(sheet.refused for sheet in sheets):
        why = "; ".join(dict.fromkeys(sheet.refused for sheet in sheets if sheet.refused != EMPTY)) or EMPTY
        raise UnsupportedFormat(
            f"{path.name}: không nhập được bảng nào: {why}.",
            "Bảng theo dõi phải có dòng tiêu đề với cột nội dung nhiệm vụ (hoặc tên nhiệm vụ, công việc) và các cột "
            "như số, ký hiệu, đơn vị chủ trì, thời hạn, tình trạng.")
    return Tracker(shown(path.name), digest(path), sheets)


def sheets_of(grids: Sequence[Grid]) -> Iterator[TrackerSheet]:
    """The sheets in turn; a table of a document without a head goes on with the one above."""
    above: tuple[Head, Cells] | None = None
    for grid in grids:
        if grid.hidden:
            yield TrackerSheet(grid.name, refused=HIDDEN)
            continue
        cells = Cells(grid)
        head = find_head(cells)
        if head is not None:
            above = head, cells
        elif above and grid.name.startswith(TABLE) and grid.rows:
            cells, head = continued(grid, *above)
        yield _sheet(grid.name, cells, head)


def _sheet(name: str, cells: Cells, head: Head | None) -> TrackerSheet:
    if head is None:
        return TrackerSheet(name, refused=NO_HEAD if cells.height else EMPTY)
    columns = columns_of(head.headings, _below(cells, head))
    rows = range(head.top + 1, head.bottom + 2) if head.bottom >= 0 else ()
    if not any(column.field == "text" for column in columns):
        return TrackerSheet(name, columns, tuple(rows), refused=NO_WORK)
    return _read(TrackerSheet(name, columns, tuple(rows)), cells, head, columns)


def _below(cells: Cells, head: Head) -> list[list[str]]:
    """The filled cells below each heading."""
    below: list[list[str]] = [[] for _ in head.headings]
    for row in range(head.bottom + 1, cells.height):
        for column, text in enumerate(cells.row(row)):
            if text and column < len(below):
                below[column].append(text)
    return below


def _read(sheet: TrackerSheet, cells: Cells, head: Head, columns: tuple[TrackerColumn, ...]) -> TrackerSheet:
    found = Sorting(cells, head, columns).rows()
    read = [line_of(row, columns) for row in found.tasks]
    lines = tuple(line for line, _ in read)
    troubles: list[Trouble] = [trouble for _, told in read for trouble in told]
    troubles += doubled(lines)
    return TrackerSheet(sheet.name, columns, sheet.head, lines, {k: n for k, n in found.others.items() if n},
                        tuple(sorted(troubles, key=lambda trouble: trouble.row)))
