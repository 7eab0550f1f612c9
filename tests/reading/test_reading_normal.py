import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import normal

CASES = {
    "Uỷ ban": "U\u0309y\u0309 ban".replace("U\u0309", "U"),
    "chủ trì": "chu\u0309 tri\u0300",
    "tiếp cận": "tie\u0301\u0302p câ\u0323n",
    "số 12": "số\u00a012",
    "phối hợp": "phối\u200b hợp",
    "kế hoạch": "kế ho\u00adạch",
    "• việc": "\uf0b7 việc",
    "Công Thương": "Công Thƣơng",
    "Đắk Lắk": "Ðắk Lắk",
    "a b": "a\tb",
    "dòng": "\ufeffdòng",
    "Ủy ban tỉnh": "\u1ee6\u0443 b\u0430n tỉnh",  # Cyrillic у, а
    "TM. ỦY BAN": "\u03a4\u039c. ỦY BAN",  # Greek capitals
    "a) Sở Y tế": "\u0430) Sở \u04ae tế",
    "13/CT-TTg": "13/\u0421\u0422–TTg",
    "Москва": "Москва",
    "Số: 12/UBND": "Số: １２／UBND",
    "30/6/2025": "30\u20446\u22152025",
    "215/UBND-KT từ 30/6–15/7": "215/UBND–KT từ 30/6–15/7",
    "2021–2025": "2021–2025",
    "Phần II": "Phần \u2161",
    "15/7/2025.": "15/7/2025².",
    "20 m²": "20 m²",
    "10⁶ đồng": "10⁶ đồng",
}


@pytest.mark.parametrize(("expected", "raw"), CASES.items())
def test_characters_are_made_uniform(expected, raw):
    assert normal.characters(raw) == expected


def test_a_line_has_single_spaces():
    assert normal.line("  Căn cứ \u00a0 Luật\n số  5 ") == "Căn cứ Luật số 5"


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normal.characters(text)
    assert normal.characters(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=12))
def test_clean_text_is_left_alone(text):
    if normal.is_clean(text):
        for word in text.split():
            bare = word.replace("\x02", "-")
            assert normal.characters(word) == bare
