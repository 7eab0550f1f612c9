"""Takes a package apart into its members: names made harmless, packages in packages opened, all within bounds."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.errors import InputError, TooLarge, UnsupportedFormat

from .. import archives
from . import edxml, mail

DEPTH = 2  # packages within packages: an e-mail with a ZIP in it, a forwarded e-mail
MOST = 200  # members that are read
_NAME_BYTES = 120  # a file system takes 255, and the folder it lies in is ours
_JUNK = frozenset(("__macosx", ".ds_store", "thumbs.db", "desktop.ini"))
_DIGITS = re.compile(r"(\d+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package: ``folder`` and ``name`` for showing (the name is a plain file name), and its bytes;
    ``error`` says why there are none."""

    folder: str
    name: str
    data: bytes = field(repr=False, default=b"")
    error: InputError | None = None


@dataclass(slots=True)
class Budget:
    """What may still be unpacked: bytes, and members."""

    name: str
    left: int = archives.UNPACKED
    members: int = MOST

    def take(self, member: Member) -> Member:
        """Count ``member``; raises TooLarge when it is too much."""
        self.left -= len(member.data)
        self.members -= 1
        if self.left < 0 or self.members < 0:
            raise TooLarge(f"{self.name}: gói chứa quá nhiều tệp ({MOST}) hoặc giải nén quá lớn.",
                           "Chỉ giữ văn bản và phụ lục trong gói, hoặc giải nén rồi nạp từng văn bản.")
        return member


def unpacked(path: Path, kind: str, name: str, budget: Budget, password: str | None) -> Iterator[Member]:
    """The members of the package at ``path`` in the order of its table of contents, junk left out.

    ``kind`` is ``zip``, ``mail`` or ``edxml``. Raises BrokenFile, EncryptedFile and TooLarge.
    """
    if kind == "zip":
        yield from _zipped(path, name, budget, password)
        return
    found = mail.attachments(path, name) if kind == "mail" else edxml.attachments(path.read_bytes(), name)
    for told, data in found:
        yield budget.take(Member("", safe_name(told), data))


def _zipped(path: Path, name: str, budget: Budget, password: str | None) -> Iterator[Member]:
    with archives.opened(path, name) as archive:
        infos = sorted((i for i in archive.infolist() if not i.is_dir() and not _is_junk(_told(i))), key=_natural)
        envelope = next((i for i in infos if _is_envelope(archive, i, name, password)), None)
        order: list[str] = []
        if envelope is not None:
            data = archives.member(archive, envelope, name, password)
            order = [safe_name(one) for one in edxml.manifest(data, name)]
            for told, content in edxml.attachments(data, name):
                yield budget.take(Member("", safe_name(told), content))
            infos.remove(envelope)
        infos.sort(key=lambda i: _place(order, safe_name(_told(i))))  # stable: the rest stays as it is
        for info in infos:
            yield budget.take(_member(archive, info, password))


def _is_envelope(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, password: str | None) -> bool:
    try:
        return info.filename.lower().endswith((".xml", ".edxml")) \
            and edxml.is_envelope(archives.member(archive, info, name, password))
    except InputError:  # told when it is read as a member
        return False


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: str | None) -> Member:
    place = PurePosixPath(_told(info))
    folder = "/".join(part for part in place.parts[:-1] if part not in {"/", "..", "."})
    name = safe_name(place.name)
    try:
        return Member(folder, name, archives.member(archive, info, name, password))
    except InputError as error:
        return Member(folder, name, error=error)


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _told(info: zipfile.ZipInfo) -> str:
    """The name of a member; many programs write UTF-8 and do not say so, which ``zipfile`` reads as code page 437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _natural(info: zipfile.ZipInfo) -> list[tuple[int, int, str]]:
    """*PL2* before *PL10*."""
    parts = _DIGITS.split(unicodedata.normalize("NFC", _told(info)).casefold())
    return [(1, int(part[:18]), "") if part.isdecimal() else (0, 0, part) for part in parts]


def _is_junk(name: str) -> bool:
    parts = name.casefold().split("/")
    return any(part in _JUNK or part.startswith(("._", "~$")) for part in parts)


def safe_name(name: str) -> str:
    """A plain file name: no folders, no control characters, NFC, at most 120 bytes with its suffix kept."""
    last = unicodedata.normalize("NFC", _CONTROL.sub("", name)).replace("\\", "/").rsplit("/", 1)[-1].strip()
    stem, dot, suffix = last.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = last, ""
    stem = stem.encode("utf-8", "replace")[:_NAME_BYTES - 1 - len(suffix.encode("utf-8", "replace"))]\
        .decode("utf-8", "ignore")
    return (f"{stem}.{suffix}" if suffix else stem).strip(". ") or "khong-ten"


def too_deep(name: str) -> UnsupportedFormat:
    """What is said of a package inside a package inside a package."""
    return UnsupportedFormat(f"{name}: gói lồng trong gói quá {DEPTH} lớp.", "Giải nén rồi nạp văn bản bên trong.")
