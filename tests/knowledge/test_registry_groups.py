"""Groups: who belongs to them on a day, in a place, in a directive."""

from datetime import date

import pytest

from pipeline.knowledge.registry import Registry, Setting, Signed, group, is_group
from pipeline.knowledge.registry.geography import areas
from pipeline.knowledge.registry.groups import of_the_day
from pipeline.knowledge.tables import read_table

REGISTRY = Registry.load()
BEFORE, AFTER = date(2024, 9, 10), date(2025, 11, 10)
PRIME_MINISTER, LAO_CAI = "Thủ tướng Chính phủ", "UBND tỉnh Lào Cai"
DEPARTMENTS, MINISTRIES = "các sở, ban, ngành", "các bộ, ngành"
PROVINCES, DISTRICTS, COMMUNES = ("UBND các tỉnh, thành phố", "UBND các huyện, thị xã, thành phố",
                                  "UBND các xã, phường, thị trấn")


def meant(by, on, name, words=None, behind="", sent_to=()):
    return group(REGISTRY, name, words or name, behind, Setting.of(REGISTRY, Signed(by, on), sent_to))


def places(found):
    return {i.partition(".")[0].removeprefix("tinh-").removeprefix("thanh-pho-") for i in found.members}


def test_departments_are_those_of_the_province_on_the_day():
    before, after = meant(LAO_CAI, BEFORE, DEPARTMENTS), meant(LAO_CAI, AFTER, DEPARTMENTS)
    assert before.name == "các sở, ban, ngành tỉnh Lào Cai"
    assert before.id == after.id
    assert places(before) == places(after) == {"lao-cai"}
    farm_before, farm_after = "tinh-lao-cai.so-nong-nghiep-va-phat-trien-nong-thon", "tinh-lao-cai.so-nong-nghiep-va-moi-truong"
    assert farm_before in before.members - after.members
    assert farm_after in after.members - before.members
    assert {"tinh-lao-cai.cong-an", "tinh-lao-cai.van-phong-ubnd", "tinh-lao-cai.thanh-tra"} <= after.members
    assert not {"tinh-lao-cai.ubnd", "tinh-lao-cai.hdnd", "tinh-lao-cai.tinh-uy", "tinh-lao-cai.hoi-nong-dan"} & after.members


@pytest.mark.parametrize(("words", "inside", "outside"), [
    ("Các Sở", "so-y-te", "cong-an"),
    ("các sở, ngành", "cong-an", "hoi-nong-dan"),
    ("các sở, ban, ngành, đoàn thể tỉnh", "hoi-nong-dan", "ubnd"),
    ("cơ quan chuyên môn thuộc UBND tỉnh", "van-phong-ubnd", "cong-an"),
])
def test_the_words_tell_which_kinds_of_bodies_are_meant(words, inside, outside):
    members = meant(LAO_CAI, AFTER, DEPARTMENTS, words).members
    assert f"tinh-lao-cai.{inside}" in members
    assert f"tinh-lao-cai.{outside}" not in members


def test_a_body_that_only_some_provinces_have_is_told_apart():
    found = meant(LAO_CAI, AFTER, DEPARTMENTS)
    assert "tinh-lao-cai.so-du-lich" in found.seldom
    assert "tinh-lao-cai.so-y-te" in found.members - found.seldom


def test_ministries_before_and_after_their_merger():
    before, after = meant(PRIME_MINISTER, BEFORE, MINISTRIES), meant(PRIME_MINISTER, AFTER, MINISTRIES)
    assert (len(before.members), len(after.members)) == (30, 22)
    assert {"bo-giao-thong-van-tai", "bao-hiem-xa-hoi-viet-nam"} <= before.members - after.members
    assert len(meant(PRIME_MINISTER, AFTER, MINISTRIES, "các bộ, cơ quan ngang bộ").members) == 17


def test_provinces_of_the_day():
    assert [len(meant(PRIME_MINISTER, on, PROVINCES).members) for on in (BEFORE, AFTER)] == [63, 34]


@pytest.mark.parametrize(("on", "name", "behind", "wanted"), [
    (BEFORE, "UBND các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa", "",
     "ha-tinh quang-binh quang-tri thua-thien-hue da-nang quang-nam quang-ngai binh-dinh phu-yen khanh-hoa"),
    (AFTER, "UBND các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa", "",
     "ha-tinh quang-tri hue da-nang quang-ngai gia-lai dak-lak khanh-hoa"),
    (AFTER, PROVINCES, " từ Đà Nẵng đến Lâm Đồng theo dõi",
     "da-nang quang-ngai gia-lai dak-lak khanh-hoa lam-dong"),
    (AFTER, PROVINCES, " vùng đồng bằng sông Cửu Long rà soát", "can-tho vinh-long dong-thap ca-mau an-giang"),
    (AFTER, PROVINCES, " khu vực Tây Nguyên, Đông Nam Bộ (trừ tỉnh Lâm Đồng) rà soát",
     "quang-ngai gia-lai dak-lak ho-chi-minh dong-nai tay-ninh"),
])
def test_ranges_and_parts_of_the_country(on, name, behind, wanted):
    assert places(meant(PRIME_MINISTER, on, name, behind=behind)) == set(wanted.split())


