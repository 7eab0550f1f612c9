"""Telling errors: what happened and what to do, on the error stream, never a trace."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.text import Text

from pipeline import configuration
from pipeline.errors import ChidaoError

from .console import errors


def tell(message: str, advice: str = "") -> None:
    """An error and what to do about it."""
    console = errors()
    console.print(Text(message, "red"), soft_wrap=True)
    if advice:
        console.print(Text(f"→ {advice}"), soft_wrap=True)


def apologise(error: Exception) -> None:
    """A defect of the program: where the trace is, not the trace itself."""
    from pipeline.office.journal import trace_of, write_trace  # noqa: PLC0415  only when something went wrong

    title, trace = f"chidao: {type(error).__name__}", trace_of(error)
    try:
        log = write_trace(configuration.load().settings.home, title, trace)
    except (OSError, ChidaoError):
        log = write_trace(Path(tempfile.gettempdir()) / "chidao", title, trace)
    tell(f"Xin lỗi, chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}).",
         f"Chi tiết được ghi ở {log.absolute()}; gửi tệp này cho người phụ trách chương trình.")
