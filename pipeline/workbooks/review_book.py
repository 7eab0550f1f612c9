"""The analyst's workbook: tasks in the order of the text, to be confirmed, changed, dropped or added.

What may be changed is blue and unlocked. A hidden sheet keeps what was written, so that what comes back is compared
with it (``returned``). The same register gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain
from typing import Final

from pipeline.model import DirectiveRow, RejectedRow, TaskRow
from pipeline.model.register import FIELD_WORDS
from pipeline.model.review import ADDED, CELL_WORDS, DAYS, HEAD_WORDS, VERDICTS, Correction
from pipeline.model.tracker import LISTED_ID

from .digests import Digests
from .kept_rows import KeptRows
from .memory import Memory, rows_of
from .review_lists import kinds_of_directives, list_sheet, listed, offered
from .review_pictures import Pictured, picture_sheet, unpictured
from .review_values import (
    BASE,
    CONFLICTS,
    HEAD,
    ID,
    KIND,
    LEFT_OUT,
    OF,
    PICK,
    SHEET,
    STATUSES,
    head_values,
    shown,
    task_values,
)
from .sentences import Sentences
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Span, Value
from .standing import doubts_of, percent
from .tasktable import NO_NUMBER
from .words import limit_source, limit_value, short_date

NUMBER: Final = "Số, ký hiệu"
_EDIT = {"verdict": 10, "text": 48, "lead": 22, "support": 22, "due": 12, "product": 13, "status": 13,
         "completed_on": 12, "reply": 13, "note": 18}
_NEW_AT = 4  # the column of a head's new values
_ANY = date.min  # what a review workbook shows is the same on every day
_SPARE = 30  # empty rows below the table in which tasks can be added


def _edit(cell: str) -> Column:
    return Column(CELL_WORDS[cell], _EDIT[cell], "edit date" if cell in DAYS else "edit")


COLUMNS = (
    Column("TT", 5, "center"), Column(NUMBER, 14), Column("Mục", 7, "center"), Column("Trang", 6.5, "page"),
    _edit("verdict"), Column("Câu dẫn", 28, "above"), *map(_edit, ("text", "lead", "support", "due")),
    Column("Thời hạn theo văn bản", 18), *map(_edit, ("product", "status", "completed_on", "reply", "note")),
    Column("Độ tin cậy", 8, "sure"), Column("Cần kiểm tra", 34), Column("Đọc ở", 26),
    Column("Nguyên văn tên cơ quan", 26), Column("Nguyên văn nội dung", 34), Column("Đã sửa", 30), Column(ID, 14),
)
_PRINTED = 18  # what stands to the right is to look things up on the screen
_AT = {column.title: number for number, column in enumerate(COLUMNS, 1)}
_HELP = ("Ô xanh là ô được sửa. Sửa thẳng vào ô, hoặc chọn ở cột Quyết định: Đúng (đã đối chiếu, giữ nguyên), Bỏ "
         "(không phải nhiệm vụ), Thêm (dòng mới ở cuối bảng). Cột Câu dẫn là lời văn đứng trước nội dung. Số trang mở "
         "văn bản ở trang ấy (tệp Word không có số trang thì mở cả tệp). Lưu tệp rồi chạy lại chương trình: chỗ sửa "
         "được nhận và giữ mãi.")
_HEAD_HELP = "Sửa ở cột “Sửa thành”; để trống là giữ nguyên."
_LEFT_HELP = "Gõ x (hoặc chọn “Thêm”) ở cột cuối để một đoạn trở thành nhiệm vụ."


@dataclass(frozen=True, slots=True)
class Around:
    """What a workbook shows around its cells: the ``sentences`` and the ``links`` to the file of each directive, by
    sha256, the ``names`` that the office gives to bodies, and what ``pictured`` shows of the lines of tasks."""

    sentences: Mapping[str, Sentences] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    names: Sequence[str] = ()
    pictured: Pictured = unpictured

    def among(self, rows: Iterable[DirectiveRow]) -> Around:
        """The same for these directives alone."""
        sha256s = [row.sha256 for row in rows]
        return Around({sha: self.sentences[sha] for sha in sha256s},
                      {sha: self.links[sha] for sha in sha256s if sha in self.links}, self.names)

    def of(self, task: TaskRow) -> tuple[str | None, str | None]:
        """What leads in to a task, and where its values were read."""
        sentences = self.sentences.get(task.directive.sha256)
        return (sentences.above(task) or None, sentences.read_at(task) or None) if sentences else (None, None)

    def shown(self, tasks: Iterable[TaskRow]) -> tuple[object, ...]:
        """All that is shown around these tasks, for a digest."""
        return list(map(self.of, tasks)), sorted(self.links.items()), self.names

    def beside(self, task: TaskRow) -> bytes:
        """What is shown around a task, for the digest of its row."""
        return repr((self.of(task), self.links.get(task.directive.sha256))).encode("utf-8", "surrogatepass")

    def page(self, row: DirectiveRow, page: int | None) -> Cell:
        """The page of a directive with a link that opens its file there."""
        link = self.links.get(row.sha256)
        at = f"#page={page}" if link and page and link.endswith(".pdf") else ""
        return Cell(page or ("Mở" if link else None), "page link" if link else None, link and link + at)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of tasks as they were made the last time, told by what they show and what stands ``around`` them."""

    kept: KeptRows
    digests: Digests
    around: Around

    def shows(self, task: TaskRow) -> bytes:
        """What the row of a task shows."""
        return self.digests.reviewed(task) + self.around.beside(task)

    def remembered(self, task: TaskRow) -> Sequence[bytes]:
        """The rows of the hidden sheet for a task."""
        return self.kept.all(b"%s %s" % (BASE.encode(), self.shows(task)), partial(_remembered, task))


