"""What a PDF says beside its text: its signatures, and where something was stamped onto its first page."""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.model.text import Signature

from .blanks import Rect


@dataclass(frozen=True, slots=True)
class Evidence:
    """``broken`` counts signatures that cannot be read, ``mismatched`` are positions of those that do not match their
    certificate; ``stamps`` are boxes on page 1 in points from the top left; ``made`` is the day the file was made."""

    signatures: tuple[Signature, ...] = ()
    broken: int = 0
    mismatched: frozenset[int] = frozenset()
    stamps: tuple[Rect, ...] = ()
    made: date | None = None

    @property
    def days(self) -> frozenset[date]:
        """The days on which the file was signed."""
        return frozenset(s.signed_at.date() for s in self.signatures if s.signed_at)

    @property
    def vouched(self) -> bool:
        """Whether an intact signature covers everything that is in the file."""
        return any(s.intact and s.covers_whole_file for s in self.signatures)


def gather(path: Path, document: pdfium.PdfDocument, stamps: tuple[Rect, ...],
           password: str | None = None) -> Evidence:
    """What is told beside the text; ``stamps`` are those of the first page.

    ``password`` is the one that opened the file, None where none was needed.
    """
    made = _made(document)
    if not is_signed(path):
        return Evidence(stamps=stamps, made=made)
    from .check import signatures  # noqa: PLC0415  takes a second to load, and few files are signed

    found = signatures(path, document, password)
    return Evidence(found.signatures, found.broken, found.mismatched, stamps, made)


def _made(document: pdfium.PdfDocument) -> date | None:
    """The day of ``CreationDate``; a directive on paper was signed by then."""
    told = re.match(r"D:(\d{4})(\d{2})(\d{2})", document.get_metadata_value("CreationDate") or "")
    try:
        return date(*map(int, told.groups())) if told else None
    except ValueError:
        return None


def load() -> None:
    """Load the library that checks signatures, which is loaded with the first signed file otherwise."""
    import_module(".check", __package__)


def is_signed(path: Path) -> bool:
    """Whether the file holds a signature dictionary at all; those are never compressed."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(b"/ByteRange") >= 0
