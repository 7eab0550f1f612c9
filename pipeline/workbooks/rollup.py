"""One line for each body with its counts and rates, by level, the worst first.

Counts are written as values: a phone's preview and Excel's protected view show formulas without their
results. A task is counted for the body that leads it. Because one task may have several leads there are
two closing lines: assignments added up, and tasks counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count, groupby
from typing import Any

from .figures import Figures
from .levels import LEVELS, level_of
from .lists import AgencyList
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Span, Value
from .standing import NEAR_DAYS, State, Tally
from .words import capital, long_date, short_date

COLUMNS = (
    Column("TT", 5, "number"), Column("Cơ quan, nhóm cơ quan", 54, "name"), Column("Tổng số", 9, "number"),
    *(Column(title, 10, "number") for title in (
        "Trong hạn", "Trễ hạn", "Trong hạn", f"Trong đó đến hạn trong {NEAR_DAYS} ngày", "Quá hạn",
        "Đã hoàn thành", "Chưa hoàn thành")),
    *(Column(title, 10.5, "percent") for title in ("Hoàn thành", "Hoàn thành trễ hạn", "Quá hạn chưa hoàn thành")),
    Column("Số nhiệm vụ phối hợp", 10.5, "number"), Column("Giao chung theo nhóm", 10.5, "number"),
    Column("Bị hủy (không tính)", 9, "number"),
)
_GROUPS = (("Hoàn thành", 4, 5), ("Chưa hoàn thành", 6, 8), ("Không hạn", 9, 10), ("Tỷ lệ trên tổng số", 11, 13))
_ON_ONE_PAGE = 45
"""More rows than this are too small on one page: such a roll-up is for the screen."""

_REMARK = ("Ghi chú: Mỗi nhiệm vụ tính cho cơ quan chủ trì. Tổng số = hoàn thành (trong hạn, trễ hạn) + chưa hoàn "
           "thành (trong hạn, quá hạn) + không hạn. Nhiệm vụ có nhiều cơ quan chủ trì tính cho từng cơ quan ở dòng "
           "“Cộng số lượt giao” và tính một lần ở dòng “Số nhiệm vụ”. Cột “Giao chung theo nhóm” là nhiệm vụ mà cơ "
           "quan có với nhóm của mình, đã tính cho nhóm. Xếp theo cấp, trong mỗi cấp theo số nhiệm vụ "
           "quá hạn chưa hoàn thành, nhiều nhất ở trên. Bấm vào tên cơ quan để mở danh mục của cơ quan đó.")


def rollup_sheet(book: Book, as_of: date, lists: Sequence[AgencyList], workbook_of: dict[str, str],
                 figures: Figures) -> None:
    """Add the roll-up; ``workbook_of`` maps a list's key to its workbook, relative to this one."""
    sheet = Sheet(book, "Tổng hợp theo cơ quan", Layout(COLUMNS, _heading(as_of, figures), _header(), tall=1))
    counts, tallies = figures.counts, figures.of
    ranked = sorted(lists, key=lambda one: (LEVELS.index(level_of(one)), _worst(one, tallies[one.key])))
    numbers = count(1)
    for level, bodies in groupby(ranked, level_of):
        same = list(bodies)
        _total(sheet, f"{level} ({len(same)})", _added(tallies[one.key] for one in same),
               (sum(len(one.supported) for one in same), sum(len(one.shared) for one in same)))
        for one in same:
            name = Cell(capital(one.name), "name link", workbook_of[one.key])
            sheet.row([next(numbers), name, *_counts(tallies[one.key]), len(one.supported), len(one.shared),
                       tallies[one.key][State.CANCELLED]])
    last = sheet.rows
    _total(sheet, "Cộng số lượt giao", _added(tallies.values()), (counts.support, counts.shared))
    _total(sheet, "Số nhiệm vụ (mỗi nhiệm vụ tính một lần)", figures.whole, (None, None))
    sheet.remark(counts.words)
    sheet.remark(_REMARK)
    sheet.finish(last, ("Tổng hợp theo cơ quan", f"Số liệu đến ngày {short_date(as_of)}"),
                 on_paper=sheet.rows <= _ON_ONE_PAGE)


def _worst(one: AgencyList, tally: Tally) -> tuple[Any, ...]:
    overdue = tally[State.OVERDUE]
    return (one.unknown, -overdue, -(tally.share(overdue) or 0), -tally[State.DONE_LATE], -tally[State.NEAR],
            -tally.total, one.name.casefold(), one.key)


def _counts(tally: Tally) -> list[Value | Cell]:
    overdue = tally[State.OVERDUE]
    return [tally.total, tally[State.DONE_IN_TIME], tally[State.DONE_LATE], tally[State.IN_TIME] + tally[State.NEAR],
            tally[State.NEAR], Cell(overdue, "alarm") if overdue else 0, tally[State.DONE_UNDATED],
            tally[State.UNDATED], *_rates(tally)]


def _rates(tally: Tally) -> list[Value]:
    rates = (tally.share(n) for n in (tally.done, tally[State.DONE_LATE], tally[State.OVERDUE]))
    return ["–" if rate is None else rate for rate in rates]


def _added(tallies: Any) -> Tally:
    summed = dict.fromkeys(State, 0)
    for tally in tallies:
        for state, number in tally.counts:
            summed[state] += number
    return Tally(tuple(summed.items()))


def _total(sheet: Sheet, name: str, tally: Tally, others: tuple[int | None, int | None]) -> None:
    counts = [item.value if isinstance(item, Cell) else item for item in _counts(tally)]
    cells = [Cell(value, "total percent" if i >= 8 else "total") for i, value in enumerate(counts)]
    more = (Cell(other, "total") for other in (*others, tally[State.CANCELLED]))
    sheet.row([Cell(None, "total"), Cell(name, "total name"), *cells, *more])


def _header() -> list[Line]:
    grouped = {i for _, first, last in _GROUPS for i in range(first, last + 1)}
    titles = list(enumerate((column.title for column in COLUMNS), 1))
    upper = [Span(i, i, title, "head", down=1) for i, title in titles if i not in grouped]
    upper += [Span(first, last, title, "head") for title, first, last in _GROUPS]
    lower = tuple(Span(i, i, title if i in grouped else "", "head") for i, title in titles)
    return [Line(tuple(upper), at_least=22), Line(lower, at_least=48)]


def _heading(as_of: date, figures: Figures) -> list[Line]:
    width = len(COLUMNS)
    return [
        Line((Span(1, width, "TỔNG HỢP TÌNH HÌNH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", "title"),), 15, 26),
        Line((Span(1, width, f"(Số liệu đến {long_date(as_of)})", "as of"),), 12),
        Line((Span(1, width, _summary(figures), "summary"),), 13, 24),
        Line((Span(1, width, _to_review(figures), "remark"),), 11, 18),
    ]


def _summary(figures: Figures) -> str:
    tally, counts = figures.whole, figures.counts
    return (f"{counts.tasks} nhiệm vụ của {counts.directives} văn bản, giao cho {counts.holders}: "
            f"quá hạn chưa hoàn thành {tally[State.OVERDUE]}; sắp đến hạn trong {NEAR_DAYS} ngày {tally[State.NEAR]}; "
            f"không hạn {tally[State.UNDATED] + tally[State.DONE_UNDATED]}; đã hoàn thành {tally.done}.")


def _to_review(figures: Figures) -> str:
    told = "; ".join(f"{what.lower()}: {number}" for what, number in figures.waiting.items())
    return f"Cần xem lại: {told or 'không có'} (trang “Cần xem lại”)."
