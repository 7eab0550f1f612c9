"""The command ``chidao``."""

from __future__ import annotations

import gc
import logging
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(100_000, 20, 20)  # importing the language pipeline makes no garbage: look for it less often
    for stream in (sys.stdout, sys.stderr):  # Windows consoles and pipes are not UTF-8 by themselves
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries mutter is not for clerks
    from pipeline.store import waiting  # noqa: PLC0415  after the streams are set

    from .app import command  # noqa: PLC0415
    from .trouble import note_unraisable, tell  # noqa: PLC0415

    sys.unraisablehook = note_unraisable
    waiting.hear(tell)
    command().main(prog_name="chidao")
