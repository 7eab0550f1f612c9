"""What analysts change in a workbook comes back, whole, and wins over every later reading."""

from datetime import date
from random import Random
from shutil import copy, which

import pytest
from openpyxl import load_workbook

from pipeline.model.review import REVIEWS, Edit
from pipeline.office import reviewing
from pipeline.office.reviewing import changed_workbooks, review
from pipeline.store import open_store
from pipeline.workbooks.review_values import CONFLICTS, HEAD, LEFT_OUT, task_values
from tests.review.conftest import DAY, WORDS, tasks
from tools.stress.reviews import measure

EDITS = [
    ("Nội dung nhiệm vụ", "Sở Y tế kiểm tra mọi bếp ăn", "text", "Sở Y tế kiểm tra mọi bếp ăn"),
    ("Chủ trì", "Sở Tài chính; Sở Y tế", "lead", "Sở Tài chính; Sở Y tế"),
    ("Phối hợp", "Sở Nội vụ\nCông an tỉnh", "support", "Sở Nội vụ; Công an tỉnh"),
    ("Thời hạn", date(2025, 6, 30), "due", "2025-06-30"),
    ("Thời hạn", "30/6/2025", "due", "2025-06-30"),
    ("Thời hạn", None, "due", ""),
    ("Sản phẩm", "Báo cáo", "product", "Báo cáo"),
    ("Tình trạng", "Hoàn thành", "status", "hoàn thành"),
    ("Ngày hoàn thành", date(2025, 4, 1), "completed_on", "2025-04-01"),
    ("Văn bản trả lời", "12/BC-SYT", "reply", "12/BC-SYT"),
    ("Ghi chú", "Đã nhắc", "note", "Đã nhắc"),
    ("Quyết định", "Đúng", "verdict", "Đúng"),
]


@pytest.mark.parametrize(("title", "typed", "cell", "value"), EDITS)
def test_a_changed_cell_is_taken_and_stands_after_the_next_reading(desk, title, typed, cell, value):
    desk.edit(("t0", title, typed))
    (one,) = desk.take()
    assert [(answer.outcome, answer.column) for answer in one.answers] == [("taken", title)]
    assert task_values(desk.task("t0"))[cell] == value
    desk.read(tasks(["Sở Y tế kiểm tra bếp ăn tập thể", *WORDS[1:]]), "2")
    assert task_values(desk.task("t0"))[cell] == value
    assert task_values(desk.task("t1")) == task_values(desk.task("t1")) | {"text": WORDS[1], "verdict": ""}


def test_a_group_is_shown_and_typed_by_its_name_of_the_day(desk):
    late = date(2025, 10, 20)
    desk.edit(("Ngày ban hành", "Sửa thành", late), sheet=HEAD)
    desk.edit(("t0", "Chủ trì", "UBND các xã, phường, thị trấn"))
    desk.take()
    assert task_values(desk.task("t0"))["lead"] == "UBND các xã, phường, đặc khu"
    desk.edit(("t0", "Chủ trì", "UBND các xã, phường, đặc khu; Sở Y tế"))
    desk.take()
    assert [party.group for party in desk.task("t0").lead] == [True, False]


def test_what_nobody_changed_changes_nothing(desk):
    before = desk.path.read_bytes()
    book = load_workbook(desk.path)
    book.save(desk.path)  # as a program does that only opened it
    (one,) = desk.take()
    assert (one.answers, one.batch, one.remarks) == ((), "", ())
    assert desk.path.read_bytes() == before
    assert changed_workbooks(desk.settings.outputs) == ()


def test_a_dropped_task_leaves_the_lists_and_can_come_back(desk):
    assert desk.lists("so-noi-vu") == 1
    desk.edit(("t1", "Quyết định", "Bỏ"))
    desk.take()
    assert [task.id for task in desk.register().tasks] == ["t0", "t2"]
    assert desk.lists("so-noi-vu") == 0
    desk.edit(("t1", "Quyết định", "Đúng"))
    desk.take()
    assert [task.id for task in desk.register().tasks] == ["t0", "t1", "t2"]


def test_a_reviewed_row_is_doubted_no_more(desk):
    desk.edit(("t0", "Quyết định", "Đúng"))
    desk.take()
    assert (desk.task("t0").confidence, desk.task("t1").confidence) == (1.0, 0.6)
    waiting = load_workbook(desk.settings.outputs / REVIEWS / "can-xem.xlsx").worksheets[0]
    shown = [row[-1] for row in waiting.iter_rows(values_only=True)]
    assert "t0" not in shown
    assert "t1" in shown


def test_the_workbook_of_all_that_waits_comes_back_too(desk):
    desk.edit(("t2", "Chủ trì", "Sở Xây dựng"), path=desk.settings.outputs / REVIEWS / "can-xem.xlsx")
    (one,) = desk.take()
    assert one.count("taken") == 1
    assert task_values(desk.task("t2"))["lead"] == "Sở Xây dựng"


