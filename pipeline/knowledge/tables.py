"""The small tables of cue words, read once."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path


def table_text(name: str, folder: Path | None = None) -> str:
    """``<name>.csv`` as it stands: of ``folder`` when it has one, else of ``pipeline/knowledge``."""
    own = folder / f"{name}.csv" if folder else None
    return (own if own and own.exists() else files("pipeline.knowledge") / f"{name}.csv").read_text("utf-8")


def read_table(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """The rows of ``<name>.csv`` as dictionaries, in NFC; lines that start with # are remarks."""
    text = unicodedata.normalize("NFC", table_text(name, folder))
    header, *rows = csv.reader(line for line in text.splitlines() if line.strip() and line[0] != "#")
    return [dict(zip_longest(header, row, fillvalue="")) for row in rows]


@lru_cache(maxsize=1)
def _grammar() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in read_table("grammar")}


def pattern(name: str) -> re.Pattern[str]:
    """A pattern of ``grammar.csv``; raises KeyError for a name that has no row."""
    return re.compile(_grammar()[name])
