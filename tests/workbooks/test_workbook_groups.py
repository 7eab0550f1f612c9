"""Tasks of a group: whose lists they are in, where they point to, and under which name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from workbook_register import AS_OF, directive, party, task

from pipeline.model import Party, Register
from pipeline.workbooks import publish
from pipeline.workbooks.holders import folder_of
from pipeline.workbooks.lists import agency_lists

LAO_CAI = directive("21/CT-UBND", date(2025, 4, 2), "UBND tỉnh Lào Cai", "chỉ thị", "Về phòng, chống hạn", ("21.pdf",))
QUANG_TRI = directive("34/CT-UBND", date(2025, 4, 3), "UBND tỉnh Quảng Trị", "chỉ thị", "Về phòng, chống lũ", ("34.pdf",))
DEPARTMENTS = Party("Các sở, ban, ngành", "các sở, ban, ngành", group=True)
COMMUNES = Party("UBND các xã, phường, đặc khu", "UBND các xã, phường, thị trấn", group=True)
HEALTH, ELSEWHERE = (party("Sở Y tế", agency_id=f"tinh-{place}.so-y-te") for place in ("lao-cai", "quang-tri"))
HERE, THERE = "so-y-te-tinh-lao-cai", "so-y-te-tinh-quang-tri"


def register(*tasks) -> Register:
    return Register(AS_OF, tuple({row.directive.sha256: row.directive for row in tasks}.values()), tasks, (), ())


def two_provinces() -> Register:
    return register(
        task(1, LAO_CAI, "1", "Rà soát nguồn nước", (DEPARTMENTS,)),
        task(2, LAO_CAI, "2", "Báo cáo kết quả", (HEALTH, DEPARTMENTS)),
        task(3, LAO_CAI, "3", "Chuẩn bị thuốc", (HEALTH,)),
        task(4, LAO_CAI, "4", "Tổng hợp", (HEALTH,), support=(replace(DEPARTMENTS, behind=" có liên quan đến"),)),
        task(5, QUANG_TRI, "1", "Kiểm tra hồ chứa", (DEPARTMENTS,)),
        task(6, QUANG_TRI, "2", "Khử khuẩn nguồn nước", (ELSEWHERE,), support=(DEPARTMENTS,)),
        task(7, QUANG_TRI, "3", "Cứu trợ", (), support=(replace(DEPARTMENTS, behind=" liên quan, địa phương"),)),
    )


def lists_of(whole: Register):
    return {one.folder: one for one in agency_lists(whole)}


def test_a_body_has_the_tasks_of_the_groups_of_its_own_province_only():
    lists = lists_of(two_provinces())
    assert [s.entry.task.id for s in lists[HERE].shared] == ["t0001"]
    assert [(s.entry.task.id, s.role_words) for s in lists[THERE].shared] == [
        ("t0005", "Chủ trì theo nhóm"), ("t0007", "Phối hợp theo nhóm (nếu liên quan)")]


def test_groups_of_two_provinces_have_a_list_each():
    lists = lists_of(two_provinces())
    here, there = lists["cac-so-ban-nganh-tinh-lao-cai"], lists["cac-so-ban-nganh-tinh-quang-tri"]
    assert [entry.task.id for entry in here.entries] == ["t0001", "t0002", "t0004"]
    assert [entry.task.id for entry in there.entries] == ["t0005", "t0006", "t0007"]
    assert here.formerly == there.formerly == {"các sở, ban, ngành"}


def test_no_list_is_made_of_a_body_that_is_only_a_member():
    lists = lists_of(register(task(1, LAO_CAI, "1", "Rà soát", (DEPARTMENTS, COMMUNES))))
    assert sorted(lists) == ["cac-so-ban-nganh-tinh-lao-cai", "ubnd-cac-xa-phuong-thi-tran-tinh-lao-cai"]


def test_a_group_that_nobody_can_tell_keeps_its_list_and_is_sent_to_nobody():
    unknown = directive("9/CT-UBND", date(2025, 4, 3), "UBND tỉnh", "chỉ thị", "Về việc khác", ("9.pdf",))
    lists = lists_of(register(task(1, unknown, "1", "Rà soát", (DEPARTMENTS,)), task(2, LAO_CAI, "1", "Báo cáo", (HEALTH,))))
    assert not lists[HERE].shared
    assert lists["cac-so-ban-nganh"].entries


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    outputs = tmp_path_factory.mktemp("outputs")
    publish(two_provinces(), outputs)
    return outputs / "co-quan"


def test_the_tasks_of_groups_stand_apart_and_point_to_the_list_of_the_group(published):
    book = openpyxl.load_workbook(published / THERE / "nhiem-vu.xlsx")
    assert book.sheetnames == ["Danh mục nhiệm vụ", "Giao chung theo nhóm", "Nguồn", "Chidao"]
    rows = [row for row in book["Giao chung theo nhóm"] if isinstance(row[0].value, int)]
    assert [row[-1].value for row in rows] == ["t0005", "t0007"]
    target = {row[-1].hyperlink.target for row in rows}
    assert target == {"../cac-so-ban-nganh-tinh-quang-tri/nhiem-vu.xlsx"}
    assert (published / THERE / target.pop()).resolve().exists()
    own = book["Danh mục nhiệm vụ"]
    pointer = next(cell for row in own for cell in row if cell.hyperlink)
    assert "2 nhiệm vụ giao chung theo nhóm: các sở, ban, ngành tỉnh Quảng Trị" in pointer.value
    assert [row[0].value for row in own if isinstance(row[0].value, int)] == [1]


def test_a_group_is_called_as_on_the_day_of_the_directive(tmp_path):
    after = directive("40/CT-UBND", date(2025, 8, 1), "UBND tỉnh Quảng Trị", "chỉ thị", "Về việc mới", ("40.pdf",))
    publish(register(task(1, LAO_CAI, "1", "Rà soát", (COMMUNES,)), task(2, after, "1", "Rà soát", (COMMUNES,))), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")["Tất cả nhiệm vụ"]
    assert {row[6].value for row in sheet if isinstance(row[0].value, int)} == {
        "UBND các xã, phường, thị trấn", "UBND các xã, phường, đặc khu"}
    assert sorted(path.name for path in (tmp_path / "co-quan").iterdir()) == [
        "ubnd-cac-xa-phuong-dac-khu-tinh-quang-tri", "ubnd-cac-xa-phuong-thi-tran-tinh-lao-cai"]


def test_a_unit_of_an_office_has_the_tasks_of_all_its_units():
    letter = directive("5/SYT-NV", date(2025, 4, 4), "Sở Y tế tỉnh Lào Cai", "công văn", "Về trực", ("5.pdf",))
    all_units = Party("các đơn vị thuộc Sở", "đơn vị thuộc Sở", group=True)
    mine, other = (party(name, agency_id=i) for name, i in (
        ("Phòng Nghiệp vụ Y", "tinh-lao-cai.so-y-te/phong-nghiep-vu-y"), ("Phòng Tổ chức", "tinh-lao-cai.so-noi-vu/phong-to-chuc")))
    lists = lists_of(register(task(1, letter, "1", "Trực 24/24 giờ", (all_units,)), task(2, letter, "2", "Lập lịch", (mine,)),
                              task(3, letter, "3", "Theo dõi", (other,))))
    assert [one.entry.task.id for one in lists["phong-nghiep-vu-y--so-y-te-tinh-lao-cai"].shared] == ["t0001"]
    assert lists["phong-to-chuc--so-noi-vu-tinh-lao-cai"].shared == []
    assert lists["cac-don-vi-thuoc-so-y-te-tinh-lao-cai"].name == "các đơn vị thuộc Sở Y tế tỉnh Lào Cai"


@pytest.mark.parametrize(("agency_id", "folder"), [
    ("tinh-lao-cai.so-y-te", "so-y-te-tinh-lao-cai"),
    ("tinh-lao-cai.so-y-te/van-phong", "van-phong--so-y-te-tinh-lao-cai"),
    ("tinh-lao-cai/truong-thpt-a/doan-thanh-nien", "doan-thanh-nien--truong-thpt-a--tinh-lao-cai"),
])
def test_a_folder_is_one_name(agency_id, folder):
    assert folder_of(agency_id) == folder
