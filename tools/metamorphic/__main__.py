"""Write directives a little differently and see whether the rows stay.

``python -m tools.metamorphic [--show N] [FOLDER …]``

For each way to write: the directives and rows it was tried on, the share of rows that stayed what they were but for the
words changed, and the first rows that did not. Without a folder the annotated directives and the opened rounds, or the
project's own samples where those are missing.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pipeline.errors import ChidaoError
from pipeline.reading import read
from pipeline.settings import Settings
from tools.changes.reading import documents

from .comparing import Outcome, outcome, wrapped
from .reading import reading
from .variants import VARIANTS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "gold"
WRAPPED = "paragraphs wrapped"
_SHOWN = 200  # characters of a difference


def directives() -> list[Path]:
    """The files at hand; of several of one name the first."""
    folders = (SHARED / "input", *sorted(SHARED.glob("rounds/[123]/input")))
    folders = folders if SHARED.is_dir() else (ROOT / "corpus" / "samples",)
    return documents(folders)


def outcomes(path: Path) -> dict[str, Outcome]:
    """What each way to write makes of a file; ways that change nothing in it are left out."""
    try:
        document = read(path, Settings())
    except ChidaoError:
        return {}
    before = reading(document)
    found = {name: outcome(before, variant) for name, make in VARIANTS.items() if (variant := make(before)).edits}
    lines = wrapped(document)
    return {**found, WRAPPED: lines} if lines else found


def all_outcomes(paths: list[Path]) -> Iterator[tuple[str, dict[str, Outcome]]]:
    """The outcomes of all files, two at a time."""
    with ProcessPoolExecutor(2) as pool:
        yield from zip((path.stem for path in paths), pool.map(outcomes, paths), strict=True)


def main() -> None:
    """Print the table and the first differences."""
    parser = argparse.ArgumentParser(prog="python -m tools.metamorphic", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="N", type=int, default=5)
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path)
    given = parser.parse_args()
    paths = [path for folder in given.folders for path in sorted(folder.iterdir())] or directives()
    rows, tried, changed = defaultdict[str, int](int), defaultdict[str, int](int), defaultdict[str, list[str]](list)
    for stem, found in all_outcomes(paths):
        for name, result in found.items():
            tried[name] += 1
            rows[name] += result.rows
            changed[name] += [f"{stem} {line}" for line in result.changed]
    for name in rows:
        share = 1 - len(changed[name]) / max(rows[name], 1)
        print(f"{name:26} directives {tried[name]:4} rows {rows[name]:5} the same {share:.3f}")
        print("\n".join(f"    {line[:_SHOWN]}" for line in changed[name][:given.show]))


if __name__ == "__main__":
    main()
