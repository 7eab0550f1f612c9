"""What an analyst has to look at again: files that failed, doubtful directives, copies that differ, doubtful
tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import count

from pipeline.model import Act, Copies, Difference, DirectiveRow, FailureRow, Register, TaskRow
from pipeline.model.register import FIELD_WORDS, TWO_COPIES

from .blocks import Blocks
from .digests import Digests
from .lists import waiting_words
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Shown, Span, Value
from .standing import doubts_of, urgency
from .tasktable import NO_NUMBER
from .words import short_date

COLUMNS = (
    Column("TT", 5, "center"), Column("Loại", 16), Column("Số, ký hiệu", 15), Column("Mục", 7, "center"),
    Column("Trang", 6.5, "center"), Column("Nội dung", 46), Column("Vấn đề", 38, "check"),
    Column("Việc cần làm", 34), Column("Tệp", 24), Column("Mã nhiệm vụ", 12),
)
_COMPARE = "Mở văn bản gốc, đối chiếu với nội dung, cơ quan và thời hạn; sửa trong phần rà soát nếu sai."


def review_sheet(book: Book, register: Register, digests: Digests, rows: Blocks) -> None:
    """Add the sheet ``Cần xem lại``; an empty table says that there is nothing to check. Rows of tasks are kept in
    ``rows``."""
    heading = [
        Line((Span(1, len(COLUMNS), "CÁC MỤC CẦN XEM LẠI", "title"),), 15, 26),
        Line((Span(1, len(COLUMNS), "Phần mềm không đoán thay người: mục nào chưa chắc đều nêu ở đây.", "as of"),), 12),
    ]
    sheet = Sheet(book, "Cần xem lại", Layout(COLUMNS, heading))
    numbers = count(1)
    for cells in _all(register):
        sheet.row([next(numbers), *cells])
    sheet.kept_rows(rows, (Shown(digests.task(task), (number,), partial(_task, number, task, doubts))
                           for (task, doubts), number in zip(_doubtful(register), numbers, strict=False)))
    last = sheet.rows
    if last == len(heading) + 1:
        sheet.remark("Không có mục nào cần xem lại.")
    sheet.finish(last, ("Cần xem lại", f"Số liệu đến ngày {short_date(register.as_of)}"), on_paper=False)


def _all(register: Register) -> Iterator[list[Value | Cell]]:
    for failure in register.failures:
        yield _failure(failure)
    for directive in register.directives:
        if directive.doubts:
            yield _directive(directive)
    for pair in twins(register.directives):
        yield _twins(pair)
    for act, directive in register.acts:
        yield _act(act, directive)
    for copies in register.copies:
        for difference in copies.differences:
            yield _difference(copies, difference)


def _doubtful(register: Register) -> Iterator[tuple[TaskRow, list[str]]]:
    """The tasks to be checked, the most pressing first, each with what is doubtful about it."""
    found = ((task, [doubt for doubt in doubts_of(task) if not doubt.startswith(TWO_COPIES)])  # those are told above
             for task in register.tasks)
    yield from sorted(((task, doubts) for task, doubts in found if doubts),
                      key=lambda one: urgency(one[0], register.as_of))


def _failure(failure: FailureRow) -> list[Value | Cell]:
    what = f"Nhận ngày {short_date(failure.at.date())}; mã lỗi: {failure.code}"
    return ["Tệp không xử lý được", None, None, None, what, failure.message, failure.advice, failure.name, None]


def _directive(row: DirectiveRow) -> list[Value | Cell]:
    return ["Văn bản có điểm nghi ngờ", row.head.number or NO_NUMBER, None, None,
            Cell(row.head.subject, pictures=row.pictures), "\n".join(row.doubts),
            "Mở văn bản gốc, kiểm tra từng điểm nghi ngờ.", "\n".join(row.files), None]


def _twins(rows: tuple[DirectiveRow, ...]) -> list[Value | Cell]:
    files = "\n".join(name for row in rows for name in row.files)
    return ["Văn bản trùng số", rows[0].head.number, None, None, rows[0].head.subject,
            f"{len(rows)} bản khác nhau cùng số, ký hiệu và ngày ban hành: nhiệm vụ có thể bị tính nhiều lần.",
            "So sánh các tệp, giữ lại một bản, bỏ các bản còn lại: chidao remove \"TỆP\" --reason \"LÝ DO\"",
            files, None]


def _act(act: Act, row: DirectiveRow) -> list[Value | Cell]:
    return [f"Văn bản bị {act.word}", act.earlier.number, ", ".join(act.clauses) or None, None, act.earlier.subject,
            act.suffered, "Đối chiếu hai văn bản. Nếu văn bản trước không còn hiệu lực: chidao remove "
            f"\"{act.earlier.number}\" --reason \"LÝ DO\"", "\n".join(row.files), None]


def _difference(copies: Copies, one: Difference) -> list[Value | Cell]:
    """One point in which two copies differ; what each file says stands on a line of its own."""
    (here, there), absent = copies.names, "không có nhiệm vụ này" if one.field == "task" else "không ghi"
    number = copies.standing.head.number
    said = f"“{here}” (bản đang lấy): {one.standing or absent}", f"“{there}” (bản kia): {one.other or absent}"
    return [TWO_COPIES, number or NO_NUMBER, one.clause, None, one.text,
            "\n".join((f"{FIELD_WORDS[one.field]} khác nhau:", *said)),
            f"Đối chiếu hai tệp rồi chọn: chidao choose \"{number or here}\" \"TỆP\" --reason \"LÝ DO\"",
            f"{here}\n{there}", one.id]


def _task(number: int, task: TaskRow, doubts: list[str]) -> list[Value | Cell]:
    kind = "Nhiệm vụ cần kiểm tra" if task.lead else "Nhiệm vụ chưa rõ chủ trì"
    return [number, kind, task.directive.head.number or NO_NUMBER, task.clause, task.page, task.text,
            "\n".join(doubts), _COMPARE, "\n".join(task.directive.files), task.id]


def waiting(register: Register) -> dict[str, int]:
    """How much waits for a person, by what it is; what there is none of is left out."""
    roles = {word for task in register.tasks for word in waiting_words(task)}
    counts = {
        "Nhiệm vụ có điểm nghi ngờ": sum(bool(doubts_of(task)) for task in register.tasks),
        "Văn bản có điểm nghi ngờ": sum(bool(row.doubts) for row in register.directives),
        "Văn bản có hai bản chờ chọn": len(register.copies),
        "Văn bản trùng số, ký hiệu": len(twins(register.directives)),
        "Tệp không xử lý được": len(register.failures),
        "Vai trò chờ chọn cơ quan": len(roles),
    }
    return {what: count for what, count in counts.items() if count}


def twins(directives: tuple[DirectiveRow, ...]) -> list[tuple[DirectiveRow, ...]]:
    """Directives of different content that bear one number, with issuer and date the same where both are known."""
    by_number: defaultdict[str, list[DirectiveRow]] = defaultdict(list)
    for row in directives:
        if row.head.number:
            by_number["".join(row.head.number.split()).casefold()].append(row)
    found = []
    for rows in by_number.values():
        for cluster in _clusters(rows):
            if len(cluster) > 1:
                found.append(tuple(cluster))
    return found


def _clusters(rows: list[DirectiveRow]) -> list[list[DirectiveRow]]:
    clusters: list[list[DirectiveRow]] = []
    for row in rows:
        home = next((c for c in clusters if all(_alike(row, other) for other in c)), None)
        if home is None:
            clusters.append([row])
        else:
            home.append(row)
    return clusters


def _alike(one: DirectiveRow, other: DirectiveRow) -> bool:
    a, b = one.head, other.head
    same_day = a.issued_on is None or b.issued_on is None or a.issued_on == b.issued_on
    same_issuer = not a.issuer or not b.issuer or a.issuer.casefold() == b.issuer.casefold()
    return same_day and same_issuer
