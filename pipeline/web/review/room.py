"""What the views of the review page share: the store of the office, whose office it is, and what shows its pages."""

from __future__ import annotations

from functools import lru_cache
from threading import Thread
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import get_template

from pipeline.knowledge.registry import Office, Signed, names_around
from pipeline.office.facsimiles import Facsimiles
from pipeline.office.own import load_own
from pipeline.office.page_review import ReviewDesk
from pipeline.settings import Settings
from pipeline.store import auditing, failing
from pipeline.store.clock import today
from pipeline.store.ledger import Store
from pipeline.store.results import Doubtful

from ..config import office
from ..models import Paper


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


def doubtful() -> tuple[Doubtful, ...]:
    """Every field that waits, the least sure first; looked for anew when what is in the lists has changed."""
    return _doubtful(office(), auditing.last_change())


@lru_cache(maxsize=1)
def _doubtful(settings: Settings, last: int) -> tuple[Doubtful, ...]:
    return store().doubtful()


def facsimiles() -> Facsimiles:
    """What shows the pages of the office's directives."""
    return _facsimiles(office())


@lru_cache(maxsize=1)
def _facsimiles(settings: Settings) -> Facsimiles:
    return Facsimiles(settings)


def begin() -> None:
    """Start and load what the first page would wait for."""
    facsimiles().warm_up()
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    known_office()
    names_around(Signed())
    for name in ("sheet", "row"):
        get_template(f"review/{name}.html")


def open_paper(request: Any, sha256: str) -> Paper:
    """A directive that whoever asks may see. Raises Http404 for any other, and for what is refused or held back for
    secrecy."""
    found: Paper = get_object_or_404(request.scope.papers(), sha256=sha256)
    if failing.refusal(sha256):
        raise Http404
    return found


def desk(request: Any, sha256: str) -> ReviewDesk:
    """The directive at which somebody works. Raises Http404 as ``open_paper`` does."""
    open_paper(request, sha256)
    return ReviewDesk(store(), sha256, known_office())
