"""The sheet of a review workbook that shows the lines of doubtful tasks as they stand on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from pipeline.model import TaskRow

from .review_values import PICTURES
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Span
from .standing import doubts_of
from .tasktable import NO_NUMBER

Pictured = Callable[[Iterable[TaskRow]], Mapping[str, str]]
"""Gives the pictures of tasks (PNG in base64) by their ids, of those that it can show."""

_MOST, _BYTES = 100, 3_000_000
"""So many pictures and so many bytes of them stand in a workbook."""

_COLUMNS: Final = (Column("Số, ký hiệu", 14), Column("Mục", 7, "center"), Column("Trang", 6.5, "page"),
                   Column("Nội dung nhiệm vụ", 40), Column("Cần kiểm tra", 34, "check"), Column("Ảnh trích", 95),
                   Column("Mã nhiệm vụ", 18))
_HELP: Final = ("Chỉ có ảnh của dòng cần kiểm tra, trích từ tệp PDF và bản quét; lọc cột cuối theo mã ở trang Rà soát "
                "để tìm một dòng.")


def unpictured(tasks: Iterable[TaskRow]) -> Mapping[str, str]:
    """No task can be shown."""
    return {}


def picture_sheet(book: Book, tasks: Sequence[TaskRow], pictured: Pictured) -> None:
    """Add the sheet with the pictures of doubtful tasks, in their order; none when there is no picture."""
    doubtful = [task for task in tasks if doubts_of(task) and task.start is not None][:_MOST]
    pictures = pictured(doubtful)
    shown = [task for task in doubtful if task.id in pictures]
    if not shown:
        return
    heading = [Line((Span(1, len(_COLUMNS), "ẢNH TRÍCH", "title"),), 15, 26),
               Line((Span(1, len(_COLUMNS), _HELP, "remark"),), 11, 18)]
    sheet, left = Sheet(book, PICTURES, Layout(_COLUMNS, heading)), _BYTES
    for task in shown:
        picture = pictures[task.id]
        left -= len(picture)
        if left < 0:
            break
        sheet.row([task.directive.head.number or NO_NUMBER, task.clause, task.page, task.text,
                   "\n".join(doubts_of(task)), Cell(None, pictures=(picture,)), task.id])
    sheet.finish(None, (PICTURES, ""))
    sheet.lock()
