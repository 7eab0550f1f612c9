"""The office: which body it is, who stands around it, and whose body a name means there."""

from datetime import date

import pytest

from pipeline.knowledge.registry import Agency, Office, Registry, Signed, meant, place_of
from pipeline.knowledge.registry.office import alike, own_body

DAY = date(2025, 9, 1)
LAO_CAI = Office("UBND tỉnh Lào Cai", DAY)


def names(bodies):
    return [body.name for body in bodies]


def test_a_province_has_its_departments_and_communes_under_it():
    found = LAO_CAI.family(DAY)
    assert (names(found.superiors), LAO_CAI.place) == (["Chính phủ"], "tinh-lao-cai")
    assert "Văn phòng UBND tỉnh Lào Cai" in names(found.units)
    assert {"Sở Y tế tỉnh Lào Cai", "UBND xã Bắc Hà"} <= set(names(found.under))
    assert "Sở Thông tin và Truyền thông tỉnh Lào Cai" not in names(found.under)
    assert "Công an tỉnh Lào Cai" not in names(found.under)


@pytest.mark.parametrize(("name", "superiors", "place"), [
    ("Sở Y tế tỉnh Lào Cai", ["UBND tỉnh Lào Cai", "Chính phủ"], "tinh-lao-cai"),
    ("UBND xã Bắc Hà", ["UBND tỉnh Lào Cai", "Chính phủ"], "tinh-lao-cai"),
    ("Cục Đường bộ Việt Nam", ["Bộ Xây dựng", "Chính phủ"], None),
    ("Trường Đại học Đà Lạt", [], None), ("Công an tỉnh Lào Cai", [], "tinh-lao-cai"),
])
def test_superiors(name, superiors, place):
    office = Office(name, DAY)
    assert (office.body.name, names(office.family(DAY).superiors), office.place) == (name, superiors, place)


def test_an_unknown_office_stands_alone():
    office = Office("Hộ kinh doanh Mẫu", DAY)
    assert (office.body, office.place, office.family(DAY).every) == (None, None, ())


def test_names_that_look_alike():
    assert alike("UBND tỉnh Lao Cai")[0] == "UBND tỉnh Lào Cai"
    assert alike("Truờng Đại học Đà Lạt")[:1] == [] or alike("Trường Đại học Đa Lạt")[0] == "Trường Đại học Đà Lạt"
    assert alike("Công ty TNHH Mẫu") == []


@pytest.mark.parametrize(("name", "issuer", "known", "found"), [
    ("Sở Y tế", "UBND tỉnh", None, "tinh-lao-cai.so-y-te"),
    ("UBND tỉnh", "Thủ tướng Chính phủ", None, "tinh-lao-cai.ubnd"),
    ("Phòng Tổng hợp", None, None, "tinh-lao-cai.ubnd/phong-tong-hop"),
    ("Phòng Tổng hợp", "Sở Y tế", None, "tinh-lao-cai.so-y-te/phong-tong-hop"),
    ("Phòng Tổng hợp", "Công ty TNHH Mẫu", None, "viet-nam/cong-ty-tnhh-mau/phong-tong-hop"),
    ("Ban Quản lý dự án số 1", "Bộ Xây dựng", None, None),
    ("Sở Y tế", "UBND tỉnh Gia Lai", "tinh-gia-lai.so-y-te", "tinh-gia-lai.so-y-te"),
    ("chủ đầu tư", None, None, None),
])
def test_the_place_of_the_office_is_taken_where_the_directive_gives_none(name, issuer, known, found):
    assert LAO_CAI.agency_id(name, known, Signed(issuer, DAY)) == found


BOARD = Agency("tinh-lao-cai/ban-qlda", "Ban Quản lý dự án đầu tư xây dựng", "ban", short=("Ban QLDA", "BQLDA tỉnh"))
MOVED = Agency("tinh-lao-cai.so-tai-chinh", "Sở Tài chính", "sở", date(2025, 3, 1), short=("Phòng Giá",))


@pytest.mark.parametrize(("name", "issuer", "on", "found"), [
    ("BQLDA tỉnh", "UBND tỉnh Lào Cai", DAY, BOARD.id), ("Ban QLDA", "Sở Xây dựng tỉnh Lào Cai", DAY, BOARD.id),
    ("Ban QLDA", "UBND tỉnh Gia Lai", DAY, "tinh-gia-lai/ban-quan-ly-du-an"), ("Phòng Giá", "Sở Y tế tỉnh Lào Cai", DAY, MOVED.id),
    ("Phòng Giá", "Sở Y tế tỉnh Lào Cai", date(2024, 9, 1), "tinh-lao-cai.so-y-te/phong-gia"),
])
def test_the_list_of_the_office_wins_in_its_place_on_its_days(name, issuer, on, found):
    office = Office("UBND tỉnh Lào Cai", DAY, (BOARD, MOVED))
    assert office.agency_id(name, None, Signed(issuer, on)) == found
    assert office.names[BOARD.id] == BOARD.name


