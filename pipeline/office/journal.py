"""The journal of the unexpected: traces for whoever looks after the program, never for the screen."""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.store.clock import moment, today


def trace_of(error: BaseException) -> str:
    """Where it happened and what kind it is, without its message, which may hold words of a file."""
    cause = error.__cause__ or error.__context__
    before = trace_of(cause) + "\n" if cause else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"


def write_trace(home: Path, title: str, trace: str) -> Path:
    """Add a trace to the day's file under ``home/log`` and return that file; raises OSError."""
    file = home / "log" / f"{today():%Y-%m-%d}.log"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", errors="replace") as out:
        out.write(f"{moment()} {title}\n{trace.rstrip()}\n\n")
    return file
