"""What every page has: its menu, who is signed in, and how far the lists are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from . import parts
from .roles import ROLES


def menu(request: HttpRequest) -> dict[str, Any]:
    """For templates: ``menu`` are the entries for the role of whoever asks, ``role`` its words, ``here`` the name of
    the address that was asked for."""
    scope, match = getattr(request, "scope", None), getattr(request, "resolver_match", None)
    if scope is None:
        return {"menu": (), "role": "", "here": ""}
    return {"menu": [entry for entry in parts.menu() if scope.role in entry.roles], "role": ROLES.get(scope.role, ""),
            "here": match.view_name if match else ""}
