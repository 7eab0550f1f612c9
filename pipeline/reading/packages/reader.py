"""Reads a package: the directive followed by its annexes, as one document."""

from __future__ import annotations

import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import private
from pipeline.errors import BrokenFile, ChidaoError, InputError, SecretDirective, SeveralDirectives, TooLarge
from pipeline.model.text import Document, Doubt, Source
from pipeline.settings import Settings

from ..clock import until
from ..secrecy import gate, markup, messages
from ..sniff import kind_of
from .joining import joined
from .members import DEPTH, KINDS, Budget, Member, too_deep, unpacked
from .sorting import Bundle, Paper, bundles

PACKAGES = KINDS
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day of ZIP: the same content gives the same bytes
ReadFile = Callable[[Path, Settings], Document]


def read(path: Path, sha256: str, kind: str, settings: Settings, read_file: ReadFile) -> Document:
    """Read the package at ``path``; ``read_file`` reads one member.

    What lies in it and what could not be read is told in the warnings. Raises SeveralDirectives where more than one
    directive lies in it, SecretDirective where it or a member bears a mark of secrecy, what the members raise where
    none can be read, and BrokenFile, EncryptedFile or TooLarge for the package itself.
    """
    with _opened(path, kind, settings, read_file) as contents:
        found = bundles(contents.papers)
        if len(found) > 1:
            raise SeveralDirectives(path.name, [bundle.directive.name for bundle in found])
        parts = [found[0].directive, *found[0].annexes]
        document = joined([part.document for part in parts], Source(path.name, sha256, 1, "txt"))
        told = _doubts(path.name, found[0], contents.unread)
    return replace(document, warnings=told + document.warnings)


def split(path: Path, kind: str, settings: Settings, read_file: ReadFile, folder: Path) -> list[Path]:
    """Write each directive of a package into ``folder``: as the file it is, or with its annexes as a ZIP file.

    The same package gives the same bytes again. Raises what :func:`read` raises, except SeveralDirectives.
    """
    with _opened(path, kind, settings, read_file) as contents:
        return [_written(bundle, folder, number) for number, bundle in enumerate(bundles(contents.papers), start=1)]


def _written(bundle: Bundle, folder: Path, number: int) -> Path:
    """One directive in a folder of its own: members of different folders may have the same name."""
    place = folder / str(number)
    place.mkdir(parents=True, exist_ok=True)
    if not bundle.annexes:
        target = place / bundle.directive.name
        shutil.copyfile(bundle.directive.file, target)
        return target
    target = place / f"{bundle.directive.name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, paper in enumerate((bundle.directive, *bundle.annexes), start=1):
            archive.writestr(zipfile.ZipInfo(f"{at:03}/{paper.name}", _EPOCH), paper.file.read_bytes())
    return target


@dataclass(slots=True)
class _Contents:
    """What is in a package: members that were read, and what could not be read with the reason."""

    name: str
    papers: list[Paper] = field(default_factory=list)
    unread: list[tuple[str, InputError]] = field(default_factory=list)


@contextmanager
def _opened(path: Path, kind: str, settings: Settings, read_file: ReadFile) -> Iterator[_Contents]:
    """All members of a package, read; their files are there as long as the context is."""
    contents, end = _Contents(path.name), time.monotonic() + settings.max_seconds
    with private.held() as folder:
        opener = _Opener(path.name, settings)
        for member, file in opener.files(path, kind, folder):
            _add(member, file, until(settings, end), read_file, contents)
        if not contents.papers:
            raise _nothing(path.name, contents.unread)
        yield contents


