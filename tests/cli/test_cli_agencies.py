"""``chidao agencies``: a name, a day, a place; and the proof of the tables."""

import shutil
from datetime import date
from importlib.resources import files

import pytest

from pipeline.cli import agencies


@pytest.fixture(autouse=True)
def today(monkeypatch):
    class Day(date):
        @classmethod
        def today(cls):
            return date(2026, 3, 2)
    monkeypatch.setattr(agencies, "date", Day)


def test_letters_of_a_body_on_a_day_in_a_place(chidao):
    result = chidao("agencies", "find", "STTTT", "--on", "2024-05-01", "--place", "Lào Cai")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Sở Thông tin và Truyền thông tỉnh Lào Cai"
    for told in ("tinh-lao-cai.so-thong-tin-va-truyen-thong", "từ 01/01/2008 đến 28/02/2025",
                 "Nay là", "Sở Khoa học và Công nghệ tỉnh Lào Cai (viễn thông"):
        assert told in result.stdout


@pytest.mark.parametrize(("args", "told"), [
    (("UBND huyện Krông Nô", "--on", "01/5/2024"), "UBND xã Nam Đà, tỉnh Lâm Đồng"),
    (("Tỉnh ủy", "--noi", "Hải Dương", "--ngay", "01/5/2024"), "Thành ủy Hải Phòng"),
    (("UBND huyện Krông Nô",), "ngày 02/03/2026 không có cơ quan này"),
    (("Bộ Giao thông vận tải",), "ngày 02/03/2026 không có cơ quan này"),
    (("Chi cục Thuế khu vực II",), "không có cơ quan nào kế thừa"),
    (("Thanh tra Sở Y tế Lào Cai",), "tinh-lao-cai.so-y-te/thanh-tra"),
    (("UBND huyện Củ Chi", "--on", "2024-01-01"), "kết thúc hoạt động cấp huyện"),
])
def test_who_it_is_today(chidao, args, told):
    result = chidao("agencies", "find", *args)
    assert result.exit_code == 0
    assert told in result.stdout


@pytest.mark.parametrize(("args", "told"), [
    (("Sở Y tế",), "Mỗi tỉnh, thành phố có một cơ quan tên này"),
    (("Sở Thiên văn", "--place", "Lào Cai"), "Danh mục không có tên này"),
    (("chủ đầu tư",), "vai trò hoặc tên gọi chung"),
    (("các sở, ngành",), "chỉ nhiều cơ quan"),
    (("Nguyễn Văn An",), "tên người"),
])
def test_a_name_that_means_no_body(chidao, args, told):
    result = chidao("agencies", "find", *args)
    assert (result.exit_code, told in result.stdout) == (1, True)


def test_a_place_that_is_none(chidao):
    result = chidao("agencies", "find", "Sở Y tế", "--place", "Lào Cay")
    assert result.exit_code == 1
    assert "Không có tỉnh, thành phố nào tên “Lào Cay”" in result.stderr


def test_check_proves_the_tables_and_finds_a_broken_copy(chidao, tmp_path):
    result = chidao("agencies", "check")
    assert (result.exit_code, "không có lỗi" in result.stdout) == (0, True)
    copy = shutil.copy(str(files("pipeline.knowledge") / "regions.csv"), tmp_path)
    with open(copy, "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write("vung-a,Vùng A,,vùng,vùng,,,,2025-01-01,,,,bịa\n")
    result = chidao("agencies", "check", tmp_path)
    assert result.exit_code == 1
    assert "regions.csv, vung-a: đã kết thúc mà không ghi cơ quan kế thừa hoặc lý do" in result.stdout


def test_check_of_a_folder_that_is_none(chidao, tmp_path):
    assert chidao("agencies", "check", tmp_path / "khong-co").exit_code == 1
