"""Files on their way to people: whole or not at all, untouched when nothing changed, and nobody's edits lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.causes import cause_of
from pipeline.errors import OutputError

SET_ASIDE = "ban-sua-tay"
"""In the name of a file that somebody had edited, when a new one took its place."""
BESIDE = "ban-moi"
"""In the name of a new file while the one in its place has to stay."""

Changed = Literal["beside", "taken", "aside"]
"""What is done about a file that somebody has changed: it stays and the new one goes ``beside`` it; what they changed
is ``taken`` in, so that the new one takes its place; it is set ``aside`` under a name of its own."""

Ours = Callable[[Path], bool]
"""Whether a file is as this program wrote it: nobody has saved it since."""

_CLOSE = ("Đóng tệp ở mọi máy (Excel, Word, LibreOffice) rồi chạy lại. Nếu không ai mở tệp, xóa tệp khóa "
          "(tên bắt đầu bằng “~$” hoặc “.~lock.”) nằm cùng thư mục.")


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that could not take its place at ``path``, since somebody has it open or (not ``open``) has changed the
    one there, and where it was written."""

    path: Path
    written: Path
    open: bool


def beside(path: Path) -> Path:
    """Where a new file is written while the one at ``path`` has to stay."""
    return path.with_name(f"{path.stem}.{BESIDE}{path.suffix}")


def place(write: Callable[[Path], None], path: Path, ours: Ours, changed: Changed = "beside") -> Beside | None:
    """Let ``write`` write to a temporary file beside ``path``, which then takes its place.

    A file with the same bytes stays untouched, even when it is open. One that somebody has open or has changed is not
    written over: the new one goes beside it, and what is returned tells so. Raises OutputError when nothing can be
    written.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        return _moved(temporary, path, ours, changed)
    except PermissionError as error:
        raise OutputError(f"Không ghi được {path}: tệp đang mở hoặc không có quyền ghi.", _CLOSE) from error
    except OSError as error:
        raise OutputError(f"Không ghi được {path}: {cause_of(error)}.",
                          "Kiểm tra dung lượng ổ đĩa và thư mục kết quả rồi chạy lại.") from error
    finally:
        _discard(temporary)


def _moved(new: Path, path: Path, ours: Ours, changed: Changed) -> Beside | None:
    if path.exists() and not _same(new, path):
        edited = changed != "taken" and not ours(path)
        if changed == "aside" and is_open(path):
            raise OutputError(f"Tệp {path} đang mở trong chương trình khác nên chưa được cập nhật.", _CLOSE)
        if changed == "aside" and edited:
            path.replace(_aside(path))
        elif edited or is_open(path):
            return _put_beside(new, path, ours)
    if not (path.exists() and _same(new, path)):
        try:
            new.replace(path)
        except PermissionError:  # open on Windows without a lock that could be seen
            return _put_beside(new, path, ours)
    drop_beside(path, ours)
    return None


def drop_beside(path: Path, ours: Ours) -> None:
    """Remove the file beside one that is in its place, unless somebody uses it."""
    if ours(beside(path)) and not is_open(beside(path)):
        beside(path).unlink(missing_ok=True)


def _put_beside(new: Path, path: Path, ours: Ours) -> Beside:
    other = beside(path)
    if other.exists() and not ours(other):
        other.replace(_aside(other))
    if not (other.exists() and _same(new, other)):
        new.replace(other)
    return Beside(path, other, is_open(path) or ours(path))


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def is_open(path: Path) -> bool:
    """Whether Excel, Word or LibreOffice says, by its lock beside the file, that somebody has it open."""
    # Excel puts "~$" before the name, Word in place of its first two letters
    locks = f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"
    return any(path.with_name(lock).exists() for lock in locks)


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.{SET_ASIDE}-{number}{path.suffix}")).exists():
        number += 1
    return aside


def keep_copy(path: Path) -> Path:
    """Set a copy of an edited file aside, once; returns where it lies. Raises OutputError."""
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


def remove_stale(root: Path, keep: Iterable[str], made: Mapping[str, Ours]) -> None:
    """Remove folders under ``root`` that are not to be kept and hold nothing but unedited files that this program
    ``made``, by name.

    A folder with anything else in it, or with a file that was edited or is open, stays.
    """
    wanted = set(keep)
    known = {name: ours for path, ours in made.items() for name in (path, beside(Path(path)).name)}
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if folder.name in wanted or folder.is_symlink() or not folder.is_dir():
            continue
        files = sorted(folder.iterdir())
        if files and all(file.name in known and known[file.name](file) for file in files):
            _remove(folder, files)


def _remove(folder: Path, files: Iterable[Path]) -> None:
    try:
        for file in files:
            file.unlink()
        folder.rmdir()
    except OSError as error:
        raise OutputError(f"Không xóa được danh mục cũ {folder}: {cause_of(error)}.", _CLOSE) from error
