"""What cannot be taken is told by sheet, row and column, and nothing of its workbook is taken unless it is asked for."""

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.model.review import REVIEWS
from pipeline.office.reviewing import review
from pipeline.workbooks.review_values import SHEET, task_values


@pytest.mark.parametrize(("title", "typed", "why"), [
    ("Thời hạn", "31/02/2025", "không phải một ngày có thật"),
    ("Thời hạn", "cuối tháng", "không phải một ngày có thật"),
    ("Ngày hoàn thành", "xong rồi", "không phải một ngày có thật"),
    ("Tình trạng", "gần xong", "chỉ chọn một trong: Chưa hoàn thành, Hoàn thành"),
    ("Quyết định", "Ừ", "chỉ chọn một trong: Đúng, Sửa, Sửa và nhớ, Bỏ, Thêm"),
    ("Nội dung nhiệm vụ", None, "nội dung không được để trống"),
    ("Ghi chú", "=A1", "ô chứa công thức"),
])
def test_a_cell_that_cannot_be_taken_is_named(desk, title, typed, why):
    desk.edit(("t0", title, typed), ("t1", "Ghi chú", "đúng"))
    (one,) = desk.take()
    assert one.refused is not None
    (bad,) = [answer for answer in one.answers if answer.outcome == "refused"]
    assert (bad.sheet, bad.column, bad.subject) == (SHEET, title, "t0")
    assert why in bad.why
    assert f"dòng {bad.row}, cột “{title}”" in one.refused.message
    assert desk.task("t1").note is None
    (again,) = review([desk.path], desk.settings, good_rows=True)
    assert (again.refused, again.count("taken")) == (None, 1)
    assert desk.task("t1").note == "đúng"


def test_a_new_row_without_words_is_refused(desk):
    desk.edit(("new", "Chủ trì", "Sở Xây dựng"))
    (one,) = desk.take()
    assert "dòng mới phải có nội dung" in one.refused.message


def test_a_new_row_among_several_directives_must_say_of_which(desk):
    other = desk.settings.inbox / "b.txt"
    other.write_text("văn bản khác", "utf-8")
    desk.paper, before = other, desk.sha256
    desk.sha256 = "b" * 64
    waiting = desk.settings.outputs / REVIEWS / "can-xem.xlsx"
    desk.edit(("new", "Nội dung nhiệm vụ", "Việc mới"), ("", "Số, ký hiệu", "07/CT-UBND"), path=waiting)
    (one,) = review([waiting], desk.settings)
    assert one.count("taken") == 1
    assert [task.directive.sha256 for task in desk.register().tasks if task.text == "Việc mới"] == [before]


def test_a_deleted_row_is_no_decision(desk):
    book = load_workbook(desk.path)
    sheet = book[SHEET]
    sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[-1].value == "t1"))
    book.save(desk.path)
    (one,) = desk.take()
    assert "1 dòng không còn trong bảng: nhiệm vụ vẫn giữ nguyên" in one.remarks[0]
    assert len(desk.register().tasks) == 3


def test_a_task_that_is_no_longer_there_is_told(desk):
    desk.edit(("t0", "Ghi chú", "muộn"))
    desk.read((), "2")
    (one,) = desk.take()
    assert "không còn trong kho" in one.refused.message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"no workbook at all"])
def test_a_damaged_file_is_refused(desk, content):
    desk.path.write_bytes(content)
    (one,) = review([desk.path], desk.settings)
    assert "hỏng hoặc không phải bảng tính" in one.refused.message


def test_a_workbook_of_others_is_refused(desk):
    Workbook().save(desk.path)
    (one,) = review([desk.path], desk.settings)
    assert "không phải bảng rà soát" in one.refused.message


def test_a_workbook_without_its_ids_is_refused(desk):
    book = load_workbook(desk.path)
    book[SHEET].delete_cols(book[SHEET].max_column)
    book.save(desk.path)
    (one,) = review([desk.path], desk.settings)
    assert "không còn cột “Mã nhiệm vụ”" in one.refused.message


def test_columns_may_be_moved_and_the_sheet_renamed(desk):
    book = load_workbook(desk.path)
    sheet = book[SHEET]
    sheet.title = "Bảng của tôi"
    sheet.insert_cols(1, 2)
    row = next(row for row in sheet.iter_rows() if row[-1].value == "t2")
    at = next(cell.column for cells in sheet.iter_rows(max_row=6) for cell in cells if cell.value == "Ghi chú")
    sheet.cell(row[0].row, at).value = "đã dời cột"
    book.save(desk.path)
    (one,) = desk.take()
    assert one.count("taken") == 1
    assert task_values(desk.task("t2"))["note"] == "đã dời cột"


def test_a_copied_row_is_one_task_until_its_words_are_changed(desk):
    book = load_workbook(desk.path)
    sheet = book[SHEET]
    row = next(row for row in sheet.iter_rows() if row[-1].value == "t1")
    at = {cell.value: cell.column for cells in sheet.iter_rows(max_row=6) for cell in cells if cell.value}
    row[at["Ghi chú"] - 1].value = "đã sửa rồi chép"
    last = max(cells[0].row for cells in sheet.iter_rows() if any(cell.value for cell in cells))
    for n in (1, 2, 3):
        for cell in row:
            sheet.cell(last + n, cell.column).value = cell.value
    sheet.cell(last + 2, at["Chủ trì"]).value = "Sở Xây dựng"
    sheet.cell(last + 3, at["Nội dung nhiệm vụ"]).value = "Phần thứ hai"
    book.save(desk.path)
    (one,) = desk.take()
    assert [task.text for task in desk.register().tasks if task.verdict == "Thêm"] == ["Phần thứ hai"]
    assert desk.task("t1").note == "đã sửa rồi chép"
    assert f"Dòng {last + 2} chép lại nhiệm vụ của dòng {row[0].row}" in one.remarks[0]
