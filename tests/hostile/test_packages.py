"""Packages: the directive and its annexes together, or each of several directives by itself."""

import base64
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hostile_papers import zipped
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from pipeline.compose import extract, split
from pipeline.errors import BrokenFile, EncryptedFile, SecretDirective, SeveralDirectives
from pipeline.model import Source
from pipeline.reading import read
from pipeline.reading.packages.joining import joined
from pipeline.reading.packages.members import safe_name
from pipeline.settings import Settings

pytestmark = pytest.mark.usefixtures("temporary")
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
PDF, DOCX = (SAMPLES / f"cv-1612-ubnd-vxnv-2024.{kind}" for kind in ("pdf", "docx"))
OTHER = SAMPLES / "ct-08-ct-ubnd-2021.pdf"
ANNEX = """PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Công văn số 1612/UBND-VXNV ngày 12 tháng 4 năm 2024)

1. Sở Y tế chủ trì, phối hợp với Công an tỉnh báo cáo kết quả trước ngày 30 tháng 6 năm 2024.
""".encode()


def message(*files, text="Kính gửi các đơn vị."):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.invalid", "b@example.invalid", "Gửi văn bản"
    mail.set_content(text)
    mail.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def edxml(*files, held=True, space="edXML:"):
    references = "".join(f"<{space}Reference><{space}ContentId>cid:{n}</{space}ContentId><{space}AttachmentName>{name}"
                         f"</{space}AttachmentName></{space}Reference>" for n, (name, _) in enumerate(files))
    parts = "".join(f"<Attachment><ContentId>cid:{n}</ContentId><ContentTransferEncoded>{base64.b64encode(data).decode()}"
                    "</ContentTransferEncoded></Attachment>" for n, (_, data) in enumerate(files))
    return (f'<?xml version="1.0" encoding="utf-8"?><edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">'
            f"<{space}edXMLEnvelope><{space}edXMLBody><{space}edXMLManifest>{references}</{space}edXMLManifest>"
            f"</{space}edXMLBody></{space}edXMLEnvelope>"
            f"{f'<AttachmentEncoded>{parts}</AttachmentEncoded>' if held else ''}</edXML>").encode()


