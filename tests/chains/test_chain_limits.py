"""Limits that come down a chain: which, by which way, and never where a task has its own or speaks of other work."""

from dataclasses import replace
from datetime import date, datetime
from itertools import permutations

import pytest
from chain_rows import by_directive, cites, row

from pipeline.model.review import Correction
from pipeline.store.chains import chained
from pipeline.workbooks.chain_words import chain_notes

ORDER, LETTER, LAST = "09/CT-TTg", "1051/UBND-VX", "1612/UBND-VX"
SEPTEMBER, DECEMBER = date(2024, 9, 30), date(2024, 12, 31)
ABOVE = (
    row(ORDER, "1", "Hoàn thành phê duyệt cấp độ cho toàn bộ hệ thống thông tin trước ngày 30/09/2024", SEPTEMBER),
    row(ORDER, "2", "triển khai đầy đủ phương án bảo vệ hệ thống thông tin theo hồ sơ đã duyệt trước ngày 31/12/2024", DECEMBER),
    row(ORDER, "3", "Phổ biến quy định cho từng đơn vị"),
)


def taken(below, *edges):
    rows = chained(by_directive(*ABOVE, *below), edges)
    return {(one.directive.head.number, one.clause): [(limit.due, limit.inherited_from) for limit in one.deadlines]
            for rows_of in rows.values() for one in rows_of}


@pytest.mark.parametrize(("text", "clauses", "found"), [
    ("thực hiện khoản 1 Chỉ thị 09", ("khoản 1",), [SEPTEMBER]),
    ("thực hiện khoản 1 và khoản 2 Chỉ thị 09", ("khoản 1", "khoản 2"), [SEPTEMBER, DECEMBER]),
    ("thực hiện khoản 2 và khoản 3 Chỉ thị 09", ("khoản 2", "khoản 3"), []),  # a part of it has no limit
    ("thực hiện đúng thời hạn nêu tại khoản 2 và khoản 3 Chỉ thị 09", ("khoản 2", "khoản 3"), [DECEMBER]),
    ("bảo đảm tiến độ phê duyệt cấp độ theo khoản 1 và khoản 2 Chỉ thị 09", ("khoản 1", "khoản 2"), [SEPTEMBER]),
    ("thực hiện nghiêm thời hạn phê duyệt cấp độ và triển khai phương án bảo vệ nêu tại Chỉ thị 09", (), [SEPTEMBER, DECEMBER]),
    ("thực hiện nghiêm túc thời hạn hoàn thành phê duyệt cấp độ theo Chỉ thị 09", (), [SEPTEMBER]),
    ("thực hiện nghiêm thời hạn phê duyệt cấp độ, thực hiện và triển khai đầy đủ phương án bảo vệ theo hồ sơ, hướng dẫn của Chỉ thị 09",
     (), [SEPTEMBER, DECEMBER]),
    ("thực hiện đúng thời hạn bố trí kinh phí nêu tại Chỉ thị 09", (), []),
    ("thực hiện Chỉ thị 09 trên địa bàn", (), []),
    ("thực hiện khoản 7 Chỉ thị 09", ("khoản 7",), []),
])
def test_what_a_citing_takes_over(text, clauses, found):
    limits = taken([row(LETTER, "4", text)], cites(LETTER, "4", ORDER, *clauses))[LETTER, "4"]
    assert [due for due, _ in limits] == found
    assert {where for _, where in limits} <= {"09/CT-TTg, khoản 1", "09/CT-TTg, khoản 2"}


@pytest.mark.parametrize(("text", "there", "doubts"), [
    ("thực hiện nghiêm thời hạn phê duyệt cấp độ", False, ("Thời hạn ghi ở văn bản khác, chưa có trong hệ thống: 09/CT-TTg",)),
    ("thực hiện nghiêm thời hạn phê duyệt cấp độ", True, ()),
    ("bảo đảm đúng thời hạn, chất lượng", False, ()),
    ("bảo đảm tiến độ phê duyệt cấp độ", False, ()),
])
def test_a_limit_that_is_not_there_yet_is_told(text, there, doubts):
    rows = chained(by_directive(*ABOVE, row(LETTER, "4", text)), [cites(LETTER, None, ORDER, there=there)])
    assert rows[LETTER][0].doubts == doubts


def test_a_limit_of_its_own_stands():
    below = row(LETTER, "4", "thực hiện khoản 1 Chỉ thị 09 trước ngày 01/06/2024", date(2024, 6, 1))
    assert taken([below], cites(LETTER, "4", ORDER, "khoản 1"))[LETTER, "4"] == [(date(2024, 6, 1), None)]


