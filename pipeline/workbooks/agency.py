"""The workbook of one body: its list of tasks for the desk and the wall, and the sources behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from pipeline.knowledge.registry import Registry
from pipeline.model import TaskRow
from pipeline.model.review import PROGRESS

from .annex import ListRows, Part, clause_row, clauses_of, parts_of, write_parts
from .chain import chain_sheet
from .digests import Digests
from .heirs import Heirs, heirs_of
from .holders import id_of
from .kept_rows import ROWS, kept_rows
from .lists import SUPPORT, AgencyList, Entry, Shared
from .memory import Memory
from .progress import (
    AT,
    CHECKS,
    COLUMNS,
    ENTRY_AT,
    ENTRY_WORDS,
    OTHERS,
    PRINTED,
    READ_ONLY,
    digest_of_others,
    offered,
)
from .review_book import conflict_sheet
from .review_values import LIST, LIST_KIND, SHARED, SOURCES
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Span, Value
from .standing import NEAR_DAYS, State, Tally
from .tasktable import NO_NUMBER, TRACE_COLUMNS, columns_with_role, task_cells_with_role, trace_cells
from .word import MOTTO
from .words import capital, long_date, short_date

UNDATED_REMARK = ("Ghi chú: “Không hạn” là nhiệm vụ không có ngày hoàn thành cụ thể, gồm cả nhiệm vụ định kỳ và "
                  "nhiệm vụ chưa tính được ngày hạn. Nhiệm vụ quá hạn tính từ ngày liền sau ngày cuối của thời hạn.")
_ENTRY_REMARK = ("Ô xanh là ô được ghi: kết quả ghi ở danh mục này được nhận vào hệ thống ở lần chạy sau và giữ mãi. "
                 "Trong hạn, quá hạn, sắp đến hạn do chương trình tính. Bấm số 1 ở lề trái để thu gọn mỗi mục còn một "
                 "dòng, số 2 để mở ra.")

_SHARED_SHOWN = (0, 1, 2, 3, 4, 5, 8, 9, 12, 13)  # what tells the task; the rest stands in the list of the group
_WORDS_AT = 5  # of these, the words of the task
_SHARED_COLUMNS = (Column("Nhóm được giao", 22), Column("Mã nhiệm vụ", 19))
_SHARED_REMARK = ("Mỗi nhiệm vụ dưới đây giao cho cả nhóm mà cơ quan là thành viên vào ngày ban hành văn bản; nhiệm vụ "
                  "được theo dõi một lần, ở danh mục của nhóm (bấm vào mã nhiệm vụ).")
_ASSIGN = ("Chọn cơ quan: chidao assign \"chủ đầu tư\" --to \"TÊN CƠ QUAN\" --reason \"LÝ DO\"; chỉ trong một văn bản: "
           "thêm --directive \"SỐ, KÝ HIỆU\". Lần sau chương trình tự lấy theo.")
_ROLES_SHOWN = 12
_HEIRS_SHOWN = 6
_LEFT, _RIGHT = 4, 11  # the last column of the left block, the first of the right one
_RULE = 24  # spaces with a line under them


LIST_NAME = "nhiem-vu.xlsx"


def agency_book(one: AgencyList, as_of: date, digests: Digests | None = None, rows: Path | None = None,
                form: str = "") -> Book:
    """The workbook of one list as it stands on the day ``as_of``; overdue and near tasks come first, of those that wait
    for a body the ones that it has to lead. The tasks that a body has with its groups stand on a sheet of their own,
    each with a link to the list of the group. Rows that showed the same the last time are taken over from the file
    ``rows`` that the program ``form`` wrote."""
    digests = digests or Digests(as_of)
    with kept_rows(rows or Path(ROWS), form if rows else "", packed=True) as kept:
        return _book(one, as_of, ListRows(kept, digests))


def _book(one: AgencyList, as_of: date, rows: ListRows) -> Book:
    parts = parts_of(one, as_of)
    entries = [entry for part in parts for entry in part.entries]
    book, base = Book(), Memory(LIST_KIND, (one.name,))
    _list_sheet(book, one, parts, (base, rows), as_of)
    if one.shared:
        _shared_sheet(book, one, as_of)
    _trace_sheet(book, one, entries, rows, as_of)
    chain_sheet(book, [entry.task for entry in entries], owner(one), (_footer_name(one), _as_of(as_of)))
    waiting = [(change, entry.task) for entry in entries for change in entry.task.corrections
               if change.state == "conflict" and change.cell in PROGRESS]
    if waiting:
        conflict_sheet(book, waiting, LIST)
    base.write(book)
    return book


def _list_sheet(book: Book, one: AgencyList, parts: Sequence[Part], kept: tuple[Memory, ListRows],
                as_of: date) -> None:
    base, rows = kept
    entries = [entry for part in parts for entry in part.entries]
    heading = [*_heading(one, entries, as_of, PRINTED), *_standing(one, as_of, PRINTED),
               *_pointers(one.shared, PRINTED)]
    heading += _waiting(entries, PRINTED) if one.waiting else []
    sheet = Sheet(book, LIST, Layout(COLUMNS, heading, printed=PRINTED, outline=True))
    first = sheet.rows + 1
    others: list[object] = [span.text for line in heading for span in line.spans]
    for of_task, remembered in write_parts(sheet, one, parts, rows, as_of):
        if of_task:
            base.extend(remembered)
        else:
            others += remembered
    last = sheet.rows
    for remark in (UNDATED_REMARK, _ENTRY_REMARK):
        sheet.remark(remark)
        others.append(remark)
    base.add(OTHERS, {READ_ONLY: digest_of_others(others)})
    sheet.finish(last, (_footer_name(one), _as_of(as_of)))
    sheet.choices({AT[ENTRY_WORDS["status"]]: (offered(), True)}, range(first, last + 1))
    sheet.checks({at: kind for at, kind in CHECKS.items() if kind or at not in ENTRY_AT}, range(first, last + 1))


def _heading(one: AgencyList, entries: Sequence[Entry], as_of: date, width: int) -> list[Line]:
    return [
        Line((Span(1, _LEFT, owner(one), "owner"), Span(_RIGHT, width, MOTTO[0], "owner")), 12),
        Line((Span(1, _LEFT, "\u00a0" * _RULE, "rule"), Span(_RIGHT, width, MOTTO[1], "motto")), 13, 18),
        Line((Span(1, width, "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO", "title"),), 15, 26),
        Line((Span(1, width, f"(Số liệu đến {long_date(as_of)})", "as of"),), 12),
        Line((Span(1, width, summary(one, entries, as_of), "summary"),), 13, 24),
    ]


def _pointers(shared: Sequence[Shared], width: int) -> list[Line]:
    """A line for each group: how many of its tasks the body has, with a link to its list."""
    counts = Counter(one.source.key for one in shared)
    sources = {one.source.key: one.source for one in shared}
    return [Line((Span(1, width, f"Xem thêm {counts[key]} nhiệm vụ {_source_words(source)} (trang “{SHARED}”; bấm vào "
                       "đây để mở danh mục đó)", "remark link", _link(source)),), 11, 18)
            for key, source in sources.items()]


def _source_words(source: AgencyList) -> str:
    return f"giao chung theo nhóm: {source.name}" if source.group else f"của cơ quan đã kết thúc: {source.name}"


def _standing(one: AgencyList, as_of: date, width: int) -> list[Line]:
    """Of whom the list is too: bodies that have ended; and who took over when the body of the list has ended itself."""
    before = "; ".join(sorted(one.before))
    told = [f"Gồm cả nhiệm vụ chưa hoàn thành của cơ quan đã kết thúc: {before}."] if before else []
    heirs = heirs_of(id_of(one.key), as_of)
    return [Line((Span(1, width, words, "remark"),), 11, 18) for words in (*told, *([_ended(heirs)] if heirs else []))]


def _ended(heirs: Heirs) -> str:
    today = [Registry.load().called(i, i) or i for i in heirs.all]
    shown = f"{'; '.join(today[:_HEIRS_SHOWN])}{' …' if len(today) > _HEIRS_SHOWN else ''}"
    since = f" từ ngày {short_date(heirs.ended.valid_to + timedelta(days=1))}" if heirs.ended.valid_to else ""
    whose = ("Việc chưa hoàn thành nằm ở danh mục của cơ quan kế thừa." if heirs.main else
             "Chưa rõ việc nào về cơ quan nào: danh mục của mỗi cơ quan kế thừa đều nêu việc chưa hoàn thành.")
    return f"Cơ quan này đã kết thúc hoạt động{since}; cơ quan kế thừa: {shown}. {whose}"


def _link(one: AgencyList) -> str:
    return f"../{one.folder}/{LIST_NAME}"


def _shared_sheet(book: Book, one: AgencyList, as_of: date) -> None:
    columns = (*map(columns_with_role().__getitem__, _SHARED_SHOWN), *_SHARED_COLUMNS)
    room = sum(column.width for column in columns[_SHARED_SHOWN.index(_WORDS_AT):])
    shared = {id(item.entry): item for item in one.shared}
    heading = [
        Line((Span(1, len(columns), "NHIỆM VỤ GIAO CHUNG THEO NHÓM", "title"),), 15, 26),
        Line((Span(1, len(columns), f"{owner(one)} (số liệu đến {long_date(as_of)})", "as of"),), 12),
        Line((Span(1, len(columns), _SHARED_REMARK, "remark"),), 11, 18),
    ]
    sheet, numbers = Sheet(book, SHARED, Layout(columns, heading, outline=True)), count(1)
    for clause in clauses_of((item.entry for item in one.shared), as_of):
        first = clause_row([entry.task for entry in clause], room)
        sheet.row([first.get(column.title) or Cell(None, "clause") for column in columns])
        for item in (shared[id(entry)] for entry in clause):
            cells = task_cells_with_role(next(numbers), item.entry.task, as_of, item.role_words)
            pointer = Cell(item.entry.task.id, "name link", _link(item.source))
            sheet.row([*map(cells.__getitem__, _SHARED_SHOWN), capital(item.source.name), pointer], level=1)
    sheet.finish(None, (_footer_name(one), _as_of(as_of)))


def _waiting(entries: Sequence[Entry], width: int) -> list[Line]:
    """What a person is asked for, the most frequent words first."""
    counts = Counter(word for entry in entries for word in entry.words).most_common()
    named = "; ".join(f"{word} ({count})" for word, count in counts[:_ROLES_SHOWN])
    more = f"; … và {len(counts) - _ROLES_SHOWN} cách gọi khác" if len(counts) > _ROLES_SHOWN else ""
    return [Line((Span(1, width, told, "remark"),), 11, 18) for told in (f"Chờ chọn cơ quan: {named}{more}.", _ASSIGN)]


def summary(one: AgencyList, entries: Sequence[Entry], as_of: date) -> str:
    """What a leader reads first: how many tasks, how many pressing."""
    tally = Tally.of((entry.task for entry in entries), as_of)
    helping = sum(entry.role == SUPPORT and entry.task.status != "bị hủy" for entry in entries)
    roles = "" if one.unknown and not one.waiting else f" (chủ trì {tally.total - helping}, phối hợp {helping})"
    undated = tally[State.UNDATED] + tally[State.DONE_UNDATED]
    called_off = f"; bị hủy {tally[State.CANCELLED]} (không tính vào tổng số)" if tally[State.CANCELLED] else ""
    return (f"Tổng số {tally.total} nhiệm vụ{roles}: quá hạn chưa hoàn thành {tally[State.OVERDUE]}; "
            f"sắp đến hạn trong {NEAR_DAYS} ngày {tally[State.NEAR]}; không hạn {undated}; đã hoàn thành {tally.done}"
            f"{f', trong đó quá hạn {tally[State.DONE_LATE]}' if tally[State.DONE_LATE] else ''}{called_off}.")


def owner(one: AgencyList) -> str:
    """Whose list it is, as the head of a page says it."""
    return f"NHÓM CƠ QUAN: {one.name}".upper() if one.group else one.name.upper()


def _as_of(day: date) -> str:
    return f"Số liệu đến ngày {short_date(day)}"


def _footer_name(one: AgencyList) -> str:
    name = capital(one.name)
    return (name if len(name) <= 60 else name[:59] + "…").replace("&", "&&")


def _trace_sheet(book: Book, one: AgencyList, entries: Sequence[Entry], rows: ListRows, as_of: date) -> None:
    columns = (Column("TT", 4.5, "center"), Column("Số, ký hiệu", 14), Column("Mục", 8, "center"), *TRACE_COLUMNS)
    heading = [
        Line((Span(1, len(columns), f"NGUỒN CỦA TỪNG NHIỆM VỤ – {owner(one)}", "title"),), 15, 26),
        Line((Span(1, len(columns), "Số thứ tự (TT) như ở trang Danh mục nhiệm vụ. Nguyên văn đặt trong ngoặc kép.",
                   "as of"),), 12),
    ]
    sheet = Sheet(book, SOURCES, Layout(columns, heading))
    for number, entry in enumerate(entries, 1):
        sheet.kept_row(rows.kept, rows.digests.shown(entry.task), (sheet.cell(number),),
                       partial(_trace, number, entry.task))
    sheet.finish(None, (_footer_name(one), _as_of(as_of)))


def _trace(number: int, task: TaskRow) -> list[Value | Cell]:
    return [number, task.directive.head.number or NO_NUMBER, task.clause, *trace_cells(task)]
