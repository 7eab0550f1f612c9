"""What agencies enter in their lists comes back: by ids, cell by cell, once, and nothing else."""

from datetime import date, timedelta
from shutil import copy

import pytest
from openpyxl import load_workbook

from pipeline.office.reviewing import changed_otherwise, changed_workbooks, review
from pipeline.store import open_store
from pipeline.workbooks.review_values import CONFLICTS, LIST, typed
from pipeline.workbooks.standing import State, state_of
from tests.review.conftest import DAY

ENTERED = [
    ("Tình trạng", "Hoàn thành quá hạn", "status", "hoàn thành quá hạn"),
    ("Tỷ lệ", 0.5, "percent", 50),
    ("Ngày hoàn thành", "02/04/2025", "completed_on", date(2025, 4, 2)),
    ("Văn bản trả lời", "12/BC-SYT", "reply", "12/BC-SYT"),
    ("Ngày văn bản trả lời", date(2025, 4, 3), "replied_on", date(2025, 4, 3)),
    ("Lý do chậm", "+ 02 việc", "delay", "+ 02 việc"),
    ("Sản phẩm", "Báo cáo", "product", "Báo cáo"),
    ("Ghi chú của đơn vị", "Đang làm", "note", "Đang làm"),
    ("Ý kiến của lãnh đạo", "Khẩn trương", "leader_note", "Khẩn trương"),
    ("Gia hạn đến", date(2025, 5, 30), "extended_to", date(2025, 5, 30)),
    ("Văn bản gia hạn", "15/UBND-VX", "extended_by", "15/UBND-VX"),
]
TYPED = [("percent", 1, "100"), ("percent", "75 %", "75"), ("percent", 30, "30"), ("percent", 0, "0"), ("percent", "", ""),
         ("status", "đang thực hiện quá hạn", "chưa hoàn thành"), ("status", "Bị hủy", "bị hủy"),
         ("status", "Hoàn thành trong hạn", "hoàn thành đúng hạn"), ("status", "Hoàn thành (không hạn)", "hoàn thành"),
         ("replied_on", "3/4/2025", "2025-04-03")]


@pytest.mark.parametrize(("cell", "given", "meant"), TYPED)
def test_what_is_typed_is_understood(cell, given, meant):
    assert typed(cell, given) == meant


@pytest.mark.parametrize(("cell", "given"), [("percent", 101), ("percent", -1), ("percent", "nửa"), ("status", "xong"),
                                             ("extended_to", "31/02/2025")])
def test_what_cannot_be_meant_is_refused(cell, given):
    with pytest.raises(ValueError, match=r"\w"):
        typed(cell, given)


@pytest.fixture
def listed(desk):
    """The list of Sở Y tế, who leads t0."""
    return next(desk.settings.outputs.glob("co-quan/so-y-te*/nhiem-vu.xlsx"))


def enter(desk, path, *changes):
    desk.edit(*changes, path=path, sheet=LIST)


def rows(path, name=LIST):
    return [[cell.value for cell in row] for row in load_workbook(path)[name].iter_rows()]


def test_what_is_entered_is_taken_once_shown_in_the_new_list_and_taken_back(desk, listed):
    enter(desk, listed, *(("t0", title, given) for title, given, _, _ in ENTERED))
    (one,) = desk.take()
    assert {(answer.outcome, answer.column) for answer in one.answers} == {("taken", title) for title, *_ in ENTERED}
    task = desk.task("t0")
    assert {cell: getattr(task, cell) for _, _, cell, _ in ENTERED} == {cell: value for _, _, cell, value in ENTERED}
    assert (task.verdict, task.confidence) == ("", 0.6)  # nobody has checked how it was read
    before = listed.read_bytes()
    assert changed_workbooks(desk.settings.outputs) == ()
    assert review([listed], desk.settings)[0].answers == ()
    desk.publish()
    assert listed.read_bytes() == before
    with open_store(desk.settings) as store:
        assert {change.source for change in store.history("t0")} == {"nhiem-vu.xlsx – Sở Y tế tỉnh Lào Cai"}
        store.undo("t0")
    assert {getattr(desk.task("t0"), cell) for _, _, cell, _ in ENTERED} == {None, "chưa hoàn thành"}


def test_a_list_that_was_only_saved_changes_nothing(desk):
    before = {path: path.read_bytes() for path in desk.settings.outputs.glob("co-quan/*/nhiem-vu.xlsx")}
    for path in before:
        load_workbook(path).save(path)
    assert len(changed_workbooks(desk.settings.outputs)) == len(before) == 3
    for one in desk.take():
        assert (one.answers, one.batch, one.remarks, one.beside) == ((), "", (), None)
    assert {path: path.read_bytes() for path in before} == before


def test_late_and_near_are_computed_and_what_was_said_stands(desk, listed):
    enter(desk, listed, ("t0", "Tình trạng", "Chưa hoàn thành quá hạn"))
    (one,) = desk.take()
    assert one.answers == ()
    assert "do chương trình tính" in one.remarks[0]
    due = desk.task("t0").due
    days = {-1: State.NEAR, 0: State.NEAR, 1: State.OVERDUE, -8: State.IN_TIME}
    assert {day: state_of(desk.task("t0"), due + timedelta(day)) for day in days} == days
    enter(desk, listed, ("t0", "Tình trạng", "Hoàn thành đúng hạn"), ("t0", "Ngày hoàn thành", due + timedelta(9)))
    desk.take()
    assert state_of(desk.task("t0"), DAY) is State.DONE_IN_TIME
    enter(desk, listed, ("t0", "Tình trạng", "Hoàn thành"))
    desk.take()
    assert state_of(desk.task("t0"), DAY) is State.DONE_LATE
    copied = listed.with_name("lai.xlsx")
    copy(listed, copied)
    enter(desk, copied, ("t0", "Tình trạng", "Hoàn thành"))
    assert [answer.outcome for answer in review([copied], desk.settings)[0].answers] == []


