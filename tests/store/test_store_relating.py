"""Corrections, replacements and repeals: told at the rows of the earlier directive, whichever came first."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from store_samples import HEAD, extraction, put, task

from pipeline.model import Head
from pipeline.structure.references import find_references

TODAY = date(2024, 5, 1)
LATER = Head("12/UBND-VX", "công văn", "UBND tỉnh Ninh Thuận", None, date(2024, 4, 5))


def take(store, inbox, name, text, head):
    path = put(inbox, name, text)
    return store.record(extraction(path, [task()], head, text=text, references=find_references(text, None, head)), path)


@pytest.mark.parametrize("order", list(permutations(range(2))))
@pytest.mark.parametrize(("text", "told"), [
    ("V/v đính chính Chỉ thị số 07/CT-UBND ngày 05/3/2024 của UBND tỉnh", "đính chính"),
    ("UBND tỉnh đính chính nội dung tại điểm a khoản 2 Chỉ thị số 07/CT-UBND ngày 05/3/2024 như sau:",
     "đính chính (điểm a khoản 2)"),
    ("V/v thu hồi Chỉ thị số 7/CT-UBND ngày 05/3/2024", "thu hồi"),
    ("Công văn này thay thế Chỉ thị số 07/CT-UBND ngày 05/3/2024 của UBND tỉnh.", "thay thế"),
    ("Nay huỷ bỏ Chỉ thị số 07/CT-UBND.", "huỷ bỏ"),
    ("Điều 1. Sửa đổi, bổ sung khoản 3 Chỉ thị số 07/CT-UBND ngày 05/3/2024.", "sửa đổi, bổ sung (khoản 3)"),
])
def test_what_a_later_directive_does_is_told(store, inbox, text, told, order):
    files = [("a.txt", "Phòng cháy rừng.", HEAD), ("b.txt", text, LATER)]
    acts = [take(store, inbox, *files[n]).acts for n in order]
    register = store.register(TODAY)
    rows = {row.head.number: row for row in register.directives}
    suffered = f"Bị {told} bởi Công văn số 12/UBND-VX ngày 05/04/2024"
    done = f"{told[:1].upper()}{told[1:]} Chỉ thị số 07/CT-UBND ngày 05/03/2024"
    assert rows["07/CT-UBND"].notices == (suffered,)
    assert rows["12/UBND-VX"].history == (done,)
    assert {row.directive.notices for row in register.tasks} == {(suffered,), ()}
    assert acts == [(), (done if order == (0, 1) else suffered,)]
    assert [(act.suffered, row.files) for act, row in register.acts] == [(suffered, ("a.txt",))]


@pytest.mark.parametrize("text", [
    "Thực hiện Chỉ thị số 07/CT-UBND ngày 05/3/2024 của UBND tỉnh.",
    "V/v điều chỉnh kế hoạch thực hiện Chỉ thị số 07/CT-UBND ngày 05/3/2024",
    "Đề nghị Sở Nội vụ tham mưu bãi bỏ Chỉ thị số 07/CT-UBND ngày 05/3/2024.",
    "Công văn này thay thế Chỉ thị số 07/CT-UBND ngày 01/02/2020 của UBND tỉnh.",
    "Công văn này thay thế Chỉ thị số 07/CT-UBND ngày 05/3/2024 của UBND tỉnh Phú Yên.",
    "Công văn này thay thế Chỉ thị số 17/CT-UBND ngày 05/3/2024 của UBND tỉnh.",
])
def test_what_is_only_cited_or_is_another_directive_is_not_told(store, inbox, text):
    take(store, inbox, "a.txt", "Phòng cháy rừng.", HEAD)
    assert take(store, inbox, "b.txt", text, LATER).acts == ()
    assert store.register(TODAY).acts == ()


def test_a_directive_does_nothing_to_a_later_one_or_when_it_is_taken_out(store, inbox):
    text = "Công văn này thay thế Chỉ thị số 07/CT-UBND của UBND tỉnh."
    take(store, inbox, "a.txt", "Phòng cháy rừng.", HEAD)
    take(store, inbox, "b.txt", text, replace(LATER, issued_on=date(2024, 1, 1)))
    assert store.register(TODAY).acts == ()
    take(store, inbox, "c.txt", text, replace(LATER, number="13/UBND-VX"))
    assert len(store.register(TODAY).acts) == 1
    store.remove(*store.find("13/UBND-VX"), "nhầm")
    assert store.register(TODAY).acts == ()


@pytest.mark.parametrize("order", list(permutations(range(2))))
@pytest.mark.parametrize(("text", "told"), [
    ("Gia hạn thời gian báo cáo tại khoản 1 Chỉ thị số 07/CT-UBND ngày 05/3/2024 đến hết ngày 30 tháng 6 năm 2024.",
     "Được gia hạn (khoản 1) đến 30/06/2024 bởi Công văn số 12/UBND-VX ngày 05/04/2024"),
    ("V/v kéo dài thời hạn đến 30/6/2024 đối với khoản 1 Chỉ thị số 07/CT-UBND ngày 05/3/2024",
     "Được kéo dài thời hạn (khoản 1) đến 30/06/2024 bởi Công văn số 12/UBND-VX ngày 05/04/2024"),
    ("Công văn này bãi bỏ khoản 1 Chỉ thị số 07/CT-UBND ngày 05/3/2024.",
     "Bị bãi bỏ (khoản 1) bởi Công văn số 12/UBND-VX ngày 05/04/2024"),
])
def test_an_act_upon_a_clause_is_told_at_its_tasks_alone(store, inbox, text, told, order):
    def first():
        path = put(inbox, "a.txt", "Phòng cháy rừng.")
        store.record(extraction(path, [task("1"), replace(task("2", text="Lập danh mục"), clause="2")]), path)

    steps = [first, lambda: take(store, inbox, "b.txt", text, LATER)]
    for n in order:
        steps[n]()
    register = store.register(TODAY)
    marked = {row.clause: row.notices for row in register.tasks if row.directive.head.number == "07/CT-UBND"}
    assert marked == {"1": (told,), "2": ()}
    assert all(not row.directive.notices for row in register.tasks)
    assert [row.due for row in register.tasks if row.id == "1"] == [date(2024, 5, 15)]
