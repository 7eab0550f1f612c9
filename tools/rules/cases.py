"""The directives to measure on, read once: the annotated ones and, for where a rule fires, texts without annotation."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ChidaoError
from pipeline.evaluation import folding
from pipeline.evaluation.sheets import Sheet, sheet
from pipeline.model import Document, Structure
from pipeline.reading import read
from pipeline.settings import Settings
from pipeline.structure.parse import parse

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
Source = tuple[Path, Path | None]  # a file and its annotation


@dataclass(frozen=True, slots=True)
class Case:
    """A directive as the language room is given it; ``gold`` is None without annotation."""

    name: str
    issuer: str
    document: Document
    structure: Structure
    gold: Sheet | None


def sources(which: str) -> list[Source]:
    """The files of *dev* (annotated) or of *all*; the project's own samples where no others are at hand."""
    gold, inputs = SHARED / "gold" / "dev", SHARED / "gold" / "input"
    if not gold.is_dir():
        gold, inputs = ROOT / "corpus" / "gold", ROOT / "corpus" / "samples"
    files = {path.stem: path for path in sorted(inputs.glob("*"), reverse=True)}  # of two kinds the first by name
    annotated: list[Source] = [(files[path.stem], path) for path in sorted(gold.glob("*.json")) if path.stem in files]
    texts = sorted((SHARED / "corpus" / "text").glob("*.txt")) if which == "all" else []
    return annotated + [(path, None) for path in texts if path.stem not in files]


def load(found: list[Source], workers: int = 2) -> list[Case]:
    """The directives of the files, without those that cannot be read."""
    with ProcessPoolExecutor(workers) as pool:
        return [case for case in pool.map(_case, found) if case is not None]


def _case(source: Source) -> Case | None:
    path, annotation = source
    try:
        document = read(path, Settings())
        structure = parse(document)
    except ChidaoError:
        return None
    gold = sheet(json.loads(annotation.read_text("utf-8"))) if annotation else None
    issuer = gold.head["issuer"] if gold else structure.head.issuer or ""
    return Case(path.stem, folding.party(issuer), document, structure, gold)
