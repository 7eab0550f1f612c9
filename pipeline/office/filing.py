"""Files of the inbox after a run: each in the folder that says what became of it, with a note where a person must act.

    corpus/inbox/a.pdf  →  da-xu-ly/2026/11/a.pdf   taken in
                           trung-lap/a.pdf          the same content lies in the store already, or was taken out of
                                                    the lists by a person
                           loi/a.pdf                could not be processed; put back, it is tried again

What is refused for secrecy is left where it is, and so is a file that was named by itself.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.causes import cause_of
from pipeline.errors import REFUSED_CODES, InputError
from pipeline.settings import Settings
from pipeline.store import sha256_of
from pipeline.whole import write_whole

from .report import Failed, Filed, IngestReport, Skipped

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

DONE, DOUBLE, WRONG = "da-xu-ly", "trung-lap", "loi"
NOTE: Final = ".ghi-chu.txt"
"""What the name of a note ends in: the name of its file and this."""
_LONGEST: Final = 255  # bytes of a name


def file_away(report: IngestReport, named: Iterable[Path], settings: Settings, store: Store,  # noqa: PLR0913, PLR0917
              today: date, unfiled: list[Skipped]) -> tuple[Filed, ...]:
    """Move the files of the inbox to where they belong; those in ``named`` stay. A file that cannot be moved stays too
    and goes to ``unfiled`` with the reason; the next run tries again."""
    inbox, stays = settings.inbox.resolve(), {_place(path) for path in named}
    moved = []
    for path, folder, note in _places(report, store, today):
        if inbox in _place(path).parents and _place(path) not in stays:
            try:
                moved.append(_move(path, inbox.parent / folder, note, store))
            except FileNotFoundError:  # somebody has taken it
                continue
            except OSError as error:
                unfiled.append(Skipped(path, cause_of(error)))
    return tuple(moved)


def file_workbooks(fates: Iterable[tuple[Path, str]], settings: Settings, store: Store, today: date) -> None:
    """Move workbooks that were brought to the inbox to where they belong: what was taken in, and what was not with a
    note that says why."""
    inbox, done = settings.inbox.resolve(), Path(DONE, f"{today:%Y}", f"{today:%m}")
    for path, note in fates:
        if inbox in _place(path).parents:
            with suppress(OSError):
                _move(path, inbox.parent / (WRONG if note else done), note, store)


def give_back(place: Path, beside: Path) -> Path:
    """Move what was filed away at ``place`` to where it was dropped, beside the whole file; returns its place there.
    Raises OSError when it cannot be moved."""
    to = _free(beside.parent, _fitting(f"{beside.stem} (chép dở)", beside.suffix))
    _rename(place, to)
    _note(place).unlink(missing_ok=True)
    return to


def put_back(place: Path, settings: Settings, store: Store) -> Path:
    """Move a file that could not be processed back into the inbox, so that it is read again; returns its place there.
    Raises InputError for one that is not there, or lies elsewhere than what was filed away."""
    inbox = settings.inbox.resolve()
    if inbox.parent / WRONG not in _place(place).parents:
        raise InputError(f"Tệp “{place.name}” không nằm trong thư mục tệp lỗi.",
                         "Tệp còn trong thư mục tiếp nhận thì lần chạy sau tự đọc lại.")
    try:
        return _move(place, inbox, "", store).to
    except FileNotFoundError as error:
        raise InputError(f"Tệp “{place.name}” không còn ở đó.",
                         "Có người đã chuyển hoặc xóa tệp; xin lại tệp nếu cần.") from error
    except OSError as error:
        raise InputError(f"Không chuyển được “{place.name}”: {cause_of(error)}.",
                         "Kiểm tra quyền ghi và dung lượng đĩa.") from error


def _place(path: Path) -> Path:
    """Where a file lies, a link being what is moved and not what it leads to."""
    return path.parent.resolve() / path.name


def _places(report: IngestReport, store: Store, today: date) -> Iterator[tuple[Path, Path, str]]:
    done = Path(DONE, f"{today:%Y}", f"{today:%m}")
    twins = {twin.path: twin.met.name for twin in report.twins}
    for path in dict.fromkeys((*report.new, *report.updated, *report.split)):
        yield path, done, _other_copy(twins.get(path))
    removed = {one.path: one.reason for one in report.removed}
    for path in report.known:
        if path in removed:
            yield path, Path(DOUBLE), f"Văn bản trong tệp này {removed[path]}"
            continue
        first = store.first_arrival(path)
        if first is None or first == path.absolute():
            # taken in by a run that was ended before it could move the file
            yield path, done, _other_copy(store.copy_of(path))
        else:
            yield path, Path(DOUBLE), f"Nội dung trùng với tệp đã tiếp nhận: {first}."
    for failed in report.failed:
        if failed.code not in REFUSED_CODES:
            yield failed.path, Path(WRONG), _why(failed)


def _other_copy(first: str | None) -> str:
    return f"Là bản khác của văn bản đã có từ tệp “{first}”." if first else ""


def _why(failed: Failed) -> str:
    return (f"{failed.message}\n{failed.advice}\n"
            "Sau khi xử lý, đặt lại tệp vào thư mục tiếp nhận để đọc lại; có thể xóa ghi chú này.")


def _move(path: Path, folder: Path, note: str, store: Store) -> Filed:
    """The store learns the new place first: a run that is ended in between finds the file in the inbox again."""
    path.lstat()  # raises for a file that has gone: the store keeps where it was
    folder.mkdir(parents=True, exist_ok=True)
    to = _free(folder, path.name)
    if note:
        write_whole(_note(to), note + "\n")
    try:
        store.moving(path, to)
        _rename(path, to)
    except OSError:
        store.not_moved(path, to)
        _note(to).unlink(missing_ok=True)
        raise
    store.moved(path, to)
    _note(path).unlink(missing_ok=True)  # of an earlier trial, put back with its file
    return Filed(path, to, note)


def end_move(path: Path, to: Path, store: Store) -> bool:
    """Bring to its end what a run had begun that was ended meanwhile: the file lies there, or still where it was, or in
    both places, copied and not yet taken away. Returns whether it has left its place; else it is filed again."""
    there, half = os.path.lexists(to), to.with_name(_fitting(f".{to.name}", ".tmp"))
    with suppress(OSError):
        half.unlink(missing_ok=True)
    if not there:
        store.not_moved(path, to)
        with suppress(OSError):
            _note(to).unlink(missing_ok=True)
        return False
    with suppress(OSError):
        if sha256_of(path) == sha256_of(to):
            path.unlink()
    store.moved(path, to)
    return not os.path.lexists(path)


def _rename(path: Path, to: Path) -> None:
    """Within one file system at once; else copied whole before the first one goes."""
    try:
        path.rename(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        half = to.with_name(_fitting(f".{to.name}", ".tmp"))
        shutil.copy2(path, half)
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.rename(to)
        path.unlink()


def _free(folder: Path, name: str) -> Path:
    """A path in the folder under that name, or under it with a number where the name is taken."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, path = 1, folder / name
    while path.exists() or path.is_symlink():
        number += 1
        path = folder / _fitting(stem, f" ({number}){suffix}")
    return path


def _note(path: Path) -> Path:
    """The note of a file; a name that is too long loses its first letters, for its end tells it from others."""
    name = path.name
    while len(os.fsencode(name + NOTE)) > _LONGEST:
        name = name[1:]
    return path.with_name(name + NOTE)


def _fitting(stem: str, end: str) -> str:
    """A name that a file system takes: the stem loses its last letters where it is too long."""
    while len(os.fsencode(stem + end)) > _LONGEST:
        stem = stem[:-1]
    return stem + end
