"""``co-quan.xlsx``: written, edited by people, read again; what is wrong is told with row and column."""

from datetime import date

import openpyxl
import pytest

from pipeline.knowledge.registry import Signed
from pipeline.office.own import export, load_own
from pipeline.settings import Settings

DAY = date(2025, 9, 1)
HEADER = 3


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "kho", agencies=tmp_path / "co-quan.xlsx", office="UBND tỉnh Lào Cai")


@pytest.fixture
def edit(settings):
    def put(*rows):
        export(settings, DAY)
        book = openpyxl.load_workbook(settings.agencies)
        sheet = book.active
        sheet.delete_rows(HEADER + 1, sheet.max_row)
        for row in rows:
            sheet.append(row)
        book.save(settings.agencies)
        return load_own(settings, DAY)
    return put


def test_without_a_list_the_office_is_what_the_registry_says(settings):
    own = load_own(settings, DAY)
    assert (own.office.body.id, own.office.own, own.wrong) == ("tinh-lao-cai.ubnd", (), ())
    assert load_own(Settings(agencies=settings.agencies), DAY).office.body is None


def test_what_is_written_is_read_back_without_fault(settings):
    export(settings, DAY)
    own = load_own(settings, DAY)
    assert own.wrong == ()
    assert [body.id for body in own.office.own[:2]] == ["tinh-lao-cai.ubnd", "chinh-phu"]
    assert {body.name for body in own.office.own} >= {"Sở Y tế tỉnh Lào Cai", "UBND xã Bắc Hà"}
    before = settings.agencies.read_bytes()
    export(settings, DAY)
    assert settings.agencies.read_bytes() == before


def test_rows_of_people_win(edit):
    own = edit(("Ban Quản lý dự án tỉnh", "BQLDA; Ban QLDA tỉnh", "ban", "UBND tỉnh Lào Cai", None, None, None),
               ("Sở Sức khỏe", "Sở Y tế", "sở", None, date(2025, 3, 1), "31/12/2025", "tinh-lao-cai.so-y-te"))
    assert own.wrong == ()
    board = own.office.agency_id("BQLDA", None, Signed("UBND tỉnh Lào Cai", DAY))
    assert (board, own.office.names[board]) == ("tinh-lao-cai.ubnd/ban-quan-ly-du-an-tinh", "Ban Quản lý dự án tỉnh")
    assert own.office.names["tinh-lao-cai.so-y-te"] == "Sở Sức khỏe"
    assert own.office.own[1].valid_to == date(2025, 12, 31)


@pytest.mark.parametrize(("row", "told"), [
    ((None, "BQLDA", None, None, None, None, None), "dòng 4, cột A “Tên cơ quan”: chưa ghi tên"),
    (("chủ đầu tư", None, None, None, None, None, None), "dòng 4, cột A “Tên cơ quan”: “chủ đầu tư” là vai trò"),
    (("Ban A", None, None, None, "31/2/2025", None, None), "dòng 4, cột E “Có từ ngày”: “31/2/2025” không phải một ngày"),
    (("Ban A", None, None, None, date(2025, 2, 1), date(2025, 1, 1), None), "dòng 4, cột F “Đến hết ngày”: ngày cuối"),
    (("Ban A", None, None, "Sở Không Có", None, None, None), "dòng 4, cột D “Cơ quan cấp trên”: không rõ “Sở Không Có”"),
    (("Ban A", None, None, None, None, None, "khong-co"), "dòng 4, cột G “Mã”: không có cơ quan nào mang mã “khong-co”"),
])
def test_what_is_wrong_is_told_and_the_rest_is_used(edit, row, told):
    own = edit(row, ("Ban B", None, None, None, None, None, None))
    assert len(own.wrong) == 1
    assert own.wrong[0].startswith(f"co-quan.xlsx, {told}")
    assert "Ban B" in own.office.names.values()


def test_one_name_of_two_bodies_is_the_first_ones(edit):
    own = edit(("Ban A", "BQL", None, None, None, None, None), ("Ban B", "BQL", None, None, None, None, None))
    assert own.wrong == ("co-quan.xlsx, dòng 5, cột B “Tên khác, viết tắt”: “BQL” cũng là tên của cơ quan ở dòng 4; "
                         "tên này chưa được dùng",)
    assert own.office.agency_id("BQL", None, Signed(None, DAY)).endswith("/ban-a")


def test_a_file_that_is_no_list_is_told(settings):
    settings.agencies.write_text("không phải bảng tính", encoding="utf-8")
    own = load_own(settings, DAY)
    assert own.wrong[0].startswith("co-quan.xlsx, không mở được tệp")
    assert own.office.body.id == "tinh-lao-cai.ubnd"
    book = openpyxl.Workbook()
    book.active.append(["Tên", "Mã"])
    book.save(settings.agencies)
    assert load_own(settings, DAY).wrong == ("co-quan.xlsx, không thấy dòng tiêu đề có ô đầu là “Tên cơ quan”",)


def test_an_office_that_nobody_knows_is_told_with_names_alike(settings):
    wrong = load_own(Settings(agencies=settings.agencies, office="UBND tỉnh Lao Cai"), DAY).wrong
    assert wrong[0].startswith("Danh mục không có cơ quan “UBND tỉnh Lao Cai”. Có phải: UBND tỉnh Lào Cai;")
    wrong = load_own(Settings(agencies=settings.agencies, office="Sở Y tế"), DAY).wrong
    assert wrong[0].startswith("Mỗi tỉnh, thành phố có một cơ quan tên “Sở Y tế”")
