"""Measure what an office bears.

    python -m tools.stress [drop] [pairs] [kills] [secrets] [reviews] [database] [cluster] [faults] [writers]
                           [pages] [documents] [--size N] [--seed N] [--seconds N]

* drop: N real files, twice, some copied slowly, some renamed while they arrive, broken ones, named pipes and links,
  while the program runs again and again. Each ends in one place, no byte is lost.
* pairs: two runs at once, N times, give what one run gives.
* kills: runs and watches killed at N random moments; the next run gives what an undisturbed one gives. With --between
  they are killed exactly at N places between *written* and *acknowledged*.
* secrets: N variants of secret files of each kind (text and pictures) are refused and leave nothing, also when runs are
  killed at N / 3 random moments.
* reviews: N changes of all kinds in review workbooks of ten times as many tasks come back; then all is read anew.
* cluster: a cluster reads the samples while driver, workers and scheduler are killed N times; in the end all is as
  after an undisturbed run of one machine.
* database: N small jobs by several writers (readings recorded, cells corrected, tasks done) on a PostgreSQL server that
  is stopped as if it crashed, and started, every 5 to 40 seconds: each job is done exactly once.
* faults: a disk that is full or read-only, a workbook that is open, a store that others write into, a clock set back,
  N times each, also under ``chidao watch``: each is told, and afterwards all is as undisturbed.
* writers: two processes run, import, review, correct and finish for N seconds on SQLite and on PostgreSQL: nobody sees
  an error, no change is lost.
* pages: 50 people read the pages of a real server and 5 review the same rows for N seconds: no answer is an error,
  every change that was acknowledged stands, and where somebody else was faster it is told.
* documents: one run over N distinct directives made of the samples, and one that finds nothing new: time, memory, and
  how both grow. After so many --seconds it is ended and told as far as it is.

Exits with 1 when something went wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from random import Random

from . import between, cluster, database, documents, drop, faults, kills, pages, pairs, reviews, secrets, writers
from .figures import Figures

MEASURES: dict[str, tuple[Callable[[int, Random], Figures], int]] = {
    "drop": (drop.measure, 200), "pairs": (pairs.measure, 20), "kills": (kills.measure, 100),
    "secrets": (secrets.measure, 60), "reviews": (reviews.measure, 500),
    "cluster": (cluster.measure, 30),
    "database": (database.measure, 5000),
    "faults": (faults.measure, 1), "writers": (writers.measure, 60), "pages": (pages.measure, 600),
    "documents": (documents.measure, 1000),
}


BETWEEN = between.measure, 50


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for and print a table of figures."""
    parser = argparse.ArgumentParser(prog="python -m tools.stress", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measures", metavar="MEASURE", nargs="*", help=", ".join(MEASURES))
    parser.add_argument("--between", action="store_true", help="kills at exact places and not at random moments")
    sizes = ", ".join(str(size) for _, size in MEASURES.values())
    parser.add_argument("--size", "--kills", "--jobs", "--moments", "--count", type=int, help=f"instead of {sizes}")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other files and moments")
    parser.add_argument("--seconds", type=float, default=0, help="documents: end the run after so many; pages: so long")
    options = parser.parse_args(arguments)
    if unknown := set(options.measures) - MEASURES.keys():
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    wrong = 0
    for name in options.measures or MEASURES:
        measure, size = BETWEEN if name == "kills" and options.between else MEASURES[name]
        measure = partial(documents.measure, seconds=options.seconds) if name == "documents" else measure
        began = time.monotonic()
        size = int(options.seconds) or size if name == "pages" else size
        figures = measure(options.size or size, Random(options.seed))
        print(f"{name} ({time.monotonic() - began:.0f} s)")
        print("\n".join(f"  {value:>7}  {told}" for told, value in figures.counts.items()))
        print("\n".join(f"  WRONG    {told}" for told in figures.wrong) or "  nothing went wrong", flush=True)
        wrong += len(figures.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
