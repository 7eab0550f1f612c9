"""Runs the pipeline over files; a file that fails is a result, not the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.contract import to_json
from pipeline.errors import InputError
from pipeline.office.working import Mishap, read_all
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """One file run through: its JSON and text, or ``error`` (Vietnamese) and nothing else."""

    path: Path
    data: dict[str, Any] | None = None
    text: str = ""
    error: str | None = None


def inputs_of(path: Path) -> list[Path]:
    """The files to run: the folder's own, hidden ones left out; or the one file named."""
    if path.is_file():
        return [path]
    found = sorted(p for p in path.glob("*") if p.is_file() and not p.name.startswith(".")) if path.is_dir() else []
    if not found:
        raise InputError(f"Không có tệp văn bản nào ở {path}.", "Hãy chỉ tới thư mục chứa tệp PDF, DOCX hoặc TXT.")
    return found


def run_all(paths: Sequence[Path], settings: Settings) -> Iterator[Run]:
    """Extract files as ``chidao run`` does, in processes, in the order given."""
    for path, outcome in zip(paths, read_all(paths, settings), strict=True):
        if not isinstance(outcome, Mishap):
            yield Run(path, to_json(outcome), outcome.text)
        elif outcome.trace:  # a defect: the last line of the trace tells an engineer more than the words for a clerk
            yield Run(path, error=f"Lỗi chương trình: {outcome.trace.splitlines()[-1]}")
        else:
            yield Run(path, error=str(outcome.error))
