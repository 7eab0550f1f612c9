"""Font names and letters of the 8-bit sets, from ``knowledge/legacy_fonts.csv``, ``tcvn3.csv`` and ``vni.csv``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.tables import read_table

_BEYOND_8_BIT = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
_HIGH = re.compile(r"[\u00a1-\u00fe]")
_SYMBOL_AREA = {0xF000 + code: code for code in range(0x20, 0x100)}  # how Word stores fonts of symbol type
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # a PDF that embeds part of a font names it so
_STYLE = re.compile(r"[,-](?:regular|bold|italic|oblique|roman|mt|ps)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """What a font name tells: the table of its letters; ``capitals``: it draws small letters as capitals."""

    table: str
    capitals: bool = False


@lru_cache(maxsize=512)
def font_of(name: str) -> LegacyFont | None:
    """The 8-bit set a font of this name draws (a Word name or a PDF one); None for a Unicode font."""
    plain = _STYLE.sub("", _SUBSET.sub("", name.strip())).replace("_", " ").lower()
    for pattern, font in _fonts():
        if pattern.fullmatch(plain):
            return font
    return None


def to_unicode(text: str, font: LegacyFont) -> str:
    """``text`` as the font draws it. A VNI mark at the start stays a combining character, for the run before."""
    plain = text.translate(_SYMBOL_AREA).translate(_table(font.table))
    composed = unicodedata.normalize("NFC", plain)
    return composed.upper() if font.capitals else composed


def is_unicode(text: str) -> bool:
    """True where ``text`` holds Vietnamese letters no 8-bit font has: the font name does not tell the truth."""
    return bool(_BEYOND_8_BIT.search(text))


def is_eight_bit(text: str) -> bool:
    """True where ``text`` can be 8-bit text and has at least one letter that differs from ASCII."""
    return bool(_HIGH.search(text.translate(_SYMBOL_AREA))) and not is_unicode(text)


@lru_cache(maxsize=1)
def _fonts() -> list[tuple[re.Pattern[str], LegacyFont]]:
    return [(re.compile(row["pattern"]), LegacyFont(row["table"], row["capitals"] == "yes"))
            for row in read_table("legacy_fonts")]


@lru_cache(maxsize=2)
def _table(name: str) -> dict[int, str]:
    if name == "tcvn3":
        return {int(row["code"], 16): row["letter"] for row in read_table(name)}
    return {int(row["code"], 16): row["value"] if row["kind"] == "letter" else _marks(row["value"])
            for row in read_table(name)}


def _marks(points: str) -> str:
    return "".join(chr(int(point, 16)) for point in points.split("+"))
