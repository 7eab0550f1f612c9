"""A second database beside the one of the office, for as long as it is copied from or to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections

SECOND: Final = "second"
"""Its name among the databases of Django."""


@contextmanager
def second(database: Mapping[str, Any]) -> Iterator[str]:
    """The database with these settings of Django's (``config.database``), as it is; gives its name. There is one at a
    time."""
    with _named(connections.configure_settings({DEFAULT_DB_ALIAS: {}, SECOND: dict(database)})[SECOND]):
        yield SECOND


@contextmanager
def second_file(file: Path) -> Iterator[str]:
    """The SQLite database in a file, opened as that of the office is."""
    with _named({**deepcopy(connections.settings[DEFAULT_DB_ALIAS]), "NAME": str(file)}):
        yield SECOND


@contextmanager
def _named(database: dict[str, Any]) -> Iterator[None]:
    connections.settings[SECOND] = database
    try:
        yield
    finally:
        connections[SECOND].close()
        del connections[SECOND]
        del connections.settings[SECOND]
