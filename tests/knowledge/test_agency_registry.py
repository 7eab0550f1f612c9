"""The agency registry: names, dates, places, successors."""

from datetime import date

import pytest

from pipeline.knowledge.folding import fold, key, slug
from pipeline.knowledge.registry import Registry
from pipeline.knowledge.tables import read_table

REGISTRY = Registry.load()


@pytest.mark.parametrize(("name", "on", "province", "wanted"), [
    ("Bộ Tài chính", None, None, "bo-tai-chinh"),
    ("BỘ TÀI CHÍNH", None, None, "bo-tai-chinh"),
    ("Bộ NN&PTNT", date(2024, 5, 1), None, "bo-nong-nghiep-va-phat-trien-nong-thon"),
    ("EVN", None, None, "tap-doan-dien-luc-viet-nam"),
    ("Ngân hàng Nhà nước", None, None, "ngan-hang-nha-nuoc-viet-nam"),
    ("Uỷ ban nhân dân tỉnh Lào Cai", None, None, "tinh-lao-cai.ubnd"),
    ("Ủy ban nhân dân tỉnh Lào Cai", None, None, "tinh-lao-cai.ubnd"),
    ("UBND Thành phố Hồ Chí Minh", None, None, "thanh-pho-ho-chi-minh.ubnd"),
    ("UBND TP.HCM", None, None, "thanh-pho-ho-chi-minh.ubnd"),
    ("Sở Công Thương", None, "Lào Cai", "tinh-lao-cai.so-cong-thuong"),
    ("Sở Công Thương", None, "tinh-lao-cai", "tinh-lao-cai.so-cong-thuong"),
    ("Sở Công Thương tỉnh Lào Cai", None, None, "tinh-lao-cai.so-cong-thuong"),
    ("Sở Xây dựng Gia Lai", None, None, "tinh-gia-lai.so-xay-dung"),
    ("Công an tỉnh", None, "tỉnh Lào Cai", "tinh-lao-cai.cong-an"),
    ("Sở TT&TT", date(2024, 4, 12), "Ninh Thuận", "tinh-ninh-thuan.so-thong-tin-va-truyen-thong"),
    ("UBND xã Yên Bình", None, "Lào Cai", "tinh-lao-cai.ubnd-xa-yen-binh"),
    ("tỉnh Hà Nam", None, None, "tinh-ha-nam"),
    ("STTTT", date(2024, 5, 1), "Lào Cai", "tinh-lao-cai.so-thong-tin-va-truyen-thong"),
    ("BCHQS tỉnh", None, "Lào Cai", "tinh-lao-cai.bo-chi-huy-quan-su"),
    ("UBND huyện Krông Nô", date(2024, 5, 1), None, "tinh-dak-nong.ubnd-huyen-krong-no"),
    ("UBND huyện Đắk R’Lấp", date(2024, 5, 1), None, "tinh-dak-nong.ubnd-huyen-dak-r-lap"),
    ("UBND huyện Bắc Hà, tỉnh Lào Cai", date(2024, 5, 1), None, "tinh-lao-cai.ubnd-huyen-bac-ha"),
    ("HĐND phường Ba Đình (thành phố Hà Nội)", None, None, "thanh-pho-ha-noi.hdnd-phuong-ba-dinh"),
    ("UBND xã Văn Lăng", None, "Thái Nguyên", "tinh-thai-nguyen.ubnd-xa-van-lang-05665"),
    ("UBND thành phố Sa Đéc", date(2024, 5, 1), "Đồng Tháp", "tinh-dong-thap.ubnd-thanh-pho-sa-dec"),
    ("UBND xã Trảng Bom", date(2025, 9, 1), "Đồng Nai", "tinh-dong-nai.ubnd-xa-trang-bom"),
    ("Công an huyện Krông Nô", None, None, "tinh-dak-nong.cong-an-huyen-krong-no"),
    ("Trường Đại học Vinh", None, None, "truong-dai-hoc-vinh"),
    ("Vietcombank", None, None, "ngan-hang-thuong-mai-co-phan-ngoai-thuong-viet-nam"),
    ("Kho bạc Nhà nước khu vực 8", None, None, "kho-bac-nha-nuoc-khu-vuc-viii"),
])
def test_resolve(name, on, province, wanted):
    found = REGISTRY.resolve(name, on, province)
    assert found is not None
    assert found.id == wanted


def test_a_district_is_not_taken_for_a_body_after_its_end_where_no_province_is_told():
    assert REGISTRY.resolve("UBND huyện Krông Nô", date(2025, 11, 1)) is None


@pytest.mark.parametrize("name", ["", "Công ty TNHH Ánh Dương", "Sở Công Thương", "Bộ Kinh tế số"])
def test_unknown_or_without_place(name):
    assert REGISTRY.resolve(name) is None


