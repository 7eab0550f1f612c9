"""The gate before every view: an address that no part gives to the role of whoever asks is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pipeline.errors import ChidaoError

from . import errors, parts
from .access import Scope

_TOO_LARGE: Final = 2**63


class Gate:
    """Middleware. What a request may see is its ``scope`` from here on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; pages of people are kept by no cache."""
        response = self._get_response(request)
        if getattr(request, "scope", None) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view: object, args: object,
                     named: Mapping[str, object]) -> HttpResponse | None:
        """Refuse, or let through by returning None."""
        if not all(map(_can_be_asked, named.values())):
            return errors.not_found(request)
        if not all(map(_can_be_asked, chain.from_iterable(request.GET.lists()))):
            return errors.bad_request(request)
        allowed = parts.allowed(request.resolver_match.view_name)
        if None in allowed:
            request.scope = None
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        scope = request.scope = Scope.of(request.user)
        return None if scope.role in allowed else errors.forbidden(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What the program says of itself is shown; anything else is a defect."""
        if isinstance(error, ChidaoError):
            errors.note(error)
            return errors.unavailable(request, error)
        return None


def _can_be_asked(value: object) -> bool:
    """Whether a database can be asked for it: none takes a number of more than 64 bits, PostgreSQL no letter NUL."""
    if isinstance(value, list):
        return all(map(_can_be_asked, value))
    return value < _TOO_LARGE if isinstance(value, int) else "\x00" not in str(value)


def _to_login(request: Any) -> HttpResponse:
    """To the page for signing in, and back afterwards; a part of a page sends the whole page there."""
    wanted = request.htmx.current_url_abs_path if request.htmx else request.get_full_path()
    url = f"{reverse('login')}?{urlencode({'next': wanted or '/'})}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
