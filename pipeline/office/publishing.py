"""From the store to the workbooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Register
from pipeline.settings import Settings
from pipeline.store import open_store

from .changes import Changes, Last, compared, keep, last
from .days import on_day
from .fingerprint import layout
from .hushing import remove, reviews_with
from .logbook import noted_publication
from .picturing import Pictures
from .reviewing import Review, review

if TYPE_CHECKING:
    from pipeline.workbooks.placing import Beside
    from pipeline.workbooks.review_pictures import Pictured


@dataclass(frozen=True, slots=True)
class Published:
    """The paths of all workbooks, which lists differ from those published before, what is wrong in the office's own
    list of bodies (Vietnamese), and the workbooks that could not take their place. ``hushed`` are changed review
    workbooks that held words of a secret directive and were removed, with what became of the rest of them. ``fresh``
    are the files that were written now, ``gone`` those of the last time that are not written any more (names under the
    outputs)."""

    written: list[Path]
    changes: Changes
    wrong: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    hushed: tuple[Review, ...] = ()
    fresh: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def publish(settings: Settings, outputs: Path, as_of: date, taken: Collection[Path] = (), *,
            past: bool = False) -> Published:
    """Bring the workbooks under ``outputs`` up to date as of that day; ``past``: with what was there on that day alone.
    What people changed in the workbooks ``taken`` is in the store already.

    Raises StoreError when the store cannot be read, OutputError when a workbook cannot be written; lists that changed
    are then told by the next run.
    """
    with noted_publication(settings, as_of.isoformat()) as facts:
        published = _published(settings, outputs, as_of, taken, past=past)
        facts.update(written=len(published.fresh), gone=len(published.gone), beside=len(published.beside))
    return published


def _published(settings: Settings, outputs: Path, as_of: date, taken: Collection[Path], *, past: bool) -> Published:
    from .own import load_own  # noqa: PLC0415  openpyxl is loaded only when something is published

    own, hushed = load_own(settings, as_of), _hushed(settings, outputs)
    with open_store(settings) as store:
        waited = [] if past else store.unpublished()
        register = store.register(as_of, own.office)
    register = on_day(register) if past else register
    with Pictures(settings) as pictures:
        written = write(settings.home, outputs, register, taken, past=past, pictures=pictures)
    changed = bool(written.fresh or written.gone or hushed)
    if changed or waited:
        with open_store(settings) as store:
            store.published(waited)
            if changed:
                store.enter("publish", {"outputs": str(outputs.absolute()), "count": len(written.fresh),
                                        "as_of": as_of.isoformat()},
                            {"written": written.fresh, "gone": (*written.gone, *(one.path.name for one in hushed))})
    return replace(written, wrong=own.wrong, hushed=hushed)


def _hushed(settings: Settings, outputs: Path) -> tuple[Review, ...]:
    """Remove changed review workbooks with words of a directive that was refused as secret; what people changed in
    other directives is taken in first."""
    with open_store(settings) as store:
        found = reviews_with(outputs, store.secrets())
    reviews = tuple(review(found, settings))
    remove(found)
    return reviews


def write(home: Path, outputs: Path, register: Register, taken: Collection[Path] = (), *,  # noqa: PLR0913
          past: bool = False, pictures: Pictured | None = None) -> Published:
    """Write what differs from what was published last into ``outputs``, which is kept in ``home``; of the lists of
    another day (``past``) nothing is kept. ``pictures`` shows the lines of tasks."""
    from pipeline import workbooks  # noqa: PLC0415  openpyxl is loaded only when something is published
    from pipeline.workbooks.shelf import Shelf  # noqa: PLC0415

    before = Last() if past else last(home, outputs, layout())
    shelf = Shelf(outputs, before.books, before.whole, layout())
    lists = before.lists
    try:
        written = workbooks.publish(register, outputs, taken, shelf, pictures)
        lists = shelf.lists if shelf.lists is not None else lists
    finally:
        if not past:
            keep(home, outputs, Last(lists, shelf.books, shelf.whole, layout()))
    return Published(written, compared(before.lists, lists, shelf.formerly), beside=tuple(shelf.beside),
                     fresh=tuple(name for name, book in shelf.books.items() if before.books.get(name) != book),
                     gone=tuple(name for name in before.books if name not in shelf.books))
