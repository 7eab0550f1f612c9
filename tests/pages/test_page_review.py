"""What is changed on the review page: kept as in the workbooks, and never over what somebody else did."""

from dataclasses import replace
from shutil import copy

import pytest

from pipeline.account import acting
from pipeline.errors import InputError
from pipeline.model import Sure
from pipeline.model.review import ON_PAGE
from pipeline.office.page_review import Clash, ReviewDesk, values_of
from pipeline.office.reviewing import review
from pipeline.store import open_store
from pipeline.workbooks.review_values import task_values
from tests.review.conftest import WORDS, tasks


class Person:
    """Somebody at the review page, who sees the rows as they were when the page was loaded."""

    def __init__(self, desk, who):
        self.desk, self.who = desk, who
        self.look()

    def look(self):
        self.rows = self.call(lambda page: {row.id: values_of(row) for row in page.sheet().tasks})

    def call(self, act):
        with open_store(self.desk.settings) as store, acting(self.who):
            return act(ReviewDesk(store, self.desk.sha256))

    def edit(self, task, cell, value):
        seen = {name: self.rows[task][name] for name in (cell, "verdict")}
        return self.call(lambda page: page.edit(task, cell, value, seen))

    def accept(self, task):
        return self.call(lambda page: page.accept(task, self.rows[task]))


@pytest.fixture
def lan(desk):
    return Person(desk, "lan")


@pytest.fixture
def minh(desk):
    return Person(desk, "minh")


def texts(desk):
    return [task.text for task in desk.register().tasks]


def test_what_is_changed_on_the_page_is_kept_like_what_workbooks_bring(desk, lan):
    assert [(one.who, one.source) for one in lan.edit("t0", "lead", "Sở Tài chính")] == [("lan", ON_PAGE)]
    lan.edit("t0", "due", "30/6/2025")
    found = task_values(desk.task("t0"))
    assert (found["lead"], found["due"]) == ("Sở Tài chính", "2025-06-30")
    with open_store(desk.settings) as store:
        told = [(one.who, one.what) for one in store.audit()][-2:]
    assert told == [("lan", "correct")] * 2


def test_a_row_is_decided_only_when_somebody_says_so(desk, lan):
    lan.edit("t0", "lead", "Sở Tài chính")
    assert desk.task("t0").verdict == ""
    lan.look()
    lan.accept("t0")
    lan.accept("t1")
    assert [desk.task(one).verdict for one in ("t0", "t1", "t2")] == ["Sửa", "Đúng", ""]


def test_nobodys_work_is_overwritten_and_both_values_are_told(desk, lan, minh):
    lan.edit("t0", "lead", "Sở Tài chính")
    with pytest.raises(Clash) as clash:
        minh.edit("t0", "lead", "Sở Xây dựng")
    (one,) = clash.value.differences
    assert (one.mine, one.theirs, one.who, one.column) == ("Sở Xây dựng", "Sở Tài chính", "lan", "Chủ trì")
    assert task_values(desk.task("t0"))["lead"] == "Sở Tài chính"
    minh.edit("t0", "due", "")  # another cell of the row
    minh.look()
    minh.edit("t0", "lead", "Sở Xây dựng")
    assert task_values(desk.task("t0"))["lead"] == "Sở Xây dựng"


def test_a_row_is_not_accepted_as_somebody_saw_it_before_it_was_changed(desk, lan, minh):
    lan.edit("t0", "lead", "Sở Tài chính")
    with pytest.raises(Clash):
        minh.accept("t0")
    assert desk.task("t0").verdict == ""


def test_two_people_who_type_the_same_do_not_clash(lan, minh):
    assert lan.edit("t0", "lead", "Sở Tài chính")
    assert minh.edit("t0", "lead", "Sở Tài chính") == ()


def test_a_workbook_written_before_a_change_on_the_page_is_told_as_a_conflict(desk, lan):
    other = desk.path.with_name("cua-nguoi-khac.xlsx")
    copy(desk.path, other)
    desk.edit(("t0", "Chủ trì", "Sở Xây dựng"), ("t1", "Ghi chú", "hai"), path=other)
    lan.edit("t0", "lead", "Sở Tài chính")
    (one,) = review([other], desk.settings)
    assert (one.count("conflict"), one.count("taken")) == (1, 1)
    assert "lan đã sửa thành “Sở Tài chính”" in one.answers[0].why
    assert "trên trang rà soát" in one.answers[0].why
    assert task_values(desk.task("t0"))["lead"] == "Sở Tài chính"
    lan.look()
    waiting = [one for one in lan.call(lambda page: page.sheet()).tasks[0].corrections if one.state == "conflict"]
    assert [one.after for one in waiting] == ["Sở Xây dựng"]
    lan.edit("t0", "lead", "Sở Tài chính")  # what stands was chosen: nothing waits any more
    assert "conflict" not in [one.state for one in lan.call(lambda page: page.sheet()).tasks[0].corrections]


def test_a_page_loaded_before_a_workbook_came_back_overwrites_nothing(desk, lan):
    desk.edit(("t0", "Chủ trì", "Sở Xây dựng"))
    desk.take()
    with pytest.raises(Clash) as clash:
        lan.edit("t0", "lead", "Sở Tài chính")
    assert clash.value.differences[0].theirs == "Sở Xây dựng"


def test_words_of_the_text_become_a_task_in_their_place(desk, lan):
    text = "\n".join(WORDS)
    start = text.index("Sở Nội vụ")
    lan.call(lambda page: page.add(start, start + len(WORDS[1]) - len(" danh sách"), {"lead": "Sở Nội vụ"}))
    rows = lan.call(lambda page: page.sheet()).tasks
    assert [row.text for row in rows] == [*WORDS[:2], "Sở Nội vụ lập", WORDS[2]]
    assert (rows[2].verdict, rows[2].clause, rows[2].start) == ("Thêm", "2", start)
    assert rows[2].text in texts(desk)


