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


def _stamp(dispatch: Dispatch) -> str:
    return str(dispatch.directive.get("issued_on") or "2026-01-01").replace("-", "")


def build(root: Path = ROOT, source: Path = FOLDER, *, with_pdf: bool = True, force: bool = False) -> Report:
    """Build the corpus under ``root``; a PDF is made anew only when its Word file changed, or with ``force``.

    Nothing is written before every dispatch could be read, set and printed.
    """
    dispatches = load_all(source)
    samples, annotations = root / "corpus" / "samples", root / "corpus" / "gold"
    words = {item.id: word.render(item) for item in dispatches}
    golds = {item.id: gold.render(item).encode() for item in dispatches}
    stale = {name: raw for name, raw in words.items() if force or not pdf.is_print_of(samples / f"{name}.pdf", raw)}
    prints = pdf.render(stale, {item.id: _stamp(item) for item in dispatches}) if stale and with_pdf else {}
    report = Report(
        tuple(name for name, raw in words.items() if _put(samples / f"{name}.docx", raw)),
        tuple(name for name, raw in prints.items() if _put(samples / f"{name}.pdf", raw)),
        tuple(name for name, raw in golds.items() if _put(annotations / f"{name}.json", raw)),
    )
    catalogue.update(root / "corpus" / "README.md", dispatches)
    return report