@pytest.mark.parametrize(("on", "count"), [(BEFORE, 28), (AFTER, 21)])
def test_coastal_provinces(on, count):
    assert len(meant(PRIME_MINISTER, on, PROVINCES, "UBND các tỉnh, thành phố ven biển").members) == count


def test_words_further_on_do_not_narrow_a_group():
    behind = " chỉ đạo phòng, chống thiên tai ở vùng ven biển"
    assert len(meant(PRIME_MINISTER, AFTER, PROVINCES, behind=behind).members) == 34


def test_a_range_whose_end_is_not_on_the_coast_is_not_understood():
    assert meant(PRIME_MINISTER, AFTER, "UBND các tỉnh từ Lào Cai đến Sơn La") is None


def test_districts_until_their_end():
    assert meant(LAO_CAI, BEFORE, DISTRICTS).members == {
        f"tinh-lao-cai.ubnd-{unit}" for unit in ("thanh-pho-lao-cai", "thi-xa-sa-pa", *(f"huyen-{name}" for name in (
            "bat-xat", "muong-khuong", "si-ma-cai", "bac-ha", "bao-thang", "bao-yen", "van-ban")))}
    assert meant(LAO_CAI, AFTER, DISTRICTS) is None
    assert meant("UBND thành phố Hà Nội", BEFORE, DISTRICTS).name == "UBND các quận, huyện, thị xã thành phố Hà Nội"


@pytest.mark.parametrize(("by", "on", "inside", "outside"), [
    ("UBND Thành phố Hồ Chí Minh", date(2014, 5, 20), "thanh-pho-ho-chi-minh.ubnd-quan-2",
     "thanh-pho-ho-chi-minh.ubnd-thanh-pho-thu-duc"),
    ("UBND Thành phố Hồ Chí Minh", date(2021, 1, 1), "thanh-pho-ho-chi-minh.ubnd-thanh-pho-thu-duc",
     "thanh-pho-ho-chi-minh.ubnd-quan-2"),
    ("UBND tỉnh Nam Định", date(2013, 3, 1), "tinh-nam-dinh.ubnd-huyen-my-loc", "tinh-nam-dinh.ubnd-huyen-ky-son"),
    ("UBND tỉnh Nam Định", date(2024, 9, 1), "tinh-nam-dinh.ubnd-thanh-pho-nam-dinh", "tinh-nam-dinh.ubnd-huyen-my-loc"),
])
def test_districts_that_ended_before_the_last_day(by, on, inside, outside):
    members = meant(by, on, DISTRICTS).members
    assert (inside in members, outside in members) == (True, False)
    assert REGISTRY.by_id(inside).valid(on)
    (heir, *_) = REGISTRY.successors("thanh-pho-ho-chi-minh.ubnd-quan-2", date(2023, 1, 1))
    assert heir.id == "thanh-pho-ho-chi-minh.ubnd-thanh-pho-thu-duc"


@pytest.mark.parametrize(("by", "on", "name", "inside"), [
    (LAO_CAI, AFTER, "UBND các xã, phường tỉnh Lào Cai", "tinh-lao-cai.ubnd-xa-bac-ha"),
    ("UBND tỉnh Quảng Trị", AFTER, "UBND các xã, phường, đặc khu tỉnh Quảng Trị", "tinh-quang-tri.ubnd-dac-khu-con-co"),
    (LAO_CAI, BEFORE, "UBND các xã, phường, thị trấn tỉnh Lào Cai", "tinh-lao-cai.ubnd-thi-tran-bac-ha"),
    ("UBND huyện Bắc Hà, tỉnh Lào Cai", BEFORE, "UBND các xã, thị trấn huyện Bắc Hà, tỉnh Lào Cai",
     "tinh-lao-cai.ubnd-thi-tran-bac-ha"),
])
def test_communes_under_their_name_of_the_day(by, on, name, inside):
    found = meant(by, on, COMMUNES)
    assert found.name == name
    assert inside in found.members
    assert len(places(found)) == 1


def test_communes_of_a_province_that_was_merged_are_those_of_its_own_ground():
    members = meant("UBND tỉnh Yên Bái", BEFORE, COMMUNES).members
    assert "tinh-yen-bai.ubnd-xa-mo-vang" in members
    assert "tinh-yen-bai.ubnd-thi-tran-bac-ha" not in members


def test_a_name_in_a_cell_is_that_of_the_day():
    assert of_the_day(COMMUNES, AFTER) == "UBND các xã, phường, đặc khu"
    assert of_the_day(COMMUNES, BEFORE) == of_the_day(COMMUNES, None) == COMMUNES


