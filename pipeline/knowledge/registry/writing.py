"""How names are written: abbreviations, and one way of writing for comparing."""

from __future__ import annotations

import re
from functools import cached_property

from ..folding import key
from ..tables import read_table

_SHORT = (("uỷ ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("mặt trận tổ quốc", "mttq"))
_BRACKETS = re.compile(r" ?\(([^()]+)\)$")
_AND = re.compile(r" ?& ?")


class Writing:
    """The table of other names (``aliases.csv``)."""

    def __init__(self) -> None:
        self.aliases = tuple((r["alias"], r["full"], r["kind"]) for r in read_table("aliases"))

    def key(self, name: str) -> str:
        """A name for comparing, abbreviations written out."""
        return comparable(self._write(name, self._compared))

    def expand(self, abbreviated: str) -> str:
        """Abbreviations written out (``Sở TT&TT`` → ``Sở Thông tin và Truyền thông``); UBND, HĐND, MTTQ stay."""
        return self._write(abbreviated, self._written)

    def shortened(self, said: str) -> str:
        """A key with what offices always write short (``công ty trách nhiệm hữu hạn a`` → ``công ty tnhh a``)."""
        for short, full in self._kept_short:
            said = said.replace(full, short)
        return said

    @cached_property
    def _written(self) -> dict[str, str]:
        return {alias: full for alias, full, kind in self.aliases if kind == "abbreviation"}

    @cached_property
    def _compared(self) -> dict[str, str]:
        return self._written | {alias: full for alias, full, kind in self.aliases if kind == "compare"}

    @cached_property
    def _kept_short(self) -> tuple[tuple[str, str], ...]:
        return tuple((key(alias), key(full)) for alias, full, kind in self.aliases if kind == "stays")

    @cached_property
    def _abbreviations(self) -> re.Pattern[str]:
        words = sorted(self._compared, key=len, reverse=True)
        pattern = "|".join(re.escape(w).replace(r"\&", " ?& ?") + (r"(?![\w&])" if w[-1].isalnum() else "")
                           for w in words)
        return re.compile(rf"(?<![\w&])(?:{pattern})")

    def _write(self, text: str, full: dict[str, str]) -> str:
        def write(match: re.Match[str]) -> str:
            found = match.group()
            glued = found.endswith(".") and text[match.end():match.end() + 1].isalpha()
            return (full.get(found) or full.get(_AND.sub("&", found), found)) + " " * glued  # TP.Huế

        return self._abbreviations.sub(write, text)


def comparable(name: str) -> str:
    """A name for comparing: UBND, HĐND, MTTQ in one way; what stands in brackets at the end as behind a comma; without
    *của*, and *và* for its sign."""
    folded = _BRACKETS.sub(r",\1", key(name)).replace(" của ", " ").replace("&", " và ")
    for full, short in _SHORT:
        folded = folded.replace(full, short)
    return folded
