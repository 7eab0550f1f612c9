"""Pictures of pages and where words stand on them, made again whenever they are gone: files in the home folder, bounded
in size, that are forgotten with their directive.

    home/trang/<sha256>/12-1600.jpg     what was made of the original with that content

Whoever makes a file looks afterwards whether its directive is still there (``keep``), whoever forgets one drops its
files after that is committed (``drop_strangers``): whichever comes last leaves nothing.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.whole import write_bytes_whole

FOLDER: Final = "trang"
MOST: Final = 512 * 1024 * 1024
"""Bytes of all files; the directives looked at longest ago make room."""

_EVERY: Final = 50  # files kept between two looks at how many bytes there are
_FRESH: Final = 60.0  # seconds in which a directive that is being looked at does not make room


class PageFiles:
    """The files of pages of an office. All methods may be called in several threads and processes at once."""

    def __init__(self, home: Path, most: int = MOST) -> None:
        self._root, self._most, self._kept = home / FOLDER, most, 0

    def read(self, sha256: str, name: str) -> bytes | None:
        """A file that was kept; None when there is none."""
        file = self._root / sha256 / name
        try:
            content = file.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(file.parent)  # what was looked at last goes last
        return content

    def place(self, sha256: str, name: str) -> Path | None:
        """Where a file lies that was kept; None when there is none."""
        file = self._root / sha256 / name
        return file if file.is_file() else None

    def keep(self, sha256: str, name: str, content: bytes, is_there: Callable[[], bool] = lambda: True) -> Path:
        """Keep a file, whole or not at all; returns its place. All files of its directive go again when that
        ``is_there`` no more: asked with the last of several files that are made at once. Raises StoreError when it
        cannot be written."""
        folder = self._root / sha256
        try:
            write_bytes_whole(folder / name, content)
        except OSError as error:
            raise StoreError(f"Không ghi được ảnh trang vào {self._root}: {cause_of(error)}.",
                             "Kiểm tra dung lượng đĩa và quyền ghi rồi tải lại trang.") from error
        if not is_there():
            self.drop(sha256)
        self._kept += 1
        if self._kept % _EVERY == 1:
            self.make_room()
        return folder / name

    def drop(self, sha256: str) -> None:
        """Remove all files of a directive."""
        shutil.rmtree(self._root / sha256, ignore_errors=True)

    def drop_strangers(self) -> None:
        """Remove the files of directives that are not in the store."""
        from . import models  # noqa: PLC0415  needs Django configured

        folders = self._folders()
        known = models.Directive.objects.filter(sha256__in=[folder.name for folder in folders])
        there = set(known.values_list("sha256", flat=True))
        for folder in folders:
            if folder.name not in there:
                shutil.rmtree(folder, ignore_errors=True)

    def make_room(self) -> None:
        """Remove files of the directives looked at longest ago until the rest is within bounds."""
        folders = [(self._looked_at(folder), sum(map(_bytes, folder.iterdir())), folder) for folder in self._folders()]
        total = sum(size for _, size, _ in folders)
        for looked_at, size, folder in sorted(folders):
            if total <= self._most or looked_at > time.time() - _FRESH:
                break
            shutil.rmtree(folder, ignore_errors=True)
            total -= size

    def _folders(self) -> list[Path]:
        try:
            return [folder for folder in self._root.iterdir() if folder.is_dir() and not folder.is_symlink()]
        except OSError:
            return []

    def _looked_at(self, folder: Path) -> float:
        with suppress(OSError):
            return folder.stat().st_mtime
        return 0.0


def _bytes(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0
