"""What the stamp of receipt says: số đến and ngày đến (NĐ 30/2020/NĐ-CP, Điều 22 and Phụ lục IV, mẫu dấu *Đến*).

A stamp is read when it lies on a scan; its figures are mostly written by hand, and what was not read surely is a blank
in its text. A day before the directive was signed, or long after, was misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.model import Doubt, Receipt

from ..printed import fold, make_date

_NUMBER = re.compile(r"(?i)(?<!\w)số\W{0,12}(?P<number>\d{1,6}(?!\d|\s?[/.-]\s?\d))")
_DAY = re.compile(r"(?i)ngày\W{0,12}(?P<day>\d{1,2})(?:\s?[/.-]\s?|\W{0,8}tháng\W{0,8})(?P<month>\d{1,2})"
                  r"(?:\s?[/.-]\s?|\W{0,8}năm\W{0,8})(?P<year>(?:20)?\d{2})(?!\d)")
_LATEST = timedelta(days=400)  # after signing; a directive that took longer is rarer than a misread year


def read_receipt(text: str, issued_on: date | None) -> Receipt:
    """Số đến and ngày đến of the words of a stamp, None for what they do not tell."""
    folded = fold(text)
    number, day = _NUMBER.search(folded), _DAY.search(folded)
    on = make_date(day["day"], day["month"], f"20{day['year'][-2:]}") if day else None
    if on and issued_on and not issued_on <= on <= issued_on + _LATEST:
        on = None
    return Receipt(number["number"] if number else None, on)


def receipt_doubts(receipt: Receipt | None) -> Iterator[Doubt]:
    """What a clerk has to know of a stamp of receipt: what was read of it, and what was not."""
    if receipt is None:
        return
    read = {"số đến": receipt.number, "ngày đến": receipt.on.strftime("%d/%m/%Y") if receipt.on else None}
    told = ", ".join(f"{name} {value}" for name, value in read.items() if value)
    left = " và ".join(name for name, value in read.items() if not value)
    legible = f"đọc được {told}. " if told else ""
    rest = f"{left[:1].upper()}{left[1:]} viết tay hoặc mờ nên chưa đọc được. " if left else ""
    yield Doubt("dau-den", f"Trang 1 có dấu đến: {legible}{rest}Đối chiếu với sổ đăng ký văn bản đến.")