@pytest.mark.parametrize(("text", "beside", "due"), [
    ("triển khai phương án bảo vệ hệ thống thông tin theo hồ sơ", "thực hiện đúng thời hạn phê duyệt cấp độ", DECEMBER),
    ("triển khai phương án bảo vệ trụ sở, kho tàng và khu dân cư trong mùa mưa bão theo kế hoạch", "thực hiện đúng thời hạn phê duyệt cấp độ", None),
    ("triển khai phương án bảo vệ theo yêu cầu", "lập danh mục", None),
    ("triển khai đầy đủ phương án bảo vệ hệ thống thông tin tại các trường học và cơ sở y tế theo hồ sơ của từng đơn vị đã duyệt",
     "lập danh mục", None),
    ("triển khai đầy đủ phương án bảo vệ hệ thống thông tin theo hồ sơ đã duyệt", "lập danh mục", DECEMBER),
])
def test_work_that_cites_nothing_takes_over_where_it_says_the_same(text, beside, due):
    below = [row(LETTER, "4", beside), row(LETTER, "4", text)]
    assert taken(below, cites(LETTER, None, ORDER))[LETTER, "4"] == ([(due, "09/CT-TTg, khoản 2")] if due else [])


def test_who_only_answers_for_it_takes_nothing_over():
    below = row(LETTER, "4", "chịu trách nhiệm thực hiện khoản 1 Chỉ thị 09", modality="accountability")
    assert taken([below], cites(LETTER, "4", ORDER, "khoản 1"))[LETTER, "4"] == []


def test_a_task_that_a_person_left_without_a_limit_takes_none_over_and_hands_none_down():
    emptied = Correction("", "due", "2024-09-30", "", "an", datetime(2024, 5, 2), "a.xlsx", "1", "taken")
    below = [row(LETTER, "4", "thực hiện khoản 1 Chỉ thị 09", corrections=(emptied,)),
             row(LAST, "2", "thực hiện khoản 4 Công văn 1051")]
    edges = [cites(LETTER, "4", ORDER, "khoản 1"), cites(LAST, "2", LETTER, "khoản 4")]
    limits = taken(below, *edges)
    assert (limits[LETTER, "4"], limits[LAST, "2"]) == ([], [])
    untouched = [replace(below[0], corrections=()), below[1]]
    assert [due for due, _ in taken(untouched, *edges)[LAST, "2"]] == [SEPTEMBER]


@pytest.mark.parametrize("order", list(permutations((ORDER, LETTER, LAST))))
def test_the_way_is_told_and_does_not_depend_on_the_order(order):
    below = [row(LETTER, "4", "thực hiện nghiêm thời hạn phê duyệt cấp độ nêu tại Chỉ thị 09"),
             row(LAST, "2", "thực hiện đúng thời hạn phê duyệt cấp độ")]
    tasks = by_directive(*ABOVE, *below)
    rows = chained({number: tasks[number] for number in order}, [cites(LETTER, "4", ORDER), cites(LAST, None, LETTER)])
    (limit,) = rows[LAST][0].deadlines
    assert (limit.due, limit.inherited_from, limit.origin.kind) == (SEPTEMBER, "09/CT-TTg, khoản 1", "chain")
    assert limit.rule == "kế thừa theo chuỗi 09/CT-TTg → 1051/UBND-VX → 1612/UBND-VX"


def test_what_a_later_directive_did_to_the_source_is_told_at_the_heir():
    extended = row(ORDER, "4", "nộp hồ sơ trước ngày 30/09/2024", SEPTEMBER, notices=("Được gia hạn đến 31/10/2024",))
    rows = chained(by_directive(extended, row(LETTER, "1", "thực hiện khoản 4")), [cites(LETTER, "1", ORDER, "khoản 4")])
    assert rows[LETTER][0].notices == ("09/CT-TTg, khoản 4: được gia hạn đến 31/10/2024",)


def test_directives_that_carry_each_other_out_end():
    rows = by_directive(row(LETTER, "1", "thực hiện khoản 1"), row(LAST, "1", "thực hiện khoản 1"))
    found = chained(rows, [cites(LETTER, "1", LAST, "khoản 1"), cites(LAST, "1", LETTER, "khoản 1")])
    assert [len(found[number]) for number in (LETTER, LAST)] == [1, 1]


def test_links_hold_the_tasks_of_the_cited_clauses_or_say_that_it_is_missing():
    rows = chained(by_directive(*ABOVE, row(LETTER, "1", "thực hiện khoản 1 và khoản 3"), row(LAST, "1", "thực hiện khoản 2")),
                   [cites(LETTER, "1", ORDER, "khoản 1", "khoản 3"), cites(LAST, "1", LETTER, "khoản 2", there=False)])
    (link,) = rows[LETTER][0].links
    assert [task.clause for task in link.tasks] == ["1", "3"]
    (missing,) = rows[LAST][0].links
    assert (missing.called, missing.target.sha256, missing.tasks) == ("khoản 2 Văn bản số 1051/UBND-VX ngày 11/03/2024", None, ())


def test_own_clauses_are_linked_and_give_no_limit():
    below = (row(LETTER, "1", "Rà soát hệ thống", SEPTEMBER), row(LETTER, "2", "Báo cáo kết quả thực hiện khoản 1 Công văn này"))
    first, second = chained(by_directive(*below), [cites(LETTER, "2", LETTER, "khoản 1")])[LETTER]
    assert [task.id for link in second.links for task in link.tasks] == [first.id]
    assert (first.links, second.deadlines) == ((), ())
    assert list(chain_notes(second)) == ["Dẫn khoản 1 của văn bản này: 1 nhiệm vụ, hạn sớm nhất 30/09/2024 (trang Chuỗi văn bản)"]
