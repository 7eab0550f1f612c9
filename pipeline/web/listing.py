"""Lists as pages show them: one body's rows in their sections, narrowed and cut into pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from pipeline.store.folding import folded, line
from pipeline.workbooks.brief import NEW_DAYS
from pipeline.workbooks.standing import NEAR_DAYS

from .models import Body, Row

PAGE: Final = 50
"""So many rows stand on a page."""

SECTIONS: Final = {"qua-han": "Quá hạn", "sap-den-han": f"Đến hạn trong {NEAR_DAYS} ngày", "moi": "Mới trong tuần",
                   "con-lai": "Còn lại"}
"""The sections of a list, the most pressing first; a row stands in the first that it belongs to."""
ROLES: Final = {"chu-tri": "Chủ trì", "phoi-hop": "Phối hợp"}
STATUSES: Final = {"chua-xong": "Chưa hoàn thành", "da-xong": "Hoàn thành, bị hủy"}


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list is narrowed: words (all must occur, with or without diacritics), and of ``SECTIONS``, ``ROLES`` and
    ``STATUSES`` one code each; "" for no matter."""

    words: str = ""
    section: str = ""
    role: str = ""
    status: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """From the address of a page; what is not known there counts for nothing."""
        def one(name: str, known: Mapping[str, str]) -> str:
            return value if (value := given.get(name, "")) in known else ""

        return cls(given.get("q", "").strip()[:200], one("phan", SECTIONS), one("vai-tro", ROLES),
                   one("tinh-trang", STATUSES))

    @property
    def given(self) -> bool:
        """Whether anything but the section narrows the list."""
        return bool(self.words or self.role or self.status)


def section(today: date) -> Case:
    """The place of the section of a row in ``SECTIONS``."""
    return Case(
        When(open=True, due__lt=today, then=Value(0)),
        When(open=True, due__lte=today + timedelta(days=NEAR_DAYS), then=Value(1)),
        When(open=True, received_at__date__gt=today - timedelta(days=NEW_DAYS), then=Value(2)),
        default=Value(3), output_field=IntegerField())


def narrowed(rows: QuerySet[Row], filters: Filters) -> QuerySet[Row]:
    """The rows that the filters leave, the section not counted."""
    if filters.role:
        rows = rows.filter(supports=filters.role == "phoi-hop")
    if filters.status:
        rows = rows.filter(open=filters.status == "chua-xong")
    for word in filters.words.split():
        if run := folded(word):
            rows = rows.filter(words__contains=line(run).rstrip())
    return rows


def counted(rows: QuerySet[Row], today: date) -> dict[str, int]:
    """How many rows each section has."""
    found = dict(rows.order_by().annotate(place=section(today)).values_list("place").annotate(Count("pk")))
    return {code: found.get(place, 0) for place, code in enumerate(SECTIONS)}


def ordered(rows: QuerySet[Row], filters: Filters, today: date) -> QuerySet[Row]:
    """Section by section; inside by the limit, those without one last, what is done behind what is not."""
    rows = rows.annotate(place=section(today))
    if filters.section:
        rows = rows.filter(place=list(SECTIONS).index(filters.section))
    return rows.order_by("place", "-open", F("due").asc(nulls_last=True), "paper_id", "duty_id").select_related(
        "duty", "paper")


def worst_first(bodies: QuerySet[Body], words: str = "") -> QuerySet[Body]:
    """Lists with most late tasks first; those of nobody known at the end."""
    for word in words.split():
        if run := folded(word):
            bodies = bodies.filter(folded__contains=line(run).rstrip())
    return bodies.order_by("unknown", "-late", "-near", "-open", "name")


def pressing(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows that are still to be done and have a day."""
    return rows.filter(Q(open=True) & Q(due__isnull=False))
