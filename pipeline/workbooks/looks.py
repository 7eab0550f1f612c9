"""How cells look: Times New Roman throughout, thin black rules, and colours that only repeat what words say."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList

from .metrics import BASE_SIZE, BODY_SIZE
from .standing import State

FONT = "Times New Roman"
SMALLER = (BODY_SIZE, 11, 10, 9, 8)
"""Sizes tried for a long text until its row fits the page."""
SMALL = {"above": 10}
"""Looks that are set smaller than others."""

ONE_LINE = ("section", "clause", "clause urgent", "clause key")
"""Looks whose text runs on over the empty cells behind it."""

_DATE = "dd/mm/yyyy"
_COUNT = '#,##0;-#,##0;"–"'  # a dash for nothing: the counts that matter stand out
_RATE = '0.0%;-0.0%;"–"'
_THIN = Side(style="thin", color="FF404040")
_RULES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ROW = Border(top=_THIN, bottom=_THIN)
_STATES = {  # fill, font colour, bold; dark on light, so that they part in grey print too
    State.OVERDUE: ("FFF8CBC6", "FF9C0006", True),
    State.NEAR: ("FFFFE699", "FF7F4F00", True),
    State.IN_TIME: (None, "FF000000", False),
    State.UNDATED: (None, "FF000000", False),
    State.DONE_LATE: ("FFE2EFDA", "FF9C0006", False),
    State.DONE_IN_TIME: ("FFE2EFDA", "FF1E5C1E", False),
    State.DONE_UNDATED: ("FFE2EFDA", "FF1E5C1E", False),
    State.CANCELLED: ("FFF2F2F2", "FF595959", False),
}


def state_look(state: State, kind: str = "center") -> str:
    """The name of the look for a cell that tells a task's state; ``kind`` is ``center`` or ``date``."""
    return f"{kind} {state.name}"


def register_looks(book: Any) -> dict[str, Any]:
    """Give a new workbook its Normal font and every look; returns what a cell's style is copied from, by name."""
    font = Font(name=FONT, size=BASE_SIZE)
    book._fonts = IndexedList([font])  # openpyxl has no public way to the default font, which column widths count in
    book._named_styles["Normal"].font = font
    for style in [*_heading_looks(), *_table_looks(), *_state_looks()]:
        book.add_named_style(style)
    return {style.name: style.as_tuple() for style in book._named_styles}


def _look(name: str, font: Font, align: str, **more: Any) -> NamedStyle:
    vertical = more.pop("vertical", "center")
    wrap, shrink = more.pop("wrap", True), more.pop("shrink", False)
    alignment = Alignment(horizontal=align, vertical=vertical, wrap_text=wrap, shrink_to_fit=shrink)
    return NamedStyle(name=name, font=font, alignment=alignment, **more)


def _font(size: float = BODY_SIZE, **more: Any) -> Font:
    return Font(name=FONT, size=size, **more)


def _heading_looks() -> list[NamedStyle]:
    # the rule under an agency's name is drawn as a line under spaces
    return [
        _look("owner", _font(12, bold=True), "center"),
        _look("motto", _font(13, bold=True, underline="single"), "center"),
        _look("rule", _font(underline="single"), "center", vertical="top"),
        _look("title", _font(15, bold=True), "center"),
        _look("as of", _font(12, italic=True), "center"),
        _look("summary", _font(13, bold=True), "left"),
        _look("remark", _font(11, italic=True), "left", vertical="top"),
        _look("remark link", _font(11, italic=True, underline="single", color="FF1F4E9E"), "left"),
    ]


def _table_looks() -> list[NamedStyle]:
    grey, pale = PatternFill("solid", fgColor="FFD9E2EC"), PatternFill("solid", fgColor="FFF2F2F2")
    check, blue = (PatternFill("solid", fgColor=color) for color in ("FFFFF2CC", "FFE8F1FB"))
    free = Protection(locked=False)
    red = PatternFill("solid", fgColor="FFF8CBC6")
    looks = [
        _look("plain", _font(11), "left", wrap=False),
        _look("plain date", _font(11), "left", wrap=False, number_format=_DATE),
        _look("block", _font(13, bold=True), "left"),
        _look("tile name", _font(11), "center", border=_RULES, fill=pale),
        _look("tile", _font(18, bold=True), "center", border=_RULES, number_format="#,##0"),
        _look("tile alarm", _font(18, bold=True, color="FF9C0006"), "center", border=_RULES, number_format=_COUNT,
              fill=red),
        _look("day", _font(), "center", border=_RULES, number_format=_DATE),
        _look("head", _font(11, bold=True), "center", border=_RULES, fill=grey),
        _look("date", _font(), "center", vertical="top", border=_RULES, number_format=_DATE),
        _look("number", _font(), "center", vertical="center", border=_RULES, number_format=_COUNT),
        _look("percent", _font(), "center", vertical="center", border=_RULES, number_format=_RATE),
        _look("name", _font(), "left", border=_RULES),
        _look("name link", _font(underline="single", color="FF1F4E9E"), "left", border=_RULES),
        _look("alarm", _font(bold=True, color="FF9C0006"), "center", border=_RULES, number_format=_COUNT,
              fill=red),
        _look("total name", _font(bold=True), "left", border=_RULES, fill=pale),
        _look("total", _font(bold=True), "center", border=_RULES, fill=pale, number_format=_COUNT),
        _look("total percent", _font(bold=True), "center", border=_RULES, fill=pale, number_format=_RATE),
        _look("edit date", _font(), "center", vertical="top", border=_RULES, number_format=_DATE, fill=blue,
              protection=free),
        _look("above", _font(SMALL["above"], italic=True, color="FF595959"), "left", vertical="top", border=_RULES),
        _look("page", _font(), "center", vertical="top", border=_RULES),
        _look("page link", _font(underline="single", color="FF1F4E9E"), "center", vertical="top", border=_RULES),
        _look("edit percent", _font(), "center", vertical="top", border=_RULES, number_format="0%", fill=blue,
              protection=free),
        _look("section", _font(bold=True), "left", border=_ROW, fill=grey, wrap=False),
        _look("clause", _font(11, bold=True), "left", border=_ROW, fill=pale, wrap=False),
        _look("clause urgent", _font(11, bold=True, color="FF9C0006"), "left", border=_ROW, fill=pale, wrap=False),
        _look("clause key", _font(11, bold=True), "left", border=_ROW, fill=pale, wrap=False, shrink=True,
              number_format=_DATE),
        _look("sure", _font(), "center", vertical="top", border=_RULES, number_format="0%"),
    ]
    for size in SMALLER:
        looks += [
            _look(f"text {size}", _font(size), "left", vertical="top", border=_RULES),
            _look(f"center {size}", _font(size), "center", vertical="top", border=_RULES),
            _look(f"check {size}", _font(size), "left", vertical="top", border=_RULES, fill=check),
            _look(f"edit {size}", _font(size), "left", vertical="top", border=_RULES, fill=blue, protection=free),
        ]
    return looks


def _state_looks() -> list[NamedStyle]:
    looks = []
    for state, (fill, colour, bold) in _STATES.items():
        paint = {"fill": PatternFill("solid", fgColor=fill)} if fill else {}
        for kind, form in (("center", "General"), ("date", _DATE)):
            looks.append(_look(state_look(state, kind), _font(bold=bold, color=colour), "center", vertical="top",
                               border=_RULES, number_format=form, **paint))
    return looks
