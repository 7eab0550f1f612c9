"""The words that the console and the report share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .history import Flat
from .sheets import Row

FAULTS = {
    "missed": "bỏ sót",
    "spurious": "thừa",
    "lead": "sai chủ trì",
    "support": "sai phối hợp",
    "deadlines": "sai thời hạn",
    "text": "lệch nội dung",
}
PARTS = {"all": "Cả bộ", "tune": "Nửa điều chỉnh", "held-out": "Nửa giữ riêng"}
LISTS = {
    "tasks": "Nhiệm vụ",
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "deadlines": "Thời hạn",
    "references": "Văn bản viện dẫn",
}
FIELDS = {
    "number": "Số, ký hiệu",
    "type": "Tên loại",
    "issuer": "Cơ quan ban hành",
    "issued_on": "Ngày ban hành",
    "subject": "Trích yếu",
    "signer": "Người ký",
}


def percent(value: float) -> str:
    """A share as Vietnamese readers write it: ``0.8214`` → ``82,1%``."""
    return f"{value:.1%}".replace(".", ",")


def decimal(value: float) -> str:
    """Two digits behind a Vietnamese decimal comma."""
    return f"{value:.2f}".replace(".", ",")


def change(now: Flat, before: Flat | None, name: str) -> str:
    """How a figure moved since the last run, in points; empty when it did not, or there is no last run."""
    if not before or name not in before or abs(now[name] - before[name]) < 0.0005:
        return ""
    return f"{100 * (now[name] - before[name]):+.1f}".replace(".", ",")


def metrics() -> list[tuple[str, str]]:
    """Every share that is printed: its name in a snapshot and its label."""
    table = [("row_exact", "Dòng đúng hoàn toàn"), ("spurious", "Dòng thừa")]
    measures = {"p": "precision", "r": "recall", "f1": "F1"}
    table += [(f"{key}.{m}", f"{label} – {words}") for key, label in LISTS.items() for m, words in measures.items()]
    table.append(("modality", "Loại yêu cầu (của dòng khớp)"))
    return table + [(f"directive.{key}", label) for key, label in FIELDS.items()]


def limit_words(entry: Mapping[str, Any]) -> str:
    """A time limit in few words, for reading side by side."""
    if entry.get("rrule"):
        return str(entry["rrule"])
    if entry.get("value"):
        return f"{entry['value']}{' (ngày làm việc)' if entry.get('working') else ''}"
    return " ".join(str(entry[key]) for key in ("due", "time") if entry.get(key)) or "?"


def cells(row: Row) -> dict[str, str]:
    """The cells that are compared, as text; an empty list is a dash."""
    return {
        "lead": "; ".join(row.lead) or "–",
        "support": "; ".join(row.support) or "–",
        "deadlines": "; ".join(limit_words(entry) for entry in row.deadlines) or "–",
    }
