"""What a name means in its place on its day, and what is no body at all."""

from datetime import date

import pytest

from pipeline.knowledge.registry import Registry, issuer, issuing, meant, sort_of
from pipeline.knowledge.registry.misspelt import Misspelt
from pipeline.knowledge.registry.registry import _NOT_FURTHER
from pipeline.knowledge.registry.writing import comparable

REGISTRY = Registry.load()
DAY = date(2025, 11, 20)


def by(name):
    return issuer(REGISTRY, name, DAY)


@pytest.mark.parametrize(("name", "office", "wanted"), [
    ("Phòng Quản lý Công nghiệp", "Sở Công Thương tỉnh Lào Cai", "tinh-lao-cai.so-cong-thuong/phong-quan-ly-cong-nghiep"),
    ("phòng Quản lý Công nghiệp", "Sở Công Thương tỉnh Lào Cai", "tinh-lao-cai.so-cong-thuong/phong-quan-ly-cong-nghiep"),
    ("Văn phòng Sở", "Sở Y tế tỉnh Lào Cai", "tinh-lao-cai.so-y-te/van-phong-so"),
    ("Vụ Pháp chế", "Bộ Xây dựng", "bo-xay-dung/vu-phap-che"),
    ("Khoa Luật", "Trường Đại học Vinh", "truong-dai-hoc-vinh/khoa-luat"),
    ("Thanh tra Sở Y tế Kiên Giang", None, "tinh-kien-giang.so-y-te/thanh-tra-so"),
    ("Cục Hóa chất, Bộ Công Thương", None, "cuc-hoa-chat"),
    ("Trung tâm Chuyển đổi số Thành phố", "UBND thành phố Hà Nội", "thanh-pho-ha-noi/trung-tam-chuyen-doi-so"),
    ("Ban Quản lý dự án xã Bắc Hà", "UBND tỉnh Lào Cai", "tinh-lao-cai.ubnd-xa-bac-ha/ban-quan-ly-du-an"),
    ("Ban Quản lý Khu kinh tế Phú Yên", "UBND tỉnh Đắk Lắk", "tinh-dak-lak/ban-quan-ly-khu-kinh-te-phu-yen"),
    ("Trường Đại học Việt Nhật (ĐHQGHN)", None, "truong-dai-hoc-viet-nhat-dai-hoc-quoc-gia-ha-noi"),
    ("Ủy ban MTTQ Việt Nam tỉnh", "UBND tỉnh Lào Cai", "tinh-lao-cai.uy-ban-mat-tran-to-quoc-viet-nam"),
])
def test_a_unit_is_named_by_the_body_it_is_in(name, office, wanted):
    home = by(office) if office else None
    found = meant(REGISTRY, name, DAY, (home.place or None) if home else None, home)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize("name", [
    "Phòng Quản lý Công nghiệp", "Văn phòng Sở", "Trung tâm Thông tin", "Cục (Bộ Công Thương)", "Trung tâm Y tế huyện, thị xã",
    "Ban Quản lý dự án các xã", "Công ty Ánh Dương", "các phòng thuộc Sở Y tế tỉnh Lào Cai",
])
def test_what_says_not_where_it_is_has_no_id(name):
    assert meant(REGISTRY, name, DAY, None, None) is None


@pytest.mark.parametrize(("letterhead", "wanted"), [
    ("BỘ TÀI CHÍNH CỤC THUẾ", "cuc-thue"),
    ("CỤC THUẾ THUẾ TỈNH VĨNH LONG", "tinh-vinh-long.thue"),
    ("UBND THÀNH PHỐ HÀ NỘI SỞ GIÁO DỤC VÀ ĐÀO TẠO", "thanh-pho-ha-noi.so-giao-duc-va-dao-tao"),
    ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "tinh-dak-lak.ubnd"),
])
def test_the_last_body_of_a_letterhead_issues(letterhead, wanted):
    assert by(letterhead).id == wanted


@pytest.mark.parametrize(("name", "place", "office", "home"), [
    ("Chủ tịch UBND tỉnh Lào Cai", "Lào Cai", "tinh-lao-cai.ubnd", "tinh-lao-cai"),
    ("UBND huyện Bắc Hà, tỉnh Lào Cai", None, "tinh-lao-cai.ubnd-huyen-bac-ha", "tinh-lao-cai"),
    ("Bộ Xây dựng", "Hà Nội", "bo-xay-dung", None),
    ("Học viện Chính trị quốc gia Hồ Chí Minh", "Hà Nội", "hoc-vien-chinh-tri-quoc-gia-ho-chi-minh", None),
    ("Trường Đại học Cần Thơ", "Cần Thơ", "dai-hoc-can-tho", "thanh-pho-can-tho"),
    ("Trường THPT Ánh Dương", "Đồng Tháp", "tinh-dong-thap/truong-trung-hoc-pho-thong-anh-duong", "tinh-dong-thap"),
    ("Ban Điều hành đề án", "Hà Nội", None, None),
])
def test_who_issues_and_where(name, place, office, home):
    by = issuing(REGISTRY, name, DAY, place)
    assert (by.office and by.office.id, by.home) == (office, home)


