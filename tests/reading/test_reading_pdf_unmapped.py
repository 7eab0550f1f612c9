"""Letters that a font draws and does not tell: the page is recognised, what the text layer knows is kept."""

import re
from difflib import SequenceMatcher

import pytest
from reading_papers import Sheet, needs_fonts, texts

from pipeline.model.text import Document
from pipeline.reading import read
from pipeline.reading.draft import PrintedWord
from pipeline.reading.ocr import tesseract
from pipeline.reading.pdf.unmapped import is_believed, with_known

LINES = ["1. Sở Công Thương chủ trì rà soát quy hoạch chợ trước ngày 30/6/2025.",
         "2. Sở Tài chính bố trí kinh phí sửa chữa chợ trước ngày 15/7/2025.",
         "3. Ủy ban nhân dân các xã báo cáo kết quả thực hiện về Sở Công Thương."]


def _paper(path, lines=LINES):
    sheet = Sheet(path, pageCompression=0)
    for n in range(4):
        for i, line in enumerate(lines):
            sheet.text(85, 100 + 22 * (3 * n + i), line, size=13)
    return sheet.page().save()


def _without(path, letters):
    """Take ``letters`` out of the tables of Unicode values of the fonts; the file keeps its length."""
    data = path.read_bytes()
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        body = match[1]
        if b"begincmap" not in body:
            continue
        cut = re.sub(rb"<[0-9A-F]{2}> <([0-9A-F]{4})>\n",
                     lambda m: b" " * len(m[0]) if chr(int(m[1], 16)) in letters else m[0], body)
        data = data.replace(body, cut)
    path.write_bytes(data)
    return path


def _codes(document: Document) -> set[str]:
    return {doubt.code for doubt in document.warnings}


@needs_fonts
@pytest.mark.skipif(not tesseract.available(), reason="Tesseract is not installed")
@pytest.mark.parametrize("letters", ["ởủợướửốặẩảị", "ợ"])
def test_a_page_whose_font_lacks_letters_is_recognised(tmp_path, letters):
    document = read(_without(_paper(tmp_path / "a.pdf"), letters))
    assert "trang-thieu-bang-ma" in _codes(document)
    assert document.source.text_from == "ocr"
    got, wanted = " ".join(texts(document)).split(), " ".join(LINES * 4).split()
    assert SequenceMatcher(None, got, wanted, autojunk=False).ratio() > 0.9


@needs_fonts
def test_a_page_whose_font_tells_its_letters_is_not(tmp_path):
    document = read(_paper(tmp_path / "a.pdf"))
    assert document.source.text_from == "pdf"
    assert "trang-thieu-bang-ma" not in _codes(document)


def test_known_words_stand_where_they_were_recognised():
    def word(text, x0, x1, baseline=100.0):
        return PrintedWord(text, x0, baseline - 10, x1, baseline + 2, baseline, 12)

    seen = [word(".", 16, 20), word("3O/6/2025", 30, 80), word("chợ", 90, 110), word("ngoài", 10, 60, 130)]
    words = with_known(seen, [word("1.", 10, 20), word("30/6/2025", 31, 81), word("th", 92, 98)])
    assert [w.text for w in words] == ["1.", "30/6/2025", "chợ", "ngoài"]


@pytest.mark.parametrize(("word", "believed"), [
    ("nghiệp", True), ("Sở", True), ("TRÌNH", True), ("QĐ-SCT", True), ("42/2024/QH15", True), ("Lào", True), ("phủ;", True), ("01", True),
    ("ng‡y", False), ("cÙng", False), ("trÍn", False), ("L¿O", False), ("ph·p", False), ("C‘NG", False), ("H“A", False), ("GI£M", False),
    ("“Kế", True), ("(khoản", True), ("l˝,", False)])
def test_a_word_that_the_font_tells_wrong_is_not_believed(word, believed):
    assert is_believed(word) == believed
