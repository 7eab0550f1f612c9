"""Broken and hostile files: each ends in a typed error that says what to do, or is read; nothing is run or fetched."""

import os
import socket
import subprocess
import unicodedata

import pytest
from hostile_papers import (
    LETTER,
    assembled,
    billion_laughs,
    docx_bytes,
    external_entity,
    pdf,
    picture_pdf,
    png,
    with_part,
    zipped,
)

from pipeline.errors import BrokenFile, EncryptedFile, InputError, TooLarge, UnsupportedFormat
from pipeline.model.names import shown
from pipeline.reading import read
from pipeline.reading.ocr import tesseract
from pipeline.reading.word.numbering import written
from pipeline.settings import Settings

pytestmark = pytest.mark.usefixtures("temporary")
DOCX = docx_bytes()
MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def into_body(xml):
    return lambda old: old.replace(b"<w:body>", b"<w:body>" + xml)


def with_macro():
    data = with_part(DOCX, "word/vbaProject.bin", lambda old: b"\xcc\x61 Sub AutoOpen()")
    data = with_part(data, "[Content_Types].xml", lambda old: old.replace(PLAIN, MACRO).replace(
        b"</Types>", b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'))
    return with_part(data, "word/_rels/document.xml.rels", lambda old: old.replace(
        b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
                             b'vbaProject" Target="vbaProject.bin"/></Relationships>'))


REFUSED = {
    "tỷ tiếng cười.docx": (lambda: billion_laughs(DOCX), BrokenFile, "hỏng"),
    "bom.docx": (lambda: with_part(DOCX, "word/document.xml", into_body(b"<w:p/>" * 9_000_000)), TooLarge, "giải nén"),
    "ảnh bom.docx": (lambda: with_part(DOCX, "word/media/a.png", lambda old: bytes(260 << 20)), TooLarge, "giải nén"),
    "bom.zip": (lambda: zipped({"a.txt": bytes(260 << 20)}), TooLarge, "giải nén"),
    "bom trong bom.zip": (lambda: zipped({f"{n}.zip": zipped({"a.txt": bytes(90 << 20)}) for n in range(3)}), TooLarge,
                          "giải nén"),
    "nhiều mục.zip": (lambda: zipped({f"{n}.txt": b"x" for n in range(5001)}), TooLarge, "5001 mục"),
    "nhiều tệp.zip": (lambda: zipped({f"{n}.txt": b"x" for n in range(201)}), TooLarge, "quá nhiều tệp"),
    "lồng nhau.zip": (lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": b"x"})})}), UnsupportedFormat, "lồng"),
    "gói rỗng.zip": (lambda: zipped({"thư mục/": b""}), BrokenFile, "không chứa tệp"),
    "0 trang.pdf": (lambda: pdf(0), BrokenFile, "PDF"),
    "5.000 trang.pdf": (lambda: pdf(5000), TooLarge, "5000 trang"),
    "trang rộng một cây số.pdf": (lambda: pdf(1, media=b"0 0 3000000 3000000"), BrokenFile, "không có nội dung"),
    "trang không có cỡ.pdf": (lambda: pdf(1, media=b"0 0 0 0"), BrokenFile, "không có nội dung"),
    "trang là cây vòng.pdf": (lambda: assembled([b"<< /Type /Catalog /Pages 2 0 R >>",
                                                 b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]), InputError, ""),
    "ảnh 20.000.png": (lambda: png(20000, 20000), TooLarge, "ảnh quá lớn"),
    "thư.msg": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "__substg1.0_".encode("utf-16-le"),
                BrokenFile, "Outlook"),
    "trống.eml": (lambda: b"From: a@b.c\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n", BrokenFile, "không có văn bản"),
    "dtd.edxml": (lambda: b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><edXML>&b;</edXML>", BrokenFile, "DTD"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_in_words(put, name):
    make, kind, says = REFUSED[name]
    with pytest.raises(kind) as caught:
        read(put(name, make()))
    assert says in caught.value.message
    assert name in caught.value.message
    assert caught.value.advice.endswith(".")


@pytest.mark.skipif(not tesseract.available(), reason="Tesseract is not installed")
def test_a_giant_picture_in_a_pdf_is_not_drawn(put, monkeypatch):
    monkeypatch.setattr("pipeline.reading.ocr.scan.render", lambda *_: pytest.fail("was drawn"))
    with pytest.raises(TooLarge, match="trang 1") as caught:
        read(put("a.pdf", picture_pdf(20000, 20000)))
    assert "300 dpi" in caught.value.advice


@pytest.mark.parametrize("uri", ["FILE", "http://127.0.0.1:9/x"])
def test_external_entities_are_neither_read_nor_fetched(put, monkeypatch, uri):
    secret = put("mat-khau.txt", "BÍ MẬT CỦA MÁY")
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("went out to the network"))
    text = read(put("xxe.docx", external_entity(DOCX, secret.as_uri() if uri == "FILE" else uri))).text
    assert text.startswith("Kính gửi")
    assert "BÍ MẬT" not in text


def test_a_file_with_macros_is_read_and_nothing_is_run(put, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a program was started"))
    document = read(put("a.docm", with_macro()))
    assert document.text == LETTER
    assert [doubt.code for doubt in document.warnings] == ["co-macro"]
    assert "không chạy macro" in document.warnings[0].message


@pytest.mark.parametrize("kind", [b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
                                  b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"])
def test_templates_are_read(put, kind):
    assert read(put("a.dotx", with_part(DOCX, "[Content_Types].xml", lambda old: old.replace(PLAIN, kind)))).text == LETTER


def test_tables_do_not_span_beyond_what_word_allows(put):
    cell = b"<w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    borders = b'<w:tblPr><w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
    table = b"<w:tbl>" + borders + (b"<w:tr>" + cell * 2 + b"</w:tr>") * 2 + b"</w:tbl>"
    document = read(put("a.docx", with_part(DOCX, "word/document.xml", into_body(table))))
    assert [t.cols for t in document.tables] == [126]


def test_numbers_without_end_are_not_spelled_out():
    assert written(10 ** 9, "upperRoman") == "1000000000"
    assert written(10 ** 9, "lowerLetter") == "1000000000"
    assert written(28, "lowerLetter") == "bb"


def test_a_text_file_without_end_is_refused(put):
    with pytest.raises(TooLarge, match="16 MB"):
        read(put("a.txt", b"chu " * (5 << 20)))


def test_scripts_and_embedded_files_of_a_pdf_are_told(put):
    from pipeline.reading.pdf.baggage import baggage_doubts  # noqa: PLC0415
    from pipeline.reading.pdf.reader import open_pdf  # noqa: PLC0415

    script = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.launchURL\\(x\\)) >>] >> " \
             b"/EmbeddedFiles << /Names [(b.exe) << /Type /Filespec /F (b.exe) >>] >> >>"
    with open_pdf(put("a.pdf", pdf(1, script)), None) as document:
        doubts = list(baggage_doubts(document, "a.pdf"))
    assert [doubt.code for doubt in doubts] == ["pdf-co-ma-lenh", "pdf-co-tep-nhung"]
    assert "không chạy mã" in doubts[0].message
    with open_pdf(put("b.pdf", pdf(1)), None) as document:
        assert list(baggage_doubts(document, "b.pdf")) == []


def test_what_commands_a_terminal_is_shown_as_letters():
    assert shown("a\x1b[31m\u202eb") == "a\\x1b[31m\\u202eb"
    assert shown(os.fsdecode(b"v\xc4n")) == "v\\xc4n"
    assert shown("Công điện – số 1.pdf") == "Công điện – số 1.pdf"
    assert BrokenFile("\x1b]0;x\x07 hỏng").message == "\\x1b]0;x\\x07 hỏng"


@pytest.mark.parametrize("name", [
    unicodedata.normalize("NFD", "Công điện về phòng, chống bão.docx"), "a" * 250 + ".docx", "x;rm -rf $(y) `z`.docx",
    "[bold]..\\..\\..%2e%2e.docx", "a\nb\x1b[31m.docx", os.fsdecode(b"v\xc4n b\xe4n.docx"), "-o.docx",
])
def test_names_are_only_names(put, name):
    assert read(put(name, DOCX)).text == LETTER


def test_a_wrong_suffix_misleads_nobody(put):
    assert read(put("a.pdf", DOCX)).source.text_from == "docx"
    assert read(put("a.docx", LETTER)).source.text_from == "txt"


@pytest.fixture
def locked(put):
    reading_papers = pytest.importorskip("reportlab.lib.pdfencrypt")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")

    path = put("khóa.pdf", "")
    sheet = canvas.Canvas(str(path), encrypt=reading_papers.StandardEncryption("mo-cua", canPrint=1))
    for n in range(30):
        sheet.drawString(72, 800 - 20 * n, "Uy ban nhan dan tinh yeu cau So Y te bao cao ket qua.")
    sheet.showPage()
    sheet.save()
    return path


def test_a_broken_pdf_after_a_locked_one_is_not_told_to_be_locked(locked, put):
    with pytest.raises(EncryptedFile):
        read(locked)
    with pytest.raises(BrokenFile):
        read(put("0 trang.pdf", pdf(0)))


def test_a_locked_pdf_opens_with_its_password(locked):
    with pytest.raises(EncryptedFile) as caught:
        read(locked)
    assert "--mat-khau" in caught.value.advice
    with pytest.raises(EncryptedFile, match="không mở được"):
        read(locked, Settings(password="sai"))
    assert "So Y te bao cao" in read(locked, Settings(password="mo-cua")).text


def test_a_password_does_not_show_in_settings():
    assert "mo-cua" not in repr(Settings(password="mo-cua"))
