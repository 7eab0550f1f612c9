"""The parts of the pages: every package inside ``pipeline.web`` that has a module ``urls``.

Such a module holds ``urlpatterns``, ``ROUTES`` (name of an address → roles that may ask for it) and ``MENU`` (entries
of the menu, if any); ``begin`` is called once in the process that serves, if it is there. Beside it may lie
``templates`` and ``static``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from .roles import ADMIN, OPEN, Entry

HERE = Path(__file__).parent

Allowed = frozenset[str | None] | frozenset[str]
"""Roles by their codes; "" is who has none, None who has not signed in."""

OWN: Mapping[str, Allowed] = {"health": OPEN, "metrics": OPEN}
"""Addresses that belong to no part; /metrics looks at who asks by itself."""

ADMINISTRATION = "admin:"
"""How the names of Django's administration pages begin."""


def packages() -> list[str]:
    """The names of the parts."""
    inside = [one.name for one in iter_modules([str(HERE)]) if one.ispkg]
    return [name for name in inside if find_spec(f"pipeline.web.{name}.urls")]


@lru_cache(maxsize=1)
def modules() -> tuple[ModuleType, ...]:
    """The modules ``urls`` of all parts."""
    return tuple(import_module(f"pipeline.web.{name}.urls") for name in packages())


def folders(name: str) -> list[Path]:
    """The folders of that name in all parts."""
    return [folder for part in packages() if (folder := HERE / part / name).is_dir()]


def patterns() -> list[Any]:
    """The addresses of all parts."""
    return [pattern for module in modules() for pattern in module.urlpatterns]


@lru_cache(maxsize=1)
def routes() -> Mapping[str, Allowed]:
    """Who may ask for which address, by its name. Raises ValueError when two parts have an address of one name."""
    found: dict[str, Allowed] = dict(OWN)
    for module in modules():
        if twice := found.keys() & module.ROUTES.keys():
            raise ValueError(f"addresses of one name: {sorted(twice)}")
        found |= module.ROUTES
    return found


def allowed(name: str) -> Allowed:
    """The roles that may ask for the address of that name; nobody where no part says so."""
    return frozenset((ADMIN,)) if name.startswith(ADMINISTRATION) else routes().get(name, frozenset())


@lru_cache(maxsize=1)
def menu() -> tuple[Entry, ...]:
    """All entries of the menu, in order."""
    return tuple(sorted(entry for module in modules() for entry in getattr(module, "MENU", ())))