def test_a_new_row_is_a_task_in_the_list_of_its_body_once(desk):
    desk.edit(("new", "Nội dung nhiệm vụ", "Lập đoàn kiểm tra"), ("", "Chủ trì", "Sở Xây dựng"), ("", "Mục", "2"))
    brought = desk.path.with_name("lai.xlsx")
    copy(desk.path, brought)
    desk.take()
    (task,) = [task for task in desk.register().tasks if task.text == "Lập đoàn kiểm tra"]
    assert (task.clause, task.verdict, task.directive.head.number) == ("2", "Thêm", "07/CT-UBND")
    assert task.lead[0].agency_id == "tinh-lao-cai.so-xay-dung"
    assert desk.lists("so-xay-dung-tinh-lao-cai") == 1
    (again,) = review([brought], desk.settings)
    assert [answer.outcome for answer in again.answers] == ["unchanged"]
    desk.edit((task.id, "Chủ trì", "Sở Công Thương"))
    desk.take()
    assert task_values(desk.task(task.id))["lead"] == "Sở Công Thương"


def test_a_segment_that_was_left_out_becomes_a_task(desk):
    desk.edit(("Đoạn bỏ lại", "Là nhiệm vụ", "Thêm"), sheet=LEFT_OUT)
    desk.take()
    (task,) = [task for task in desk.register().tasks if task.text == "Đoạn bỏ lại"]
    assert task.clause == "3"


def test_a_corrected_head_is_shown_everywhere_and_keeps_the_names_of_files(desk):
    desk.edit(("Số, ký hiệu", "Sửa thành", "70/CT-UBND"), ("Ngày ban hành", "Sửa thành", "06/03/2025"),
              ("Người ký", "Sửa thành", "Trần Văn Mẫu"), sheet=HEAD)
    desk.take()
    head = desk.register().directives[0].head
    assert (head.number, head.issued_on, head.signer.name) == ("70/CT-UBND", date(2025, 3, 6), "Trần Văn Mẫu")
    assert desk.path.exists()
    desk.read(tasks(WORDS), "2")
    assert desk.register().directives[0].head.number == "70/CT-UBND"


def test_two_people_who_change_a_cell_get_both_values(desk):
    other = desk.path.with_name("cua-nguoi-khac.xlsx")
    copy(desk.path, other)
    desk.edit(("t0", "Chủ trì", "Sở Tài chính"), ("t0", "Ghi chú", "một"))
    desk.edit(("t0", "Chủ trì", "Sở Xây dựng"), ("t1", "Ghi chú", "hai"), path=other)
    first = desk.path.read_bytes()
    (one,) = review([desk.path], desk.settings)
    (two,) = review([other], desk.settings)
    assert (one.count("conflict"), two.count("conflict"), two.count("taken")) == (0, 1, 1)
    assert task_values(desk.task("t0"))["lead"] == "Sở Tài chính"
    assert task_values(desk.task("t1"))["note"] == "hai"
    other.unlink()
    assert desk.path.read_bytes() == first
    desk.publish((desk.path,))
    told = [cell for row in load_workbook(desk.path)[CONFLICTS].iter_rows(values_only=True) for cell in row]
    assert {"Sở Tài chính", "Sở Xây dựng", "Chủ trì"} <= set(told)
    desk.edit(("t0", "Chủ trì", "Sở Xây dựng"))
    desk.take()
    assert task_values(desk.task("t0"))["lead"] == "Sở Xây dựng"
    assert CONFLICTS not in load_workbook(desk.path).sheetnames


def test_a_cell_that_somebody_changes_while_a_workbook_is_weighed_is_a_conflict(desk, monkeypatch):
    other = desk.path.with_name("cua-nguoi-khac.xlsx")
    copy(desk.path, other)
    desk.edit(("t0", "Chủ trì", "Sở Tài chính"), ("t0", "Ghi chú", "một"), ("t1", "Ghi chú", "ba"))
    desk.edit(("t0", "Ghi chú", "hai"), path=other)
    weighed = reviewing.weighed

    def overtaken(returned, standing):
        found = weighed(returned, standing)
        if returned.edits and not standing.since.own:
            with open_store(desk.settings) as store:  # as from a page of the web, which waits for no run
                store.correct("trang web", [(Edit(desk.task("t0").id, "lead", "", "Sở Xây dựng"), "taken")], ())
        return found

    monkeypatch.setattr(reviewing, "weighed", overtaken)
    one, two = review([desk.path, other], desk.settings)
    assert {answer.column: answer.outcome for answer in one.answers if answer.subject == desk.task("t0").id} == {
        "Chủ trì": "conflict", "Ghi chú": "taken"}
    assert two.count("conflict") == 1  # of the other workbook, as ever: what this very taking did is known
    assert task_values(desk.task("t0"))["lead"] == "Sở Xây dựng"
    assert [(one.before, one.after, one.state) for one in history(desk, "t0") if one.cell == "lead"][1:] == [
        ("Sở Xây dựng", "Sở Tài chính", "conflict")]


