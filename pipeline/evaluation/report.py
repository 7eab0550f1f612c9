"""The report page: figures on top, then each directive with annotated and found tasks side by side.

One HTML file without outside resources; the text of the directives goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from . import labels
from .halves import half_of
from .history import Flat
from .measuring import HALVES, Measured
from .reliability import WANTED_PRECISION, bands, coverage, judged
from .scoring import DirectiveScore, Fault, RowScore
from .sheets import Row
from .spans import Locator, Mark, Piece, cut

TEMPLATE = "report.html"


@dataclass(frozen=True, slots=True)
class Note:
    """One row as shown: its number on the page, what is wrong with it, what was wanted and what was found.

    ``verdict`` is the heaviest fault (``right`` when there is none) and gives the colour; ``words`` all.
    """

    number: int
    verdict: str
    words: str
    faults: tuple[Fault, ...]
    gold: Row | None
    found: Row | None
    gold_cells: dict[str, str]
    found_cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the text, as pieces for either side, with the notes on wrong rows that begin in it."""

    gold: list[Piece]
    found: list[Piece]
    notes: list[Note]
    marked: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One directive: its score, its lines, and the notes on rows that stand nowhere in the text."""

    score: DirectiveScore
    half: str
    lines: list[Line]
    loose: list[Note]
    wrong_fields: list[str]
    failed: str | None


def render(measured: Measured, now: dict[str, Flat], before: dict[str, Flat]) -> str:
    """The whole page as HTML."""
    tasks = judged(measured.rows)
    loader = PackageLoader("pipeline.evaluation", package_path=".")
    environment = Environment(
        loader=loader, autoescape=select_autoescape(("html",)), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"percent": labels.percent, "decimal": labels.decimal}
    return environment.get_template(TEMPLATE).render(
        labels=labels, metrics=labels.metrics(), parts=("all", *HALVES), now=now, before=before, measured=measured,
        issuers=measured.by_issuer(), bands=bands(tasks), wanted=WANTED_PRECISION,
        coverages=[("đúng là nhiệm vụ", coverage((t.confidence, t.is_task) for t in tasks)),
                   ("đúng cả dòng", coverage((t.confidence, t.exact) for t in tasks))],
        pages=[page(one, measured.texts.get(one.name, ""), measured.failed.get(one.name)) for one in measured.scores],
    )  # fmt: skip


def page(score: DirectiveScore, text: str, failed: str | None = None) -> Page:
    """Lay the rows of one directive over its text."""
    notes = [_note(number, row) for number, row in enumerate(score.rows, 1)]
    locator = Locator(text)
    gold_marks, found_marks = [], []
    for note in notes:
        if note.gold is not None and (span := locator.find(note.gold.text)):
            gold_marks.append(Mark(*span, note.number, note.verdict))
        if note.found is not None and note.found.start is not None and note.found.end is not None:
            found_marks.append(Mark(note.found.start, note.found.end, note.number, note.verdict))
    placed = {mark.row for mark in gold_marks + found_marks}
    return Page(
        score=score,
        half=labels.PARTS[half_of(score.issuer)],
        lines=_lines(text, gold_marks, found_marks, notes),
        loose=[note for note in notes if note.number not in placed and note.verdict != "right"],
        wrong_fields=[labels.FIELDS[name] for name, right in score.fields.items() if not right],
        failed=failed,
    )


def _note(number: int, row: RowScore) -> Note:
    verdict = row.faults[0] if row.faults else "right"
    words = ", ".join(labels.FAULTS[fault] for fault in row.faults) or "đúng"
    cells = [labels.cells(side) if side else {} for side in (row.gold, row.found)]
    return Note(number, verdict, words, row.faults, row.gold, row.found, *cells)


def _lines(text: str, gold: Sequence[Mark], found: Sequence[Mark], notes: Sequence[Note]) -> list[Line]:
    begins: dict[int, int] = {}
    for mark in (*gold, *found):
        begins[mark.row] = min(mark.start, begins.get(mark.row, mark.start))
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        mine = [[m for m in marks if m.start < end and m.end > start] for marks in (gold, found)]
        told = [n for n in notes if n.verdict != "right" and start <= begins.get(n.number, -1) < end]
        lines.append(Line(cut(text, start, end, mine[0]), cut(text, start, end, mine[1]), told, any(mine)))
        start = end + 1
    return lines
