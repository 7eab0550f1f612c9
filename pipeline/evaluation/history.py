"""The figures of the last run, kept so that the next one can show what moved.

``last.json`` holds one snapshot for each set of directives: figures of different sets say nothing of each other.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.causes import cause_of
from pipeline.errors import OutputError
from pipeline.whole import write_whole

from .measuring import HALVES, Measured
from .scoring import PARTS, Figures

LAST = "last.json"
Flat = dict[str, float]


def flat(figures: Figures) -> Flat:
    """Figures as one level of names, rounded to four digits: what is stored and compared."""
    table: Flat = {
        "directives": figures.directives,
        "row_exact": figures.row_exact,
        "spurious": figures.spurious,
        "modality": figures.modality,
    }
    for name in ("tasks", *PARTS, "references"):
        counts = figures.counts[name]
        table |= {f"{name}.p": counts.precision, f"{name}.r": counts.recall, f"{name}.f1": counts.f1}
    table |= {f"directive.{name}": share for name, share in figures.fields.items()}
    return {name: round(value, 4) for name, value in table.items()}


def snapshot(measured: Measured) -> dict[str, Flat]:
    """The figures of all directives and of both halves."""
    return {"all": flat(measured.figures())} | {half: flat(measured.figures(half)) for half in HALVES}


def set_of(measured: Measured) -> str:
    """The name of the set of directives that was scored."""
    return hashlib.sha256("\n".join(one.name for one in measured.scores).encode()).hexdigest()[:16]


def read_last(folder: Path, scored: str) -> dict[str, Flat]:
    """The last snapshot of a set; empty when there is none that can be read (the first run, a cut-off write)."""
    try:
        data = _kept(folder)[scored]
        return {part: {name: float(value) for name, value in data[part].items()} for part in ("all", *HALVES)}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _kept(folder: Path) -> dict[str, Any]:
    try:
        data = json.loads((folder / LAST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def write(path: Path, content: str) -> Path:
    """Write a result whole or not at all; OutputError when the place cannot be written."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise OutputError(
            f"Không ghi được tệp {path}: {cause_of(error)}.", "Hãy kiểm tra quyền ghi và dung lượng đĩa."
        ) from error
    return path


def keep(folder: Path, scored: str, now: dict[str, Flat]) -> Path:
    """Make this snapshot the last one of its set."""
    return write(folder / LAST, json.dumps(_kept(folder) | {scored: now}, ensure_ascii=False, indent=1) + "\n")
