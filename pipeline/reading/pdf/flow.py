"""Pages to one flow: running heads out, margins measured, columns closed, tables joined over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.model.text import Furniture

from ..breaks import Region, column_blocks, paragraphs
from ..builder import Builder
from ..draft import DraftTable, Line, PageDraft
from ..tablework import continues, join, mark_header

_ZONE = 80.0
_DIGITS = re.compile(r"\d+")


def compose(pages: list[PageDraft], builder: Builder) -> list[Furniture]:
    """Put the pages into ``builder``; returns the running heads and feet that were left out."""
    furniture = drop_running(pages)
    regions = {page.number: region for page, region in zip(pages, _regions(pages), strict=True)}
    items = [item for page in pages for item in page.items]
    for part in _parts(_joined(_sides_apart(items))):
        _put(part, regions, builder)
    return furniture


Part = DraftTable | list[Line]


def _parts(items: Iterable[Line | DraftTable]) -> Iterator[Part]:
    """Cut the flow into tables, column blocks and stretches of running text."""
    run: list[Line] = []
    for item in items:
        if isinstance(item, DraftTable) or (run and _kind(run[-1]) != _kind(item)):
            if run:
                yield run
            run = []
        if isinstance(item, DraftTable):
            yield item
        else:
            run.append(item)
    if run:
        yield run


def _kind(line: Line) -> tuple[str, str | None]:
    return line.zone, line.column


def _put(part: Part, regions: dict[int, Region], builder: Builder) -> None:
    if isinstance(part, DraftTable):
        mark_header(part)
        builder.add_table(part)
        return
    if part[0].column:
        region = Region(min(line.x0 for line in part), max(line.x1 for line in part))
        for block in column_blocks(part, region):
            builder.add(block)
        return
    for block in paragraphs((line, regions[line.page]) for line in part):
        builder.add(block)


_NO_WIDER = 0.8  # share of the page width that the text area takes at least (margins of NĐ 30/2020, Phụ lục I)


def _regions(pages: Sequence[PageDraft]) -> list[Region]:
    """The text area of each page: its own where it holds enough long lines, else that of its format."""
    common: dict[tuple[int, int], Region] = {}
    keyed = sorted(pages, key=_format)
    for key, group in groupby(keyed, key=_format):
        common[key] = _measure([line for page in group for line in _body(page)], key[0])
    found = []
    for page in pages:
        lines = _body(page)
        wide = sum(line.width > 0.6 * page.width for line in lines)
        fallback = common[_format(page)]
        own = _measure(lines, page.width)
        found.append(Region(own.left, own.right, own.leading or fallback.leading) if wide >= 8 else fallback)
    return found


def _format(page: PageDraft) -> tuple[int, int]:
    return round(page.width / 10) * 10, round(page.height / 10) * 10


def _body(page: PageDraft) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line) and item.column is None]


def _measure(lines: list[Line], width: float) -> Region:
    wide = [line for line in lines if line.width > 0.5 * width] or lines
    if not wide:
        return Region(0.12 * width, 0.92 * width)
    left = _edge([line.x0 for line in lines if line.width > 0.2 * width] or [line.x0 for line in wide], lowest=True)
    right = _edge([line.x1 for line in wide], lowest=False)
    if wide is lines:
        right = max(right, _NO_WIDER * width)  # nothing but short lines: none of them reaches the margin
    return Region(left, right, _leading(lines))


def _edge(values: list[float], lowest: bool) -> float:
    """The outermost position that several lines share (a single one may stand out by chance)."""
    counts = Counter(round(v) for v in values)
    need = max(2, round(0.04 * len(values)))
    shared = [v for v, n in counts.items() if n + counts.get(v + 1, 0) + counts.get(v - 1, 0) >= need]
    places = shared or list(counts)
    target = min(places) if lowest else max(places)
    near = [v for v in values if abs(v - target) <= 1.5]
    return min(near) if lowest else max(near)


def _leading(lines: list[Line]) -> float:
    """The most usual distance of baselines within paragraphs, 0 where there are too few lines.

    Only pairs whose second line does not begin further in count: those are inside a paragraph.
    """
    steps = Counter(
        round((b.baseline - a.baseline) * 2) / 2 for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.baseline - a.baseline < 3 * b.size and b.x0 <= a.x0 + 2
        and a.width > 5 * a.size and abs(a.size - b.size) < 0.6)
    return max(steps, key=lambda s: (steps[s], -s)) if sum(steps.values()) >= 3 else 0.0


def drop_running(pages: Sequence[PageDraft]) -> list[Furniture]:
    """Take out lines that stand at the same place at the top or bottom of several pages."""
    if len(pages) < 3:
        return []
    seen = Counter(key for page in pages for key in {_place(line, page) for line in _edge_lines(page)})
    furniture: list[Furniture] = []
    for page in pages:
        dropped = [line for line in _edge_lines(page) if seen[_place(line, page)] >= max(3, 0.4 * len(pages))]
        for line in dropped:
            page.items = [item for item in page.items if item is not line]
            furniture.append(Furniture("running head" if line.top < page.height / 2 else "running foot", page.number,
                                       line.text))
    return furniture


def _edge_lines(page: PageDraft) -> list[Line]:
    lines = [item for item in page.items if isinstance(item, Line)]
    return [line for line in [*lines[:2], *lines[2:][-2:]]
            if line.bottom < _ZONE or line.top > page.height - _ZONE]


def _place(line: Line, page: PageDraft) -> tuple[str, int, bool]:
    return _DIGITS.sub("#", line.text), round(line.size), line.top < page.height / 2


def _sides_apart(items: Iterable[Line | DraftTable]) -> Iterator[Line | DraftTable]:
    """A foot that runs over a page end: all its left lines first, then the right ones."""
    for is_foot, group in groupby(items, key=lambda item: isinstance(item, Line) and item.zone == "foot"):
        if is_foot:
            yield from sorted(group, key=lambda item: isinstance(item, Line) and item.column == "right")
        else:
            yield from group


def _joined(items: Iterable[Line | DraftTable]) -> Iterator[Line | DraftTable]:
    """Tables that go on over a page become one."""
    held: DraftTable | None = None
    for item in items:
        if held is not None and isinstance(item, DraftTable) and continues(held, item):
            join(held, item)
            continue
        if held is not None:
            yield held
            held = None
        if isinstance(item, DraftTable):
            held = item
        else:
            yield item
    if held is not None:
        yield held
