"""Runs the pipeline over files in several processes; a file that fails is a result, not the end."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ChidaoError, InputError
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """One file run through: its JSON and text, or ``error`` (Vietnamese) and nothing else."""

    path: Path
    data: dict[str, Any] | None = None
    text: str = ""
    error: str | None = None
    seconds: float = 0.0


def inputs_of(path: Path) -> list[Path]:
    """The files to run: the folder's own, hidden ones left out; or the one file named."""
    if path.is_file():
        return [path]
    found = sorted(p for p in path.glob("*") if p.is_file() and not p.name.startswith(".")) if path.is_dir() else []
    if not found:
        raise InputError(f"Không có tệp văn bản nào ở {path}.", "Hãy chỉ tới thư mục chứa tệp PDF, DOCX hoặc TXT.")
    return found


def run_one(path: Path, settings: Settings) -> Run:
    """Extract one file; any error of the pipeline is kept in words, so that the others go on."""
    from pipeline import compose, contract  # noqa: PLC0415 - spaCy loads in the workers, not where rows are counted

    began = time.perf_counter()
    try:
        extraction = compose.extract(path, settings)
    except ChidaoError as error:
        return Run(path, error=str(error), seconds=time.perf_counter() - began)
    except Exception as error:  # a defect of the pipeline: the evaluation shows it beside the file
        return Run(path, error=f"Lỗi chương trình: {error!r}", seconds=time.perf_counter() - began)
    return Run(path, contract.to_json(extraction), extraction.text, seconds=time.perf_counter() - began)


def run_all(paths: Sequence[Path], settings: Settings) -> Iterator[Run]:
    """Extract files in ``settings.workers`` processes (0: one per core), each as it is ready."""
    workers = min(settings.workers or os.cpu_count() or 1, len(paths))
    if workers <= 1:
        yield from (run_one(path, settings) for path in paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting = {pool.submit(run_one, path, settings): path for path in paths}
        for done in as_completed(waiting):
            yield _result(done, waiting[done])


def _result(done: Future[Run], path: Path) -> Run:
    try:
        return done.result()
    except BrokenProcessPool:
        return Run(path, error="Tiến trình xử lý bị dừng đột ngột (thường do thiếu bộ nhớ).")
