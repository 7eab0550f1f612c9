"""The head of one directive as people correct it where it was handed in: number and day, which are often written by
hand on scans and not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.model.review import Correction, Edit

from . import correcting, indexing, models
from .guard import reads, writes

CELLS: Final = ("number", "issued_on")
ON_PAGE: Final = "trang tiếp nhận"
"""The source of such corrections."""


@dataclass(frozen=True, slots=True)
class Clash:
    """The cell is not as it was seen: what stands there now, and who wrote it ("" where a reading did)."""

    now: str
    who: str


@reads
def missing(sha256s: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which of these cells are empty, by directive (sha256), of those where any is; as people have corrected them."""
    rows = list(models.Directive.objects.filter(sha256__in=list(sha256s)).only("sha256", *CELLS))
    last = _last(row.sha256 for row in rows)
    empty = {row.sha256: tuple(cell for cell in CELLS if not _value(row, cell, last)) for row in rows}
    return {sha256: cells for sha256, cells in empty.items() if cells}


@reads
def values(sha256: str) -> dict[str, str]:
    """These cells as people have corrected them, empty strings for what is not there."""
    row = models.Directive.objects.filter(sha256=sha256).first()
    return {cell: _value(row, cell, _last([sha256])) if row else "" for cell in CELLS}


@writes
def correct(sha256: str, cell: str, value: str, seen: str) -> Correction | Clash | None:
    """Write ``value`` (as cells are typed) into a cell in whose place somebody saw ``seen``, under the name of whoever
    acts (``account.acting``). None when it stands there already, or there is no such directive."""
    row = models.Directive.objects.filter(sha256=sha256).first()
    if row is None or cell not in CELLS:
        return None
    last = _last([sha256])
    before = _value(row, cell, last)
    if before == value:
        return None
    if before != seen:
        written = last.get((sha256, cell))
        return Clash(before, written.who if written else "")
    (taken,) = correcting.take(ON_PAGE, [(Edit(sha256, cell, before, value), "taken")], [])
    indexing.follow([sha256])
    return taken


def _last(sha256s: Iterable[str]) -> dict[tuple[str, str], models.Correction]:
    """The correction that counts, by directive and cell."""
    found = models.Correction.objects.filter(subject__in=list(sha256s), cell__in=CELLS, state="taken").order_by("id")
    return {(one.subject, one.cell): one for one in found}


def _value(row: models.Directive, cell: str, last: dict[tuple[str, str], models.Correction]) -> str:
    written = last.get((row.sha256, cell))
    read = getattr(row, cell)
    as_read = read.isoformat() if cell == "issued_on" and read else read or ""
    return str(written.after if written else as_read)
