"""Open tasks of bodies that have ended stand under today's body; what is done stays where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from workbook_register import directive, party, task

from pipeline.model import Party, Register
from pipeline.workbooks import publish
from pipeline.workbooks.lists import agency_lists

ISSUED, MERGED, TODAY = date(2024, 5, 3), date(2025, 4, 1), date(2025, 9, 1)
YEN_BAI = directive("15/CT-UBND", ISSUED, "UBND tỉnh Yên Bái", "chỉ thị", "Về phòng, chống hạn", ("15.pdf",))
FARM = party("Sở Nông nghiệp và Phát triển nông thôn",
             agency_id="tinh-yen-bai.so-nong-nghiep-va-phat-trien-nong-thon")
LABOUR = party("Sở Lao động - Thương binh và Xã hội", agency_id="tinh-yen-bai.so-lao-dong-thuong-binh-va-xa-hoi")
DISTRICT = party("UBND huyện Văn Yên", agency_id="tinh-yen-bai.ubnd-huyen-van-yen")
TODAYS = party("Sở Nông nghiệp và Môi trường", agency_id="tinh-lao-cai.so-nong-nghiep-va-moi-truong")
DEPARTMENTS = Party("các sở, ban, ngành", "các sở, ban, ngành", group=True)
OPEN = task(1, YEN_BAI, "1", "Rà soát công trình thủy lợi", (FARM,))
DONE = task(2, YEN_BAI, "2", "Lập phương án", (FARM,), status="hoàn thành", completed_on=date(2024, 6, 1))


def lists_on(as_of: date, *tasks):
    return {one.folder: one for one in agency_lists(Register(as_of, (YEN_BAI,), tasks, (), ()))}


def ids(one):
    return [entry.task.id for entry in one.entries]


@pytest.mark.parametrize(("as_of", "folder"), [
    (ISSUED, "so-nong-nghiep-va-phat-trien-nong-thon-tinh-yen-bai"),
    (MERGED, "so-nong-nghiep-va-moi-truong-tinh-yen-bai"),
    (TODAY, "so-nong-nghiep-va-moi-truong-tinh-lao-cai"),
])
def test_an_open_task_stands_under_the_body_of_the_day(as_of, folder):
    lists = lists_on(as_of, OPEN, DONE)
    assert "t0001" in ids(lists[folder])
    assert "t0002" in ids(lists["so-nong-nghiep-va-phat-trien-nong-thon-tinh-yen-bai"])
    assert sum(len(one.entries) for one in lists.values()) == 2


def test_the_old_name_stands_beside_todays(tmp_path):
    publish(Register(TODAY, (YEN_BAI,), (OPEN, DONE), (), ()), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")["Tất cả nhiệm vụ"]
    leads = {row[5].value: row[6].value for row in sheet if isinstance(row[0].value, int)}
    assert leads == {
        "Rà soát công trình thủy lợi": "Sở Nông nghiệp và Môi trường tỉnh Lào Cai (trước là Sở Nông nghiệp và Phát triển "
                                       "nông thôn tỉnh Yên Bái)",
        "Lập phương án": "Sở Nông nghiệp và Phát triển nông thôn"}
    folder = tmp_path / "co-quan" / "so-nong-nghiep-va-phat-trien-nong-thon-tinh-yen-bai"
    heading = [row[0].value for row in openpyxl.load_workbook(folder / "nhiem-vu.xlsx")["Danh mục nhiệm vụ"]]
    assert any(str(line).startswith("Cơ quan này đã kết thúc hoạt động từ ngày 01/03/2025; cơ quan kế thừa: Sở Nông nghiệp "
                                    "và Môi trường tỉnh Lào Cai.") for line in heading)


def test_in_the_same_province_the_names_need_no_place(tmp_path):
    publish(Register(MERGED, (YEN_BAI,), (OPEN,), (), ()), tmp_path)
    book = tmp_path / "co-quan" / "so-nong-nghiep-va-moi-truong-tinh-yen-bai" / "nhiem-vu.xlsx"
    row = next(row for row in openpyxl.load_workbook(book)["Danh mục nhiệm vụ"] if row[0].value == 1)
    assert row[4].value == "Sở Nông nghiệp và Môi trường (trước là Sở Nông nghiệp và Phát triển nông thôn)"


def test_the_main_heir_has_the_task_and_is_told_what_went_elsewhere(tmp_path):
    publish(Register(MERGED, (YEN_BAI,), (task(1, YEN_BAI, "1", "Hỗ trợ việc làm", (LABOUR,)),), (), ()), tmp_path)
    book = tmp_path / "co-quan" / "so-noi-vu-tinh-yen-bai" / "nhiem-vu.xlsx"
    row = next(row for row in openpyxl.load_workbook(book)["Danh mục nhiệm vụ"] if row[0].value == 1)
    assert "còn chuyển một phần về Sở Giáo dục và Đào tạo tỉnh Yên Bái: giáo dục nghề nghiệp" in str(row[19].value)


def test_a_district_is_shared_out_to_the_communes_that_have_a_list():
    commune = party("UBND xã Mậu A", agency_id="tinh-lao-cai.ubnd-xa-mau-a")
    given = (task(1, YEN_BAI, "1", "Sửa kênh", (DISTRICT,)), task(2, YEN_BAI, "2", "Báo cáo", (commune,)),
             replace(task(3, YEN_BAI, "3", "Đã xong", (DISTRICT,)), status="hoàn thành"))
    lists = lists_on(TODAY, *given)
    assert ids(lists["ubnd-huyen-van-yen-tinh-yen-bai"]) == ["t0001", "t0003"]
    shared = lists["ubnd-xa-mau-a-tinh-lao-cai"].shared
    assert [(s.entry.task.id, s.role_words) for s in shared] == [("t0001", "Chủ trì, nhận từ cơ quan đã kết thúc")]


def test_an_open_task_of_a_group_goes_to_whoever_took_over_from_its_members():
    given = (task(1, YEN_BAI, "1", "Rà soát", (DEPARTMENTS,)), task(2, YEN_BAI, "2", "Báo cáo", (TODAYS,)),
             replace(task(3, YEN_BAI, "3", "Đã xong", (DEPARTMENTS,)), status="hoàn thành"),
             replace(task(4, YEN_BAI, "4", "Đã nộp", (FARM,)), status="hoàn thành"))
    lists = lists_on(TODAY, *given)
    assert [s.entry.task.id for s in lists["so-nong-nghiep-va-moi-truong-tinh-lao-cai"].shared] == ["t0001"]
    assert [s.entry.task.id for s in lists["so-nong-nghiep-va-phat-trien-nong-thon-tinh-yen-bai"].shared] == ["t0003"]


def test_a_body_that_leads_under_both_names_has_the_task_once():
    both = lists_on(TODAY, task(1, YEN_BAI, "1", "Rà soát", (FARM, TODAYS)))
    assert {folder: ids(one) for folder, one in both.items()} == {"so-nong-nghiep-va-moi-truong-tinh-lao-cai": ["t0001"]}
