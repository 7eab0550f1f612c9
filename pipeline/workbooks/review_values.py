"""The cells of a review workbook as strings: what was written, what came back and what the store says are compared as
these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Final

from pipeline.knowledge.registry.groups import of_the_day
from pipeline.model import DirectiveRow, Party, TaskRow
from pipeline.model.review import DAYS, VERDICTS

from .cells import clean, typed_day

SHEET, HEAD, LEFT_OUT, CONFLICTS = "Rà soát", "Phần đầu văn bản", "Đoạn không lấy", "Hai người cùng sửa"
LISTS, PICTURES = "Danh mục cơ quan", "Ảnh trích"
"""What the drop-downs offer; the lines of doubtful tasks."""
BASE = "Chidao"
"""The hidden sheet: what the workbook said when it was written."""
KIND, VERSION = "chidao-ra-soat", "1"
OF = "văn bản"
"""In the hidden sheet: the directive of a task."""

ID, PICK = "Mã nhiệm vụ", "Là nhiệm vụ"
STATUSES: Final = {"chưa hoàn thành": "Chưa hoàn thành", "hoàn thành": "Hoàn thành"}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")


_HEADING_ROWS: Final = 40
"""The titles of a table stand within so many rows."""


def titles_of(rows: Iterable[Sequence[object]], wanted: str) -> tuple[int, dict[str, int]] | None:
    """The row, from 1, of the titles among which ``wanted`` is, and the column of each title, from 0; of columns with
    one title the first. None when there is no such row."""
    for number, row in enumerate(islice(rows, _HEADING_ROWS), 1):
        titles = {normal(str(value)): at for at, value in reversed(list(enumerate(row))) if value is not None}
        if wanted in titles:
            return number, titles
    return None


def task_values(task: TaskRow) -> dict[str, str]:
    """The cells of a task that people may change (``model.review.CELL_WORDS``)."""
    return {
        "verdict": task.verdict, "text": normal(task.text),
        "lead": _of_the_day(task.lead, task), "support": _of_the_day(task.support, task),
        "due": task.due.isoformat() if task.due else "", "product": normal(task.product or ""),
        "status": task.status, "completed_on": task.completed_on.isoformat() if task.completed_on else "",
        "reply": normal(task.reply or ""), "note": normal(task.note or ""),
    }


def head_values(row: DirectiveRow) -> dict[str, str]:
    """The fields of a directive's head that people may change (``model.review.HEAD_WORDS``)."""
    head = row.head
    found = {"number": head.number, "type": head.type, "issuer": head.issuer, "subject": head.subject,
             "signer": head.signer.name if head.signer else None,
             "issued_on": head.issued_on.isoformat() if head.issued_on else None}
    return {name: normal(value or "") for name, value in found.items()}


def normal(text: str) -> str:
    """A text as it is compared: as a cell holds it, without spaces that nobody sees."""
    lines = (" ".join(line.split()) for line in clean(text).replace("\u00a0", " ").split("\n"))
    return "\n".join(lines).strip("\n ")


def typed(cell: str, value: object) -> str:
    """A cell's value as a string; raises ValueError, with the reason in Vietnamese, for one that it cannot hold."""
    if value is None:
        return ""
    if cell in DAYS:
        return _day(value)
    text = normal(_text(value))
    if cell in ("lead", "support"):
        return _names(re.split(r"[;\n]", text))
    if cell == "status":
        return _one_of(text, {words.casefold(): status for status, words in STATUSES.items()})
    if cell == "verdict":
        return _one_of(text, {word.casefold(): word for word in VERDICTS})
    return text


def _of_the_day(parties: Iterable[Party], task: TaskRow) -> str:
    """The names that the lists show: groups by what they were called on the day of the directive."""
    return _names(of_the_day(party.agency, task.directive.head.issued_on) for party in parties)


def _names(names: Iterable[str]) -> str:
    return "; ".join(filter(None, (normal(name).strip(" ;,.") for name in names)))


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _day(value: object) -> str:
    """``2025-04-30`` of a date cell or of a day as people type it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = normal(_text(value))
    if not text:
        return ""
    try:
        if day := typed_day(text):
            return day.isoformat()
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups())).isoformat()
    except ValueError:
        pass
    raise ValueError("không phải một ngày có thật; ghi như 30/04/2025, hoặc để trống")


def _one_of(text: str, words: dict[str, str]) -> str:
    if not text:
        return ""
    if text.casefold() not in words:
        raise ValueError("chỉ chọn một trong: " + ", ".join(word[:1].upper() + word[1:] for word in words.values()))
    return words[text.casefold()]


def shown(cell: str, value: str) -> str | date | None:
    """What is written into the cell: days as days, a status in its words."""
    if cell in DAYS and value:
        return date.fromisoformat(value)
    return (STATUSES.get(value, value) if cell == "status" else value) or None
