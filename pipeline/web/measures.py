"""What programs ask for: whether the pages stand, and the figures of the office for screens of monitoring."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import Final

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from pipeline.office.figures import figures

from . import errors
from .config import office

_PASSED_ON: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
"""By these a server before this one tells for whom it asks."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    response = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    add_never_cache_headers(response)
    return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures as Prometheus reads them, ``chidao_…``; only for this machine, and with the token of the settings
    (``Authorization: Bearer …``)."""
    if not (_from_here(request) or _has_token(request)):
        return errors.forbidden(request)
    registry = CollectorRegistry()
    for name, number in figures(office()).flat().items():
        Gauge(f"chidao_{name}", f"chidao {name.replace('_', ' ')}", registry=registry).set(number)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _from_here(request: HttpRequest) -> bool:
    """Whether a program of this machine asks, and not a web server for somebody else."""
    if any(request.META.get(name) for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    token = office().web_metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
