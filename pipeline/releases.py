"""Files that a person has released: held back for what may be a mark of secrecy, looked at, found to be none.

One line of JSON a release in ``home/giai-toa.jsonl``, added and never changed: who, when, which content, why. Processes
that read files look here, for they open no store; the store enters every line into the audit as soon as it is opened.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from pipeline.account import account
from pipeline.causes import cause_of
from pipeline.errors import StoreError

NAME = "giai-toa.jsonl"


def is_released(home: Path, sha256: str) -> bool:
    """Whether the content was released; a line that cannot be read releases nothing."""
    return any(_sha256(line) == sha256 for line in _lines(home) if sha256 in line)


def released(home: Path) -> frozenset[str]:
    """All contents that were released."""
    return frozenset(sha256 for line in _lines(home) if (sha256 := _sha256(line)))


def carry(home: Path, contents: frozenset[str]) -> None:
    """Let these contents be released under another ``home``, without who said so and why."""
    (home / NAME).write_text("".join(json.dumps({"sha256": sha256}) + "\n" for sha256 in sorted(contents)), "utf-8")


def _lines(home: Path) -> list[str]:
    try:
        return (home / NAME).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


def release(home: Path, sha256: str, name: str, reason: str) -> None:
    """Note the release of a content; raises StoreError when it cannot be written."""
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    entry = {"at": moment, "who": account(), "sha256": sha256, "name": name, "reason": reason}
    file = home / NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise StoreError(
            f"Không ghi được sổ {file}: {cause_of(error)}.",
            "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.",
        ) from error


def _sha256(line: str) -> str | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return str(entry.get("sha256")) if isinstance(entry, dict) else None
