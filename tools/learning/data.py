"""Annotated directives as the pipeline reads them, with the verdict of the annotation beside each piece and row."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.contract import to_json
from pipeline.errors import ChidaoError
from pipeline.evaluation import folding, scoring, sheets
from pipeline.language.annotate import annotate
from pipeline.model import Extraction
from pipeline.reading import read
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks.assemble import Assembly
from pipeline.tasks.confidence import Row
from pipeline.tasks.second_reader import WHERE, Page, Piece

ROOT = Path(__file__).resolve().parents[2]
GOLD, INPUT = ROOT.parent / "shared" / "gold" / "dev", ROOT.parent / "shared" / "gold" / "input"
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Annotated:
    """A directive: what was weighed, its rows with the faults of each and the annotated row it stands for, and for each
    piece whether it is annotated as a task."""

    name: str
    page: Page
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]
    faults: tuple[tuple[str, ...], ...]
    wanted: tuple[sheets.Row | None, ...]
    tasks: tuple[bool, ...]


def fold_of(name: str) -> int:
    """The fold of a directive: all its rows are held out together, at every commit."""
    return zlib.crc32(name.encode()) % FOLDS


def annotated(more: Sequence[Path] = ()) -> list[Annotated]:
    """The annotated directives and those in the folders ``more``, each with an ``input`` and a ``gold`` in it; empty
    where none are at hand."""
    pairs = [(path, gold / f"{path.stem}.json") for source,
             gold in ((INPUT, GOLD), *((m / "input", m / "gold") for m in more))
             if gold.is_dir() for path in sorted(source.glob("*"))]
    with ProcessPoolExecutor() as pool:
        return [one for one in pool.map(_of_file, pairs) if one is not None]


def _of_file(pair: tuple[Path, Path]) -> Annotated | None:
    path, gold = pair
    try:
        return _read(path, gold) if gold.exists() else None
    except ChidaoError:
        return None


def _read(path: Path, gold_path: Path) -> Annotated:
    settings = Settings()
    document = read(path, settings)
    structure = parse(document)
    assembly = Assembly(document, structure, annotate(structure, document.text, settings))
    tasks, rejected = assembly.run()
    extraction = Extraction(document.source, document.text, structure.head, structure.references, tasks, rejected, ())
    gold = sheets.sheet(json.loads(gold_path.read_text("utf-8")))
    scored = scoring.score(path.stem, gold, sheets.sheet(to_json(extraction)))
    return judge(scored, assembly.page(), assembly.pieces, assembly.rows)


def judge(scored: scoring.DirectiveScore, page: Page, pieces: Sequence[Piece], rows: Sequence[Row]) -> Annotated:
    """What was read of a directive, beside its annotation."""
    verdicts = scored.rows
    of_row = {v.found.start: v for v in verdicts if v.found is not None}
    scores = [of_row[row.segment.start] for row in rows]
    missed = [folding.bag(v.gold.text) for v in verdicts if v.found is None and v.gold is not None]
    tasks = tuple(_missed(page.text[p.start:p.end], missed) if p.row is None else scores[p.row].gold is not None
                  for p in pieces)
    return Annotated(scored.name, page, tuple(pieces), tuple(rows), tuple(s.faults for s in scores),
                     tuple(s.gold for s in scores), tasks)


def _missed(text: str, missed: Sequence[folding.Bag]) -> bool:
    words = folding.bag(text)
    return any(folding.similarity(words, other) >= scoring.SAME_TASK for other in missed)


def where_led(row: Row, faults: Sequence[str], wanted: sheets.Row) -> str | None:
    """Where the annotated lead of a row is named, by the terms of the second reader; None when no cue names it."""
    if not wanted.lead:
        return "nobody"
    if "lead" not in faults:
        return WHERE[row.origin]
    names = folding.parties(wanted.lead)
    return next((WHERE[rank] for rank, said in row.named if _same(folding.parties(said), names)), None)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(any(folding.same_party(a, b) for b in other) for a in one)
