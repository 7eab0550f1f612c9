"""Lists of an office taken in: which task a row means, what it changes, and what people entered before."""

from datetime import date

import pytest
from openpyxl import load_workbook
from tracker_papers import DAY, WORDS, book

from pipeline.errors import InputError
from pipeline.model.tracker import FROM_TRACKER, ONLY_LISTED
from pipeline.office.importing import plan
from pipeline.store import open_store
from pipeline.workbooks.review_values import BASE

KNOWN = "07/CT-UBND ngày 05/3/2025"


def bonds(planned):
    return [one.bond for one in planned.placed]


def outcomes(planned):
    return {(one.column, one.outcome) for one in planned.answers}


def test_a_row_of_a_known_task_gives_its_status_day_reply_and_note(desk):
    desk.arrive()
    head = ("TT", "Số, ký hiệu", "Nội dung", "Tình trạng", "Ngày hoàn thành thực tế", "Văn bản trả lời", "Ghi chú")
    desk.take((1, KNOWN, "Rà soát toàn bộ bếp ăn tập thể trên địa bàn, báo cáo UBND tỉnh", "Đã hoàn thành đúng hạn",
               "20/03/2025", "15/BC-SYT", "đủ hồ sơ"), head=head)
    task = desk.task(WORDS[0])
    assert (task.status, task.completed_on, task.reply, task.note) == (
        "hoàn thành", date(2025, 3, 20), "15/BC-SYT", "đủ hồ sơ")
    assert {one.source for one in task.corrections} == {"theo-doi.xlsx"}
    assert (task.verdict, task.confidence) == ("", 0.9)  # how far the work is says nothing of how it was read
    assert desk.task(WORDS[1]).status == "chưa hoàn thành"
    assert len(desk.register.tasks) == 3


def test_a_row_that_is_no_task_of_its_directive_is_added_to_it_and_says_so(desk):
    sha256 = desk.arrive()
    planned = desk.take((1, KNOWN, "Chuẩn bị hội trường", "Văn phòng UBND tỉnh", "30/6/2025", "đang thực hiện", None))
    assert bonds(planned) == ["directive"]
    task = desk.task("Chuẩn bị hội trường")
    assert (task.directive.sha256, task.notices) == (sha256, (FROM_TRACKER,))
    assert (task.lead[0].agency, task.due) == ("Văn phòng UBND tỉnh", date(2025, 6, 30))


def test_a_directive_that_is_not_there_stands_by_its_number_until_it_arrives(desk):
    rows = [(n, KNOWN, text, "Sở Y tế", None, "Hoàn thành", f"dòng {n}") for n, text in enumerate((*WORDS[:2], "Việc khác"), 1)]
    assert bonds(desk.take(*rows)) == ["alone"] * 3
    (row,) = desk.register.directives
    assert (row.head.number, row.head.issued_on, row.task_count, row.notices) == ("07/CT-UBND", DAY, 3, (ONLY_LISTED,))
    sha256 = desk.arrive()
    assert [one.sha256 for one in desk.register.directives] == [sha256]
    assert {task.text: (task.status, task.note) for task in desk.register.tasks} == {
        WORDS[0]: ("hoàn thành", "dòng 1"), WORDS[1]: ("hoàn thành", "dòng 2"), WORDS[2]: ("chưa hoàn thành", None),
        "Việc khác": ("hoàn thành", "dòng 3")}
    assert not desk.take(*rows).edits
    assert len(desk.register.tasks) == 4


def test_taken_in_twice_changes_nothing_and_a_newer_list_changes_what_it_says(desk):
    desk.arrive()
    rows = [(1, KNOWN, WORDS[0], "Sở Y tế", None, "Đang thực hiện", "tuần 1"), (2, "9/KH-UBND", "Việc khác", "Sở Y tế", "tháng 9/2025", "", "")]
    desk.take(*rows)
    before = desk.register
    planned = desk.take(*rows)
    assert (planned.edits, planned.added, desk.batch) == ((), (), "")
    assert desk.register == before
    desk.take((1, KNOWN, WORDS[0], "Sở Y tế", None, "Đã hoàn thành", "tuần 2"), (2, "9/KH-UBND", "Việc khác", "Sở Nội vụ", "", "xong", ""))
    assert [(one.status, one.note) for one in (desk.task(WORDS[0]),)] == [("hoàn thành", "tuần 2")]
    other = desk.task("Việc khác")
    assert (other.lead[0].agency, other.due, other.status) == ("Sở Nội vụ", date(2025, 9, 30), "hoàn thành")


def test_what_a_person_entered_is_not_written_over(desk):
    desk.arrive()
    subject = desk.task(WORDS[0]).id
    desk.edit(subject, "note", "đã gọi điện")
    planned = desk.take((1, KNOWN, WORDS[0], "Sở Y tế", None, "Hoàn thành", "theo bảng"))
    assert outcomes(planned) == {("Tình trạng", "taken"), ("Ghi chú", "conflict")}
    task = desk.task(WORDS[0])
    assert (task.note, task.status) == ("đã gọi điện", "hoàn thành")
    assert [one.after for one in task.corrections if one.state == "conflict"] == ["theo bảng"]
    desk.undo()
    task = desk.task(WORDS[0])
    assert (task.status, [one.after for one in task.corrections]) == ("chưa hoàn thành", ["đã gọi điện"])


