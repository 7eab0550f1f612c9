"""What the page shows is what counts: words nobody sees and marks printed through the text are out, and told."""

import pytest
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reading_papers import FIRST, SECOND, Sheet, needs_fonts, texts, told, two_tasks
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from pipeline.errors import SecretDirective
from pipeline.reading import read

pytestmark = needs_fonts

GHOST = "Sở Y tế kiểm tra trước ngày 01/6/2025."


def _codes(document):
    return {doubt.code for doubt in document.warnings}


def _white(sheet):
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.text(85, 140, GHOST, size=13)


def _nearly_white(sheet):
    sheet.canvas.setFillColorRGB(0.97, 0.97, 0.97)
    sheet.text(85, 140, GHOST, size=13)


def _under_a_box(sheet):
    sheet.text(85, 140, GHOST, size=13).canvas.setFillColorRGB(1, 1, 1)
    sheet.canvas.rect(80, sheet.height - 146, 460, 18, stroke=0, fill=1)


def _as_its_ground(sheet):
    sheet.canvas.setFillColorRGB(0.2, 0.3, 0.6)
    sheet.canvas.rect(80, sheet.height - 146, 460, 18, stroke=0, fill=1)
    sheet.text(85, 140, GHOST, size=13)


def _under_a_picture(sheet):
    sheet.text(85, 140, GHOST, size=13)
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (40, 4), "white")), 80, sheet.height - 146, 460, 18)


def _unpainted(sheet):
    line = sheet.canvas.beginText(85, sheet.height - 140)
    line.setFont("Serif", 13)
    line.setTextRenderMode(3)
    line.textOut(GHOST)
    sheet.canvas.drawText(line)


def _outside(sheet):
    sheet.canvas.setCropBox((0, 60, *A4))
    sheet.text(85, sheet.height - 20, GHOST, size=13)


def _transparent(sheet):
    sheet.canvas.setFillAlpha(0.0)
    sheet.text(85, 140, GHOST, size=13)


@pytest.mark.parametrize("hide", [_white, _nearly_white, _under_a_box, _as_its_ground, _under_a_picture, _unpainted,
                                  _outside, _transparent])
def test_words_that_nobody_sees_are_out_and_told(tmp_path, hide):
    sheet = two_tasks(tmp_path / "a.pdf")
    hide(sheet)
    document = read(sheet.page().save())
    assert texts(document) == [FIRST, SECOND]
    assert "Sở Y tế" in told(document, "chu-an")
    assert "trang 1" in told(document, "chu-an")


def test_a_layer_that_is_off_is_not_read(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").text(85, 140, GHOST, size=13).page().save()
    _put_into_layer(path, "OFF")
    document = read(path)
    assert texts(document) == [FIRST, SECOND]
    assert "chu-an" in _codes(document)
    _put_into_layer(two_tasks(path).text(85, 140, GHOST, size=13).page().save(), "ON")
    assert GHOST in " ".join(texts(read(path)))


def _put_into_layer(path, state):
    """The last line of text of the page goes into an optional content group (ISO 32000-1, 8.11)."""
    name, array, dictionary = generic.NameObject, generic.ArrayObject, generic.DictionaryObject
    with path.open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        group = writer.add_object(dictionary({name("/Type"): name("/OCG"), name("/Name"): generic.TextStringObject("a")}))
        writer.root["/OCProperties"] = dictionary({
            name("/OCGs"): array([group]),
            name("/D"): dictionary({name("/Order"): array([group]), name("/" + state): array([group])})})
        page = writer.root["/Pages"]["/Kids"][0]
        page["/Resources"][name("/Properties")] = dictionary({name("/MC0"): group})
        content = page["/Contents"]
        data = content.data
        at = data.rindex(b"BT")
        page[name("/Contents")] = writer.add_object(generic.StreamObject(
            stream_data=data[:at] + b"/OC /MC0 BDC\n" + data[at:].rstrip() + b"\nEMC\n"))
        writer.update_root()
        writer.update_container(page)
        writer.write_in_place()


@pytest.mark.parametrize("ground", [(0.2, 0.3, 0.6), (0.85, 0.85, 0.85)])
def test_light_letters_on_a_ground_are_seen(tmp_path, ground):
    sheet = two_tasks(tmp_path / "a.pdf")
    sheet.canvas.setFillColorRGB(*ground)
    sheet.canvas.rect(80, sheet.height - 146, 460, 18, stroke=0, fill=1)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    document = read(sheet.text(85, 140, GHOST, size=13).page().save())
    assert GHOST in " ".join(texts(document))
    assert "chu-an" not in _codes(document)


def test_letters_over_a_scan_are_its_text(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (60, 84), "white")), 0, 0, *A4)
    for n in range(12):
        line = sheet.canvas.beginText(85, sheet.height - 100 - 20 * n)
        line.setFont("Serif", 13)
        line.setTextRenderMode(3)
        line.textOut(FIRST)
        sheet.canvas.drawText(line)
    document = read(sheet.page().save())
    assert document.text.count("Sở Công Thương") == 12
    assert "chu-an" not in _codes(document)


