"""The kept originals: ``ab/<sha256>.<suffix>`` in one folder, each written once and never changed.

The folder is ``originals`` in the home of the office, or wherever the setting ``originals`` says: another folder, a
bucket (``s3://…``), another machine (``sftp://…``). All of it goes through fsspec. Where files can be renamed an
original is written under another name first, so that a half-written one never bears its own; elsewhere it is read back.

Signed originals are evidence: the file in the inbox stays where it is, and the copy is byte for byte.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import time
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import fsspec
from fsspec.core import url_to_fs

from pipeline import private
from pipeline.causes import cause_of
from pipeline.errors import ChidaoError, ConfigurationError, InputError, StoreError

BLOCK = 1 << 20
FOLDER: Final = "originals"
IN_TURN: Final = 50
"""So many originals that lie on another machine are here at a time, to be read again."""
_SUFFIX = 10  # characters; what is longer is part of a name, and would not fit behind the hash
AGAIN = "Chờ chép xong tệp rồi chạy lại lệnh."
_NEEDS = {"s3": "s3fs", "sftp": "paramiko", "ssh": "paramiko"}
"""What has to be installed besides, by the kind of address."""
_LOCAL, _RENAMING = frozenset(("file", "local")), frozenset(("file", "local", "sftp", "ssh"))
_PAUSES = (0.5, 2.0)  # seconds before the second and third try over a network

R = TypeVar("R")


class ChangedFile(InputError):
    """The file on disk is no longer the one that was read."""

    code = "tep-dang-thay-doi"


class _Differs(OSError):
    """What was written does not read back as it should."""


def sha256_of(file: Path) -> str:
    """The sha256 of a file as 64 hex digits; raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@cache
def at(home: Path, where: str = "") -> Originals:
    """The originals of an office; ``where`` is the setting. Raises ConfigurationError for one that cannot be used."""
    if not where:
        return Originals(fsspec.filesystem("file"), str(home.absolute() / FOLDER))
    kind = where.partition("://")[0]
    if kind not in (*_LOCAL, *_NEEDS):
        raise ConfigurationError(f"Nơi giữ bản gốc “{where}” không dùng được.",
                                 "Viết originals như file:///o-dia/ban-goc, s3://kho/thu-muc hoặc sftp://may/thu-muc.")
    try:
        return Originals(*url_to_fs(where.rstrip("/"), use_listings_cache=False))
    except ImportError as error:
        raise ConfigurationError(
            f"Để giữ bản gốc ở {kind}:// cần cài thêm gói {_NEEDS.get(kind, kind)}.",
            f"Chạy: .venv/bin/pip install {_NEEDS.get(kind, kind)} rồi chạy lại.") from error
    except Exception as error:  # of whatever library speaks with the other side
        raise _unreachable(where, error) from error


