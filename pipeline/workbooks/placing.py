"""Files on their way to people: whole or not at all, untouched when nothing changed, and nobody's edits lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pipeline.causes import cause_of
from pipeline.errors import OutputError

SET_ASIDE = "ban-sua-tay"
"""In the name of a file that somebody had edited, when a new one took its place."""

Ours = Callable[[Path], bool]
"""Whether a file is as this program wrote it: nobody has saved it since."""

CLOSE = ("Đóng tệp ở mọi máy (Excel, Word, LibreOffice) rồi chạy lại. Nếu không ai mở tệp, xóa tệp khóa "
         "(tên bắt đầu bằng “~$” hoặc “.~lock.”) nằm cùng thư mục.")


def place(write: Callable[[Path], None], path: Path, ours: Ours, *, taken: bool = False) -> None:
    """Let ``write`` write to a temporary file beside ``path``, which then takes its place.

    A file with the same bytes stays untouched, even when it is open. One that somebody has edited is first set aside
    under a name of its own, unless what they changed is ``taken`` in. Raises OutputError when the file is open in
    another program or cannot be written.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        if path.exists() and _same(temporary, path):
            return
        _refuse_open(path)
        if path.exists() and not taken and not ours(path):
            path.replace(_aside(path))
        temporary.replace(path)
    except PermissionError as error:
        raise OutputError(f"Không ghi được {path}: tệp đang mở hoặc không có quyền ghi.", CLOSE) from error
    except OSError as error:
        raise OutputError(f"Không ghi được {path}: {cause_of(error)}.",
                          "Kiểm tra dung lượng ổ đĩa và thư mục kết quả rồi chạy lại.") from error
    finally:
        _discard(temporary)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _refuse_open(path: Path) -> None:
    # Excel puts "~$" before the name of a file that is open, Word in place of its first two letters
    locks = f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"
    if any(path.with_name(lock).exists() for lock in locks):
        raise OutputError(f"Tệp {path} đang mở trong chương trình khác nên chưa được cập nhật.", CLOSE)


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.{SET_ASIDE}-{number}{path.suffix}")).exists():
        number += 1
    return aside


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
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if folder.name in wanted or folder.is_symlink() or not folder.is_dir():
            continue
        files = sorted(folder.iterdir())
        if files and all(file.name in made and made[file.name](file) for file in files):
            _remove(folder, files)


def _remove(folder: Path, files: Iterable[Path]) -> None:
    try:
        for file in files:
            file.unlink()
        folder.rmdir()
    except OSError as error:
        raise OutputError(f"Không xóa được danh mục cũ {folder}: {cause_of(error)}.", CLOSE) from error
