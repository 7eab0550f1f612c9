"""One row that is a task, understood: its directives, its values, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.model.tracker import COLUMN_WORDS, Line, Named, TrackerColumn, Trouble

from .columns import JOINED, TICKED
from .rows import Row
from .values import CANCELLED, bodies, day_of, days_in, directives_of, due_of, is_body, status_of

DONE, OPEN = "hoàn thành", "chưa hoàn thành"
_LONG: Final = 80
_SAID: Final = {"status": "Tình trạng ghi trong bảng", "due": "Thời hạn ghi trong bảng",
                "completed_on": "Ngày hoàn thành ghi trong bảng", "result": "Kết quả", "watcher": "Theo dõi"}
"""How the note tells what has no cell of its own."""


@dataclass(slots=True)
class Reading:
    """A row on its way to a line: its cells by field, its values, and what is to be noted beside them."""

    row: Row
    cells: dict[str, str]
    directives: tuple[Named, ...]
    values: dict[str, str] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def issued_on(self) -> date | None:
        """The day of the only directive."""
        return self.directives[0].day if len(self.directives) == 1 else None

    def doubt(self, cell: str, why: str) -> None:
        """The value is not understood; the note keeps it."""
        self.noted[cell] = self.cells[cell]
        self.troubles.append(Trouble(self.row.at + 1, COLUMN_WORDS[cell], self.cells[cell], why))


def line_of(row: Row, columns: Sequence[TrackerColumn]) -> tuple[Line, list[Trouble]]:
    """The line that a row is, and its values that were not understood."""
    cells = _by_field(row, columns)
    words = cells.get("number", "")
    reading = Reading(row, cells, directives_of(words, cells.get("issued_on", "")))
    for step in STEPS:
        step(reading)
    raw = tuple((column.heading or column.letter, row.cells[column.at]) for column in columns if column.at in row.cells)
    values = {cell: value for cell, value in reading.values.items() if value}
    return Line(row.at + 1, cells, values, raw, reading.directives, row.section), reading.troubles


def _by_field(row: Row, columns: Sequence[TrackerColumn]) -> dict[str, str]:
    """The cells by what they were taken for; of a ticked column the status that it stands for."""
    cells: dict[str, str] = {}
    for column in columns:
        text = row.cells.get(column.at)
        if text and column.field == TICKED:
            cells["status"] = column.heading.rsplit(" › ", 1)[1]
        elif text and column.field != "other":
            cells[column.field] = f"{cells[column.field]}\n{text}" if column.field in JOINED & cells.keys() else text
    return cells


def _directive(reading: Reading) -> None:
    cells = reading.cells
    if any(one.number is None for one in reading.directives):
        reading.troubles.append(Trouble(reading.row.at + 1, COLUMN_WORDS["number"], cells["number"],
                                        "không có số, ký hiệu theo mẫu; giữ nguyên chữ"))
    if cells.get("issued_on") and day_of(cells["issued_on"]) is None and not days_in(cells["issued_on"]):
        reading.troubles.append(Trouble(reading.row.at + 1, COLUMN_WORDS["issued_on"], cells["issued_on"],
                                        "không phải một ngày có thật"))


def _words(reading: Reading) -> None:
    for cell in ("text", "product", "reply"):
        reading.values[cell] = reading.cells.get(cell, "").strip()


def _who(reading: Reading) -> None:
    lead, helping = bodies(reading.cells.get("lead", ""))
    support = bodies(reading.cells.get("support", ""))[0]
    if not lead and is_body(reading.row.section):
        lead = reading.row.section
    reading.values |= {"lead": lead, "support": "; ".join(filter(None, (helping, support)))}


def _due(reading: Reading) -> None:
    words = reading.cells.get("due", "")
    if not words:
        return
    day = day_of(words) or due_of(words, reading.issued_on)
    if day is None:
        reading.doubt("due", "chưa tính được ngày hạn; giữ nguyên chữ ở ghi chú")
    elif not day_of(words):
        reading.noted["due"] = words
    reading.values["due"] = day.isoformat() if day else ""


def _status(reading: Reading) -> None:
    words = reading.cells.get("status", "")
    found = status_of(words) if words else _from_result(reading.cells.get("result", ""))
    if words and found is None:
        reading.doubt("status", "không rõ là hoàn thành hay chưa; giữ nguyên chữ ở ghi chú")
    if found and found[0] == CANCELLED:
        reading.doubt("status", "đã hủy; nếu không theo dõi nữa thì chọn “Bỏ” trong bảng rà soát")
    elif found:
        reading.values["status"] = found[0]
        if found == (DONE, "yes"):
            reading.noted["status"] = words


def _from_result(words: str) -> tuple[str, str] | None:
    """The status that the last line of the results says, where no column does."""
    last = words.rsplit("\n", maxsplit=1)[-1].lstrip("- ")
    return status_of(last) if len(last) <= _LONG else None


def _done(reading: Reading) -> None:
    words = reading.cells.get("completed_on", "")
    if not words:
        return
    days = days_in(words)
    day = day_of(words) or (days[0][1] if len(days) == 1 else None) or _replied(reading, due_of(words, None))
    if day is None and status_of(words):
        reading.values.setdefault("status", (status_of(words) or ("", ""))[0])
    elif day is None:
        reading.doubt("completed_on", "không phải một ngày; giữ nguyên chữ ở ghi chú")
    else:
        reading.values["completed_on"] = day.isoformat()
    if reading.values.get("status") != OPEN and (day or due_of(words, None)):
        reading.values["status"] = DONE


def _replied(reading: Reading, last: date | None) -> date | None:
    """The day of the document that answers, where it lies in the month whose ``last`` day the cell gives."""
    found = [one.day for one in directives_of(reading.cells.get("reply", "")) if one.day][:1]
    return next((day for day in found if last and (day.year, day.month) == (last.year, last.month)), None)


def _note(reading: Reading) -> None:
    """The note: what its column says, and what has no cell of its own."""
    said = {"result": reading.cells.get("result", ""),
            "watcher": "; ".join(reading.cells.get("watcher", "").split("\n"))} | reading.noted
    if reading.values.get("completed_on"):
        said.pop("status", None)
    lines = [reading.cells.get("note", ""), *(f"{_SAID[cell]}: {' '.join(said[cell].split())}" for cell in _SAID
                                              if said.get(cell))]
    reading.values["note"] = "\n".join(filter(None, lines))


STEPS: tuple[Callable[[Reading], None], ...] = (_directive, _words, _who, _due, _status, _done, _note)


def doubled(lines: Sequence[Line]) -> Iterator[Trouble]:
    """Numbers that the rows give several days."""
    days: dict[str, set[date]] = {}
    for line in lines:
        for one in line.directives:
            if one.number and one.day:
                days.setdefault(one.number, set()).add(one.day)
    for line in lines:
        for one in line.directives:
            if one.number and len(found := days.get(one.number, set())) > 1:
                told = ", ".join(f"{day:%d/%m/%Y}" for day in sorted(found))
                yield Trouble(line.row, COLUMN_WORDS["number"], one.words,
                              f"bảng ghi số {one.number} với nhiều ngày ({told})")