class Originals:
    """The originals in the folder ``root`` of a file system of fsspec. All methods raise StoreError when it fails."""

    def __init__(self, system: Any, root: str) -> None:
        self._system, self._root = system, root
        kinds = system.fs.protocol if hasattr(system, "fs") else system.protocol
        kinds = frozenset((kinds,) if isinstance(kinds, str) else kinds)
        self._renames = bool(kinds & _RENAMING)
        self._local = bool(kinds & _LOCAL) and not hasattr(system, "fs")
        self._lent: Path | None = None

    def place(self, sha256: str, name: str) -> Path:
        """Where the original with that content can be opened on this machine, once it was ``fetched`` when it lies
        elsewhere; the suffix is taken from ``name`` when it can be one."""
        return self._here(f"{sha256}{_suffix(name)}")

    def keep(self, path: Path, sha256: str) -> None:
        """Copy the file at ``path`` to its place; does nothing when it is there already.

        Raises ChangedFile when the content is not what ``sha256`` says, StoreError when it cannot be written.
        """
        target = self._at(f"{sha256}{_suffix(path.name)}")
        with self._told(f"Không lưu được bản gốc của tệp “{path.name}” vào {self._root}"):
            self._again(lambda: self._keep(path, target, sha256))

    def kept(self, sha256: str) -> Path | None:
        """The kept original with that content, on this machine; None when there is none."""
        with self._told(f"Không đọc được bản gốc ở {self._root}"):
            found = self._again(lambda: self._found(sha256))
            if not found:
                return None
            here = self._here(found[0].rsplit("/", 1)[1])
            self._again(partial(self._fetch, found[0], here, sha256))
            return here

    def shown(self, sha256: str) -> Path | None:
        """The kept original where people can open it; None when it lies elsewhere."""
        return self.kept(sha256) if self._local else None

    def of(self, contents: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, Path]]:
        """Those of the contents (sha256, name) whose originals are kept, with their places."""
        with self._told(f"Không đọc được bản gốc ở {self._root}"):
            there = None if self._local else frozenset(self._again(lambda: self._system.find(self._root)))
        for sha256, name in contents:
            place = self.place(sha256, name)
            if place.exists() if there is None else self._at(place.name) in there:
                yield sha256, name, place

    @contextmanager
    def fetched(self, places: Iterable[Path]) -> Iterator[None]:
        """The originals at these places can be opened as long as the context is."""
        places = list(places)
        try:
            for place in places:
                self.kept(place.name[:64])
            yield
        finally:
            if not self._local:
                for place in places:
                    place.unlink(missing_ok=True)

    def in_turn(self, places: Sequence[Path]) -> Generator[Sequence[Path]]:
        """The originals at these places, part by part, each part to be opened until the next one is asked for: all of
        them where they lie on this machine, else ``IN_TURN`` at a time."""
        if self._local:
            yield places
            return
        for n in range(0, len(places), IN_TURN):
            with self.fetched(part := places[n:n + IN_TURN]):
                yield part

    def every(self) -> dict[str, str]:
        """All kept originals: their places in their file system by content."""
        with self._told(f"Không đọc được bản gốc ở {self._root}"):
            found = self._again(lambda: self._system.find(self._root, maxdepth=2))
        return {name[:64]: place for place in found if not (name := place.rsplit("/", 1)[1]).startswith(".")}

    def content(self, place: str) -> str:
        """The sha256 of what is kept there now."""
        with self._told(f"Không đọc được bản gốc ở {self._root}"):
            return self._again(lambda: self._sha256(place))

    def set_aside(self, place: str, folder: Path) -> None:
        """Move what is kept there to a folder on this machine."""
        folder.mkdir(parents=True, exist_ok=True)
        with self._told(f"Không chuyển được bản gốc ở {self._root}"):
            self._again(lambda: self._system.get_file(place, str(folder / place.rsplit("/", 1)[1])))
            self._again(partial(self._remove, place))

    def holds(self, path: Path) -> bool:
        """Whether a path is that of a kept original."""
        return self._top() in path.absolute().parents

    def drop(self, sha256: str) -> None:
        """Remove the kept original with that content, if any."""
        with self._told(f"Không xóa được bản gốc ở {self._root}"):
            for original in self._again(lambda: self._found(sha256)):
                self._again(partial(self._remove, original))
                if not self._local:
                    self._here(original.rsplit("/", 1)[1]).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove half-written originals that killed runs left behind; only for who holds the lock of the store."""
        with self._told(f"Không dọn được nơi giữ bản gốc {self._root}"):
            for left in self._again(lambda: self._system.find(self._root, maxdepth=2)) if self._renames else ():
                if left.rsplit("/", 1)[1].startswith(".") and left.endswith(".part"):
                    self._remove(left)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"

    def _here(self, name: str) -> Path:
        """The place of an original on this machine."""
        return self._top() / name[:2] / name

    def _top(self) -> Path:
        """The folder of the originals, or one that does not outlive the program."""
        if self._local:
            return Path(self._root)
        if self._lent is None:
            self._lent = Path(private.folder())
            atexit.register(shutil.rmtree, self._lent, ignore_errors=True)
        return self._lent

    def _found(self, sha256: str) -> list[str]:
        try:
            there = self._system.ls(f"{self._root}/{sha256[:2]}", detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [one for one in there if one.rsplit("/", 1)[1].startswith(sha256)]

    def _fetch(self, original: str, here: Path, sha256: str) -> None:
        """Bring an original that lies elsewhere to this machine, unless it is here."""
        if self._local or here.exists():
            return
        here.parent.mkdir(parents=True, exist_ok=True)
        part = here.with_suffix(".part")
        self._system.get_file(original, str(part))
        if sha256_of(part) != sha256:
            raise _Differs(f"{original} reads otherwise")
        part.replace(here)

    def _keep(self, path: Path, target: str, sha256: str) -> None:
        if self._system.exists(target) and (self._renames or self._system.size(target) == path.stat().st_size):
            return
        try:
            source = path.open("rb")
        except OSError as error:
            raise ChangedFile(f"Không còn mở được tệp “{path.name}”: {cause_of(error)}.", AGAIN) from error
        folder = target.rsplit("/", 1)[0]
        part = f"{folder}/.{uuid.uuid4().hex}.part" if self._renames else target
        with source:
            self._system.makedirs(folder, exist_ok=True)
            try:
                if self._copy(source, part) != sha256:
                    raise ChangedFile(f"Tệp “{path.name}” thay đổi trong khi đang được đọc.", AGAIN)
                if self._renames:
                    self._system.mv(part, target)
                elif self._sha256(target) != sha256:
                    raise _Differs(f"{target} reads otherwise")
            except BaseException:
                with suppress(Exception):
                    self._remove(part)
                raise

    def _copy(self, source: BinaryIO, target: str) -> str:
        digest = hashlib.sha256()
        with self._system.open(target, "wb") as copy:
            while block := source.read(BLOCK):
                digest.update(block)
                copy.write(block)
        return digest.hexdigest()

    def _sha256(self, target: str) -> str:
        digest = hashlib.sha256()
        with self._system.open(target, "rb") as copy:
            while block := copy.read(BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._system.rm_file(path)

    def _again(self, act: Callable[[], R]) -> R:
        """Over a network what fails is tried again."""
        for pause in () if self._local else _PAUSES:
            try:
                return act()
            except (ChidaoError, FileNotFoundError):
                raise
            except Exception:  # of whatever library speaks with the other side
                time.sleep(pause)
        return act()

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except ChidaoError:
            raise
        except Exception as error:  # of whatever library speaks with the other side
            raise StoreError(f"{what}: {cause_of(error)}.",
                             "Kiểm tra dung lượng, quyền ghi của nơi giữ bản gốc và mạng, rồi chạy lại.") from error


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if len(suffix) <= _SUFFIX and suffix[1:].isascii() and suffix[1:].isalnum() else ""


def _unreachable(where: str, error: Exception) -> StoreError:
    return StoreError(f"Không mở được nơi giữ bản gốc {where}: {cause_of(error)}.",
                      "Kiểm tra địa chỉ, tài khoản và mạng, rồi chạy lại.")
