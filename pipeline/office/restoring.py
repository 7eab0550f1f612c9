"""An office as it was when a backup was written: everything is made whole beside the home folder and then takes its
place, so that a restore that is ended half way has changed nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from pipeline.audit import keep_head
from pipeline.causes import cause_of
from pipeline.configuration import NAME, Configuration
from pipeline.errors import BrokenFile, OutputError, StoreError
from pipeline.settings import Settings
from pipeline.store import fill_store, open_store
from pipeline.store.clock import now
from pipeline.store.originals import at

from .backing import BESIDE, BOOKS, ORIGINALS, ROWS, SETTINGS, Manifest, check, opened

BEFORE: Final = "truoc-phuc-hoi"
"""In the name of a home folder that was kept when another took its place."""
FROM_BACKUP: Final = "tu-ban-sao-luu"
"""In the name of what is put back beside a file that is there already."""
_LOCKS: Final = frozenset(("dang-chay", "dang-tao-bang"))


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the backup's ``manifest``, where the old home folder was ``kept`` (None without one), the
    workbooks that wait to be taken in, and the files that were put beside others of their name."""

    manifest: Manifest
    kept: Path | None
    books: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()


def restore_all(configured: Configuration, file: Path, *, over: bool = False) -> Restored:
    """Put everything back as it was. Call it while no run is at work.

    The whole backup is checked before anything is changed. Raises StoreError where the office has data already, unless
    ``over``: then the old home folder is kept beside. Raises BrokenFile for a damaged backup, InputError for none,
    OutputError when it cannot be written.
    """
    settings = configured.settings
    manifest = check(file)
    there = _has_data(settings.home)
    if there and not over:
        raise StoreError(f"{settings.home} đã có dữ liệu; chưa phục hồi gì.",
                         "Phục hồi ở thư mục trống, hoặc thêm --over: dữ liệu cũ được giữ nguyên ở thư mục bên cạnh.")
    made = settings.home.with_name(f".{settings.home.name}.{os.getpid()}.part")
    try:
        with opened(file) as (archive, _):
            _make(archive, manifest, replace(settings, home=made))
            kept = _swap(made, settings.home, there)
            placed = list(_place_beside(archive, manifest, configured))
    except OSError as error:
        raise OutputError(f"Không phục hồi được vào {settings.home}: {cause_of(error)}.",
                          "Kiểm tra dung lượng đĩa và quyền ghi rồi phục hồi lại.") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    with open_store(settings) as store:
        store.enter("recover", {"name": file.name, "head": manifest.head.told, "version": manifest.version})
    books = tuple(path for path in placed if settings.outputs in path.parents)
    return Restored(manifest, kept, books, tuple(path for path in placed if FROM_BACKUP in path.name))


def _has_data(home: Path) -> bool:
    return home.is_dir() and any(path.name not in _LOCKS for path in home.iterdir())


def _make(archive: ZipFile, manifest: Manifest, settings: Settings) -> None:
    """The home folder, whole, in a place of its own."""
    home = settings.home
    home.mkdir(mode=0o700, parents=True)
    for name in manifest.files:
        if name.startswith(BESIDE):
            _extract(archive, name, _under(home, name.removeprefix(BESIDE)))
        elif name.startswith(ORIGINALS):
            content = name.removeprefix(ORIGINALS)
            _extract(archive, name, _under(home, f"originals/{content[:2]}/{content}"))
    if settings.originals:
        _keep_elsewhere(settings)
    counts = fill_store(settings, manifest.migrations, [(table, partial(_lines, archive, table))
                                                         for table in manifest.rows])
    if counts != manifest.rows:
        raise StoreError("Phục hồi không đủ dữ liệu; chưa thay đổi gì.", "Báo người phụ trách chương trình.")
    if manifest.head.count:
        keep_head(home, manifest.head)


def _keep_elsewhere(settings: Settings) -> None:
    """Where originals are kept elsewhere, they go there."""
    folder = settings.home / "originals"
    for path in folder.glob("*/*"):
        at(settings.home, settings.originals).keep(path, path.name[:64])
    shutil.rmtree(folder, ignore_errors=True)


def _lines(archive: ZipFile, table: str) -> Iterator[str]:
    with archive.open(f"{ROWS}{table}.jsonl") as content:
        for line in content:
            yield line.decode()


def _extract(archive: ZipFile, name: str, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as content, to.open("wb") as out:
        shutil.copyfileobj(content, out)


def _under(folder: Path, name: str) -> Path:
    """A place in the folder; a name that leads out of it is no name of ours."""
    to = folder / name
    if not to.resolve().is_relative_to(folder.resolve()):
        raise BrokenFile(f"Bản sao lưu có phần mang tên lạ: {name}.", "Dùng bản sao lưu khác.")
    return to


def _swap(made: Path, home: Path, there: bool) -> Path | None:
    """Let the new home take its place; returns where the old one is kept."""
    kept = home.with_name(f"{home.name}-{BEFORE}-{now():%Y%m%d-%H%M%S}") if there else None
    if kept:
        home.rename(kept)
    elif home.is_dir():
        shutil.rmtree(home)  # nothing but locks is in it
    try:
        made.rename(home)
    except OSError:
        if kept:
            kept.rename(home)
        raise
    return kept


def _place_beside(archive: ZipFile, manifest: Manifest, configured: Configuration) -> Iterator[Path]:
    """Put settings and workbooks back where there are none, else beside those that are there."""
    settings = configured.settings
    for name in manifest.files:
        if name.startswith(BOOKS):
            yield from _put(archive, name, _under(settings.outputs, name.removeprefix(BOOKS)))
        elif name == f"{SETTINGS}{NAME}":
            yield from _put(archive, name, configured.base / NAME)
        elif name.startswith(SETTINGS):
            yield from _put(archive, name, settings.agencies)


def _put(archive: ZipFile, name: str, to: Path) -> Iterable[Path]:
    """Where a part was put, nothing where the same bytes lie already."""
    content = archive.read(name)
    with suppress(OSError):
        if to.read_bytes() == content:
            return ()
        to = _free(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(content)
    return (to,)


def _free(path: Path) -> Path:
    names = (f"{path.stem}.{FROM_BACKUP}{number or ''}{path.suffix}" for number in count())
    return next(place for name in names if not (place := path.with_name(name)).exists())
