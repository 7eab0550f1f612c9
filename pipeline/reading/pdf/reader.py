"""Reads a PDF: page by page, pages without a usable text layer as pictures, then all as one flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline import paging
from pipeline.errors import BrokenFile, EncryptedFile, NeedsOcr, TooLarge
from pipeline.model.text import Document, Doubt, Source, TextFrom
from pipeline.settings import Settings

from ..archives import PASSWORD_ADVICE
from ..builder import Builder
from ..clock import last_start
from ..draft import PageDraft
from ..ocr.scan import ScannedPage
from ..secrecy import gate
from ..signatures import look
from ..signatures.blanks import Rect
from ..signatures.doubts import head_doubts, signature_doubts
from ..signatures.evidence import Evidence, gather
from ..signatures.fill import fill
from . import embedded, pictures, shown
from . import page as pages_of
from .baggage import baggage_doubts
from .beside import beside_doubts
from .flow import compose
from .recognising import recognise
from .recognition import Recognition, none_in_time, recognised_doubts, span, unread_doubts
from .stamps import stamped
from .unseen import has_layers

_SCAN_ADVICE = ("Quét lại rõ hơn (300 dpi, thẳng trang), hoặc nhận dạng chữ (OCR) thành PDF có lớp chữ, "
                "hoặc xin bản gốc DOCX hay PDF ký số, rồi nạp lại.")
_BAD_PASSWORD = 4


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a PDF. Raises NeedsOcr when no page has a usable text layer and none can be recognised, TookTooLong or
    TooLarge when that is for want of time or for the size of its pictures; pages that stay unread among others are
    told in ``warnings``. SecretDirective for a mark of secrecy anywhere in it."""
    until = last_start(settings)
    document = open_pdf(path, settings.password)
    try:
        count = len(document)
        if count == 0:
            raise BrokenFile(f"{path.name}: tệp PDF không có trang nào.", "Xin lại tệp từ nơi gửi rồi nạp lại.")
        if count > settings.max_pages:
            raise TooLarge(f"{path.name}: {count} trang, quá giới hạn {settings.max_pages} trang.",
                           "Chia tệp nhỏ ra hoặc nâng giới hạn trong thiết lập.")
        carried = tuple(baggage_doubts(document, path.name))
        gate.refuse(path.name, shown.beside_pages(document), settings.cleared)
        gate.refuse(path.name, embedded.pieces(document), settings.cleared)
        drafts, failed, stamps = _drafts(document, has_layers(path))
        gate.refuse(path.name, shown.on_pages(drafts), settings.cleared)
        gate.refuse(path.name, _marks(drafts), settings.cleared)
        gate.refuse(path.name, pictures.pieces(document, drafts), settings.cleared)
        evidence = gather(path, document, stamps, settings.password)
        recognition = recognise(document, path, drafts, until)
        recognised = recognition.pages
        gate.refuse(path.name, (gate.Piece(words, f"dấu đóng, trang {number}", True)
                                for number, words in recognition.stamps), settings.cleared)
        heads = _head(document, drafts, evidence, recognised)
    finally:
        document.close()
    scanned = sorted([d.number for d in drafts if d.scanned] + failed)
    garbled = [d.number for d in drafts if not d.readable]
    _refuse_if_nothing(path, drafts, scanned, garbled, recognition)
    builder = Builder()
    running = compose(drafts, builder)
    aside = sorted([f for d in drafts for f in d.furniture] + running, key=lambda f: f.page)
    kind: TextFrom = "pdf" if not recognised else "ocr" if len(recognised) == count else "mixed"
    source = Source(path.name, sha256, count, kind)
    doubts = (_doubts(path, scanned, garbled, recognition) + recognised_doubts(path.name, recognised) + heads
              + tuple(signature_doubts(path.name, evidence)) + tuple(beside_doubts(path.name, drafts)) + carried)
    return replace(builder.document(source, tuple(aside), doubts), signatures=evidence.signatures)


def _marks(drafts: Sequence[PageDraft]) -> Iterator[gate.Piece]:
    return (gate.Piece(line, f"trang {draft.number}") for draft in drafts for line in draft.marks)


