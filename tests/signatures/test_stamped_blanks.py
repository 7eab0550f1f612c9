"""Numbers and dates stamped into the blanks of a letterhead, as annotations or as pictures."""

from array import array
from datetime import date, datetime

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont
from signature_papers import FONT, SEAL, Paper, codes, needs_fonts, needs_tesseract, save_again, sign, sign_drawn

from pipeline.model import Signature
from pipeline.reading import read
from pipeline.reading.draft import Line, PageDraft
from pipeline.reading.ocr import tesseract
from pipeline.reading.ocr.tesseract import Seen
from pipeline.reading.signatures.blanks import fits, mend, places, put, words
from pipeline.reading.signatures.drawn import add_drawn
from pipeline.reading.signatures.evidence import Evidence
from pipeline.reading.signatures.fill import fill
from pipeline.reading.signatures.look import Sheet, is_drawn
from pipeline.structure.parse import parse


def _line(text, sure=-1.0, top=100.0):
    boxes = array("f")
    x = 100.0
    for word in text.split(" "):
        boxes.extend((x, top, x + 6 * len(word), top + 13, sure))
        x += 6 * len(word) + 4
    return Line(1, text, boxes, 100, top, x - 4, top + 13, top + 10, 13)


def _draft(*lines):
    return PageDraft(1, 595, 842, list(lines))


@needs_fonts
@needs_tesseract
def test_number_and_day_drawn_as_pictures_are_read_into_the_text(tmp_path):
    paper = Paper(tmp_path / "a.pdf", number="", day="")
    document = read(paper.picture(147, 107, "4519").picture(424, 112, "18").save())
    assert "Số: 4519/UBND-VX" in document.text
    assert "Hòa An, ngày 18 tháng 3 năm 2025" in document.text
    assert codes(document) == {"so-doc-tu-dau", "ngay-doc-tu-dau"}
    read_words = {document.text[w.start:w.end]: w for w in document.words if w.confidence is not None}
    assert set(read_words) == {"4519/UBND-VX", "18"}
    assert all(w.confidence > 0.8 for w in read_words.values())
    box = read_words["18"].box
    assert 420 < box.x0 < box.x1 < 445
    assert 95 < box.top < box.bottom < 120


@needs_fonts
@needs_tesseract
def test_the_day_of_signing_bears_a_stamped_date_out_or_contradicts_it(tmp_path):
    path = sign(Paper(tmp_path / "a.pdf", day="").picture(424, 110, "18").save(), SEAL, "Signature1")
    (doubt,) = (d for d in read(path).warnings if d.code == "ngay-doc-tu-dau")
    assert "khác ngày ký số" in doubt.message


@needs_fonts
def test_blanks_that_are_blank_stay_blank(tmp_path):
    document = read(Paper(tmp_path / "a.pdf", number="", day="").save())
    assert "Số: /UBND-VX" in document.text
    assert "ngày tháng 3 năm 2025" in document.text
    assert document.warnings == ()


@needs_fonts
def test_without_tesseract_blanks_stay_blank(tmp_path, monkeypatch):
    monkeypatch.setattr(tesseract, "available", lambda: False)
    document = read(Paper(tmp_path / "a.pdf", number="").picture(147, 107, "4519").save())
    assert "Số: /UBND-VX" in document.text


@needs_fonts
def test_a_number_in_the_appearance_of_a_signature_is_text_that_the_signature_vouches_for(tmp_path):
    path = sign(Paper(tmp_path / "a.pdf", number="").save(), SEAL, "Signature1", (145, 730, 173, 746), shows="4519")
    document = read(path)
    assert "Số: 4519/UBND-VX" in document.text
    assert document.warnings == ()
    document = read(save_again(path))
    assert "Số: 4519/UBND-VX" in document.text
    assert codes(document) == {"so-doc-tu-dau", "chu-ky-so-khong-toan-ven"}


@needs_fonts
@needs_tesseract
@pytest.mark.parametrize("by_strokes", [False, True])
def test_a_number_that_a_signature_draws_into_its_blank_is_read(tmp_path, by_strokes):
    path = sign_drawn(Paper(tmp_path / "a.pdf", number="").save(), "Signature1", 145, 110, "4519", by_strokes)
    document = read(path)
    assert "Số: 4519/UBND-VX" in document.text
    assert codes(document) == {"so-doc-tu-dau"}


@needs_fonts
@needs_tesseract
@pytest.mark.parametrize("by_strokes", [False, True])
def test_lines_of_number_and_date_that_signatures_draw_whole_are_read(tmp_path, by_strokes):
    path = Paper(tmp_path / "a.pdf", headed=False).save()
    sign_drawn(path, "Signature1", 120, 110, "Số: 4519/UBND-VX", by_strokes)
    sign_drawn(path, "Signature2", 330, 110, "Hòa An, ngày 18 tháng 3 năm 2025", by_strokes)
    head = parse(read(path)).head
    assert head.number == "4519/UBND-VX"
    assert head.issued_on == date(2025, 3, 18)
    assert head.subject == "rà soát cơ sở khám bệnh"
    assert {"so-doc-tu-dau", "ngay-doc-tu-dau"} <= codes(read(path))


