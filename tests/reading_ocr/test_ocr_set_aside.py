"""What stands on the picture of a page and is no part of the directive: stamps of receipt, notices of signatures."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from ocr_papers import DPI, Paper, as_pdf, face, needs_ocr
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Receipt
from pipeline.reading import read
from pipeline.reading.ocr import received
from pipeline.reading.ocr.picture import dark_share
from pipeline.reading.ocr.ruled import ruled
from pipeline.reading.ocr.tesseract import Seen
from pipeline.structure.head.receipt import read_receipt
from pipeline.structure.parse import parse


def word(text, x0, top, x1, bottom):
    return Seen(text, x0, top, x1, bottom, 0.9, bottom, bottom - top)


def framed(x0, top, x1, bottom):
    return [(x0, top, x1, top + 3), (x0, bottom - 3, x1, bottom), (x0, top, x0 + 3, bottom), (x1 - 3, top, x1, bottom)]


@pytest.mark.parametrize(("text", "top", "size", "found"), [
    ("ĐẾN", 300, (390, 180), True), ("DEN", 300, (390, 180), True), ("Đến", 300, (390, 180), False),
    ("ĐẾN", 1900, (390, 180), False), ("ĐẾN", 300, (1200, 180), False), ("ĐIỀU", 300, (390, 180), False)])
def test_a_stamp_of_receipt_is_a_small_frame_around_its_word_on_the_upper_half(text, top, size, found):
    rules = framed(100, top, 100 + size[0], top + size[1])
    assert (received.frame([word(text, 120, top + 90, 200, top + 130)], rules, DPI, 2339) is not None) == found


def test_print_that_reaches_out_of_the_frame_is_kept():
    box = (100.0, 300.0, 490.0, 480.0)
    inside, over = word("Ngày:", 220, 400, 280, 430), word("ban", 440, 460, 480, 500)
    assert received.beside(box, [inside, over]) == [over]
    assert received.beside(None, [inside, over]) == [inside, over]
    under, beyond = replace(word("Kính", 400, 310, 480, 340), line=7), replace(word("gửi:", 495, 310, 560, 340), line=7)
    assert received.beside(box, [under, beyond]) == [under, beyond]


@needs_ocr
def test_the_number_and_day_of_receipt_are_not_read_as_those_of_the_directive(tmp_path):
    paper = Paper().letterhead().body(280)
    for x0, y0, x1, y1 in ((80, 140, 230, 140), (80, 156, 230, 156), (80, 200, 230, 200), (80, 140, 80, 200),
                           (230, 140, 230, 200)):
        paper.rule(x0, y0, x1, y1)
    paper.text(92, 152, "SỞ NÔNG NGHIỆP", 10).text(86, 182, "ĐẾN", 16)
    paper.text(132, 174, "Số: 918", 10).text(132, 190, "Ngày: 03/3/2025", 10)
    document = read(as_pdf(tmp_path / "a.pdf", paper))
    assert "Số: 27/UBND-VX" in document.text
    assert not [left for left in ("918", "03/3/2025", "ĐẾN") if left in document.text]
    assert not document.tables
    assert [f.page for f in document.furniture if f.kind == "receipt"] == [1]
    assert parse(document).head.received == Receipt("918", date(2025, 3, 3))


@needs_ocr
@pytest.mark.parametrize("degrees", [0.0, 4.0])
def test_a_stamp_without_a_frame_or_slanted_is_found_by_its_words(tmp_path, degrees):
    stamp = Image.new("RGB", (420, 190), "white")
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((2, 2, 417, 187), outline=(200, 30, 40), width=3)
    for x, y, size, words in ((60, 8, 28, "SỞ TÀI CHÍNH LÂM SƠN"), (20, 80, 52, "ĐẾN"), (160, 60, 28, "Số: ........"), (160, 120, 28, "Ngày: ........")):
        draw.text((x, y), words, font=ImageFont.truetype(str(face()), size), fill=(200, 30, 40))
    paper = Paper().letterhead().body(280)
    paper.picture.paste(stamp.rotate(degrees, expand=True, fillcolor="white"), (100, 560))
    document = read(as_pdf(tmp_path / "a.pdf", paper))
    assert [f.page for f in document.furniture if f.kind == "receipt"] == [1]
    assert "ĐẾN" not in document.text
    assert [d.code for d in parse(document).warnings if d.code == "dau-den"] == ["dau-den"]


def test_lines_of_the_letterhead_are_no_part_of_a_stamp_that_touches_them():
    code = [replace(word("Số:", 120, 270, 160, 300), line=3), replace(word("2668/KH-UBND", 170, 270, 400, 300), line=3)]
    assert received._apart((100.0, 260.0, 500.0, 480.0), [*code, word("Ngày", 220, 400, 280, 430)]) == (100.0, 300, 500.0, 480.0)


@pytest.mark.parametrize(("text", "number", "on"), [
    ("SỞ A ĐẾN Số: 918 Ngày: 03/3/2025 Chuyển:", "918", date(2025, 3, 3)), ("CÔNG VĂN ĐẾN Số ..... Ngày: 05 tháng 3 năm 25", None, date(2025, 3, 5)),
    ("ĐẾN Số: … Ngày: …", None, None), ("ĐẾN Giờ: C Ngày: 01/3/2025", None, None), ("ĐẾN Số: 12/3/2025 Ngày: 31/2/2025", None, None),
    ("ĐẾN Số: 7 Ngày: 03/3/2027", "7", None)])
def test_figures_of_a_stamp_of_receipt(text, number, on):
    assert read_receipt(text, date(2025, 3, 2)) == Receipt(number, on)


@needs_ocr
@pytest.mark.parametrize("degrees", [0.0, 1.5])
def test_the_notice_of_a_signature_over_a_scan_is_taken_from_the_text_layer(tmp_path, degrees):
    scan = tmp_path / "page.png"
    Paper().letterhead().body().turned(degrees).picture.save(scan)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawImage(str(scan), 0, 0, *A4)
    canvas.setFont("Helvetica", 7)
    for i, line in enumerate(("Signed by: UY BAN NHAN DAN", "Email: office@example.gov.vn", "Time: 20.02.2025 +07:00")):
        canvas.drawString(240, 830 - 8 * i, line)
    canvas.save()
    document = read(tmp_path / "a.pdf")
    assert "27/UBND-VX" in document.text
    assert "Email" not in document.text
    assert [f.text for f in document.furniture if "example.gov.vn" in f.text]


@needs_ocr
def test_the_notice_of_a_signature_over_the_name_of_the_signer_does_not_hide_it(tmp_path):
    scan = tmp_path / "page.png"
    Paper().letterhead().body().text(300, 500, "CHỦ TỊCH", 13).text(290, 580, "Bùi Xuân Lâm", 13).picture.save(scan)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawImage(str(scan), 0, 0, *A4)
    canvas.setFont("Helvetica", 9)
    for i, line in enumerate(("Signed by: UY BAN NHAN DAN", "Email: office@example.gov.vn", "Time: 20.02.2025 +07:00")):
        canvas.drawString(285, 841.9 - 564 - 9 * i, line)
    canvas.save()
    document = read(tmp_path / "a.pdf")
    assert "Bùi Xuân Lâm" in document.text
    assert "Email" not in document.text
    assert len([f.text for f in document.furniture if "example.gov.vn" in f.text]) == 1


def drawn(*rules):
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    for rule in rules:
        draw.rectangle(rule, fill=0)
    return np.asarray(picture)


def test_rules_are_taken_out_and_the_bars_of_bold_letters_stay():
    table = [(200, 900, 1400, 902), (200, 1000, 1400, 1002), (200, 900, 202, 1002), (1398, 900, 1400, 1002)]
    letters = [(300 + 40 * i, 400, 339 + 40 * i, 403) for i in range(8)]  # bars that touch, as those of TT in bold do
    stems = [(316 + 40 * i, 400, 334 + 40 * i, 430) for i in range(8)]
    lines, clean = ruled(drawn(*table, *letters, *stems))
    assert len(lines) == 4
    assert clean[900:1003].min() == 255
    assert (clean[400:431] == drawn(*letters, *stems)[400:431]).all()


def test_a_cell_without_an_inside_holds_no_ink():
    picture = Image.new("L", (50, 50), 0)
    assert dark_share(picture, (30, 10, 20, 40)) == 0.0
    assert dark_share(picture, (10, 10, 20, 40)) == 1.0
