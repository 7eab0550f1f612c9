"""One run at a time for each store: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.account import account
from pipeline.causes import cause_of
from pipeline.errors import StoreError

from .clock import now
from .originals import at

LOCK = "dang-chay"
"""The file in the home folder that is locked while a run is at work; it says who runs and since when."""


@contextmanager
def one_run(home: Path, busy: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the store under ``home``; while another run has it, wait for that one to end.

    ``busy`` is called once before waiting, with who is at work and since when (Vietnamese). Half-written originals of
    killed runs are removed then. The lock is POSIX's: it
    belongs to this process alone, so that readers which outlive a killed run do not keep it. Raises StoreError when
    the file of the lock cannot be made.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / LOCK).open("a+", encoding="utf-8", errors="replace")
    except OSError as error:
        raise _unlockable(home, error) from error
    with file:  # closing it lets the lock go
        try:
            _take(file, busy)
            at(home).sweep()
        except OSError as error:
            raise _unlockable(home, error) from error
        try:
            yield
        finally:
            file.truncate(0)


def _take(file: TextIO, busy: Callable[[str], None]) -> None:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        file.seek(0)
        busy(file.read().strip() or "một lượt chạy khác")
        fcntl.lockf(file, fcntl.LOCK_EX)
    file.truncate(0)
    file.write(f"{account()} (máy {socket.gethostname()}, tiến trình {os.getpid()}), từ {now():%H:%M ngày %d/%m/%Y}\n")
    file.flush()


def _unlockable(home: Path, error: OSError) -> StoreError:
    return StoreError(f"Không khóa được kho dữ liệu {home}: {cause_of(error)}.",
                      "Kiểm tra quyền ghi của thư mục, hoặc đặt biến môi trường CHIDAO_HOME sang thư mục khác.")