@needs_fonts
@needs_tesseract
def test_a_drawn_number_takes_the_place_of_its_label_alone(tmp_path):
    paper = Paper(tmp_path / "a.pdf", headed=False).text(120, 110, "Số:").text(330, 110, "Hòa An, ngày 18 tháng 3 năm 2025")
    document = read(sign_drawn(paper.save(), "Signature1", 147, 110, "4519/UBND-VX", by_strokes=True))
    assert document.text.count("Số:") == 1
    assert "Số: 4519/UBND-VX" in document.text


def test_a_drawn_line_over_printed_figures_is_none(monkeypatch):
    seen = Seen("Số:", 278, 278, 330, 306, .95, 300, 36, 1), Seen("77/UBND", 340, 278, 470, 306, .95, 300, 36, 1)
    monkeypatch.setattr(tesseract, "recognise", lambda _, dpi, mode: list(seen) if mode == tesseract.WHOLE_PAGE else [])
    on = Sheet(Image.new("L", (1653, 2339), 255), 200 / 72)
    assert set(add_drawn(_draft(_line("Kính gửi: Sở Y tế", top=200)), on, {"number"})) == {"number"}
    assert add_drawn(_draft(_line("Số 12 ngày 5")), on, {"number"}) == {}


def _scan(words):
    """A scan on which ``words`` stand in the blank of the day in the line below."""
    picture = Image.new("L", (595 * 4, 842 * 4), 255)
    ImageDraw.Draw(picture).text((171 * 4, 97 * 4), words, fill=0, font=ImageFont.truetype(str(FONT), 13 * 4))
    return lambda areas: Sheet(picture, 4.0)


@needs_fonts
@needs_tesseract
@pytest.mark.parametrize(("day", "taken", "reread"), [(16, {"day"}, {}), (18, set(), {"day": "l6 → 16"})])
def test_on_a_scan_a_day_is_looked_at_again(day, taken, reread):
    line = _line("Hòa An, ngày l6 tháng 3 năm 2025", 0.95)
    signature = Signature(None, "Sở Y tế", datetime(2025, 3, day, 9), True, True, "")
    filled = fill(_draft(line), Evidence((signature,)), _scan("16"))
    assert line.text == "Hòa An, ngày 16 tháng 3 năm 2025"
    assert (set(filled.taken), filled.reread, filled.unsure) == (taken, reread, {})
    assert filled.date == date(2025, 3, 16)


@needs_fonts
@needs_tesseract
def test_a_number_that_no_look_settles_is_left_blank_and_told():
    line = _line("Số:424/STTTT-KHTC", 0.45)
    filled = fill(_draft(line), Evidence(), _scan(""))
    assert (line.text, filled.unsure) == ("Số: /STTTT-KHTC", {"number": "424"})


def test_a_doubted_date_that_can_be_one_stands_with_its_doubt(monkeypatch):
    monkeypatch.setattr(tesseract, "available", lambda: False)
    line = _line("Hòa An, ngày 16 tháng 3 năm 2025", 0.7)
    filled = fill(_draft(line), Evidence(), lambda areas: pytest.fail("drawn in vain"))
    assert line.text == "Hòa An, ngày 16 tháng 3 năm 2025"
    assert filled.unsure == {"day": "16", "month": "3", "year": "2025"}


@pytest.mark.parametrize(("text", "kinds"), [
    ("Số: /UBND-VX", ["number"]),
    ("Số: ……… /UBND-VX", ["number"]),
    ("Số: -CV/TU", ["number"]),
    ("Số: /2025/TT-BYT", ["number"]),
    ("Số: 15/UBND-VX", []),
    ("Hòa An, ngày tháng năm 2025", ["month", "day"]),
    ("Hòa An, ngày ... tháng ... năm 2025", ["month", "day"]),
    ("Hòa An, ngày 05 tháng 01 năm 2025", []),
    ("Căn cứ Quyết định ngày tháng năm trước của Sở Y tế", []),
    ("Số lượng /UBND-VX", []),
])
def test_blanks_of_a_text_layer(text, kinds):
    assert [blank.kind for blank in places(_draft(_line(text))).blanks] == kinds


