"""Mutated files through the whole line.

    python -m tools.fuzz --cases 2000 [--seed 1] [--only N] [--keep FOLDER]

Exits with 1 when a case brought a defect, a dead or hanging process, or left a temporary file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.settings import Settings

from .run import Fuzzer, Tally
from .seeds import seeds

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "corpus" / "samples", ROOT.parent / "shared" / "corpus" / "files"]


def main(arguments: list[str] | None = None) -> int:
    """Run and print what became of the cases."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other cases")
    parser.add_argument("--only", type=int, help="one case again")
    parser.add_argument("--seconds", type=float, default=180, help="a case that takes longer hangs")
    parser.add_argument("--keep", type=Path, help="where files of cases that fail are copied")
    options = parser.parse_args(arguments)
    numbers = list(range(options.cases)) if options.only is None else [options.only]
    tally = Fuzzer(seeds(FOLDERS), options.seed, Settings(max_seconds=options.seconds), options.keep).run(numbers)
    show(tally)
    return 1 if tally.defects or tally.left else 0


def show(tally: Tally) -> None:
    """Print the figures, then every defect."""
    print(f"{tally.cases} cases in {tally.seconds:.0f} s")
    for code, count in tally.outcomes.most_common():
        print(f"  {count:6}  {code}")
    if tally.stray:
        print("of these, by the door's last net: " + ", ".join(f"{name} {n}" for name, n in tally.stray.most_common()))
    for number, name, told in tally.defects:
        print(f"\ncase {number}: {name}\n{told}")
    print(f"defects: {len(tally.defects)}; temporary files left: {len(tally.left)} {' '.join(tally.left)}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
