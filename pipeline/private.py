"""Folders that nobody else can read: temporary ones, which do not outlive their process for long, and the store's.

Each bears the id of its process in its name. What a process leaves that was killed is swept away by the next one.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

_DRIFT = 60  # seconds by which a corrected clock may move the start of a process
_NAME = re.compile(r"chidao-(\d+)-(\d+)-")


def folder() -> str:
    """Make a folder with mode 0700 and give its path; whoever made it takes it away."""
    return tempfile.mkdtemp(prefix=mark())


@contextmanager
def held() -> Iterator[Path]:
    """A folder as long as the context is."""
    path = folder()
    try:
        yield Path(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of processes that are no more, of whatever user may remove them."""
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).iterdir():
            if is_left(path) and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


def mark() -> str:
    """How names begin of what this process makes and takes away again."""
    own = psutil.Process()
    return f"chidao-{own.pid}-{int(own.create_time())}-"


def is_left(path: Path) -> bool:
    """Whether the name bears the mark of a process that is no more."""
    told = _NAME.match(path.name)
    return told is not None and not _runs(int(told[1]), int(told[2]))


def _runs(pid: int, since: int) -> bool:
    """Whether the process still runs; its id may have been given to another since, and one that nobody has buried
    (a zombie) runs no more."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and abs(int(process.create_time()) - since) <= _DRIFT
    except psutil.AccessDenied:
        return True
    except psutil.Error:
        return False


def close(home: Path, closed: int) -> None:
    """Take the permissions ``closed`` (bits of a mode, as in umask) from a folder and all in it, once: those that an
    earlier version of the program made stood open. Files of another owner stay as they are."""
    with suppress(OSError):
        if home.stat().st_mode & closed == 0:
            return
    for folder, _, names in os.walk(home, topdown=False):  # home itself comes last: until then all is not done
        for path in (*(Path(folder, name) for name in names), Path(folder)):
            with suppress(OSError):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode & 0o7777 & ~closed)
