"""The list of what was handed in, as the page shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from django.db.models import Case, QuerySet, Value, When

from pipeline.office.attendance import Progress, attendant, progress, trouble
from pipeline.paging import Page, Step
from pipeline.settings import Settings
from pipeline.store import heads
from pipeline.store.clock import today

from ..models import Paper
from .models import DOUBLE, MOVING, TAKEN, WAITING, Outcome, Upload

STEPS: Final[dict[Step, str]] = {"text": "đang đọc trang", "marks": "đang soi dấu mật, trang",
                                 "picture": "đang nhận dạng trang"}
"""What is done with a page, in the words before its number."""
NOBODY: Final = ("Hiện chưa có chương trình nào đọc tệp gửi lên; tệp vẫn được nhận và sẽ được đọc sau. Nếu sau ít phút "
                 "vẫn thấy dòng này, báo người quản trị.")
MOST: Final = 500
"""So many files of a day stand in the list; the others by page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the list: its state, ``live`` where it is being read now, and what is told of it; ``paper`` is the
    sha256 of the directive to which it leads, ``missing`` what of the head a person has to type."""

    pk: int
    name: str
    who: str
    at: datetime
    state: str
    words: str
    advice: str
    paper: str = ""
    title: str = ""
    mine: bool = True
    live: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines, how many are done and to come, what stands in their way (Vietnamese), and a mark that changes whenever
    anything does."""

    lines: tuple[Line, ...]
    done: int
    waiting: int
    trouble: str
    mark: str

    @property
    def missing(self) -> str:
        """Which lines want a number or a day, as a mark."""
        return ",".join(str(line.pk) for line in self.lines if line.missing)


def of_today(settings: Settings, who: str) -> Listed:
    """The files that the office handed in today and those that still move, one's own first."""
    begin = datetime.combine(today(), time.min)
    recent = Upload.objects.filter(at__gte=begin) | Upload.objects.filter(state__in=MOVING)
    mine = Case(When(who=who, then=Value(0)), default=Value(1))
    found = lines(recent.annotate(place=mine).order_by("place", "-at", "-id")[:MOST], settings, who)
    waiting = sum(line.state == WAITING for line in found)
    told = _trouble(settings) if waiting else ""
    mark = hashlib.sha256(repr((found, told)).encode()).hexdigest()[:16]
    return Listed(found, len(found) - waiting, waiting, told, mark)


def _trouble(settings: Settings) -> str:
    """Why files wait longer than they should."""
    if told := trouble(settings.home):
        return f"Chưa tiếp nhận được, chương trình sẽ tự thử lại: {told}"
    return "" if attendant(settings.home) else NOBODY


def lines(found: QuerySet[Upload], settings: Settings, who: str) -> tuple[Line, ...]:
    """Uploads as lines."""
    rows = list(found)
    outcomes = {one.upload_id: one for one in Outcome.objects.filter(upload__in=[row.pk for row in rows]).defer("top")}
    taken = {row.sha256 for row in rows if row.state in (TAKEN, DOUBLE)}
    wanting = heads.missing(taken) if taken else {}
    pictured = Outcome.objects.filter(upload__in=[row.pk for row in rows], top__isnull=False)
    shown = set(pictured.values_list("upload_id", flat=True))
    papers = set(Paper.objects.filter(sha256__in=taken).values_list("sha256", flat=True)) if taken else set()
    now = progress(settings.home) if any(row.state == WAITING for row in rows) else Progress()
    made = [_line(row, outcomes.get(row.pk), now, who) for row in rows]
    return tuple(replace(line, missing=wanting.get(row.sha256, ()) if row.pk in shown else (),
                         paper=row.sha256 if row.sha256 in papers else "")
                 for row, line in zip(rows, made, strict=True))


def _line(row: Upload, outcome: Outcome | None, now: Progress, who: str) -> Line:
    words, live = row.words, False
    if row.state == WAITING:
        words, live = _live(row.file, now)
    elif outcome is not None and row.state in (TAKEN, DOUBLE):
        words = "; ".join(filter(None, (outcome.words or row.words, _counts(outcome) if row.state == TAKEN else "")))
    return Line(row.pk, row.name, row.who, row.at, row.state, words, row.advice, "",
                outcome.title if outcome else "", row.who == who, live)


def _live(file: str, now: Progress) -> tuple[str, bool]:
    """What is done with a file that is not done yet."""
    page = now.pages.get(file)
    if page:
        return _page(page), True
    return ("đang đọc", True) if file == now.name else ("chờ", False)


def _page(page: Page) -> str:
    return f"{STEPS[page.step]} {page.number}/{page.pages}"


def _counts(outcome: Outcome) -> str:
    """*14 nhiệm vụ, 2 điểm cần xem*."""
    tasks = f"{outcome.tasks} nhiệm vụ" if outcome.tasks else "không có nhiệm vụ nào"
    return f"{tasks}, {outcome.points} điểm cần xem" if outcome.points else tasks
