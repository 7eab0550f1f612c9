"""The rows below a head: which are tasks, which head others, which are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.knowledge.folding import fold
from pipeline.model.tracker import TrackerColumn

from .cells import Cells
from .heads import Head, is_numbers
from .values import is_body

ROMAN = re.compile(r"[IVXLC]{1,6}\.?|[A-ZĐ]\.?")
_COUNTED = re.compile(r"\d{1,4}(?:\.\d{1,3}){0,3}\.?")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)(?:\s*[:(].*| .{0,20})?")
_DITTO = re.compile(r'(?:-?\s*nt\s*-?|như trên|nt|["”“〃〞]|-\s*["”〃]\s*-)\.?')
CARRIED: Final = ("number", "issued_on", "issuer", "subject")
"""What a row without its own order takes from the row above."""

BLANK, NUMBERED, HEADING, TOTAL, AGAIN, ON = (
    "dòng trống", "dòng chỉ có số thứ tự", "dòng đề mục", "dòng tổng cộng", "dòng nhắc lại tiêu đề",
    "dòng ghép vào dòng trên")
"""What rows that are no tasks are."""


@dataclass(slots=True)
class Row:
    """A row that is a task: ``at`` from 0, its cells by column, and the heading it stands under."""

    at: int
    cells: dict[int, str]
    section: str = ""


@dataclass(slots=True)
class Rows:
    """The tasks of a sheet, and how many rows are none, by what they are."""

    tasks: list[Row] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


class Sorting:
    """Sorts the rows of a sheet, whose columns are known, from above."""

    def __init__(self, cells: Cells, head: Head, columns: Sequence[TrackerColumn]) -> None:
        self._cells, self._head, self._columns = cells, head, columns
        self._at = {column.field: column.at for column in columns if column.field != "other"}
        self._section, self._rows = "", Rows()

    def rows(self) -> Rows:
        """All rows below the head."""
        for row in range(self._head.bottom + 1, self._cells.height):
            self._sort(row)
        return self._rows

    def _sort(self, row: int) -> None:
        own = {column: text for column, text in enumerate(self._cells.row(row)) if text}
        shares = self._shares_work(row)
        kind = "" if shares and own else self._kind(row, own)
        if kind:
            self._rows.others[kind] += kind != BLANK
            self._section = self._heading(own) if kind == HEADING else self._section
        elif shares or self._goes_on(own):
            self._rows.others[ON] += 1
            self._join(own)
        else:
            self._rows.tasks.append(Row(row, self._filled(row, own), self._section))

    def _kind(self, row: int, own: dict[int, str]) -> str:
        """What a row is that is no task, "" for one that may be."""
        order = self._at.get("ordinal", -1)
        rest = [column for column in own if column != order]
        if not own:
            return BLANK
        if is_numbers(self._cells.row(row)) or self._is_head(own):
            return AGAIN
        if _TOTAL.fullmatch(fold(" ".join(own[min(own)].split()))) or (
                rest and _TOTAL.fullmatch(fold(own[min(rest)])) and order not in own):
            return TOTAL
        if not rest and _COUNTED.fullmatch(own[order]) and self._filled(row, own).keys() <= {order}:
            return NUMBERED
        return HEADING if self._is_heading(row, own, rest, order) else ""

    def _is_head(self, own: dict[int, str]) -> bool:
        headings = self._head.headings
        return len(own) > 1 and all(column < len(headings) and " ".join(text.split()) in headings[column].split(" › ")
                                    for column, text in own.items())

    def _is_heading(self, row: int, own: dict[int, str], rest: list[int], order: int) -> bool:
        """A row that says one thing: over several columns, in the column of order, in capitals, beside a Roman number,
        or the name of a body."""
        if len(rest) > 1 or (rest and order in own and not ROMAN.fullmatch(own[order])):
            return False
        if not rest:
            return not _COUNTED.fullmatch(own[order]) if order in own else False
        words, area = own[rest[0]], self._cells.area(row, rest[0])
        wide = area is not None and area.right > area.left
        return bool(wide or order in own or words.isupper() or is_body(words))

    def _heading(self, own: dict[int, str]) -> str:
        return " ".join(" ".join(text.split()) for text in own.values() if not ROMAN.fullmatch(text))

    def _shares_work(self, row: int) -> bool:
        """Whether the cell of its work is that of the row above."""
        work = self._at["text"]
        area = self._cells.area(row, work)
        return bool(self._rows.tasks) and area is not None and area.top < row and self._cells.own(area.top, work) != ""

    def _goes_on(self, own: dict[int, str]) -> bool:
        """Whether a row only adds to the one above: it has neither work nor order nor a directive of its own."""
        return bool(self._rows.tasks) and not any(self._at.get(name) in own for name in ("text", "ordinal", "number"))

    def _join(self, own: dict[int, str]) -> None:
        cells = self._rows.tasks[-1].cells
        for column, text in own.items():
            if text not in cells.get(column, "").split("\n"):
                cells[column] = "\n".join(filter(None, (cells.get(column, ""), text)))

    def _filled(self, row: int, own: dict[int, str]) -> dict[int, str]:
        """The cells with what is merged into the row, meant by ditto marks, or carried down."""
        found = {column: text for column in range(self._cells.width) if (text := self._cells.down(row, column))}
        above = self._rows.tasks[-1].cells if self._rows.tasks else {}
        for column, text in found.items():
            if _DITTO.fullmatch(fold(text)):
                found[column] = above.get(column, text)
        if self._at.get("ordinal", -1) not in own and "number" in self._at and self._at["number"] not in found:
            found |= {at: above[at] for at in self._carried() if at in above and at not in found}
        return dict(sorted(found.items()))

    def _carried(self) -> Iterator[int]:
        return (self._at[name] for name in CARRIED if name in self._at)

