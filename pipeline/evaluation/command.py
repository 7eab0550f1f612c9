"""The command ``chidao evaluate GOLD INPUT``."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import track

from pipeline.settings import Settings

from . import console as terminal
from .history import keep, read_last, set_of, snapshot, write
from .measuring import measure
from .report import render
from .running import inputs_of, run_all
from .sheets import read_gold

FOLDER = "danh-gia"
SET = ("dev", "input")
"""The folders of a set: the annotations, and the files to run on."""


def evaluate_command(
    gold: Path, inputs: Path | None, console: Console, *, outputs: Path | None = None, settings: Settings | None = None
) -> int:
    """Run the pipeline over ``inputs``, compare with ``gold`` by file stem, print and write the figures. Without inputs
    ``gold`` holds both, in the folders ``dev`` and ``input``.

    Writes ``danh-gia/index.html`` and ``danh-gia/last.json`` under ``outputs``. Files that failed are
    listed and count as empty. Returns 0, or 1 when no annotated directive gave a result; raises InputError
    for folders without content, OutputError when a result cannot be written.
    """
    settings = settings or Settings()
    gold, inputs = (gold, inputs) if inputs else (gold / SET[0], gold / SET[1])
    wanted = read_gold(gold)
    files = [path for path in inputs_of(inputs) if path.stem in wanted] or inputs_of(inputs)
    runs = list(track(run_all(files, settings), "Đang chạy", total=len(files), console=console, transient=True))
    measured = measure(wanted, runs)
    folder = (outputs or settings.outputs) / FOLDER
    scored = set_of(measured)
    now, before = snapshot(measured), read_last(folder, scored)
    terminal.show(console, measured, now, before)
    page = write(folder / "index.html", render(measured, now, before))
    kept = keep(folder, scored, now)
    console.print(f"Đã ghi {page} và {kept}", soft_wrap=True)
    return 0 if len(measured.failed) + len(measured.missing) < len(measured.scores) else 1
