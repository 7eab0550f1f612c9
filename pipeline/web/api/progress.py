"""What the API takes: how far a task is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.errors import AuthorizationError

from pipeline.account import acting
from pipeline.office.own import load_own
from pipeline.office.page_review import Clash
from pipeline.office.progressing import enter, progress_of, sound, version_of
from pipeline.store import open_store

from ..access import Scope
from ..config import office
from ..models import Duty
from . import schemas as out
from .reading import duty_of
from .service import told
from .tokens import WRITERS

router = Router()


@router.patch("/tasks/{sha256}/{task}/progress", url_name="progress", summary="Ghi kết quả thực hiện",
              response={200: out.Entered, 401: out.Error, 403: out.Error, 404: out.Error, 409: out.Conflict,
                        422: out.Error, 429: out.Error})
def progress(request: HttpRequest, sha256: str, task: str, given: out.ProgressIn) -> Any:
    """Enter how far a task is: only the cells that are sent change, null empties a cell. The version is that of the
    state that was seen; where somebody else was faster nothing is kept, and both values are told (409)."""
    scope: Scope = request.scope
    duty = duty_of(scope, sha256, task)
    if not request.auth.may_write or not may_enter(scope, duty):
        raise AuthorizationError
    cells = sound({cell: value for cell, value in given.dict(exclude_unset=True).items() if cell != "version"})
    settings = office()
    own = load_own(settings).office
    with open_store(settings) as store:
        try:
            with acting(request.user.get_username()):
                after = enter(store, (sha256, task), given.version, cells, f"API: {request.auth.name}",
                              office=own)
        except Clash as clash:
            sheet = store.sheet(sha256, own)
            row = next((row for row in sheet.tasks if row.id == task), None) if sheet else None
            return _conflict(request, clash, progress_of(row) if row else {})
    return {"version": version_of(after), "progress": after}


def may_enter(scope: Scope, duty: Duty) -> bool:
    """Whether somebody may enter progress of a task: analysts and administrators of every one, leaders of those that
    stand in the own list of one of their bodies and not only in that of a group."""
    if scope.role not in WRITERS:
        return False
    return scope.everything or bool(scope.rows().filter(duty=duty, source="").exists())


def _conflict(request: HttpRequest, clash: Clash, now: dict[str, str]) -> HttpResponse:
    differences = [{name: value for name, value in asdict(one).items() if name != "task"} for one in clash.differences]
    return told(request, 409, "xung-dot", "Người khác vừa ghi kết quả của nhiệm vụ này; chưa ghi gì.",
                "So hai giá trị ở differences, rồi gửi lại với version mới nếu vẫn muốn ghi.",
                differences=differences, version=version_of(now), progress=now)
