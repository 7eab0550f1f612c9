"""The kept originals: ``home/originals/ab/<sha256>.<suffix>``, each written once and never changed.

Signed originals are evidence: the file in the inbox stays where it is, and the copy is byte for byte.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from pipeline.causes import cause_of
from pipeline.errors import InputError, StoreError

BLOCK = 1 << 20
_SUFFIX = 10  # characters; what is longer is part of a name, and would not fit behind the hash
AGAIN = "Chờ chép xong tệp rồi chạy lại lệnh."


class ChangedFile(InputError):
    """The file on disk is no longer the one that was read."""

    code = "tep-dang-thay-doi"


def sha256_of(file: Path) -> str:
    """The sha256 of a file as 64 hex digits; raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def place(home: Path, sha256: str, name: str) -> Path:
    """Where the original with that content belongs; the suffix is taken from ``name`` when it can be one."""
    suffix = Path(name).suffix.lower()
    plain = suffix if len(suffix) <= _SUFFIX and suffix[1:].isascii() and suffix[1:].isalnum() else ""
    return home / "originals" / sha256[:2] / f"{sha256}{plain}"


def keep(home: Path, path: Path, sha256: str) -> Path:
    """Copy the file at ``path`` to its place and return it; does nothing when it is there already.

    Raises ChangedFile when the content is not what ``sha256`` says, StoreError when it cannot be written.
    """
    target = place(home, sha256, path.name)
    if target.exists():
        return target
    try:
        source = path.open("rb")
    except OSError as error:
        raise ChangedFile(f"Không còn mở được tệp “{path.name}”: {cause_of(error)}.", AGAIN) from error
    try:
        with source:
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(source, target, path.name, sha256)
    except OSError as error:
        raise StoreError(
            f"Không lưu được bản gốc của tệp “{path.name}” vào {target.parent}: {cause_of(error)}.",
            "Kiểm tra dung lượng đĩa và quyền ghi của thư mục, rồi chạy lại.",
        ) from error
    return target


def _copy(source: BinaryIO, target: Path, name: str, sha256: str) -> None:
    """Copy through a temporary file, so that a half-written original never bears its final name."""
    digest = hashlib.sha256()
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as copy:
            while block := source.read(BLOCK):
                digest.update(block)
                copy.write(block)
        if digest.hexdigest() != sha256:
            raise ChangedFile(f"Tệp “{name}” thay đổi trong khi đang được đọc.", AGAIN)
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)


def kept(home: Path, sha256: str) -> Path | None:
    """The kept original with that content, if any."""
    return next((home / "originals" / sha256[:2]).glob(f"{sha256}*"), None)


def drop(home: Path, sha256: str) -> None:
    """Remove the kept original with that content, if any."""
    for original in (home / "originals" / sha256[:2]).glob(f"{sha256}*"):
        original.unlink()


def sweep(home: Path) -> None:
    """Remove half-written originals that killed runs left behind; only for who holds the lock of the store."""
    for left in (home / "originals").glob("*/.*.part"):
        left.unlink(missing_ok=True)