FILES = (("Công văn.pdf", PDF.read_bytes()), ("Phụ lục.txt", ANNEX))
PACKAGES = {
    "gói.zip": lambda: zipped(dict(reversed(FILES))),
    "thư.eml": lambda: message(*FILES),
    "gói.edxml": lambda: edxml(*FILES),
    "gói xml.zip": lambda: zipped({"envelope.xml": edxml(*FILES, held=False), **dict(FILES)}),
    "chuyển tiếp.eml": lambda: message(("kèm.zip", zipped(dict(FILES)))),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_directive_and_its_annex_are_one_extraction(put, name):
    alone, found = extract(PDF), extract(put(name, PACKAGES[name]()))
    assert (found.source.name, found.source.pages, found.source.text_from) == (name, alone.source.pages + 1, "pdf")
    assert found.head == alone.head
    assert found.text == alone.text + "\n" + read(put("pl.txt", ANNEX)).text
    assert [task.text for task in found.tasks[:len(alone.tasks)]] == [task.text for task in alone.tasks]
    annexed = found.tasks[len(alone.tasks):]
    assert [[party.agency for party in task.lead] for task in annexed] == [["Sở Y tế"]]
    assert all(found.text[task.evidence.start:task.evidence.end] == task.text for task in annexed)
    told = next(doubt.message for doubt in found.warnings if doubt.code == "goi-van-ban")
    assert "văn bản “Công văn.pdf” (trang 1), phụ lục “Phụ lục.txt” (trang 2)" in told


def test_offsets_boxes_and_pages_move_behind_the_document_before():
    first, second = read(OTHER), read(PDF)
    both = joined([first, second], Source("a.zip", "0" * 64, 1, "txt"))
    by, pages = len(first.text) + 1, first.source.pages
    assert both.text[by:] == second.text
    assert both.source.pages == pages + second.source.pages
    assert [both.text[w.start:w.end] for w in both.words] == [
        d.text[w.start:w.end] for d in (first, second) for w in d.words]
    assert {p.page for p in both.paragraphs if p.start >= by} == {pages + 1}
    assert {box.page for box in both.words.boxes(by, len(both.text))} == {pages + 1}
    assert both.page_of(by) == pages + 1


def test_the_same_directive_twice_is_read_once(put):
    found = read(put("a.zip", zipped({"a.docx": DOCX.read_bytes(), "b.pdf": PDF.read_bytes()})))
    assert found.source.text_from == "pdf"
    assert found.text == read(PDF).text
    assert any(d.code == "goi-trung-van-ban" and "a.docx" in d.message for d in found.warnings)


def test_what_cannot_be_read_is_told_and_the_result_is_partial(put):
    members = {"a.pdf": PDF.read_bytes(), "bảng.xlsx": zipped({"xl/workbook.xml": b"x"}), "hỏng.docx": DOCX.read_bytes()[:900],
               "__MACOSX/._a.pdf": b"x", "Thumbs.db": b"x"}
    found = read(put("a.zip", zipped(members)))
    partial = [doubt.message for doubt in found.warnings if doubt.code == "goi-tep-khong-doc"]
    assert len(partial) == 2
    assert "bảng.xlsx" in partial[0]
    assert "hỏng.docx" in partial[1]
    assert all("một phần" in message for message in partial)


def test_several_directives_are_told_by_name_and_taken_apart(put, tmp_path):
    members = {"1/a.pdf": PDF.read_bytes(), "1/pl.txt": ANNEX, "2/b.pdf": OTHER.read_bytes()}
    package = put("a.zip", zipped(members))
    with pytest.raises(SeveralDirectives) as caught:
        read(package)
    assert "“a.pdf”, “b.pdf”" in caught.value.message
    first, second = split(package, Settings(), tmp_path / "tach")
    assert (first.name, second.name) == ("a.pdf.zip", "b.pdf")
    assert second.read_bytes() == OTHER.read_bytes()
    assert read(first).text.startswith(read(PDF).text)
    before = first.read_bytes()
    split(package, Settings(), tmp_path / "tach")
    assert first.read_bytes() == before


def test_a_secret_member_stops_the_whole_package(put):
    with pytest.raises(SecretDirective) as caught:
        read(put("a.zip", zipped({"a.pdf": PDF.read_bytes(), "phụ lục.txt": "PHỤ LỤC\n\nTỐI MẬT\n\nDanh sách".encode()})))
    assert "phụ lục.txt" in caught.value.message
    assert "Danh sách" not in str(caught.value)


def test_names_of_members_lead_nowhere(put, tmp_path):
    members = {"../../../thoat.pdf": PDF.read_bytes(), "/etc/x.txt": ANNEX, "a\\..\\..\\b.txt": ANNEX + b"2."}
    assert read(put("a.zip", zipped(members))).text.startswith(read(PDF).text)
    assert not list(tmp_path.rglob("thoat.pdf"))
    assert not list(tmp_path.parent.glob("*.txt"))


@pytest.mark.parametrize(("name", "safe"), [
    ("../../a.pdf", "a.pdf"), ("C:\\x\\a.pdf", "a.pdf"), ("a\x00\n.pdf", "a.pdf"), ("\u202egnp.exe", "gnp.exe"),
    ("..", "khong-ten"), ("", "khong-ten"), ("Co\u0302ng.pdf", "Công.pdf"), ("ệ" * 200 + ".pdf", "ệ" * 38 + ".pdf"),
    ("a." + "b" * 300, "a." + "b" * 117),
])
def test_safe_names(name, safe):
    assert safe_name(name) == safe
    assert len(safe.encode()) <= 120


def test_names_in_utf_8_that_do_not_say_so(put):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Cong van.pdf", PDF.read_bytes())
        archive.writestr("Phu luc ABC.txt", ANNEX)
    data = out.getvalue().replace(b"Phu luc ABC", "Phụ lục".encode())
    assert "“Phụ lục.txt”" in read(put("a.zip", data)).warnings[0].message


@pytest.mark.parametrize("name", [name for name in PACKAGES if name.endswith((".zip", ".edxml"))])
def test_truncated_packages_are_refused(put, name):
    data = PACKAGES[name]()
    for size in (len(data) // 3, len(data) - 30):
        with pytest.raises(BrokenFile) as caught:
            read(put(name, data[:size]))
        assert caught.value.advice


def test_a_truncated_message_gives_what_is_whole(put):
    data = message(("a.txt", ANNEX * 3), ("b.pdf", PDF.read_bytes()))
    document = read(put("a.eml", data[:len(data) - 2000]))
    assert document.text.startswith("PHỤ LỤC")
    assert "goi-khong-ro-van-ban" in [doubt.code for doubt in document.warnings]


def test_a_message_without_attachments_gives_its_text(put):
    assert read(put("a.eml", message(text=ANNEX.decode()))).text.startswith("PHỤ LỤC")


def test_a_text_with_colons_is_no_message(put):
    assert read(put("a.txt", "Kính gửi: Sở Y tế\nSố: 5\nTo: x\n")).source.text_from == "txt"


def locked_zip():
    """A ZIP file in the old encryption, written by hand: zipfile reads it and cannot write it."""
    import struct  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    table = []
    for n in range(256):
        c = n
        for _ in range(8):
            c = (c >> 1) ^ 0xEDB88320 if c & 1 else c >> 1
        table.append(c)
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte):
        keys[0] = table[(keys[0] ^ byte) & 255] ^ (keys[0] >> 8)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ (keys[1] >> 24)) & 255] ^ (keys[2] >> 8)

    for byte in b"mo-cua":
        turn(byte)
    crc = zlib.crc32(ANNEX)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + ANNEX:
        k = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((k * (k ^ 1)) >> 8) & 255)
        turn(byte)
    common = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 33, crc, len(out), len(ANNEX), 5, 0)
    local = b"PK\x03\x04" + common + b"a.txt" + bytes(out)
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt"
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


