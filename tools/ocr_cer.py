"""How many characters of scans are read wrong: ``python -m tools.ocr_cer [--folder SHARED] [--typed FOLDER]
[--opened N FOLDER]… [NAME…]``.

Compares ``Document.text`` of a scan, as the reading room gives it (left column before right column), with its
typed text; footnotes and stamps, which are kept apart from it, count as lost. Before comparing, both are NFC,
hyphens and quotation marks of all widths are one, Markdown's marks and strokes that part typed lines are dropped
and white space is folded, so that line ends do not count. The character error rate (CER) is the
edit distance divided by the length of the typed text. Pieces that both texts hold at different places (a date
typed before the issuer, a signature before the recipients) are compared with each other and not counted as
lost and invented: see ``distance``. Fields left blank in the typed text are compared like everything else.

``--typed`` is a folder of texts ``<name>.txt`` that take the place of those in the shared folder: some of the latter
were typed from another version than the one on the page.

``--opened`` reads a round of real scans in place of the others: its number and the folder into which it was opened
(``open_round.py`` of the shared folder), which holds its typed texts.

The second figure is the floor: the same for the born-digital file of the same directive, where there is one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.errors import ChidaoError
from pipeline.reading import read

ROOT = Path(__file__).resolve().parents[1]
_SAME = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...",
                       "|": " ", "*": " ", "#": " ", "\\": " ", "_": " "})
_MOVED = 12  # characters: shorter pieces are not looked for elsewhere


@dataclass(frozen=True, slots=True)
class Pair:
    """A scan and its typed text; ``pages``: how many of its first pages were typed (0: all)."""

    name: str
    scan: Path
    typed: str
    digital: Path | None = None
    group: str = "annotated scans"


def folded(text: str) -> str:
    """The text as it is compared."""
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    text = re.sub(r"\.{3,}|-{3,}|(?<!\S)/(?!\S)", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def distance(typed: str, found: str) -> int:
    """Edit distance in characters; pieces that changed their place are compared where they stand.

    Words are aligned first. Stretches of words that have no partner in place are then paired with the most
    alike stretch that was left over on the other side, dearest first.
    """
    lost: list[str] = []
    extra: list[str] = []
    wrong = 0
    a, b = typed.split(), found.split()
    for code in Levenshtein.opcodes(a, b):
        if code.tag == "equal":
            continue
        left = " ".join(a[code.src_start:code.src_end])
        right = " ".join(b[code.dest_start:code.dest_end])
        away = Levenshtein.distance(left, right)
        if away > 0.6 * max(len(left), len(right)) and max(len(left), len(right)) >= _MOVED:
            lost.append(left)
            extra.append(right)
        else:
            wrong += away
    return wrong + _elsewhere([p for p in lost if p], [p for p in extra if p])


def _elsewhere(lost: list[str], extra: list[str]) -> int:
    wrong = 0
    for piece in sorted(lost, key=len, reverse=True):
        scored = [(Levenshtein.distance(piece, other), i) for i, other in enumerate(extra)]
        best, at = min(scored, default=(len(piece), -1))
        if at >= 0 and best <= 0.6 * max(len(piece), len(extra[at])):
            extra.pop(at)
            wrong += best
        else:
            wrong += len(piece)
    return wrong + sum(map(len, extra))


def pairs(shared: Path) -> Iterator[Pair]:
    """The annotated scans, then the real ones whose first page was typed."""
    for scan in sorted((shared / "gold" / "scans").glob("*.pdf")):
        digital = shared / "gold" / "input" / scan.name
        yield Pair(scan.stem, scan, (shared / "gold" / "text" / f"{scan.stem}.txt").read_text("utf-8"),
                   digital if digital.exists() else None)
    for line in (shared / "corpus" / "index.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        typed = shared / "corpus" / "text" / (entry["id"].removesuffix("-bin") + "-gt-p1.txt")
        if entry["format"] == "pdf" and typed.exists():
            yield Pair(typed.stem, shared / "corpus" / entry["file"], typed.read_text("utf-8"), group="first pages")


def opened(shared: Path, number: str, folder: Path) -> Iterator[Pair]:
    """The scans of round ``number`` with the typed texts of ``folder``."""
    for scan in sorted((shared / "gold" / "rounds" / number / "input").glob("*.pdf")):
        yield Pair(scan.stem, scan, (folder / "text" / f"{scan.stem}.txt").read_text("utf-8"), group=f"round {number}")


def rate(path: Path, typed: str, first_page: bool) -> float:
    """The character error rate of one file. ``first_page``: only its first page was typed."""
    document = read(path)
    text = document.text
    if first_page:
        ends = [w.end for w in document.words if w.box.page == 1]
        text = text[:max(ends, default=0)]
    return distance(folded(typed), folded(text)) / max(len(folded(typed)), 1)


def main() -> int:
    """Print a line for each scan and the mean of each group, weighted by length."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--typed", type=Path)
    parser.add_argument("--opened", nargs=2, action="append", metavar=("N", "FOLDER"), default=[])
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    totals: dict[str, list[float]] = {}
    rounds = [pair for number, place in given.opened for pair in opened(given.folder, number, Path(place))]
    for found in rounds or pairs(given.folder):
        other = given.typed / f"{found.name}.txt" if given.typed else None
        pair = replace(found, typed=other.read_text("utf-8")) if other and other.is_file() else found
        if given.names and pair.name not in given.names:
            continue
        group = pair.group
        try:
            cer = rate(pair.scan, pair.typed, group == "first pages")
            floor = rate(pair.digital, pair.typed, False) if pair.digital else None
        except ChidaoError as error:
            print(f"{pair.name:34} {error}")
            return error.exit_code
        size = len(folded(pair.typed))
        held = totals.setdefault(group, [0.0, 0.0])
        held[0], held[1] = held[0] + cer * size, held[1] + size
        beside = f"   born digital {floor:7.2%}" if floor is not None else ""
        print(f"{pair.name:34} CER {cer:7.2%}{beside}", flush=True)
    for group, (wrong, size) in totals.items():
        print(f"{group:34} CER {wrong / size:7.2%} of {size:.0f} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
