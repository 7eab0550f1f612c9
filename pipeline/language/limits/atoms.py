"""The time expressions of a text, one by one, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from .forms import CELL_FORMS, FORMS, PARTS, Form
from .times import Time
from .words import alternation, single, values
from .written import full_year, month, number

_GROUP = re.compile(r"\(\?P<(\w+)>")
_STARTS: Final = (
    r"\d|ngày|tháng|quý|năm|giai|thời\s?k|các (?:năm|tháng)|từ (?:năm |\d)|nửa|những tháng|mùng|mồng|hôm|thứ"
    r"|chủ|tuần|rằm|định|hằng|hàng|mỗi|của (?:các |tháng|năm)|(?:@NUMBER)(?= \(| @UNIT| lần| tháng)"
    r"|@EDGE |@FEAST|@RELATIVE_DAY"
)
_CELL_STARTS: Final = r"t\.?\s?\d|q|i|@ENGLISH"
_TABLES: Final = {
    "@MONTH": "month", "@MOON": "lunar_month", "@QUARTER": "quarter", "@NUMBER": "number", "@EDGE": "edge",
    "@WEEKDAY": "weekday", "@UNIT": "unit", "@AHEAD": "ahead", "@FEAST": "feast", "@STEM": "stem",
    "@BRANCH": "branch", "@ENGLISH": "english_month", "@RELATIVE_DAY": "relative_day"}
_MARKS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", " " * 10)

CONVERT: Final[Mapping[str, Callable[[str], Any]]] = {
    "day": number, "month": month, "year": full_year, "since": int, "hour": int,
    "minute": int, "week": partial(number, which="ordinal"), "size": number, "interval": number, "times": number,
    "serial": int, "working": bool, "follows": bool, "once": bool, "word": single, "span": single,
    "edge": lambda said: values("edge")[single(said)], "ahead": lambda said: int(values("ahead")[single(said)]),
    "offset": lambda said: int(values("relative_day")[single(said)]),
    "code": lambda said: values("weekday")[single(said.removeprefix("thứ"))],
}
"""What the words of a group mean; those of other groups stay as they are."""


class Atom(NamedTuple):
    """A time and its place in the text."""

    start: int
    end: int
    value: Time


class _Grammar(NamedTuple):
    """Forms as one alternation; ``groups`` names for each form its fields and their groups."""

    starts: re.Pattern[str]
    pattern: re.Pattern[str]
    forms: Mapping[str, Form]
    groups: Mapping[str, tuple[tuple[str, str], ...]]


def lower(text: str) -> str:
    """Lower case with every character at its place (``İ`` would grow) and raised figures blanked."""
    small = text.lower().translate(_MARKS)
    return small if len(small) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _written_out(pattern: str) -> str:
    """The pattern without the short notation."""
    parts = {name: f"(?:(?:{alternation(values(kind))})(?!\\w))" for name, kind in _TABLES.items()}
    parts["@MONTH"] = rf"(?:\d{{1,2}}(?!\d)|{parts['@MONTH']})"
    parts["@UNIT"] = rf"(?:{alternation(values('unit'))})"
    parts = PARTS | parts
    while found := re.search(r"@[A-Z_]+", pattern):
        pattern = pattern.replace(found[0], parts[found[0]])
    return pattern.replace("·", r"\s{0,3}").replace(" ", r"\s{1,3}")


def _named_apart(pattern: str, form: str) -> str:
    """The pattern with its groups named after the form, so that forms can stand side by side."""
    return _GROUP.sub(rf"(?P<\1__{form}>", pattern)


@lru_cache(maxsize=2)
def _grammar(cell: bool) -> _Grammar:
    forms = {**CELL_FORMS, **FORMS} if cell else FORMS
    starts = f"{_CELL_STARTS}|{_STARTS}" if cell else _STARTS
    written, groups = [], {}
    for name, form in forms.items():
        pattern = _written_out(form.pattern)
        groups[name] = tuple((field, f"{field}__{name}") for field in _GROUP.findall(pattern))
        written.append(f"(?P<{name}>{_named_apart(pattern, name)})")
    return _Grammar(re.compile(rf"\b(?={_written_out(starts)})"), re.compile("|".join(written)), forms, groups)


def _time(grammar: _Grammar, found: re.Match[str]) -> Time | None:
    """The time of a match; None when its figures cannot be what the form says."""
    name = found.lastgroup or ""
    said = {field: found[group] for field, group in grammar.groups[name] if found[group] is not None}
    try:
        return grammar.forms[name].make(**{field: CONVERT.get(field, str)(text) for field, text in said.items()})
    except ValueError:
        return None


def atoms(low: str, cell: bool = False) -> list[Atom]:
    """The time expressions of a lower-case text in order, without overlaps; ``cell`` knows the short forms of cells."""
    grammar, result, end = _grammar(cell), list[Atom](), 0
    for start in grammar.starts.finditer(low):
        found = grammar.pattern.match(low, start.start()) if start.start() >= end else None
        time = _time(grammar, found) if found else None
        if found and time:
            result.append(Atom(found.start(), found.end(), time))
            end = found.end()
    return result
