"""The time expressions of a text, one by one: days, periods, repetitions, lengths of time, times of day.

``atoms`` only reads what is written. Whether it limits a task is decided in ``judge``.
Patterns are bounded everywhere, so the time needed grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .words import alternation, values

Kind = Literal["day", "period", "set", "length", "weekday", "time", "other"]
Edge = Literal["first", "middle", "last"]


@dataclass(frozen=True, slots=True)
class Atom:
    """One time expression. Offsets point into the text.

    day: ``day``, ``month``, ``year`` (None when left out). period: ``months`` months that end with
    ``month`` of ``year``; ``edge`` picks a part; ``follows`` when *và các năm tiếp theo* stands behind;
    ``name`` is tháng, quý, năm, giai đoạn. set: ``unit`` and ``interval``. length: ``count`` of ``unit``.
    ``listed`` are all months of *tháng 6, 12*; ``ranged`` of *tháng 6 - 12*. ``rest`` marks *những tháng cuối năm*. ``bare`` tells that no word of time stands before the figures (*30/6*, *12/2025*, *2026 - 2030*).
    """

    kind: Kind
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    months: int = 1
    edge: Edge | None = None
    name: str = ""
    unit: str = ""
    interval: int = 1
    count: str = ""
    working: bool = False
    hour: int = 0
    minute: int = 0
    weekday: str = ""
    follows: bool = False
    relative: str = ""
    rest: bool = False
    listed: tuple[int, ...] = ()
    ranged: bool = False
    bare: bool = False


S = r"\s{0,3}"  # white space that a line break, a scan or a typist leaves between two parts
SEP = rf"{S}[/.\-–]{S}"
YEAR = r"(?:19|20)\d\d(?!\d)"
HANG = r"h[àằ]ng"
KY = r"k\w"


def lower(text: str) -> str:
    """Lower case with every character at its place (``İ`` would grow)."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _year_tail(group: str) -> str:
    return rf"(?:{S}(?:,?{S}năm|[/.\-–,]){S}(?P<{group}>{YEAR}))?"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """All kinds of expressions as one alternation; the order decides where two begin together."""
    month = rf"\d{{1,2}}(?!\d)|(?:{alternation(values('month'))})(?!\w)"
    quarter = rf"(?:{alternation(values('quarter'))})(?!\w)"
    number = rf"\d{{1,3}}(?:[.,]\d)?|(?:{alternation(values('number'))})(?!\w)"
    edge = rf"(?:(?P<%s>{alternation(values('edge'))})\s{{1,3}})?"
    unit = alternation(values("unit"))
    follows = r"\s{0,3}(?:,|và)\s{0,3}(?:và\s)?\s{0,3}(?:(?:các|những)\s{1,3})?năm\s{1,3}(?:tiếp\s{1,3}theo|tiếp\s{1,3}sau|kế\s{1,3}tiếp|sau|tới)(?!\w)|\s{1,3}trở\s{1,3}đi(?!\w)"
    more = rf"(?:{S}(?:,|và|hoặc|/){S}(?:{HANG}\s{{1,3}})?(?:\d{{1,2}}\s{{1,3}}tháng|tuần|tháng|quý|năm)(?!\w)(?!{S}\d)(?!{S}h[ọo]c)){{0,5}}"
    parts = {
        "tet": rf"tết\s{{1,3}}(?:nguyên\s{{1,3}}đán|âm\s{{1,3}}lịch)(?:{S}(?:năm\s{{1,3}})?{YEAR})?",
        "school": rf"năm\s{{1,3}}học(?:{S}{YEAR}(?:{SEP}{YEAR})?)?",
        "years": (rf"(?:(?P<span>giai{S}đoạn|thời{S}{KY}|các\s{{1,3}}năm|năm)\s{{1,3}})?(?:từ\s{{1,3}})?(?:năm\s{{1,3}})?"
                  rf"(?P<y1>{YEAR}){S}(?:-|–|—|đến(?:\s{{1,3}}hết)?|tới|và|,){S}(?:năm\s{{1,3}})?(?P<y2>{YEAR})(?!{S}/)(?P<f1>{follows})?"),
        "half": (rf"(?:0?(?P<hn>[369])|sáu|ba|chín)\s{{1,3}}tháng\s{{1,3}}(?P<hp>đầu|cuối)\s{{1,3}}(?:của\s{{1,3}})?năm(?:\s{{1,3}}(?P<hy>{YEAR}))?"
                 rf"|(?:nửa|những\s{{1,3}}tháng|các\s{{1,3}}tháng)\s{{1,3}}(?P<hp2>đầu|cuối)\s{{1,3}}năm(?:\s{{1,3}}(?P<hy2>{YEAR}))?"),
        "dnum": rf"(?:ngày{S})?(?<![\d/.\-])(?P<dd>\d{{1,2}}){SEP}(?P<dm>\d{{1,2}})(?:{SEP}|{S}năm{S})(?P<dy>{YEAR})(?!{S}/{S}\w)",
        "drange": (rf"(?:ngày{S})?(?<![\d/.\-])(?P<r1>\d{{1,2}}){S}[-–—]{S}(?P<rd>\d{{1,2}})(?:{S}/{S}|{S}tháng{S})(?P<rm>\d{{1,2}})(?!\d)"
                   rf"{_year_tail('ry')}(?!\s?/)"),
        "dshort": rf"ngày{S}(?P<sd>\d{{1,2}})(?P<ss>[/\-])(?P<sm>\d{{1,2}})(?P=ss)(?P<sy>[2-4]\d)(?![\d/])",
        "dword": rf"ngày{S}(?P<wd>\d{{1,2}}){S}tháng{S}(?P<wm>{month}){_year_tail('wy')}",
        "dplain": rf"(?<![\d/.\-])(?P<pd>\d{{1,2}}){S}tháng{S}(?P<pm>\d{{1,2}}(?!\d)){S}(?:,?{S}năm|/){S}(?P<py>{YEAR})",
        "dm": rf"(?:ngày|mùng|mồng){S}(?P<md>\d{{1,2}}){S}[/\-]{S}(?P<mm>\d{{1,2}})(?![\d/])(?!{S}%)",
        "day": rf"(?:ngày|mùng|mồng){S}(?:mùng\s|mồng\s)?(?P<od>\d{{1,2}})(?![\d/])",
        "dbare": rf"(?<![\d/.,\-])(?P<bd>\d{{1,2}})/(?P<bm>\d{{1,2}})(?![\d/%]|[\-]?\w)(?!{S}(?:ngày|số|tổng|%))",
        "quarter": (rf"{edge % 'qe'}(?:quý|q(?=\s?[1-4]\s?/\s?{YEAR})){S}(?P<q>{quarter})(?:{S}(?:,|và|\+|-|–|đến|hoặc){S}(?:quý{S})?(?P<q2>{quarter})){{0,3}}"
                    rf"{_year_tail('qy')}(?P<f2>{follows})?"),
        "month": (rf"{edge % 'me'}tháng{S}(?P<m>{month})"
                  rf"(?:(?:{S}(?:,|và|-|–|đến){S}(?:tháng{S})?\d{{1,2}}(?!\d)){{0,6}}?{S}(?:,|và|-|–|đến){S}(?:tháng{S})?(?P<m2>\d{{1,2}})(?=\s{{0,2}}(?:(?:/|năm|-){S}{YEAR}|(?:của\s)?{HANG}\s{{1,3}}năm)))?"
                  rf"{_year_tail('my')}(?P<f3>{follows})?"),
        "mbare": rf"(?<![\d/.\-])(?:t\.?\s?)?(?P<bm1>\d{{1,2}})\s?/\s?(?P<by>{YEAR})(?!{S}/)(?!-\w)",
        "year": rf"{edge % 'ye'}năm{S}(?P<y>{YEAR})(?!{S}/)(?P<f4>{follows})?",
        "rel": (r"(?:(?P<re>đầu|giữa|cuối)\s{1,3})?(?P<ru>tháng|quý|năm)\s{1,3}(?P<rw>này|nay|tới|sau)(?!\w)"
                rf"|(?P<re2>đầu|giữa|cuối)\s{{1,3}}(?P<ru2>tháng|quý|năm)(?!\w)(?!{S}\d)|(?P<today>(?:ngày\s{{1,3}})?hôm\s{{1,3}}nay)"),
        "every": (rf"(?:{HANG}|mỗi)\s{{1,3}}(?P<eu>ngày|tuần|tháng|quý|năm)(?!\w)(?!{S}\d){more}(?:\s{{1,3}}(?P<en>\d{{1,2}}|một|hai|ba)\s{{1,3}}lần)?"),
        "often": rf"(?P<on>\d{{1,2}}|một|hai|ba)\s{{1,3}}lần{S}(?:/|trong|mỗi|một|1){S}(?:01\s|1\s|một\s)?{S}(?P<ou>ngày|tuần|tháng|quý|năm)(?!\w)",
        "oncein": (rf"(?:(?:mỗi|{HANG})\s{{1,3}})?(?:(?P<ic>\d{{1,2}}|một|hai|ba|sáu)\s{{1,3}})?(?P<iu>ngày|tuần|tháng|quý|năm)(?:{S}/{S}(?:0?1\s|một\s)?|\s{{1,3}}(?P<it>0?\d|một|hai|ba)\s){S}lần"),
        "regular": (rf"định\s{{1,3}}{KY}(?:\s{{1,3}}(?:báo\s{{1,3}}cáo))?{S}(?:\({S})?(?:(?:ít nhất|tối thiểu|theo|vào)\s{{1,3}})?(?:{HANG}\s{{1,3}}|mỗi\s{{1,3}})?"
                    rf"(?:(?P<rc>\d{{1,2}}|một|hai|ba|sáu)\s{{1,3}})?(?P<rn>tuần|tháng|quý|năm)(?!\w)(?!{S}\d){more}(?:{S}/?{S}(?:một\s|1\s|01\s)?{S}lần)?"),
        "weekday": rf"(?:ngày\s{{1,3}})?(?:thứ\s{{1,3}}(?P<wk>{alternation(values('weekday'))})(?!\w)|(?P<sun>chủ\s{{1,3}}nhật))",
        "time": (r"(?<![\d/.,])(?P<th>\d{1,2})\s?(?:(?:giờ|h)\s?(?P<ti>[0-5]\d(?!\d))|(?:g|:)\s?(?P<ti2>[0-5]\d)(?!\d)"
                 rf"|(?:giờ|h)(?={S},?{S}(?:của\s|các\s)?{S}(?:ngày|thứ|chủ|hôm|{HANG}\s{{1,3}}ngày|\d{{1,2}}/)))\s?(?:phút(?!\w)|['’′])?(?!\w)"),
        "length": (rf"(?<![\d.,/\-])(?P<ln>{number}|năm(?={S}\({S}0?5))\s{{0,2}}(?:\([\w\s]{{1,16}}\)\s{{0,2}})?(?P<lu>{unit})(?!\w)(?P<lw>\s{{1,3}}làm\s{{1,3}}việc)?"),
        "yrange": rf"(?<![\d/.\-])(?P<z1>{YEAR}){S}[-–—]{S}(?P<z2>{YEAR})(?!{S}/)",
        "ybare": rf"(?<![\d/.\-])(?P<by1>{YEAR})(?={S}(?:[,;:.)]|và|$))(?!{S}[./]{S}\w)",
    }
    branches = "|".join(f"(?P<{name}_>{branch})" for name, branch in parts.items())
    return re.compile(rf"(?<!\w)(?:{branches})")


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    word = re.sub(r"\s+", " ", text)
    for kind in ("month", "number"):
        if word in values(kind):
            return int(values(kind)[word])
    return int(word) if word.isdigit() else None


