"""Stamps of secrecy and urgency on scans: found in any colour and turned, and never seen where there is none."""

from __future__ import annotations

import pytest
from ocr_papers import BLACK, DPI, RED, Paper, as_pdf, face, needs_ocr
from PIL import Image, ImageDraw, ImageFont

from pipeline.compose import extract
from pipeline.errors import SecretDirective
from pipeline.reading import read
from pipeline.reading.ocr import marks, tesseract
from pipeline.settings import Settings
from pipeline.structure.parse import parse

pytestmark = needs_ocr
PLACE = (90, 128)  # under the number


def head_of(path):
    return parse(read(path)).head


@pytest.mark.parametrize(("words", "degrees", "color"), [
    ("MẬT", 0, RED), ("MẬT", -7, BLACK), ("TỐI MẬT", 4, RED), ("TUYỆT MẬT", 12, BLACK),
])
def test_a_secret_directive_goes_no_further(tmp_path, words, degrees, color):
    path = as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(220).stamp(*PLACE, words, degrees, color))
    with pytest.raises(SecretDirective) as error:
        extract(path, Settings())
    assert words in error.value.message


@pytest.mark.parametrize(("words", "degrees", "color"), [
    ("KHẨN", 0, BLACK), ("THƯỢNG KHẨN", -7, RED), ("HỎA TỐC", 37, BLACK), ("HOẢ TỐC", 4, RED),
])
def test_urgency_is_read_and_the_number_beside_it_stays(tmp_path, words, degrees, color):
    path = as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(260).stamp(*PLACE, words, degrees, color))
    head = head_of(path)
    assert head.urgency == words.replace("HOẢ", "HỎA").lower()
    assert (head.secrecy, head.number) == (None, "27/UBND-VX")


def test_a_stamp_without_a_frame_is_read(tmp_path):
    head = head_of(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(220).text(110, 165, "HỎA TỐC", 18, RED)))
    assert head.urgency == "hỏa tốc"


def test_secret_words_of_a_title_are_no_stamp(tmp_path):
    paper = Paper().letterhead().text(180, 170, "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC", 13).body(220)
    assert head_of(as_pdf(tmp_path / "a.pdf", paper)).secrecy is None


def test_a_stamp_of_receipt_is_none_of_secrecy(tmp_path):
    paper = Paper().letterhead().body(240).stamp(*PLACE, "CÔNG VĂN ĐẾN", 3)
    head = head_of(as_pdf(tmp_path / "a.pdf", paper))
    assert (head.urgency, head.secrecy) == (None, None)


def arrow(words, degrees, holes):
    """Thin letters in the outline of an arrow, pale and broken, on a page."""
    piece = Image.new("L", (330, 130), 255)
    draw = ImageDraw.Draw(piece)
    outline = [(4, 20), (90, 20), (110, 40), (290, 40), (290, 24), (324, 64), (290, 104), (290, 88), (110, 88), (90, 108), (4, 108), (40, 64)]
    draw.line([*outline, outline[0]], fill=90, width=3)
    draw.text((100, 44), words, font=ImageFont.truetype(str(face()), 36), fill=70)
    for x in range(3, 330, holes):
        draw.line([(x, 0), (x, 130)], fill=255, width=1)
    paper = Paper().letterhead().body(300)
    leaned = piece.rotate(degrees, expand=True, fillcolor=255).convert("RGB")
    paper.picture.paste(leaned, (60, 420))
    return paper


@pytest.mark.parametrize(("words", "degrees", "told"), [("HỎA TỐC", 33, ["HỎA TỐC"]), ("HỎA TỐC", 18, ["HỎA TỐC"]), ("HỘI NGHỊ", 33, []),
                                                      ("KÍNH BÁO", 25, [])])
def test_a_pale_arrow_aslant_is_read_without_its_outline(words, degrees, told):
    picture = arrow(words, degrees, 23).picture
    assert marks.stamps(picture, tesseract.recognise(picture, DPI), DPI) == told
