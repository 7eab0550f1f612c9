"""Files still being written: looked at twice, and left for the next run when they moved or have no end yet."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

RECENT_SECONDS = 2.0
PAUSE_SECONDS = 1.0
ENDLESS_SECONDS = 600.0
"""A file without its end that nobody wrote to for so long is broken, not under way."""

TAIL = 66_000  # bytes: a comment of 64 kB may stand behind the end of an archive
_ZIP = b"PK\x05\x06"
ENDS = {".pdf": b"%%EOF", **dict.fromkeys((".zip", ".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".odt"), _ZIP)}
"""What stands near the end of a whole file, by suffix (ISO 32000-1, 7.5.5; APPNOTE of ZIP, 4.3.16)."""
_STARTS = {b"%%EOF": b"%PDF", _ZIP: b"PK"}


def split_incomplete(
    files: Iterable[Path], pause: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.time
) -> tuple[list[Path], list[Path]]:
    """Share files out into whole ones and ones still being written.

    Only files changed within the last two seconds are waited for, all of them together. A copy that stands still for
    longer is known by the program that has it open, or by the end that its kind must have. A file that cannot be
    looked at counts as whole: opening it will tell why.
    """
    every = list(files)
    recent = {file: mark for file in every if (mark := _mark(file)) and mark[1] > now() - RECENT_SECONDS}
    if recent:
        pause(PAUSE_SECONDS)
    young = [file for file in every if (mark := _mark(file)) and mark[1] > now() - ENDLESS_SECONDS]
    incomplete = {file for file, mark in recent.items() if _mark(file) != mark}
    incomplete |= {file for file in young if _held(file) or _lacks_end(file)}
    return [file for file in every if file not in incomplete], [file for file in every if file in incomplete]


def _mark(file: Path) -> tuple[int, float] | None:
    """Size in bytes and time of the last change, None when the file cannot be looked at."""
    try:
        seen = file.stat()
    except OSError:
        return None
    return seen.st_size, seen.st_mtime


def _held(file: Path) -> bool:
    """Whether a program on this machine has the file open for writing or locked, as far as the system tells.

    A read lease is given only while nobody writes (fcntl(2)), and only to the owner of the file.
    """
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # whoever opens it now must not end us by SIGIO
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # another owner, or a file system without leases
        return False
    finally:
        os.close(handle)  # lets lock and lease go
    return False


def _lacks_end(file: Path) -> bool:
    """Whether a file begins as its suffix says and does not end so; a name that lies about its kind proves nothing."""
    end = ENDS.get(file.suffix.casefold())
    if end is None:
        return False
    try:
        with file.open("rb") as content:
            begun = content.read(4).startswith(_STARTS[end])
            content.seek(max(file.stat().st_size - TAIL, 0))
            return begun and end not in content.read()
    except OSError:
        return False
