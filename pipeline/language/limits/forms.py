"""How time is written: every form of expression as a pattern over lower-case text, and the time it says.

A short notation keeps the patterns readable: a space is any run of white space (up to three characters), ``·`` the
same or nothing (scans and typists drop and add spaces), ``@NAME`` a part defined below. The names of groups are the
fields of the times. Every repetition is bounded, so that the time to read a text grows with its length alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from .times import Day, Other, Period, Time, Weekday
from .written import (
    day_list,
    excel_day,
    feast_day,
    half_year,
    month_run,
    new_year_day,
    quarter_run,
    reckoned,
    relative,
    repeat,
    time_of_day,
    us_day,
    whole_day,
    year_run,
)

PARTS: Final = {
    "@YEAR": r"(?:(?:19|20)\d\d(?!\d))",
    "@MARKED": r"(?:(?:19|20)\d\d(?:\d(?!\d)|(?!\d)))",  # with the figure of a footnote behind it
    "@SEP": r"·[/.\-–]·",
    "@DASH": r"(?:-|–|—)",
    "@HANG": r"(?:hằng|hàng)",
    "@KY": r"k\w",  # kỳ, kì, and what PDF fonts make of them
    "@PERIOD": r"(?:ngày|tuần|tháng|quý|năm)",
    "@FEW": r"(?:0?[1-9]|1[0-2]|một|hai|ba|sáu)",
    "@ALONE": r"(?!\w)(?!·\d)",
    "@FREE": r"(?<![\d/.\-])",
    "@EARLY": r"(?:(?:mùng|mồng)·)",
    "@DAY_WORD": r"(?:(?P<word>ngày)·@EARLY?|@EARLY)",
    "@OF_YEAR": r"(?:·(?:,?·năm|[/.\-–,])·(?P<year>@MARKED))",
    "@SOON": r"(?: (?:này|tới|sắp tới)(?!\w))?",
    "@MIDNIGHT": r"(?:[\st]0?0[:h]00(?::00)?(?!\d))?",
    "@OF_MOON": r"(?:·\(?(?:âm lịch|âl)\)?(?!\w))",
    "@NEXT": r"(?:tiếp theo|kế tiếp|liền kề|sau liền kề|tiếp sau)",
    "@FOLLOWS": r"(?P<follows>·(?:,|và)·(?:và )?(?:(?:các|những) )?năm (?:tiếp theo|tiếp sau|kế tiếp|sau|tới)(?!\w)"
                r"| trở đi(?!\w))",
    "@MORE": r"(?:·(?:,|và|hoặc|/)·(?:@HANG )?(?:\d{1,2} tháng|tuần|tháng|quý|năm)@ALONE(?! học)){0,5}",
}


class Form(NamedTuple):
    """``make`` takes the groups of the pattern by name and gives the time; ValueError when the figures say none."""

    make: Callable[..., Time]
    pattern: str


MOON_DAY: Final = partial(Day, lunar=True)
FORMS: Final = {
    "school_year": Form(partial(Other, told=True), r"năm học(?:·@YEAR(?:@SEP@YEAR)?)?"),
    "tet_day": Form(new_year_day, r"@DAY_WORD?@FREE(?P<day>\d{1,2}) tết(?: nguyên đán| âm lịch)?(?!\w)"),
    "feast": Form(feast_day, r"(?P<feast>@FEAST)(?!\w)(?: @STEM @BRANCH)?(?:·(?:năm )?(?P<year>@YEAR))?"),
    "lunar_day": Form(MOON_DAY, r"@DAY_WORD?@FREE(?P<day>\d{1,2}|@NUMBER)(?:@SEP|·tháng·)(?P<month>@MONTH|@MOON)"
                      r"@OF_YEAR?@OF_MOON"),
    "moon_only": Form(Other, r"ngày·@EARLY?\d{1,2}@OF_MOON"),
    "moon_day": Form(MOON_DAY, r"@DAY_WORD?@FREE(?P<day>\d{1,2}|@NUMBER) tháng (?P<month>@MOON)@OF_YEAR?"),
    "full_moon": Form(partial(Day, 15, lunar=True, word="rằm"),
                      r"(?:ngày )?rằm tháng (?P<month>@MONTH|@MOON)@OF_YEAR?@OF_MOON?"),
    "moon": Form(partial(Period, "tháng", lunar=True),
                 r"(?:(?P<edge>@EDGE) )?tháng (?:(?P<month>@MOON)@OF_YEAR?@OF_MOON?)"),
    "lunar_month": Form(partial(Period, "tháng", lunar=True), r"tháng·(?P<month>@MONTH)@OF_YEAR?@OF_MOON"),
    "years": Form(year_run, r"(?:(?P<span>giai·đoạn|thời·@KY|các năm|(?:@FEW )?năm) )?(?:từ )?(?:năm )?(?P<since>@YEAR)"
                  r"·(?:@DASH|đến(?: hết)?|tới|và|,)·(?:năm )?(?P<year>@YEAR)(?!·/)@FOLLOWS?"),
    "first_days": Form(partial(Day, word="ngày"),
                       r"(?P<day>\d{1,2}) ngày đầu (?:của )?tháng·(?P<month>@MONTH)@OF_YEAR?"),
    "half_year": Form(half_year, r"(?P<size>0?[369]|sáu|ba|chín) tháng (?P<part>đầu|cuối) (?:của )?năm"
                      r"(?: (?:(?P<year>@YEAR)|(?P<ahead>@AHEAD)(?!\w)))?"),
    "half": Form(half_year, r"nửa (?P<part>đầu|cuối) năm(?: (?:(?P<year>@YEAR)|(?P<ahead>@AHEAD)(?!\w)))?"),
    "rest": Form(partial(half_year, rest=True), r"(?:những|các) tháng (?P<part>đầu|cuối) năm(?: (?P<year>@YEAR))?"),
    "iso_day": Form(Day, r"@DAY_WORD?@FREE(?P<year>@YEAR)[\-/.](?P<month>\d{1,2})[\-/.](?P<day>\d{1,2})(?!\d)"
                    r"@MIDNIGHT"),
    "us_day": Form(us_day, r"@FREE(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>@YEAR)@MIDNIGHT"),
    "english_day": Form(Day, r"@FREE(?P<day>\d{1,2})[\-\s](?P<month>@ENGLISH)[\-\s,]{1,2}(?P<year>@YEAR|\d\d(?!\d))"),
    "day_to_day": Form(partial(Day, ranged=True), r"@DAY_WORD?@FREE\d{1,2}/\d{1,2}(?:/@YEAR)?·@DASH·(?P<day>\d{1,2})/"
                       r"(?P<month>\d{1,2})(?:/(?P<year>@YEAR))?(?![\d/])"),
    "full_day": Form(whole_day, r"@DAY_WORD?@FREE(?P<day>\d{1,2})@SEP(?P<month>\d{1,2})(?:@SEP|·năm·)(?P<year>@MARKED)"
                     r"(?!·/·\w)@MIDNIGHT"),
    "day_range": Form(partial(Day, ranged=True), r"@DAY_WORD?@FREE\d{1,2}·@DASH·(?P<day>\d{1,2})(?:·/·|·tháng·)"
                      r"(?P<month>\d{1,2})(?!\d)@OF_YEAR?(?!\s?/)"),
    "short_year_day": Form(Day, r"@DAY_WORD?@FREE(?P<day>\d{1,2})[/\-.](?P<month>\d{1,2})[/\-.]"
                           r"(?P<year>[2-4]\d)(?![\d/])"),
    "day_list": Form(day_list, r"ngày·(?P<days>\d{1,2}(?:·(?:,|và)·\d{1,2}){1,5})"
                     r"(?:·tháng·(?P<month>@MONTH)@OF_YEAR?|(?=·(?:của )?(?:@HANG|mỗi) tháng))"),
    "word_day": Form(Day, r"@DAY_WORD(?P<day>\d{1,2}|@NUMBER)·tháng·(?P<month>@MONTH)@OF_YEAR?@SOON"),
    "plain_day": Form(Day, r"@FREE(?P<day>\d{1,2})·tháng·(?P<month>\d{1,2}(?!\d))"
                      r"(?:·(?:,?·năm|/)·(?P<year>@MARKED)|(?=·(?:[,;.)(]|$)))"),
    "second_day": Form(Day, r"(?<=và\s)(?P<day>\d{1,2})·tháng·(?P<month>\d{1,2}(?!\d))@OF_YEAR?"),
    "day_month": Form(Day, r"@DAY_WORD(?P<day>\d{1,2})·[/.\-]·(?P<month>\d{1,2})(?![\d/])(?!·%)@SOON"),
    "day": Form(Day, r"@DAY_WORD(?P<day>\d{1,2})(?![\d/])"),
    "bare_day": Form(Day, r"(?<![\d/.,\-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/%]|-?\w)(?!·(?:ngày|số|tổng|%))"),
    "quarter": Form(quarter_run, r"(?:(?P<edge>@EDGE) )?(?:quý|q\.?(?=\s?@QUARTER·[/.\-]·@YEAR))·(?P<run>@QUARTER"
                    r"(?:·(?:,|và|\+|@DASH|đến|hoặc)·(?:quý·)?@QUARTER){0,3})@OF_YEAR?@FOLLOWS?"),
    "week": Form(partial(Period, "tuần"), r"tuần (?:lễ )?(?:thứ )?(?P<week>[1-5]|@ORDINAL)(?!\w)·,?·(?:của )?"
                 r"(?:tháng·|t(?=\d)|/·)(?P<month>@MONTH)@OF_YEAR?"),
    "month": Form(month_run, r"(?:(?P<edge>@EDGE) )?tháng·"
                  r"(?P<run>@MONTH(?:(?:·(?:,|và|@DASH|đến)·(?:tháng·)?\d{1,2}(?!\d)){1,7}"
                  r"(?=·(?:(?:/|năm|-)·@YEAR|(?:của )?@HANG năm)))?)@OF_YEAR?@FOLLOWS?"),
    "bare_month": Form(partial(Period, "tháng", bare=True),
                       r"@FREE(?:t\.?\s?)?(?P<month>\d{1,2})\s?/\s?(?P<year>@YEAR)(?!·/)(?!-\w)"),
    "year": Form(partial(Period, "năm", 12, 12), r"(?:(?P<edge>@EDGE) )?năm·(?P<year>@YEAR)(?!·/)@FOLLOWS?"),
    "quarter_end": Form(partial(repeat, "quý", word="của"), r"(?:của )?tháng (?:cuối|đầu)(?: cùng| tiên)? (?:của )?"
                        r"(?:(?:mỗi|@HANG) )?quý(?: @NEXT)?(?!\w)"),
    "month_end": Form(partial(repeat, "tháng", word="của"),
                      r"(?:của )?(?:các )?tháng (?:@NEXT|báo cáo)(?: liền kề)?(?!\w)|của tháng(?=·(?:[,;.)(]|$))"),
    "year_end": Form(partial(repeat, "năm", word="của"),
                     r"(?:của )?năm (?:@NEXT|kế hoạch|báo cáo)(?: liền kề)?(?!\w)"),
    "relative": Form(relative, r"(?:(?P<edge>@EDGE) )?(?P<unit>tuần|tháng|quý|năm) (?P<ahead>@AHEAD)(?!\w)"),
    "edge": Form(relative, r"(?P<edge>@EDGE) (?P<unit>tuần|tháng|quý|năm)@ALONE"),
    "relative_day": Form(partial(Day, word="ngày"), r"(?:ngày )?(?P<offset>@RELATIVE_DAY)(?!\w)"),
    "last_day": Form(partial(repeat, last=True), r"(?P<word>ngày) (?:làm việc )?cuối(?: cùng)? (?:của )?"
                     r"(?:(?:@HANG|mỗi) )?(?P<cycles>(?:tháng|quý|năm))@ALONE"),
    "every": Form(repeat, r"(?P<word>@HANG|mỗi) (?P<cycles>@PERIOD@ALONE@MORE)"
                  r"(?: (?:(?:ít nhất|tối thiểu|không dưới) )?(?P<times>@FEW) (?P<once>lần))?"),
    "often": Form(repeat, r"(?P<times>@FEW) lần·(?:/|trong|mỗi|một|1)·(?:01 |1 |một )?·(?P<cycles>@PERIOD)(?!\w)"),
    "once_in": Form(repeat, r"(?:(?P<word>mỗi|@HANG) )?(?:(?P<interval>@FEW) )?(?P<cycles>@PERIOD)"
                    r"(?:·/·(?:0?1 |một )?| (?P<times>@FEW) )·(?P<once>lần)"),
    "regular": Form(repeat, r"(?P<word>định) @KY(?: báo cáo)?·(?:\(·)?(?:(?:ít nhất|tối thiểu|theo|vào) )?"
                    r"(?:(?:@HANG|mỗi) )?(?:(?P<interval>@FEW) )?(?P<cycles>(?:tuần|tháng|quý|năm)@ALONE@MORE)"
                    r"(?:·/?·(?:một |1 |01 )?lần)?"),
    "weekday": Form(Weekday, r"(?:ngày )?(?P<code>thứ (?:@WEEKDAY)(?!\w)|chủ nhật)"),
    "clock": Form(time_of_day, r"(?<![\d/.,])(?P<hour>\d{1,2})\s?"
                  r"(?:(?:giờ|h)\s?(?=[0-5]\d(?![\d/]))|[g:]\s?(?=[0-5]\d(?!\d))|(?:giờ|h|g)"
                  r"(?=·,?·(?:(?:của|các|sáng|trưa|chiều|tối) )?·(?:ngày|thứ|chủ|hôm|mai|nay|@HANG ngày|\d{1,2}/)))"
                  r"(?P<minute>[0-5]\d(?![\d/]))?\s?(?:phút(?!\w)|['’′])?(?!\w)"
                  r"(?: (?P<noon>sáng|trưa|chiều|tối)(?!\w| mai| nay))?"),
    "length": Form(reckoned, r"(?<![\d.,/\-])(?:\d{1,2}·@DASH·)?(?P<count>\d{1,3}(?:[.,]\d)?|@NUMBER|năm(?=·\(·0?5))·"
                   r"(?:\([\w\s]{1,16}\)·)?(?P<unit>@UNIT)(?!\w)(?P<working> làm việc)?"),
    "bare_years": Form(year_run, r"@FREE(?P<since>@YEAR)·@DASH·(?P<year>@YEAR)(?!·/)"),
    "bare_year": Form(partial(Period, "năm", 12, 12, bare=True),
                      r"@FREE(?P<year>@YEAR)(?:@FOLLOWS|(?=·(?:[,;:.)]|và|$))(?!·[./]·\w))"),
}
"""Where two forms begin together the first one is taken."""

CELL_FORMS: Final = {
    "serial": Form(excel_day, r"(?<!.)(?P<serial>4[3-9]\d{3}|5[0-4]\d{3})(?:[.,]0)?·$"),
    "english_first": Form(Day, r"(?P<month>@ENGLISH)[\s.]{1,2}(?P<day>\d{1,2})(?:st|nd|rd|th)?[,\s]{1,2}"
                          r"(?P<year>@YEAR)"),
    "joined_figures": Form(Day, r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)"),
    "month_range": Form(month_run, r"@FREE(?P<run>\d{1,2}·@DASH·\d{1,2})·/·(?P<year>@YEAR)"),
    "english_month": Form(partial(Period, "tháng"), r"(?P<month>@ENGLISH)[\-\s.,]{1,2}(?P<year>@YEAR|\d\d(?!\d))"),
    "roman": Form(quarter_run, r"(?<!\w)(?P<run>i{1,3}|iv)·[/.\-]·(?P<year>@YEAR)"),
    "short_quarter": Form(quarter_run, r"(?:(?P<edge>@EDGE) )?q\.?\s?(?P<run>@QUARTER)@OF_YEAR?(?!\w)"),
    "short_month": Form(month_run, r"(?:(?P<edge>@EDGE) )?t\.?\s?(?P<run>0?[1-9]|1[0-2])@OF_YEAR?(?![\w/])"),
    "month_year": Form(partial(Period, "tháng", bare=True),
                       r"@FREE(?P<month>0?[1-9]|1[0-2])[.\-](?P<year>@YEAR)(?![.\d/])"),
    "short_day": Form(Day, r"(?<![\d/.,\-])(?P<day>0?[1-9]|[12]\d|3[01])[.\-](?P<month>0?[1-9]|1[0-2])"
                      r"(?![\d./\-%]|·@PERIOD)"),
    "bare_list": Form(day_list, r"@FREE(?P<days>\d{1,2}(?:·(?:,|và)·\d{1,2}){0,5})(?=·@HANG tháng)"),
}
"""Forms that are a time only in a cell of a time column, taken before the others."""