def _single(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _edge(text: str | None) -> Edge | None:
    return values("edge").get(_single(text)) if text else None  # type: ignore[return-value]


def _day(m: re.Match[str], day: str, month: str | None, year: str | None, **more: bool | str) -> Iterator[Atom]:
    y = _int(m[year]) if year else None
    bare = not m[0].startswith(("ngày", "mùng", "mồng"))
    yield Atom("day", m.start(), m.end(), day=_int(m[day]), month=_int(m[month]) if month else None,
               year=y + 2000 if y is not None and y < 100 else y, bare=bare, **more)  # type: ignore[arg-type]


def _day_of_month(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("day", m.start(), m.end(), day=_int(m["od"]))


def _years(m: re.Match[str]) -> Iterator[Atom]:
    group = "y2" if m["y2"] else "z2"
    first, last = int(m["y1"] or m["z1"]), int(m[group])
    name = _single(m["span"]) if m["y2"] else ""
    yield Atom("period", m.start(), m.end(), month=12, year=last, months=12 * max(1, last - first + 1),
               name=name or "năm", follows=bool(m["f1"]), bare=not name)


def _half(m: re.Match[str]) -> Iterator[Atom]:
    months = int(m["hn"] or (6 if m["hp2"] or "sáu" in m[0] else 3 if "ba " in m[0] else 9))
    first = (m["hp"] or m["hp2"]) == "đầu"
    yield Atom("period", m.start(), m.end(), month=months if first else 12, months=months,
               year=_int(m["hy"] or m["hy2"]), name="tháng", rest="tháng" in m[0] and m["hp2"] is not None)


def _quarter(m: re.Match[str]) -> Iterator[Atom]:
    number = int(values("quarter")[m["q2"] or m["q"]])
    yield Atom("period", m.start(), m.end(), month=3 * number, year=_int(m["qy"]), months=3,
               edge=_edge(m["qe"]), name="quý", follows=bool(m["f2"]))


def _month(m: re.Match[str]) -> Iterator[Atom]:
    first = _int(m["m"])
    others = m.string[m.end("m"):m.end("m2")] if m["m2"] else ""
    more = [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", others)]
    yield Atom("period", m.start(), m.end(), month=_int(m["m2"]) or first, year=_int(m["my"]),
               listed=tuple(n for n in (first, *more) if n and n <= 12),
               ranged=re.search(r"[-–]|đến", others) is not None,
               edge=_edge(m["me"]), name="tháng", follows=bool(m["f3"]))


def _bare_month(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=_int(m["bm1"]), year=_int(m["by"]), name="tháng", bare=True)


def _year(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=12, year=_int(m["y"]), months=12, edge=_edge(m["ye"]),
               name="năm", follows=bool(m["f4"]))


def _bare_year(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=12, year=_int(m["by1"]), months=12, name="năm", bare=True)


def _relative(m: re.Match[str]) -> Iterator[Atom]:
    if m["today"]:
        yield Atom("day", m.start(), m.end(), relative="this")
        return
    unit = _single(m["ru"] or m["ru2"])
    which = "next" if m["rw"] in ("tới", "sau") else "this"
    yield Atom("period", m.start(), m.end(), months={"tháng": 1, "quý": 3, "năm": 12}[unit], name=unit,
               edge=_edge(m["re"] or m["re2"]), relative=which)


_EXTRA = re.compile(rf"(?<!\w)(?:{HANG}\s{{1,3}})?(?:(\d{{1,2}})\s{{1,3}})?(tuần|tháng|quý|năm)(?!\w)")


def _listed(m: re.Match[str], group: str, interval: int, start: int) -> Iterator[Atom]:
    """The repetition in ``group`` and those listed after it, each with its own words."""
    yield Atom("set", start, m.end(group), unit=m[group], interval=interval)
    for extra in _EXTRA.finditer(m.string[m.end(group):m.end()]):
        at = m.end(group)
        yield Atom("set", at + extra.start(), at + extra.end(), unit=extra[2], interval=_int(extra[1]) or 1)


def _every(m: re.Match[str]) -> Iterator[Atom]:
    if m["en"]:
        yield _times(m, "eu", "en")
    else:
        yield from _listed(m, "eu", 1, m.start())


def _times(m: re.Match[str], unit: str, times: str) -> Atom:
    """``times`` in each ``unit``: *năm 2 lần* is every six months."""
    count, months = _int(m[times]) or 1, {"năm": 12, "quý": 3, "tháng": 1}.get(m[unit], 0)
    if months and count > 1 and months % count == 0:
        return Atom("set", m.start(), m.end(), unit="tháng", interval=months // count)
    return Atom("set", m.start(), m.end(), unit=m[unit])


def _once_in(m: re.Match[str]) -> Iterator[Atom]:
    if m["it"] and (_int(m["ic"]) or 1) == 1:
        yield _times(m, "iu", "it")
    else:
        yield Atom("set", m.start(), m.end(), unit=m["iu"], interval=_int(m["ic"]) or 1)


def _regular(m: re.Match[str]) -> Iterator[Atom]:
    first, *rest = _listed(m, "rn", _int(m["rc"]) or 1, m.start())
    if not rest:
        yield Atom("set", m.start(), m.end(), unit=first.unit, interval=first.interval)
    else:
        yield from (first, *rest)


def _length(m: re.Match[str]) -> Iterator[Atom]:
    number = m["ln"].replace(",", ".")
    count = "5" if number == "năm" else number if number[0].isdigit() else str(_int(number))
    yield Atom("length", m.start(), m.end(), count=count.lstrip("0") or "0", unit=values("unit")[_single(m["lu"])],
               working=bool(m["lw"]), name=_single(m["lu"]))


def _weekday(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("weekday", m.start(), m.end(), weekday="SU" if m["sun"] else values("weekday")[m["wk"]])


def _time(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("time", m.start(), m.end(), hour=int(m["th"]), minute=int(m["ti"] or m["ti2"] or 0))


def _nothing(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("other", m.start(), m.end())


_BUILD: dict[str, Callable[[re.Match[str]], Iterator[Atom]]] = {
    "school_": _nothing, "tet_": _nothing, "years_": _years, "yrange_": _years, "half_": _half,
    "dnum_": lambda m: _day(m, "dd", "dm", "dy"), "drange_": lambda m: _day(m, "rd", "rm", "ry", name="range"),
    "dshort_": lambda m: _day(m, "sd", "sm", "sy"), "dword_": lambda m: _day(m, "wd", "wm", "wy"),
    "dplain_": lambda m: _day(m, "pd", "pm", "py"), "dm_": lambda m: _day(m, "md", "mm", None),
    "dbare_": lambda m: _day(m, "bd", "bm", None), "day_": _day_of_month,
    "quarter_": _quarter, "month_": _month, "mbare_": _bare_month, "year_": _year, "ybare_": _bare_year, "rel_": _relative,
    "every_": _every, "often_": lambda m: iter([_times(m, "ou", "on")]), "oncein_": _once_in, "regular_": _regular,
    "length_": _length, "weekday_": _weekday, "time_": _time,
}


def _sound(atom: Atom) -> bool:
    """Whether the figures can be what their form says: *24/24*, *1/500* and *45 giờ 00* are not."""
    if atom.kind == "length":
        return atom.count != "0"
    if atom.kind == "time":
        return atom.hour <= 24
    if atom.kind == "day" and not atom.relative:
        return 1 <= (atom.day or 0) <= 31 and (atom.month is None or 1 <= atom.month <= 12)
    if atom.kind == "period" and not atom.relative:
        return 1 <= (atom.month or 0) <= 12
    return True


def atoms(low: str) -> list[Atom]:
    """The time expressions of a lower-case text in order, without overlaps."""
    found: list[Atom] = []
    for m in _pattern().finditer(low):
        found.extend(a for a in _BUILD[m.lastgroup or ""](m) if _sound(a))
    return found
