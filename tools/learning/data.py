"""What the pipeline weighs in annotated directives, with the verdict of the annotation beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.contract import to_json
from pipeline.errors import ChidaoError
from pipeline.evaluation import folding
from pipeline.evaluation.scoring import SAME_TASK, align, score
from pipeline.evaluation.sheets import Row as Annotated
from pipeline.evaluation.sheets import Sheet, sheet
from pipeline.language.annotate import annotate
from pipeline.model import Clause, Document, Extraction, Mentions, Party, Segment, Structure
from pipeline.reading import read
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks.assemble import Assembly
from pipeline.tasks.confidence import Row, features

ROOT = Path(__file__).resolve().parents[2]
GOLD, INPUT = ROOT.parent / "shared" / "gold" / "dev", ROOT.parent / "shared" / "gold" / "input"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Parties that might lead a task: where they were read, whether the rules chose them, whether they are right."""

    source: str
    facts: frozenset[str]
    chosen: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A segment of a directive and the verdict of the annotation.

    ``group`` is the issuer, the unit of cross-validation; ``before`` the words of the clauses above; ``facts`` what
    is known of the segment; ``taken`` whether the rules made it a task and ``code`` the reason where they did not;
    ``is_task`` and ``modality`` what the annotation says; ``exact`` whether no cell of the row has to be touched;
    ``leads`` the parties to choose from.
    """

    directive: str
    group: str
    words: str
    before: str
    facts: frozenset[str]
    taken: bool
    code: str
    is_task: bool
    exact: bool
    modality: str = "obligation"
    found_modality: str = "obligation"
    leads: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class _Seen:
    facts: list[frozenset[str]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    leads: list[dict[str, tuple[Party, ...]]] = field(default_factory=list)
    chosen: list[tuple[Party, ...]] = field(default_factory=list)


class _Recording(Assembly):
    """An assembly that remembers the facts of every row, in the order of the tasks."""

    def __init__(self, document: Document, structure: Structure, mentions: Mentions) -> None:
        self.seen = _Seen()
        self.candidates: dict[str, tuple[Party, ...]] = {}
        super().__init__(document, structure, mentions)

    def _lead(self, clause: Clause, segment: Segment, carry: object) -> tuple[tuple[Party, ...], str]:
        inherited, origin = self.inheritance.lead(clause)
        self.candidates = {origin: inherited, "label": self.labels.around(clause).lead,
                           "carried": carry.subject, "own words": segment.subject}  # type: ignore[attr-defined]
        return super()._lead(clause, segment, carry)  # type: ignore[arg-type]

    def _row(self, clause: Clause, segment: Segment, found: object) -> Row:
        row = super()._row(clause, segment, found)  # type: ignore[arg-type]
        self.seen.leads.append(self.candidates)
        self.seen.chosen.append(row.lead)
        self.seen.facts.append(features(row))
        self.seen.above.append(self.above(clause))
        return row

    def above(self, clause: Clause) -> str:
        """The words of the clauses above, nearest first."""
        return " ".join(self.document.text[c.start:c.end] for c in self.structure.ancestors(clause))[:300]


def weighed() -> list[Weighed]:
    """All segments of the annotated directives; empty where those are not at hand."""
    paths = sorted(INPUT.glob("*")) if GOLD.is_dir() else []
    with ProcessPoolExecutor() as pool:
        return [one for found in pool.map(_of_file, paths) for one in found]


def _of_file(path: Path) -> list[Weighed]:
    gold_path = GOLD / f"{path.stem}.json"
    if not gold_path.exists():
        return []
    gold = sheet(json.loads(gold_path.read_text("utf-8")))
    settings = Settings()
    try:
        document = read(path, settings)
    except ChidaoError:
        return []
    structure = parse(document)
    assembly = _Recording(document, structure, annotate(structure, document.text, settings))
    tasks, rejected = assembly.run()
    extraction = Extraction(document.source, document.text, structure.head, structure.references, tasks, rejected, ())
    return [*_taken(path.stem, gold, extraction, assembly.seen), *_left(path.stem, gold, extraction, assembly)]


def _taken(name: str, gold: Sheet, extraction: Extraction, seen: _Seen) -> Iterator[Weighed]:
    found = sheet(to_json(extraction))
    verdicts = {id(row.found): row for row in score(name, gold, found).rows if row.found is not None}
    for n, (row, facts, before) in enumerate(zip(found.rows, seen.facts, seen.above, strict=True)):
        verdict = verdicts[id(row)]
        leads = tuple(_candidates(seen.leads[n], seen.chosen[n], facts, verdict.gold)) if verdict.gold else ()
        wanted = verdict.gold.modality if verdict.gold is not None else "obligation"
        yield Weighed(name, folding.party(gold.head["issuer"]), row.text, before, facts, True, "",
                      verdict.gold is not None, not verdict.faults, wanted, row.modality, leads)


def _candidates(found: dict[str, tuple[Party, ...]], chosen: tuple[Party, ...], facts: frozenset[str],
                gold: Annotated) -> Iterator[Candidate]:
    wanted = folding.parties(gold.lead)
    for source, parties in found.items():
        if parties or source == "nobody":
            names = folding.parties(p.agency for p in parties)
            known = {"known"} if all(p.agency_id or p.group for p in parties) else set()
            yield Candidate(source, facts | known, parties == chosen, _alike(names, wanted))


def _alike(found: list[str], wanted: list[str]) -> bool:
    return len(found) == len(wanted) and all(any(folding.same_party(a, b) for b in wanted) for a in found)


def _left(name: str, gold: Sheet, extraction: Extraction, assembly: _Recording) -> Iterator[Weighed]:
    """The rejected segments; one that is an annotated task which nothing else matches was missed."""
    matched = align(gold.rows, sheet(to_json(extraction)).rows)
    missed = [row for i, row in enumerate(gold.rows) if i not in matched]
    rows = [Annotated(r.text, r.clause) for r in extraction.rejected]
    hits = {j for j, likeness in align(missed, rows).values() if likeness >= SAME_TASK}
    for j, entry in enumerate(extraction.rejected):
        clause = next(c for c in reversed(assembly.structure.clauses) if c.start <= (entry.start or 0))
        facts = frozenset({f"code {entry.code}", f"zone {clause.zone}"})
        yield Weighed(name, folding.party(gold.head["issuer"]), entry.text, assembly.above(clause), facts, False,
                      entry.code, j in hits, False)
