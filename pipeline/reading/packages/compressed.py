"""RAR, 7z and TAR archives, by libarchive where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import BrokenFile, EncryptedFile, TooLarge, UnsupportedFormat

from .. import archives
from ..decoding import decode

_ADVICE = "Giải nén bằng phần mềm đã tạo ra nó (7-Zip, WinRAR) rồi nạp từng văn bản, hoặc nén lại thành .zip."
_LOCKED = ("passphrase", "password", "encrypt", "decrypt", "crypto")
_INSTALL = "Cài thư viện rồi nạp lại: sudo apt-get install libarchive-tools. Hoặc giải nén rồi nạp từng văn bản."


def members(path: Path, name: str, password: str | None) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the files in an archive, in its order.

    Raises UnsupportedFormat where libarchive is not installed, EncryptedFile, BrokenFile, TooLarge.
    """
    library = _library(name)
    left = archives.UNPACKED
    try:
        with library.file_reader(str(path), passphrase=password) as archive:
            for number, entry in enumerate(archive, start=1):
                if entry.isdir or entry.issym or entry.islnk:  # links lead nowhere
                    continue
                blocks = []
                for block in entry.get_blocks():
                    left -= len(block)
                    if left < 0:
                        raise TooLarge(f"{name}: nội dung giải nén quá lớn, có thể là “bom nén”.",
                                       "Không mở tệp này; xin lại bản khác từ nơi gửi.")
                    blocks.append(block)
                yield _path(entry, number), b"".join(blocks)
    except library.ArchiveError as error:
        why = str(error).lower()
        if any(word in why for word in _LOCKED):
            raise EncryptedFile(f"{name}: tệp nén có mật khẩu, không mở được.", _ADVICE) from error
        raise BrokenFile(f"{name}: tệp nén hỏng, thiếu phần hoặc dùng kiểu nén không mở được ở đây.",
                         _ADVICE) from error


def _path(entry: Any, number: int) -> str:
    told = entry.pathname or f"tep-{number}"  # none where the language of the machine cannot spell it
    return decode(told) if isinstance(told, bytes) else str(told)


def _library(name: str) -> Any:
    try:
        import libarchive  # noqa: PLC0415  a library of the system, which may be missing
    except (ImportError, OSError, AttributeError) as error:
        raise UnsupportedFormat(f"{name}: cần thư viện libarchive để mở tệp nén RAR, 7z, TAR; máy này chưa cài.",
                                _INSTALL) from error
    return libarchive
