"""One duty given twice is one row with both sources, and only where nothing is at stake."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from chain_rows import by_directive, cites, row

from pipeline.model import Party
from pipeline.store.chains import joined

ORDER, LETTER, LAST = "09/CT-TTg", "1051/UBND-VX", "1612/UBND-VX"
TEXT = "Sao lưu dữ liệu quan trọng hằng tuần và lưu giữ bản sao tách biệt với mạng đang vận hành"
PASSED_ON = "Sao lưu dữ liệu quan trọng hằng tuần, lưu giữ bản sao tách biệt với mạng đang vận hành"
EDGE = cites(LETTER, None, ORDER)
DUE = date(2024, 9, 30)


def shown(*rows, edges=(EDGE,)):
    found = joined(by_directive(*rows), edges)
    return {number: [(one.text, [other.id for other in one.also]) for one in tasks] for number, tasks in found.items()}


def test_a_duty_passed_on_is_shown_with_both_sources():
    first, again = row(ORDER, "5", TEXT), row(LETTER, "2", PASSED_ON)
    assert shown(first, again) == {ORDER: [(TEXT, [again.id])], LETTER: []}


@pytest.mark.parametrize("change", [
    lambda again: replace(again, deadlines=row(LETTER, "2", TEXT, DUE).deadlines),
    lambda again: replace(again, lead=(Party("Sở Y tế", "Sở Y tế"),)),
    lambda again: replace(again, lead=()),
    lambda again: replace(again, support=(Party("Sở Y tế", "Sở Y tế"),)),
    lambda again: replace(again, modality="prohibition"),
    lambda again: replace(again, notices=("Bị bãi bỏ",)),
    lambda again: replace(again, text=TEXT.replace("hằng tuần", "05 ngày một lần")),
    lambda again: replace(again, text="Sao lưu dữ liệu của trang thông tin điện tử hằng quý"),
])
def test_another_limit_body_figure_or_wording_is_another_duty(change):
    again = change(row(LETTER, "2", TEXT))
    assert shown(row(ORDER, "5", TEXT), again) == {ORDER: [(TEXT, [])], LETTER: [(again.text, [])]}


def test_without_a_lead_or_in_few_words_nothing_is_joined():
    for text, lead in ((TEXT, ()), ("Báo cáo kết quả thực hiện", (Party("Sở Y tế", "Sở Y tế"),))):
        both = [replace(row(number, "5", text), lead=lead) for number in (ORDER, LETTER)]
        assert shown(*both) == {ORDER: [(text, [])], LETTER: [(text, [])]}


def test_directives_that_do_not_carry_each_other_out_are_not_compared():
    both = [row(number, "5", TEXT) for number in (ORDER, LETTER)]
    assert shown(*both, edges=(cites(LETTER, None, ORDER, kind="căn cứ"),)) == {ORDER: [(TEXT, [])], LETTER: [(TEXT, [])]}


def test_what_people_entered_stays_and_parts_what_contradicts():
    done = {"status": "hoàn thành", "completed_on": date(2024, 5, 1)}
    for first, again in ((done, {}), ({}, done), (done, done)):
        (task,) = joined(by_directive(row(ORDER, "5", TEXT, **first), row(LETTER, "2", TEXT, **again)), [EDGE])[ORDER]
        assert (task.status, task.completed_on, len(task.also)) == ("hoàn thành", date(2024, 5, 1), 1)
    parted = joined(by_directive(row(ORDER, "5", TEXT, **done), row(LETTER, "2", TEXT, note="đang làm")), [EDGE])
    assert [len(tasks) for tasks in parted.values()] == [1, 1]


@pytest.mark.parametrize("order", list(permutations((ORDER, LETTER, LAST))))
def test_a_duty_passed_on_twice_moves_up_to_the_first_directive_in_every_order(order):
    rows = by_directive(*(row(number, "5", TEXT) for number in (ORDER, LETTER, LAST)))
    found = joined({number: rows[number] for number in order}, [EDGE, cites(LAST, None, LETTER), cites(LAST, None, ORDER)])
    assert {number: [[one.directive.sha256 for one in task.also] for task in tasks] for number, tasks in found.items()} == {
        ORDER: [[LETTER, LAST]], LETTER: [], LAST: []}
