"""Entering how far a task is: the cells of the workbook of a body, checked the same way and kept in the same store.

A form carries what its cells held when it was opened. What somebody else changed meanwhile is shown beside what was
typed, and nothing is kept until the person has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pipeline.account import acting
from pipeline.errors import InputError
from pipeline.model import TaskRow
from pipeline.model.review import DAYS, ON_TASK, Correction
from pipeline.office import progressing
from pipeline.office.page_review import Clash, Difference
from pipeline.store.clock import today
from pipeline.workbooks.progress import ENTRY_WORDS
from pipeline.workbooks.review_values import STATUSES, normal

from ..flat import change_of
from ..models import Duty
from . import room
from .following import follow
from .values import told

ORDER: Final = ("status", "percent", "completed_on", "reply", "replied_on", "product", "delay", "note", "leader_note",
                "extended_to", "extended_by")
"""The cells as the form has them."""
_LONG: Final = frozenset(("delay", "note", "leader_note", "product"))
_ADVICE: Final = {"percent": "từ 0 đến 100", "reply": "số, ký hiệu", "extended_by": "số, ký hiệu"}


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of the form: ``value`` as it is typed, ``seen`` what it held when the form was opened; ``error`` why it
    cannot be kept, ``clash`` what somebody else entered meanwhile, ``rivals`` what waits beside it."""

    cell: str
    words: str
    kind: str
    value: str
    seen: str
    advice: str = ""
    error: str = ""
    clash: Difference | None = None
    rivals: tuple[Correction, ...] = ()

    @property
    def written(self) -> str:
        """What stands in the form: a day as people write it."""
        return told(self.cell, self.value) if self.kind == "day" and self.value else self.value

    @property
    def seen_shown(self) -> str:
        """What it held, in words."""
        return told(self.cell, self.seen)

    @property
    def rivals_shown(self) -> list[tuple[Correction, str]]:
        """What waits, in words."""
        return [(one, told(self.cell, one.after)) for one in self.rivals]

    @property
    def clash_shown(self) -> tuple[str, str]:
        """What the person wants and what stands there now, in words."""
        return (told(self.cell, self.clash.mine), told(self.cell, self.clash.theirs)) if self.clash else ("", "")


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, sha256: str, task: str) -> HttpResponse:
    """The form, and what is sent by it."""
    duty = room.open_duty(request, sha256, task)
    found = room.row_of(sha256, task) if duty.rows.exists() else None
    if found is None:
        return render(request, "bodies/progress.html", {"duty": duty, "paper": duty.paper})
    fields = [_field(cell, found[1]) for cell in ORDER]
    if request.method != "POST":
        return _form(request, duty, fields)
    fields, wanted = _typed(fields, request.POST)
    if any(field.error for field in fields):
        return _form(request, duty, fields)
    seen = {field.cell: field.seen for field in fields}
    try:
        with acting(request.user.get_username()):
            progressing.enter_seen(room.store(), (sha256, task), seen, wanted, ON_TASK, office=room.known_office())
    except Clash as clash:
        return _form(request, duty, _beside(fields, clash))
    except InputError as error:
        messages.error(request, f"{error.message} {error.advice}")
        return redirect("duty", sha256, task)
    _show(duty)
    messages.success(request, "Đã ghi kết quả." if wanted else "Không có ô nào thay đổi.")
    return redirect("duty", sha256, task)


def _form(request: HttpRequest, duty: Duty, fields: list[Field]) -> HttpResponse:
    return render(request, "bodies/progress.html", {
        "duty": duty, "paper": duty.paper, "fields": fields, "statuses": STATUSES,
        "errors": [field for field in fields if field.error],
        "clashes": [field for field in fields if field.clash]})


def _field(cell: str, row: TaskRow) -> Field:
    kind = "day" if cell in DAYS else "long" if cell in _LONG else cell if cell in ("status", "percent") else "line"
    value = progressing.progress_of(row)[cell]
    rivals = tuple(one for one in row.corrections if one.cell == cell and one.state == "conflict")
    return Field(cell, ENTRY_WORDS[cell], kind, value, value, _ADVICE.get(cell, ""), rivals=rivals)


def _typed(fields: Iterable[Field], given: Mapping[str, str]) -> tuple[list[Field], dict[str, str]]:
    """The fields with what was typed, and the cells that the person changed or chose."""
    done, wanted = [], {}
    for field in fields:
        typed, seen = normal(given.get(field.cell, field.seen)), normal(given.get(f"thay-{field.cell}", field.seen))
        chosen = given.get(f"chon-{field.cell}", "")
        if given.get(f"bo-{field.cell}"):  # what somebody else entered stays
            typed, seen, chosen = field.value, field.value, ""
        elif chosen:
            typed = seen if chosen == "giu" else chosen.removeprefix("lay:")
        error = ""
        try:
            typed = progressing.sound({field.cell: typed})[field.cell] if typed != seen else typed
        except InputError as refusal:
            error = f"{refusal.message} {refusal.advice}"
        if typed != seen or chosen:
            wanted[field.cell] = typed
        done.append(replace(field, value=typed, seen=seen, error=error))
    return done, wanted


def _beside(fields: Iterable[Field], clash: Clash) -> list[Field]:
    """The fields with what somebody else entered meanwhile; who sends them again has seen it."""
    late = {one.cell: one for one in clash.differences}
    return [replace(field, clash=late[field.cell], seen=late[field.cell].theirs) if field.cell in late else field
            for field in fields]


def _show(duty: Duty) -> None:
    """Let the lists show at once what was entered."""
    found = room.row_of(duty.paper.sha256, duty.task)
    if found:
        follow(duty, found[1], [change_of(one) for one in found[1].corrections], today())