def test_more_time_leaves_the_old_limit_beside_it(desk, listed):
    enter(desk, listed, ("t0", "Gia hạn đến", "30/05/2025"), ("t0", "Văn bản gia hạn", "15/UBND-VX"))
    desk.take()
    task = desk.task("t0")
    assert (task.due, task.first_due) == (date(2025, 5, 30), date(2025, 4, 30))
    assert state_of(task, date(2025, 5, 10)) is State.IN_TIME
    (titles, row) = (row for row in rows(listed) if "Gia hạn đến" in row or "t0" in row)
    told = dict(zip(titles, row, strict=True))
    assert (told["Thời hạn"].date(), told["Gia hạn đến"].date()) == (date(2025, 4, 30), date(2025, 5, 30))
    assert told["Thời hạn theo văn bản"].endswith("Gia hạn đến 30/05/2025 theo 15/UBND-VX; hạn cũ 30/04/2025")


def test_sorted_copied_and_with_a_column_of_ones_own(desk, listed):
    book = load_workbook(listed)
    page = book[LIST]
    row = next(cells for cells in page.iter_rows() if any(cell.value == "t0" for cell in cells))
    at = {cell.value: cell.column for cells in page.iter_rows() for cell in cells if cell.value}
    page.cell(row[0].row, at["Ghi chú của đơn vị"]).value = "đã làm"
    page.append([cell.value for cell in row])  # the row once more
    page.insert_cols(at["Chủ trì"])
    titles = next(cells for cells in page.iter_rows() if any(cell.value == "Mã nhiệm vụ" for cell in cells))
    titles[at["Chủ trì"] - 1].value, row[0].parent.cell(row[0].row, at["Chủ trì"]).value = "Người theo dõi", "Chị Lan"
    book.create_sheet("Của tôi")["A1"] = "riêng"
    book.save(listed)
    (one,) = desk.take()
    assert [answer.after for answer in one.answers] == ["đã làm"]
    assert desk.task("t0").note == "đã làm"
    assert any("Chị Lan" in cells for cells in rows(listed))
    assert rows(listed, "Của tôi") == [["riêng"]]


def test_two_agencies_that_change_a_cell_get_both_values(desk, listed):
    desk.edit(("t0", "Phối hợp", "Sở Nội vụ"))
    desk.take()
    helping = next(desk.settings.outputs.glob("co-quan/so-noi-vu*/nhiem-vu.xlsx"))
    enter(desk, listed, ("t0", "Lý do chậm", "chờ số liệu"))
    enter(desk, helping, ("t0", "Lý do chậm", "chờ kinh phí"), ("t1", "Tỷ lệ", 0.3))
    taken = {one.path: one for one in desk.take()}
    assert [answer.outcome for answer in taken[helping].answers] == ["taken", "taken"]
    (answer,) = taken[listed].answers
    assert (answer.outcome, "nhiem-vu.xlsx – Sở Nội vụ" in answer.why) == ("conflict", True)
    assert desk.task("t1").percent == 30
    for path in (listed, helping):
        told = {cell for row in rows(path, CONFLICTS) for cell in row}
        assert {"chờ số liệu", "chờ kinh phí", "Lý do chậm"} <= told
    enter(desk, listed, ("t0", "Lý do chậm", "cả hai"))
    desk.take()
    assert CONFLICTS not in load_workbook(listed).sheetnames


def test_what_is_typed_elsewhere_is_told_and_the_file_kept(desk, listed):
    enter(desk, listed, ("t0", "Nội dung nhiệm vụ", "Việc khác"), ("t0", "Tỷ lệ", 0.1))
    (one,) = desk.take()
    assert one.beside == listed.with_name("nhiem-vu.ban-sua-tay-1.xlsx")
    assert any("Việc khác" in row for row in rows(one.beside))
    assert (desk.task("t0").percent, "bếp ăn" in desk.task("t0").text) == (10, True)
    assert "Việc khác" not in {cell for row in rows(listed) for cell in row}
    assert changed_otherwise(desk.settings.outputs) == ()


def test_a_list_with_a_cell_that_cannot_be_taken_stays_until_it_is_right(desk, listed):
    enter(desk, listed, ("t0", "Tỷ lệ", 120), ("t0", "Ghi chú của đơn vị", "đã làm"))
    before = listed.read_bytes()
    (one,) = desk.take()
    assert "0 đến 100" in one.refused.message
    desk.publish()
    assert (listed.read_bytes(), desk.task("t0").note) == (before, None)
    (one,) = desk.take(good_rows=True)
    assert desk.task("t0").note == "đã làm"


def test_workbooks_that_stand_as_they_were_written_are_not_opened(desk, listed, monkeypatch):
    enter(desk, listed, ("t0", "Tỷ lệ", 0.5))
    opened = []
    monkeypatch.setattr("pipeline.workbooks.shelf.Shelf.untouched.__defaults__", (opened.append,))
    assert changed_workbooks(desk.settings.outputs, desk.settings.home) == (listed,)
    assert opened == [listed]