@pytest.mark.parametrize(("written", "wanted"), [
    ("bộ khoa học và công ngệ", "bộ khoa học và công nghệ"), ("bộ khoa học và công nghệe", "bộ khoa học và công nghệ"),
    ("bộ khoa học và cộng nghệ", "bộ khoa học và công nghệ"), ("tổng công ty phát điện 4", None),
    ("tổng công ty phát điện x", None), ("cục thú", None), ("ban quản lý khu phí bắc", None),
])
def test_one_wrong_letter_in_a_long_name(written, wanted):
    names = ("bộ khoa học và công nghệ", "tổng công ty phát điện 3", "tổng công ty phát điện iv", "cục thuế",
             "ban quản lý khu phía bắc", "ban quản lý khu phố bắc")
    assert Misspelt(names).meant(written) == wanted


@pytest.mark.parametrize(("name", "sort"), [
    ("chủ đầu tư", "role"), ("Chủ đầu tư hạ tầng cụm công nghiệp", "role"), ("cơ quan liên quan", "role"),
    ("đơn vị", "role"), ("địa phương", "role"), ("cơ quan, đơn vị, địa phương", "role"), ("Đoàn kiểm tra", "role"),
    ("Trưởng Ban Chỉ đạo", "role"), ("Ủy viên thường trực", "role"), ("Cơ quan chủ trì thẩm định", "role"),
    ("các bộ, ngành", "group"), ("UBND các xã, phường, thị trấn", "group"), ("Trạm y tế phường/xã", "group"),
    ("Trung tâm Y tế huyện, thị xã, thành phố", "group"), ("Trung tâm Y tế", "group"), ("Sở, ngành quản lý quy hoạch", "group"),
    ("Trung tâm Phòng, chống HIV/AIDS", "body"), ("Trung tâm Y tế khu vực Bắc Hà", "body"), ("Tổ kiểm tra liên ngành", "role"), ("Liên minh Hợp tác xã cấp tỉnh", "group"),
    ("Nguyễn Văn An", "person"), ("Phó Hiệu trưởng Trần Thị Bình", "person"),
    ("Công ty TNHH Ánh Dương", "body"), ("Trung tâm Thông tin", "body"), ("phòng Quản lý Công nghiệp", "body"),
    ("Công đoàn ngành y tế", "body"), ("Hội đồng Thi đua - Khen thưởng tỉnh", "body"), ("Thủ tướng Chính phủ", "body"),
])
def test_roles_groups_and_persons_are_no_bodies(name, sort):
    assert sort_of(name) == sort


def test_a_body_that_every_province_has_is_many_where_no_province_is_told():
    assert REGISTRY.sort("Sở Y tế", DAY) == "group"
    assert REGISTRY.sort("Sở Y tế", DAY, "tinh-lao-cai") == "body"


def test_two_offices_do_not_share_a_unit():
    units = {office: meant(REGISTRY, "Văn phòng Sở", DAY, "tinh-lao-cai", by(office)).id
             for office in ("Sở Y tế tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai")}
    assert len(set(units.values())) == 2
    told = REGISTRY.called(units["Sở Y tế tỉnh Lào Cai"], "Văn phòng Sở")
    assert told == "Văn phòng Sở (Sở Y tế tỉnh Lào Cai)"


def test_ids_are_the_same_in_whatever_order_names_are_asked_for():
    names = ["Sở Y tế", "Phòng Y tế", "UBND xã Bắc Hà", "UBND xã Văn Lăng", "Trường Đại học Vinh", "Văn phòng Sở"]
    office = by("Sở Y tế tỉnh Lào Cai")

    def ids(order):
        registry = Registry()
        found = {n: meant(registry, n, DAY, "tinh-lao-cai", office) for n in order}
        return {n: body and body.id for n, body in found.items()}
    assert ids(names) == ids(names[::-1])


def test_names_for_which_the_further_tables_are_not_read_are_not_there():
    names = [name for body in REGISTRY.further.values() for name in (body.name, *body.short)]
    assert not [name for name in names if comparable(name).startswith(_NOT_FURTHER)]


def test_tables_that_are_not_asked_for_are_not_read():
    registry = Registry()
    for name in ("Sở Y tế", "Bộ Y tế", "UBND tỉnh Lào Cai", "Phòng Y tế", "các sở, ngành", "cơ quan liên quan"):
        meant(registry, name, DAY, "tinh-lao-cai", None)
    assert not {"further"} & set(vars(registry))
    assert not {"_districts", "_rows", "_merged"} & set(vars(registry.units))