def test_an_office_that_only_its_own_list_knows():
    own = Agency("cong-ty-mau", "Công ty TNHH Mẫu", "doanh nghiệp", short=("Công ty Mẫu",))
    assert Office("Công ty Mẫu", DAY, (own,)).body == own


@pytest.mark.parametrize(("row", "agency_id"), [
    (Agency("", "Sở Y tế", "sở"), "tinh-lao-cai.so-y-te"), (Agency("bo-y-te", "Bộ Sức khỏe", "bộ"), "bo-y-te"),
    (Agency("", "Ban Quản lý chợ", "ban", parent="tinh-lao-cai.so-cong-thuong"),
     "tinh-lao-cai.so-cong-thuong/ban-quan-ly-cho"),
    (Agency("", "Tổ Tin học", "tổ"), "tinh-lao-cai.ubnd/to-tin-hoc"),
])
def test_a_row_speaks_of_the_body_of_its_name(row, agency_id):
    assert own_body(row, DAY, LAO_CAI).id == agency_id


REGISTRY = Registry.load()


@pytest.mark.parametrize(("name", "issuer", "agency_id"), [
    ("UBND xã", "UBND xã Bắc Hà", "tinh-lao-cai.ubnd-xa-bac-ha"),
    ("Công an xã", "UBND xã Bắc Hà", "tinh-lao-cai.cong-an-xa-bac-ha"),
    ("Văn phòng HĐND và UBND", "UBND xã Bắc Hà", "tinh-lao-cai.van-phong-hdnd-va-ubnd-xa-bac-ha"),
    ("Sở Y tế", "UBND xã Bắc Hà", "tinh-lao-cai.so-y-te"), ("UBND xã", "UBND tỉnh Lào Cai", None),
    ("Công an phường", "UBND xã Bắc Hà", None),
    ("các đồng chí Phó Chủ tịch", "UBND tỉnh Lào Cai", "tinh-lao-cai.ubnd"),
    ("đồng chí Phó Chủ tịch", "Sở Y tế tỉnh Lào Cai", None),
    ("Giám đốc Sở", "Sở Y tế tỉnh Lào Cai", "tinh-lao-cai.so-y-te"), ("Giám đốc Sở", "UBND tỉnh Lào Cai", None),
    ("Hiệu trưởng", "Trường Đại học Đà Lạt", "truong-dai-hoc-da-lat"),
    ("Văn phòng Bộ", "Bộ Xây dựng", "bo-xay-dung/van-phong-bo"), ("Văn phòng Bộ", "UBND tỉnh Lào Cai", None),
    ("Văn phòng Sở", "Bộ Xây dựng", None), ("Ban Giám hiệu", "UBND tỉnh Lào Cai", None),
    ("Ban Giám hiệu", "Trường Đại học Đà Lạt", "truong-dai-hoc-da-lat/ban-giam-hieu"),
])
def test_names_without_a_place_are_of_the_place_of_the_issuer(name, issuer, agency_id):
    found = meant(REGISTRY, name, DAY, place_of(REGISTRY, issuer, DAY), REGISTRY.resolve(issuer, DAY))
    assert (found.id if found else None) == agency_id


@pytest.mark.parametrize(("agency_id", "name", "called"), [
    ("tinh-lao-cai.ubnd-xa-bac-ha", "UBND xã", "UBND xã Bắc Hà, tỉnh Lào Cai"),
    ("tinh-lao-cai.tinh-uy", "Tỉnh ủy", "Tỉnh ủy Lào Cai"),
    ("tinh-lao-cai.ban-to-chuc-tinh-uy", "Ban Tổ chức", "Ban Tổ chức Tỉnh ủy Lào Cai"),
    ("thanh-pho-can-tho.thanh-uy", "Thành ủy", "Thành ủy Cần Thơ"),
    ("thanh-pho-ho-chi-minh.thanh-uy", "Thành ủy", "Thành ủy thành phố Hồ Chí Minh"),
    ("tinh-lao-cai.so-y-te/van-phong-so", "Văn phòng Sở", "Văn phòng Sở (Sở Y tế tỉnh Lào Cai)"),
    ("tinh-lao-cai.so-y-te/phong-to-chuc", "phòng Tổ chức Sở Y tế tỉnh Lào Cai", "Phòng Tổ chức Sở Y tế tỉnh Lào Cai"),
    ("bo-tu-phap/dang-uy", "Đảng ủy Bộ Tư pháp", "Đảng ủy Bộ Tư pháp"),
    ("tinh-bac-ninh/trung-tam-thong-tin", "Trung tâm Thông tin tỉnh", "Trung tâm Thông tin tỉnh Bắc Ninh"),
    ("tinh-bac-ninh/trung-tam-thong-tin", "Trung tâm Thông tin tỉnh Bắc Ninh", "Trung tâm Thông tin tỉnh Bắc Ninh"),
])
def test_full_names(agency_id, name, called):
    assert REGISTRY.called(agency_id, name) == called
