"""The journal of the unexpected: traces for whoever looks after the program, never for the screen."""

from __future__ import annotations

from pathlib import Path

from pipeline.store.clock import moment, today


def write_trace(home: Path, title: str, trace: str) -> Path:
    """Add a trace to the day's file under ``home/log`` and return that file; raises OSError."""
    file = home / "log" / f"{today():%Y-%m-%d}.log"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", errors="replace") as out:
        out.write(f"{moment()} {title}\n{trace.rstrip()}\n\n")
    return file