class _Opener:
    """Writes the members of a package, and of packages in it, as files: each into a folder of its own."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._budget, self._password = Budget(name), settings.password
        self._name, self._cleared = name, settings.cleared

    def files(self, path: Path, kind: str, folder: Path, above: tuple[str, ...] = (),
              ) -> Iterator[tuple[Member, Path | InputError]]:
        """The members, each with its file under ``folder`` or why there is none.

        What the package says itself, and the names of all members, pass the gate before anything is written.
        """
        gate.refuse(self._name, messages.of_package(path, kind), self._cleared)
        for number, member in enumerate(unpacked(path, kind, path.name, self._budget, self._password)):
            gate.refuse_name(member.name, self._cleared)
            shown = replace(member, folder="/".join((*above, member.folder)).strip("/"), data=b"")
            if member.error is not None:
                yield shown, member.error
                continue
            file = folder / str(number) / member.name
            file.parent.mkdir(parents=True)
            file.write_bytes(member.data)
            yield from self._opened(shown, file, (*above, member.name))

    def _opened(self, shown: Member, file: Path, above: tuple[str, ...],
                ) -> Iterator[tuple[Member, Path | InputError]]:
        kind = _kind(file)
        if kind not in PACKAGES:
            yield shown, file
        elif len(above) >= DEPTH:
            yield shown, too_deep(shown.name)
        else:
            try:
                yield from self.files(file, kind, file.parent / "goi", above)
            except TooLarge:
                raise
            except InputError as error:
                yield shown, error


def _kind(file: Path) -> str:
    try:
        return kind_of(file)
    except ChidaoError:  # told when the member is read
        return ""


def _add(member: Member, file: Path | InputError, settings: Settings, read_file: ReadFile,
         contents: _Contents) -> None:
    shown = f"{member.folder}/{member.name}".lstrip("/")
    if isinstance(file, InputError):
        contents.unread.append((shown, file))
        return
    try:
        contents.papers.append(Paper(member.folder, member.name, read_file(file, settings), file))
    except InputError as error:
        contents.unread.append((shown, error))
        _look_unread(contents.name, member.name, file, settings)
    except SecretDirective as error:
        raise gate.in_package(error, contents.name, member.name) from None


def _look_unread(package: str, member: str, file: Path, settings: Settings) -> None:
    """What is not read is kept with the package all the same: a workbook passes the gate too."""
    try:
        gate.refuse(member, markup.pieces(file), settings.cleared)
    except SecretDirective as error:
        raise gate.in_package(error, package, member) from None


def _nothing(name: str, unread: list[tuple[str, InputError]]) -> InputError:
    """Why a package gives nothing: the error of its first member, in the name of the package."""
    if not unread:
        return BrokenFile(f"{name}: gói không chứa tệp nào.", "Xin lại gói từ nơi gửi rồi nạp lại.")
    error = unread[0][1]
    return type(error)(f"{name}: không đọc được tệp nào trong gói ({len(unread)} tệp). {error.message}", error.advice)


def _doubts(name: str, bundle: Bundle, unread: list[tuple[str, InputError]]) -> tuple[Doubt, ...]:
    """What an analyst has to know of a package: what it holds, on which pages, and what was left out."""
    found = [Doubt("goi-van-ban", f"{name}: gói gồm {_pages(bundle)}.")]
    if not bundle.sure:
        found.append(Doubt("goi-khong-ro-van-ban",
                           f"{name}: không tệp nào trong gói có phần đầu văn bản; lấy “{bundle.directive.name}” làm "
                           "văn bản chính. Kiểm tra gói có thiếu tệp văn bản không."))
    if bundle.doubles:
        names = ", ".join(f"“{double.name}”" for double in bundle.doubles)
        found.append(Doubt("goi-trung-van-ban", f"{name}: {names} là bản khác của cùng văn bản nên không đọc thêm; "
                                                f"nhiệm vụ lấy theo “{bundle.directive.name}”."))
    found.extend(Doubt("goi-tep-khong-doc", f"{name}: chưa đọc “{member}” trong gói ({error.message}). Kết quả chỉ là "
                                            f"một phần của gói. {error.advice}") for member, error in unread)
    return tuple(found)


def _pages(bundle: Bundle) -> str:
    told, at = [], 1
    for kind, paper in (("văn bản", bundle.directive), *(("phụ lục", annex) for annex in bundle.annexes)):
        pages = paper.document.source.pages
        span = f"trang {at}" if pages <= 1 else f"trang {at}–{at + pages - 1}"
        told.append(f"{kind} “{paper.name}” ({span})")
        at += pages
    return ", ".join(told)
