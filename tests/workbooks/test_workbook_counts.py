"""Tasks, assignments and agencies add up, in the lists and in the workbooks."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
import test_workbook_groups
import workbook_register

from pipeline.model import Register
from pipeline.workbooks import publish
from pipeline.workbooks.counts import Counts
from pipeline.workbooks.lists import agency_lists

REGISTERS = {"two provinces": test_workbook_groups.two_provinces(), "one province": workbook_register.register(),
             "empty": Register(workbook_register.AS_OF, (), (), (), ())}


@pytest.mark.parametrize("name", REGISTERS)
def test_the_sum_over_lists_is_the_number_of_assignments(name):
    register = REGISTERS[name]
    lists = agency_lists(register)
    counts = Counts.of(register, lists)
    assert counts.assignments == sum(len(one.entries) for one in lists)
    assert {entry.task.id for one in lists for entry in one.entries} == {task.id for task in register.tasks}
    assert counts.tasks == len(register.tasks) <= counts.assignments
    assert counts.bodies + counts.groups + sum(one.unknown for one in lists) == len(lists)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_task_stands_once_in_a_list_and_a_shared_one_in_the_list_of_its_group(name):
    for one in agency_lists(REGISTERS[name]):
        ids = [entry.task.id for entry in (*one.entries, *(shared.entry for shared in one.shared))]
        assert len(ids) == len(set(ids))
        assert all(shared.entry in shared.source.entries for shared in one.shared)


@pytest.mark.parametrize("name", REGISTERS)
def test_the_roll_up_shows_what_the_workbooks_hold(name, tmp_path):
    register = REGISTERS[name]
    counts = Counts.of(register, agency_lists(register))
    publish(register, tmp_path)
    rows = list(openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")["Tổng hợp theo cơ quan"].iter_rows(values_only=True))
    bodies, added = [row for row in rows if isinstance(row[0], int)], next(row for row in rows if row[1] == "Cộng số lượt giao")
    for column, wanted in ((2, counts.lead), (13, counts.support), (14, counts.shared)):
        assert sum(row[column] for row in bodies) == added[column] == wanted
    assert any(row[0] == counts.words for row in rows)
    written = {"Danh mục nhiệm vụ": 0, "Giao chung theo nhóm": 0}
    for path in tmp_path.rglob("nhiem-vu.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in written.keys() & set(book.sheetnames):
            written[sheet] += sum(isinstance(row[0], int) for row in book[sheet].iter_rows(values_only=True))
    assert written == {"Danh mục nhiệm vụ": counts.assignments, "Giao chung theo nhóm": counts.shared}


def test_the_words_name_every_figure():
    counts = Counts(3, 7, 9, 4, 5, bodies=2, groups=1, unknown=1)
    assert counts.words == (
        "Đối chiếu: 7 nhiệm vụ thành 13 lượt giao (9 chủ trì, 4 phối hợp, trong đó 1 lượt chưa rõ giao cho ai) trong danh mục "
        "của 2 cơ quan, 1 nhóm cơ quan. Thành viên của các nhóm thấy thêm 5 lượt giao chung, đã tính một lần ở nhóm.")


def test_what_was_called_off_stands_apart_in_the_rows_of_the_roll_up(tmp_path):
    whole = workbook_register.register()
    off = replace(whole.tasks[0], status="bị hủy")
    publish(replace(whole, tasks=(off, *whole.tasks[1:])), tmp_path)
    rows = list(openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")["Tổng hợp theo cơ quan"].iter_rows(values_only=True))
    once = next(row for row in rows if str(row[1]).startswith("Số nhiệm vụ (mỗi"))
    assert (once[2], once[15]) == (len(whole.tasks) - 1, 1)
    assert sum(row[15] for row in rows if isinstance(row[0], int)) == max(len(off.lead), 1)
