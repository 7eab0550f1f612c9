"""Files that wait for a person: held back for what may be a mark of secrecy, refused as secret, not to be processed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from pipeline.account import acting
from pipeline.errors import ChidaoError, SecretDirective, SuspectedSecret
from pipeline.office.releasing import release_held
from pipeline.office.working import Mishap
from pipeline.store.models import Failure

from ..config import office
from ..roles import ADMIN
from .models import HELD, Upload

MOST: Final = 200
_LONGEST: Final = 500  # letters of a reason


@require_safe
def files(request: Any) -> HttpResponse:
    """All of them."""
    rows = Failure.objects.filter(resolved_at=None).order_by("-at")
    handed = {one.sha256: one for one in Upload.objects.filter(state=HELD)}
    held = [{"row": row, "upload": (one := handed.get(row.sha256)), "place": _place(row),
             "mine": one is not None and may_drop(one, request)}
            for row in rows.filter(code=SuspectedSecret.code)[:MOST]]
    failed = [{"row": row, "place": _place(row), "words": row.message.removeprefix(f"{row.name}: ")} for row in
              rows.exclude(code__in=(SuspectedSecret.code, SecretDirective.code))[:MOST]]
    return render(request, "intake/held.html", {
        "held": held, "secret": rows.filter(code=SecretDirective.code)[:MOST], "failed": failed,
        "releases": request.scope.role == ADMIN,
    })


def may_drop(one: Upload, request: Any) -> bool:
    """Whether whoever asks may say that a file is secret: who sent it, and administrators."""
    return bool(one.who == request.user.get_username() or request.scope.role == ADMIN)


def _place(row: Failure) -> str:
    """Where the file lies, as people know the folders of the office."""
    path, around = Path(row.path), office().inbox.absolute().parent
    return str(path.relative_to(around)) if path.is_relative_to(around) else str(path.name)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator has looked at a file that is held back and lets it through."""
    row = get_object_or_404(Failure, pk=pk, code=SuspectedSecret.code, resolved_at=None)
    reason = request.POST.get("reason", "").strip()[:_LONGEST]
    try:
        with acting(request.user.get_username()):
            found = release_held(Path(row.path), reason, office())
    except ChidaoError as error:
        messages.error(request, str(error))
        return redirect("held")
    if isinstance(found, Mishap):
        messages.error(request, f"Không giải tỏa được “{row.name}”: {found.error.message}")
    elif not found.held:
        messages.success(request, f"“{row.name}” không còn bị tạm giữ.")
    else:
        messages.success(request, f"Đã giải tỏa “{row.name}”; tệp đang được tiếp nhận.")
    return redirect("held")
