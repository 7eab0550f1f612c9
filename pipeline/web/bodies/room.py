"""What the views of this part share: the store of the office, whose office it is, and what shows its pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from pipeline.knowledge.registry import Office
from pipeline.model import TaskRow
from pipeline.office.facsimiles import Facsimiles
from pipeline.office.own import load_own
from pipeline.settings import Settings
from pipeline.store import failing
from pipeline.store.clock import today
from pipeline.store.ledger import Store
from pipeline.store.results import Sheet

from ..config import office
from ..models import Duty, Paper


def store() -> Store:
    """The store of the office; its database is already open."""
    settings = office()
    return Store(settings.home, settings.originals)


def known_office() -> Office:
    """Whose office this is, with its own list of bodies as it is now."""
    settings, own = office(), office().agencies
    return _office(settings, own.stat().st_mtime if own.is_file() else 0.0, today().isoformat())


@lru_cache(maxsize=2)
def _office(settings: Settings, changed: float, day: str) -> Office:
    return load_own(settings).office


def facsimiles() -> Facsimiles:
    """What shows the pages of the office's directives."""
    return _facsimiles(office())


@lru_cache(maxsize=1)
def _facsimiles(settings: Settings) -> Facsimiles:
    return Facsimiles(settings)


def open_paper(request: Any, sha256: str) -> Paper:
    """A directive that whoever asks may see. Raises Http404 for any other, and for what is refused or held back for
    secrecy."""
    found: Paper = get_object_or_404(request.scope.papers(), sha256=sha256)
    if failing.refusal(sha256):
        raise Http404
    return found


def open_duty(request: Any, sha256: str, task: str) -> Duty:
    """The same for a task."""
    open_paper(request, sha256)
    found: Duty = get_object_or_404(request.scope.duties().select_related("paper"), paper__sha256=sha256, task=task)
    return found


def row_of(sha256: str, task: str) -> tuple[Sheet, TaskRow] | None:
    """A task as the store has it now, with its directive; None for what only an office's own list names."""
    found = store().sheet(sha256, known_office())
    row = next((one for one in found.tasks if one.id == task), None) if found else None
    return (found, row) if found and row else None
