"""A table of tasks without drawn lines is a table."""

import pytest
from reading_papers import BODY, Sheet, check, grid, needs_fonts, texts

from pipeline.reading import read

pytestmark = needs_fonts

HEAD = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
ROWS = [["1", "Rà soát quy hoạch mạng lưới chợ", "Sở Công Thương", "30/6/2025"],
        ["2", "Bố trí kinh phí sửa chữa chợ", "Sở Tài chính", "15/7/2025"],
        ["3", "Kiểm tra phòng cháy tại chợ", "Công an tỉnh", "25/7/2025"]]
PLACES = (85, 120, 340, 460)


def _line(sheet, y, cells, places=PLACES, size=11):
    for x, text in zip(places, cells, strict=True):
        if text:
            sheet.text(x, y, text, size=size)


def _below(sheet, y):
    sheet.text(121, y, "Các cơ quan, đơn vị được giao nhiệm vụ có trách nhiệm báo cáo kết quả thực hiện", size=13)
    sheet.text(85, y + 17, "về Ủy ban nhân dân tỉnh theo quy định.", size=13)


def test_rows_under_known_headings_are_a_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(85, 100, BODY[:69], size=13)
    for n, row in enumerate([HEAD, *ROWS]):
        _line(sheet, 140 + 18 * n, row)
    _below(sheet, 240)
    document = read(sheet.page().save())
    check(document)
    assert grid(document) == [HEAD, *ROWS]
    assert document.tables[0].header_rows == 1
    assert texts(document)[0] == BODY[:69]
    assert texts(document)[-1].endswith("theo quy định.")


@pytest.mark.parametrize("numbered", [True, False])
def test_cells_and_headings_of_several_lines_are_kept_together(tmp_path, numbered):
    sheet = Sheet(tmp_path / "a.pdf")
    first = 0 if numbered else 1
    lines = [(140, ["TT", "Nội dung nhiệm vụ", "Cơ quan", "Thời hạn"]), (153, ["", "", "chủ trì", "hoàn thành"]),
             (180, ["1", "Rà soát quy hoạch mạng lưới", "Sở Công", "30/6/2025"]),
             (193, ["", "chợ trên địa bàn", "Thương", ""]),
             (220, ["2", "Bố trí kinh phí", "Sở Tài chính", "15/7/2025"])]
    for y, cells in lines:
        _line(sheet, y, cells[first:], PLACES[first:])
    document = read(sheet.page().save())
    expected = [["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"],
                ["1", "Rà soát quy hoạch mạng lưới chợ trên địa bàn", "Sở Công Thương", "30/6/2025"],
                ["2", "Bố trí kinh phí", "Sở Tài chính", "15/7/2025"]]
    assert grid(document) == [row[first:] for row in expected]


def test_a_table_without_rules_goes_on_over_the_page(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n, row in enumerate([HEAD, *ROWS[:2]]):
        _line(sheet, 720 + 18 * n, row)
    _line(sheet.page(), 70, ROWS[2])
    _below(sheet, 120)
    document = read(sheet.page().save())
    assert len(document.tables) == 1
    assert grid(document) == [HEAD, *ROWS]


def test_the_foot_of_a_directive_is_no_row(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n, row in enumerate([HEAD, *ROWS]):
        _line(sheet, 140 + 18 * n, row)
    sheet.text(85, 220, "Nơi nhận:", size=11).text(360, 220, "TM. ỦY BAN NHÂN DÂN", size=12)
    sheet.text(85, 236, "- Như trên;", size=11).text(390, 236, "CHỦ TỊCH", size=12)
    document = read(sheet.page().save())
    assert grid(document) == [HEAD, *ROWS]


def test_words_set_apart_in_running_text_are_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").head()
    sheet.text(85, 200, "Kính gửi:", size=13).text(200, 200, "Sở Tài chính;", size=13).text(400, 200, "Sở Y tế.", size=13)
    _below(sheet, 240)
    assert not read(sheet.page().save()).tables
