"""One evaluation: what was run, how each directive scored, and the figures of all, each half, each issuer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import folding
from .halves import Half, half_of
from .running import Run
from .scoring import DirectiveScore, Figures, RowScore, score, summarise
from .sheets import NOTHING, Sheet, sheet

HALVES: tuple[Half, ...] = ("tune", "held-out")


@dataclass(frozen=True, slots=True)
class Measured:
    """``texts`` is the text of each directive, ``failed`` says why a file gave nothing, both by the name
    of the score; ``missing`` are annotated directives without a file, ``unknown`` files without an
    annotation.
    """

    scores: tuple[DirectiveScore, ...]
    texts: Mapping[str, str]
    failed: Mapping[str, str]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    def figures(self, half: Half | None = None) -> Figures:
        """Figures of all directives, or of one half of the issuers."""
        return summarise(s for s in self.scores if half is None or half_of(s.issuer) == half)

    def by_issuer(self) -> list[tuple[str, Figures]]:
        """Figures of each issuer, the one with most annotated tasks first."""
        groups: dict[str, list[DirectiveScore]] = {}
        for one in self.scores:
            groups.setdefault(folding.party(one.issuer), []).append(one)
        table = [(scores[0].issuer, summarise(scores)) for scores in groups.values()]
        return sorted(table, key=lambda row: (-row[1].counts["tasks"].annotated, row[0]))

    @property
    def rows(self) -> list[RowScore]:
        """Every row of every directive, right or wrong."""
        return [row for one in self.scores for row in one.rows]


def measure(gold: Mapping[str, Sheet], runs: Iterable[Run]) -> Measured:
    """Score every file that has an annotation of the same stem; an annotation without a file scores as empty.

    A score is named by the stem, or by the whole file name where a directive comes in several formats.
    """
    known: dict[str, list[Run]] = {name: [] for name in gold}
    unknown: list[str] = []
    for run in sorted(runs, key=lambda r: r.path):
        known[run.path.stem].append(run) if run.path.stem in known else unknown.append(run.path.name)
    named = {
        (stem if len(files) == 1 else run.path.name): run for stem, files in known.items() for run in files
    }
    missing = tuple(stem for stem, files in known.items() if not files)
    empty = [score(stem, gold[stem], NOTHING) for stem in missing]
    scores = [score(name, gold[run.path.stem], sheet(run.data or {})) for name, run in named.items()]
    return Measured(
        scores=tuple(sorted(scores + empty, key=lambda s: s.name)),
        texts={name: run.text for name, run in named.items()},
        failed={name: run.error for name, run in named.items() if run.error},
        missing=missing,
        unknown=tuple(unknown),
    )


WEIGHTS = {"missed": 100, "spurious": 90, "lead": 10, "deadlines": 9, "support": 3, "text": 1}


def worst(measured: Measured, limit: int, each: int = 3) -> list[RowScore]:
    """The rows an analyst would have to touch, heaviest fault first, at most ``each`` of one directive.

    Directives that gave no result at all are told apart and are left out here.
    """
    silent = {*measured.failed, *measured.missing}
    heaviest: list[RowScore] = []
    for one in measured.scores:
        wrong = [row for row in one.rows if row.faults and one.name not in silent]
        heaviest += sorted(wrong, key=_weight, reverse=True)[:each]
    return sorted(heaviest, key=_weight, reverse=True)[:limit]


def _weight(row: RowScore) -> int:
    return sum(WEIGHTS[fault] for fault in row.faults)
