"""How time is written: the patterns of all time expressions, as one alternation over lower-case text.

A short notation keeps them readable: a space is any run of white space (up to three characters), ``·`` the
same or nothing (scans and typists drop and add spaces), ``@NAME`` a part defined below. Every repetition is
bounded, so that the time to read a text grows with its length alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .words import alternation, values

_PARTS: Final = {
    "@YEAR": r"(?:19|20)\d\d(?!\d)",
    "@SEP": r"·[/.\-–]·",
    "@DASH": r"(?:-|–|—)",
    "@HANG": r"(?:hằng|hàng)",
    "@KY": r"k\w",  # kỳ, kì, and what PDF fonts make of them
    "@PERIOD": r"(?:ngày|tuần|tháng|quý|năm)",
    "@FEW": r"(?:0?\d|1[0-2]|một|hai|ba|sáu)",
    "@ALONE": r"(?!\w)(?!·\d)",
    "@FOLLOWS": r"(?:·(?:,|và)·(?:và )?(?:(?:các|những) )?năm (?:tiếp theo|tiếp sau|kế tiếp|sau|tới)(?!\w)"
                r"| trở đi(?!\w))",
    "@MORE": r"(?:·(?:,|và|hoặc|/)·(?:@HANG )?(?:\d{1,2} tháng|tuần|tháng|quý|năm)@ALONE(?! học)){0,5}",
    "@ONCE": r"(?:·/?·(?:một |1 |01 )?lần)",
}

_PATTERNS: Final = {
    "tet": r"tết (?:nguyên đán|âm lịch)(?:·(?:năm )?@YEAR)?",
    "school": r"năm học(?:·@YEAR(?:@SEP@YEAR)?)?",
    "years": r"(?:(?P<span>giai·đoạn|thời·@KY|các năm|(?:@FEW )?năm) )?(?:từ )?(?:năm )?(?P<y1>@YEAR)"
             r"·(?:@DASH|đến(?: hết)?|tới|và|,)·(?:năm )?(?P<y2>@YEAR)(?!·/)(?P<years_on>@FOLLOWS)?",
    "half": r"(?:0?(?P<half_n>[369])|(?P<half_w>sáu|ba|chín)) tháng (?P<half_part>đầu|cuối) (?:của )?năm"
            r"(?: (?P<half_year>@YEAR))?",
    "rest": r"(?:(?P<half_half>nửa)|những tháng|các tháng) (?P<rest_part>đầu|cuối) năm(?: (?P<rest_year>@YEAR))?",
    "full_day": r"(?:ngày·)?(?<![\d/.\-])(?P<fd>\d{1,2})@SEP(?P<fm>\d{1,2})(?:@SEP|·năm·)(?P<fy>@YEAR)(?!·/·\w)",
    "day_range": r"(?:ngày·)?(?<![\d/.\-])\d{1,2}·@DASH·(?P<rd>\d{1,2})(?:·/·|·tháng·)(?P<rm>\d{1,2})(?!\d)"
                 r"(?:·(?:,?·năm|[/.\-–,])·(?P<ry>@YEAR))?(?!\s?/)",
    "short_year": r"ngày·(?P<sd>\d{1,2})(?P<ss>[/\-])(?P<sm>\d{1,2})(?P=ss)(?P<sy>[2-4]\d)(?![\d/])",
    "day_list": r"ngày·(?P<listed>\d{1,2}(?:·(?:,|và)·\d{1,2}){1,5})"
                r"(?:·tháng·(?P<lm>@MONTH)(?:·(?:,?·năm|[/.\-–,])·(?P<ly>@YEAR))?|(?=·(?:của )?(?:@HANG|mỗi) tháng))",
    "word_day": r"ngày·(?P<wd>\d{1,2})·tháng·(?P<wm>@MONTH)(?:·(?:,?·năm|[/.\-–,])·(?P<wy>@YEAR))?",
    "plain_day": r"(?<![\d/.\-])(?P<pd>\d{1,2})·tháng·(?P<pm>\d{1,2}(?!\d))·(?:,?·năm|/)·(?P<py>@YEAR)",
    "day_month": r"(?:ngày|mùng|mồng)·(?P<md>\d{1,2})·[/.\-]·(?P<mm>\d{1,2})(?![\d/])(?!·%)",
    "day": r"(?:ngày|mùng|mồng)·(?:mùng |mồng )?(?P<od>\d{1,2})(?![\d/])",
    "bare_day": r"(?<![\d/.,\-])(?P<bd>\d{1,2})/(?P<bm>\d{1,2})(?![\d/%]|-?\w)(?!·(?:ngày|số|tổng|%))",
    "quarter": r"(?:(?P<quarter_edge>@EDGE) )?(?:quý|q(?=\s?[1-4]\s?/\s?@YEAR))·(?P<q1>@QUARTER)"
               r"(?:·(?:,|và|\+|@DASH|đến|hoặc)·(?:quý·)?(?P<q2>@QUARTER)){0,3}"
               r"(?:·(?:,?·năm|[/.\-–,])·(?P<qy>@YEAR))?(?P<quarter_on>@FOLLOWS)?",
    "month": r"(?:(?P<month_edge>@EDGE) )?tháng·(?P<m1>@MONTH)"
             r"(?:(?:·(?:,|và|@DASH|đến)·(?:tháng·)?\d{1,2}(?!\d)){0,6}?·(?:,|và|@DASH|đến)·(?:tháng·)?(?P<m2>\d{1,2})"
             r"(?=·(?:(?:/|năm|-)·@YEAR|(?:của )?@HANG năm)))?"
             r"(?:·(?:,?·năm|[/.\-–,])·(?P<my>@YEAR))?(?P<month_on>@FOLLOWS)?",
    "bare_month": r"(?<![\d/.\-])(?:t\.?\s?)?(?P<bm1>\d{1,2})\s?/\s?(?P<by1>@YEAR)(?!·/)(?!-\w)",
    "year": r"(?:(?P<year_edge>@EDGE) )?năm·(?P<y>@YEAR)(?!·/)(?P<year_on>@FOLLOWS)?",
    "relative": r"(?:(?P<rel_edge>@EDGE) )?(?P<rel>tháng|quý|năm) (?P<rel_which>này|nay|tới|sau)(?!\w)",
    "edge": r"(?P<edge>@EDGE) (?P<edge_of>tháng|quý|năm)@ALONE",
    "today": r"(?:ngày )?hôm nay(?!\w)",
    "last_day": r"ngày (?:làm việc )?cuối(?: cùng)? (?:của )?(?:(?:@HANG|mỗi) )?(?P<last_day>tháng|quý|năm)@ALONE",
    "every": r"(?:@HANG|mỗi) (?P<every>@PERIOD)@ALONE@MORE"
             r"(?: (?:(?:ít nhất|tối thiểu|không dưới) )?(?P<every_n>@FEW) lần)?",
    "often": r"(?P<often_n>@FEW) lần·(?:/|trong|mỗi|một|1)·(?:01 |1 |một )?·(?P<often>@PERIOD)(?!\w)",
    "once_in": r"(?:(?:mỗi|@HANG) )?(?:(?P<once_n>@FEW) )?(?P<once>@PERIOD)"
               r"(?:·/·(?:0?1 |một )?| (?P<once_times>@FEW) )·lần",
    "regular": r"định @KY(?: báo cáo)?·(?:\(·)?(?:(?:ít nhất|tối thiểu|theo|vào) )?(?:(?:@HANG|mỗi) )?"
               r"(?:(?P<regular_n>@FEW) )?(?P<regular>tuần|tháng|quý|năm)@ALONE@MORE@ONCE?",
    "weekday": r"(?:ngày )?(?:thứ (?P<weekday>@WEEKDAY)(?!\w)|(?P<sunday>chủ nhật))",
    "time": r"(?<![\d/.,])(?P<hour>\d{1,2})\s?(?:(?:giờ|h)\s?(?P<minute>[0-5]\d(?!\d))|"
            r"[g:]\s?(?P<minute2>[0-5]\d)(?!\d)|(?:giờ|h)(?=·,?·(?:(?:của|các|sáng|trưa|chiều|tối) )?"
            r"·(?:ngày|thứ|chủ|hôm|@HANG ngày|\d{1,2}/)))"
            r"\s?(?:phút(?!\w)|['’′])?(?!\w)(?: (?P<noon>sáng|trưa|chiều|tối)(?!\w))?",
    "length": r"(?<![\d.,/\-])(?:\d{1,2}·@DASH·)?"
              r"(?P<length>\d{1,3}(?:[.,]\d)?|@NUMBER|năm(?=·\(·0?5))·(?:\([\w\s]{1,16}\)·)?"
              r"(?P<unit>@UNIT)(?!\w)(?P<working> làm việc)?",
    "bare_years": r"(?<![\d/.\-])(?P<z1>@YEAR)·@DASH·(?P<z2>@YEAR)(?!·/)",
    "bare_year": r"(?<![\d/.\-])(?P<by2>@YEAR)(?:(?P<bare_on>@FOLLOWS)|(?=·(?:[,;:.)]|và|$))(?!·[./]·\w))",
}
"""Name of the form → pattern; where two forms begin together the first one is taken."""

_STARTS: Final = (
    r"\d|ngày|tháng|quý|năm|giai|thời|các|từ|tết|nửa|những|mùng|mồng|hôm|thứ|chủ|định|hằng|hàng|mỗi|q\d|t\d|t\.\d"
)


def _written_out(pattern: str) -> str:
    """The pattern without the short notation."""
    parts = {**_PARTS, "@MONTH": rf"(?:\d{{1,2}}(?!\d)|(?:{alternation(values('month'))})(?!\w))",
             "@QUARTER": rf"(?:(?:{alternation(values('quarter'))})(?!\w))",
             "@NUMBER": rf"(?:(?:{alternation(values('number'))})(?!\w))",
             "@WEEKDAY": rf"(?:{alternation(values('weekday'))})",
             "@EDGE": rf"(?:{alternation(values('edge'))})", "@UNIT": rf"(?:{alternation(values('unit'))})"}
    while found := re.search(r"@[A-Z]+", pattern):
        pattern = pattern.replace(found[0], parts[found[0]])
    return pattern.replace("·", r"\s{0,3}").replace(" ", r"\s{1,3}")


@lru_cache(maxsize=1)
def time_expression() -> re.Pattern[str]:
    """Any time expression; ``lastgroup`` is the name of its form."""
    return re.compile("|".join(f"(?P<{name}_>{_written_out(pattern)})" for name, pattern in _PATTERNS.items()))


@lru_cache(maxsize=1)
def time_start() -> re.Pattern[str]:
    """The figures and words that a time expression can begin with: a quick look before the full pattern."""
    words = alternation([*values("number"), *values("edge")])
    return re.compile(rf"\b(?:{_STARTS}|{words})")
