"""Cells of tables, lead-ins and single mentions; ids by issuer and day."""

from datetime import date

import pytest

from pipeline.language.parties import PartyFinder

FINDER = PartyFinder()
XA = "UBND các xã, phường, thị trấn"

CELLS = [
    ("Sở Khoa học và Công nghệ Sở Công Thương; UBND các phường, xã",
     ["Sở Khoa học và Công nghệ", "Sở Công Thương", XA]),
    ("- Bộ Tài chính;\n- Bộ Xây dựng;\n- UBND các tỉnh/thành phố.",
     ["Bộ Tài chính", "Bộ Xây dựng", "UBND các tỉnh, thành phố"]),
    ("Bộ Nông nghiệp và\nMôi trường và các bộ, ngành\nliên quan", ["Bộ Nông nghiệp và Môi trường", "các bộ, ngành"]),
    ("Công an tỉnh\nBộ Chỉ huy Quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]),
    ("Ban Quản lý các Khu công nghiệp, khu kinh tế", ["Ban Quản lý các Khu công nghiệp, khu kinh tế"]),
    ("Các Bộ: Y tế, Tài chính", ["Bộ Y tế", "Bộ Tài chính"]),
    ("Sở Y tế (chủ trì); Hội Đông y", ["Sở Y tế", "Hội Đông y"]),
    ("Sở Y tế, Sở Y tế", ["Sở Y tế"]),
    ("Nhóm nòng cốt; Sở Y tế", ["Nhóm nòng cốt", "Sở Y tế"]),
    ("Bộ Công an đang triển khai", ["Bộ Công an"]),
    ("Doanh nghiệp, nhà cung cấp dịch vụ IoT", ["doanh nghiệp", "nhà cung cấp dịch vụ IoT"]),
    ("doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải và logistics",
     ["doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải và logistics"]),
    ("", []),
    (" - \n", []),
]


@pytest.mark.parametrize(("text", "wanted"), CELLS, ids=[c[0][:40] for c in CELLS])
def test_cell(text, wanted):
    assert [p.agency for p in FINDER.cell(text)] == wanted


@pytest.mark.parametrize(("mention", "wanted"), [
    ("Bộ trưởng Bộ Y tế", ["Bộ Y tế"]),
    ("Chủ tịch UBND các xã, phường", [XA]),
    ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", ["Ủy ban Trung ương MTTQ Việt Nam"]),
])
def test_one_mention_is_settled(mention, wanted):
    assert [p.agency for p in FINDER.cell(mention)] == wanted


def test_issuer_places_bodies_without_a_place():
    local = PartyFinder(issuer="Sở Công Thương tỉnh Lào Cai", on=date(2026, 3, 2))
    ids = [p.agency_id for p in local.cell("Công an tỉnh; Sở Tài chính; Bộ Công an; các sở, ngành; Nhóm nòng cốt")]
    assert ids == ["tinh-lao-cai.cong-an", "tinh-lao-cai.so-tai-chinh", "bo-cong-an", None, None]
    assert [p.agency_id for p in FINDER.cell("Sở Tài chính")] == [None]


def test_groups_are_marked():
    assert [p.group for p in FINDER.cell("Sở Y tế; các sở, ngành; cơ quan liên quan")] == [False, True, True]


def test_a_ministry_speaks_of_its_own_house():
    ministry = PartyFinder(issuer="Bộ Y tế")
    assert [p.agency for p in ministry.cell("các đơn vị thuộc Bộ")] == ["đơn vị thuộc Bộ Y tế"]
