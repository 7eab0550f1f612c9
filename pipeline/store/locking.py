"""One run at a time for each store: locks that end with the process that holds them, however that ends.

A file in the home folder is locked, and where the store is on a PostgreSQL server also a lock there, for runs on other
machines.
"""

from __future__ import annotations

import fcntl
import os
import select
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final, TextIO

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import Error

from pipeline.account import account
from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.stopping import pause

from . import postgres
from .clock import now
from .originals import at
from .outage import lasting

LOCK = "dang-chay"
"""The file in the home folder that is locked while a run is at work; it says who runs and since when."""

AT_WORK: Final = "dang-chay"
"""The name of the mark in the database that says the same."""
_LOOK_EVERY: Final = 0.5  # seconds


@contextmanager
def one_run(home: Path, busy: Callable[[str], None], *, database: bool = False) -> Iterator[None]:
    """Hold the lock of the store under ``home``; while another run has it, wait for that one to end.

    ``busy`` is called once before waiting, with who is at work and since when (Vietnamese). Half-written originals of
    killed runs are removed then. The lock is POSIX's: it belongs to this process alone, so that readers which outlive
    a killed run do not keep it. With ``database`` the lock of the database that is connected is held as well, for runs
    on other machines. Raises StoreError when the file of the lock cannot be made.
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
            with _everywhere(busy) if database else nullcontext():
                yield
        finally:
            file.truncate(0)


@contextmanager
def _everywhere(busy: Callable[[str], None]) -> Iterator[None]:
    global _held  # noqa: PLW0603  a process has one run
    _held = _DatabaseLock(busy)
    try:
        lasting(_held.take)
        yield
    finally:
        _held.release()
        _held = None


def keep() -> None:
    """Take the lock of this process' run again if the connection that held it broke, waiting for whoever came between;
    raises what the database raises."""
    if _held is not None and not _held.is_held():
        _held.take()


class _DatabaseLock:
    """The lock in the database, on a connection of its own."""

    def __init__(self, busy: Callable[[str], None]) -> None:
        self._own, self._busy = connections.create_connection(DEFAULT_DB_ALIAS), busy

    def take(self) -> None:
        """Wait for the lock and say who has it now."""
        with suppress(Error):
            self._own.close()
        with self._own.cursor() as cursor:
            told = False
            while not postgres.try_lock(cursor, postgres.RUNNING):
                if not told:
                    self._busy(postgres.mark(cursor, AT_WORK) or "một lượt chạy khác")
                    told = True
                pause(_LOOK_EVERY)
            postgres.set_mark(cursor, AT_WORK, _who())
            postgres.sweep(cursor)

    def is_held(self) -> bool:
        """Whether the connection is there, and so the lock; the server is asked only at a sign of trouble."""
        raw = self._own.connection
        if raw is None or raw.closed:
            return False
        signs = select.poll()
        signs.register(raw.fileno(), select.POLLIN)
        if not signs.poll(0):
            return True
        try:
            with self._own.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return False
        return True

    def release(self) -> None:
        """Let the lock go."""
        with suppress(Error):
            with self._own.cursor() as cursor:
                postgres.set_mark(cursor, AT_WORK, "")
            self._own.close()


_held: _DatabaseLock | None = None
"""The lock in the database that a run of this process holds."""


def _who() -> str:
    return f"{account()} (máy {socket.gethostname()}, tiến trình {os.getpid()}), từ {now():%H:%M ngày %d/%m/%Y}"


def left_behind(home: Path) -> str:
    """Who is said to be at work although nobody is: a run that was killed. "" when somebody is, or nothing is said."""
    with suppress(OSError), (home / LOCK).open("r+", encoding="utf-8", errors="replace") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file.read().strip()
    return ""


def _take(file: TextIO, busy: Callable[[str], None]) -> None:
    told = False
    while not _is_taken(file):
        if not told:
            file.seek(0)
            busy(file.read().strip() or "một lượt chạy khác")
            told = True
        pause(_LOOK_EVERY)
    file.truncate(0)
    file.write(f"{_who()}\n")
    file.flush()


def _is_taken(file: TextIO) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlockable(home: Path, error: OSError) -> StoreError:
    return StoreError(f"Không khóa được kho dữ liệu {home}: {cause_of(error)}.",
                      "Kiểm tra quyền ghi của thư mục, hoặc đặt biến môi trường CHIDAO_HOME sang thư mục khác.")
