"""The door of the room: checks a file, hands it to the reader of its format, lets no stray failure out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.causes import cause_of
from pipeline.errors import BrokenFile, ChidaoError, InputError, TooLarge, UnsupportedFormat
from pipeline.model.names import shown
from pipeline.model.text import Document
from pipeline.releases import is_released
from pipeline.settings import Settings

from .garbled import is_readable
from .legacy_fonts.doubts import language_doubts
from .packages import reader as packages
from .pdf.reader import read as read_pdf
from .plain.reader import read as read_txt
from .secrecy import gate
from .sniff import Kind, kind_of

_CHUNK = 1 << 20


def digest(path: Path) -> str:
    """The sha256 of a file as 64 hex digits; reads it in pieces. Raises InputError when it cannot be opened."""
    value = hashlib.sha256()
    try:
        with Path(path).open("rb") as file:
            while piece := file.read(_CHUNK):
                value.update(piece)
    except OSError as error:
        raise _unreadable(Path(path), error) from error
    return value.hexdigest()


def read(path: Path, settings: Settings | None = None) -> Document:
    """Read a directive: PDF, DOCX, plain text, web pages (HTML, MHT), DOC, RTF, ODT and Word 2003 XML by way of
    LibreOffice, pictures, or a package (ZIP, RAR, 7z, e-mail, Outlook's own, edXML, PDF portfolio) of a directive with
    its annexes; told apart by content.

    Raises the errors of ``pipeline.errors`` that stand under InputError: UnsupportedFormat, NeedsOcr,
    BrokenFile, EncryptedFile, TooLarge, SeveralDirectives; SecretDirective for a file, or a package with a member,
    that bears a mark of secrecy, SuspectedSecret for what may be one and was not released.
    Pages that cannot be read while others can are told in ``Document.warnings``, and so are letters that are no
    Vietnamese. Never raises anything else for a bad file.
    """
    path, settings = Path(path), settings or Settings()
    with only_known(path):
        sha256, settings = admitted(path, settings)
        document = _read(path, sha256, settings)
        gate.refuse(shown(path.name), gate.of_document(document), settings.cleared)
        doubts = tuple(replace(doubt, message=shown(doubt.message)) for doubt in document.warnings)
        return replace(document, source=replace(document.source, name=shown(path.name)),
                       warnings=doubts + language_doubts(document))


def admitted(path: Path, settings: Settings) -> tuple[str, Settings]:
    """The sha256 of a file that may be opened, and the settings for it: whether a person has released it."""
    _check_size(path, settings)
    sha256 = digest(path)
    if not settings.cleared and is_released(settings.home, sha256):
        settings = replace(settings, cleared=True)
    gate.refuse_name(shown(path.name), settings.cleared)
    return sha256, settings


@contextmanager
def only_known(path: Path) -> Iterator[None]:
    """Whatever goes wrong with the file leaves as an error of ``pipeline.errors``."""
    try:
        yield
    except ChidaoError:
        raise
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise _unreadable(path, error) from error
    except (MemoryError, RecursionError) as error:
        raise TooLarge(f"{path.name}: tệp quá lớn hoặc quá phức tạp để đọc.", "Chia tệp nhỏ ra rồi nạp lại.") from error
    except Exception as error:  # whatever a library throws at a damaged file
        raise BrokenFile(f"{path.name}: tệp hỏng, không đọc được ({type(error).__name__}).",
                         "Mở thử tệp; nếu mở được thì xuất lại PDF rồi nạp, nếu không thì xin lại tệp.") from error


def split(path: Path, settings: Settings, folder: Path) -> list[Path]:
    """Write each directive of a package as a file of its own under ``folder``; a directive with annexes is a ZIP file.

    Raises as :func:`read` does; UnsupportedFormat for what is no package.
    """
    kind = kind_of(path)
    if kind not in packages.PACKAGES:
        raise UnsupportedFormat(f"{path.name}: tệp không phải gói văn bản.", "Nạp tệp này như một văn bản.")
    return packages.split(path, kind, settings, read, folder)


def _read(path: Path, sha256: str, settings: Settings) -> Document:
    """The document by the reader of its format; readers that most files do without are loaded when they are met."""
    kind = kind_of(path)
    if kind in packages.PACKAGES:
        return packages.read(path, sha256, kind, settings, read)
    if kind == "pdf":
        return read_pdf(path, sha256, settings)
    if kind == "image":
        from .ocr.image import read as read_image  # noqa: PLC0415

        return read_image(path, sha256, settings)
    document = _read_words(path, sha256, kind, settings)
    if not is_readable(document.text):
        raise UnsupportedFormat(f"{path.name}: văn bản dùng phông chữ cũ (TCVN3, VNI), không phải Unicode.",
                                "Chuyển mã sang Unicode (bằng UniKey hoặc Word), lưu lại rồi nạp.")
    return document


def _read_words(path: Path, sha256: str, kind: Kind, settings: Settings) -> Document:
    """A document that is words and no pages."""
    if kind == "doc" or kind == "rtf" or kind == "odt" or kind == "xml":  # noqa: PLR1714 (mypy narrows on ==)
        from .office_files.reader import read as read_office  # noqa: PLC0415

        return read_office(path, sha256, kind, settings)
    if kind == "html" or kind == "mht":  # noqa: PLR1714 (mypy narrows on ==)
        from .web.reader import read as read_page  # noqa: PLC0415

        return read_page(path, sha256, kind, settings)
    if kind == "docx":
        from .word.reader import read as read_docx  # noqa: PLC0415

        return read_docx(path, sha256, settings)
    return read_txt(path, sha256, settings)


def _check_size(path: Path, settings: Settings) -> None:
    if not path.is_file():
        raise InputError(f"{path.name}: không tìm thấy tệp.", "Kiểm tra lại đường dẫn.")
    size = path.stat().st_size
    if size == 0:
        raise BrokenFile(f"{path.name}: tệp rỗng (0 byte).", "Xin lại tệp từ nơi gửi rồi nạp lại.")
    if size > settings.max_bytes:
        limit = settings.max_bytes // (1024 * 1024)
        raise TooLarge(f"{path.name}: tệp {size / 1024 / 1024:.0f} MB, quá giới hạn {limit} MB.",
                       "Chia tệp nhỏ ra hoặc nâng giới hạn trong thiết lập.")


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path.name}: không mở được tệp ({cause_of(error)}).",
                      "Kiểm tra tệp có còn ở đó và quyền đọc tệp.")
