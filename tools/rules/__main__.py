"""What each rule is worth: ``python -m tools.rules [--only NAME] [--set dev|all]``.

A line for each rule of the language room, of parties and of time limits, and each row of ``cues.csv``: the directives
and issuers in which it decides on something, and the rows of annotated directives that it mends and breaks, by reading
them again without it (a row is right as ``chidao evaluate`` and the judges of the annotations count it; a row too many
is one that is wrong). Where one of several rules must fit, the last cannot be taken out and is only counted. *dev* are
the annotated directives, *all* those and texts without annotation. A rule that decides in several directives is
*supported*, in one *provisional*, in none *unsupported*. Takes a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import sys

from .cases import load, sources
from .measuring import Figures, measure, ordered
from .parts import all_parts

_NAME = 76  # characters of a column


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.rules", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME", default="", help="rules with these letters in their name")
    parser.add_argument("--set", choices=("dev", "all"), default="dev")
    given = parser.parse_args()
    parts = [part for part in all_parts() if given.only.lower() in part.name.lower()]
    if not parts:
        raise SystemExit(f"No rule is called {given.only}.")
    cases = load(sources(given.set))
    annotated = sum(case.gold is not None for case in cases)
    print(f"{len(parts)} rules, {len(cases)} directives, {annotated} of them annotated", file=sys.stderr)
    print("\n".join(lines(ordered(measure(parts, cases)))))


def lines(found: list[Figures]) -> list[str]:
    """The table as text."""
    head = f"{'rule':{_NAME}} directives issuers mends breaks"
    return [head, *(f"{f.name:{_NAME}} {f.directives:10} {f.issuers:7} {f.mends:5} {f.breaks:6}  {f.status}".rstrip()
                    for f in found)]


if __name__ == "__main__":
    main()
