"""Số, ký hiệu: what one looks like and what its parts say (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3).

``217/CĐ-TTg``, ``07/2008/CT-BTTTT``, ``31/2024/QH15``, ``57-NQ/TW``, ``1322/STC-GCS&TCDN``,
``QCVN 06:2022/BXD``. Patterns run over folded text; a number broken by blanks or line ends is whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.tables import read_table

from .letters import regex

# A part of a code: capitals (Đ, Ư … among them) and figures; small letters as in TTg, CTr, QyĐ, Cty; dots as in V.I.
_CAPITAL = "A-ZĐƯƠÔÊÂĂ"
_PART = rf"[{_CAPITAL}](?:[{_CAPITAL}0-9]|[.](?=[{_CAPITAL}0-9])|[a-zđ]{{1,3}}(?![a-zđ]))*"
# Blanks may stand on one side of a joint (CT- TTg, NQ -CP), on both sides only at the first (SCT - CN).
_JOINT = rf"(?:[-/&_]|\s[-&](?=\S)|[-&]\s(?=[{_CAPITAL}]{{2}}))"
_WIDE = rf"(?:\s-\s(?=[{_CAPITAL}]{{2,8}}(?!\w)){_PART})?"
_TAIL = r"(?:-\d{1,3}(?![\d/])|/(?:19|20)\d{2}(?![\d/]))?"
CODE = rf"(?=[{_CAPITAL}][.a-z]?[{_CAPITAL}0-9]){_PART}{_WIDE}(?:{_JOINT}{_PART})*(?![:L:]){_TAIL}"
_SERIAL = r"\d{1,6}(?:\.\d{1,2})?[a-zA-C]?"

STATE = regex(
    rf"(?P<serial>{_SERIAL})\s{{0,2}}/\s{{0,2}}(?:(?P<year>(?:19|20)\d{{2}})\s{{0,2}}/\s{{0,2}})?(?P<code>{CODE})"
)
PARTY = regex(rf"(?P<serial>{_SERIAL})\s?-\s?(?P<code>{_PART}\s?/\s?{_PART}(?:-{_PART})?)(?![:L:])")
STANDARD = regex(
    r"(?P<code>QCVN|TCVN|TCXDVN|TCXD|TCCS|QCĐP|QCVN QTĐ)\s?-?\s?(?:(?P<body>ISO/IEC|ISO|IEC|QTĐ)[\s-]?)?"
    r"(?P<serial>\d{1,6}[A-Z]?(?:-\d{1,3})?)\s?[:-]\s?(?P<year>(?:19|20)\d{2})(?P<issuer>/[A-ZĐ]{2,}(?![:L:]))?"
)
BLANK = regex(rf"^[\s.…_]*(?P<joint>[/-])\s?(?P<code>{CODE})")
_FOOTNOTE = regex(r"(?<=[A-ZĐa-z&])\d$|(?<=QH\d\d)\d$")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number taken apart. ``text`` has no blanks; ``codes`` are the parts after the serial, in order."""

    text: str
    serial: str
    year: int | None
    codes: tuple[str, ...]

    @property
    def type(self) -> str | None:
        """The type that the first code stands for, None for a công văn or an unknown code."""
        return type_names().get(self.codes[0]) if self.codes else None

    @property
    def issuer(self) -> str | None:
        """Who issues by the codes, None when a code has several holders."""
        holders = issuer_names()
        for code in self.codes[1:] if self.type else self.codes[:1]:
            if code in holders:
                return holders[code]
        legislature = re.fullmatch(r"(QH|UBTVQH)\d{1,2}", "".join(self.codes[:1]))
        return holders.get(legislature.group(1)) if legislature else None


@lru_cache(maxsize=1)
def type_names() -> dict[str, str]:
    """Type by abbreviation. QĐ is the decision of the State, its party twin stands under QĐi."""
    return {r["abbreviation"]: r["name"] for r in read_table("doc_types") if r["abbreviation"]}


@lru_cache(maxsize=1)
def issuer_names() -> dict[str, str]:
    """Issuer by code: codes of the registry that one body holds, and those of ``issuer_codes.csv``.

    A code that is also the abbreviation of a type (CT: chỉ thị, Cục Thuế) names nobody.
    """
    holders: dict[str, set[str]] = {}
    for row in read_table("agencies"):
        if row["code"] and row["code"] not in type_names():
            holders.setdefault(row["code"], set()).add(row["name"])
    single = {code: names.pop() for code, names in holders.items() if len(names) == 1}
    return single | {r["code"]: r["issuer"] for r in read_table("issuer_codes")}


def _known(code: str) -> bool:
    return code in issuer_names() or code in type_names() or code in {"UBND", "HĐND", "TU", "QH"}


_SPELLED = {"TTG": "TTg", "TTR": "TTr", "CTR": "CTr", "QYĐ": "QyĐ"}  # how a title in capitals prints them


def tidy_code(code: str) -> str:
    """The code without blanks, capitals of a title, and the mark of a footnote that the source glued to it."""
    code = re.sub(r"\s", "", code)
    code = re.sub(r"\w+", lambda m: _SPELLED.get(m.group(), m.group()), code)
    bare = _FOOTNOTE.sub("", code)
    if bare == code:
        return code
    last, after_type = re.split(r"[-/&_]", bare)[-1], "-".join(re.split(r"[-/_]", bare)[1:])
    return bare if _known(last) or _known(after_type) or re.fullmatch(r"QH\d\d", bare) else code


def parts(code: str) -> tuple[str, ...]:
    """The parts of a code; ``&`` joins, it does not part."""
    return tuple(p for p in re.split(r"[-/_]", code) if p)


def from_match(m: re.Match[str]) -> DocNumber:
    """The number of a match of STATE, PARTY or STANDARD."""
    if m.re is STANDARD:
        text = re.sub(r"\s", "", m.group())
        return DocNumber(text, m["serial"], int(m["year"]), (m["code"], *([m["issuer"][1:]] if m["issuer"] else [])))
    code = tidy_code(m["code"])
    if m.re is PARTY:
        return DocNumber(f"{m['serial']}-{code}", m["serial"], None, parts(code))
    year = m["year"]
    text = f"{m['serial']}/{year}/{code}" if year else f"{m['serial']}/{code}"
    return DocNumber(text, m["serial"], int(year) if year else None, parts(code))


def parse_number(text: str) -> DocNumber | None:
    """The number that the folded text starts with, None when there is none."""
    for pattern in (STATE, PARTY):
        m = pattern.match(text)
        if m:
            return from_match(m)
    return None
