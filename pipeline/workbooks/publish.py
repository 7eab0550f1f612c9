"""From the register to the folder of workbooks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.model import Register

from .agency import LIST_NAME, agency_book
from .brief import BRIEF_NAME, brief
from .calendars import CALENDAR_NAME, is_our_calendar, write_calendar
from .files import save
from .lists import AgencyList, agency_lists
from .placing import Ours, place, remove_stale
from .printed import PDF_NAME, is_our_pdf
from .review_books import publish_reviews
from .sheet import Book
from .stamped import is_ours
from .summary import summary_book
from .words import capital

SUMMARY_NAME = "tong-hop.xlsx"
AGENCIES_FOLDER = "co-quan"
MADE: dict[str, Ours] = {LIST_NAME: is_ours, BRIEF_NAME: is_ours, CALENDAR_NAME: is_our_calendar, PDF_NAME: is_our_pdf}
"""The files in the folder of an agency, and how each is known to be as it was written."""

LISTS = f"{AGENCIES_FOLDER}/*/{LIST_NAME}"
"""All lists of agencies under the outputs, as a pattern."""


def publish(register: Register, outputs: Path, taken: Collection[Path] = ()) -> list[Path]:
    """Write ``tong-hop.xlsx``, ``co-quan/<agency>/nhiem-vu.xlsx`` and ``ra-soat/<directive>.xlsx`` under ``outputs``;
    returns their paths. Beside every list lie its brief and its calendar.

    The same register gives the same bytes. What people changed in the workbooks ``taken`` is in the register already.
    Folders of agencies without tasks are removed when they hold nothing but unedited files. A file that
    cannot be written does not keep the others back: OutputError, raised at the end, names every one that failed and
    what to do.
    """
    lists = agency_lists(register)
    written: list[Path] = []
    failed: list[OutputError] = []
    for path, title, make in _books(register, lists, outputs):
        with _collected(failed):
            save(make, path, title, register.as_of)
            written.append(path)
    for one in lists:
        with _collected(failed):
            place(brief(one, register.as_of).write, outputs / AGENCIES_FOLDER / one.folder / BRIEF_NAME, is_ours)
        with _collected(failed):
            _calendar(one, register.as_of, outputs / AGENCIES_FOLDER / one.folder / CALENDAR_NAME)
    with _collected(failed):
        remove_stale(outputs / AGENCIES_FOLDER, (one.folder for one in lists), MADE)
    reviews, unwritten = publish_reviews(register, outputs, taken)
    written += reviews
    failed += unwritten
    if failed:
        raise _joined(failed)
    return written


@contextmanager
def _collected(failed: list[OutputError]) -> Iterator[None]:
    try:
        yield
    except OutputError as error:
        failed.append(error)


def _calendar(one: AgencyList, as_of: date, path: Path) -> None:
    write = write_calendar(one, as_of, path)
    if write:
        place(write, path, is_our_calendar)


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
