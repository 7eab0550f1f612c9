"""The gate: everything that a reader saw of a file passes here before anything else happens to it.

What is told of a refused file are words of this program: which degree, and in what part of the file. No word of the
file itself leaves the gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pipeline.errors import SecretDirective, SuspectedSecret
from pipeline.model.text import Document

from . import words
from .words import Mark

REFUSED: Final = (
    "Tệp được để nguyên tại chỗ, không sao chép, không lưu. Hãy xử lý theo quy định bảo vệ bí mật "
    "nhà nước và chuyển tệp ra khỏi thư mục tiếp nhận."
)
HELD: Final = (
    "Tệp được để nguyên tại chỗ, không sao chép, không lưu. Hãy mở tệp xem có đúng là dấu độ mật không: "
    "nếu đúng thì chuyển tệp ra khỏi thư mục tiếp nhận; nếu không thì chạy chidao release TỆP --reason "
    '"LÝ DO" rồi nạp lại.'
)
_PLACES: Final = {
    "running head": "đầu trang",
    "running foot": "chân trang",
    "page number": "lề trang",
    "footnote": "chú thích",
    "watermark": "hình mờ hoặc chữ ngoài nội dung",
    "stamp": "dấu đóng",
    "receipt": "dấu đến",
}


class Piece(NamedTuple):
    """A piece of what a file shows: its text, where it stands (Vietnamese), and whether it stands apart from the
    running text."""

    text: str
    where: str
    aside: bool = False


def refuse(name: str, pieces: Iterable[Piece], cleared: bool = False) -> None:
    """Let the pieces of the file ``name`` pass, or raise SecretDirective for a mark among them.

    What only may be a mark raises SuspectedSecret, unless a person has ``cleared`` the file.
    """
    best: tuple[Mark, str] | None = None
    for piece in pieces:
        found = words.mark(piece.text, piece.aside)
        if found and found.sure:
            raise _secret(name, found, piece.where)
        if found and best is None:
            best = found, piece.where
    if best and not cleared:
        raise _suspected(name, *best)


def refuse_name(name: str, cleared: bool = False) -> None:
    """Raise SuspectedSecret for a mark in the name of a file."""
    found = None if cleared else words.in_name(name)
    if found:
        raise _suspected(name, found, "tên tệp")


def of_document(document: Document) -> Iterator[Piece]:
    """The pieces of what was read: paragraphs, tables, and what was set aside."""
    held = [(table.start, table.end) for table in document.tables]
    for paragraph in document.paragraphs:
        if not any(start <= paragraph.start < end for start, end in held):
            where = f"trang {paragraph.page}" if paragraph.page else "nội dung"
            yield Piece(document.text[paragraph.start : paragraph.end], where)
    for table in document.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
        yield from (Piece(text, "bảng trong văn bản") for text in words.cells(rows.values()))
    for one in document.furniture:
        yield Piece(one.text, f"{_PLACES[one.kind]}, trang {one.page}", True)


def in_package(error: SecretDirective, package: str, member: str) -> SecretDirective:
    """The error of a member as one of its whole package."""
    reason = f"tệp “{member}” trong gói: {error.reason}"
    if isinstance(error, SuspectedSecret):
        return SuspectedSecret(f"{package}: tạm giữ cả gói vì {reason}.", HELD, reason)
    return SecretDirective(f"{package}: không xử lý cả gói vì {reason}.", REFUSED, reason)


def _secret(name: str, found: Mark, where: str) -> SecretDirective:
    reason = f"{_named(found)} ở {where}"
    return SecretDirective(f"Tệp “{name}” mang {reason} nên không được xử lý.", REFUSED, reason)


def _suspected(name: str, found: Mark, where: str) -> SuspectedSecret:
    reason = f"nghi có {_named(found)} ở {where}"
    return SuspectedSecret(f"Tệp “{name}” bị tạm giữ: {reason}.", HELD, reason)


def _named(found: Mark) -> str:
    return f"dấu độ mật “{found.degree.upper()}”" if found.degree else "dấu hiệu văn bản mật"
