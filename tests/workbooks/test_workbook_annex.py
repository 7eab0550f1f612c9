"""The list of an agency as an annex: parts, pressing tasks first, clauses that fold, and what may be typed where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from workbook_register import AS_OF, BUILD, FINANCE, INVEST, STORM, on, task

from pipeline.model import Register
from pipeline.workbooks import publish
from pipeline.workbooks.annex import parts_of
from pipeline.workbooks.lists import agency_lists
from pipeline.workbooks.review_values import LIST

LATE, NEAR, LATER = (on(date(2025, month, day), "trước ngày …") for month, day in ((4, 1), (5, 14), (6, 30)))
TASKS = (
    task(1, STORM, "1.a", "Trực ban suốt ngày đêm", (FINANCE,)),
    task(2, STORM, "1.b", "Báo cáo nhanh", (FINANCE,), NEAR),
    task(3, INVEST, "II.1", "Giao vốn", (FINANCE,), LATER),
    task(4, INVEST, "II.1", "Báo cáo nguyên nhân", (FINANCE,), LATE),
    task(5, INVEST, "II.1", "Rà soát vốn", (FINANCE,), LATER, support=(BUILD,)),
    task(6, INVEST, "II.2", "Thẩm định dự án", (BUILD,), LATE, support=(FINANCE,)),
    replace(task(7, INVEST, "II.3", "Thanh toán", (FINANCE,), LATE), status="bị hủy"),
)


def finance():
    return next(one for one in agency_lists(Register(AS_OF, (STORM, INVEST), TASKS, (), ())) if one.name == "Sở Tài chính")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    outputs = tmp_path_factory.mktemp("annex")
    publish(Register(AS_OF, (STORM, INVEST), TASKS, (), ()), outputs)
    return openpyxl.load_workbook(outputs / "co-quan/so-tai-chinh/nhiem-vu.xlsx")[LIST]


def column(sheet, title):
    return next(cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == title)


def test_own_tasks_come_first_and_the_pressing_ones_of_them():
    told = [(part.title, [[entry.task.id for entry in clause] for clause in part.clauses]) for part in parts_of(finance(), AS_OF)]
    assert told == [("NHIỆM VỤ CHỦ TRÌ", [["t0004"], ["t0002"], ["t0003", "t0005"], ["t0007"], ["t0001"]]),
                    ("NHIỆM VỤ PHỐI HỢP", [["t0006"]])]


def test_each_clause_is_a_row_under_which_its_tasks_fold(sheet):
    at, words = column(sheet, "Mã nhiệm vụ"), column(sheet, "Nội dung nhiệm vụ")
    levels = {row: sheet.row_dimensions[row].outlineLevel for row in range(1, sheet.max_row + 1)}
    assert [sheet.cell(row, at).value for row in levels if levels[row]] == [
        "t0004", "t0002", "t0003", "t0005", "t0007", "t0001", "t0006"]
    assert not any(sheet.row_dimensions[row].hidden for row in levels)
    assert (sheet.sheet_properties.outlinePr.summaryBelow, sheet.sheet_format.outlineLevelRow) == (False, 1)
    first = next(row for row in levels if sheet.cell(row, at).value == "t0003")
    assert sheet.cell(first - 1, words).value == ("Chỉ thị ngày 05/02/2025 của Chủ tịch UBND tỉnh Sông Mây – 2 nhiệm vụ: Giao "
                                                  "vốn; Rà soát vốn")
    assert [sheet.cell(first - 1, column(sheet, title)).value for title in ("Số, ký hiệu", "Mục")] == ["05/CT-UBND", "II.1"]
    told = [sheet.cell(row, words).value for row in levels]
    assert "Công điện ngày 28/04/2025 của UBND tỉnh Sông Mây – KHẨN – 1 nhiệm vụ: Báo cáo nhanh" in told


def test_only_blue_cells_may_be_typed_into(sheet):
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == 1)
    kinds = {str(place): check.type for check in sheet.data_validations.dataValidation for place in check.sqref.ranges}
    of = {cell.coordinate: next((kind for place, kind in kinds.items() if cell.coordinate in openpyxl.worksheet.cell_range
                                 .CellRange(place)), None) for cell in sheet[row]}
    titles = {title: sheet.cell(row, column(sheet, title)) for title in
              ("Tình trạng", "Tỷ lệ", "Gia hạn đến", "Ghi chú của đơn vị", "Nội dung nhiệm vụ", "Thời hạn", "Tiến độ")}
    assert [of[cell.coordinate] for cell in titles.values()] == ["list", "decimal", "date", None, "custom", "custom", "custom"]
    assert [cell.protection.locked for cell in titles.values()] == [False] * 4 + [True] * 3
    assert not sheet.protection.sheet  # a locked sheet can be neither folded nor sorted


def test_the_summary_counts_what_was_called_off_apart(sheet):
    told = [row[0] for row in sheet.iter_rows(max_row=8, values_only=True) if row[0]]
    assert any(line.startswith("Tổng số 6 nhiệm vụ (chủ trì 5, phối hợp 1): quá hạn chưa hoàn thành 2; sắp đến hạn trong 7 "
                               "ngày 1; không hạn 1; đã hoàn thành 0; bị hủy 1") for line in told)