def test_undo_takes_the_whole_list_back_and_it_can_come_again(desk):
    desk.arrive()
    rows = [(1, KNOWN, WORDS[0], "Sở Y tế", None, "Hoàn thành", ""), (2, "9/KH-UBND", "Việc khác", "", "", "", "")]
    before = desk.register
    desk.take(*rows)
    after = {(task.text, task.status) for task in desk.register.tasks}
    assert len(desk.undo()) > 2
    assert desk.register == before
    desk.take(*rows)
    assert {(task.text, task.status) for task in desk.register.tasks} == after


def test_one_number_with_two_days_is_a_doubt_and_means_none(desk):
    desk.arrive(day=date(2024, 1, 2))
    planned = desk.take((1, KNOWN, WORDS[0], "", "", "", ""), (2, "07/CT-UBND ngày 06/3/2025", WORDS[1], "", "", "", ""))
    assert bonds(planned) == ["alone", "alone"]
    assert "ghi ngày 02/01/2024" in planned.placed[0].doubt
    assert {one.why for one in planned.tracker.sheets[0].troubles} == {
        "bảng ghi số 07/CT-UBND với nhiều ngày (05/03/2025, 06/03/2025)"}


def test_a_number_alone_needs_its_day(desk):
    desk.arrive()
    assert bonds(desk.take((1, "Số 07 ngày 05/3/2025", WORDS[0], "", "", "", ""))) == ["task"]
    assert bonds(desk.take((1, "Số 07", WORDS[1], "", "", "", ""))) == ["alone"]


def test_what_an_office_calls_a_directive_by_stands_as_its_number(desk):
    desk.take((1, "1312/13-3", "Việc một", "", "", "", ""), (2, "tờ trình", "Việc hai", "", "", "", ""))
    assert {(row.head.number, row.head.subject) for row in desk.register.directives} == {("1312/13-3", None), (None, "tờ trình")}


def test_another_limit_and_another_lead_than_those_of_the_store_are_told_and_not_taken(desk):
    desk.arrive()
    desk.edit(desk.task(WORDS[0]).id, "due", "2025-04-01")
    rows = (1, KNOWN, WORDS[0], "Sở Nội vụ", "30/6/2025", "", ""), (2, KNOWN, WORDS[1], "Sở Y tế", "2/6/2025", "", "")
    for _ in range(2):
        assert [(one.line.row, differs.cell, differs.listed, differs.kept) for one, differs in desk.take(*rows).differences] == [
            (2, "due", "30/06/2025", "01/04/2025"), (2, "lead", "Sở Nội vụ", "Sở Y tế"), (3, "due", "02/06/2025", "")]
    task = desk.task(WORDS[0])
    assert (task.due, task.lead[0].agency, len(task.corrections)) == (date(2025, 4, 1), "Sở Y tế", 1)


@pytest.mark.parametrize("lead", ["sở y tế", "Sở Y tế tỉnh Lào Cai", "", "SỞ Y TẾ"])
def test_the_same_lead_and_limit_in_another_form_are_no_difference(desk, lead):
    desk.arrive()
    desk.edit(desk.task(WORDS[0]).id, "due", "2025-04-01")
    assert desk.take((1, KNOWN, WORDS[0], lead, "01/4/2025", "", "")).differences == ()


def test_a_list_of_today_may_call_a_body_that_has_ended_by_its_heir(desk):
    desk.arrive(day=date(2024, 3, 5))
    desk.edit(desk.task(WORDS[0]).id, "lead", "Sở Thông tin và Truyền thông")
    known = "07/CT-UBND ngày 05/3/2024"
    for lead, told in (("Sở Khoa học và Công nghệ", 0), ("Sở Thông tin và Truyền thông", 0), ("Sở Tài chính", 1)):
        assert len(desk.take((1, known, WORDS[0], lead, "", "", "")).differences) == told


def test_a_review_workbook_is_no_list_of_the_office(desk):
    path = book(desk.folder / "ra-soat.xlsx", ([("TT", "Nội dung nhiệm vụ", "Chủ trì"), (1, "Việc", "Sở Y tế")],), ([("chidao-ra-soat",)],))
    made = load_workbook(path)
    made.worksheets[1].title, made.worksheets[1].sheet_state = BASE, "hidden"
    made.save(path)
    with open_store(desk.settings) as store, pytest.raises(InputError, match="bảng rà soát do chương trình lập"):
        plan(path, desk.settings, store)


def test_rows_of_the_same_words_are_tasks_of_their_own(desk):
    rows = [(n, "9/KH-UBND", "Báo cáo kết quả", lead, "", "", "") for n, lead in enumerate(("Sở A", "Sở B", "Sở B"), 1)]
    planned = desk.take(*rows)
    assert len({one.subject for one in planned.placed}) == 3
    assert len(desk.register.tasks) == 3
    assert desk.take(*rows).added == ()


def test_rows_without_a_directive_stand_together_and_keep_all_their_cells(desk):
    planned = desk.take((1, "Kiểm kê tài sản", "x1"), head=("TT", "Công việc", "Mã nội bộ"))
    task = desk.task("Kiểm kê tài sản")
    assert task.directive.head.number is None
    with open_store(desk.settings) as store:
        ((name, row),) = store.kept_rows(planned.placed[0].subject)
    assert (name, row.raw) == ("theo-doi.xlsx", (("TT", "1"), ("Công việc", "Kiểm kê tài sản"), ("Mã nội bộ", "x1")))