def _head(document: pdfium.PdfDocument, drafts: list[PageDraft], evidence: Evidence,
          recognised: Mapping[int, ScannedPage]) -> tuple[Doubt, ...]:
    """Fill the blanks on the first page with what was stamped into them."""
    if not drafts or drafts[0].number != 1 or not drafts[0].items:
        return ()

    def picture(areas: Sequence[Rect], *, bare: bool = True) -> look.Sheet | None:
        page = stamped(document, 0).page
        try:
            if 1 not in recognised and not look.is_drawn(page, areas):
                return None
            return look.sheet(page, recognised.get(1), bare)
        finally:
            page.close()

    return tuple(head_doubts(fill(drafts[0], evidence, picture), evidence))


def open_pdf(path: Path, password: str | None) -> pdfium.PdfDocument:
    """The PDF at ``path``; raises EncryptedFile or BrokenFile."""
    raw.FPDF_LoadMemDocument(b"-", 1, None)  # pdfium keeps its last error: after a locked file all seem locked
    try:
        return pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == _BAD_PASSWORD or "assword" in str(error):
            told = "mật khẩu đã cho không mở được tệp" if password else "tệp PDF có mật khẩu"
            raise EncryptedFile(f"{path.name}: {told}.", PASSWORD_ADVICE) from error
        raise BrokenFile(f"{path.name}: tệp PDF hỏng hoặc chưa chép xong, không mở được.",
                         "Chép hoặc tải lại tệp từ nơi gửi rồi nạp lại.") from error


def _drafts(document: pdfium.PdfDocument, layered: bool) -> tuple[list[PageDraft], list[int], tuple[Rect, ...]]:
    """All pages, each closed as soon as it is read; numbers of pages that could not be loaded; the stamps of page 1."""
    drafts: list[PageDraft] = []
    failed: list[int] = []
    stamps: tuple[Rect, ...] = ()
    count = len(document)
    for i in range(count):
        paging.at("text", i + 1, count)
        try:
            loaded = stamped(document, i)
        except pdfium.PdfiumError:
            failed.append(i + 1)
            continue
        stamps = loaded.boxes if i == 0 else stamps
        try:
            drafts.append(pages_of.draft(loaded, i + 1, drafts[-1] if drafts else None, layered))
        finally:
            loaded.page.close()
    return drafts, failed, stamps


def _refuse_if_nothing(path: Path, drafts: Sequence[PageDraft], scanned: list[int], garbled: list[int],
                       left: Recognition) -> None:
    if any(d.items for d in drafts):
        return
    if left.giant:
        raise TooLarge(f"{path.name}: ảnh trên trang {span(left.giant)} quá lớn để đọc.",
                       "Quét lại ở 300 dpi, hoặc xin bản gốc DOCX hay PDF có lớp chữ, rồi nạp lại.")
    if left.late:
        raise none_in_time(path.name)
    if garbled:
        raise NeedsOcr(f"{path.name}: lớp chữ không đọc được vì phông chữ thiếu bảng mã (trang {span(garbled)}).",
                       _SCAN_ADVICE)
    if scanned:
        raise NeedsOcr(f"{path.name}: bản quét, không có lớp chữ (trang {span(scanned)}).", _SCAN_ADVICE)
    raise BrokenFile(f"{path.name}: tệp PDF không có nội dung.", "Xin lại tệp từ nơi gửi rồi nạp lại.")


def _doubts(path: Path, scanned: list[int], garbled: list[int], left: Recognition) -> tuple[Doubt, ...]:
    found = list(unread_doubts(path.name, scanned, left, _SCAN_ADVICE))
    untold = [n for n in garbled if n not in left.late and n not in left.giant]
    if untold:
        found.append(Doubt("trang-loi-ma", f"{path.name}: trang {span(untold)} có lớp chữ hỏng bảng mã, không đọc "
                                           f"được; phần còn lại đã đọc. {_SCAN_ADVICE}"))
    return tuple(found)
