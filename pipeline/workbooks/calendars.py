"""The calendar of one list (RFC 5545): a day for every open task that has one as its limit. They are events and not
to-dos, which Outlook, Google and the calendars of phones do not show.

Calendars that took an event over before have to follow: it keeps its UID, its SEQUENCE rises whenever what it tells
changes, and one that is done, dropped or without a day now is cancelled. What was told before is read back from the
file itself. Nothing in it depends on the day it was written, so that a list that stays gives a file that stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast

from icalendar import Alarm, Calendar, Event

from pipeline.model import TaskRow

from .cells import clean
from .lists import LEAD, SUPPORT, AgencyList, Entry
from .sources import directive_words, place_words, shortened
from .words import capital, limit_source, limit_value

CALENDAR_NAME = "lich.ics"

_ALARMS = tuple(timedelta(hours=8) - timedelta(days=days) for days in (7, 3, 1))
"""At eight in the morning, so many days before the limit: an event of a whole day begins at midnight."""

_KEPT = timedelta(days=60)
"""So long an event that was cancelled stays in the file, for calendars that look at it seldom."""

_SUMMARY = 120
_VIETNAM = timezone(timedelta(hours=7))
_OVER = {"hoàn thành": "Đã hoàn thành", "": "Không còn thời hạn"}
_TOLD = b"X-CHIDAO-TOLD"
"""The digest of what an event tells, by which one that tells the same stays as it is."""

_BLOCK = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_DIGEST = re.compile(rb"(?<=X-CHIDAO-DIGEST:)[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class _Day:
    """What an event tells."""

    uid: str
    on: date
    summary: str
    description: str
    categories: tuple[str, ...]
    since: datetime

    @property
    def digest(self) -> str:
        """Of what it tells."""
        told = self.on, self.summary, self.description, self.categories
        return _short(repr(told).encode("utf-8", "surrogatepass"))


def has_days(one: AgencyList) -> bool:
    """Whether an open task of the list has a day as limit."""
    return any(True for _ in _days(one))


def write_calendar(one: AgencyList, as_of: date, path: Path, target: Path) -> None:
    """Write to ``target`` the calendar of a list that follows the one at ``path``."""
    before = _read(path)
    over = {_uid(one, entry.task): _OVER.get(entry.task.status, _OVER[""]) for entry in one.entries}
    days = sorted(_days(one), key=lambda day: (day.on, day.uid))
    target.write_bytes(_calendar(one, days, _Before(before, over, as_of)) or before)


def is_our_calendar(path: Path) -> bool:
    """Whether the calendar is as this program wrote it."""
    return _whole(_read(path))


def _days(one: AgencyList) -> Iterator[_Day]:
    for entry in one.entries:
        if entry.task.due and entry.task.open:
            yield _day(one, entry, entry.task.due)


def _day(one: AgencyList, entry: Entry, due: date) -> _Day:
    task, head = entry.task, entry.task.directive.head
    role = entry.role if entry.role in (LEAD, SUPPORT) else ""
    number = f" ({head.number})" if head.number else ""
    summary = f"Hạn{f' ({role.lower()})' if role else ''}: {shortened(clean(task.text), _SUMMARY)}{number}"
    return _Day(_uid(one, task), due, summary, clean("\n".join(_lines(task))),
                tuple(filter(None, ("Nhiệm vụ được giao", role, capital(head.type or "")))),
                task.directive.received_at.replace(tzinfo=_VIETNAM).astimezone(UTC))


def _uid(one: AgencyList, task: TaskRow) -> str:
    """One task may stand in several calendars, in each with its own role: so the folder is part of it."""
    return f"{task.id}.{one.folder}@chidao"


def _lines(task: TaskRow) -> Iterator[str]:
    head = task.directive.head
    yield task.text
    for limit in task.deadlines:
        yield f"Thời hạn: {limit_value(limit)}, ghi là {limit_source(limit)}"
    for one in (task, *task.also):
        yield f"Văn bản: {', '.join(filter(None, (directive_words(one.directive.head), place_words(one))))}"
    if head.issuer:
        yield f"Cơ quan ban hành: {head.issuer}"
    if head.subject:
        yield f"Trích yếu: {head.subject}"
    for name, parties in (("Chủ trì", task.lead), ("Phối hợp", task.support)):
        if parties:
            yield f"{name}: {'; '.join(party.agency for party in parties)}"
    if task.product:
        yield f"Sản phẩm: {task.product}"
    yield f"Mã nhiệm vụ: {task.id}"


class _Before:
    """What calendars were told before, event by event as text, and what is to be told of what is over (by UID)."""

    def __init__(self, data: bytes, over: Mapping[str, str], as_of: date) -> None:
        blocks = _BLOCK.findall(data) if _whole(data) else _blocks(data)
        self._blocks = {_line(block, b"UID"): block for block in blocks}
        self._over = over
        self._now = datetime(as_of.year, as_of.month, as_of.day, tzinfo=_VIETNAM).astimezone(UTC)

    def follow(self, day: _Day) -> bytes:
        """The event as it is when it tells the same as before, else anew with a higher SEQUENCE."""
        block, told = self._blocks.pop(day.uid, b""), day.digest
        if block and _line(block, _TOLD) == told:
            return block
        event = Event()
        for key, value in (("uid", day.uid), ("dtstart", day.on), ("summary", day.summary),
                           ("description", day.description), ("categories", list(day.categories)),
                           ("status", "CONFIRMED"), ("transp", "TRANSPARENT"), (_TOLD.decode(), told)):
            event.add(key, value)
        self._stamp(event, _event(block) if block else None, day.since)
        made: bytes = event.to_ical()
        return made.replace(b"END:VEVENT", _alarms() + b"END:VEVENT")

    def cancelled(self) -> Iterator[bytes]:
        """Those that are told no more, as cancelled; the ones that were long ago are left out."""
        for uid, block in sorted(self._blocks.items()):
            old = _event(block)
            if old.get("STATUS") != "CANCELLED":
                yield self._over_now(old, self._over.get(uid, "Không còn trong danh mục"))
            elif self._now - old.decoded("LAST-MODIFIED", self._now) < _KEPT:
                yield block

    def _over_now(self, old: Event, why: str) -> bytes:
        event = Event()
        for name in ("UID", "DTSTART", "DESCRIPTION", "CATEGORIES", "TRANSP"):
            if name in old:
                event.add(name, old[name], encode=False)
        event.add("summary", f"{why}: {old.get('SUMMARY', '')}")
        event.add("status", "CANCELLED")
        self._stamp(event, old, self._now)
        made: bytes = event.to_ical()
        return made

    def _stamp(self, event: Event, old: Event | None, since: datetime) -> None:
        """When it was made and changed last, and how often it has changed."""
        created, changed, number = since, since, 0
        if old is not None:
            created, number = old.decoded("CREATED", since), int(old.get("SEQUENCE", 0)) + 1
            changed = max(self._now, old.decoded("LAST-MODIFIED", self._now))
        for name, value in (("created", created), ("dtstamp", changed), ("last-modified", changed),
                            ("sequence", number)):
            event.add(name, value)


def _blocks(data: bytes) -> list[bytes]:
    """The events of a file that another program may have written; none of one that cannot be read."""
    with suppress(ValueError):
        return [event.to_ical() for event in Calendar.from_ical(data).events] if data else []
    return []


def _event(block: bytes) -> Event:
    return cast(Event, Event.from_ical(block))


def _line(block: bytes, name: bytes) -> str:
    """The value of a property of an event."""
    found = re.search(rb"^%b:(.*)\r$" % re.escape(name), block.replace(b"\r\n ", b""), re.MULTILINE)
    return found[1].decode() if found else ""


@cache
def _alarms() -> bytes:
    """The reminders, which are the same for all."""
    made = b""
    for before in _ALARMS:
        alarm = Alarm()
        for key, told in (("action", "DISPLAY"), ("description", "Nhiệm vụ sắp đến hạn"), ("trigger", before)):
            alarm.add(key, told)
        made += alarm.to_ical()
    return made


def _calendar(one: AgencyList, days: Sequence[_Day], before: _Before) -> bytes:
    """The file; nothing when there is nothing to tell, which the standard does not allow."""
    calendar, name = Calendar(), f"Nhiệm vụ – {capital(one.name)}"
    for key, value in (("version", "2.0"), ("prodid", "-//Chidao//Lịch nhiệm vụ//VI"), ("calscale", "GREGORIAN"),
                       ("name", name), ("x-wr-calname", name), ("x-wr-timezone", "Asia/Ho_Chi_Minh"),
                       ("x-chidao-digest", "0" * 32)):
        calendar.add(key, value)
    events = b"".join([*map(before.follow, days), *before.cancelled()])
    data = calendar.to_ical().replace(b"END:VCALENDAR", events + b"END:VCALENDAR") if events else b""
    return _DIGEST.sub(_short(data).encode(), data, count=1)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _whole(data: bytes) -> bool:
    """Whether nobody has changed a byte of it."""
    found = _DIGEST.search(data)
    return found is not None and _short(_DIGEST.sub(b"0" * 32, data, count=1)) == found[0].decode()


def _short(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]