def review_book(tasks: Sequence[TaskRow], directives: Sequence[DirectiveRow], rejected: Sequence[RejectedRow],
                around: Around | None = None, rows: Rows | None = None) -> Book:
    """The workbook of these tasks, in the order given, of these directives; rows of tasks that are kept in ``rows`` are
    taken over."""
    book, around = Book(), around or Around()
    rows = rows or Rows(KeptRows(), Digests(_ANY), around)
    base = Memory(KIND, (row.sha256 for row in directives))
    bodies, kinds = offered(tasks, directives, around.names), kinds_of_directives()
    _task_sheet(book, tasks, _name(directives), rows, listed(0, bodies))
    _head_sheet(book, directives, base, {"type": listed(1, kinds), "issuer": listed(0, bodies)})
    picture_sheet(book, tasks, around.pictured)
    if rejected:
        _left_out_sheet(book, rejected, around)
    waiting = [(one, task) for task in tasks for one in task.corrections if one.state == "conflict"]
    if waiting:
        conflict_sheet(book, waiting, SHEET)
    list_sheet(book, bodies, kinds)
    base.write(book, chain.from_iterable(map(rows.remembered, tasks)))
    return book


def _remembered(task: TaskRow) -> list[bytes]:
    return rows_of(task.id, task_values(task) | {OF: task.directive.sha256})


def _task_sheet(book: Book, tasks: Sequence[TaskRow], of: str, rows: Rows, bodies: str) -> None:
    heading = _heading("RÀ SOÁT NHIỆM VỤ", of, _HELP, _PRINTED)
    sheet = Sheet(book, SHEET, Layout(COLUMNS, heading, printed=_PRINTED))
    first = sheet.rows + 1
    for number, task in enumerate(tasks, 1):
        sheet.kept_row(rows.kept, rows.shows(task), (sheet.cell(number),),
                       partial(_cells, number, task, rows.around))
    last = sheet.rows
    sheet.finish(last, ("Rà soát nhiệm vụ", ""))
    for _ in range(_SPARE):  # to write tasks into; not printed
        sheet.row([Cell(None, "edit") if column.title in (NUMBER, "Mục") else None for column in COLUMNS])
    sheet.choices({
        _AT[CELL_WORDS["verdict"]]: (f'"{",".join(VERDICTS)}"', True),
        _AT[CELL_WORDS["status"]]: (f'"{",".join(STATUSES.values())}"', True),
        _AT[CELL_WORDS["lead"]]: (bodies, False), _AT[CELL_WORDS["support"]]: (bodies, False),
    }, first, last + _SPARE)
    sheet.checks({_AT[CELL_WORDS[cell]]: "any day" for cell in ("due", "completed_on")}, first, last + _SPARE)
    sheet.lock()


