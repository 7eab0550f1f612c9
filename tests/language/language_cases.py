"""Tables of cases: one TOML row is one test; ``fails`` in a row says why it is not read right yet."""

import tomllib
from pathlib import Path

import pytest


def table(name):
    """The rows of a table, of all its groups in order."""
    groups = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
    return [row for group in groups.values() for row in group]


def params(rows):
    """A test for each row; one that fails today has to be told when it no longer does."""
    return [pytest.param(row, id=row["say"][:50], marks=pytest.mark.xfail(reason=row["fails"], strict=True) if "fails" in row else ())
            for row in rows]
