"""Write the sample corpus: DOCX, PDF and gold files of every dispatch, and the table in ``corpus/README.md``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tools.samples import catalogue, gold, pdf, word
from tools.samples.dispatch import FOLDER, Dispatch, load_all

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Report:
    """What a build wrote: ids by kind of file."""

    words: tuple[str, ...]
    prints: tuple[str, ...]
    golds: tuple[str, ...]


def _put(path: Path, data: bytes) -> bool:
    """Write a file when its content differs; tell whether it did."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _stale(folder: Path, changed: set[str], dispatch: Dispatch) -> bool:
    return dispatch.id in changed or not (folder / f"{dispatch.id}.pdf").exists()


def build(root: Path = ROOT, source: Path = FOLDER, *, with_pdf: bool = True, force: bool = False) -> Report:
    """Build the corpus under ``root``; a PDF is made anew only when its DOCX changed, or with ``force``."""
    dispatches = load_all(source)
    samples, annotations = root / "corpus" / "samples", root / "corpus" / "gold"
    words = [item.id for item in dispatches if _put(samples / f"{item.id}.docx", word.render(item))]
    golds = [item.id for item in dispatches if _put(annotations / f"{item.id}.json", gold.render(item).encode())]
    stale = [item for item in dispatches if force or _stale(samples, set(words), item)] if with_pdf else []
    if stale:
        pdf.render(stale, samples, samples)
    catalogue.update(root / "corpus" / "README.md", dispatches)
    return Report(tuple(words), tuple(item.id for item in stale), tuple(golds))
