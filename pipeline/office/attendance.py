"""Who watches the inbox of an office, and how far he is: known to every program on this machine.

A lock in the home folder says that somebody does, and ends with his process however that ends. Beside it stands the
progress of the intake that is under way: names of files and numbers of pages, never a word of a file.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, TextIO, get_args

from pipeline.account import account
from pipeline.paging import Page, Step
from pipeline.store.clock import now
from pipeline.whole import write_whole

FOLDER: Final = "tiep-nhan"
"""The folder in the home folder."""
_LOCK, _PROGRESS, _TROUBLE = "dang-theo-doi", "tien-do.json", "tro-ngai.txt"
_SELDOM: Final = 0.4  # seconds between two times that progress is written


@contextmanager
def attended(home: Path) -> Iterator[bool]:
    """Be whoever watches the inbox of this store as long as the context is; gives False when another process is, or
    when it cannot be told. The lock is POSIX's and belongs to the process."""
    file = _opened(home)
    if file is None:
        yield False
        return
    with file:
        if not _is_taken(file):
            yield False
            return
        file.truncate(0)
        file.write(f"{account()} (tiến trình {os.getpid()}), từ {now():%H:%M ngày %d/%m/%Y}\n")
        file.flush()
        try:
            yield True
        finally:
            file.truncate(0)


def _opened(home: Path) -> TextIO | None:
    with suppress(OSError):
        (home / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        return (home / FOLDER / _LOCK).open("a+", encoding="utf-8", errors="replace")
    return None


def _is_taken(file: TextIO, how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.lockf(file, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def attendant(home: Path) -> str:
    """Who watches the inbox (Vietnamese), "" when nobody does; to be asked by other processes only, since looking would
    let the lock of one's own go."""
    with suppress(OSError), (home / FOLDER / _LOCK).open("r+", encoding="utf-8", errors="replace") as file:
        if not _is_taken(file, fcntl.LOCK_SH):
            return file.read().strip() or "một chương trình khác"
    return ""


@dataclass(frozen=True, slots=True)
class Progress:
    """An intake that is under way: files done and files in all, the file whose turn it is, and at which page each of
    those is that are being read, by name."""

    done: int = 0
    total: int = 0
    name: str = ""
    pages: Mapping[str, Page] = field(default_factory=dict)


class Board:
    """Where the progress of an intake is written down for others to read; from any thread. What cannot be written is
    left out: nobody's work waits for it."""

    def __init__(self, home: Path) -> None:
        self._file = home / FOLDER / _PROGRESS
        self._lock, self._last = Lock(), 0.0
        self._pages: dict[str, Page] = {}
        self._done, self._total, self._name = 0, 0, ""

    def advance(self, done: int, total: int, name: str) -> None:
        """So many files are done, ``name`` has its turn."""
        with self._lock:
            self._done, self._total, self._name = done, total, name
            self._write()

    def paged(self, name: str, page: Page) -> None:
        """The file called ``name`` is at that page."""
        with self._lock:
            self._pages[name] = page
            self._write()

    def drop(self, name: str) -> None:
        """The file called ``name`` is done."""
        with self._lock:
            self._pages.pop(name, None)

    def trouble(self, words: str) -> None:
        """What stands in the way of intakes (Vietnamese), "" when nothing does any more."""
        with suppress(OSError):
            if words:
                write_whole(self._file.with_name(_TROUBLE), words)
            else:
                self._file.with_name(_TROUBLE).unlink(missing_ok=True)

    def clear(self) -> None:
        """No intake is under way."""
        with self._lock, suppress(OSError):
            self._pages.clear()
            self._last = 0.0
            self._file.unlink(missing_ok=True)

    def _write(self) -> None:
        if time.monotonic() - self._last < _SELDOM:
            return
        self._last = time.monotonic()
        told = {"done": self._done, "total": self._total, "name": self._name, "pages": self._pages}
        with suppress(OSError):
            write_whole(self._file, json.dumps(told, ensure_ascii=False))


def trouble(home: Path) -> str:
    """What stands in the way of intakes now (Vietnamese), "" for nothing."""
    with suppress(OSError):
        return (home / FOLDER / _TROUBLE).read_text("utf-8", "replace")
    return ""


def progress(home: Path) -> Progress:
    """How far the intake is that is under way; empty when none is."""
    try:
        told = json.loads((home / FOLDER / _PROGRESS).read_text("utf-8"))
        pages = {str(name): Page(step, int(number), int(count)) for name, (step, number, count) in told["pages"].items()
                 if step in get_args(Step)}
        return Progress(int(told["done"]), int(told["total"]), str(told["name"]), pages)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Progress()
