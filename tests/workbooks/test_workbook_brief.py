"""The page that leaders read: what stands on it, that it stays one page, and the layout of NĐ 30/2020."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import docx
import pytest
from docx.shared import Mm
from workbook_register import AS_OF, DIGITAL, FINANCE, HEALTH, INVEST, on, task

from pipeline.model import Register
from pipeline.workbooks import publish
from pipeline.workbooks.brief import BRIEF_NAME, brief
from pipeline.workbooks.lists import agency_lists
from pipeline.workbooks.shelf import Shelf
from pipeline.workbooks.stamped import is_ours

OLD = replace(INVEST, received_at=datetime(2025, 3, 1, 8, 0))
NEW = replace(DIGITAL, received_at=datetime(2025, 5, 8, 8, 0))


def made(tmp_path, *tasks, name="Sở Tài chính"):
    lists = agency_lists(Register(AS_OF, (INVEST,), tasks, (), ()))
    path = tmp_path / BRIEF_NAME
    brief(next(one for one in lists if one.name == name), AS_OF).write(path)
    return docx.Document(path)


def rows(document) -> list[list[str]]:
    """The lines of the table of tasks, a merged cell once."""
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in document.tables[2].rows[1:]]


def due(days, number, source=OLD, **more):
    return task(number, source, "II.1", f"Báo cáo lần {number}", (FINANCE,), on(AS_OF + timedelta(days), "hạn"), **more)


MIXED = (due(-3, 1), due(-9, 2), due(0, 3), due(7, 4), due(8, 5), due(30, 6, NEW), due(-40, 7, status="hoàn thành"),
         task(8, NEW, None, "Theo dõi", (FINANCE,)), task(9, OLD, None, "Theo dõi lâu dài", (HEALTH,), support=(FINANCE,)))


def test_the_counts_and_three_sections_with_their_sources(tmp_path):
    document = made(tmp_path, *MIXED)
    counts = dict(zip(*([cell.text for cell in row.cells] for row in document.tables[1].rows), strict=True))
    assert counts == {"Tổng số": "9", "Đã hoàn thành": "1", "Quá hạn": "2", "Đến hạn trong 7 ngày": "2", "Không hạn": "2"}
    assert rows(document) == [
        ["I. Quá hạn, chưa hoàn thành: 2"],
        ["1", "Báo cáo lần 2", "05/CT-UBND\nngày 05/02/2025\nkhoản 1 mục II", "03/05/2025\nQuá hạn 9 ngày", "3"],
        ["2", "Báo cáo lần 1", "05/CT-UBND\nngày 05/02/2025\nkhoản 1 mục II", "09/05/2025\nQuá hạn 3 ngày", "2"],
        ["II. Đến hạn trong 7 ngày tới: 2"],
        ["3", "Báo cáo lần 3", "05/CT-UBND\nngày 05/02/2025\nkhoản 1 mục II", "12/05/2025\nĐến hạn hôm nay", "4"],
        ["4", "Báo cáo lần 4", "05/CT-UBND\nngày 05/02/2025\nkhoản 1 mục II",
         "19/05/2025\nSắp đến hạn: còn 7 ngày", "1"],
        ["III. Mới tiếp nhận trong 7 ngày qua: 2"],
        ["5", "Báo cáo lần 6", "0452/UBND-VXNV\nngày 03/03/2025\nkhoản 1 mục II", "11/06/2025\nCòn 30 ngày", "3"],
        ["6", "Theo dõi", "0452/UBND-VXNV\nngày 03/03/2025", "Không ghi thời hạn", "1"]]


def test_what_was_called_off_is_told_beside_the_counts(tmp_path):
    document = made(tmp_path, due(-3, 1), due(-9, 2, status="bị hủy"))
    counts = dict(zip(*([cell.text for cell in row.cells] for row in document.tables[1].rows), strict=True))
    assert (counts["Tổng số"], counts["Quá hạn"], counts["Bị hủy (không tính)"]) == ("1", "1", "1")
    assert len(rows(document)) == 4


def test_nothing_pressing_is_said(tmp_path):
    document = made(tmp_path, due(30, 1))
    assert rows(document) == [["I. Quá hạn, chưa hoàn thành: không có"], ["II. Đến hạn trong 7 ngày tới: không có"],
                              ["III. Mới tiếp nhận trong 7 ngày qua: không có nhiệm vụ nào ngoài các nhiệm vụ trên"]]


def test_what_only_helps_is_told(tmp_path):
    helping = task(1, OLD, None, "Lập dự toán", (HEALTH,), on(AS_OF, "hạn"), support=(FINANCE,))
    assert "Lập dự toán (phối hợp)" in [row[1] for row in rows(made(tmp_path, helping)) if len(row) > 1]


def test_a_long_list_is_cut_to_the_page_and_counted(tmp_path):
    tasks = [due(i % 40 - 20, i, NEW if i % 2 else OLD) for i in range(500)]
    lines = rows(made(tmp_path, *tasks))
    assert 8 <= sum(len(line) > 1 for line in lines) <= 14
    assert sum("nhiệm vụ khác, xem nhiem-vu.xlsx" in line[0] for line in lines) == 3
    for title in ("I. ", "II. ", "III. "):
        at = next(i for i, line in enumerate(lines) if line[0].startswith(title))
        assert len(lines[at + 1]) > 1, "every section shows its first"


def test_the_page_is_that_of_the_decree(tmp_path):
    document = made(tmp_path, due(1, 1))
    section = document.sections[0]
    margins = section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
    assert [round(side / Mm(1)) for side in (section.page_width, section.page_height)] == [210, 297]
    for margin, (least, most) in zip(margins, ((20, 25), (15, 20), (20, 25), (30, 35)), strict=True):
        assert Mm(least) - 1000 <= margin <= Mm(most)
    assert [cell.text.strip() for cell in document.tables[0].rows[0].cells] == [
        "SỞ TÀI CHÍNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    assert {paragraph.style.font.name for paragraph in paragraphs} == {"Times New Roman"}
    assert all(paragraph.style.name.startswith("Chidao ") for paragraph in paragraphs)


def test_text_of_documents_stays_text(tmp_path):
    text = "<w:p> & “báo cáo” ]]> đủ\x07"
    assert rows(made(tmp_path, task(1, OLD, None, text, (FINANCE,), on(AS_OF, "hạn"))))[2][1] == text[:-1]


def test_same_list_same_bytes_and_an_edited_brief_stays(tmp_path):
    register = Register(AS_OF, (INVEST,), MIXED[:2], (), ())
    publish(register, tmp_path)
    path = tmp_path / "co-quan" / "so-tai-chinh" / BRIEF_NAME
    before = path.read_bytes(), path.stat().st_mtime_ns
    publish(register, tmp_path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    document = docx.Document(path)
    document.paragraphs[0].add_run(" (văn thư ghi thêm)")
    document.save(path)
    assert not is_ours(path)
    publish(register, tmp_path)
    assert "văn thư ghi thêm" in docx.Document(path).paragraphs[0].text
    assert path.with_name("danh-sach.ban-moi.docx").read_bytes() == before[0]


@pytest.mark.parametrize("edited", [False, True])
def test_a_stale_folder_goes_with_all_that_was_made_for_it(tmp_path, edited):
    publish(Register(AS_OF, (INVEST,), (due(1, 1),), (), ()), tmp_path)
    folder = tmp_path / "co-quan" / "so-tai-chinh"
    assert sorted(path.name for path in folder.iterdir()) == ["danh-sach.docx", "lich.ics", "nhiem-vu.xlsx"]
    if edited:
        docx.Document(folder / BRIEF_NAME).save(folder / BRIEF_NAME)
    publish(Register(date(2025, 5, 12), (), (), (), ()), tmp_path)
    assert folder.exists() == edited


def test_a_brief_is_made_again_only_when_it_shows_something_else(tmp_path):
    before, whole = {}, ""
    made = []
    for day, tasks in ((0, MIXED[7:]), (1, MIXED[7:]), (4, MIXED[7:]), (5, (replace(MIXED[7], note="đã đôn đốc"),))):
        register = Register(AS_OF + timedelta(day), (OLD, NEW), tasks, (), ())
        shelf = Shelf(tmp_path, before, whole)
        publish(register, tmp_path, (), shelf)
        before, whole = shelf.books, shelf.whole
        made.append((tmp_path / "co-quan" / "so-tai-chinh" / BRIEF_NAME).stat().st_ino)
    assert made[0] == made[1]
    assert made[1] != made[2], "what came in is not new any more"
    assert made[2] != made[3]
