import itertools
import unicodedata

import pytest
from legacy_papers import tcvn3, vni

from pipeline.reading.legacy_fonts.letters import LegacyFont, font_of, is_eight_bit, is_unicode, to_unicode

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [unicodedata.normalize("NFC", v + t) for v, t in itertools.product("aăâeêioôơuưy", TONES)] + ["đ"]


@pytest.mark.parametrize("encode", [tcvn3, vni])
@pytest.mark.parametrize("letter", SMALL + [letter.upper() for letter in SMALL])
def test_every_letter_comes_back_in_its_case(encode, letter):
    text = f"b{letter}nh"
    assert unicodedata.normalize("NFC", "".join(to_unicode(part, font_of(name)) for name, part in encode(text))) == text


# Written down from the published tables, not made by the table under test.
KNOWN = [
    ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("tcvn3", "Uû ban nh©n d©n tØnh; h\u00adíng dÉn, ®¸nh gi¸", "Uỷ ban nhân dân tỉnh; hướng dẫn, đánh giá"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("vni", "THUÛ TÖÔÙNG; ÑIEÀU PHOÁI; kyõ, kyø, kî; chæ thò", "THỦ TƯỚNG; ĐIỀU PHỐI; kỹ, kỳ, kỵ; chỉ thị"),
    ("vni", "laém laèm laúm laüm laëm", "lắm lằm lẳm lẵm lặm"),
]


@pytest.mark.parametrize(("table", "coded", "text"), KNOWN)
def test_known_words(table, coded, text):
    assert to_unicode(coded, LegacyFont(table)) == text


def test_fonts_of_symbol_type_hold_their_codes_in_the_private_area():
    coded = "".join(chr(0xF000 + ord(c)) for c in "ViÖc")
    assert to_unicode(coded, LegacyFont("tcvn3")) == "Việc"
    assert is_eight_bit(coded)


CAPITALS, TCVN3, VNI = LegacyFont("tcvn3", True), LegacyFont("tcvn3"), LegacyFont("vni")


@pytest.mark.parametrize(("name", "font"), [
    (".VnTime", TCVN3), (".vntime", TCVN3), (".VnArial Narrow", TCVN3), (".VnTimeH", CAPITALS), (".VnArialH", CAPITALS),
    ("ABCDEF+.VnTime,Bold", TCVN3), ("QWERTY+.VnTimeH-BoldItalic", CAPITALS), (".VnTime-Italic", TCVN3),
    ("VNI-Times", VNI), ("VNI Helve", VNI), ("ABCDEF+VNI-Times,Bold", VNI),
    ("Times New Roman", None), ("TimesNewRomanPS-BoldMT", None), ("Vni", None), ("", None), ("Verdana", None),
])
def test_the_name_of_a_font_tells_its_set(name, font):
    assert font_of(name) == font


@pytest.mark.parametrize(("text", "unicode", "eight_bit"), [
    ("Việc", True, False), ("ViÖc", False, True), ("plain", False, False), ("Cà Mau", False, True),
    ("e\u0323", True, False),
])
def test_what_a_text_can_be(text, unicode, eight_bit):
    assert (is_unicode(text), is_eight_bit(text)) == (unicode, eight_bit)
