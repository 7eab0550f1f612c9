"""Reads a PDF: page by page, pages without a usable text layer as pictures, then all as one flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from pipeline.errors import BrokenFile, EncryptedFile, NeedsOcr, TooLarge
from pipeline.model.text import Document, Doubt, Source, TextFrom
from pipeline.settings import Settings

from ..builder import Builder
from ..draft import PageDraft
from ..ocr import scan, tesseract
from ..ocr.scan import ScannedPage
from . import page as pages_of
from . import tables
from .flow import compose
from .stamps import stamped

_SCAN_ADVICE = "Nhận dạng chữ (OCR) bản quét thành PDF có lớp chữ, hoặc xin bản gốc DOCX hay PDF ký số, rồi nạp lại."
_BAD_PASSWORD = 4
_UNSURE = 0.7  # mean confidence of a page below which its words are doubted


def read(path: Path, sha256: str, settings: Settings) -> Document:
    """Read a PDF. Raises NeedsOcr when no page has a usable text layer; pages without one among others
    are told in ``warnings`` (code ``trang-quet``)."""
    document = _open(path)
    try:
        count = len(document)
        if count == 0:
            raise BrokenFile(f"{path.name}: tệp PDF không có trang nào.", "Xin lại tệp từ nơi gửi rồi nạp lại.")
        if count > settings.max_pages:
            raise TooLarge(f"{path.name}: {count} trang, quá giới hạn {settings.max_pages} trang.",
                           "Chia tệp nhỏ ra hoặc nâng giới hạn trong thiết lập.")
        drafts, failed = _drafts(document)
        recognised = _recognise(document, path, drafts)
    finally:
        document.close()
    scanned = sorted([d.number for d in drafts if d.scanned] + failed)
    garbled = [d.number for d in drafts if not d.readable]
    _refuse_if_nothing(path, drafts, scanned, garbled)
    builder = Builder()
    running = compose(drafts, builder)
    aside = sorted([f for d in drafts for f in d.furniture] + running, key=lambda f: f.page)
    kind: TextFrom = "pdf" if not recognised else "ocr" if len(recognised) == count else "mixed"
    source = Source(path.name, sha256, count, kind)
    return builder.document(source, tuple(aside), _doubts(path, scanned, garbled) + recognised_doubts(path, recognised))


def _recognise(document: pdfium.PdfDocument, path: Path, drafts: list[PageDraft]) -> dict[int, ScannedPage]:
    """Read the pages without a usable text layer as pictures; their drafts are filled and count as read."""
    wanted = [d for d in drafts if d.scanned or not d.readable]
    if not wanted:
        return {}
    if not tesseract.available():
        if len(wanted) == len(drafts):
            tesseract.require(path.name)
        return {}
    by_number = {d.number: d for d in wanted}
    found: dict[int, ScannedPage] = {}
    for number, seen in scan.recognised(_pictures(document, list(by_number))):
        draft = by_number[number]
        if seen.words:
            pages_of.arrange(draft, seen.words, tables.find(seen.edges))
            draft.scanned, draft.readable = False, True
            found[number] = seen
    return found


def _pictures(document: pdfium.PdfDocument, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image, float]]:
    for number in numbers:
        page = stamped(document, number - 1)
        try:
            picture, scale = scan.render(page)
        finally:
            page.close()
        yield number, picture, scale


def recognised_doubts(path: Path, recognised: Mapping[int, ScannedPage]) -> tuple[Doubt, ...]:
    """What a person has to know of pages that were recognised and not read."""
    if not recognised:
        return ()
    found = [Doubt("van-ban-quet", f"{path.name}: trang {_span(sorted(recognised))} đọc bằng nhận dạng chữ. "
                                   "Đối chiếu số, ngày, tên và thời hạn với bản giấy.")]
    unsure = sorted(n for n, page in recognised.items() if page.sure < _UNSURE)
    if unsure:
        found.append(Doubt("trang-doc-khong-chac", f"{path.name}: trang {_span(unsure)} mờ hoặc lệch, chữ đọc được "
                                                   "không chắc. Quét lại rõ hơn (300 dpi, thẳng trang) nếu có thể."))
    return tuple(found)


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code == _BAD_PASSWORD or "assword" in str(error):
            raise EncryptedFile(f"{path.name}: tệp PDF có mật khẩu.",
                                "Mở bằng mật khẩu, in ra PDF không mật khẩu rồi nạp lại.") from error
        raise BrokenFile(f"{path.name}: tệp PDF hỏng hoặc chưa chép xong, không mở được.",
                         "Chép hoặc tải lại tệp từ nơi gửi rồi nạp lại.") from error


def _drafts(document: pdfium.PdfDocument) -> tuple[list[PageDraft], list[int]]:
    """All pages, each closed as soon as it is read; numbers of pages that could not be loaded."""
    drafts: list[PageDraft] = []
    failed: list[int] = []
    for i in range(len(document)):
        try:
            page = stamped(document, i)
        except pdfium.PdfiumError:
            failed.append(i + 1)
            continue
        try:
            drafts.append(pages_of.draft(page, i + 1, drafts[-1].carries if drafts else 0.0))
        finally:
            page.close()
    return drafts, failed


def _refuse_if_nothing(path: Path, drafts: Sequence[PageDraft], scanned: list[int], garbled: list[int]) -> None:
    if any(d.items for d in drafts):
        return
    if garbled:
        raise NeedsOcr(f"{path.name}: lớp chữ không đọc được vì phông chữ thiếu bảng mã (trang {_span(garbled)}).",
                       _SCAN_ADVICE)
    if scanned:
        raise NeedsOcr(f"{path.name}: bản quét, không có lớp chữ (trang {_span(scanned)}).", _SCAN_ADVICE)
    raise BrokenFile(f"{path.name}: tệp PDF không có nội dung.", "Xin lại tệp từ nơi gửi rồi nạp lại.")


def _doubts(path: Path, scanned: list[int], garbled: list[int]) -> tuple[Doubt, ...]:
    found: list[Doubt] = []
    if scanned:
        found.append(Doubt("trang-quet", f"{path.name}: trang {_span(scanned)} là bản quét, không đọc được; "
                                         f"phần còn lại đã đọc. {_SCAN_ADVICE}"))
    if garbled:
        found.append(Doubt("trang-loi-ma", f"{path.name}: trang {_span(garbled)} có lớp chữ hỏng bảng mã, không đọc "
                                           f"được; phần còn lại đã đọc. {_SCAN_ADVICE}"))
    return tuple(found)


def _span(numbers: Sequence[int]) -> str:
    """``1–3, 5``"""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
