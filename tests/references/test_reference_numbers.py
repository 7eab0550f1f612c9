"""Số, ký hiệu: which forms are numbers, and what their parts say."""

import pytest

from pipeline.structure.numbers import STANDARD, from_match, parse_number
from pipeline.structure.printed import fold


@pytest.mark.parametrize(("printed", "text"), [
    ("217/CĐ-TTg Hà Nội", "217/CĐ-TTg"), ("07/2008/CT-BTTTT", "07/2008/CT-BTTTT"), ("57-NQ/TW ngày", "57-NQ/TW"), ("31/2024/QH15", "31/2024/QH15"),
    ("71/NQ -CP", "71/NQ-CP"), ("13/CT- TTg ngày", "13/CT-TTg"), ("47/2024/TT-\nBGTVT", "47/2024/TT-BGTVT"), ("159/SXD-QLN& TTBĐS", "159/SXD-QLN&TTBĐS"),
    ("3686 /UBND-XD", "3686/UBND-XD"), ("115/VPCP-V.I V/v", "115/VPCP-V.I"), ("66.4/2025/NQ-CP", "66.4/2025/NQ-CP"), ("42/2024/QH151 ngày", "42/2024/QH15"),
    ("105/2025/NĐ-CP2, cơ quan", "105/2025/NĐ-CP"), ("787/C06-P3", "787/C06-P3"), ("12/SCT - CN Lào Cai", "12/SCT-CN"), ("31-CT/TU", "31-CT/TU"),
    ("06/QĐ-TTG NGÀY", "06/QĐ-TTg"), ("27/ĐN-Cty ngày", "27/ĐN-Cty"), ("1139/BĐH", "1139/BĐH"),
])
def test_numbers(printed, text):
    number = parse_number(fold(printed))
    assert number is not None
    assert number.text == text


@pytest.mark.parametrize("printed", ["24/7", "1/500", "12/4/2024", "100/Ban", "5/g", "QL.4D", "08/Thông báo", "/KH-UBND"])
def test_no_numbers(printed):
    assert parse_number(fold(printed)) is None


@pytest.mark.parametrize(("printed", "kind", "issuer"), [
    ("5/CT-TTg", "chỉ thị", "Thủ tướng Chính phủ"), ("5/2024/NĐ-CP", "nghị định", "Chính phủ"), ("5/2024/QH15", None, "Quốc hội"),
    ("5/TTr-BTC", "tờ trình", "Bộ Tài chính"), ("5/UBND-KT", None, None), ("5/VPCP-NN", None, "Văn phòng Chính phủ"), ("5/QĐ-UBND", "quyết định", None),
])
def test_what_codes_say(printed, kind, issuer):
    number = parse_number(printed)
    assert (number.type, number.issuer) == (kind, issuer)


@pytest.mark.parametrize(("printed", "text"), [
    ("QCVN 06:2022/BXD", "QCVN06:2022/BXD"), ("TCVN 5574:2018", "TCVN5574:2018"), ("TCVN ISO 9001:2015", "TCVNISO9001:2015"), ("QCVN 05A:2020/BCT", "QCVN05A:2020/BCT"),
])
def test_standards(printed, text):
    assert from_match(STANDARD.search(printed)).text == text


def test_folding_keeps_the_length_and_places_tones_one_way():
    text = "Uỷ ban, hoả tốc, quý, THUỶ LỢI, hoàn\u00a0thành – “x”"
    assert len(fold(text)) == len(text)
    assert fold(text) == 'Ủy ban, hỏa tốc, quý, THỦY LỢI, hoàn thành - "x"'
