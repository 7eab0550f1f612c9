"""A directive as JSON, annotated or extracted, read into one typed form.

Annotated parties are plain names; extracted ones are objects with ``mention`` and ``agency``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

Json = Mapping[str, Any]
HEAD_FIELDS = ("number", "type", "issuer", "issued_on", "subject", "signer")


@dataclass(frozen=True, slots=True)
class Row:
    """One task. ``confidence`` and the span ``start``–``end`` are None for annotated tasks."""

    text: str
    clause: str | None = None
    modality: str = "obligation"
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadlines: tuple[Json, ...] = ()
    confidence: float | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One directive: its head fields as text (empty when absent), cited numbers, tasks in order."""

    head: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(HEAD_FIELDS, ""))
    references: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


NOTHING = Sheet()


def sheet(data: Json) -> Sheet:
    """Read a directive from its JSON form."""
    head: Json = data.get("directive") or {}
    fields = {name: str(head.get(name) or "") for name in HEAD_FIELDS if name != "signer"}
    fields["signer"] = str((head.get("signer") or {}).get("name") or "")
    references = tuple(str(r.get("number") or "") for r in head.get("references") or ())
    return Sheet(fields, references, tuple(_row(task) for task in data.get("tasks") or ()))


def _row(task: Json) -> Row:
    evidence: Json = task.get("evidence") or {}
    return Row(
        text=str(task["text"]),
        clause=task.get("clause"),
        modality=str(task.get("modality") or "obligation"),
        lead=_names(task, "lead"),
        support=_names(task, "support"),
        deadlines=tuple(task.get("deadlines") or ()),
        confidence=task.get("confidence"),
        start=evidence.get("start"),
        end=evidence.get("end"),
    )


def _names(task: Json, role: str) -> tuple[str, ...]:
    entries = task.get(role) or ()
    return tuple(e if isinstance(e, str) else str(e.get("agency") or e.get("mention") or "") for e in entries)


def read_gold(folder: Path) -> dict[str, Sheet]:
    """All annotated directives of a folder by their file stem; InputError when there are none."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise InputError(
            f"Không có văn bản chú giải (*.json) nào trong thư mục {folder}.",
            "Hãy chỉ tới thư mục có các tệp JSON chú giải theo hướng dẫn chú giải.",
        )
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> Sheet:
    try:
        return sheet(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise InputError(
            f"Tệp chú giải {path.name} không đọc được ({error}).",
            "Hãy kiểm tra tệp có đúng dạng JSON đã quy định không.",
        ) from error