def test_a_name_out_of_its_time_is_found_and_not_valid():
    ministry = REGISTRY.resolve("Bộ Giao thông vận tải", date(2025, 6, 1))
    assert ministry is not None
    assert not ministry.valid(date(2025, 6, 1))
    assert ministry.valid(date(2025, 2, 28))


@pytest.mark.parametrize(("short", "full"), [
    ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
    ("Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội"),
    ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("BQL KCN", "Ban Quản lý khu công nghiệp"),
    ("TP.Huế", "thành phố Huế"),
    ("UBND tỉnh, HĐND tỉnh, MTTQ", "UBND tỉnh, HĐND tỉnh, MTTQ"),
    ("DNA", "DNA"),
])
def test_expand(short, full):
    assert REGISTRY.expand(short) == full


@pytest.mark.parametrize(("agency", "on", "wanted"), [
    ("bo-ke-hoach-va-dau-tu", date(2025, 3, 1), ["bo-tai-chinh"]),
    ("bo-ke-hoach-va-dau-tu", date(2025, 2, 28), ["bo-ke-hoach-va-dau-tu"]),
    ("bo-thuong-mai", date(2026, 1, 1), ["bo-cong-thuong"]),
    ("tinh-ninh-thuan", date(2025, 7, 1), ["tinh-khanh-hoa"]),
    ("tinh-yen-bai.so-cong-thuong", date(2025, 7, 1), ["tinh-lao-cai.so-cong-thuong"]),
    ("tinh-ninh-thuan.so-giao-thong-van-tai", date(2025, 8, 1), ["tinh-khanh-hoa.so-xay-dung"]),
    ("tinh-lao-cai.so-noi-vu", date(2026, 1, 1), ["tinh-lao-cai.so-noi-vu"]),
    ("tinh-hai-duong.tinh-uy", date(2025, 7, 1), ["thanh-pho-hai-phong.thanh-uy"]),
    ("tinh-thua-thien-hue.ubnd", date(2025, 7, 1), ["thanh-pho-hue.ubnd"]),
    ("tinh-kien-giang.ubnd-xa-hung-yen", date(2025, 6, 30), ["tinh-kien-giang.ubnd-xa-hung-yen"]),
    ("tinh-kien-giang.ubnd-xa-hung-yen", date(2025, 7, 1), ["tinh-an-giang.ubnd-xa-an-bien"]),
    ("tinh-lao-cai.ubnd-huyen-bac-ha", date(2025, 6, 30), ["tinh-lao-cai.ubnd-huyen-bac-ha"]),
    ("tong-cuc-moi-truong", date(2025, 3, 1), ["cuc-moi-truong"]),
])
def test_successors(agency, on, wanted):
    assert [a.id for a in REGISTRY.successors(agency, on)] == wanted


def test_the_main_successor_stands_first():
    heirs = [a.id for a in REGISTRY.successors("bo-thong-tin-va-truyen-thong", date(2025, 3, 1))]
    assert heirs[0] == "bo-khoa-hoc-va-cong-nghe"
    assert len(heirs) > 1


def test_provinces_are_63_and_then_34():
    before = [p for p in REGISTRY.provinces.values() if p.valid(date(2025, 6, 30))]
    after = [p for p in REGISTRY.provinces.values() if p.valid(date(2025, 7, 1))]
    assert (len(before), len(after)) == (63, 34)


@pytest.mark.parametrize("table", ["agencies", "agencies_before", "provinces", "departments",
                                   "departments_more", "local_bodies", "regions", "enterprises", "universities", "office_units", "many_kinds", "aliases", "groups", "verbs",
                                   "party_titles", "body_nouns", "party_nouns", "party_modifiers", "name_phrases",
                                   "not_parties", "party_words"])
def test_every_row_has_a_source(table):
    rows = read_table(table)
    assert rows
    assert all(row["source"] for row in rows)


def test_folding_keeps_length_and_joins_spellings():
    assert fold("Uỷ ban, HOẢ tốc – hòa") == fold("Ủy ban, HỎA tốc - hoà")
    assert len(fold("Ủy ban nhân dân\u00a0–\t“Hòa”")) == len("Ủy ban nhân dân\u00a0–\t“Hòa”")
    assert key("Công nghiệp-Năng lượng ") == key("Công nghiệp - Năng lượng")
    assert slug("Đắk Lắk") == "dak-lak"


@pytest.mark.parametrize(("new", "old"), [
    ("hòa hóa hỏa hõa họa", "hoà hoá hoả hoã hoạ"), ("khòe khóe khỏe khõe khọe", "khoè khoé khoẻ khoẽ khoẹ"),
    ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"), ("mùa, của, lúa, búa", "mùa, của, lúa, búa")])
def test_only_the_three_open_pairs_are_folded(new, old):
    assert fold(new) == fold(old) == old


def test_a_commune_keeps_its_name():
    found = REGISTRY.resolve("Ủy ban nhân dân xã Yên Bình", None, "Lào Cai")
    assert found is not None
    assert (found.name, found.parent) == ("UBND xã Yên Bình", "tinh-lao-cai")