def _cells(number: int, task: TaskRow, around: Around) -> list[Value | Cell]:
    values = task_values(task)
    edited = {cell: Cell(shown(cell, value)) for cell, value in values.items()}
    above, read_at = around.of(task)
    doubts = "\n".join(doubts_of(task))
    words = "\n".join(f"{limit_source(limit)} → {limit_value(limit)}" for limit in task.deadlines)
    names = "\n".join(f"{party.agency}: “{party.mention}”" for party in (*task.lead, *task.support)
                      if party.mention not in ("", party.agency))
    return [number, task.directive.head.number or NO_NUMBER, task.clause, around.page(task.directive, task.page),
            edited["verdict"], above, *(edited[cell] for cell in ("text", "lead", "support", "due")), words,
            *(edited[cell] for cell in ("product", "status", "completed_on", "reply", "note")),
            task.confidence, Cell(doubts or _why_sure(task), "check" if doubts else None), read_at, names or None,
            task.quote or None, "\n".join(_history(task)) or None, task.id]


def _why_sure(task: TaskRow) -> str | None:
    """How sure each field is, for a row that nothing is doubted of."""
    if task.verdict:
        return "Đã có người rà soát"
    return ", ".join(f"{FIELD_WORDS[one.field].lower()} {percent(one.chance)}" for one in task.sure) or None


def _history(task: TaskRow) -> Iterator[str]:
    """The corrections of a task in turn; what an office's own list first said of one that it gives is one line."""
    first = task.corrections[0] if task.corrections and task.id.startswith(LISTED_ID) else None
    if first:
        yield f"Nhập từ bảng theo dõi “{first.source}” ({first.who}, {short_date(first.at.date())})"
    yield from (told(one) for one in task.corrections if first is None or one.batch != first.batch)


def told(one: Correction) -> str:
    """A correction in a line: which cell, what was there, who changed it and when."""
    words = {**CELL_WORDS, **HEAD_WORDS}.get(one.cell, one.cell)
    before, after = (_words(one.cell, value) or "(trống)" for value in (one.before, one.after))
    waits = " – chưa lấy, chờ chọn" if one.state == "conflict" else ""
    return f"{words}: “{before}” → “{after}” ({one.who}, {short_date(one.at.date())}){waits}"


def _words(cell: str, value: str) -> str:
    made = shown(cell, value)
    if isinstance(made, date):
        return short_date(made)
    return percent(made) if isinstance(made, float) else made or ""


def _head_sheet(book: Book, directives: Sequence[DirectiveRow], base: Memory, offers: Mapping[str, str]) -> None:
    columns = (Column(NUMBER, 16), Column("Trường", 18), Column("Đang ghi", 60), Column("Sửa thành", 60, "edit"),
               Column("Đã sửa", 40), Column("Mã văn bản", 16))
    heading = _heading("PHẦN ĐẦU VĂN BẢN", _name(directives), _HEAD_HELP, len(columns))
    sheet = Sheet(book, HEAD, Layout(columns, heading, printed=len(columns) - 1))
    for row in directives:
        values = head_values(row)
        for cell, words in HEAD_WORDS.items():
            changed = "\n".join(told(one) for one in row.corrections if one.cell == cell)
            written = row.pictures if cell == "number" else ()  # what a hand wrote into the lines of number and date
            now = Cell(_words(cell, values[cell]), pictures=written)
            sheet.row([row.head.number or NO_NUMBER, words, now, None, changed or None, row.sha256])
            if cell in offers:
                sheet.choices({_NEW_AT: (offers[cell], False)}, sheet.rows, sheet.rows)
            elif cell in DAYS:
                sheet.checks({_NEW_AT: "any day"}, sheet.rows, sheet.rows)
        base.add(row.sha256, values)
    sheet.finish(None, ("Phần đầu văn bản", ""))
    sheet.lock()


