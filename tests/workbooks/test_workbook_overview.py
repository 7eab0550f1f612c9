"""What leaders read first in the roll-up: one page that says it all, levels, months, and a table to count with."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta

import openpyxl
import pypdfium2
import pytest
from workbook_register import AS_OF, DEPARTMENTS, DIGITAL, FINANCE, INVEST, STORM, on, party, register, task

from pipeline.model import Party, Register
from pipeline.workbooks.brief import brief
from pipeline.workbooks.digests import Digests
from pipeline.workbooks.files import save
from pipeline.workbooks.levels import LEVELS, level_of
from pipeline.workbooks.lists import agency_lists
from pipeline.workbooks.shelf import Shelf
from pipeline.workbooks.summary import summary_book


def written(folder, whole: Register):
    lists = agency_lists(whole)
    paths = {one.key: f"co-quan/{one.folder}/nhiem-vu.xlsx" for one in lists}
    save(lambda: summary_book(whole, lists, paths, Digests(whole.as_of), Shelf(folder)), folder / "tong-hop.xlsx", "Tổng hợp", whole.as_of)
    return folder / "tong-hop.xlsx"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return openpyxl.load_workbook(written(tmp_path_factory.mktemp("book"), register()))


def lines(sheet) -> list[list[object]]:
    """The cells of a sheet that say something."""
    return [told for row in sheet.iter_rows(values_only=True) if (told := [value for value in row if value is not None])]


def test_the_first_sheet_says_it_all(book):
    told = lines(book.worksheets[0])
    assert book.active.title == book.worksheets[0].title == "Tổng quan"
    counts = dict(zip(told[2], told[3], strict=True))
    assert counts == {"Văn bản": 5, "Nhiệm vụ": 23, "Đã hoàn thành": 4, "Quá hạn": 3, "Đến hạn trong 7 ngày": 4,
                      "Không hạn": 10, "Chờ xem lại": 7}
    assert told[5:9] == [["Cơ quan, nhóm cơ quan", "Quá hạn", "Tổng số"], ["Sở Nông nghiệp và Môi trường", 2, 3],
                         ["UBND các xã, phường, thị trấn", 1, 3], ["Các sở, ban, ngành", 1, 4]]
    assert ["Chưa hoàn thành quá hạn", 3, 3] in told
    due = told.index(["3. Đến hạn trong 7 ngày tới: 4"])
    assert [row[0] for row in told[due + 2:due + 6]] == [datetime(2025, 5, day) for day in (14, 15, 15, 18)]
    assert ["Tệp không xử lý được", 1] in told


def test_two_charts_count_the_cells_beside_them(book):
    sheet = book.worksheets[0]
    titles = []
    for chart in sheet._charts:
        (series,) = chart.series
        labels, values = (sheet[ref.split("!")[1].replace("$", "")] for ref in (series.cat.numRef.f, series.val.numRef.f))
        assert [type(cell.value) for (cell,) in labels] == [str] * len(labels)
        assert [type(cell.value) for (cell,) in values] == [int] * len(values)
        titles.append((chart.title.tx.rich.p[0].r[0].t, sum(cell.value for (cell,) in values)))
    assert titles == [("Số nhiệm vụ quá hạn", 4), ("Số nhiệm vụ", 23)]


def test_where_nothing_is_late_it_is_said(tmp_path):
    rows = (task(1, INVEST, None, "Báo cáo", (FINANCE,), on(AS_OF + timedelta(30), "hạn")),)
    sheet = openpyxl.load_workbook(written(tmp_path, Register(AS_OF, (INVEST,), rows, (), ())))["Tổng quan"]
    assert ["1. Quá hạn theo cơ quan chủ trì: không có"] in lines(sheet)
    assert len(sheet._charts) == 1


def test_months_share_out_all_tasks(book):
    told = [row for row in lines(book["Thời hạn theo tháng"]) if str(row[0]).startswith(("Tháng ", "Không")) and len(row) == 6]
    rows = {row[0]: row[1:] for row in told[1:]}
    assert list(rows) == ["Tháng 02/2025", "Tháng 03/2025", "Tháng 04/2025", "Tháng 05/2025", "Tháng 06/2025",
                          "Tháng 12/2025", "Không hạn"]
    assert rows["Tháng 04/2025"] == [3, 1, 0, 2, 2]
    assert sum(row[0] for row in rows.values()) == len(register().tasks)
    assert all(total == done + open_ + late for total, done, open_, late, _ in rows.values())


def test_the_data_are_a_table_with_one_row_for_each_assignment(book):
    sheet = book["Dữ liệu"]
    header, *rows = sheet.iter_rows(values_only=True)
    (table,) = sheet.tables.values()
    assert table.ref == sheet.dimensions
    assert [column.name for column in table.tableColumns] == list(header)
    assert len(set(header)) == len(header)
    assert not sheet.merged_cells.ranges
    assert sheet.auto_filter.ref is None, "a table has a filter of its own"
    data = [dict(zip(header, row, strict=True)) for row in rows]
    assert len(data) == sum(len(one.entries) for one in agency_lists(register()))
    (first,) = [row for row in data if row["Mã nhiệm vụ"] == "t0019" and row["Vai trò"] == "Chủ trì"]
    assert (first["Cơ quan"], first["Cấp"], first["Thời hạn"], first["Tháng đến hạn"], first["Số ngày quá hạn"]) == (
        "Sở Nông nghiệp và Môi trường", "Cơ quan, tổ chức khác", datetime(2025, 2, 28), "2025-02", 73)


@pytest.mark.parametrize(("body", "level"), [
    (Party("Bộ Y tế", "Bộ Y tế", "bo-y-te"), "Trung ương"),
    (Party("Sở Y tế", "Sở Y tế", "tinh-lao-cai.so-y-te"), "Cấp tỉnh"),
    (Party("Phòng Nghiệp vụ", "Phòng Nghiệp vụ", "tinh-lao-cai.so-y-te/phong-nghiep-vu"), "Cấp tỉnh"),
    (Party("UBND xã Bắc Hà", "UBND xã Bắc Hà", "tinh-lao-cai.ubnd-xa-bac-ha"), "Cấp xã"),
    (Party("Tỉnh ủy", "Tỉnh ủy Lào Cai", "tinh-lao-cai.tinh-uy"), "Cơ quan của Đảng"),
    (Party("Công ty Cây Xanh", "Công ty Cây Xanh"), "Cơ quan, tổ chức khác"),
    (DEPARTMENTS, "Nhóm cơ quan"), (Party("chủ đầu tư", "chủ đầu tư"), "Chưa rõ cơ quan"),
])
def test_levels(body, level):
    (one,) = agency_lists(Register(AS_OF, (INVEST,), (task(1, INVEST, None, "Báo cáo", (body,)),), (), ()))
    assert level_of(one) == level
    assert level in LEVELS


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_rollup_prints_on_two_pages_and_a_brief_on_one(tmp_path):
    text = "Rà soát, thống kê, đánh giá và tổng hợp kết quả thực hiện, báo cáo cấp có thẩm quyền theo quy định; " * 2
    fresh = [replace(row, received_at=datetime(2025, 5, 9, 8)) for row in (STORM, DIGITAL, INVEST)]
    rows = [task(i, fresh[i % 3], "II.3.đ", text, (FINANCE if i % 2 else party(f"UBND xã Đồng {i}"),),
                 *([on(date(2025, 4, 1) + timedelta(i % 90), "hạn")] if i % 5 else [])) for i in range(400)]
    whole = Register(AS_OF, tuple(fresh), tuple(rows), (), ())
    files = [written(tmp_path, whole), tmp_path / "danh-sach.docx"]
    brief(next(one for one in agency_lists(whole) if one.name == FINANCE.agency), AS_OF).write(files[1])
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
                    "pdf", "--outdir", str(tmp_path), *map(str, files)], check=True, capture_output=True, timeout=180)
    pages = [len(pypdfium2.PdfDocument(tmp_path / f"{file.stem}.pdf")) for file in files]
    assert pages == [1, 1], "the bodies are too many for one page, so that only the first sheet is printed"