def test_the_words_of_a_task_grow_and_shrink(desk, lan):
    end = len("Sở Y tế kiểm tra bếp")
    lan.call(lambda page: page.move("t0", lan.rows["t0"], 0, end))
    row = lan.call(lambda page: page.sheet()).tasks[0]
    assert (row.text, row.start, row.end, row.quote) == ("Sở Y tế kiểm tra bếp", 0, end, WORDS[0])
    with pytest.raises(InputError, match="không có chữ"):
        lan.call(lambda page: page.move("t0", values_of(row), 5, 5))


def test_a_task_is_cut_in_two_and_made_whole_again(desk, lan):
    lan.call(lambda page: page.split("t0", lan.rows["t0"], 3))
    rows = lan.call(lambda page: page.sheet()).tasks
    assert [row.text for row in rows][:2] == ["Sở Y tế", "kiểm tra bếp ăn"]
    assert [values_of(row)["lead"] for row in rows][:2] == ["Sở Y tế", "Sở Y tế"]
    assert (rows[0].end, rows[1].start) == (7, 8)
    lan.look()
    lan.call(lambda page: page.merge("t0", rows[1].id, lan.rows["t0"], lan.rows[rows[1].id]))
    assert texts(desk)[0] == WORDS[0]
    assert len(texts(desk)) == 3
    lan.call(lambda page: page.undo())
    lan.call(lambda page: page.undo())
    assert texts(desk) == list(WORDS)


def test_pieces_of_two_sentences_are_joined_with_both_bodies(desk, lan):
    lan.call(lambda page: page.merge("t0", "t1", lan.rows["t0"], lan.rows["t1"]))
    assert texts(desk)[0] == f"{WORDS[0]}; {WORDS[1]}"
    assert task_values(desk.task("t0"))["lead"] == "Sở Y tế; Sở Nội vụ"
    assert desk.task("t1").verdict == "Bỏ"


def test_undo_takes_back_the_last_of_ones_own_changes(desk, lan, minh):
    lan.edit("t0", "lead", "Sở Tài chính")
    minh.edit("t1", "lead", "Sở Xây dựng")
    assert [one.subject for one in lan.call(lambda page: page.undo())] == ["t0"]
    assert [task_values(desk.task(one))["lead"] for one in ("t0", "t1")] == ["Sở Y tế", "Sở Xây dựng"]
    assert lan.call(lambda page: page.undo()) == ()


@pytest.mark.parametrize(("cell", "value", "told"), [
    ("due", "31/2/2025", "ngày có thật"), ("text", " ", "không được để trống"), ("verdict", "Đúng", "Không sửa được"),
    ("status", "hoàn thành", "Không sửa được")])
def test_what_a_cell_cannot_hold_is_refused(lan, cell, value, told):
    with pytest.raises(InputError) as error:
        lan.call(lambda page: page.edit("t0", cell, value, {}))
    assert told in f"{error.value.message} {error.value.advice}"


def test_a_task_that_is_gone_is_told(desk, lan):
    desk.read(tasks(WORDS)[:2], "2")
    with pytest.raises(InputError, match="không còn"):
        lan.accept("t2")


def test_the_sheet_says_what_the_register_says(desk, lan):
    lan.edit("t0", "lead", "Sở Tài chính")
    lan.call(lambda page: page.drop("t1", lan.rows["t1"]))
    sheet = lan.call(lambda page: page.sheet())
    register = desk.register()
    assert sorted(map(repr, sheet.tasks)) == sorted(map(repr, register.rows()))
    assert sheet.directive == register.directives[0]
    assert [row.text for row in sheet.rejected] == ["Đoạn bỏ lại"]


def test_doubted_fields_wait_until_they_are_changed_or_the_row_is_decided(desk, lan):
    doubts = (Sure("lead", 0.5, ("hai cơ quan",)), Sure("deadlines", 0.3, ("hai ngày",)), Sure("task", 0.99))
    found = tasks(WORDS)
    desk.read((type(found[0])(**{name: getattr(found[0], name) for name in found[0].__slots__} | {"sure": doubts}),
               *found[1:]), "2")

    def waiting():
        with open_store(desk.settings) as store:
            return [(one.task, one.field, one.number) for one in store.doubtful()]

    assert waiting() == [("t0", "deadlines", "07/CT-UBND"), ("t0", "lead", "07/CT-UBND")]
    lan.edit("t0", "due", "30/6/2025")
    assert waiting() == [("t0", "lead", "07/CT-UBND")]
    assert [one.field for one in desk.task("t0").sure] == ["lead", "task"]
    lan.look()
    lan.accept("t0")
    assert waiting() == []


def test_places_that_people_chose_follow_their_words_into_another_reading(desk, lan):
    start = len("Sở Y tế ")
    lan.call(lambda page: page.move("t0", lan.rows["t0"], start, len(WORDS[0])))
    lan.call(lambda page: page.move("t1", lan.rows["t1"], len(WORDS[0]) + 1, len(WORDS[0]) + 8))
    with open_store(desk.settings) as store:
        before = store.extraction(desk.sha256)
        store.record(replace(before, text="KÍNH GỬI\n" + before.text.replace("Sở Nội vụ", "Phòng vụ")), desk.paper, "2")
    rows = lan.call(lambda page: page.sheet()).tasks
    assert (rows[0].start, rows[0].end) == (start + len("KÍNH GỬI\n"), len(WORDS[0]) + len("KÍNH GỬI\n"))
    assert (rows[1].start, rows[1].text) == (len(WORDS[0]) + 1, "Sở Nội")  # as it was read: its words are gone
