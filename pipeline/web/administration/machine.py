"""How the office and its machine stand, the settings that hold, and the files that could not be processed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from pipeline import connections
from pipeline.configuration import ENTRIES, VARIABLES, Configuration, load, masked
from pipeline.errors import REFUSED_CODES, ConfigurationError
from pipeline.office.figures import Figures, figures
from pipeline.office.filing import put_back
from pipeline.settings import Settings
from pipeline.store import open_store, place_of
from pipeline.store.models import AuditEntry, Delivery, Failure

from .. import parts
from ..accounts import people
from ..config import office
from ..models import Projection, Token
from .frame import page, told

MOST: Final = 200
_STORE: Final = {"directives": "văn bản", "twins": "bản khác của cùng văn bản", "files": "tệp nguồn",
                 "tasks": "nhiệm vụ", "rejected": "đoạn đã xét và loại", "runs": "lần chạy",
                 "removed": "tệp đã đưa ra khỏi danh mục"}
_RUN: Final = {"seen": "đã xem", "new": "mới", "updated": "đọc lại có thay đổi", "known": "đã biết", "failed": "lỗi",
               "postponed": "hoãn"}
_BYTES: Final = {"database": "Dung lượng kho", "originals": "Dung lượng bản gốc", "free": "Ổ đĩa còn trống"}
_ORIGINS: Final = {"default": "mặc định", "file": "chidao.toml", "environment": "biến môi trường {}"}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for an administrator; the figures of the machine come behind."""
    failures = Failure.objects.filter(resolved_at=None)
    held = failures.filter(code__in=REFUSED_CODES).count()
    waits = [
        (held, "tệp bị từ chối hoặc tạm giữ vì dấu mật", "held" if "held" in parts.routes() else "manage-failures"),
        (failures.count() - held, "tệp không xử lý được", "manage-failures"),
        (Delivery.objects.filter(state="failed").count(), "lần gửi thông báo đã thôi gửi", "manage-sendings"),
        (sum(not one.role for one in people.everybody()), "tài khoản chưa có vai trò", "manage-people"),
    ]
    return page(request, "overview", "manage", {
        "waits": [one for one in waits if one[0]], "projection": Projection.objects.first(),
        "tokens": Token.objects.filter(revoked_at=None).count(), "entries": AuditEntry.objects.count(),
    })


@require_safe
def figures_part(request: HttpRequest) -> HttpResponse:
    """The figures of this moment: they take a look at every file, so that they come by themselves."""
    settings = office()
    found = figures(settings)
    return render(request, "administration/figures.html", {"found": found, "place": place_of(settings),
                                                           "store": _words(_STORE, found.store), "run": _run(found),
                                                           "bytes": _words(_BYTES, found.bytes)})


@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """Every setting with where it comes from; no secret is shown."""
    configured = _configured(office())
    return page(request, "settings", "manage-settings", {
        "rows": list(_rows(configured)), "file": configured.file, "known": configured.settings.home == office().home})


@require_safe
def failures(request: HttpRequest) -> HttpResponse:
    """Files that could not be processed: why, what to do, and reading them again."""
    rows = Failure.objects.filter(resolved_at=None).order_by("-at")
    inbox = office().inbox.absolute()
    failed = [{"row": row, "place": _place(row), "waits": Path(row.path).is_relative_to(inbox)}
              for row in rows.exclude(code__in=REFUSED_CODES)[:MOST]]
    return page(request, "failures", "manage-failures", {
        "failed": failed, "refused": rows.filter(code__in=REFUSED_CODES)[:MOST], "held": "held" in parts.routes()})


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A file goes back into the inbox."""
    row = get_object_or_404(Failure.objects.exclude(code__in=REFUSED_CODES), pk=pk, resolved_at=None)
    settings = office()
    with told(request, f"Đã đặt “{row.name}” lại vào thư mục tiếp nhận; lần đọc tới sẽ thử lại."), \
            open_store(settings) as store:
        put_back(Path(row.path), settings, store)
    return redirect("manage-failures")


def _place(row: Failure) -> str:
    """Where the file lies, as people know the folders of the office."""
    path, around = Path(row.path), office().inbox.absolute().parent
    return str(path.relative_to(around)) if path.is_relative_to(around) else path.name


def _words(words: dict[str, str], numbers: Any) -> list[tuple[str, int]]:
    return [(told_, numbers[name]) for name, told_ in words.items() if name in numbers]


def _run(found: Figures) -> list[tuple[str, int]]:
    return _words(_RUN, found.last_run.files) if found.last_run else []


def _configured(settings: Settings) -> Configuration:
    """The settings with their origins where the file is that of this office, else those that hold without any."""
    try:
        found = load()
    except ConfigurationError:  # somebody is editing it: what holds since the start is shown
        return Configuration(settings, Path(), None, {})
    if found.settings.home != settings.home:
        return Configuration(settings, Path(), None, {})
    return Configuration(settings, found.base, found.file, found.origins)


def _rows(configured: Configuration) -> Iterator[dict[str, str]]:
    for entry in ENTRIES:
        value = masked(entry.name, entry.shown(configured.settings))
        origin = _ORIGINS[configured.origins.get(entry.field, "default")].format(VARIABLES.get(entry.field, ""))
        yield {"name": entry.name, "value": _shown(value), "origin": origin if configured.origins else "",
               "says": entry.says}
    for name, value in connections.told(configured.settings).items():
        yield {"name": name, "value": str(value), "origin": _ORIGINS["file"], "says": "nơi nhận thông báo"}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
