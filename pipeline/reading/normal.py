"""Characters as they come out of files, made uniform once: every later offset counts these."""

from __future__ import annotations

import re
import unicodedata

_SPACES = dict.fromkeys((0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
# Soft hyphen, zero-width characters, direction marks, byte order mark: invisible, and they break searches.
_INVISIBLE = dict.fromkeys((0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
                            0xFE0E, 0xFE0F, 0xFEFF, 0xFFFC), "")
_CONTROLS = dict.fromkeys((*range(0x02), *range(0x03, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)), "")
# Symbol and Wingdings glyphs, which Word stores in the private use area.
_SYMBOLS = {
    0xF02D: "-", 0xF0B7: "•", 0xF0A7: "•", 0xF0A8: "•", 0xF0D8: "•", 0xF0FC: "✓", 0xF0FE: "☑", 0xF06F: "□",
    0xF076: "•", 0xF075: "•", 0xF0B2: "•", 0xF0E0: "→", 0xF06C: "•", 0xF06E: "•", 0xF071: "□", 0xF0F0: "•",
    0x02: "-",  # pdfium's mark for a hyphen at a line end
    0x2010: "-", 0x2011: "-", 0x25CF: "•", 0x25AA: "•", 0x25A0: "•", 0x2043: "-", 0x2219: "•",
    # LATIN LETTER OI stands where some Vietnamese fonts of Word lose the horned u.
    0x01A2: "Ư", 0x01A3: "ư",
    0xD0: "Đ", 0x0189: "Đ",  # ETH and AFRICAN D look like Đ and are typed for it
}
# Forms of East Asian fonts, slashes and hyphens of mathematics, numbers and letters drawn as one sign.
_FORMS = {
    **{0xFF01 + n: chr(0x21 + n) for n in range(94)},
    0x2044: "/", 0x2215: "/", 0x29F8: "/", 0x2012: "-", 0x2212: "-", 0xFE58: "-", 0xFE63: "-", 0x02D7: "-",
    **{point: unicodedata.normalize("NFKC", chr(point)) for point in (*range(0x2160, 0x2180), *range(0xFB00, 0xFB07))},
}
_TABLE = {**_SPACES, **_INVISIBLE, **_CONTROLS, **_SYMBOLS, **_FORMS}
# Letters of Cyrillic and Greek that look like Latin ones: typed for them, or left by a converter.
_ALIKE = str.maketrans("АВЕЅІЈКМНОРСТУҮХҺаеѕіјорсуүхһԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
                       "ABESIJKMHOPCTYYXHaesijopcyyxhdABEZHIKMNOPTYXo")
_LOOKS = "".join(map(chr, _ALIKE))
_FOREIGN = re.compile(f"[^\\s]*[{_LOOKS}][^\\s]*")
_OTHER_LETTER = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[A-Za-zÀ-ỹ]")
_SHORT = 3  # letters of a mark or an abbreviation that may be typed in another alphabet as a whole
_CODE = re.compile(r"(?<!\w)\d{1,6}/\S*[–—]\S*")
_DASH = re.compile(r"(?<=\w)[–—](?=[^\W\d_])")
_RAISED = re.compile(r"(?<=[\d.,;:)”\"])(?<!10)[⁰¹²³⁴-⁹]+")  # the mark of a note behind a date or a sentence
_ODD = re.compile("[" + "".join(re.escape(chr(c)) for c in _TABLE if c != 0x02 and not chr(c).isspace())
                  + _LOOKS + "⁰¹²³⁴-⁹]")
_LOOSE = re.compile(f"[{_LOOKS}⁰¹²³⁴-⁹]")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_TONE_FIRST = re.compile(r"([aeoAEO])([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_RUN_OF_SPACES = re.compile(r" {2,}")


def characters(text: str) -> str:
    """``text`` in NFC with uniform spaces and without invisible characters; newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE))
    if _COMBINING.search(text):
        # A tone typed before the circumflex or breve does not compose: put the marks in order.
        text = unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))
    return _in_latin(text)


def _in_latin(text: str) -> str:
    """``text`` with letters of other alphabets that stand for Latin ones, dashes in codes that stand for hyphens, and
    raised figures behind a figure or a mark as what they stand for. Words of another language stay."""
    if _LOOSE.search(text):
        text = _RAISED.sub("", _FOREIGN.sub(lambda found: _folded(found.group()), text))
    if "/" in text and ("–" in text or "—" in text):
        text = _CODE.sub(lambda found: _DASH.sub("-", found.group()), text)
    return text


def _folded(word: str) -> str:
    plain = word.translate(_ALIKE)
    letters = sum(map(str.isalpha, word))
    plain = unicodedata.normalize("NFC", plain)
    return plain if not _OTHER_LETTER.search(plain) and (_LATIN.search(word) or letters <= _SHORT) else word


def is_clean(text: str) -> bool:
    """True where :func:`characters` would leave every run between spaces of ``text`` as it is."""
    return (unicodedata.is_normalized("NFC", text) and not _ODD.search(text) and not _COMBINING.search(text)
            and not ("/" in text and _CODE.search(text)))


def line(text: str) -> str:
    """``text`` as one line: normalised, whitespace collapsed, stripped."""
    return _RUN_OF_SPACES.sub(" ", characters(text).replace("\n", " ")).strip()
