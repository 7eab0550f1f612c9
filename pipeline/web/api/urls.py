"""The addresses of the API. They look at the token by themselves: whoever has none gets 401 in JSON, no page for
signing in."""

from __future__ import annotations

from django.urls import include, path

from ..roles import OPEN
from . import progress, reading
from .service import api, only_json, unknown

api.add_router("", reading.router)
api.add_router("", progress.router)
_addresses, _, _space = api.urls
for _one in _addresses:
    _one.callback = unknown if _one.name == "api-root" else only_json(_one.callback)

urlpatterns = [
    path("api/v1/", include((_addresses, _space))),
    path("api/<path:rest>", unknown, name="api-unknown"),
]

ROUTES = {"api-unknown": OPEN} | {f"{_space}:{one.name}": OPEN for one in _addresses}
