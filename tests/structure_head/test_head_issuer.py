"""Letterheads to short names."""

import pytest

from pipeline.structure.head.issuer import compose, from_opening, full_name, names_of, short_name, with_place
from pipeline.structure.head.lines import head_lines
from pipeline.structure.printed import fold


@pytest.mark.parametrize(("letterhead", "expected"), [
    (("ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK"), "UBND tỉnh Đắk Lắk"),
    (("UỶ BAN NHÂN DÂN THÀNH PHỐ HỒ", "CHÍ MINH"), "UBND Thành phố Hồ Chí Minh"),
    (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"), "UBND thành phố Hà Nội"),
    (("ỦY BAN NHÂN DÂN", "THÀNH PHÔ HÔ CHÍ MINH"), "UBND Thành phố Hồ Chí Minh"),
    (("UBND TINH ĐỒNG THAP", "SỞ XÂY DỰNG"), "Sở Xây dựng tỉnh Đồng Tháp"),
    (("UBND HUYỆN ĐỒNG THAP",), "UBND huyện Đồng Thap"),
    (("ỦY BAN NHÂN DÂN", "TỈNH BÀ RỊA - VŨNG TÀU"), "UBND tỉnh Bà Rịa - Vũng Tàu"),
    (("CHỦ TỊCH ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU"), "Chủ tịch UBND tỉnh Cà Mau"),
    (("UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"), "Sở Công Thương tỉnh Lào Cai"),
    (("UBND TỈNH LÀO CAI", "VĂN PHÒNG"), "Văn phòng UBND tỉnh Lào Cai"),
    (("UBND THÀNH PHỐ HÀ NỘI SỞ GIÁO DỤC VÀ ĐÀO TẠO",), "Sở Giáo dục và Đào tạo thành phố Hà Nội"),
    (("UBND TỈNH YÊN BÁI", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"), "Sở Nông nghiệp và Môi trường tỉnh Yên Bái"),
    (("BỘ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"), "Bộ Văn hóa, Thể thao và Du lịch"),
    (("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",), "Bộ Nông nghiệp và Môi trường"),
    (("BỘ TÀI CHÍNH CỤC THUẾ",), "Cục Thuế"),
    (("BỘ Y TẾ", "THANH TRA"), "Thanh tra Bộ Y tế"),
    (("SỞ Y TẾ KIÊN GIANG", "THANH TRA"), "Thanh tra Sở Y tế Kiên Giang"),
    (("CỤC THUẾ", "THUẾ TỈNH VĨNH LONG"), "Thuế tỉnh Vĩnh Long"),
    (("UBND TỈNH LÂM SƠN", "UBND XÃ ĐỒNG TIẾN"), "UBND xã Đồng Tiến"),
    (("UBND TỈNH ĐẮK NÔNG", "THANH TRA TỈNH"), "Thanh tra tỉnh Đắk Nông"),
    (("UBND HUYỆN KRÔNG NÔ /TB-UBND",), "UBND huyện Krông Nô"),
    (("THỦ TƯỚNG CHÍNH PHỦ", "-------"), "Thủ tướng Chính phủ"),
    (("BỘ TÀI CHÍNH - BỘ NỘI VỤ",), "Bộ Tài chính, Bộ Nội vụ"),
    (("BỘ TÀI CHÍNH -", "BỘ NỘI VỤ"), "Bộ Tài chính, Bộ Nội vụ"),
    (("HỘI NÔNG DÂN -", "SỞ CÔNG THƯƠNG", "TỈNH LÀO CAI"), "Hội Nông dân tỉnh Lào Cai, Sở Công Thương tỉnh Lào Cai"),
])
def test_letterheads(make_document, letterhead, expected):
    document = make_document(*letterhead)
    lines = head_lines(document, fold(document.text))
    assert compose(names_of(lines), "") == expected


@pytest.mark.parametrize("letterhead", [("SỞ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"), ("BỘ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI")])
def test_a_dash_within_a_name_parts_no_bodies(make_document, letterhead):
    document = make_document(*letterhead)
    assert len(names_of(head_lines(document, fold(document.text)))) == 1


def test_the_spelling_of_the_body_is_taken_for_unknown_names():
    assert short_name("CỤC ĐỔI MỚI SÁNG TẠO XANH", "do Cục Đổi mới sáng tạo Xanh chủ trì") == "Cục Đổi mới sáng tạo Xanh"
    assert short_name("CỤC ĐỔI MỚI SÁNG TẠO XANH") == "Cục Đổi mới sáng tạo xanh"


def test_a_vague_name_is_completed_by_the_opening():
    opening = "Theo kế hoạch của Ban Bí thư, Ban Chỉ đạo phòng, chống hạn tỉnh (sau đây gọi là Ban Chỉ đạo) yêu cầu các xã:"
    assert full_name("Ban Chỉ đạo", opening) == "Ban Chỉ đạo phòng, chống hạn tỉnh"
    assert full_name("Bộ Y tế", opening) == "Bộ Y tế"


def test_the_opening_names_who_directs():
    assert from_opening("Để giữ rừng, Chi cục Kiểm lâm vùng III đề nghị các hạt:") == "Chi cục Kiểm lâm vùng III"
    assert from_opening("Để giữ rừng, đề nghị các hạt:") is None


@pytest.mark.parametrize(("body", "expected"), [
    ("trên địa bàn tỉnh Lâm Sơn và UBND tỉnh Lâm Sơn", "UBND tỉnh Lâm Sơn"),
    ("trên địa bàn tỉnh Lâm Sơn và UBND tỉnh Hà Giang", "UBND tỉnh"),
    ("không nêu nơi nào", "UBND tỉnh"),
])
def test_a_province_is_added_only_when_the_text_names_one(body, expected):
    assert with_place("UBND tỉnh", body) == expected
