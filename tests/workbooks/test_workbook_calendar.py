"""The calendar of a list: read back by the library that wrote it, and followed over several publications."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar
from workbook_register import AS_OF, FINANCE, HEALTH, INVEST, STORM, on, register, task

from pipeline.model import Register
from pipeline.workbooks.calendars import CALENDAR_NAME, has_days, is_our_calendar, write_calendar
from pipeline.workbooks.lists import agency_lists
from pipeline.workbooks.placing import place, remove_stale

RECEIVED = datetime(2025, 4, 2, 1, 30, tzinfo=UTC)  # 8.30 in Viet Nam


def due(day, words="trước ngày 15/5/2025", text="Báo cáo kết quả", number=1, **more):
    return task(number, INVEST, "II.1", text, (FINANCE,), on(day, words), support=(HEALTH,), **more)


def wrote(folder: Path, *tasks, as_of=AS_OF, name="Sở Tài chính") -> Path:
    """The calendar of a body after one more publication."""
    lists = agency_lists(Register(as_of, (INVEST,), tasks, (), ()))
    one = next(one for one in lists if one.name == name)
    path = folder / CALENDAR_NAME
    if has_days(one) or path.exists():
        place(partial(write_calendar, one, as_of, path), path, is_our_calendar)
    return path


def events(path: Path) -> dict[str, object]:
    return {str(event["UID"]).split(".")[0]: event for event in Calendar.from_ical(path.read_bytes()).events}


def test_an_event_tells_the_whole_task(tmp_path):
    (event,) = events(wrote(tmp_path, due(date(2025, 5, 15)))).values()
    assert str(event["UID"]) == "t0001.so-tai-chinh@chidao"
    assert event.decoded("DTSTART") == date(2025, 5, 15)
    assert str(event["SUMMARY"]) == "Hạn (chủ trì): Báo cáo kết quả (05/CT-UBND)"
    assert str(event["DESCRIPTION"]).split("\n")[:3] == [
        "Báo cáo kết quả", "Thời hạn: ngày 15/05/2025, ghi là “trước ngày 15/5/2025”",
        "Văn bản: Chỉ thị số 05/CT-UBND ngày 05/02/2025, khoản 1 mục II, trang 2"]
    assert {"Chủ trì: Sở Tài chính", "Phối hợp: Sở Y tế"} <= set(str(event["DESCRIPTION"]).split("\n"))
    assert event["CATEGORIES"].cats == ["Nhiệm vụ được giao", "Chủ trì", "Chỉ thị"]
    assert {event.decoded(name) for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED")} == {RECEIVED}
    assert (int(event["SEQUENCE"]), event["STATUS"]) == (0, "CONFIRMED")


def test_alarms_go_off_in_the_morning_seven_three_and_one_days_before(tmp_path):
    (event,) = events(wrote(tmp_path, due(date(2025, 5, 15)))).values()
    times = [datetime(2025, 5, 15) + alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert times == [datetime(2025, 5, day, 8) for day in (8, 12, 14)]


def test_only_open_tasks_with_a_day_stand_in_it(tmp_path):
    path = wrote(tmp_path, *register().tasks)
    assert set(events(path)) == {"t0015", "t0016", "t0022"}
    helped = events(wrote(tmp_path / "other", *register().tasks, name="Sở Y tế"))
    assert str(helped["t0001"]["SUMMARY"]).startswith("Hạn (phối hợp): ")


def test_a_list_without_a_day_has_no_calendar(tmp_path):
    assert not wrote(tmp_path, task(1, STORM, "1", "Báo cáo", (FINANCE,))).exists()


def test_the_sequence_rises_when_the_event_changes_and_only_then(tmp_path):
    path = wrote(tmp_path, due(date(2025, 5, 15)))
    before = path.read_bytes(), path.stat().st_mtime_ns
    wrote(tmp_path, due(date(2025, 5, 15)), as_of=AS_OF + timedelta(9))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    later = wrote(tmp_path, due(date(2025, 5, 15)), due(date(2025, 6, 1), number=2), as_of=AS_OF + timedelta(10))
    assert {name: int(event["SEQUENCE"]) for name, event in events(later).items()} == {"t0001": 0, "t0002": 0}
    moved = events(wrote(tmp_path, due(date(2025, 5, 20)), due(date(2025, 6, 1), number=2), as_of=date(2025, 5, 30)))
    assert {name: int(event["SEQUENCE"]) for name, event in moved.items()} == {"t0001": 1, "t0002": 0}
    assert moved["t0001"].decoded("LAST-MODIFIED") == datetime(2025, 5, 29, 17, tzinfo=UTC)
    assert moved["t0001"].decoded("CREATED") == RECEIVED


@pytest.mark.parametrize(("change", "summary"), [
    ({"status": "hoàn thành"}, "Đã hoàn thành: Hạn (chủ trì): Báo cáo kết quả (05/CT-UBND)"),
    ({"deadlines": ()}, "Không còn thời hạn: Hạn (chủ trì): Báo cáo kết quả (05/CT-UBND)"),
    (None, "Không còn trong danh mục: Hạn (chủ trì): Báo cáo kết quả (05/CT-UBND)"),
])
def test_what_is_over_is_cancelled_once(tmp_path, change, summary):
    first, other = due(date(2025, 5, 15)), due(date(2025, 6, 1), number=2)
    wrote(tmp_path, first, other)
    now = (other,) if change is None else (replace(first, **change), other)
    gone = events(wrote(tmp_path, *now))["t0001"]
    assert (gone["STATUS"], int(gone["SEQUENCE"]), str(gone["SUMMARY"])) == ("CANCELLED", 1, summary)
    assert not gone.walk("VALARM")
    moved = due(date(2025, 6, 2), number=2)
    again = events(wrote(tmp_path, *now[:-1], moved, as_of=AS_OF + timedelta(30)))["t0001"]
    assert again == gone
    back = events(wrote(tmp_path, first, moved))["t0001"]
    assert (back["STATUS"], int(back["SEQUENCE"]), len(back.walk("VALARM"))) == ("CONFIRMED", 2, 3)


def test_a_cancelled_event_leaves_the_file_in_the_end(tmp_path):
    wrote(tmp_path, due(date(2025, 5, 15)), due(date(2025, 6, 1), number=2))
    wrote(tmp_path, due(date(2025, 6, 1), number=2))
    path = wrote(tmp_path, due(date(2025, 9, 1), number=2), as_of=AS_OF + timedelta(100))
    assert set(events(path)) == {"t0002"}


def test_five_hundred_tasks_in_short_lines(tmp_path):
    text = "Rà soát, thống kê; báo cáo “nhanh”: 100%\\ đủ\nvà đúng hạn, " * 3
    path = wrote(tmp_path, *(due(date(2025, 5, 1) + timedelta(i), text=text, number=i) for i in range(500)))
    found = events(path)
    assert len(found) == 500
    assert str(found["t0499"]["DESCRIPTION"]).startswith(text)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_a_calendar_that_somebody_changed_stays_and_the_new_one_follows_it(tmp_path):
    path = wrote(tmp_path, due(date(2025, 5, 15)))
    path.write_bytes(path.read_bytes().replace(b"SEQUENCE:0", b"SEQUENCE:4"))
    assert not is_our_calendar(path)
    wrote(tmp_path, due(date(2025, 5, 20)))
    new = path.with_name("lich.ban-moi.ics")
    assert [int(events(one)["t0001"]["SEQUENCE"]) for one in (path, new)] == [4, 5]
    path.write_bytes(b"spoilt")
    wrote(tmp_path, due(date(2025, 5, 20)))
    assert int(events(new)["t0001"]["SEQUENCE"]) == 0


def test_an_open_calendar_stays(tmp_path):
    path = wrote(tmp_path, due(date(2025, 5, 15)))
    before = path.read_bytes()
    path.with_name("~$ch.ics").touch()  # as Word names it
    wrote(tmp_path, due(date(2025, 5, 20)))
    assert path.read_bytes() == before
    assert int(events(path.with_name("lich.ban-moi.ics"))["t0001"]["SEQUENCE"]) == 1


def test_a_calendar_from_which_all_has_gone_stays(tmp_path):
    path = wrote(tmp_path, due(date(2025, 5, 15)), task(2, STORM, "1", "Báo cáo", (FINANCE,)))
    for day in (0, 100):
        wrote(tmp_path, task(2, STORM, "1", "Báo cáo", (FINANCE,)), as_of=AS_OF + timedelta(day))
    assert events(path)["t0001"]["STATUS"] == "CANCELLED"


def test_a_stale_folder_goes_with_its_calendar_unless_it_was_changed(tmp_path):
    for name in ("cu", "sua"):
        wrote(tmp_path / name, due(date(2025, 5, 15)))
    (tmp_path / "sua" / CALENDAR_NAME).write_bytes(b"BEGIN:VCALENDAR")
    remove_stale(tmp_path, (), {CALENDAR_NAME: is_our_calendar})
    assert [path.name for path in tmp_path.iterdir()] == ["sua"]
