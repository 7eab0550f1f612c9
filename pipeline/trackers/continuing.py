"""A table that goes on on the next page without its head: which of its columns stands under which heading.

Where a rule between two columns is not seen on a page, two columns are one there. What the columns of the page before
hold (days, statuses, words, nothing) tells which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.tracker import Grid

from .cells import Cells
from .heads import Head
from .values import day_of, status_of

_ORDERED = re.compile(r"(\d{1,4})[.)]?\s+(\S.*)", re.DOTALL)
Profile = tuple[float, float, float]
"""Of the cells of a column: the share that is filled, the share of days, of statuses."""


def continued(grid: Grid, head: Head, above: Cells) -> tuple[Cells, Head]:
    """The table with its columns under the headings of the table above, and a head that takes none of its rows."""
    wanted = [_profile([above.own(row, column) for row in range(head.bottom + 1, above.height)])
              for column in range(len(head.headings))]
    found = [_profile([row[column] for row in grid.rows]) for column in range(len(grid.rows[0]))]
    ways = [list(range(len(found))), *([*range(joined + 1), *range(joined + 2, len(found) + 1)]
                                       for joined in range(len(found) - 1))]
    way = min(ways, key=lambda places: _distance(places, found, wanted))
    rows = tuple(_placed(row, way, len(wanted)) for row in grid.rows)
    return Cells(Grid(grid.name, rows)), Head(-1, -1, head.headings)


def _profile(values: Sequence[str]) -> Profile:
    count = max(len(values), 1)
    kinds = (bool, day_of, status_of)
    filled, days, statuses = (sum(bool(kind(text)) for text in values) / count for kind in kinds)
    return filled, days, statuses


def _distance(places: Sequence[int], found: Sequence[Profile], wanted: Sequence[Profile]) -> float:
    missing = (0.0, 0.0, 0.0)
    return sum(abs(a - b) for at, profile in zip(places, found, strict=True)
               for a, b in zip(profile, wanted[at] if at < len(wanted) else missing, strict=True))


def _placed(row: Sequence[str], way: Sequence[int], width: int) -> tuple[str, ...]:
    cells = [""] * max(width, way[-1] + 1)
    for text, place in zip(row, way, strict=True):
        cells[place] = text
    order = _ORDERED.fullmatch(cells[0])
    if order and len(cells) > 1 and not cells[1]:
        cells[:2] = order.groups()
    return tuple(cells[:width])
