"""*Quý Sở*, *cơ quan thường trực*: who is meant by what the directive says elsewhere."""

from datetime import date

import pytest

from pipeline.knowledge.registry import Registry
from pipeline.language.defined import DocumentFinder
from pipeline.language.parties import PartyFinder

PLAIN = "Kết quả báo cáo hằng tháng."


def finder(text=PLAIN, addressees=()):
    issuer = "UBND tỉnh Lào Cai"
    return DocumentFinder(PartyFinder(Registry.load(), issuer, date(2025, 9, 1)), text, None, issuer, addressees)


def told(found, text):
    return [[p.agency for p in item.parties] for item in found.items(text)]


@pytest.mark.parametrize(("text", "parties"), [
    ("Đề nghị Quý Sở báo cáo trước ngày 15/5.", [["Sở Y tế"]]),
    ("Đề nghị quý cơ quan gửi báo cáo.", [["Sở Y tế"]]),
    ("Quý III năm 2025, Quý Sở báo cáo.", [["Sở Y tế"]]),
    ("Kết quả quý III gửi về Sở Nội vụ.", [["Sở Nội vụ"]]),
])
def test_words_of_courtesy_mean_the_addressee(text, parties):
    assert told(finder(addressees=("Sở Y tế",)), text) == parties
    assert [p.agency for p in finder(addressees=("Sở Y tế",)).cell("Quý Sở")] == ["Sở Y tế"]


def test_a_noun_means_those_addressees_that_are_called_so():
    both = finder(addressees=("Sở Y tế", "Công ty Điện lực Lào Cai"))
    assert told(both, "Đề nghị Quý Sở rà soát.") == [["Sở Y tế"]]
    assert told(both, "Đề nghị Quý đơn vị rà soát.") == [["Sở Y tế", "Công ty Điện lực Lào Cai"]]


@pytest.mark.parametrize("text", [
    "Giao Công an tỉnh (Cơ quan Thường trực Ban Chỉ đạo 138) đôn đốc.",
    "Công an tỉnh - Cơ quan thường trực Ban Chỉ đạo 138 báo cáo.",
    "Công an tỉnh với vai trò là cơ quan thường trực Ban Chỉ đạo chủ động rà soát.",
])
def test_the_standing_body_is_the_one_that_is_called_so(text):
    assert told(finder(text), "Gửi cơ quan thường trực Ban Chỉ đạo 138 tổng hợp.") == [["Công an tỉnh"]]


@pytest.mark.parametrize("text", [
    PLAIN, "Công an tỉnh (cơ quan thường trực Ban Chỉ đạo 138), Sở Y tế (cơ quan thường trực Ban Chỉ đạo về y tế).",
    "Là cơ quan thường trực giúp Ủy ban nhân dân tỉnh.",
])
def test_where_none_or_several_are_called_so_nobody_is_guessed(text):
    assert ["Công an tỉnh"] not in told(finder(text), "Gửi cơ quan thường trực Ban Chỉ đạo tổng hợp.")


def test_a_central_directive_about_one_province_speaks_of_its_bodies():
    known = PartyFinder(Registry.load(), "Văn phòng Chính phủ", date(2025, 9, 1))
    (party,) = DocumentFinder(known, PLAIN, "tỉnh Lào Cai", "Văn phòng Chính phủ").cell("Thường trực Tỉnh ủy")
    assert (party.agency, party.agency_id) == ("Thường trực Tỉnh ủy", "tinh-lao-cai.ban-thuong-vu-tinh-uy")
