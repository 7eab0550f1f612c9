"""What people do on the review page. An answer holds the rows as they stand afterwards; where somebody else was faster
nothing is kept, and both values are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from pipeline.account import acting
from pipeline.errors import InputError
from pipeline.model.review import Correction
from pipeline.office.page_review import Clash, ReviewDesk, Seen

from . import room
from .presenting import counts_of, rows_of

Taken = tuple[Correction, ...]

_LONGEST: Final = 20_000  # characters of what somebody sends


class Told:
    """What was sent with a change; its parts raise InputError for what no page of ours sends."""

    def __init__(self, body: bytes) -> None:
        try:
            told = json.loads(body[:_LONGEST] or b"{}")
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise _unread()
        self._told: dict[str, Any] = told

    def text(self, name: str) -> str:
        """A text."""
        value = self._told.get(name)
        if not isinstance(value, str):
            raise _unread()
        return value

    def number(self, name: str) -> int:
        """A whole number."""
        value = self._told.get(name)
        if not isinstance(value, int):
            raise _unread()
        return value

    def cells(self, name: str) -> Seen:
        """Cells of a row."""
        value = self._told.get(name)
        if not isinstance(value, dict):
            raise _unread()
        return {str(cell): str(words) for cell, words in value.items()}


def _unread() -> InputError:
    return InputError("Yêu cầu không đọc được.", "Tải lại trang rồi làm lại.")


_ACTS: Final[Mapping[str, Callable[[ReviewDesk, Told], Taken]]] = {
    "dung": lambda desk, told: desk.accept(told.text("task"), told.cells("seen")),
    "bo": lambda desk, told: desk.drop(told.text("task"), told.cells("seen")),
    "o": lambda desk, told: desk.edit(told.text("task"), told.text("cell"), told.text("value"), told.cells("seen")),
    "cho": lambda desk, told: desk.move(told.text("task"), told.cells("seen"), told.number("start"),
                                        told.number("end")),
    "them": lambda desk, told: desk.add(told.number("start"), told.number("end"), told.cells("cells")),
    "tach": lambda desk, told: desk.split(told.text("task"), told.cells("seen"), told.number("at")),
    "gop": lambda desk, told: desk.merge(told.text("task"), told.text("other"), told.cells("seen"),
                                         told.cells("seen_other")),
    "hoan-tac": lambda desk, told: desk.undo(),
}
_WHOLE: Final = frozenset(("them", "tach", "gop", "hoan-tac", "bo"))
"""After these the order and number of the rows may be others."""


@require_POST
def change(request: HttpRequest, sha256: str, act: str) -> JsonResponse:
    """One change by one person."""
    if act not in _ACTS:
        raise Http404
    desk = room.desk(request, sha256)
    try:
        with acting(request.user.get_username()):
            taken = _ACTS[act](desk, Told(request.body))
    except Clash as clash:
        return _answer(desk, act, (), {"differences": [
            asdict(one) | {"at": f"{one.at:%H:%M %d/%m/%Y}" if one.at else ""} for one in clash.differences]}, "clash")
    except InputError as error:
        return JsonResponse({"outcome": "refused", "message": error.message, "advice": error.advice})
    return _answer(desk, act, taken, {})


def _answer(desk: ReviewDesk, act: str, taken: Taken, more: Mapping[str, Any], outcome: str = "kept") -> JsonResponse:
    sheet = desk.sheet()
    whole = act in _WHOLE or outcome != "kept"
    rows, changed = rows_of(sheet), dict.fromkeys(one.subject for one in taken)
    html = (render_to_string("review/rows.html", {"rows": rows, "sheet": sheet}) if whole else
            {row.id: row.html for row in rows if row.id in changed})
    return JsonResponse({"outcome": outcome, "rows": html, "whole": whole, "changed": list(changed),
                         "counts": asdict(counts_of(rows)), **more})