def _left_out_sheet(book: Book, rejected: Sequence[RejectedRow], around: Around) -> None:
    columns = (Column(NUMBER, 16), Column("Mục", 7, "center"), Column("Trang", 6.5, "page"), Column("Đoạn văn", 80),
               Column("Vì sao không lấy", 40), Column(PICK, 12, "edit"), Column("Mã văn bản", 16))
    heading = _heading("CÁC ĐOẠN KHÔNG LẤY", "", _LEFT_HELP, len(columns))
    sheet = Sheet(book, LEFT_OUT, Layout(columns, heading, printed=len(columns) - 1))
    first = sheet.rows + 1
    for row in rejected:
        page = around.page(row.directive, row.page)
        sheet.row([row.directive.head.number or NO_NUMBER, row.clause, page, row.text, row.reason, None,
                   row.directive.sha256])
    last = sheet.rows
    sheet.finish(last, ("Các đoạn không lấy", ""))
    sheet.choices({6: (f'"{ADDED}"', False)}, first, last)
    sheet.lock()


def conflict_sheet(book: Book, waiting: Iterable[tuple[Correction, TaskRow]], where: str) -> None:
    """Add the cells that two people changed; to take the other value it is written into the sheet ``where``."""
    columns = (Column("Mục", 7, "center"), Column("Nội dung nhiệm vụ", 50), Column("Ô", 16), Column("Đang lấy", 34),
               Column("Giá trị kia", 34), Column("Ai sửa, lúc nào, tệp nào", 40), Column(ID, 14))
    why = f"Hai người sửa cùng một ô. Đang lấy giá trị thứ nhất; muốn lấy giá trị kia thì ghi vào ô ở trang {where}."
    sheet = Sheet(book, CONFLICTS, Layout(columns, _heading("HAI NGƯỜI CÙNG SỬA MỘT Ô", "", why, len(columns))))
    for one, task in waiting:
        sheet.row([task.clause, task.text, CELL_WORDS.get(one.cell, one.cell),
                   _words(one.cell, task_values(task).get(one.cell, "")), _words(one.cell, one.after),
                   f"{one.who}, {one.at:%H:%M} ngày {short_date(one.at.date())}, tệp “{one.source}”", task.id])
    sheet.finish(None, ("Hai người cùng sửa", ""))


def _heading(title: str, below: str, help_words: str, width: int) -> list[Line]:
    lines = [Line((Span(1, width, title, "title"),), 15, 26)]
    lines += [Line((Span(1, width, below, "summary"),), 13, 22)] if below else []
    return [*lines, Line((Span(1, width, help_words, "remark"),), 11, 32)]


def _name(directives: Sequence[DirectiveRow]) -> str:
    if len(directives) != 1:
        return f"{len(directives)} văn bản"
    head = directives[0].head
    day = f" ngày {short_date(head.issued_on)}" if head.issued_on else ""
    kind = (head.type or "văn bản").capitalize()
    return f"{kind} số {head.number or '(không số)'}{day}{f' của {head.issuer}' if head.issuer else ''}"


def added_id(sha256: str, words: Iterable[str]) -> str:
    """The id of a task that a person adds: the same row gives the same task, however often it comes back."""
    return "tay-" + hashlib.sha256("\n".join((sha256, *words)).encode("utf-8", "replace")).hexdigest()[:12]
