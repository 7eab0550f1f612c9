"""Workbooks on disk: the same bytes for the same register, whole or not at all, and nobody's edits lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter

from pipeline.causes import cause_of
from pipeline.errors import OutputError

from .extras import has_extras, with_extras
from .sheet import Book
from .streamed import BookWriter

CREATOR = "Chidao"
SET_ASIDE = "ban-sua-tay"
"""In the name of a workbook that somebody had edited, when a new one took its place."""
BESIDE = "ban-moi"
"""In the name of a new workbook while the one in its place has to stay."""

Changed = Literal["beside", "taken", "aside"]
"""What is done about a workbook that somebody has changed: it stays and the new one goes ``beside`` it; what they
changed is ``taken`` in, so that the new one takes its place; it is set ``aside`` under a name of its own."""

# Every part bears this time (the day of NĐ 30/2020): no program that edits a workbook leaves it so.
_STAMP = (2020, 3, 5, 0, 0, 0)


class _StampedZip(ZipFile):
    """An archive whose parts bear a fixed time, so that bytes depend on content alone."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(_info(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with Path(filename).open("rb") as source, self.open(arcname, "w") as part:
            shutil.copyfileobj(source, part)

    def open(self, name: Any, mode: Any = "r", *_: Any, **more: Any) -> Any:
        return super().open(_info(name) if mode == "w" and isinstance(name, str) else name, mode, **more)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _STAMP)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 0, 0
    return info


@dataclass(frozen=True, slots=True)
class Beside:
    """A workbook that could not take its place at ``path``, since somebody has it open or (not ``open``) has changed
    the one there, and where it was written."""

    path: Path
    written: Path
    open: bool


def beside(path: Path) -> Path:
    """Where a new workbook is written while the one at ``path`` has to stay."""
    return path.with_name(f"{path.stem}.{BESIDE}{path.suffix}")


def save(make: Callable[[], Book], path: Path, title: str, as_of: date,
         changed: Changed = "beside") -> Beside | None:
    """Write the workbook that ``make`` returns to ``path`` through a temporary file beside it.

    A file with the same bytes stays untouched, even when it is open. One that somebody has open or has changed is not
    written over: the new one goes beside it, and what is returned tells so. Of one that is ``taken`` in columns and
    sheets of people's own go over into the new one. Raises OutputError when nothing can be written.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(make, temporary, title, as_of)
        if changed == "taken" or has_extras(path):
            _give_back(temporary, path)
        return _place(temporary, path, changed)
    except PermissionError as error:
        raise OutputError(f"Không ghi được {path}: tệp đang mở hoặc không có quyền ghi.", _CLOSE) from error
    except OSError as error:
        raise OutputError(f"Không ghi được {path}: {cause_of(error)}.",
                          "Kiểm tra dung lượng ổ đĩa và thư mục kết quả rồi chạy lại.") from error
    finally:
        _discard(temporary)


def _place(new: Path, path: Path, changed: Changed) -> Beside | None:
    if path.exists() and not _same(new, path):
        edited = changed != "taken" and not is_ours(path)
        if changed == "aside" and is_open(path):
            raise OutputError(f"Tệp {path} đang mở trong chương trình khác nên chưa được cập nhật.", _CLOSE)
        if changed == "aside" and edited:
            path.replace(_aside(path))
        elif edited or is_open(path):
            return _put_beside(new, path)
    if not (path.exists() and _same(new, path)):
        try:
            new.replace(path)
        except PermissionError:  # open on Windows without a lock that could be seen
            return _put_beside(new, path)
    drop_beside(path)
    return None


def drop_beside(path: Path) -> None:
    """Remove the workbook beside one that is in its place, unless somebody uses it."""
    if is_ours(beside(path)) and not is_open(beside(path)):
        beside(path).unlink(missing_ok=True)


def _put_beside(new: Path, path: Path) -> Beside:
    place = beside(path)
    if place.exists() and not is_ours(place):
        place.replace(_aside(place))
    if not (place.exists() and _same(new, place)):
        new.replace(place)
    return Beside(path, place, is_open(path) or is_ours(path))


_CLOSE = ("Đóng tệp trong Excel hoặc LibreOffice ở mọi máy rồi chạy lại. Nếu không ai mở tệp, xóa tệp khóa "
          "(tên bắt đầu bằng “~$” hoặc “.~lock.”) nằm cùng thư mục.")


def _write(make: Callable[[], Book], target: Path, title: str, as_of: date) -> None:
    with _StampedZip(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:  # first: a closed folder costs no work
        book = make().workbook
        _describe(book, title, as_of)
        BookWriter(book, archive).write_data()


def _give_back(new: Path, old: Path) -> None:
    """Put what people added to the old workbook into the new one."""
    book = with_extras(new, old)
    if book is not None:
        with _StampedZip(new, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(book, archive).write_data()


def _describe(book: Any, title: str, as_of: date) -> None:
    properties = book.properties
    properties.creator = properties.lastModifiedBy = CREATOR
    properties.title, properties.language = title, "vi-VN"
    properties.created = properties.modified = datetime(as_of.year, as_of.month, as_of.day)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice says, by its lock beside the workbook, that somebody has it open."""
    return any(path.with_name(lock).exists() for lock in (f"~${path.name}", f".~lock.{path.name}#"))


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.{SET_ASIDE}-{number}{path.suffix}")).exists():
        number += 1
    return aside


def keep_copy(path: Path) -> Path:
    """Set a copy of an edited workbook aside, once; returns where it lies. Raises OutputError."""
    content = path.read_bytes()
    for there in path.parent.glob(f"{path.stem}.{SET_ASIDE}-*{path.suffix}"):
        if there.read_bytes() == content:
            return there
    try:
        return Path(shutil.copy2(path, _aside(path)))
    except OSError as error:
        raise OutputError(f"Không giữ được bản sửa của {path}: {cause_of(error)}.",
                          "Kiểm tra dung lượng ổ đĩa và thư mục kết quả rồi chạy lại.") from error


def _discard(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the next run writes over it


def is_ours(path: Path) -> bool:
    """Whether the workbook is as this program wrote it: nobody has saved it since."""
    try:
        with ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode("utf-8")
            stamped = all(info.date_time == _STAMP for info in archive.infolist())
    except (OSError, KeyError, BadZipFile, UnicodeDecodeError):
        return False
    return stamped and re.search(rf"creator[^<]*>{CREATOR}<", core) is not None


def remove_stale(root: Path, keep: Iterable[str], name: str) -> None:
    """Remove folders under ``root`` that are not to be kept and hold nothing but an unedited workbook ``name``.

    A folder with anything else in it, or with a workbook that was edited or is open, stays.
    """
    wanted = set(keep)
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if folder.name in wanted or folder.is_symlink() or not folder.is_dir():
            continue
        found = list(folder.iterdir())
        ours = {entry.name for entry in found} <= {name, beside(folder / name).name}
        if found and ours and all(map(is_ours, found)):
            _remove(folder, found)


def _remove(folder: Path, workbooks: Iterable[Path]) -> None:
    try:
        for workbook in workbooks:
            workbook.unlink()
        folder.rmdir()
    except OSError as error:
        raise OutputError(f"Không xóa được danh mục cũ {folder}: {cause_of(error)}.", _CLOSE) from error
