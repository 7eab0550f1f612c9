"""Takes a package apart into its members: names made harmless, packages in packages opened, all within bounds."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pipeline.errors import InputError, TooLarge, UnsupportedFormat

from .. import archives
from ..legacy_fonts.letters import LegacyFont, to_unicode
from ..legacy_fonts.speech import syllables
from . import compressed, edxml, mail, mapi, portfolio, signed, tnef

DEPTH = 2  # packages within packages: an e-mail with a ZIP in it, a forwarded e-mail
MOST = 200  # members that are read
_NAME_BYTES = 120  # a file system takes 255, and the folder it lies in is ours
_SIGNATURE = (".p7s", ".asc", ".sig")  # a signature kept beside what it signs
_UNICODE_PATH = 0x7075
_TCVN3 = LegacyFont("tcvn3", False)
KINDS = frozenset(("zip", "mail", "edxml", "msg", "tnef", "archive", "signed", "portfolio"))
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

    ``kind`` is one of ``KINDS``. Raises BrokenFile, EncryptedFile, TooLarge, and UnsupportedFormat where a library for
    the kind is not installed.
    """
    if kind == "zip":
        yield from _zipped(path, name, budget, password)
        return
    if kind == "archive":
        found = compressed.members(path, name, password)
        members = sorted((_placed(told, data) for told, data in found if not _is_junk(told)), key=_place_of)
        yield from map(budget.take, members)
        return
    for told, data in _held(path, kind, name):
        if not _is_junk(told):
            yield budget.take(Member("", safe_name(told), data))


def _held(path: Path, kind: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what a message or an envelope holds."""
    if kind == "msg":
        from . import outlook  # noqa: PLC0415  only for files of Outlook

        return outlook.attachments(path, name)
    if kind == "mail":
        return mail.attachments(path, name)
    if kind == "signed":
        return signed.content(path, name)
    if kind == "portfolio":
        return portfolio.members(path, name)
    if kind == "tnef":
        data = path.read_bytes()
        return iter(tnef.attachments(data) or mail.chosen_text(mapi.texts(tnef.message(data))))
    return edxml.attachments(path.read_bytes(), name)


def _placed(told: str, data: bytes) -> Member:
    place = PurePosixPath(told.replace("\\", "/"))
    folder = "/".join(part for part in place.parts[:-1] if part not in {"/", "..", "."})
    return Member(folder, safe_name(place.name), data)


def _place_of(member: Member) -> list[tuple[int, int, str]]:
    return _natural(f"{member.folder}/{member.name}")


def _zipped(path: Path, name: str, budget: Budget, password: str | None) -> Iterator[Member]:
    with archives.opened(path, name) as archive:
        infos = [i for i in archive.infolist() if not i.is_dir() and not _is_junk(_told(i))]
        infos.sort(key=lambda i: _natural(_told(i)))
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
    place = _placed(_told(info), b"")
    try:
        return replace(place, data=archives.member(archive, info, place.name, password))
    except InputError as error:
        return replace(place, error=error)


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _told(info: zipfile.ZipInfo) -> str:
    """The name of a member: as a field of its own tells it in UTF-8 (APPNOTE 4.6.9), else its bytes by what they are.

    ``zipfile`` reads bytes as code page 437 where the archive does not say UTF-8; programs write there what Windows
    uses: Windows-1258, TCVN3, or UTF-8 without a word.
    """
    name = _unicode_path(info.extra) or info.filename
    if name is info.filename and not info.flag_bits & 0x800 and not name.isascii():
        with suppress(UnicodeError):
            name = _in_letters(name.encode("cp437"), name)
    return name.replace("\\", "/")


def _unicode_path(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at:at + 2], "little"), int.from_bytes(extra[at + 2:at + 4], "little")
        if kind == _UNICODE_PATH:
            return extra[at + 9:at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _in_letters(data: bytes, otherwise: str) -> str:
    """The reading of a name that has most Vietnamese syllables; ``otherwise`` where none has more."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        ways = [otherwise, data.decode("cp1258", "replace"), to_unicode(data.decode("latin-1"), _TCVN3)]
        return max((unicodedata.normalize("NFC", way) for way in ways), key=syllables)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """*PL2* before *PL10*."""
    parts = _DIGITS.split(unicodedata.normalize("NFC", name).casefold())
    return [(1, int(part[:18]), "") if part.isdecimal() else (0, 0, part) for part in parts]


def _is_junk(name: str) -> bool:
    parts = name.casefold().split("/")
    return any(part in _JUNK or part.startswith(("._", "~$")) for part in parts) or name.casefold().endswith(_SIGNATURE)


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
