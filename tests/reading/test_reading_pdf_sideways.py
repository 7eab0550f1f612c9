"""Landscape text on upright paper is read as on paper that was turned."""

import pytest
from reading_papers import Sheet, check, grid, needs_fonts, texts

from pipeline.reading import read

pytestmark = needs_fonts

ROWS = [["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
        ["1", "Rà soát quy hoạch mạng lưới chợ", "Sở Công Thương", "30/6/2025"],
        ["2", "Bố trí kinh phí sửa chữa chợ", "Sở Tài chính", "15/7/2025"]]


@pytest.mark.parametrize("turn", [90, 270, 180])
def test_text_printed_sideways_is_read(tmp_path, turn):
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.translate(*{90: (sheet.width, 0), 270: (0, sheet.height), 180: (sheet.width, sheet.height)}[turn])
    sheet.canvas.rotate(turn)
    if turn != 180:
        sheet.width, sheet.height = sheet.height, sheet.width
    sheet.middle(300, 80, "PHỤ LỤC DANH MỤC NHIỆM VỤ", size=13)
    for n, row in enumerate(ROWS):
        for x, text in zip((65, 95, 330, 480), row, strict=True):
            sheet.text(x, 134 + 20 * n, text, size=11)
    for y in range(120, 181, 20):
        sheet.rule(60, y, 570, y)
    for x in (60, 90, 325, 475, 570):
        sheet.rule(x, 120, x, 180)
    document = read(sheet.page().save())
    check(document)
    assert texts(document)[0] == "PHỤ LỤC DANH MỤC NHIỆM VỤ"
    assert grid(document) == ROWS


def test_a_sideways_word_in_an_upright_page_turns_nothing(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(85, 100, "1. Sở Công Thương rà soát quy hoạch chợ.", size=13)
    sheet.canvas.saveState()
    sheet.canvas.translate(30, 300)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("Serif", 9)
    sheet.canvas.drawString(0, 0, "Bản lưu")
    sheet.canvas.restoreState()
    assert texts(read(sheet.page().save()))[0] == "1. Sở Công Thương rà soát quy hoạch chợ."
