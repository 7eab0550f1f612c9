"""The rows that the pipeline finds in annotated directives, with the verdict of the annotation beside each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.contract import to_json
from pipeline.errors import ChidaoError
from pipeline.evaluation.scoring import score
from pipeline.evaluation.sheets import sheet
from pipeline.language.annotate import annotate
from pipeline.model import Extraction
from pipeline.reading import read
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks.assemble import Assembly
from pipeline.tasks.confidence import features

ROOT = Path(__file__).resolve().parents[2]
GOLD, INPUT = ROOT.parent / "shared" / "gold" / "dev", ROOT.parent / "shared" / "gold" / "input"


@dataclass(frozen=True, slots=True)
class Judged:
    """A found row. ``directive`` is the unit of cross-validation; ``facts`` are what is known of the row;
    ``exact`` whether no cell of it has to be touched."""

    directive: str
    facts: frozenset[str]
    exact: bool


def judged(more: Sequence[Path] = ()) -> list[Judged]:
    """All found rows of the annotated directives and of those in the folders ``more``, each with an ``input`` and a
    ``gold`` in it; empty where none are at hand."""
    pairs = [(path, gold / f"{path.stem}.json") for source,
             gold in ((INPUT, GOLD), *((m / "input", m / "gold") for m in more))
             if gold.is_dir() for path in sorted(source.glob("*"))]
    with ProcessPoolExecutor() as pool:
        return [row for rows in pool.map(_of_file, pairs) for row in rows]


def _of_file(pair: tuple[Path, Path]) -> list[Judged]:
    path, gold = pair
    try:
        return list(_rows(path, gold)) if gold.exists() else []
    except ChidaoError:
        return []


def _rows(path: Path, gold_path: Path) -> Iterator[Judged]:
    gold, settings = sheet(json.loads(gold_path.read_text("utf-8"))), Settings()
    document = read(path, settings)
    structure = parse(document)
    assembly = Assembly(document, structure, annotate(structure, document.text, settings))
    tasks, rejected = assembly.run()
    extraction = Extraction(document.source, document.text, structure.head, structure.references, tasks, rejected, ())
    found = sheet(to_json(extraction))
    verdicts = {id(row.found): row for row in score(path.stem, gold, found).rows if row.found is not None}
    for shown, row in zip(found.rows, assembly.rows, strict=True):
        yield Judged(path.stem, features(row), not verdicts[id(shown)].faults)