@pytest.mark.parametrize(("by", "name", "count"), [
    ("Bộ Tài chính", "Sở Tài chính các địa phương", 34), ("Bộ Công an", "Công an các tỉnh, thành phố", 34),
    (LAO_CAI, "Công an xã, phường, đặc khu", 99), (LAO_CAI, "UBND các địa phương", 99),
    ("Bộ Y tế", "UBND các địa phương", 34),
])
def test_a_body_that_every_place_has(by, name, count):
    assert len(meant(by, AFTER, name).members) == count


def test_a_directive_sent_to_some_by_name_means_those():
    sent_to = ("Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Quảng Trị, Huế", "Các Bộ: Quốc phòng, Công an, KHCN")
    assert places(meant(PRIME_MINISTER, AFTER, PROVINCES, sent_to=sent_to)) == {"ha-tinh", "quang-tri", "hue"}
    assert meant(PRIME_MINISTER, AFTER, MINISTRIES, sent_to=sent_to).members == {
        "bo-quoc-phong", "bo-cong-an", "bo-khoa-hoc-va-cong-nghe"}
    others = meant(PRIME_MINISTER, AFTER, MINISTRIES, behind=" khác có liên quan", sent_to=sent_to)
    assert (len(others.members), others.some) == (22, True)


@pytest.mark.parametrize("sent_to", [
    ("Bộ Y tế", "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"), ("Bộ Y tế", "Sở Y tế"), ()])
def test_a_directive_sent_to_all_or_to_one_means_all(sent_to):
    assert len(meant(PRIME_MINISTER, AFTER, MINISTRIES, sent_to=sent_to).members) == 22


@pytest.mark.parametrize(("by", "name"), [
    ("UBND tỉnh", DEPARTMENTS), (None, COMMUNES), ("UBND xã Bắc Hà, tỉnh Lào Cai", DEPARTMENTS),
    (LAO_CAI, "cơ quan liên quan"), (LAO_CAI, "doanh nghiệp viễn thông"), (LAO_CAI, "UBND tỉnh"),
])
def test_nothing_is_guessed(by, name):
    assert meant(by, AFTER, name) is None


@pytest.mark.parametrize(("by", "name", "called", "inside", "count"), [
    ("Sở Y tế tỉnh Lào Cai", "đơn vị thuộc Sở", "các đơn vị thuộc Sở Y tế tỉnh Lào Cai", "tinh-lao-cai.so-y-te", 0),
    (LAO_CAI, "phòng, đơn vị trực thuộc Sở Nội vụ", "các phòng, đơn vị thuộc Sở Nội vụ tỉnh Lào Cai",
     "tinh-lao-cai.so-noi-vu", 0),
    ("Bộ Tài chính", "cơ quan, đơn vị thuộc Bộ Tài chính", "các cơ quan, đơn vị thuộc Bộ Tài chính", "bo-tai-chinh", 10),
])
def test_units_inside_a_body(by, name, called, inside, count):
    found = meant(by, AFTER, name)
    assert (found.name, found.inside, len(found.members) >= count) == (called, inside, True)
    assert is_group(REGISTRY, name)


@pytest.mark.parametrize("name", ["đơn vị thuộc Sở", "đơn vị thuộc tỉnh", "đơn vị thuộc địa bàn Thành phố Hồ Chí Minh",
                                  "đơn vị thuộc Bộ"])
def test_units_of_nobody_known(name):
    assert getattr(meant(LAO_CAI, AFTER, name), "inside", "") == ""


def test_an_issuer_without_a_place_is_of_the_province_of_the_office():
    here = Setting.of(REGISTRY, Signed("UBND tỉnh", AFTER), here="tinh-lao-cai")
    assert places(group(REGISTRY, DEPARTMENTS, DEPARTMENTS, "", here)) == {"lao-cai"}
    elsewhere = Setting.of(REGISTRY, Signed("UBND tỉnh Quảng Trị", AFTER), here="tinh-lao-cai")
    assert places(group(REGISTRY, DEPARTMENTS, DEPARTMENTS, "", elsewhere)) == {"quang-tri"}


@pytest.mark.parametrize(("name", "wanted"), [
    (DEPARTMENTS, True), ("UBND các xã, phường có rừng", True), ("Công an các tỉnh, thành phố", True),
    ("UBND tỉnh Lào Cai", False), ("Công an tỉnh", False), ("cơ quan liên quan", False), ("Sở Y tế", False)])
def test_groups_of_bodies(name, wanted):
    assert is_group(REGISTRY, name) is wanted


def test_the_tables_name_provinces_and_bodies_that_exist():
    ids = {p.removeprefix("tinh-").removeprefix("thanh-pho-") for p in REGISTRY.provinces}
    assert not {place for area in areas() for place in area.places} - ids
    known = {body.id for body in (*REGISTRY.templates.values(), *REGISTRY.agencies.values())} | {"ubnd"}
    kinds = {body.kind for body in (*REGISTRY.templates.values(), *REGISTRY.agencies.values())}
    for row in read_table("group_members"):
        assert not set(filter(None, row["members"].split("; "))) - known - kinds
        assert not set(filter(None, row["seldom"].split("; "))) - known
