"""From the register to the folder of workbooks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.model import Register

from .agency import LIST_NAME, agency_book
from .files import is_ours, remove_stale, save
from .lists import AgencyList, agency_lists
from .memory import remembers
from .review_books import publish_reviews
from .sheet import Book
from .summary import summary_book
from .words import capital

SUMMARY_NAME = "tong-hop.xlsx"
AGENCIES_FOLDER = "co-quan"
LISTS = f"{AGENCIES_FOLDER}/*/{LIST_NAME}"
"""All lists of agencies under the outputs, as a pattern."""


def publish(register: Register, outputs: Path, taken: Collection[Path] = ()) -> list[Path]:
    """Write ``tong-hop.xlsx``, ``co-quan/<agency>/nhiem-vu.xlsx`` and ``ra-soat/<directive>.xlsx`` under ``outputs``;
    returns their paths.

    The same register gives the same bytes. What people changed in the workbooks ``taken`` is in the register already;
    a list that was changed and is not taken in yet stays as it is.
    Folders of agencies without tasks are removed when they hold nothing but an unedited workbook. A workbook that
    cannot be written does not keep the others back: OutputError, raised at the end, names every one that failed and
    what to do.
    """
    lists = agency_lists(register)
    written: list[Path] = []
    failed: list[OutputError] = []
    for path, title, make in _books(register, lists, outputs):
        try:
            if path in taken or is_ours(path) or not remembers(path):  # else changed, and still to be taken in
                save(make, path, title, register.as_of, taken=path in taken)
            written.append(path)
        except OutputError as error:
            failed.append(error)
    try:
        remove_stale(outputs / AGENCIES_FOLDER, (one.folder for one in lists), LIST_NAME)
    except OutputError as error:
        failed.append(error)
    reviews, unwritten = publish_reviews(register, outputs, taken)
    written += reviews
    failed += unwritten
    if failed:
        raise _joined(failed)
    return written


def _books(register: Register, lists: list[AgencyList],
           outputs: Path) -> Iterator[tuple[Path, str, Callable[[], Book]]]:
    """Where each workbook goes, its title, and how to make it: one is in memory at a time."""
    workbook_of = {one.key: f"{AGENCIES_FOLDER}/{one.folder}/{LIST_NAME}" for one in lists}
    for one in lists:
        make = partial(agency_book, one, register.as_of)
        yield outputs / workbook_of[one.key], f"Danh mục nhiệm vụ – {capital(one.name)}", make
    yield outputs / SUMMARY_NAME, "Tổng hợp nhiệm vụ được giao", partial(summary_book, register, lists, workbook_of)


def _joined(errors: list[OutputError]) -> OutputError:
    messages = dict.fromkeys(error.message for error in errors)
    advice = dict.fromkeys(error.advice for error in errors)
    return OutputError("\n".join(messages), " ".join(advice))
