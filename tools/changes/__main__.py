"""What moved since a commit: ``python -m tools.changes BASE [FOLDER …]``.

Reads all documents at hand, annotated or not, with the program of the commit BASE and with the one here, and prints the
rows gained, lost and changed by kind, document by document, and the time both took. To be read before every commit of
grammar: a change that moves rows where it should not is not general.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from .comparing import Change, changes
from .reading import FOLDERS, ROOT, Answers, documents, read_all, tree_of

_SHOWN = 110  # characters of a text


def main() -> None:
    """Read twice and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.changes", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE", help="a commit")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path)
    given = parser.parse_args()
    paths = documents(tuple(folder.resolve() for folder in given.folders) or FOLDERS)
    with tree_of(given.base) as tree:
        before, old_seconds = read_all(tree, paths)
    after, seconds = read_all(ROOT, paths)
    print("\n".join(lines(before, after)))
    print(f"{len(paths)} documents; {old_seconds:.1f} s before, {seconds:.1f} s now")


def lines(before: Answers, after: Answers) -> list[str]:
    """The report: what moved in each document, then the sums."""
    result, sums = [], Counter[str]()
    for name in sorted(before.keys() | after.keys()):
        found = list(changes(before.get(name, []), after.get(name, [])))
        sums.update(change.kind for change in found)
        result += [name, *map(_line, found)] if found else []
    total = ", ".join(f"{kind} {count}" for kind, count in sums.most_common()) or "nothing moved"
    return [*result, f"rows before {_rows(before)}, now {_rows(after)}: {total}"]


def _rows(answers: Answers) -> int:
    return sum(map(len, answers.values()))


def _line(change: Change) -> str:
    words = " → ".join(part[:_SHOWN] or "–" for part in (change.before, change.after) if part is not None)
    return f"  {change.kind:9} {change.clause:8} {words}"


if __name__ == "__main__":
    main()
