"""Counting days by Bộ luật Dân sự 2015, Điều 146–148, and what the rule says of it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.language.limits import find_limits
from pipeline.language.limits.workdays import after, is_working, next_working


@pytest.mark.parametrize(("start", "count", "unit", "working", "end"), [
    (date(2025, 11, 20), 5, "D", False, date(2025, 11, 25)),
    (date(2025, 11, 20), 5, "D", True, date(2025, 11, 27)),
    (date(2025, 11, 21), 1, "D", True, date(2025, 11, 24)),
    (date(2025, 12, 31), 1, "D", True, date(2026, 1, 5)),  # Friday 2 January was swapped for Saturday the 10th
    (date(2026, 1, 8), 2, "D", True, date(2026, 1, 10)),
    (date(2024, 5, 3), 1, "D", True, date(2024, 5, 4)),
    (date(2025, 4, 24), 3, "D", True, date(2025, 4, 28)),
    (date(2026, 8, 28), 1, "D", True, date(2026, 9, 3)),
    (date(2025, 2, 5), -2, "D", True, date(2025, 2, 3)),
    (date(2025, 5, 5), -2, "D", True, date(2025, 4, 28)),
    (date(2026, 2, 13), 1, "D", True, date(2026, 2, 23)),  # Tết Bính Ngọ: 16 to 20 February and the weekend
    (date(2025, 11, 20), 2, "W", False, date(2025, 12, 4)),
    (date(2026, 1, 31), 1, "M", False, date(2026, 2, 28)),
    (date(2024, 2, 29), 1, "Y", False, date(2025, 2, 28)),
    (date(2025, 11, 20), 48, "H", False, date(2025, 11, 22)),
])
def test_days_are_counted_from_the_day_after(start: date, count: int, unit: str, working: bool, end: date) -> None:
    assert after(start, count, unit, working) == end


@pytest.mark.parametrize(("day", "working"), [
    (date(2025, 9, 2), False), (date(2026, 2, 17), False), (date(2026, 4, 30), False), (date(2025, 11, 22), False), (date(2025, 11, 21), True),
])
def test_holidays_and_weekends_are_no_working_days(day: date, working: bool) -> None:
    assert is_working(day) is working


def test_a_last_day_on_a_holiday_moves_on() -> None:
    assert next_working(date(2026, 2, 16)) == date(2026, 2, 23)


def test_the_day_printed_stays_unless_shift_is_asked_for() -> None:
    text = "hoàn thành trước ngày 30/11/2025"
    (kept,) = find_limits(text, date(2025, 11, 20))
    (moved,) = find_limits(text, date(2025, 11, 20), shift=True)
    assert kept.due == date(2025, 11, 30)
    assert kept.rule == "“trước ngày 30/11/2025”: lấy ngày được nêu"
    assert moved.due == date(2025, 12, 1)
    assert moved.rule.endswith("30/11/2025 là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo 01/12/2025 (Bộ luật Dân sự 2015, Điều 148)")


@pytest.mark.parametrize(("text", "rule"), [
    ("trước ngày 30/4", "“trước ngày 30/4”: lấy ngày được nêu; năm suy từ ngày ban hành"),
    ("trước tháng 10/2026", "“trước tháng 10/2026”: ngày cuối cùng trước tháng"),
    ("trong quý II/2026", "“trong quý II/2026”: ngày cuối cùng của quý"),
    ("vào giữa tháng 12/2025", "“vào giữa tháng 12/2025”: ngày giữa tháng (Bộ luật Dân sự 2015, Điều 146)"),
    ("trước ngày 31/11/2025", "“trước ngày 31/11/2025”: ngày không có trong lịch, đề nghị kiểm tra"),
    ("trước ngày 25 hằng tháng", "“trước ngày 25 hằng tháng”: việc lặp lại theo kỳ được nêu"),
    ("trong vòng 05 ngày làm việc kể từ ngày ký", "“trong vòng 05 ngày làm việc kể từ ngày ký”: 5 ngày làm việc tính từ ngày ban hành, "
     "không tính ngày đầu (Bộ luật Dân sự 2015, Điều 147), bỏ ngày nghỉ và ngày lễ"),
    ("trong vòng 05 ngày kể từ ngày nhận hồ sơ", "“trong vòng 05 ngày kể từ ngày nhận hồ sơ”: 5 ngày; chưa tính được ngày cuối vì không rõ mốc bắt đầu"),
])
def test_the_rule_tells_how_the_value_was_made(text: str, rule: str) -> None:
    assert [limit.rule for limit in find_limits(text, date(2025, 11, 20))] == [rule]


def test_without_a_day_of_issue_a_day_without_year_is_left_open() -> None:
    (limit,) = find_limits("gửi báo cáo trước ngày 15/12", None)
    assert limit.due is None
    assert "đề nghị kiểm tra" in limit.rule
    (sure,) = find_limits("gửi báo cáo trước ngày 15/12/2025", None)
    assert sure.due == date(2025, 12, 15)


def test_a_day_long_past_is_background_and_a_day_just_past_is_kept() -> None:
    assert find_limits("hoàn thành trước ngày 30/6/2025", date(2025, 11, 20)) == ()
    (limit,) = find_limits("hoàn thành trước ngày 15/11/2025", date(2025, 11, 20))
    assert limit.due == date(2025, 11, 15)
