"""ZIP files from strangers: looked at before anything is unpacked, and never unpacked beyond bounds.

What a member is said to unpack to is what is unpacked at most: ``zipfile`` stops there. A bomb is therefore told
by its table of contents.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import BrokenFile, EncryptedFile, TooLarge

MEMBERS = 5000
UNPACKED = 256 << 20  # bytes of all members together; python-docx holds them all at once
MARKUP = 48 << 20  # bytes of XML: a tree takes ten times the room, and 1,000 pages of Word are a third of it
_MARKUP_NAMES = (".xml", ".rels")
_ADVICE = "Không mở tệp này; xin lại bản khác từ nơi gửi, hoặc xuất văn bản ra PDF rồi nạp lại."

PASSWORD_ADVICE = ("Chạy lại và ghi mật khẩu ở tùy chọn --mat-khau (hoặc biến CHIDAO_MAT_KHAU); "
                   "hoặc mở tệp bằng mật khẩu, lưu bản không mật khẩu rồi nạp lại.")

# What zipfile raises for damaged members, besides BadZipFile.
DAMAGED = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, KeyError)


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The ZIP file at ``path``, which users know as ``name``, once it is found to stay within bounds.

    Raises BrokenFile when it cannot be opened, TooLarge for a bomb.
    """
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise broken(name) from error
    with archive:
        check(archive, name)
        yield archive


def check(archive: zipfile.ZipFile, name: str) -> None:
    """Raise TooLarge when there are too many members, or they would unpack to too much."""
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise TooLarge(f"{name}: tệp nén chứa {len(members)} mục, quá giới hạn {MEMBERS}.", _ADVICE)
    markup = sum(m.file_size for m in members if m.filename.lower().endswith(_MARKUP_NAMES))
    if markup > MARKUP or sum(m.file_size for m in members) > UNPACKED:
        raise TooLarge(f"{name}: nội dung giải nén quá lớn, có thể là “bom nén”.", _ADVICE)


def member(archive: zipfile.ZipFile, wanted: str | zipfile.ZipInfo, name: str, password: str | None = None) -> bytes:
    """The bytes of the member ``wanted`` of an archive that was checked; messages call it ``name``.

    Raises EncryptedFile for one that is locked, BrokenFile for a damaged one or one that is not there.
    """
    try:
        info = archive.getinfo(wanted) if isinstance(wanted, str) else wanted
        if info.flag_bits & 0x1 and not password:
            raise EncryptedFile(f"{name}: tệp nén có mật khẩu.", PASSWORD_ADVICE)
        return archive.read(info, password.encode() if password else None)
    except NotImplementedError as error:
        raise EncryptedFile(f"{name}: tệp nén dùng kiểu mã hóa hoặc kiểu nén không mở được ở đây.",
                            "Giải nén bằng phần mềm đã tạo ra nó rồi nạp từng văn bản.") from error
    except RuntimeError as error:  # what zipfile raises for a wrong password
        raise EncryptedFile(f"{name}: mật khẩu của tệp nén không đúng.", PASSWORD_ADVICE) from error
    except DAMAGED as error:
        raise broken(name) from error


def broken(name: str) -> BrokenFile:
    """What is said of a ZIP file, or of a DOCX or ODT, that cannot be opened."""
    return BrokenFile(f"{name}: tệp hỏng hoặc chưa chép xong, không mở được.",
                      "Chép hoặc tải lại tệp từ nơi gửi rồi nạp lại.")
