"""Print the tables of ``docs/scale.md``, or write them into it.

    python -m tools.scale [--write] [--seed N]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from .figures import Figure, load
from .simulation import Load, Year, enough, year

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scale.md"
BEGIN, END = "<!-- python -m tools.scale -->", "<!-- end -->"
MINUTES = 10.0
"""A paper is to be in the lists after so many minutes, 95 times of a hundred."""

_KEPT_YEARS = 5
_SHARES = (0.5, 0.75, 1.0, 1.5, 2.0, 4.0)


def loads(known: Mapping[str, Figure]) -> list[Load]:
    """The offices that are looked at, the small ones first."""
    day = {name: known[f"papers a day, {name}"].value for name in ("commune", "department", "province", "ministry")}
    scans = known["share of scans"].value
    communes = known["communes"].value / known["provinces"].value
    whole = day["province"] + known["departments"].value * day["department"] + communes * day["commune"]
    return [Load("a commune", day["commune"], scans), Load("a department (sở)", day["department"], scans),
            Load("the office of a province", day["province"], scans), Load("a ministry", day["ministry"], scans),
            Load("a province with its departments and communes", whole, scans),
            Load("all 34 provinces", whole * known["provinces"].value, scans)]


def tables(known: Mapping[str, Figure], seed: int = 1) -> str:
    """All tables as Markdown."""
    years = [(one, enough(one, known, MINUTES, seed)) for one in loads(known)]
    return "\n\n".join((_figures(known), _arrivals(years), _waiting(known, years[4:6], seed),
                        _kept(years, known), _paid(years, known)))


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [title, "", f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def _figures(known: Mapping[str, Figure]) -> str:
    return _table("**Figures that go in**", ("figure", "value", "", "where from"), (
        (one.name, f"{one.value:g} {one.unit}".strip(), one.kind, one.source) for one in known.values()))


def _arrivals(years: Sequence[tuple[Load, Year]]) -> str:
    title = f"**Arrivals, and processes with which 95 of 100 papers are read within {MINUTES:.0f} minutes**"
    return _table(title,
                  ("office", "papers a day, mean", "busiest day", "papers a year", "pages a year",
                   "processor hours a year", "of them recognition", "processes", "median wait", "95%", "longest wait"),
                  ((one.name, f"{one.papers:,.0f}", f"{told.busiest:,}", f"{told.papers:,}", f"{told.pages:,}",
                    f"{told.hours:,.0f}", f"{told.scanning / told.hours:.0%}", told.processes, _minutes(told.half),
                    _minutes(told.most), _minutes(told.longest)) for one, told in years))


def _minutes(minutes: float) -> str:
    return f"{minutes / 60:.1f} h" if minutes >= 90 else f"{minutes:.1f} min"


def _waiting(known: Mapping[str, Figure], years: Sequence[tuple[Load, Year]], seed: int) -> str:
    rows = []
    for one, told in years:
        for processes in sorted({max(round(told.processes * share), 1) for share in _SHARES}):
            found = year(one, known, processes, seed)
            rows.append((one.name, found.processes, f"{found.busy:.0%}", _minutes(found.half), _minutes(found.most),
                         _minutes(found.longest)))
    return _table("**Fewer and more processes**", ("office", "processes", "at work in working hours", "median wait",
                                                   "95%", "longest wait"), rows)


def _kept(years: Sequence[tuple[Load, Year]], known: Mapping[str, Figure]) -> str:
    return _table(f"**What is kept after {_KEPT_YEARS} years, and what a publication with few changes takes then**",
                  ("office", "tasks", "database", "originals", "lists", "seconds a publication", "memory of it",
                   "recording the busiest day"),
                  _kept_rows(years, known))


def _kept_rows(years: Sequence[tuple[Load, Year]], known: Mapping[str, Figure]) -> Iterator[Sequence[object]]:
    value = {name: one.value for name, one in known.items()}
    for one, told in years:
        papers = told.papers * _KEPT_YEARS
        tasks = papers * value["share of papers with tasks"] * value["tasks of a paper with tasks"]
        originals = papers * (one.scans * value["kB of a scan"] + (1 - one.scans) * value["kB of a typed paper"])
        yield (one.name, f"{tasks:,.0f}", _bytes(papers * value["kB of database a paper"]), _bytes(originals),
               _bytes(tasks * value["kB of lists a task"]),
               f"{tasks / 1e5 * value['seconds a publication, 100,000 tasks']:,.0f}",
               _bytes(tasks / 1e5 * value["MB of a publication, 100,000 tasks"] * 1e3),
               _minutes(told.busiest * value["seconds of recording a paper"] / 60))


def _bytes(kilobytes: float) -> str:
    for unit, size in (("TB", 1e9), ("GB", 1e6)):
        if kilobytes >= size:
            return f"{kilobytes / size:,.1f} {unit}"
    return f"{kilobytes / 1e3:,.0f} MB"


def _paid(years: Sequence[tuple[Load, Year]], known: Mapping[str, Figure]) -> str:
    core, disk = known["VND of a processor hour"].value, known["VND of a GB and month"].value
    bytes_of = known["kB of a scan"].value, known["kB of a typed paper"].value
    rows = []
    for one, told in years:
        kept = told.papers * (one.scans * bytes_of[0] + (1 - one.scans) * bytes_of[1]
                              + known["kB of database a paper"].value) / 1e6
        always, used = told.processes * 8_760 * core, told.hours * core
        rows.append((one.name, *(f"{amount / 1e6:,.1f}" for amount in (always, used, kept * 12 * disk)),
                     f"{(used + kept * 12 * disk) / told.papers:,.0f}"))
    return _table("**Cost of a year, in million VND** (a price list of one's own goes into `figures.csv`)",
                  ("office", "processes that always run", "only hours that are used", "disk, first year's papers",
                   "VND a paper (hours used and disk)"), rows)


def main(arguments: list[str] | None = None) -> int:
    """Print or write."""
    parser = argparse.ArgumentParser(prog="python -m tools.scale", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/scale.md")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    made = tables(load(), options.seed)
    if not options.write:
        print(made)
        return 0
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
