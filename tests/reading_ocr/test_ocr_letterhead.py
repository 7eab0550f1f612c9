"""The letterhead and the signature block of a scan: fixed words put right, columns read by themselves."""

from __future__ import annotations

import pytest
from ocr_papers import Paper, as_pdf, needs_ocr
from PIL import ImageDraw

from pipeline.reading import read
from pipeline.reading.ocr import fixed_words
from pipeline.reading.ocr.tesseract import Seen
from pipeline.structure.parse import parse

BLUE = (40, 60, 190)


def line(text, sure=0.95):
    found, at = [], 0.0
    for word in text.split():
        found.append(Seen(word, at, 10, at + 10 * len(word), 30, sure, 28, 24))
        at += 10 * len(word) + 8
    return found


def said(words):
    return " ".join(s.text for s in words)


@pytest.mark.parametrize(("printed", "taken"), [
    ("TINH LAO CAI", "TỈNH LÀO CAI"),
    ("UBNDTỈNH BẮC GIANG", "UBND TỈNH BẮC GIANG"),
    ("SƠ TẠI CHINH", "SỞ TÀI CHÍNH"),
    ("TỈNH BA RỊA-VUNG TÂAU", "TỈNH BÀ RỊA - VŨNG TÀU"),
    ("ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
    ("UỶ BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"),
    ("TỈNH HÀ NAM", "TỈNH HÀ NAM"),
    ("HUYỆN KRÔNG NÔ", "HUYỆN KRÔNG NÔ"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ", "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ"),
    ("TRUNG TÂM ỨNG DỤNG", "TRUNG TÂM ỨNG DỤNG"),
])
def test_known_names_are_put_right_and_told(printed, taken):
    (found,), told = fixed_words.left_column([line(printed)])
    assert said(found) == taken
    assert [(m.printed, m.taken) for m in told] == ([(printed, taken)] if printed != taken else [])
    changed = [s for s in found if s.text not in printed.split()]
    assert all(s.confidence <= 0.7 for s in changed)
    assert found[0].x0 == 0
    assert found[-1].x1 == pytest.approx(line(printed)[-1].x1)


@pytest.mark.parametrize(("printed", "taken"), [
    ("Só: 27/UBND-VX", "Số: 27/UBND-VX"),
    ("Sá: 7423/BTC-THTK", "Số: 7423/BTC-THTK"),
    ("Số:27/UBND-VX", "Số: 27/UBND-VX"),
    ("/TB-UBND", "Số: /TB-UBND"),
    ("Số 13-NQ/TW", "Số: 13-NQ/TW"),
])
def test_the_label_of_the_number_is_put_right(printed, taken):
    (_, found), _ = fixed_words.left_column([line("SỞ Y TẾ"), line(printed)])
    assert said(found) == taken


@pytest.mark.parametrize("printed", ["W/w tăng cường", "ƒ/ tăng cường", "V/v tăng cường"])
def test_the_label_of_the_summary_is_put_right_under_the_number_only(printed):
    (_, found), _ = fixed_words.left_column([line("Số: 1/UBND-VX"), line(printed)])
    assert said(found) == "V/v tăng cường"


@pytest.mark.parametrize(("printed", "taken"), [
    ("CỘNG HDÀ XÃ HỘI #HỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Độc lập - Tự đo ~ Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
    ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Hà Nội, ngày 05 tháng 01 năm 2025", "Hà Nội, ngày 05 tháng 01 năm 2025"),
])
def test_quoc_hieu_is_as_it_is_fixed(printed, taken):
    assert said(fixed_words.right_column(line(printed))) == taken


@pytest.mark.parametrize(("printed", "taken"), [
    ("THÔNG BẢO", "THÔNG BÁO"), ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"), ("CHỈ THỊ", "CHỈ THỊ"), ("THÔNG BẢO SỐ 5", "THÔNG BẢO SỐ 5"),
])
def test_the_name_of_a_type_is_put_right(printed, taken):
    assert said(fixed_words.title(line(printed))) == taken


@needs_ocr
def test_a_name_under_a_stamp_and_a_blue_signature_is_read(tmp_path):
    paper = Paper().letterhead().body()
    for i, words in enumerate(["Nơi nhận:", "- Như trên;", "- Chủ tịch, các PCT UBND tỉnh;", "- Các Phòng, Ban thuộc Sở;",
                               "- Lưu: VT, VX."]):
        paper.text(85, 300 + 15 * i, words, 11)
    paper.text(390, 300, "KT. CHỦ TỊCH", 13).text(372, 318, "PHÓ CHỦ TỊCH", 13).text(365, 400, "Trần Thị Thanh Hà", 14)
    paper.ring(385, 360, 46)
    paper.draw.line([(1000, 950), (1150, 1010), (1060, 1080), (1330, 1040)], BLUE, 5)
    signer = parse(read(as_pdf(tmp_path / "a.pdf", paper))).head.signer
    assert (signer.name, signer.position, signer.authority) == ("Trần Thị Thanh Hà", "Phó Chủ tịch", "KT.")


@needs_ocr
def test_a_number_written_by_hand_is_left_blank_and_told(tmp_path):
    paper = Paper()
    paper.text(90, 70, "ỦY BAN NHÂN DÂN", 13).text(105, 88, "TỈNH NINH BÌNH", 13)
    paper.text(275, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12).text(330, 88, "Độc lập - Tự do - Hạnh phúc", 13)
    paper.text(100, 118, "Số:", 13).text(165, 118, "/UBND-VX", 13).text(320, 118, "Ninh Bình, ngày 20 tháng 02 năm 2025", 13)
    draw = ImageDraw.Draw(paper.picture)
    draw.line([(370, 300), (385, 330), (395, 295), (410, 332), (425, 298), (440, 325)], BLUE, 5)
    document = read(as_pdf(tmp_path / "a.pdf", paper.body()))
    head = parse(document).head
    assert (head.number, head.issuer) == (None, "UBND tỉnh Ninh Bình")
    assert "so-doc-khong-chac" in {doubt.code for doubt in document.warnings}


@needs_ocr
def test_the_name_of_a_type_is_put_right_without_a_letterhead(tmp_path):
    paper = Paper().text(250, 90, "CHỈ: THỊ", 15).text(180, 110, "CỦA BỘ TRƯỞNG BỘ NỘI VỤ", 13).body()
    assert read(as_pdf(tmp_path / "a.pdf", paper)).text.startswith("CHỈ THỊ\n")
