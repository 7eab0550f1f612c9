"""The folder of review workbooks: one for each directive, and one of all that waits for a person.

A workbook keeps its name whatever is corrected in the head: the names stand in a file beside them. What people changed
and nobody has taken in yet is never written over.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from os.path import relpath, splitdrive
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pipeline.causes import cause_of
from pipeline.errors import OutputError
from pipeline.model import DirectiveRow, Register, RejectedRow, TaskRow
from pipeline.model.review import REVIEWS, WAITING
from pipeline.whole import write_whole

from .digests import Digests, joined
from .files import writer
from .kept_rows import kept_rows
from .review_book import Around, Rows, review_book
from .review_pictures import Pictured, unpictured
from .sentences import Sentences
from .sheet import Book
from .shelf import Shelf, Wanted
from .slugs import reserved, slug, tailed
from .stamped import is_ours
from .standing import doubts_of

NAMES: Final = ".da-lap.json"
ROWS: Final = ".tong-hop.can-xem.dong"
"""Rows of tasks of the workbook of all that waits; they go with those of the roll-up (``office.hushing``)."""
_MADE: Final = date(2020, 3, 5)
"""The day that all of them bear (of NĐ 30/2020), so that bytes depend on what they show alone."""

Names = dict[str, str]
"""Directive (by sha256; "" for what waits) → the name of its workbook."""


@dataclass(frozen=True, slots=True)
class _Review:
    key: str
    name: str
    title: str
    tasks: tuple[TaskRow, ...]
    directives: tuple[DirectiveRow, ...]
    rejected: tuple[RejectedRow, ...]
    around: Around
    shows: str


def publish_reviews(register: Register, shelf: Shelf, digests: Digests, taken: Collection[Path] = (),
                    pictured: Pictured = unpictured) -> tuple[list[Path], list[OutputError]]:
    """Write the review workbooks that differ from those on the ``shelf``; what people changed in ``taken`` is in the
    register already, ``pictured`` shows the lines of tasks. Returns the paths of all of them, and what could not be
    written."""
    folder = shelf.root / REVIEWS
    before = _read(folder / NAMES)
    now: Names = {}
    failed: list[OutputError] = []
    wanted = list(_wanted(register, before, folder, digests))
    if all(one.key for one in wanted):  # there is no workbook of what waits, nor any row of it
        (shelf.root / ROWS).unlink(missing_ok=True)
    for one in wanted:
        path, now[one.key] = folder / one.name, one.name
        if path not in taken and path.exists() and not shelf.untouched(path):  # changed, and still to be taken in
            shelf.waits = True
            continue
        try:
            make = partial(_book, replace(one, around=replace(one.around, pictured=pictured)), digests, shelf)
            shows = joined((one.shows, one.around.shown()))
            write = writer(make, path, one.title, _MADE, taken=path in taken)
            shelf.put(Wanted(path, write, shows), "taken" if path in taken else "beside")
        except OutputError as error:
            failed.append(error)
    _remove_others(folder, {one.name for one in wanted} | {one.written.name for one in shelf.beside})
    if now != before:
        try:
            write_whole(folder / NAMES, json.dumps(now, ensure_ascii=False, indent=1))
        except OSError as error:
            failed.append(OutputError(f"Không ghi được {folder / NAMES}: {cause_of(error)}.",
                                      "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại."))
    return [folder / one.name for one in wanted], failed


def _book(one: _Review, digests: Digests, shelf: Shelf) -> Book:
    """The workbook; of the one that holds tasks of many directives rows that show the same are taken over."""
    if one.key:
        return review_book(one.tasks, one.directives, one.rejected, one.around)
    with kept_rows(shelf.root / ROWS, shelf.form) as rows:
        return review_book(one.tasks, one.directives, one.rejected, one.around, Rows(rows, digests, one.around))


def _wanted(register: Register, before: dict[str, str], folder: Path, digests: Digests) -> Iterator[_Review]:
    tasks: defaultdict[str, list[TaskRow]] = defaultdict(list)
    rejected: defaultdict[str, list[RejectedRow]] = defaultdict(list)
    for task in register.rows():
        tasks[task.directive.sha256].append(task)
    for segment in register.rejected:
        rejected[segment.directive.sha256].append(segment)
    names = _names(register.directives, before)
    around = Around(cache(lambda sha256: Sentences(tasks[sha256], rejected[sha256])),
                    _links(register, folder), sorted(set(register.names.values())))
    whole: dict[str, str] = {}
    for row in register.directives:
        title = f"Rà soát nhiệm vụ – {row.head.number or row.files[0]}"
        parts = tuple(tasks[row.sha256]), (row,), tuple(rejected[row.sha256])
        whole[row.sha256] = digests.of_review(title, *parts)
        yield _Review(row.sha256, names[row.sha256], title, *parts, around.among((row,)), whole[row.sha256])
    doubtful = sorted((task for task in register.tasks if doubts_of(task)), key=lambda task: (task.confidence, task.id))
    shown = {task.directive.sha256 for task in doubtful}
    if register.directives:
        rows = tuple(row for row in register.directives if row.sha256 in shown)
        shows = joined([task.id for task in doubtful] + [whole[row.sha256] for row in rows])
        yield _Review("", WAITING, "Nhiệm vụ cần xem lại", tuple(doubtful), rows, (), around.among(rows), shows)


def _links(register: Register, folder: Path) -> dict[str, str]:
    """Where the files of the directives lie, seen from the folder of the workbooks; none on another drive."""
    return {sha256: quote(relpath(place, folder.absolute()).replace("\\", "/"))
            for sha256, place in register.places.items() if splitdrive(place)[0] == splitdrive(folder.absolute())[0]}


def _names(rows: Sequence[DirectiveRow], before: dict[str, str]) -> dict[str, str]:
    """The name of each directive's workbook: the one it has, else one of number and issuer that no other has."""
    new = {row.sha256: slug(f"{row.head.number or row.files[0]} {row.head.issuer or ''}")
           for row in rows if row.sha256 not in before}
    taken = Counter([WAITING.removesuffix(".xlsx"), *new.values(), *(Path(name).stem for name in before.values())])
    free = {sha: f"{name if taken[name] == 1 and not reserved(name) else tailed(name, sha)}.xlsx"
            for sha, name in new.items()}
    return before | free


def _remove_others(folder: Path, wanted: Collection[str]) -> None:
    """Workbooks of directives that are no longer in the lists go, unless somebody has changed them."""
    if folder.is_dir():
        for path in folder.glob("*.xlsx"):
            if path.name not in wanted and is_ours(path):
                path.unlink(missing_ok=True)


def _read(file: Path) -> Names:
    try:
        kept = json.loads(file.read_text("utf-8"))
        return {str(key): str(name if isinstance(name, str) else name[0]) for key, name in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):  # lost or spoilt: named anew
        return {}
