"""Numbers and bullets that open a clause (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6).

``read_marker`` is pure: the text of a paragraph in, the marker and the length of its words out.
Ranks say which style stands above which; styles of one rank never nest in each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import ClauseKind

ROMAN = {"I": 1, "V": 5, "X": 10}
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order that NĐ 30 asks for: đ follows d, no f, j, w, z


@dataclass(frozen=True, slots=True)
class Marker:
    """``style`` is what siblings share, ``ordinal`` the place in the list (None for bullets),
    ``label`` the number as a clause path prints it, ``length`` the characters it takes."""

    kind: ClauseKind
    style: str
    rank: float
    ordinal: int | None
    label: str | None
    length: int


_ARTICLE = re.compile(r"Điều\s+(\d{1,3}[a-zđ]?)\s*(?:[.:]\s*|$)")
_HEADED = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?P<num>(?:thứ|THỨ)\s+\w+|[IVXLC]+|\d{1,2})\s*(?:[.:]\s*|$|(?=\n)|\s+(?=[A-ZĐÀ-Ỹ]{2}))"
)
_ROMAN = re.compile(r"(?P<num>[IVX]{1,6})\s*(?:[./)]\s*(?=\D|$)|[-–]\s+)")
_CAPITAL = re.compile(r"(?P<num>[A-HK-UYĐ])\s*[./)]\s+(?=\S)")
_MULTI = re.compile(r"(?P<num>\d{1,2}(?:\.\d{1,2}){1,3})\s*(?:[.)/]\s*|\s+)(?=[^\d\s]|$)")
_ARABIC = re.compile(r"(?P<num>\d{1,2})\s*(?:[.)]|[-–/](?=\s))\s*(?=[^\d\s]|\s\d|$)")
_LETTER = re.compile(r"(?P<num>[a-zđ])\s*(?:\)|[./](?=\s)|-(?=\s))\s*")
_LOWER_ROMAN = re.compile(r"(?P<num>(?:i{2,3}|iv|vi{1,3}|ix))\s*[).]\s*")
_PAREN = re.compile(r"\((?P<num>i{1,3}|iv|vi{0,3}|ix|x|\d{1,2}|[a-zđ])\)\s*")
_BULLET = re.compile(r"(?P<num>[-–—−•·*+▪●○■□✓➢❖◆])\s*(?=\S)")
_BULLET_STYLES = {"–": "-", "—": "-", "−": "-"}
_HEADED_RANKS: dict[str, tuple[ClauseKind, float]] = {
    "phần": ("part", 0.0), "chương": ("chapter", 1.0), "mục": ("section", 2.0),
}


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral of I, V, X; None when it is not written canonically."""
    values = [ROMAN[c] for c in numeral.upper() if c in ROMAN]
    if not values or len(values) != len(numeral):
        return None
    total = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return total if to_roman(total) == numeral.upper() else None


def to_roman(value: int) -> str:
    """1 to 39 as a Roman numeral."""
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _headed(text: str) -> Marker | None:
    m = _ARTICLE.match(text)
    if m:
        ordinal = int(re.sub(r"\D", "", m.group(1)))
        return Marker("article", "article", 3.0, ordinal, f"Điều {m.group(1)}", m.end())
    m = _HEADED.match(text)
    if m:
        word = m.group("word").lower()
        kind, rank = _HEADED_RANKS[word]
        return Marker(kind, kind, rank, None, f"{word.capitalize()} {m.group('num')}", m.end())
    return None


def _upper(text: str) -> Marker | None:
    m = _ROMAN.match(text)
    value = roman_value(m.group("num")) if m else None
    if m and value:
        return Marker("roman", "roman", 4.0, value, m.group("num"), m.end())
    m = _CAPITAL.match(text)
    if m:
        return Marker("letter", "capital", 3.5, LETTERS.upper().find(m.group("num")) + 1, m.group("num"), m.end())
    return None


def _arabic(text: str) -> Marker | None:
    m = _MULTI.match(text)
    if m:
        parts = m.group("num").split(".")
        rank = 5.0 + 0.2 * (len(parts) - 1)
        return Marker("arabic", f"arabic{len(parts)}", rank, int(parts[-1]), m.group("num"), m.end())
    m = _ARABIC.match(text)
    if m and int(m.group("num")):
        style = "arabic)" if text[m.end("num"):].lstrip().startswith(")") else "arabic1"
        return Marker("arabic", style, 5.7 if style == "arabic)" else 5.0, int(m.group("num")), m.group("num"), m.end())
    return None


def _lower(text: str) -> Marker | None:
    m = _LOWER_ROMAN.match(text)
    if m:
        return Marker("letter", "lower roman", 6.5, roman_value(m.group("num")), m.group("num"), m.end())
    m = _LETTER.match(text)
    if m:
        return Marker("letter", "letter", 6.0, LETTERS.find(m.group("num")) + 1, m.group("num"), m.end())
    m = _PAREN.match(text)
    if m:
        num = m.group("num")
        ordinal = int(num) if num.isdigit() else roman_value(num) or LETTERS.find(num) + 1
        return Marker("letter", "paren " + ("1" if num.isdigit() else "a"), 7.0, ordinal, num, m.end())
    return None


def _bullet(text: str) -> Marker | None:
    m = _BULLET.match(text)
    if not m or re.match(r"[-–+]\d", text):
        return None  # a negative number or a range, not a list
    style = _BULLET_STYLES.get(m.group("num"), m.group("num"))
    return Marker("bullet", "bullet" + style, 8.0, None, None, m.end())


def read_marker(text: str) -> Marker | None:
    """The marker at the very start of a paragraph, None when there is none."""
    for reader in (_headed, _upper, _arabic, _lower, _bullet):
        marker = reader(text)
        if marker:
            return marker
    return None


def ordinal_marker(cell: str) -> Marker | None:
    """The marker that the ordinal cell of a table row stands for (``I``, ``1``, ``1.1``, ``a``, ``-``)."""
    cell = cell.strip().rstrip(".)")
    if not cell:
        return None
    return read_marker(cell + ". x") if cell not in "-+*•" else read_marker(cell + " x")
