"""The files of a list: what the last publishing wrote into the folder of the body, to be saved and never to be shown by
the browser. Which body and which file is looked up; nothing of an address becomes a path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from pipeline.errors import ChidaoError
from pipeline.office.printing import can_print, print_brief
from pipeline.store.clock import VIETNAM
from pipeline.workbooks.agency import LIST_NAME
from pipeline.workbooks.brief import BRIEF_NAME
from pipeline.workbooks.calendars import CALENDAR_NAME
from pipeline.workbooks.printed import PDF_NAME
from pipeline.workbooks.publish import AGENCIES_FOLDER

from ..config import office
from ..models import Body

_WORD: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name in the folder of a body, what it is, and how it is called on the page."""

    file: str
    type: str
    words: str


KINDS: Final = {
    "excel": Kind(LIST_NAME, f"{_WORD}spreadsheetml.sheet", "Excel"),
    "word": Kind(BRIEF_NAME, f"{_WORD}wordprocessingml.document", "Word"),
    "pdf": Kind(PDF_NAME, "application/pdf", "PDF"),
    "lich": Kind(CALENDAR_NAME, "text/calendar; charset=utf-8", "Lịch (ICS)"),
}
_printing = Lock()


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be downloaded: its code in ``KINDS``, how it is called, and when it was written."""

    code: str
    words: str
    at: datetime


def ready(body: Body) -> Iterator[Ready]:
    """The files of a list that are there."""
    for code, kind in KINDS.items():
        if path := place_of(body, code):
            at = datetime.fromtimestamp(path.stat().st_mtime, VIETNAM).replace(tzinfo=None)
            yield Ready(code, kind.words, at)


def place_of(body: Body, code: str) -> Path | None:
    """Where a file of a list lies; None when there is none, or when what lies there leads out of the folder."""
    folder = (office().outputs / AGENCIES_FOLDER / body.slug).resolve()
    path = (folder / KINDS[code].file).resolve()
    inside = folder.parent == (office().outputs / AGENCIES_FOLDER).resolve() and path.parent == folder
    return path if inside and path.is_file() else None


@require_safe
def download(request: HttpRequest, slug: str, code: str) -> FileResponse:
    """One file of a list."""
    body: Body = get_object_or_404(request.scope.bodies(), slug=slug)
    path = place_of(body, code) if code in KINDS else None
    if path is None:
        raise Http404
    kind = KINDS[code]
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{body.slug}-{kind.file}",
                            content_type=kind.type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def make_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the PDF of the page of a list, or make it anew when the page has changed since."""
    body: Body = get_object_or_404(request.scope.bodies(), slug=slug)
    if place_of(body, "word") is None:
        raise Http404
    if not _printing.acquire(blocking=False):
        messages.warning(request, "Đang lập một bản PDF khác. Thử lại sau ít phút.")
        return redirect("body", slug=slug)
    try:
        print_brief(office().outputs, body.slug)
    except ChidaoError as error:
        messages.error(request, f"{error.message} {error.advice}")
    else:
        messages.success(request, "Đã lập bản PDF; bấm PDF để tải về.")
    finally:
        _printing.release()
    return redirect("body", slug=slug)


def offers_pdf(body: Body) -> bool:
    """Whether a PDF can be made of the page of a list."""
    return can_print() and place_of(body, "word") is not None
