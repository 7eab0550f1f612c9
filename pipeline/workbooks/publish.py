"""From the register to the folder of workbooks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.model import Register

from .agency import LIST_NAME, agency_book
from .brief import BRIEF_NAME, brief, is_new
from .calendars import CALENDAR_NAME, has_days, is_our_calendar, write_calendar
from .digests import Digests, joined
from .files import writer
from .kept_rows import ROWS
from .lists import AgencyList, agency_lists
from .placing import Ours, remove_stale
from .printed import PDF_NAME, is_our_pdf
from .review_books import publish_reviews
from .review_pictures import Pictured, unpictured
from .shelf import Shelf, Wanted
from .stamped import is_ours
from .summary import summary_book
from .words import capital

SUMMARY_NAME = "tong-hop.xlsx"
AGENCIES_FOLDER = "co-quan"
MADE: dict[str, Ours] = {LIST_NAME: is_ours, BRIEF_NAME: is_ours, CALENDAR_NAME: is_our_calendar, PDF_NAME: is_our_pdf,
                         ROWS: lambda _: True}
"""The files in the folder of an agency, and how each is known to be as it was made."""

LISTS = f"{AGENCIES_FOLDER}/*/{LIST_NAME}"
"""All lists of agencies under the outputs, as a pattern."""


def publish(register: Register, outputs: Path, taken: Collection[Path] = (), shelf: Shelf | None = None,
            pictures: Pictured | None = None) -> list[Path]:
    """Write ``tong-hop.xlsx``, ``co-quan/<agency>/nhiem-vu.xlsx`` and ``ra-soat/<directive>.xlsx`` under ``outputs``;
    returns their paths. Beside every list lie its brief and its calendar.

    The same register gives the same bytes; what stands on the ``shelf`` and shows the same is not made. What people
    changed in the workbooks ``taken`` is in the register already; beside a list that was changed and is not taken in
    yet the new one is written. ``pictures`` shows the lines of tasks. Folders of agencies without tasks are removed
    when they hold nothing but unedited files. A file that cannot be written does not keep the others back:
    OutputError, raised at the end, names every one that failed and what to do.
    """
    shelf, digests = shelf or Shelf(outputs), Digests(register.as_of)
    new = (row.sha256 for row in register.directives if is_new(row, register.as_of))
    whole = joined([digests.of_register(register), *new])
    if whole == shelf.whole and not taken and shelf.complete():
        shelf.books |= shelf.before
        return [outputs / name for name in shelf.books if name.endswith(".xlsx")]
    shelf.whole = whole
    lists = agency_lists(register)
    written: list[Path] = []
    failed: list[OutputError] = []
    for one in _files((register, lists), digests, shelf, taken):
        try:
            shelf.put(one, "taken" if one.path in taken else "beside")
            written += [one.path] if one.path.suffix == ".xlsx" else []
        except OutputError as error:
            failed.append(error)
    try:
        remove_stale(outputs / AGENCIES_FOLDER, (one.folder for one in lists), MADE)
    except OutputError as error:
        failed.append(error)
    reviews, unwritten = publish_reviews(register, shelf, digests, taken, pictures or unpictured)
    written += reviews
    failed += unwritten
    if failed or shelf.beside or shelf.waits:
        shelf.whole = ""  # not all of it stands in its place
    if failed:
        raise _joined(failed)
    return written


def _files(of: tuple[Register, list[AgencyList]], digests: Digests, shelf: Shelf,
           taken: Collection[Path]) -> Iterator[Wanted]:
    """What belongs to the lists, then the roll-up: one is in memory at a time. What stands in the lists is noted on the
    shelf."""
    register, lists = of
    workbook_of = {one.key: f"{AGENCIES_FOLDER}/{one.folder}/{LIST_NAME}" for one in lists}
    frames, shelf.lists = [shelf.whole], {}
    for one in lists:
        stands, shows = digests.of_list(one)
        shelf.lists[one.name], shelf.formerly[one.name] = stands, one.formerly
        frames.append(shows)
        path = shelf.root / workbook_of[one.key]
        make = partial(agency_book, one, register.as_of, digests, path.parent / ROWS, shelf.form)
        title = f"Danh mục nhiệm vụ – {capital(one.name)}"
        yield Wanted(path, writer(make, path, title, register.as_of, taken=path in taken), shows)
        yield from _beside(one, path.parent, register.as_of, stands, shows)
    path, make = shelf.root / SUMMARY_NAME, partial(summary_book, register, lists, workbook_of, digests, shelf)
    yield Wanted(path, writer(make, path, "Tổng hợp nhiệm vụ được giao", register.as_of), joined(frames))


def _beside(one: AgencyList, folder: Path, as_of: date, stands: str, shows: str) -> Iterator[Wanted]:
    """The brief and the calendar of a list; of one that never had a day as limit there is none."""
    new = (entry.task.id for entry in one.entries if is_new(entry.task.directive, as_of))
    yield Wanted(folder / BRIEF_NAME, lambda target: brief(one, as_of).write(target), joined([shows, *new]))
    path = folder / CALENDAR_NAME
    if has_days(one) or path.exists():
        yield Wanted(path, partial(write_calendar, one, as_of, path), joined([one.name, stands]), is_our_calendar)


def _joined(errors: list[OutputError]) -> OutputError:
    messages = dict.fromkeys(error.message for error in errors)
    advice = dict.fromkeys(error.advice for error in errors)
    return OutputError("\n".join(messages), " ".join(advice))
