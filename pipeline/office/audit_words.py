"""What an entry of the audit says, in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.audit import SALT, Entry
from pipeline.model.review import CELL_WORDS, DAYS, HEAD_WORDS

LONGEST = 60
"""So many letters of a value are shown."""

WORDS = {
    "name": "tệp {}", "number": "số {}", "account": "tài khoản {}", "role": "vai trò {}", "bodies": "cơ quan: {}",
    "for": "dùng cho {}", "reply_to": "trả lời {}", "to": "gửi {}", "setting": "{}", "tasks": "{} nhiệm vụ",
    "directives": "kho đã có {} văn bản", "before": "trước: {}", "after": "sau: {}", "gone": "bỏ: {}",
    "come": "thêm: {}",
    "over": "thay cho {}", "reason": "lý do: {}", "message": "{}", "file": "sổ {}", "lines": "{} dòng",
    "line": "dòng {}", "count": "{} tệp", "written": "{}", "where": "từ {}", "workbook": "theo tệp {}",
    "subject": "mã {}", "path": "tại {}", "outputs": "trong {}",
}
"""The parts of an entry that are shown, as people read them, in this order."""


def told(one: Entry) -> str:
    """What an entry says, its parts in the order of ``WORDS``."""
    parts = "; ".join(_parts(_values(one)))
    return parts + ("; nội dung đã xóa cùng văn bản mật" if one.seal and one.words is None else "")


def _parts(values: Mapping[str, Any]) -> Iterator[str]:
    cell = values.get("cell")
    if cell:
        before, after = (_cell(cell, str(values[name])) for name in ("before", "after"))
        yield f"{(CELL_WORDS | HEAD_WORDS).get(cell, cell)}: {before} → {after}"
    for name, (before, after) in values.get("changed", {}).items():
        yield f"{name}: {before} → {after}"
    for name, words in WORDS.items():
        value = values.get(name)
        if value and not (cell and name in ("before", "after")):
            yield words.format(_value(value))


def _cell(cell: str, value: str) -> str:
    """What stands in a cell, days as people write them."""
    if not value:
        return "(trống)"
    return f"{date.fromisoformat(value):%d/%m/%Y}" if cell in DAYS else f"“{_cut(value)}”"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, list):
        return _cut(", ".join(map(str, value))) if value else "(không)"
    return _cut(str(value))


def _values(one: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(one.facts) | (json.loads(one.words) if one.words else {})
    found.pop(SALT, None)
    return found


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST - 1]}…"
