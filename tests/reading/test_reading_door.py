import hashlib
import zipfile
from dataclasses import replace

import pytest
from docx import Document as new_docx
from reading_papers import BODY, Sheet, check, needs_fonts, texts

from pipeline.errors import BrokenFile, EncryptedFile, InputError, NeedsOcr, TooLarge, UnsupportedFormat
from pipeline.model.text import Doubt
from pipeline.reading import digest, door, read
from pipeline.reading.ocr import tesseract
from pipeline.settings import Settings


def _file(path, data):
    path.write_bytes(data)
    return path


def _zip(path, name="van-ban.txt"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "nội dung")
    return path


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
REFUSED = [
    ("rỗng", b"", BrokenFile, "rỗng"),
    ("trắng", b"\n \n", BrokenFile, "rỗng"),
    ("xls", OLE, UnsupportedFormat, "Office"),
    ("khoa", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "mật khẩu"),
    ("gif", b"GIF89a" + b"\0" * 50, UnsupportedFormat, "ảnh"),
    ("html", b"<!doctype HTML><img src=a>", BrokenFile, "trang web"),
    ("nhị phân", bytes(range(256)) * 4, UnsupportedFormat, "định dạng"),
    ("pdf hỏng", b"%PDF-1.7\n1 0 obj\n<<", BrokenFile, "PDF hỏng"),
    ("zip hỏng", b"PK\x03\x04" + b"\1" * 40, BrokenFile, "hỏng"),
]


@pytest.mark.parametrize(("name", "data", "error", "says"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_read_is_told_in_words(tmp_path, name, data, error, says):
    path = _file(tmp_path / "tệp.pdf", data)
    with pytest.raises(error) as caught:
        read(path)
    assert type(caught.value) is error
    assert says in caught.value.message
    assert "tệp.pdf" in caught.value.message
    assert caught.value.advice


def test_archives_of_other_kinds_are_told_apart(tmp_path):
    with pytest.raises(UnsupportedFormat, match="Excel"):
        read(_zip(tmp_path / "c.docx", "xl/workbook.xml"))
    assert read(_zip(tmp_path / "b.docx")).source.text_from == "txt"


def test_a_missing_file_and_a_folder_are_input_errors(tmp_path):
    for path in (tmp_path / "không có.pdf", tmp_path):
        with pytest.raises(InputError):
            read(path)
    with pytest.raises(InputError):
        digest(tmp_path / "không có.pdf")


def test_content_counts_not_the_suffix(tmp_path):
    docx = new_docx()
    docx.add_paragraph("Kính gửi: Sở Y tế")
    docx.save(tmp_path / "công văn.pdf")
    assert read(tmp_path / "công văn.pdf").source.text_from == "docx"


def test_digest_is_sha256(tmp_path):
    path = _file(tmp_path / "a.txt", "nội dung".encode())
    assert digest(path) == hashlib.sha256("nội dung".encode()).hexdigest()
    assert read(path).source.sha256 == digest(path)


def test_limits_of_the_settings_hold(tmp_path):
    path = _file(tmp_path / "a.txt", b"abc " * 100)
    with pytest.raises(TooLarge):
        read(path, Settings(max_bytes=100))


@needs_fonts
def test_too_many_pages(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    path = sheet.text(85, 100, BODY[:70]).page().text(85, 100, BODY[:70]).page().save()
    with pytest.raises(TooLarge, match="2 trang"):
        read(path, Settings(max_pages=1))


@needs_fonts
def test_a_pdf_with_a_password(tmp_path):
    path = Sheet(tmp_path / "a.pdf", encrypt="mật").text(85, 100, BODY[:70]).page().save()
    with pytest.raises(EncryptedFile):
        read(path)


@needs_fonts
def test_a_truncated_docx_and_pdf(tmp_path):
    docx = new_docx()
    docx.add_paragraph(BODY)
    docx.save(tmp_path / "a.docx")
    whole = (tmp_path / "a.docx").read_bytes()
    with pytest.raises(BrokenFile):
        read(_file(tmp_path / "b.docx", whole[:len(whole) // 2]))


def test_a_docx_with_a_damaged_part(tmp_path):
    docx = new_docx()
    docx.save(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for item in old.namelist():
            new.writestr(item, b"<w:document" if item == "word/document.xml" else old.read(item))
    with pytest.raises(BrokenFile):
        read(tmp_path / "b.docx")


@needs_fonts
def test_scanned_pages_are_refused_or_doubted_without_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(tesseract, "available", lambda: False)
    pixel = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                          "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")
    image = _file(tmp_path / "dot.png", pixel)

    def scan(sheet):
        sheet.canvas.drawImage(str(image), 0, 0, sheet.width, sheet.height)
        return sheet.page()

    with pytest.raises(NeedsOcr, match="trang 1–2"):
        read(scan(scan(Sheet(tmp_path / "a.pdf"))).save())
    mixed = Sheet(tmp_path / "b.pdf").text(85, 100, BODY[:75]).text(85, 117, BODY[76:150]).page()
    document = read(scan(mixed).save())
    check(document)
    assert [doubt.code for doubt in document.warnings] == ["trang-quet"]
    assert "trang 2" in document.warnings[0].message
    assert texts(document)[0].startswith("Sở Y tế")


def test_text_in_the_fonts_before_unicode_is_refused(tmp_path):
    old = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc Uû ban nh©n d©n tØnh chØ ®¹o c¸c së, ban, ngµnh "
    for path in (_file(tmp_path / "a.txt", (old * 4).encode()), tmp_path / "b.docx"):
        if path.suffix == ".docx":
            docx = new_docx()
            docx.add_paragraph(old * 4)
            docx.save(path)
        with pytest.raises(UnsupportedFormat, match="TCVN3"):
            read(path)


def test_a_doubt_keeps_its_picture_at_the_door(tmp_path, monkeypatch):
    plain = read(_file(tmp_path / "a.txt", BODY.encode()))
    doubt = Doubt("so-viet-tay", "Số “12” viết tay", picture="iVBORw0=")
    monkeypatch.setattr(door, "_read", lambda *_: replace(plain, warnings=(doubt,)))
    assert doubt in read(tmp_path / "a.txt").warnings
