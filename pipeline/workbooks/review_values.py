"""The cells of a review workbook as strings: what was written, what came back and what the store says are compared as
these."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Final, get_args

from pipeline.knowledge.registry.groups import of_the_day
from pipeline.model import DirectiveRow, Party, TaskRow
from pipeline.model.register import Status
from pipeline.model.review import DAYS, VERDICTS

from .cells import clean, typed_day
from .standing import STATUS_WORDS

SHEET, HEAD, LEFT_OUT, CONFLICTS = "Rà soát", "Phần đầu văn bản", "Đoạn không lấy", "Hai người cùng sửa"
LIST, SHARED, SOURCES, CHAIN = "Danh mục nhiệm vụ", "Giao chung theo nhóm", "Nguồn", "Chuỗi văn bản"
LISTS, PICTURES = "Danh mục cơ quan", "Ảnh trích"
"""What the drop-downs offer; the lines of doubtful tasks."""
BASE = "Chidao"
"""The hidden sheet: what the workbook said when it was written."""
KIND, LIST_KIND, VERSION = "chidao-ra-soat", "chidao-nhiem-vu", "1"
OF = "văn bản"
"""In the hidden sheet: the directive of a task."""

ID, PICK = "Mã nhiệm vụ", "Là nhiệm vụ"
STATUSES: Final = {status: status.capitalize() for status in get_args(Status)}
_STATUS_WORDS: Final = {
    **{words.casefold(): status for status, words in STATUSES.items()},
    **{words.casefold(): "chưa hoàn thành" for words in STATUS_WORDS.values() if words.startswith("Chưa")},
    **{f"đang thực hiện{kind}": "chưa hoàn thành" for kind in ("", " trong hạn", " quá hạn")},
    "hoàn thành (không hạn)": "hoàn thành", "hoàn thành trong hạn": "hoàn thành đúng hạn",
    "hoàn thành trễ hạn": "hoàn thành quá hạn",
}
"""What may be typed for a status. Whether open work is late is computed, so that all words for it mean the same."""
_TEXTS: Final = ("product", "reply", "note", "delay", "leader_note", "extended_by")
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
        "due": _iso(task.first_due), "status": task.status,
        "percent": "" if task.percent is None else str(task.percent),
        **{cell: _iso(getattr(task, cell)) for cell in ("completed_on", "replied_on", "extended_to")},
        **{cell: normal(getattr(task, cell) or "") for cell in _TEXTS},
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


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
    return "" if value is None else _READERS.get(cell, words_of)(value)


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
    text = words_of(value)
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


def _percent(value: object) -> str:
    """``50`` of a half, as a cell in per cent holds it, of 50, and of ``50 %``."""
    if isinstance(value, int | float):
        share = float(value) * (100 if 0 <= value <= 1 else 1)
    else:
        text = words_of(value).removesuffix("%").strip()
        if not text:
            return ""
        share = int(text) if re.fullmatch(r"\d{1,3}", text) else -1
    if not 0 <= share <= 100:
        raise ValueError("ghi một số từ 0 đến 100 (%), hoặc để trống")
    return str(round(share))


def words_of(value: object) -> str:
    """A cell's value in words, as they are compared."""
    return normal(_text(value))


def _typed_names(value: object) -> str:
    return _names(re.split(r"[;\n]", words_of(value)))


def _one_of(words: Mapping[str, str], value: object) -> str:
    text = words_of(value).casefold()
    if text and text not in words:
        raise ValueError("chỉ chọn một trong: " + ", ".join(dict.fromkeys(map(str.capitalize, words.values()))))
    return words[text] if text else ""


_READERS: Final[Mapping[str, Callable[[object], str]]] = {
    **dict.fromkeys(DAYS, _day), "percent": _percent, "lead": _typed_names, "support": _typed_names,
    "status": partial(_one_of, _STATUS_WORDS),
    "verdict": partial(_one_of, {word.casefold(): word for word in VERDICTS}),
}
"""How the cells are read that are no mere words."""


def shown(cell: str, value: str) -> str | float | date | None:
    """What is written into the cell: days as days, a status in its words, per cent as a share."""
    if cell in DAYS and value:
        return date.fromisoformat(value)
    if cell == "percent" and value:
        return int(value) / 100
    return (STATUSES.get(value, value) if cell == "status" else value) or None
