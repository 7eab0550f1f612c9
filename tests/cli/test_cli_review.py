"""``chidao review``, ``history``, ``undo`` and what ``run`` does with workbooks that people changed."""

import pytest
from openpyxl import load_workbook

from pipeline.model.review import REVIEWS
from pipeline.workbooks.review_values import ID, SHEET

pytestmark = pytest.mark.usefixtures("pipeline_stub")


@pytest.fixture
def book(chidao, write, place):
    """The review workbook of a directive that was taken in."""
    write("corpus/inbox/a.txt", "văn bản 07")
    chidao("run")
    (found,) = [path for path in (place / "outputs" / REVIEWS).glob("*.xlsx") if path.name != "can-xem.xlsx"]
    return found


def change(path, title, value, row=0):
    """Type into the row of a task; returns its id."""
    book = load_workbook(path)
    sheet = book[SHEET]
    at = next(cells[0].row for cells in sheet.iter_rows() if any(cell.value == ID for cell in cells))
    titles = {cell.value: cell.column for cell in sheet[at]}
    sheet.cell(at + 1 + row, titles[title]).value = value
    book.save(path)
    return sheet.cell(at + 1 + row, titles[ID]).value


def test_run_takes_in_what_was_changed_and_says_so(chidao, book):
    change(book, "Chủ trì", "Sở Xây dựng")
    result = chidao("run")
    assert result.exit_code == 0
    assert f"{book.name} → 1 nhận" in result.stdout
    assert "Chủ trì: nhận" in result.stdout
    assert "Sở Xây dựng" in result.stdout.split("danh mục có thay đổi")[1]
    assert "Sở Xây dựng" not in chidao("run").stdout


def test_a_workbook_that_cannot_be_taken_stays_as_it_is(chidao, book):
    change(book, "Thời hạn", "31/02/2025")
    before = book.read_bytes()
    result = chidao("review")
    assert result.exit_code == 3
    assert "cột “Thời hạn”: không phải một ngày có thật" in result.stderr
    chidao("run")
    assert book.read_bytes() == before
    change(book, "Thời hạn", "28/02/2025")
    assert "1 nhận" in chidao("run").stdout
    assert book.read_bytes() != before


def test_a_workbook_that_is_not_taken_in_yet_stays_whatever_publishes(chidao, book, place):
    change(book, "Ghi chú", "chưa nhận")
    before = book.read_bytes()
    assert chidao("remove", "07/CT-UBND", "--reason", "thử").exit_code == 0
    assert chidao("restore", "07/CT-UBND").exit_code == 0
    assert book.read_bytes() == before
    assert "1 nhận" in chidao("run").stdout


def test_what_is_typed_into_a_list_is_said_not_to_be_taken(chidao, book, place):
    path = min((place / "outputs/co-quan").glob("*/nhiem-vu.xlsx"))
    listed = load_workbook(path)
    listed.active["A1"] = "sửa tay"
    listed.save(path)
    told = chidao("run").stderr
    assert "“nhiem-vu.xlsx” có chữ ghi ngoài các ô xanh; chữ đó không được nhận" in told
    assert "bảng rà soát" in told
    assert path.with_name("nhiem-vu.ban-sua-tay-1.xlsx").exists()
    assert "ngoài các ô xanh" not in chidao("run").stderr


def test_a_list_that_is_sent_back_through_the_inbox_is_taken_and_filed_away(chidao, book, place):
    path = min((place / "outputs/co-quan").glob("*/nhiem-vu.xlsx"))
    sent = place / "corpus/inbox/gui lai.xlsx"
    sent.parent.mkdir(parents=True, exist_ok=True)
    listed = load_workbook(path)
    cell = next(row[18] for row in listed.active.iter_rows() if row[0].value == 1)
    cell.value = "Đẩy nhanh"
    listed.save(sent)
    result = chidao("run")
    assert ("gui lai.xlsx → 1 nhận" in result.stdout, result.exit_code) == (True, 0)
    assert not sent.exists()
    assert list((place / "corpus/da-xu-ly").rglob("gui lai.xlsx"))
    assert "Đẩy nhanh" in {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}


def test_a_trial_shows_and_takes_nothing(chidao, book):
    change(book, "Ghi chú", "đã xem")
    result = chidao("review", book, "--trial")
    assert (result.exit_code, "Chạy thử: chưa nhận chỗ sửa nào." in result.stdout) == (0, True)
    assert "1 nhận" in result.stdout
    assert "1 nhận" in chidao("review").stdout


def test_the_good_cells_of_a_workbook_are_taken_when_asked_for(chidao, book):
    change(book, "Thời hạn", "31/02/2025")
    change(book, "Ghi chú", "đã xem", row=1)
    result = chidao("review", book, "--good-rows")
    assert result.exit_code == 0
    assert "1 nhận, 1 không nhận" in result.stdout


def test_changes_are_looked_up_and_taken_back(chidao, book):
    task = change(book, "Chủ trì", "Sở Xây dựng")
    assert "Chưa ai sửa gì" in chidao("history", task).stdout
    chidao("review")
    told = chidao("history", task).stdout
    assert "Sở Xây dựng" in told
    assert book.name.removesuffix(".xlsx")[:8] in told
    result = chidao("undo")
    assert "Đã rút lại 1 chỗ sửa" in result.stdout
    assert "đã rút lại" in chidao("history", task).stdout
    assert "Không có chỗ sửa nào để rút lại." in chidao("undo").stdout


def test_nothing_changed_and_no_such_file_are_told(chidao, book, place):
    assert "Không có bảng rà soát hay danh mục nào thay đổi" in chidao("review").stdout
    result = chidao("review", place / "khong-co.xlsx")
    assert (result.exit_code, "Không tìm thấy tệp" in result.stderr) == (3, True)
