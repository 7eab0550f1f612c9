"""A store that was there and is gone, empty or damaged: told, never made anew in silence.

That it was there is known by what it leaves beside it: kept originals, the head of the audit, what was published last,
the roll-up under the outputs. A home folder without any of these is new.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.audit import HEAD, Head, kept_head
from pipeline.errors import StoreError
from pipeline.settings import Settings

from . import DATABASE

SUMMARY: Final = "tong-hop.xlsx"
"""The roll-up under the outputs."""
_BESIDE: Final = ("danh-muc.json", "quyet-dinh.jsonl", "sua-doi.jsonl")
ADVICE: Final = ("Phục hồi từ bản sao lưu: chidao restore TỆP --over; không có bản sao lưu thì đọc lại từ các bản gốc "
                 "đã giữ: chidao doctor --rebuild")
FRESH: Final = ". Muốn bắt đầu kho mới thì chuyển thư mục kết quả và thư mục kho cũ sang nơi khác."
_NONE: Final = Head(0, "")


class LostStore(StoreError):
    """The store was there and is not any more, or cannot be read."""

    code = "mat-kho-du-lieu"


def traces(settings: Settings) -> list[Path]:
    """What shows that there was a store."""
    home, found = settings.home, []
    original = next((home / "originals").glob("*/*"), None)
    if original:
        found.append(home / "originals")
    if (kept_head(home) or _NONE).count:
        found.append(home / HEAD)
    # outputs that are told from the current folder are nobody's: those of an office are absolute (``configuration``)
    lists = [settings.outputs / SUMMARY] if settings.outputs.is_absolute() else []
    return [*found, *(path for path in (*(home / name for name in _BESIDE), *lists) if path.exists())]


def refuse_missing(settings: Settings) -> None:
    """Raise LostStore when the file of the database is not there, or empty, although it was."""
    if settings.database_url:
        return
    file = settings.home / DATABASE
    if (not file.exists() or file.stat().st_size == 0) and (found := traces(settings)):
        state = "không còn" if not file.exists() else "bị trống"
        raise LostStore(f"Tệp kho dữ liệu {file} {state}, trong khi trước đây đã có kho (còn {found[0]}). "
                        "Chưa ghi gì.", ADVICE + FRESH)
