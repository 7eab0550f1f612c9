"""The sheet *Chuỗi văn bản*: what tasks carry out of other directives, and which directive cites which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.model import Edge, Limit, Link, Register, TaskRow
from pipeline.model.clauses import called

from .chain_words import WHOLE, state_of_node
from .review_values import CHAIN
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Span, Value
from .tasktable import NO_LIMIT, NO_NUMBER
from .words import capital, limit_source, limit_value

_TASK_COLUMNS = (
    Column("TT", 4.5, "center"), Column("Số, ký hiệu", 14), Column("Mục", 7, "center"), Column("Nội dung nhiệm vụ", 40),
    Column("Quan hệ", 13), Column("Văn bản liên quan", 22), Column("Mục", 13), Column("Nội dung ở văn bản đó", 44),
    Column("Chủ trì", 18), Column("Thời hạn", 20), Column("Ghi chú", 30),
)
_GRAPH_COLUMNS = (
    Column("TT", 5, "center"), Column("Số, ký hiệu", 15), Column("Ngày ban hành", 11, "date"),
    Column("Cơ quan ban hành", 18), Column("Mục", 12), Column("Quan hệ", 12), Column("Văn bản được dẫn", 18),
    Column("Ngày ban hành", 11, "date"), Column("Cơ quan ban hành", 18), Column("Mục được dẫn", 16),
    Column("Trong hệ thống", 13, "center"), Column("Nguyên văn", 60),
)


def chain_sheet(book: Book, tasks: Sequence[TaskRow], owner: str, footer: tuple[str, str]) -> None:
    """Add what the tasks of a list, numbered as there, have to do with other directives; no sheet for nothing."""
    rows = [[number, task.directive.head.number or NO_NUMBER, task.clause, None if again else task.text, *cells]
            for number, task in enumerate(tasks, 1) for again, cells in enumerate(_cells(task))]
    if not rows:
        return
    sheet = _sheet(book, _TASK_COLUMNS, f"CHUỖI VĂN BẢN CỦA TỪNG NHIỆM VỤ – {owner}",
                   "Số thứ tự (TT) như ở trang Danh mục nhiệm vụ. Thời hạn kế thừa lấy từ văn bản trước trong chuỗi.")
    for row in rows:
        sheet.row(row)
    sheet.finish(None, footer)


def graph_sheet(book: Book, register: Register, footer: tuple[str, str]) -> None:
    """Add who cites whom, each clause once for what it does to the same directive."""
    sheet = _sheet(book, _GRAPH_COLUMNS, "CHUỖI VĂN BẢN",
                   "Văn bản nào dẫn văn bản nào, ở mục nào và để làm gì; đọc từ lời văn của văn bản dẫn.")
    rows = groupby(sorted(register.edges, key=_newest_first), key=_newest_first)
    for number, (_, edges) in enumerate(rows, 1):
        sheet.row([number, *_edge(list(edges))])
    sheet.finish(None, footer, on_paper=False)


def _sheet(book: Book, columns: Sequence[Column], title: str, told: str) -> Sheet:
    width = len(columns)
    heading = [Line((Span(1, width, title, "title"),), 15, 26), Line((Span(1, width, told, "as of"),), 12)]
    return Sheet(book, CHAIN, Layout(columns, heading))


def _cells(task: TaskRow) -> Iterator[list[Value | Cell]]:
    for link in task.links:
        yield from _linked(link)
    for limit in task.deadlines:
        if limit.origin and limit.origin.kind == "chain":
            number, _, clause = (limit.inherited_from or "").partition(", ")
            yield ["Thời hạn kế thừa", number, clause, limit_source(limit), None, capital(limit_value(limit)),
                   f"Chuỗi: {limit.origin.rule}"]
    for notice in task.notices:
        yield [Cell("Văn bản sau", "check"), None, None, None, None, None, Cell(notice, "check")]


def _linked(link: Link) -> Iterator[list[Value | Cell]]:
    target, state = link.target.called, capital(state_of_node(link.target))
    if not link.tasks:
        yield ["Thực hiện", target, ", ".join(link.clauses) or WHOLE, None, None, None, state]
    for task in link.tasks:
        limits = "\n".join(map(_limit, task.deadlines))
        yield ["Thực hiện", target, called(task.clause), task.text, "; ".join(party.agency for party in task.lead),
               limits or NO_LIMIT, "\n".join(task.notices) or None]


def _limit(limit: Limit) -> str:
    """A limit in words, and from where it was taken over."""
    return capital(limit_value(limit)) + (f" (theo {limit.inherited_from})" if limit.inherited_from else "")


def _newest_first(edge: Edge) -> tuple[object, ...]:
    """The order of the sheet; edges that are equal in it are one row."""
    source, target = edge.source, edge.target
    day = source.issued_on
    return (-day.toordinal() if day else 0, source.number, source.sha256, edge.kind == "nhắc đến", edge.kind,
            target.number, str(target.issued_on), target.sha256 or "", edge.clause or "")


def _edge(edges: Sequence[Edge]) -> list[Value | Cell]:
    first = edges[0]
    source, target = first.source, first.target
    clauses = dict.fromkeys(clause for edge in edges for clause in edge.clauses)
    return [source.number or NO_NUMBER, source.issued_on, source.issuer, called(first.clause) or None,
            capital(first.kind), target.number, target.issued_on, target.issuer, ", ".join(clauses) or WHOLE,
            capital(state_of_node(target)), _words(edges)]


def _words(edges: Iterable[Edge]) -> str:
    return "\n".join(f"“{words}”" for words in dict.fromkeys(edge.words for edge in edges) if words)
