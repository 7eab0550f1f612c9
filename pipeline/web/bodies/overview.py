"""How the tasks of the lists that somebody may see stand today: what is counted and what presses most.

Of the office each task counts once; of a person the lists of their bodies together, as everywhere on the pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, F, QuerySet

from pipeline.workbooks.brief import NEW_DAYS
from pipeline.workbooks.standing import NEAR_DAYS, State

from ..access import Scope
from ..listing import SECTIONS
from ..models import Duty, Paper, Row

MOST: Final = 8
"""So many tasks of a section stand on the page."""
WEEKS: Final = 8
"""So many weeks ahead are drawn."""

STATES: Final = {"late": "Quá hạn", "near": f"Trong {NEAR_DAYS} ngày", "far": f"Còn trên {NEAR_DAYS} ngày",
                 "undated": "Không có ngày hạn", "in-time": "Xong đúng hạn", "done-late": "Xong quá hạn"}
"""How tasks stand, as the chart names it; what was called off is not among them."""
_DONE: Final = {State.DONE_IN_TIME.value: "in-time", State.DONE_UNDATED.value: "in-time",
                State.DONE_LATE.value: "done-late"}


@dataclass(frozen=True, slots=True)
class Figures:
    """``states`` count tasks by the codes of ``STATES``, ``weeks`` those that are open by the Monday of the week of
    their limit, from this week on."""

    states: dict[str, int]
    weeks: dict[date, int]


def figures(scope: Scope, today: date) -> Figures:
    """Count all tasks that may be seen, in one question to the database."""
    found = (Duty.objects.order_by().values_list("open", "due", "state") if scope.everything else
             scope.rows().order_by().values_list("open", "due", "duty__state")).annotate(Count("pk"))
    states, weeks = Counter(dict.fromkeys(STATES, 0)), Counter(dict.fromkeys(_weeks(today), 0))
    for is_open, due, state, count in found:
        if code := _code(is_open, due, state, today):
            states[code] += count
        if is_open and due and due >= today and (monday := due - timedelta(due.weekday())) in weeks:
            weeks[monday] += count
    return Figures(dict(states), dict(weeks))


def _weeks(today: date) -> Iterator[date]:
    first = today - timedelta(today.weekday())
    return (first + timedelta(7 * number) for number in range(WEEKS))


def _code(is_open: bool, due: date | None, state: str, today: date) -> str | None:
    if not is_open:
        return _DONE.get(state)
    if due is None:
        return "undated"
    return "late" if due < today else "near" if due <= today + timedelta(NEAR_DAYS) else "far"


@dataclass(frozen=True, slots=True)
class Section:
    """The first tasks of a section: its ``code`` in ``listing.SECTIONS``, its words, and how many there are in all."""

    code: str
    words: str
    total: int
    duties: list[Duty]


def sections(scope: Scope, counts: dict[str, int], today: date) -> list[Section]:
    """What is late, what is due next and what is new, the most pressing first; ``counts`` are those of the lists."""
    week = today + timedelta(NEAR_DAYS)
    wanted: tuple[tuple[str, str, dict[str, Any], tuple[Any, ...]], ...] = (
        ("qua-han", "late", {"due__lt": today}, ("due",)),
        ("sap-den-han", "near", {"due__gte": today, "due__lte": week}, ("due",)),
        ("moi", "fresh", {"paper__in": _newest(today)}, ("-paper__received_at", F("due").asc(nulls_last=True))))
    return [Section(code, SECTIONS[code], counts[name], _first(scope, conditions, order) if counts[name] else [])
            for code, name, conditions, order in wanted]


def first_moment(today: date) -> datetime:
    """When a directive has to have come in to be new."""
    return datetime.combine(today - timedelta(NEW_DAYS - 1), time.min)


def _newest(today: date) -> QuerySet[Paper]:
    return Paper.objects.order_by().filter(received_at__gte=first_moment(today)).values("pk")


def _first(scope: Scope, conditions: dict[str, Any], order: tuple[Any, ...]) -> list[Duty]:
    """The first tasks, each once."""
    if scope.everything:
        return list(Duty.objects.filter(open=True, **conditions).order_by(*order, "pk").select_related("paper")[:MOST])
    rows: QuerySet[Row] = scope.rows().filter(open=True, **conditions).order_by(*order, "duty_id")
    found = list(dict.fromkeys(rows.values_list("duty_id", flat=True)[:MOST * 4]))[:MOST]
    duties = Duty.objects.select_related("paper").in_bulk(found)
    return [duties[pk] for pk in found]
