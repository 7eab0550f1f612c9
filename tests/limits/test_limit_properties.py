"""Laws of time limits: any day in any form is found, spans are true, no text makes them fail or hang."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.limits import cell_limits, find_limits, is_bare_limit, time_mentions

ISSUED = date(2025, 11, 20)
DAYS = st.dates(date(2025, 11, 20), date(2049, 12, 31))
FORMS = (
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d} - {m} - {y}", "{d}.{m}.{y}", "{d}/ {m}/{y}", "{d} / {m} / {y}",
    "{d} tháng {m} năm {y}", "{d:02} tháng {m:02} năm {y}", "{d} tháng {m}/{y}", "{d}/{m} năm {y}", "{d} tháng {m}, năm {y}",
)
CUES = ("trước ngày ", "chậm nhất ngày ", "chậm nhất là ngày ", "đến hết ngày ", "không quá ngày ", "hoàn thành ngày ", "Trước ", "trong ngày ")
PIECES = st.lists(st.sampled_from([
    "trước ", "ngày ", "tháng ", "năm ", "quý ", "III", "12", "/", "-", "30", "2026", " ", "hằng ", "định kỳ ", "và ", ", ", "(", ")", "đến ", "từ ",
    "trong vòng ", "làm việc ", "kể từ ", "ký", "hoàn thành ", "thứ ", "Sáu ", "17h00 ", "giờ ", "cuối ", "giai đoạn ", "hết ", ".", ";", "\n", "Ư", "İ", "lần", "đầu ", "sau ", "tới ", "này", "tuần ", "tết ", "mùng ", "âm lịch ", "tháng chạp ", "ngày mai ", "T6", "Jun-25", "45838", "²",
]), max_size=24).map("".join)


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(CUES))
def test_any_day_in_any_form_is_found_with_its_value(day: date, form: str, cue: str) -> None:
    words = cue + form.format(d=day.day, m=day.month, y=day.year)
    text = f"Sở Nội vụ rà soát, gửi kết quả về Bộ Nội vụ, {words}; các xã phối hợp."
    limits = find_limits(text, ISSUED)
    assert [(limit.type, limit.due) for limit in limits] == [("DATE", day)]
    assert limits[0].text.endswith(words.split(" ngày ")[-1].removeprefix("Trước "))


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), DAYS.filter(lambda d: (d.month, d.day) != (2, 29)))
def test_a_day_without_year_is_the_next_one(issued: date, day: date) -> None:
    (limit,) = find_limits(f"gửi báo cáo trước ngày {day.day}/{day.month}", issued)
    assert limit.due is not None
    assert (limit.due.day, limit.due.month) == (day.day, day.month)
    assert 0 <= (limit.due - issued).days < 366
    assert "ngày ban hành" in limit.rule


@given(st.one_of(PIECES, st.text(max_size=200)), st.one_of(st.none(), st.dates()), st.booleans())
def test_spans_are_true_and_do_not_cross(text: str, issued: date | None, shift: bool) -> None:
    for find in (find_limits, cell_limits):
        limits = find(text, issued, shift=shift)
        for limit in limits:
            assert limit.start is not None
            assert limit.end is not None
            assert text[limit.start:limit.end] == limit.text != ""
            assert limit.rule
        spans = sorted({(limit.start, limit.end) for limit in limits})
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    is_bare_limit(text, issued)
    assert all(m.refused or m.limits for m in time_mentions(text, issued))


@given(PIECES)
def test_without_cues_nothing_but_times_is_found(text: str) -> None:
    assert find_limits("", ISSUED) == cell_limits("", ISSUED) == ()
    assert all(any(c.isdigit() or c.isalpha() for c in limit.text) for limit in find_limits(text, ISSUED))


@pytest.mark.parametrize("piece", [
    "trước ngày ", "ngày 30/", "tháng 1, 2, ", "hoàn thành trước ", "định kỳ hằng ", "12/", "quý I, ", " ", "trong vòng 10 ngày kể từ ", "(", "năm 2025 - ", "9",
    "hằng tháng, quý, ", "đến ", "từ ngày 1 đến ", "ngày 1, 2, 3, ",
])
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " kiểm tra; hoàn thành trước ngày 30/6/2026."
    assert any(limit.due == date(2026, 6, 30) and limit.text == "trước ngày 30/6/2026" for limit in find_limits(text, ISSUED))
