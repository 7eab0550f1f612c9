"""``chidao audit``: who did what and when, and whether the book of it is whole."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from pipeline.audit import WHAT, Entry, Head
from pipeline.errors import InputError
from pipeline.office.audit_words import told
from pipeline.settings import Settings
from pipeline.store import open_store

from .console import output
from .showing import day
from .trouble import tell

LAST = 30
"""So many entries are shown where nothing else is asked."""

BROKEN = 1
"""The exit code for a book that is not whole."""

@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are wanted: of a day, an account, a kind, about something; only the last so many (0: all)."""

    day: date | None = None
    who: str = ""
    what: str = ""
    about: str = ""
    last: int = LAST


def show_audit(settings: Settings, asked: Asked, *, as_json: bool) -> int:
    """Print the entries, oldest first; returns the exit code."""
    with open_store(settings) as store:
        found = store.audit(asked.day, asked.who, asked.what, asked.about)
        entries = list(deque(found, asked.last) if asked.last else found)
    console = output()
    if as_json:
        print(json.dumps(list(map(_data, entries)), ensure_ascii=False, indent=1))
        return 0
    if not entries:
        console.print("Không có mục nào như vậy trong nhật ký.")
        return 0
    console.print(_table(entries))
    shown = f"{len(entries)} mục" + (" cuối" if asked.last and len(entries) == asked.last else "")
    console.print(f"Đã hiện {shown}; xem thêm: --last SỐ (0: tất cả), lọc: --day, --who, --what, --about. "
                  "Kiểm tra sổ: chidao audit verify", soft_wrap=True)
    return 0


def verify_audit(settings: Settings, noted: str) -> int:
    """Say whether the book is whole; 0 when it is, else 1. Raises InputError for a code that is none."""
    known = _noted(noted)
    with open_store(settings) as store:
        verdict = store.verify_audit(*known)
    if verdict.broken_at:
        tell(f"Nhật ký KHÔNG toàn vẹn, từ mục {verdict.broken_at}: {verdict.why}.",
             "Giữ nguyên kho dữ liệu, báo người phụ trách; so với bản sao lưu gần nhất (chidao backup --check TỆP).")
        return BROKEN
    console = output()
    gone = f", {verdict.wiped} mục đã xóa nội dung cùng văn bản mật" if verdict.wiped else ""
    console.print(f"Nhật ký toàn vẹn: {verdict.head.count} mục nối liền từ mục đầu đến mục cuối{gone}.", soft_wrap=True)
    console.print("Mã của sổ lúc này, nên chép ra giấy hoặc lưu ở nơi khác:")
    console.print(f"  {verdict.head.told}", soft_wrap=True)
    console.print("Lần sau đối chiếu: chidao audit verify --head MÃ (12 ký tự đầu sau dấu hai chấm là đủ)",
                  soft_wrap=True)
    return 0


def _noted(words: str) -> tuple[Head, ...]:
    try:
        return (Head.typed(words),) if words else ()
    except ValueError as error:
        raise InputError(f"“{words}” không phải mã của sổ.",
                         "Ghi như đã in: số mục, dấu hai chấm, ít nhất 12 ký tự của mã.") from error


def _table(entries: list[Entry]) -> Table:
    table = Table(show_header=True)
    for heading, wraps in (("Mục", False), ("Lúc", False), ("Ai", False), ("Việc", True), ("Nội dung", True)):
        table.add_column(heading, no_wrap=not wraps, overflow="fold", ratio=None if heading != "Nội dung" else 1)
    for one in entries:
        moment = f"{one.at:%H:%M:%S} {day(one.at)}"
        table.add_row(str(one.number), moment, Text(one.who), WHAT.get(one.what, one.what), Text(told(one)))
    return table


def _data(one: Entry) -> dict[str, Any]:
    """An entry as data: all of it, so that whoever has the list can follow the chain."""
    return {"number": one.number, "at": one.at.isoformat(), "who": one.who, "what": one.what, "content": one.content,
            "facts": json.loads(one.facts), "words": json.loads(one.words) if one.words else None, "seal": one.seal,
            "previous": one.previous, "sha256": one.sha256}
