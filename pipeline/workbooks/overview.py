"""The page that says it all: the counts, who is late most, how tasks stand, what is due this week, what waits for a
person. It is the first sheet of the roll-up, one upright page on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Register, TaskRow

from .charts import Chart
from .figures import Figures
from .levels import LEVELS, level_of
from .lists import AgencyList
from .sheet import Book, Column, Layout, Line, Sheet, Span, Value
from .sources import shortened
from .standing import NEAR_DAYS, STATUS_WORDS, State, state_of, urgency
from .tasktable import NO_NUMBER, names_today
from .words import capital, long_date, short_date

TITLE = "Tổng quan"
_GRID = (Column("", 7.4),) * 14
_WIDTH, _HALF = len(_GRID), 7
_MOST, _DUE, _LEAST = 10, 8, 6
"""So many bodies that are late and tasks that are due are shown; a chart is as high as so many rows at least."""

_TEXT, _NAMES = 110, 70
_RED, _BLUE = "C0504D", "4F81BD"
_TABLE = 12.0


def overview_sheet(book: Book, register: Register, lists: Sequence[AgencyList], figures: Figures) -> None:
    """Add the page."""
    heading = [Line((Span(1, _WIDTH, "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", "title"),), 15, 26),
               Line((Span(1, _WIDTH, f"(Số liệu đến {long_date(register.as_of)})", "as of"),), 12)]
    sheet = Sheet(book, TITLE, Layout(_GRID, heading, (Line(),), upright=True, tall=1))
    _tiles(sheet, register, figures)
    _late(sheet, lists, figures)
    _standing(sheet, register)
    _due(sheet, register)
    _waiting(sheet, figures.waiting)
    sheet.remark("Các trang sau: từng cơ quan theo cấp, từng tháng, từng nhiệm vụ, từng văn bản, nội dung cần xem lại, "
                 "dữ liệu để lập bảng tổng hợp riêng (PivotTable).")
    sheet.finish(None, (TITLE, f"Số liệu đến ngày {short_date(register.as_of)}"), filtered=False)


def _tiles(sheet: Sheet, register: Register, figures: Figures) -> None:
    tally = figures.whole
    late = tally[State.OVERDUE]
    tiles = {"Văn bản": len(register.directives), "Nhiệm vụ": tally.total, "Đã hoàn thành": tally.done,
             "Quá hạn": late, f"Đến hạn trong {NEAR_DAYS} ngày": tally[State.NEAR],
             "Không hạn": tally[State.UNDATED] + tally[State.DONE_UNDATED],
             "Chờ xem lại": sum(figures.waiting.values())}
    places = [(2 * i + 1, 2 * i + 2) for i in range(len(tiles))]
    sheet.line(Line(tuple(Span(*place, name, "tile name") for place, name in zip(places, tiles, strict=True)), 11, 32))
    sheet.line(Line(tuple(Span(*place, count, "tile alarm" if count and name == "Quá hạn" else "tile")
                          for place, (name, count) in zip(places, tiles.items(), strict=True)), 18, 32))


def _block(sheet: Sheet, title: str, header: Sequence[tuple[int, int, str]]) -> None:
    """The title of a block, and the header of its table."""
    sheet.line(Line((Span(1, _WIDTH, title, "block"),), 13, 30))
    if header:
        sheet.line(Line(tuple(Span(first, last, text, "head") for first, last, text in header), 11, 20))


def _charted(sheet: Sheet, rows: Sequence[tuple[Value, ...]], title: str, colour: str) -> None:
    """Rows of a name and two counts on the left, the first count as bars on the right."""
    first = sheet.rows + 1
    for name, count, other in rows:
        sheet.line(Line((Span(1, 5, name, "name"), Span(6, 6, count, "number"), Span(7, 7, other, "number")), _TABLE,
                        18))
    last = sheet.rows
    for _ in range(_LEAST - len(rows)):
        sheet.line(Line(at_least=18))
    sheet.chart(Chart(title, (1, first, last), (6, first, last), colour), (_HALF + 1, first - 1), (_WIDTH, sheet.rows))


def _late(sheet: Sheet, lists: Sequence[AgencyList], figures: Figures) -> None:
    tallies = [(one, figures.of[one.key]) for one in lists]
    late = sorted(((one, tally) for one, tally in tallies if tally[State.OVERDUE]),
                  key=lambda pair: (-pair[1][State.OVERDUE], LEVELS.index(level_of(pair[0])), pair[0].name))
    if not late:
        _block(sheet, "1. Quá hạn theo cơ quan chủ trì: không có", ())
        return
    more = f" ({_MOST} trong {len(late)} cơ quan, nhiều nhất ở trên)" if len(late) > _MOST else ""
    _block(sheet, f"1. Quá hạn theo cơ quan chủ trì{more}", ((1, 5, "Cơ quan, nhóm cơ quan"), (6, 6, "Quá hạn"),
                                                            (7, 7, "Tổng số")))
    rows = [(shortened(capital(one.name), _NAMES), tally[State.OVERDUE], tally.total) for one, tally in late[:_MOST]]
    _charted(sheet, rows, "Số nhiệm vụ quá hạn", _RED)


def _standing(sheet: Sheet, register: Register) -> None:
    counts: dict[str, int] = dict.fromkeys(STATUS_WORDS.values(), 0)
    shared: dict[str, set[str]] = {name: set() for name in counts}
    for task in register.tasks:
        words = STATUS_WORDS[state_of(task, register.as_of)]
        counts[words] += 1
        shared[words].add(task.directive.sha256)
    _block(sheet, "2. Nhiệm vụ theo tình trạng", ((1, 5, "Tình trạng"), (6, 6, "Số"), (7, 7, "Văn bản")))
    _charted(sheet, [(words, count, len(shared[words])) for words, count in counts.items()], "Số nhiệm vụ", _BLUE)


def _due(sheet: Sheet, register: Register) -> None:
    near = sorted((task for task in register.tasks if state_of(task, register.as_of) is State.NEAR),
                  key=lambda task: urgency(task, register.as_of))
    title = f"3. Đến hạn trong {NEAR_DAYS} ngày tới: {len(near) or 'không có'}"
    columns = (1, 2, "Thời hạn"), (3, 8, "Nội dung nhiệm vụ"), (9, 11, "Chủ trì"), (12, 14, "Số, ký hiệu")
    _block(sheet, title, columns if near else ())
    for task in near[:_DUE]:
        sheet.line(_due_line(task, register))
    if len(near) > _DUE:
        sheet.line(Line((Span(1, _WIDTH, f"… và {len(near) - _DUE} nhiệm vụ khác, xem trang “Tất cả nhiệm vụ”.",
                              "remark"),), 11, 18))


def _due_line(task: TaskRow, register: Register) -> Line:
    lead = capital(shortened(names_today(task.lead, task, register.as_of) or "chưa xác định", _NAMES))
    number = task.directive.head.number or NO_NUMBER
    return Line((Span(1, 2, task.due, "day"), Span(3, 8, shortened(task.text, _TEXT), "name"),
                 Span(9, 11, lead, "name"), Span(12, 14, number, "name")), _TABLE, 18)


def _waiting(sheet: Sheet, waits: Mapping[str, int]) -> None:
    title = "4. Chờ người xem lại (trang “Cần xem lại”)" if waits else "4. Chờ người xem lại: không có"
    _block(sheet, title, ())
    for what, count in waits.items():
        sheet.line(Line((Span(1, 5, what, "name"), Span(6, 6, count, "number")), _TABLE, 18))
