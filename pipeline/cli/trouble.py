"""Telling errors: what happened and what to do, on the error stream, never a trace."""

from __future__ import annotations

import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from pipeline import configuration
from pipeline.errors import ChidaoError

from .console import errors

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def tell(message: str, advice: str = "") -> None:
    """An error and what to do about it."""
    console = errors()
    console.print(Text(message, "red"), soft_wrap=True)
    if advice:
        console.print(Text(f"→ {advice}"), soft_wrap=True)


def note_unraisable(met: UnraisableHookArgs) -> None:
    """What is met while an object is tidied up, as a workbook that could not be written: for the journal, where Python
    would print a trace. What led to it is told by itself."""
    from pipeline.office.journal import write_trace  # noqa: PLC0415  only when something went wrong

    with suppress(OSError, ChidaoError):
        trace = f"{''.join(traceback.format_tb(met.exc_traceback))}{met.exc_type.__name__}"
        write_trace(configuration.load().settings.home, "chidao: tidying up", trace)


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