def test_a_mark_of_secrecy_that_nobody_sees_is_seen(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").head()
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.text(100, 130, "TUYỆT MẬT", size=13).canvas.setFillColorRGB(0, 0, 0)
    with pytest.raises(SecretDirective):
        read(sheet.text(85, 200, FIRST, size=13).page().save())


def _turned(sheet, words, angle, size, grey=0.8, x=150, y=300):
    sheet.canvas.saveState()
    sheet.canvas.translate(x, sheet.height - y)
    sheet.canvas.rotate(angle)
    sheet.canvas.setFont("Serif", size)
    sheet.canvas.setFillColorRGB(grey, grey, grey)
    sheet.canvas.drawString(0, 0, words)
    sheet.canvas.restoreState()
    return sheet


ACCOUNT = "vanthu.soct 14/05/2025 08:30:11"


@pytest.mark.parametrize(("words", "angle", "size", "grey"), [
    ("DỰ THẢO", 45, 90, 0.85), ("DỰ THẢO", 0, 90, 0.85), ("BẢN NHÁP", 60, 70, 0.0), (ACCOUNT, 30, 11, 0.8),
    (ACCOUNT, -35, 11, 0.5), (ACCOUNT, 0, 9, 0.75), ("vanthu.soct-14/05/2025 08:30:11-vanthu.soct", 0, 9, 0.0),
    ("SỞ CÔNG THƯƠNG", 45, 40, 0.9), ("SỞ CÔNG THƯƠNG", 0, 13, 0.8), (ACCOUNT, 90, 9, 0.6),
    ("DỰ THẢO LẦN 2", 0, 45, 0.0),
])
@pytest.mark.parametrize("first", [True, False])
def test_marks_through_the_text_are_set_aside_and_told(tmp_path, words, angle, size, grey, first):
    sheet = Sheet(tmp_path / "a.pdf")
    if first:
        _turned(sheet, words, angle, size, grey, y=106 if angle == 0 and size < 20 else 300)
    sheet.text(85, 100, FIRST, size=13).text(85, 120, SECOND, size=13)
    for n in range(10):
        sheet.text(85, 160 + 20 * n, f"- Cơ quan thứ {n} chịu trách nhiệm về nội dung công việc được giao.", size=13)
    if not first:
        _turned(sheet, words, angle, size, grey, y=106 if angle == 0 and size < 20 else 300)
    document = read(sheet.page().save())
    assert len(texts(document)) == 12
    assert texts(document)[:2] == [FIRST, SECOND]
    assert words in {piece.text for piece in document.furniture}
    assert words in told(document, "dau-du-thao" if words.startswith(("DỰ", "BẢN")) else "chu-chim")


def test_a_slanted_stamp_of_urgency_is_one(tmp_path):
    sheet = _turned(two_tasks(tmp_path / "a.pdf"), "HỎA TỐC", 20, 16, 0.0)
    document = read(sheet.page().save())
    assert [piece.kind for piece in document.furniture] == ["stamp"]
    assert "chu-chim" not in _codes(document)


def test_a_grey_word_in_a_sentence_stays(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(85, 100, "1. Sở Công Thương rà soát", size=13)
    sheet.canvas.setFillColor(Color(0.6, 0.6, 0.6))
    sheet.text(250, 100, "quy hoạch", size=13)
    document = read(sheet.page().save())
    assert "quy hoạch" in document.text


def test_a_mark_of_secrecy_through_the_text_is_seen(tmp_path):
    sheet = _turned(two_tasks(tmp_path / "a.pdf"), "TỐI MẬT", 45, 80)
    with pytest.raises(SecretDirective):
        read(sheet.page().save())


def test_a_mark_in_a_form_of_its_own_letter_by_letter_is_told_as_a_draft(tmp_path):
    sheet = two_tasks(tmp_path / "a.pdf")
    sheet.canvas.beginForm("mark")
    for n, part in enumerate(("DỰ", "THẢO")):
        _turned(sheet, part, 45, 80, 0.85, 150 + 90 * n, 500 - 90 * n)
    sheet.canvas.endForm()
    sheet.canvas.doForm("mark")
    document = read(sheet.page().save())
    assert texts(document) == [FIRST, SECOND]
    assert told(document, "dau-du-thao")


def test_light_grey_letters_on_a_dark_ground_are_text(tmp_path):
    sheet = two_tasks(tmp_path / "a.pdf")
    sheet.canvas.setFillColorRGB(0.1, 0.2, 0.4)
    sheet.canvas.rect(80, sheet.height - 166, 460, 22, stroke=0, fill=1)
    sheet.canvas.setFillColorRGB(0.85, 0.85, 0.85)
    document = read(sheet.text(85, 160, GHOST, size=13).page().save())
    assert GHOST in " ".join(texts(document))


def test_grey_page_numbers_and_heads_are_no_marks(tmp_path):
    sheet = two_tasks(tmp_path / "a.pdf")
    sheet.canvas.setFillColorRGB(0.6, 0.6, 0.6)
    document = read(sheet.text(290, 40, "2", size=13).page().save())
    assert [piece.kind for piece in document.furniture] == ["page number"]
    assert "chu-chim" not in _codes(document)


def test_a_coloured_link_does_not_tear_the_word_it_stands_in(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(85, 100, "(xem trang ", size=13)
    x = 85 + sheet.canvas.stringWidth("(xem trang ", "Serif", 13)
    sheet.canvas.setFillColorRGB(0.3, 0.6, 0.8)
    sheet.text(x, 100, "https://tinh.gov.vn/", size=13).canvas.setFillColorRGB(0, 0, 0)
    x += sheet.canvas.stringWidth("https://tinh.gov.vn/", "Serif", 13)
    document = read(sheet.text(x, 100, ")", size=13).page().save())
    assert texts(document) == ["(xem trang https://tinh.gov.vn/)"]
