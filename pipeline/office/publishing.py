"""From the store to the workbooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.settings import Settings
from pipeline.store import open_store

from .changes import Changes, changes
from .days import on_day
from .hushing import remove, reviews_with
from .picturing import Pictures
from .reviewing import Review, review


@dataclass(frozen=True, slots=True)
class Published:
    """The paths of all workbooks, which lists differ from those published before, and what is wrong in the office's own
    list of bodies (Vietnamese). ``hushed`` are changed review workbooks that held words of a secret directive and were
    removed, with what became of the rest of them."""

    written: list[Path]
    changes: Changes
    wrong: tuple[str, ...] = ()
    hushed: tuple[Review, ...] = ()


def publish(settings: Settings, outputs: Path, as_of: date, taken: Collection[Path] = (), *,
            past: bool = False) -> Published:
    """Write all workbooks under ``outputs`` as of that day; ``past``: with what was there on that day alone. What
    people changed in the workbooks ``taken`` is in the store already.

    Raises StoreError when the store cannot be read, OutputError when a workbook cannot be written; lists that changed
    are then told by the next run.
    """
    from pipeline import workbooks  # noqa: PLC0415  openpyxl is loaded only when something is published

    from .own import load_own  # noqa: PLC0415

    own, hushed = load_own(settings, as_of), _hushed(settings, outputs)
    with open_store(settings) as store:
        register = store.register(as_of, own.office)
    register = on_day(register) if past else register
    with Pictures(settings) as pictures:
        written = workbooks.publish(register, outputs, taken, pictures)
    return Published(written, changes(settings.home, outputs, register), own.wrong, hushed)


def _hushed(settings: Settings, outputs: Path) -> tuple[Review, ...]:
    """Remove changed review workbooks with words of a directive that was refused as secret; what people changed in
    other directives is taken in first."""
    with open_store(settings) as store:
        found = reviews_with(outputs, store.secrets())
    reviews = tuple(review(found, settings))
    remove(found)
    return reviews