@pytest.mark.parametrize(("text", "sure", "kinds"), [
    ("Hòa An, ngày l6 tháng 7 năm 2025", 0.97, ["day"]),
    ("Hòa An, ngày 16 tháng 7 năm 2025", 0.97, []),
    ("Hòa An, ngày 16 tháng 7 năm 2025", 0.5, ["year", "month", "day"]),
    ("Số:424/STTTT-KHTC", 0.45, ["number"]),
    ("Số: 2/4 /QĐ-UBND", 0.97, ["number"]),  # a hand that recognition read as strokes
    ("Số: :f/#J/SYT-NVY", 0.97, ["number"]),
    ("Số: 43 UBND-NN", 0.45, ["number"]),  # the stroke before the code was taken for ink
    ("số: 416 /TB-UBND", 0.45, ["number"]),
    ("số 416/2017/TB-UBND ngày", 0.45, []),
    ("Hòa An ngày l6 tháng 7 năm 2025", 0.97, ["day"]),  # the comma was not seen
    ("Hòa An, igày-<(Ítháng 7 năm 2025", 0.97, ["day"]),
    ("Luật Đất đai ngày l6 tháng 7 năm 2025", 0.97, []),
    ("Số: 2/2025/TT-BYT", 0.97, ["number"]),  # two figures at least: 02
])
def test_recognised_words_that_are_unsure_are_looked_at_again(text, sure, kinds):
    assert [blank.kind for blank in places(_draft(_line(text, sure))).blanks] == kinds


def test_blanks_far_down_the_page_are_none():
    assert places(_draft(_line("Số: /UBND-VX", top=500.0))).blanks == ()


@pytest.mark.parametrize(("text", "value", "filled"), [
    ("Số: /UBND-VX", "15", "Số: 15/UBND-VX"),
    ("Số: ……… /UBND-VX", "15", "Số: 15/UBND-VX"),
    ("Số:…/UBND-VX", "15", "Số: 15/UBND-VX"),
    ("Số: -CV/TU", "15", "Số: 15-CV/TU"),
])
def test_a_number_joins_its_code(text, value, filled):
    line = _line(text)
    (blank,) = places(_draft(line)).blanks
    put(blank, value, (120, 100, 130, 113), 0.9)
    assert line.text == filled
    assert [word for word, _ in words(line)] == filled.split(" ")
    assert len(line.boxes) == 5 * len(filled.split(" "))


@pytest.mark.parametrize("code", ["UBND-NN", "BĐH"])
def test_a_stroke_that_was_taken_for_ink_is_put_back(code):
    line = _line(f"Số: 43 {code}", 0.45)
    (blank,) = places(_draft(line)).blanks
    put(blank, "946", (120, 100, 130, 113), 0.9)
    assert line.text == f"Số: 946/{code}"


@pytest.mark.parametrize(("read", "printed"), [
    ("Hòa An, igày 16 Hháng 7 năm 2025", "Hòa An, ngày 16 tháng 7 năm 2025"), ("số: 416/TB-UBND", "Số: 416/TB-UBND"),
    ("Hòa An. ngày 16 tháng 7 năm 2025", "Hòa An, ngày 16 tháng 7 năm 2025"),
    ("Hòa An ngày 16 tháng 7 năm 2025", "Hòa An, ngày 16 tháng 7 năm 2025"),
    ("Số: 12/CT-UBND", "Số: 12/CT-UBND"),
])
def test_printed_words_of_a_head_are_mended(read, printed):
    line = _line(read, 0.95)
    mend(line)
    assert line.text == printed


def test_day_and_month_are_put_in_from_the_right():
    line = _line("Hòa An, ngày tháng năm 2025")
    for blank in places(_draft(line)).blanks:
        put(blank, {"day": "05", "month": "01"}[blank.kind], blank.area, 0.9)
    assert line.text == "Hòa An, ngày 05 tháng 01 năm 2025"


@pytest.mark.parametrize(("kind", "value", "good"), [
    ("number", "15", True), ("number", "5", False), ("number", "", False), ("number", "123456", False),
    ("day", "05", True), ("day", "5", False), ("day", "32", False), ("month", "3", True), ("month", "13", False),
    ("year", "2025", True), ("year", "3014", False),
])
def test_figures_that_can_be(kind, value, good):
    assert fits(kind, value) is good


def _page_with(content):
    document = pdfium.PdfDocument.new()
    page = document.new_page(595, 842)
    for x0, y0, width, height in content:
        shape = pdfium.raw.FPDFPageObj_CreateNewRect(x0, y0, width, height)
        pdfium.raw.FPDFPath_SetDrawMode(shape, pdfium.raw.FPDF_FILLMODE_WINDING, False)
        pdfium.raw.FPDFPage_InsertObject(page, shape)
    return page


@pytest.mark.parametrize(("content", "drawn"), [
    ([], False),
    ([(140, 725, 12, 14)], True),  # a figure in the blank
    ([(300, 725, 12, 14)], False),  # beside it
    ([(100, 730, 200, 0.7)], False),  # a rule through it
    ([(0, 0, 595, 842)], True),  # a picture behind everything
])
def test_a_page_is_drawn_only_where_something_may_stand_in_a_blank(content, drawn):
    assert is_drawn(_page_with(content), [(133.0, 95.0, 179.0, 118.0)]) is drawn
