import pytest
from legacy_papers import needs_fonts, pdf, tcvn3, vni

from pipeline.reading import read
from pipeline.reading.legacy_fonts.letters import LegacyFont
from pipeline.reading.pdf.legacy import letters

LINES = ["Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát toàn bộ cơ sở khám", "bệnh, báo cáo Ủy ban nhân dân tỉnh theo dõi."]
TCVN3, CAPITALS, VNI = LegacyFont("tcvn3"), LegacyFont("tcvn3", True), LegacyFont("vni")


@needs_fonts
@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_a_page_in_an_old_font_is_read_with_its_boxes(tmp_path, encode):
    document = read(pdf(tmp_path / "a.pdf", *map(encode, LINES)))
    assert document.text == " ".join(LINES)
    assert document.warnings == ()
    words = list(document.words)
    assert [document.text[w.start:w.end] for w in words] == document.text.split()
    assert [w.box.top > 63 for w in words] == [False] * len(LINES[0].split()) + [True] * len(LINES[1].split())


@needs_fonts
def test_capitals_and_new_fonts_on_one_page(tmp_path):
    lines = [[(".VnTimeH", "chØ thÞ")], [("DejaVuSerif", "Việc này đã gõ "), (".VnTime", "b»ng m· cò")]]
    assert read(pdf(tmp_path / "a.pdf", *lines)).text == "CHỈ THỊ\nViệc này đã gõ bằng mã cũ"


@needs_fonts
def test_the_code_of_u_with_horn_at_a_line_end_is_no_hyphen(tmp_path):
    lines = [[(".VnTime", "Së Y tÕ chñ tr×, phèi hîp víi C«ng an tØnh rµ so¸t toµn bé c¬ së nh\u00ad")], [(".VnTime", "®· giao")]]
    assert read(pdf(tmp_path / "a.pdf", *lines)).text.endswith("toàn bộ cơ sở như đã giao")


@needs_fonts
def test_unicode_under_the_name_of_an_old_font_stays(tmp_path):
    assert read(pdf(tmp_path / "a.pdf", *([(".VnTime", line)] for line in LINES))).text == " ".join(LINES)


@pytest.mark.parametrize(("text", "font", "drawn"), [
    ("ViÖc nh\x02", TCVN3, "Việc như"), ("nh\x02", VNI, "nh-"), ("chØ thÞ", CAPITALS, "CHỈ THỊ"), ("cã", TCVN3, "có"),
])
def test_each_character_gives_one_piece(text, font, drawn):
    pieces = letters(text, [None if c == " " else font for c in text])
    assert len(pieces) == len(text)
    assert "".join(pieces) == drawn


def test_a_text_that_reads_better_as_it_is_stays():
    assert letters("Việc này", [TCVN3] * 8) is None
    assert letters("Cà Mau, Hòa An", [VNI] * 14) is None
