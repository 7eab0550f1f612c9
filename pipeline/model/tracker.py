"""A tracker: a list of tasks that an office keeps by hand in Excel or Word, as it stands and as it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

COLUMN_WORDS: Final[dict[str, str]] = {
    "ordinal": "TT", "number": "Số, ký hiệu", "issued_on": "Ngày văn bản", "issuer": "Cơ quan ban hành",
    "subject": "Trích yếu", "text": "Nội dung nhiệm vụ", "lead": "Chủ trì", "support": "Phối hợp", "due": "Thời hạn",
    "product": "Sản phẩm", "status": "Tình trạng", "completed_on": "Ngày hoàn thành", "reply": "Văn bản trả lời",
    "result": "Kết quả, nguyên nhân", "note": "Ghi chú", "watcher": "Người theo dõi", "other": "giữ nguyên",
}
"""What a column of a tracker may hold, with the names of the fields (NĐ 30/2020/NĐ-CP, Phụ lục IV); ``other`` is kept
as it stands beside the row."""


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area of cells; rows and columns count from 0, ``bottom`` and ``right`` are in it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or a table of a document: its cells as a person reads them (``""`` for an empty one, and for all but
    the first of a merged area), row 0 being the first row of the sheet. ``hidden`` is a sheet that is not shown."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TrackerColumn:
    """A column with its heading (``›`` between the rows of a head) and the field it was taken for
    (``COLUMN_WORDS``); ``why`` says so in Vietnamese where the heading alone did not decide."""

    at: int
    heading: str
    field: str
    why: str = ""

    @property
    def letter(self) -> str:
        """The column as a spreadsheet calls it."""
        first, last = divmod(self.at, 26)
        return (chr(64 + first) if first else "") + chr(65 + last)


@dataclass(frozen=True, slots=True)
class Named:
    """A directive as a cell names it: its số, ký hiệu (None where the words hold none) and its day."""

    number: str | None
    day: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A value that was not understood, in Vietnamese; it is kept as it stands."""

    row: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a tracker that is a task: ``cells`` by field as they stand, ``values`` as they were understood (the
    cells of ``review.CELL_WORDS``), ``raw`` every filled cell with its heading; ``row`` counts from 1 as in the sheet.
    ``section`` is the heading that it stands under."""

    row: int
    cells: Mapping[str, str]
    values: Mapping[str, str]
    raw: tuple[tuple[str, str], ...]
    directives: tuple[Named, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class TrackerSheet:
    """What was understood of a sheet: its head (rows from 1), its lines, and how many rows are none, by what they are
    (Vietnamese). ``refused`` says why nothing is taken of it."""

    name: str
    columns: tuple[TrackerColumn, ...] = ()
    head: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Tracker:
    """A tracker as a file holds it."""

    name: str
    sha256: str
    sheets: tuple[TrackerSheet, ...]

    @property
    def lines(self) -> tuple[tuple[TrackerSheet, Line], ...]:
        """Every line with its sheet."""
        return tuple((sheet, line) for sheet in self.sheets for line in sheet.lines)


TOLD: Final = ("status", "completed_on", "reply", "note")
"""What a row says of a task that is read from its directive too."""

FROM_TRACKER: Final = "Từ bảng theo dõi"
"""What every list says of a task that only an office's own list gives."""

ONLY_LISTED: Final = f"{FROM_TRACKER}, chưa có văn bản gốc"
"""What they say of a directive that no file has brought yet."""

LISTED_ID: Final = "bang-"
"""How the ids of tasks begin that lists give."""

SEPARATE: Final = "riêng"
"""The place of a task of a list that is none of those read from its directive: it was weighed when that was there."""

UNKNOWN: Final = "Nhiệm vụ trong bảng theo dõi không ghi văn bản giao"
"""What stands in place of a directive where a tracker names none."""


@dataclass(frozen=True, slots=True)
class Giver:
    """A directive as trackers name it; ``key`` is made of its number and day (of its words where it has no number)."""

    key: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of a tracker as it stands, kept with the task it was taken for."""

    subject: str
    sheet: str
    row: int
    raw: tuple[tuple[str, str], ...]
