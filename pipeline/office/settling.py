"""Files still being written: looked at twice, and left for the next run when they moved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

RECENT_SECONDS = 2.0
PAUSE_SECONDS = 1.0


def split_unsettled(
    files: Iterable[Path], pause: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.time
) -> tuple[list[Path], list[Path]]:
    """Share files out into settled ones and ones still being written.

    Only files changed within the last two seconds are waited for, all of them together. A file that
    cannot be looked at counts as settled: opening it will tell why.
    """
    every = list(files)
    recent = {file: mark for file in every if (mark := _mark(file)) and mark[1] > now() - RECENT_SECONDS}
    if recent:
        pause(PAUSE_SECONDS)
    unsettled = [file for file, mark in recent.items() if _mark(file) != mark]
    return [file for file in every if file not in unsettled], unsettled


def _mark(file: Path) -> tuple[int, float] | None:
    """Size in bytes and time of the last change, None when the file cannot be looked at."""
    try:
        seen = file.stat()
    except OSError:
        return None
    return seen.st_size, seen.st_mtime
