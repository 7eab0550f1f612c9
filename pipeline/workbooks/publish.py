"""From the register to the folder of workbooks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.model import Register

from .agency import LIST_NAME, agency_book
from .digests import Digests, joined
from .files import remove_stale
from .lists import AgencyList, agency_lists
from .review_books import publish_reviews
from .shelf import Shelf, Wanted
from .summary import summary_book
from .words import capital

SUMMARY_NAME = "tong-hop.xlsx"
AGENCIES_FOLDER = "co-quan"
LISTS = f"{AGENCIES_FOLDER}/*/{LIST_NAME}"
"""All lists of agencies under the outputs, as a pattern."""


def publish(register: Register, outputs: Path, taken: Collection[Path] = (), shelf: Shelf | None = None) -> list[Path]:
    """Write ``tong-hop.xlsx``, ``co-quan/<agency>/nhiem-vu.xlsx`` and ``ra-soat/<directive>.xlsx`` under ``outputs``;
    returns their paths.

    The same register gives the same bytes; what stands on the ``shelf`` and shows the same is not made. What people
    changed in the workbooks ``taken`` is in the register already; beside a list that was changed and is not taken in
    yet the new one is written. Folders of agencies without tasks are removed when they hold nothing but an unedited
    workbook. A workbook that cannot be written does not keep the others back: OutputError, raised at the end, names
    every one that failed and what to do.
    """
    shelf, digests = shelf or Shelf(outputs), Digests(register.as_of)
    whole = digests.of_register(register)
    if whole == shelf.whole and not taken and shelf.complete():
        shelf.books |= shelf.before
        return [outputs / name for name in shelf.books]
    shelf.whole = whole
    lists = agency_lists(register)
    written: list[Path] = []
    failed: list[OutputError] = []
    for one in _books(register, lists, digests, shelf):
        try:
            shelf.put(one, register.as_of, taken=one.path in taken)
            written.append(one.path)
        except OutputError as error:
            failed.append(error)
    try:
        remove_stale(outputs / AGENCIES_FOLDER, (one.folder for one in lists), LIST_NAME)
    except OutputError as error:
        failed.append(error)
    reviews, unwritten = publish_reviews(register, shelf, digests, taken)
    written += reviews
    failed += unwritten
    if failed or shelf.beside or shelf.waits:
        shelf.whole = ""  # not all of it stands in its place
    if failed:
        raise _joined(failed)
    return written


def _books(register: Register, lists: list[AgencyList], digests: Digests, shelf: Shelf) -> Iterator[Wanted]:
    """The lists, then the roll-up: one is in memory at a time. What stands in the lists is noted on the shelf."""
    workbook_of = {one.key: f"{AGENCIES_FOLDER}/{one.folder}/{LIST_NAME}" for one in lists}
    frames, shelf.lists = [shelf.whole], {}
    for one in lists:
        stands, shows = digests.of_list(one)
        shelf.lists[one.name], shelf.formerly[one.name] = stands, one.formerly
        frames.append(shows)
        make = partial(agency_book, one, register.as_of)
        yield Wanted(shelf.root / workbook_of[one.key], f"Danh mục nhiệm vụ – {capital(one.name)}", make, shows)
    yield Wanted(shelf.root / SUMMARY_NAME, "Tổng hợp nhiệm vụ được giao",
                 partial(summary_book, register, lists, workbook_of, digests, shelf), joined(frames))


def _joined(errors: list[OutputError]) -> OutputError:
    messages = dict.fromkeys(error.message for error in errors)
    advice = dict.fromkeys(error.advice for error in errors)
    return OutputError("\n".join(messages), " ".join(advice))
