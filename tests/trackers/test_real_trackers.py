"""Trackers of offices, each looked at by eye: what its columns hold, how many rows are tasks, and some of its cells."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.errors import UnsupportedFormat
from pipeline.settings import Settings
from pipeline.trackers import read_tracker

TRACKERS = Path(__file__).parents[3] / "shared" / "trackers"
pytestmark = pytest.mark.skipif(not TRACKERS.is_dir(), reason="../shared is not there")

LAWS = "ordinal text lead other other other other watcher other other other other due other other other other other"
STAGES = "watcher other other other due other other other other other reply"
SHEETS = {
    ("td-bgddt-danh-muc-nhiem-vu-20170407.xlsx", "Sheet1"):
        ((1,), 100, "ordinal text number lead support due status result"),
    ("td-bgddt-danh-muc-nhiem-vu-20170504.xlsx", "Sheet1"):
        ((3,), 396, "ordinal text lead due result watcher support other status other"),
    ("td-bgddt-nhap-nhiem-vu-2017.xlsx", "BỘ"):
        ((1,), 53, "ordinal text watcher number issued_on lead support due product watcher other other"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "NQ can xu ly"): ((1, 2), 178, f"{LAWS} other reply note"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "QD UBND can xu ly"):
        ((1, 2), 273, f"ordinal text lead other other other other {STAGES} note"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "QD CT.UBND"):
        ((1, 2), 1, f"ordinal text lead other other other {STAGES} note"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "NQ HDND da xu ly"):
        ((1, 2), 55, f"{LAWS.replace('other watcher', 'other other watcher')} other reply completed_on"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "QD UBND da xu ly"):
        ((1, 2), 57, f"ordinal text lead other other other other other {STAGES} completed_on"),
    ("td-ubnd-tp-tra-vinh-2014.doc", "Bảng 1"): ((1,), 29, "ordinal number text lead due result status"),
}

CELLS = [
    ("td-bgddt-danh-muc-nhiem-vu-20170407.xlsx", "Sheet1", 10, "number", "147/TB-BGDĐT"),
    ("td-bgddt-danh-muc-nhiem-vu-20170407.xlsx", "Sheet1", 10, "support",
     "Vụ Kế hoạch - Tài chính; Cục Khảo thí và Kiểm định chất lượng giáo dục"),
    ("td-bgddt-danh-muc-nhiem-vu-20170407.xlsx", "Sheet1", 3, "lead", "Vụ Công tác học sinh, sinh viên"),
    ("td-bgddt-danh-muc-nhiem-vu-20170407.xlsx", "Sheet1", 7, "status", "chưa hoàn thành"),
    ("td-bgddt-danh-muc-nhiem-vu-20170504.xlsx", "Sheet1", 10, "status", "hoàn thành"),
    ("td-bgddt-danh-muc-nhiem-vu-20170504.xlsx", "Sheet1", 10, "due", "2017-04-14"),
    ("td-bgddt-nhap-nhiem-vu-2017.xlsx", "BỘ", 3, "due", "2018-05-31"),
    ("td-bgddt-nhap-nhiem-vu-2017.xlsx", "BỘ", 3, "number", "33/2016/QH14 2017-01-20; 260/QĐ-BGDĐT 2017-01-20"),
    ("td-bgddt-nhap-nhiem-vu-2017.xlsx", "BỘ", 14, "product", "Đã hoàn thành"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "NQ can xu ly", 7, "due", "2026-06-30"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "NQ HDND da xu ly", 3, "completed_on", "2025-09-26"),
    ("td-stp-an-giang-vbqppl-2026.xlsx", "QD UBND da xu ly", 59, "status", "hoàn thành"),
    ("td-ubnd-tp-tra-vinh-2014.doc", "Bảng 1", 3, "number", "183/TB 2014-07-09"),
    ("td-ubnd-tp-tra-vinh-2014.doc", "Bảng 1", 3, "status", "chưa hoàn thành"),
    ("td-ubnd-tp-tra-vinh-2014.doc", "Bảng 1", 38, "number", "1307 2014-08-04"),
]


@cache
def tracker(name):
    return read_tracker(TRACKERS / name, Settings())


def sheet(name, title):
    return next(one for one in tracker(name).sheets if one.name == title)


@pytest.mark.parametrize(("name", "title"), SHEETS)
def test_columns_and_rows(name, title):
    head, rows, fields = SHEETS[name, title]
    found = sheet(name, title)
    assert [column.field for column in found.columns] == fields.split()
    assert (found.head, len(found.lines), found.refused) == (head, rows, "")


@pytest.mark.parametrize(("name", "title", "row", "cell", "value"), CELLS)
def test_cells(name, title, row, cell, value):
    line = next(one for one in sheet(name, title).lines if one.row == row)
    named = "; ".join(f"{one.number} {one.day or ''}".strip() for one in line.directives)
    assert (named if cell == "number" else line.values[cell]) == value


def test_a_roll_up_is_no_list_of_tasks():
    with pytest.raises(UnsupportedFormat, match="bảng tổng hợp số liệu"):
        read_tracker(TRACKERS / "td-bgddt-bao-cao-don-vi-20170416.xlsx", Settings())
