"""Where each part fires, and which rows are right or wrong by it: directives in which it fires are read without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from pipeline.contract import to_json
from pipeline.evaluation.scoring import score
from pipeline.evaluation.sheets import sheet
from pipeline.language.annotate import annotate
from pipeline.model import Extraction
from pipeline.settings import Settings
from pipeline.tasks import assemble

from .cases import Case
from .parts import Part, listening

Fired = dict[str, set[str]]  # name of a directive → names of the parts that fire in it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of a directive is right: the places of annotated rows without a fault; ``spurious`` are rows too many."""

    right: frozenset[int]
    spurious: Counter[tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """A part: directives and issuers in which it fires, rows that are right by it alone, rows that are wrong by it."""

    name: str
    directives: int = 0
    issuers: int = 0
    mends: int = 0
    breaks: int = 0

    @property
    def status(self) -> str:
        """What speaks for the part: *unsupported* by any directive, *provisional* by one, *supported* by several."""
        return {0: "unsupported", 1: "provisional"}.get(self.directives, "supported")


def verdict(case: Case) -> Verdict:
    """Read a directive as the rules stand and compare it with its annotation."""
    discourse = annotate(case.structure, case.document.text, Settings())
    tasks, rejected = assemble(case.document, case.structure, discourse)
    if case.gold is None:
        return Verdict(frozenset(), Counter())
    head, references = case.structure.head, case.structure.references
    found = sheet(to_json(Extraction(case.document.source, "", head, references, tasks, rejected, ())))
    rows = score(case.name, case.gold, found).rows
    right = frozenset(n for n, row in enumerate(rows) if row.gold is not None and not row.faults)
    return Verdict(right, Counter((row.found.clause, row.found.text) for row in rows if row.gold is None and row.found))


def as_they_stand(cases: Iterable[Case]) -> tuple[dict[str, Verdict], Fired]:
    """The verdict on every directive with all parts, and which parts fire in it."""
    verdicts: dict[str, Verdict] = {}
    fired: Fired = {}
    with listening() as heard:
        for case in cases:
            heard.clear()
            verdicts[case.name] = verdict(case)
            fired[case.name] = set(heard)
    return verdicts, fired


def figures(part: Part, cases: list[Case], verdicts: dict[str, Verdict], fired: Fired) -> Figures:
    """A part by itself."""
    where = [case for case in cases if part.name in fired[case.name]]
    annotated = [] if part.last else [case for case in where if case.gold is not None]
    mends = breaks = 0
    with part.off():
        for case in annotated:
            by_it, without = verdicts[case.name], verdict(case)
            mends += len(by_it.right - without.right) + (without.spurious - by_it.spurious).total()
            breaks += len(without.right - by_it.right) + (by_it.spurious - without.spurious).total()
    return Figures(part.name, len(where), len({case.issuer for case in where}), mends, breaks)


_shared: tuple[list[Part], list[Case], dict[str, Verdict], Fired] = ([], [], {}, {})


def measure(parts: list[Part], cases: list[Case], workers: int = 2) -> Iterator[Figures]:
    """The figures of all parts, in their order; the processes share what was read."""
    global _shared  # noqa: PLW0603  what a forked process is given without being copied
    _shared = (parts, cases, *as_they_stand(cases))
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        yield from pool.map(_figures, range(len(parts)))


def _figures(number: int) -> Figures:
    parts, cases, verdicts, fired = _shared
    return figures(parts[number], cases, verdicts, fired)


def ordered(found: Iterable[Figures]) -> list[Figures]:
    """What mends most first, what only breaks last."""
    return sorted(found, key=lambda f: (f.breaks - f.mends, -f.directives, f.name))
