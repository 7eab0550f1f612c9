"""What a person decided, written down: one line of JSON each in a file beside the store, added and never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from pipeline.account import account
from pipeline.causes import cause_of
from pipeline.errors import StoreError


def write_down(file: Path, **entry: str) -> None:
    """Add an entry with the time and the account that runs; raises StoreError when it cannot be written."""
    write_all_down(file, [entry])


def write_all_down(file: Path, entries: Iterable[Mapping[str, str]]) -> None:
    """Add entries that were made at one time, all together."""
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            who = {"at": moment, "who": account()}
            out.writelines(json.dumps({**who, **entry}, ensure_ascii=False) + "\n" for entry in entries)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise StoreError(
            f"Không ghi được sổ {file}: {cause_of(error)}.",
            "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.",
        ) from error
