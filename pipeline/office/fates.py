"""What became of each file, told as soon as it is known: for a clerk who watches the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Extraction, Head
from pipeline.store import Met, Recorded
from pipeline.store.results import StepRow

from .report import Failed, Skipped

Kind = Literal["new", "updated", "same", "double", "twin", "failed", "postponed", "skipped", "split", "removed",
               "resumed"]
"""``same``: at its place since an earlier run. ``double``: content that also lies elsewhere. ``twin``: other content of
a directive that came before. ``split``: a package whose directives are told one by one. ``removed``:
content that a person took out of the lists. ``resumed``: what an earlier run had begun and not done is done now."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the file called ``name``.

    ``head``, ``tasks`` and ``points`` (what a person has to look at) are of a file that was read; ``first`` is the name
    of the file that came before a double, ``met`` the other file of the same directive; ``acts`` say what the
    directive does to others and they to it; ``why`` of a file that gave nothing; ``before`` is the step in which an
    earlier run was ended. ``took`` are the seconds of each stage of the reading.
    """

    name: str
    kind: Kind
    head: Head | None = None
    tasks: int = 0
    points: int = 0
    first: str = ""
    why: Failed | Skipped | None = None
    met: Met | None = None
    acts: tuple[str, ...] = ()
    before: StepRow | None = None
    sha256: str = ""
    pages: int | None = None
    took: tuple[tuple[str, float], ...] = ()


Told = Callable[[Fate], None]


def untold(fate: Fate) -> None:
    """Nobody watches."""


def read_fate(name: str, kind: Kind, extraction: Extraction, recorded: Recorded) -> Fate:
    """The fate of a file that was read and recorded."""
    return Fate(name, kind, extraction.head, len(extraction.tasks), points(extraction), met=recorded.met,
                acts=recorded.acts, sha256=extraction.source.sha256, pages=extraction.source.pages,
                took=extraction.took)


def points(extraction: Extraction) -> int:
    """How many things of a reading a person has to look at: doubts of the directive, and tasks under doubt."""
    from pipeline.workbooks.standing import is_doubtful  # noqa: PLC0415  openpyxl is loaded only when something is read

    return len(extraction.warnings) + sum(map(is_doubtful, extraction.tasks))