def test_a_locked_zip_opens_with_its_password(put):
    package = put("khóa.zip", locked_zip())
    with pytest.raises(EncryptedFile, match="có mật khẩu"):
        read(package)
    with pytest.raises(EncryptedFile, match="không đúng"):
        read(package, Settings(password="sai"))
    assert read(package, Settings(password="mo-cua")).text.startswith("PHỤ LỤC")


def portfolio(files):
    cover = io.BytesIO()
    page = Canvas(cover)
    page.drawString(72, 700, "Open the files in this portfolio.")
    page.save()
    document = pdfium.PdfDocument(cover.getvalue())
    for name, data in files.items():
        document.new_attachment(name).set_data(data)
    held, found = io.BytesIO(), io.BytesIO()
    document.save(held)
    writer = IncrementalPdfFileWriter(held)
    writer.root["/Collection"] = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Collection")})
    writer.update_root()
    writer.write(found)
    return found.getvalue()


def test_a_pdf_portfolio_is_a_package_of_the_files_in_it(put):
    found = read(put("hồ sơ.pdf", portfolio({"phụ lục.txt": ANNEX, "công văn.pdf": PDF.read_bytes()})))
    assert found.text.startswith(read(PDF).text)
    assert "Sở Y tế chủ trì, phối hợp với Công an tỉnh" in found.text
    with pytest.raises(SecretDirective):
        read(put("hồ sơ mật.pdf", portfolio({"a.pdf": PDF.read_bytes(), "b.txt": "PHỤ LỤC\n\nTỐI MẬT\n\nDanh sách".encode()})))
