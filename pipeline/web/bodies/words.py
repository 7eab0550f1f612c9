"""The words of a task on the page as it looks: cut out of the picture of the page, with what was read marked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline.errors import ChidaoError, InputError
from pipeline.model import TaskRow
from pipeline.office.facsimiles import WIDTHS
from pipeline.store.results import Sheet

from ..review.presenting import marked
from . import room

KINDS: Final = {"act": "nhiệm vụ", "lead": "chủ trì", "support": "phối hợp", "limit": "thời hạn"}
"""What is marked, and how it is called."""
_MOST: Final = 4  # pages that are shown of one task
_AROUND, _LEAST, _EDGE = 70.0, 190.0, 1.2  # points of the page above and below the words, of a cut, and around a mark


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page: its kind, and its place in points as it is written into the drawing."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a page: its number, the size of the whole page and the ``view`` of the piece in points, and the
    marks in it."""

    number: int
    width: str
    height: str
    view: str
    marks: tuple[Mark, ...]


Box = tuple[float, float, float, float]


@require_safe
def words(request: Any, sha256: str, task: str) -> HttpResponse:
    """The part of the page of a task that shows its words; ``?ca-trang=1`` shows whole pages."""
    duty = room.open_duty(request, sha256, task)
    told: dict[str, Any] = {"duty": duty, "paper": duty.paper, "whole": request.GET.get("ca-trang") == "1"}
    found = room.row_of(sha256, task)
    try:
        told["cuts"] = cuts(*found, whole=told["whole"]) if found else []
    except InputError as error:  # no original, or one without pages
        told["why"] = f"{error.message} {error.advice}"
    except ChidaoError as error:
        told["why"] = error.message
    kinds = {mark.kind for cut in told.get("cuts", ()) for mark in cut.marks}
    told["legend"] = [(kind, called) for kind, called in KINDS.items() if kind in kinds]
    return render(request, "bodies/words.html" if request.htmx else "bodies/words_page.html", told)


@require_safe
def picture(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """A page as picture; whoever has seen it may keep it for a while."""
    room.open_paper(request, sha256)
    try:
        content = room.facsimiles().picture(room.store(), sha256, number, WIDTHS[0])
    except InputError as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


def cuts(sheet: Sheet, row: TaskRow, *, whole: bool = False) -> list[Cut]:
    """The pieces of the pages on which a task and what gave its values stand, those of its own words first. Raises
    InputError for a directive that has no pages to show."""
    store, shower, places = room.store(), room.facsimiles(), list(marked(row))
    if not places:
        return []
    paper = shower.paper(store, sheet.directive.sha256, sheet.text)
    found = []
    for number, (size, span) in enumerate(zip(paper.sizes, paper.spans, strict=True), 1):
        here = [one for one in places if span and one[1] < span[1] and one[2] > span[0]]
        if here:
            told = json.loads(shower.words(store, sheet.directive.sha256, sheet.text, number))
            boxes = [(kind, box) for kind, start, end in here for box in lines(told, start, end)]
            if boxes:
                found.append((all(kind != "act" for kind, _ in boxes), number, _cut(number, size, boxes, whole=whole)))
    return [cut for *_, cut in sorted(found, key=lambda one: one[:2])[:_MOST]]


def lines(told: Iterable[tuple[int, int, float, float, float, float]], start: int, end: int) -> list[Box]:
    """The boxes of the words from ``start`` to ``end``, one for each line; ``told`` is as ``Facsimiles.words`` gives
    it."""
    found: list[Box] = []
    for word_start, word_end, x0, top, x1, bottom in told:
        if word_end <= start or word_start >= end:
            continue
        last = found[-1] if found else None
        if last and x0 >= last[0] and min(last[3], bottom) - max(last[1], top) > 0.4 * (bottom - top):
            found[-1] = last[0], min(last[1], top), max(last[2], x1), max(last[3], bottom)
        else:
            found.append((x0, top, x1, bottom))
    return found


def _cut(number: int, size: tuple[float, float], boxes: list[tuple[str, Box]], *, whole: bool) -> Cut:
    width, height = size
    top, bottom = 0.0, height
    if not whole:
        top = max(min(box[1] for _, box in boxes) - _AROUND, 0.0)
        bottom = min(max(max(box[3] for _, box in boxes) + _AROUND, top + _LEAST), height)
        top = max(min(top, bottom - _LEAST), 0.0)
    marks = tuple(Mark(kind, *map(_told, (x0 - _EDGE, y0 - _EDGE, x1 - x0 + 2 * _EDGE, y1 - y0 + 2 * _EDGE)))
                  for kind, (x0, y0, x1, y1) in boxes)
    return Cut(number, _told(width), _told(height), f"0 {_told(top)} {_told(width)} {_told(bottom - top)}", marks)


def _told(value: float) -> str:
    """A length as SVG has it, whatever the language of the page."""
    return f"{value:.1f}"
