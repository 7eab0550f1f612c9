"""Dates, durations and recurring limits in the words of Vietnamese administration.

Day and month are written as NĐ 30/2020/NĐ-CP, Phụ lục I asks: a zero before days under 10 and before
months 1 and 2. Rules of recurrence are RFC 5545, durations ISO 8601.
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.model import Limit, Modality

_WEEKDAYS = {"MO": "thứ Hai", "TU": "thứ Ba", "WE": "thứ Tư", "TH": "thứ Năm", "FR": "thứ Sáu", "SA": "thứ Bảy",
             "SU": "Chủ nhật"}
_EVERY = {("DAILY", 1): "hằng ngày", ("WEEKLY", 1): "hằng tuần", ("MONTHLY", 1): "hằng tháng",
          ("MONTHLY", 3): "hằng quý", ("MONTHLY", 12): "hằng năm", ("YEARLY", 1): "hằng năm"}
_UNITS = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_DURATION_UNITS = ("năm", "tháng", "tuần", "ngày", "giờ", "phút")
_MODALITIES: dict[Modality, str] = {"obligation": "Phải thực hiện", "prohibition": "Không được làm",
                                    "accountability": "Chịu trách nhiệm"}


def long_date(day: date) -> str:
    """``ngày 05 tháng 02 năm 2025``."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def short_date(day: date) -> str:
    """``05/02/2025``, as the date cells show it."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def modality_words(modality: Modality) -> str:
    """What kind of task it is, for the analyst."""
    return _MODALITIES[modality]


def clock(time: str) -> str:
    """``17:00`` → ``17 giờ 00``."""
    hour, _, minute = time.partition(":")
    return f"{hour} giờ {minute or '00'}"


def recurrence(rrule: str) -> str:
    """``FREQ=MONTHLY;BYMONTHDAY=25`` → ``ngày 25 hằng tháng``; an unknown rule stays visible as it is."""
    parts = dict(item.split("=", 1) for item in rrule.upper().removeprefix("RRULE:").split(";") if "=" in item)
    freq = parts.get("FREQ", "")
    interval = int(parts["INTERVAL"]) if parts.get("INTERVAL", "").isdigit() else 1
    if freq not in _UNITS or set(parts) - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH"}:
        return f"định kỳ ({rrule})"
    every = _EVERY.get((freq, interval), f"{interval} {_UNITS[freq]} một lần")
    days = _month_days(parts.get("BYMONTHDAY", "")) or _week_days(parts.get("BYDAY", ""))
    when = " ".join(word for word in (days, _months(parts.get("BYMONTH", ""))) if word)
    return f"{when}{' ' if every in _EVERY.values() else ', '}{every}" if when else every


def duration(value: str, working: bool) -> str:
    """``P10D`` → ``10 ngày``, with *làm việc* for working days; an unknown value stays as it is."""
    found = _DURATION.fullmatch(value)
    if not found or not any(found.groups()):
        return value
    counted = [f"{int(n):02d} {unit}" for n, unit in zip(found.groups(), _DURATION_UNITS, strict=True) if n]
    return " ".join(counted) + (" làm việc" if working else "")


def limit_value(limit: Limit) -> str:
    """What the limit comes to: ``17 giờ 00 ngày 12/09/2024``, ``trong 10 ngày làm việc``, ``hằng quý``."""
    made: list[str] = []
    if limit.rrule:
        made.append(recurrence(limit.rrule))
    if limit.value:
        made.append(f"trong {duration(limit.value, limit.working)}")
    if limit.due:
        made.append(f"ngày {short_date(limit.due)}")
    at = f"{clock(limit.time)} " if limit.time else ""
    return at + ", ".join(made) if made or at else limit.text


def limit_source(limit: Limit) -> str:
    """The words of the directive, and from where they were taken over if they stand elsewhere."""
    words = f"“{limit.text.strip()}”" if limit.text.strip() else "(không có nguyên văn)"
    return f"{words} (theo {limit.inherited_from})" if limit.inherited_from else words


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _month_days(numbers: str) -> str:
    if not numbers:
        return ""
    if numbers == "-1":
        return "ngày cuối cùng"
    return "ngày " + ", ".join(n.zfill(2) for n in numbers.split(","))


def _week_days(codes: str) -> str:
    return ", ".join(_week_day(code) for code in codes.split(",")) if codes else ""


def _week_day(code: str) -> str:
    name = _WEEKDAYS.get(code[-2:], code)
    place = {"1": " đầu tiên", "-1": " cuối cùng"}.get(code[:-2])
    return name + (place or (f" tuần {code[:-2]}" if code[:-2] else ""))


def _months(numbers: str) -> str:
    if not numbers:
        return ""
    months = [_month(int(n)) if n.isdigit() else n for n in numbers.split(",")]
    return ("tháng " if len(months) == 1 else "các tháng ") + ", ".join(months)
