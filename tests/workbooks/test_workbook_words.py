"""Limits in words, slugs, cells, statuses: value → what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_register import AS_OF, FINANCE, INVEST, on, register, task

from pipeline.knowledge.registry import Registry
from pipeline.model import Limit, Party
from pipeline.workbooks import words
from pipeline.workbooks.cells import CELL_LIMIT, CUT_MARK, clean, could_be_formula
from pipeline.workbooks.holders import WAITING, folder_of, holder_of
from pipeline.workbooks.metrics import line_count
from pipeline.workbooks.slugs import NO_LEAD_SLUG, SLUG_LIMIT, WAITING_SLUG, slug
from pipeline.workbooks.standing import STATUS_WORDS, State, Tally, doubts_of, progress, state_of


@pytest.mark.parametrize(("rrule", "shown"), [
    ("FREQ=DAILY", "hằng ngày"),
    ("FREQ=WEEKLY", "hằng tuần"),
    ("FREQ=WEEKLY;BYDAY=FR", "thứ Sáu hằng tuần"),
    ("FREQ=WEEKLY;BYDAY=MO,TH", "thứ Hai, thứ Năm hằng tuần"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "thứ Hai, 2 tuần một lần"),
    ("FREQ=MONTHLY;BYMONTHDAY=25", "ngày 25 hằng tháng"),
    ("FREQ=MONTHLY;BYMONTHDAY=5", "ngày 05 hằng tháng"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "ngày cuối cùng hằng tháng"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "thứ Sáu cuối cùng hằng tháng"),
    ("FREQ=MONTHLY;INTERVAL=3", "hằng quý"),
    ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần"),
    ("FREQ=YEARLY", "hằng năm"),
    ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", "ngày 30 tháng 11 hằng năm"),
    ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5", "ngày 05 tháng 01 hằng năm"),
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", "ngày 15 các tháng 3, 6, 9, 12 hằng năm"),
    ("FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO", "định kỳ (FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO)"),
    ("whatever", "định kỳ (whatever)"),
])
def test_recurrence_in_words(rrule, shown):
    assert words.recurrence(rrule) == shown


@pytest.mark.parametrize(("value", "working", "shown"), [
    ("P10D", False, "10 ngày"), ("P5D", True, "05 ngày làm việc"), ("PT24H", False, "24 giờ"), ("P2W", False, "02 tuần"),
    ("P1Y6M", False, "01 năm 06 tháng"), ("P", False, "P"), ("soon", False, "soon"),
])
def test_duration_in_words(value, working, shown):
    assert words.duration(value, working) == shown


@pytest.mark.parametrize(("limit", "shown"), [
    (Limit("x", "DATE", due=date(2024, 9, 12), time="17:00"), "17 giờ 00 ngày 12/09/2024"),
    (Limit("x", "DURATION", value="P10D", working=True), "trong 10 ngày làm việc"),
    (Limit("x", "DURATION", value="P10D", due=date(2025, 1, 2)), "trong 10 ngày, ngày 02/01/2025"),
    (Limit("x", "SET", rrule="FREQ=WEEKLY;BYDAY=FR", time="16:30"), "16 giờ 30 thứ Sáu hằng tuần"),
    (Limit("theo kế hoạch", "DATE"), "theo kế hoạch"),
])
def test_limit_in_words(limit, shown):
    assert words.limit_value(limit) == shown


@pytest.mark.parametrize(("day", "shown"), [
    (date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"), (date(2024, 3, 29), "ngày 29 tháng 3 năm 2024"),
])
def test_dates_follow_the_decree(day, shown):
    assert words.long_date(day) == shown


@pytest.mark.parametrize(("name", "folder"), [
    ("Sở Nông nghiệp và Môi trường", "so-nong-nghiep-va-moi-truong"), ("các sở, ban, ngành", "cac-so-ban-nganh"),
    ("UBND tỉnh Đắk Lắk", "ubnd-tinh-dak-lak"), ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"), ("…", "co-quan"),
    ("../../etc/passwd", "etc-passwd"),
])
def test_slugs(name, folder):
    assert slug(name) == folder


@pytest.mark.parametrize(("agency_id", "folder"), [
    ("bo-y-te", "bo-y-te"), ("tinh-lao-cai.so-y-te", "so-y-te-tinh-lao-cai"),
    ("tinh-lao-cai.ubnd-xa-bac-ha", "ubnd-xa-bac-ha-tinh-lao-cai"),
    ("tinh-lao-cai.so-y-te/van-phong-so", "van-phong-so--so-y-te-tinh-lao-cai"),
])
def test_the_folder_of_a_known_body_is_its_id(agency_id, folder):
    assert folder_of(agency_id) == folder


def test_known_bodies_never_share_a_folder():
    registry = Registry.load()
    bodies = [*registry.agencies, *registry.further,
              *(f"{place}.{own}" for place in registry.provinces for own in registry.templates)]
    folders = {folder_of(one) for one in bodies}
    assert len(folders) == len(set(bodies))
    assert all(len(folder) <= SLUG_LIMIT and folder not in ("con", NO_LEAD_SLUG, WAITING_SLUG) for folder in folders)


def test_names_without_id_never_share_a_folder():
    long = "Trường trung học phổ thông chuyên " + "Tân " * 30
    names = ["Trường Tân An", "Trường Tân Ân", long + "X", long + "Y", "Con", "Chưa rõ cơ quan tổ chức"]
    folders = [holder_of(Party(name, name)).folder for name in names]
    assert len(set(folders)) == len(names)
    assert all(len(folder) <= SLUG_LIMIT for folder in folders)
    assert len({holder_of(Party("", name)).folder for name in ("Trường Thủy An", "Trường  Thuỷ An")}) == 1


@pytest.mark.parametrize(("party", "folder"), [
    (Party("", "Sở Y tế"), "so-y-te-chua-ro-dia-phuong"), (Party("", "các bộ, ngành", group=True), "cac-bo-nganh"),
    (Party("", "UBND tỉnh Lào Cai", "tinh-lao-cai.ubnd"), "ubnd-tinh-lao-cai"),
    (Party("", "tỉnh Lào Cai", "tinh-lao-cai"), "ubnd-tinh-lao-cai"),
])
def test_holders(party, folder):
    assert holder_of(party).folder == folder


@pytest.mark.parametrize("role", ["chủ đầu tư", "cơ quan liên quan", "đơn vị", "địa phương", "người đứng đầu",
                                  "Trưởng Ban Chỉ đạo", "Nguyễn Thị Mẫu", "Chính quyền địa phương", "Công ty tổ chức"])
def test_what_is_no_agency_waits_for_a_person(role):
    assert holder_of(Party("", role)) is WAITING


@given(st.text())
def test_clean_text_is_legal_and_fits(text):
    made = clean(text)
    assert not any(ch in made for ch in "\x00\x07\x0b\x1f\r\ufffe\uffff")
    made.encode("utf-8")
    assert clean(made) == made


@pytest.mark.parametrize("letter", ["ữ", "𝄞"])
def test_long_text_is_cut_with_a_mark(letter):
    made = clean(letter * 40_000)
    assert made.endswith(CUT_MARK)
    assert len(made.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert clean("a" * CELL_LIMIT) == "a" * CELL_LIMIT


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@x", "\t=1", "\tx", "  =1", "\n=2"])
def test_formula_starts_are_seen(text):
    assert could_be_formula(text)


@pytest.mark.parametrize("text", ["1+1=2", "Sở Y tế", "", "a-b"])
def test_plain_text_is_plain(text):
    assert not could_be_formula(text)


@pytest.mark.parametrize(("days", "state", "shown"), [
    (-1, State.OVERDUE, "Quá hạn 1 ngày"), (0, State.NEAR, "Đến hạn hôm nay"), (7, State.NEAR, "Sắp đến hạn: còn 7 ngày"),
    (8, State.IN_TIME, "Còn 8 ngày"),
])
def test_overdue_starts_the_day_after_the_limit(days, state, shown):
    row = task(1, INVEST, None, "Báo cáo", (FINANCE,), on(AS_OF + timedelta(days), "x"))
    assert state_of(row, AS_OF) is state
    assert progress(row, AS_OF) == shown


@pytest.mark.parametrize(("done_on", "state", "shown"), [
    (date(2025, 5, 1), State.DONE_IN_TIME, "Xong ngày 01/05/2025"),
    (date(2025, 5, 3), State.DONE_LATE, "Xong ngày 03/05/2025, trễ 2 ngày"),
    (None, State.DONE_IN_TIME, "Chưa ghi ngày hoàn thành"),
])
def test_done_in_time_or_late(done_on, state, shown):
    row = task(1, INVEST, None, "Báo cáo", (FINANCE,), on(date(2025, 5, 1), "x"), status="hoàn thành", completed_on=done_on)
    assert state_of(row, AS_OF) is state
    assert progress(row, AS_OF) == shown


@pytest.mark.parametrize(("status", "done_on", "state", "doubted"), [
    ("hoàn thành đúng hạn", date(2025, 5, 3), State.DONE_IN_TIME, True), ("hoàn thành quá hạn", None, State.DONE_LATE, True),
    ("hoàn thành quá hạn", date(2025, 5, 3), State.DONE_LATE, False), ("bị hủy", None, State.CANCELLED, False),
])
def test_what_people_said_stands(status, done_on, state, doubted):
    row = task(1, INVEST, None, "Báo cáo", (FINANCE,), on(date(2025, 5, 1), "x"), status=status, completed_on=done_on)
    assert (state_of(row, AS_OF), bool(doubts_of(row))) == (state, doubted)


def test_more_time_counts_and_what_was_called_off_does_not():
    late = task(1, INVEST, None, "Báo cáo", (FINANCE,), on(date(2025, 5, 1), "x"))
    assert state_of(late, AS_OF) is State.OVERDUE
    assert state_of(replace(late, extended_to=AS_OF), AS_OF) is State.NEAR
    tally = Tally.of((late, replace(late, status="bị hủy")), AS_OF)
    assert tally.words == ("1 nhiệm vụ: hoàn thành đúng hạn 0, quá hạn 0; chưa hoàn thành trong hạn 0 (sắp đến hạn 0), quá hạn "
                           "1; không hạn 0 (đã hoàn thành 0); bị hủy 1 (không tính)")


def test_without_a_limit_nothing_is_overdue():
    row = task(1, INVEST, None, "Báo cáo", (FINANCE,))
    assert STATUS_WORDS[state_of(row, date.max)] == "Chưa hoàn thành (không hạn)"
    assert state_of(replace(row, status="hoàn thành"), AS_OF) is State.DONE_UNDATED


def test_tally_shares_out_every_task():
    whole = register()
    tally = Tally.of(whole.tasks, whole.as_of)
    assert tally.total == len(whole.tasks)
    assert (tally[State.OVERDUE], tally[State.NEAR], tally[State.DONE_LATE], tally.done) == (3, 4, 1, 4)


def test_more_text_needs_more_lines():
    assert line_count("một hai ba", 40) == 1
    assert line_count("một\nhai", 40) == 2
    assert line_count("từ " * 200, 20) > line_count("từ " * 200, 40) > 5
    assert line_count("k" * 300, 20) > 10
