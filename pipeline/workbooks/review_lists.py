"""What the drop-downs of a review workbook offer: bodies around its directives and kinds of directives, on a sheet of
their own in which people can look a name up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from pipeline.knowledge.folding import slug
from pipeline.knowledge.registry import Signed, names_around
from pipeline.knowledge.tables import read_table
from pipeline.model import DirectiveRow, TaskRow

from .review_values import LISTS
from .sheet import Book, Column, Layout, Line, Sheet, Span

_COLUMNS: Final = (Column("Cơ quan", 70), Column("Tên loại văn bản", 30))
_HEADING: Final = (
    Line((Span(1, 2, "DANH MỤC CƠ QUAN", "title"),), 15, 26),
    Line((Span(1, 2, "Các tên chọn được ở cột Chủ trì, Phối hợp: cơ quan nêu trong văn bản, cơ quan cùng địa bàn, cơ "
               "quan trung ương. Tên khác vẫn ghi được.", "remark"),), 11, 32),
)


def offered(tasks: Iterable[TaskRow], directives: Sequence[DirectiveRow], own: Iterable[str]) -> list[str]:
    """The bodies that are named or may be meant: around the directive when there is one, else of the centre; and the
    office's ``own``. In the order of the alphabet."""
    head = directives[0].head if len(directives) == 1 else None
    around = names_around(Signed(head.issuer, head.issued_on, head.place) if head else Signed())
    named = (party.agency for task in tasks for party in (*task.lead, *task.support))
    return sorted({*around, *own, *named}, key=lambda name: (slug(name), name))


def kinds_of_directives() -> list[str]:
    """The kinds by name (NĐ 30/2020/NĐ-CP, Phụ lục III, and others in use)."""
    return sorted({row["name"] for row in read_table("doc_types")}, key=slug)


def list_sheet(book: Book, bodies: Sequence[str], kinds: Sequence[str]) -> None:
    """Add the sheet of what is offered."""
    sheet = Sheet(book, LISTS, Layout(_COLUMNS, _HEADING))
    for row in zip_longest(bodies, kinds):
        sheet.row(row)
    sheet.finish(None, (LISTS, ""))
    sheet.lock()


def listed(column: int, values: Sequence[str]) -> str:
    """Where the values of a column (from 0) stand on the sheet, for a drop-down."""
    first, letter = len(_HEADING) + 2, "AB"[column]
    return f"'{LISTS}'!${letter}${first}:${letter}${first + len(values) - 1}"