def history(desk, name):
    with open_store(desk.settings) as store:
        return store.history(desk.task(name).id)


def test_a_cell_that_only_a_new_reading_changed_is_the_analysts(desk):
    desk.edit(("t0", "Nội dung nhiệm vụ", "Sở Y tế kiểm tra bếp"))
    desk.read(tasks(["Sở Y tế kiểm tra bếp ăn hằng tuần", *WORDS[1:]]), "2")
    (one,) = desk.take()
    assert one.count("taken") == 1
    assert desk.task("t0").text == "Sở Y tế kiểm tra bếp"
    assert "hằng tuần" in desk.task("t0").corrections[0].before


def test_a_task_whose_words_are_cut_otherwise_keeps_what_people_entered(desk):
    desk.edit(("t0", "Chủ trì", "Sở Tài chính"))
    desk.take()
    read = tasks(["Sở Y tế kiểm tra bếp", *WORDS[1:]])
    desk.read((type(read[0])(**{name: getattr(read[0], name) for name in read[0].__slots__} | {"id": "khac"}),
               *read[1:]), "2")
    assert [task.id for task in desk.register().tasks] == ["khac", "t1", "t2"]
    assert task_values(desk.task("khac"))["lead"] == "Sở Tài chính"


def test_what_was_changed_is_told_and_taken_back(desk):
    desk.edit(("t0", "Chủ trì", "Sở Tài chính"))
    desk.take()
    desk.edit(("t0", "Chủ trì", "Sở Xây dựng"), ("t1", "Ghi chú", "đã xem"))
    desk.take()
    with open_store(desk.settings) as store:
        assert [(one.before, one.after) for one in store.history("t0")] == [
            ("Sở Y tế", "Sở Tài chính"), ("Sở Tài chính", "Sở Xây dựng")]
        assert len(store.undo()) == 2
    assert task_values(desk.task("t0"))["lead"] == "Sở Tài chính"
    assert desk.task("t1").note is None
    with open_store(desk.settings) as store:
        assert len(store.undo("t0")) == 1
        assert [one.state for one in store.history("t0")] == ["undone", "undone"]
    assert task_values(desk.task("t0"))["lead"] == "Sở Y tế"


def test_a_directive_that_is_forgotten_takes_its_corrections_along(desk):
    desk.edit(("t0", "Ghi chú", "lời mật"), ("new", "Nội dung nhiệm vụ", "việc mật"))
    desk.take()
    with open_store(desk.settings) as store:
        store.forget(desk.sha256)
    desk.publish()
    left = [path for path in desk.settings.home.rglob("*") if path.is_file()]
    left += [path for path in desk.settings.outputs.rglob("*") if path.is_file()]
    assert not [path for path in left if any(words.encode() in path.read_bytes() for words in ("lời mật", "việc mật"))]
    assert not desk.path.exists()


def test_a_trial_takes_nothing(desk):
    desk.edit(("t0", "Ghi chú", "thử"))
    (one,) = desk.take(trial=True)
    assert (one.count("taken"), one.batch) == (1, "")
    assert desk.task("t0").note is None


def test_nothing_is_lost_or_invented_by_people_at_work():
    figures = measure(25, Random(1), resaved=0)
    assert figures.wrong == []
    assert figures.counts["taken: cells that stand"] == figures.counts["cells meant"] > 10


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_nothing_is_lost_when_libreoffice_saves_the_workbooks():
    figures = measure(10, Random(3), resaved=2)
    assert figures.wrong == []
    assert figures.counts["saved again by LibreOffice"] == 2
    assert DAY


def test_a_name_that_nobody_knows_is_kept_and_doubted_with_those_that_are_like_it(desk):
    desk.edit(("t0", "Chủ trì", "Sở Xây dưng; Sở Tài chính"), ("t1", "Phối hợp", "chủ đầu tư"))
    (one,) = desk.take()
    doubt = "Danh mục không có cơ quan “Sở Xây dưng”; có phải: Sở Xây dựng tỉnh Lào Cai?"
    assert [(answer.outcome, answer.why.partition(":")[0]) for answer in one.answers] == [
        ("taken", doubt.partition(":")[0]), ("taken", "“chủ đầu tư” là vai trò hoặc tên gọi chung, không phải tên cơ quan")]
    assert desk.task("t0").doubts == (doubt,)
    assert [(p.agency, p.agency_id) for p in desk.task("t0").lead] == [
        ("Sở Xây dưng", None), ("Sở Tài chính", "tinh-lao-cai.so-tai-chinh")]
    desk.edit(("t0", "Quyết định", "Đúng"))
    desk.take()
    assert desk.task("t0").doubts == ()
