"""What a person decided, written down: one line of JSON each in a file beside the store, added and never changed."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from pipeline.account import account
from pipeline.causes import cause_of
from pipeline.errors import StoreError


def write_down(file: Path, **entry: str) -> None:
    """Add an entry with the time and the account that runs; raises StoreError when it cannot be written."""
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"at": moment, "who": account(), **entry}, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise StoreError(
            f"Không ghi được sổ {file}: {cause_of(error)}.",
            "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.",
        ) from error
