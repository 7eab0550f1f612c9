"""Writes the golden files of ``tests/compose/golden``: ``python -m tools.golden``.

One file for each stage of two samples, so that a test that fails names the stage. Run it only when a
change of the result is wanted, and read the difference before it is kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.language.annotate import annotate
from pipeline.model import Annotation, Block, Discourse, Document, Rejected, Structure, Task
from pipeline.reading import read
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks import assemble

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "compose" / "golden"
SAMPLES = ("cv-1612-ubnd-vxnv-2024", "kh-86-kh-ubnd-2023")
STAGES = ("reading", "structure", "discourse", "tasks")


def stages(sample: str) -> dict[str, Any]:
    """What each stage makes of a sample, as JSON data by the name of the stage."""
    document = read(ROOT / "corpus" / "samples" / f"{sample}.docx", Settings())
    structure = parse(document)
    discourse = annotate(structure, document.text, Settings())
    made = (_reading(document), _structure(structure), _discourse(document, structure, discourse),
            _tasks(*assemble(document, structure, discourse)))
    return dict(zip(STAGES, made, strict=True))


def path_of(sample: str, stage: str) -> Path:
    """The golden file of a stage."""
    return FOLDER / f"{sample}.{stage}.json"


def _reading(document: Document) -> Any:
    return [document.text[p.start:p.end] for p in document.paragraphs]


def _structure(structure: Structure) -> Any:
    head = json.loads(json.dumps(asdict(structure.head), default=str))
    return {"head": head, "clauses": [[c.zone, c.kind, c.path] for c in structure.clauses]}


def _discourse(document: Document, structure: Structure, discourse: Discourse) -> Any:
    blocks = [_block(document, structure, block) for block in discourse.blocks]
    return {"blocks": blocks, "document": [_annotation(a) for a in discourse.annotations]}


def _block(document: Document, structure: Structure, block: Block) -> Any:
    segments = [{"text": document.text[s.start:s.end], "kind": s.kind, "command": s.command,
                 "annotations": [_annotation(a) for a in s.annotations]} for s in block.segments]
    return {"clause": structure.clauses[block.clause].path, "segments": segments,
            "annotations": [_annotation(a) for a in block.annotations]}


def _annotation(annotation: Annotation) -> Any:
    names = {"lead": [p.agency for p in annotation.lead], "support": [p.agency for p in annotation.support]}
    return {"kind": annotation.kind, "rule": annotation.rule, **{role: said for role, said in names.items() if said}}


def _tasks(tasks: tuple[Task, ...], rejected: tuple[Rejected, ...]) -> Any:
    taken = [{"id": t.id, "clause": t.clause, "text": t.text, "modality": t.modality, "product": t.product,
              "lead": [p.agency for p in t.lead], "support": [p.agency for p in t.support],
              "deadlines": [x.rrule or x.value or str(x.due) for x in t.deadlines]} for t in tasks]
    return {"tasks": taken, "rejected": [[r.code, r.clause, r.text] for r in rejected]}


def main() -> None:
    """Write all golden files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        for stage, made in stages(sample).items():
            text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
            path_of(sample, stage).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
