"""Workbooks that hold words of a directive which turned out to be secret: they go, like the rest of it.

A list is made anew from what is left. A review workbook may hold what people changed in other directives: that is taken
in before (``publishing``). Which workbooks they are is told by the ids in them, whatever they are called.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from pipeline.causes import cause_of
from pipeline.errors import OutputError
from pipeline.model.review import REVIEWS

from .reviewing import changed_lists

_BESIDE = ("danh-sach*", "lich*", ".tong-hop*")
"""What shows the words of a list in another form, in the folder of the list; no ids stand in it."""


def drop_lists(outputs: Path, ids: Collection[str]) -> None:
    """Remove all workbooks under ``outputs`` in which one of these ids stands, also those that people changed or that
    were set aside, with what was made beside them (pages, calendars, kept rows); but for the review workbooks of today.
    Raises OutputError when one cannot be removed."""
    if not ids:
        return
    back = {outputs / REVIEWS, *changed_lists(outputs)}
    found = [path for path in holding(outputs.rglob("*.xlsx"), ids) if path.parent not in back and path not in back]
    remove(beside for folder in {path.parent for path in found} for name in _BESIDE for beside in folder.glob(name))
    remove(found)


def remove(paths: Iterable[Path]) -> None:
    """Remove workbooks with words that must not stay. Raises OutputError when one cannot be removed."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"Không xóa được {path}, trong đó có phần của văn bản mang dấu mật: {cause_of(error)}.",
                              "Đóng tệp ở mọi máy, kiểm tra quyền ghi của thư mục rồi chạy lại.") from error


def reviews_with(outputs: Path, ids: Collection[str]) -> list[Path]:
    """The review workbooks that somebody has saved, copies of them, and lists that wait to be taken in, in which one of
    these ids stands."""
    if not ids:  # as nearly always: no workbook is opened
        return []
    from pipeline.workbooks.stamped import is_ours  # noqa: PLC0415  openpyxl is loaded only when it is needed

    reviews = [path for path in (outputs / REVIEWS).glob("*.xlsx") if not is_ours(path)]
    return list(holding((*reviews, *changed_lists(outputs)), ids))


def holding(paths: Iterable[Path], ids: Collection[str]) -> Iterator[Path]:
    """Those of the workbooks in which one of these ids stands."""
    wanted = [one.encode() for one in ids]
    for path in sorted(paths):
        if any(one in part for part in _parts(path) for one in wanted):
            yield path


def _parts(path: Path) -> Iterator[bytes]:
    """The parts of a workbook; none of what is no workbook."""
    try:
        with ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())
    except (OSError, EOFError, RuntimeError, BadZipFile, zlib_error):
        return
