"""What people change in a register: which cells they may, and what becomes of a changed cell.

Values are strings as a person types them: days as ``2025-04-30``, bodies separated by ``; ``, an empty cell ``""``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from .task import Field

CELL_WORDS: Final[dict[str, str]] = {
    "verdict": "Quyết định", "text": "Nội dung nhiệm vụ", "lead": "Chủ trì", "support": "Phối hợp", "due": "Thời hạn",
    "product": "Sản phẩm", "status": "Tình trạng", "completed_on": "Ngày hoàn thành", "reply": "Văn bản trả lời",
    "note": "Ghi chú", "percent": "Tỷ lệ hoàn thành", "replied_on": "Ngày văn bản trả lời", "delay": "Lý do chậm",
    "leader_note": "Ý kiến của lãnh đạo", "extended_to": "Gia hạn đến", "extended_by": "Văn bản gia hạn",
}
HEAD_WORDS: Final[dict[str, str]] = {
    "number": "Số, ký hiệu", "issued_on": "Ngày ban hành", "type": "Tên loại", "issuer": "Cơ quan ban hành",
    "signer": "Người ký", "subject": "Trích yếu",
}
"""The cells of a task and the fields of a head that people may change, with the names of their columns (NĐ
30/2020/NĐ-CP, Phụ lục IV); ``verdict`` is what they decide about the row as a whole."""

RIGHT, EDITED, DROPPED, ADDED, REMEMBERED = "Đúng", "Sửa", "Bỏ", "Thêm", "Sửa và nhớ"
VERDICTS: Final = (RIGHT, EDITED, REMEMBERED, DROPPED, ADDED)
"""What a person decides about a row: it is right, was edited, was edited and the bodies written in place of a role are
what the role means from now on, is no task, or was added by hand."""

CELLS: Final[dict[Field, str]] = {"task": "text", "lead": "lead", "support": "support", "deadlines": "due"}
"""The cells by the fields of a task of which it is told how sure they are."""

DAYS: Final[frozenset[str]] = frozenset(("due", "completed_on", "issued_on", "replied_on", "extended_to"))
"""The cells that hold a day."""

PROGRESS: Final = ("extended_to", "extended_by", "product", "status", "percent", "completed_on", "reply", "replied_on",
                   "delay", "note", "leader_note")
"""The cells that tell how far a task is. They say nothing about how it was read, and agencies enter them in their own
lists."""

ON_PAGE: Final = "trang rà soát"
"""The source of what people change on the page in the browser. There a person decides about a row by saying so: a
changed cell alone leaves the other cells of its row waiting."""
ON_TASK: Final = "trang nhiệm vụ"
"""The source of progress that people enter on the page of a task."""
PAGES: Final = (ON_PAGE, ON_TASK)

SPAN: Final = "span"
"""The cell that tells where the words of a task stand: ``120-340``, characters of the directive's text. Only the page
changes it, together with the words."""
SPAN_WORDS: Final = "Chỗ trong văn bản"

REVIEWS: Final = "ra-soat"
WAITING: Final = "can-xem.xlsx"
"""The folder of the review workbooks under the outputs, and in it the workbook of all that waits for a person."""

Outcome = Literal["taken", "unchanged", "conflict", "refused"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One changed cell: ``subject`` is the id of a task, or the sha256 of the directive whose head it is; ``before`` is
    what the workbook said when it was written."""

    subject: str
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Added:
    """A task that a person wrote: ``cells`` by their names; it stands behind the task ``behind`` of the directive with
    that sha256 (in front of all when None). ``id`` is made of its words, so that one row gives one task."""

    id: str
    sha256: str
    cells: dict[str, str]
    clause: str | None = None
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A changed cell as the store keeps it: ``before`` is what stood there, ``state`` whether it counts, waits beside
    another person's value, or was taken back."""

    subject: str
    cell: str
    before: str
    after: str
    who: str
    at: datetime
    source: str
    batch: str
    state: Literal["taken", "conflict", "undone"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one changed cell or row of a workbook: ``row`` counts from 1 as in the sheet."""

    outcome: Outcome
    sheet: str
    row: int
    column: str
    subject: str = ""
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back in a workbook: changed cells, rows added, and cells that cannot be taken as they are.

    ``source`` is whose list it is, empty for a review workbook; ``beside`` is whether something was typed where nothing
    is taken."""

    sha256s: tuple[str, ...]
    edits: tuple[tuple[Edit, Answer], ...] = ()
    added: tuple[tuple[Added, Answer], ...] = ()
    refused: tuple[Answer, ...] = ()
    remarks: tuple[str, ...] = ()
    source: str = ""
    beside: bool = False


def span_of(value: str) -> tuple[int, int] | None:
    """The place that a value of ``SPAN`` names; None for what names none."""
    start, _, end = value.partition("-")
    return (int(start), int(end)) if start.isdigit() and end.isdigit() and int(start) < int(end) else None


def split_names(typed: str) -> list[str]:
    """The bodies in a cell: ``A; B``."""
    return [name for part in typed.split(";") if (name := part.strip())]
