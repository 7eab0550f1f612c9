"""Which files under the given paths are taken for directives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.settings import Settings

from .filing import NOTE
from .report import Skipped

TAKEN = frozenset((
    ".pdf", ".docx", ".doc", ".txt", ".rtf", ".odt", ".docm", ".dot", ".dotx", ".xls", ".xlsx", ".zip", ".rar", ".7z",
    ".eml", ".msg", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".html", ".htm", ".xml",
    ".edxml", ".dotm", ".mht", ".mhtml", ".dat", ".p7m", ".tar", ".tgz", ".gz", ".heic", ".heif", ".webp", ".bmp",
    ".avif",
))
"""Suffixes a clerk may drop a directive under: those that are not read must fail aloud, not be passed over."""

UNFINISHED = frozenset((".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", ".opdownload"))
PLACEHOLDER = ".gitkeep"
"""Keeps the inbox in the repository while it is empty: no clerk dropped it, so nothing is told of it."""
TEMPORARY_NAMES = frozenset(("thumbs.db", "desktop.ini", "readme.md"))

HIDDEN = "tệp ẩn hoặc tệp tạm của hệ thống"
DOWNLOADING = "tệp đang tải về hoặc chưa chép xong"
OTHER = "không phải định dạng văn bản chỉ đạo"
NO_FILE = "không phải tệp thường (ống dẫn, thiết bị hoặc socket)"
LEADS_OUT = "liên kết dẫn ra ngoài thư mục tiếp nhận; hãy chép chính tệp đó vào"
LEADS_NOWHERE = "liên kết hỏng, không dẫn đến tệp nào"
LINKED_FOLDER = "liên kết đến thư mục; hãy chép chính các tệp vào"


@dataclass(frozen=True, slots=True)
class Collected:
    """Files to look at, each once, and those left aside with the reason; ``named`` are those given by themselves,
    ``workbooks`` our own, brought back with what people entered."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()
    named: tuple[Path, ...] = ()
    workbooks: tuple[Path, ...] = ()


def collect(paths: Iterable[Path], settings: Settings) -> Collected:
    """All files under ``paths`` in order of their names; the program's own folders are passed over.

    A file that is named itself is taken whatever its suffix, unless it is a temporary one. What is no plain file is
    never opened: a named pipe would hold up the run for ever, and a link may lead to what nobody dropped.
    Raises InputError for a path that is not there.
    """
    files: dict[Path, Path] = {}
    workbooks: dict[Path, Path] = {}
    skipped: list[Skipped] = []
    paths = tuple(paths)
    for path in paths:
        if not path.exists():
            raise InputError(f"Không tìm thấy {path}.", "Kiểm tra lại đường dẫn, hoặc tạo thư mục rồi đặt tệp vào đó.")
        for file in _walk(path, settings, skipped) if path.is_dir() else (path,):
            reason = unwanted(file, named=file == path) or _unplain(file, path)
            if reason:
                skipped.append(Skipped(file, reason))
            else:
                (workbooks if _is_workbook(file) else files).setdefault(file.absolute(), file)
    named = tuple(path for path in paths if not path.is_dir())
    return Collected(tuple(files.values()), tuple(skipped), named, tuple(workbooks.values()))


def _is_workbook(file: Path) -> bool:
    if file.suffix.casefold() != ".xlsx":
        return False
    from pipeline.workbooks import remembers  # noqa: PLC0415  openpyxl is loaded only when there is such a file

    return remembers(file)


def _walk(folder: Path, settings: Settings, skipped: list[Skipped]) -> Iterator[Path]:
    own = {settings.home.absolute(), settings.outputs.absolute()} - {folder.absolute()}

    def closed(error: OSError) -> None:
        skipped.append(Skipped(Path(error.filename), "không có quyền mở thư mục"))

    for name, folders, files in os.walk(folder, onerror=closed):
        here = Path(name)
        skipped += [Skipped(here / sub, LINKED_FOLDER) for sub in sorted(folders) if (here / sub).is_symlink()]
        folders[:] = sorted(sub for sub in folders if not sub.startswith(".") and (here / sub).absolute() not in own)
        yield from (here / file for file in sorted(files) if file != PLACEHOLDER)


def unwanted(file: Path, *, named: bool) -> str | None:
    """Why a file is left aside, None when it is taken."""
    name, suffix = file.name.casefold(), file.suffix.casefold()
    if name.startswith((".", "~")) or name.endswith(("~", NOTE)) or name in TEMPORARY_NAMES:
        return HIDDEN
    if suffix in UNFINISHED:
        return DOWNLOADING
    return None if named or suffix in TAKEN else OTHER


def _unplain(file: Path, given: Path) -> str | None:
    """Why a file is not opened although its name is wanted; a link that is named itself may lead anywhere."""
    try:
        mode = file.stat().st_mode
        if file != given and file.is_symlink() and not file.resolve().is_relative_to(given.resolve()):
            return LEADS_OUT
    except (OSError, RuntimeError):  # a link in a circle is broken too; of a file opening it will tell why
        return LEADS_NOWHERE if file.is_symlink() else None
    return None if stat.S_ISREG(mode) else NO_FILE
