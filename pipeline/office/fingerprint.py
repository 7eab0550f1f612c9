"""What tells one program from another: its version, its rules, its tables and its layout."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import pipeline
from pipeline.settings import Settings

READING = ("model", "reading")
"""The rooms on which the text of a file depends, with the tables that they read."""

READING_TABLES = ("agencies", "body_nouns", "communes_before", "departments", "doc_types", "legacy_fonts",
                  "letterhead_words", "party_nouns", "positions", "provinces", "secrecy_words", "surnames",
                  "syllable_pairs", "syllables", "symbols")

ROOMS = ("model", "knowledge", "reading", "structure", "language", "tasks")
"""The rooms on which tasks depend."""

SHOWING = ("model", "knowledge", "workbooks")
"""The rooms on which it depends how workbooks show a register."""

SUFFIXES = frozenset((".py", ".csv", ".toml", ".json", ".txt"))


def fingerprint(settings: Settings) -> str:
    """``0.1.0+1a2b3c.1a2b3c4d5e6f``: changes when a rule, a table or a setting that tasks depend on changes; the first
    part behind the plus only when files would be read otherwise (``reading_of``)."""
    digest = hashlib.sha256(_program(ROOMS))
    digest.update(str(settings.shift_to_working_day).encode())
    return f"{pipeline.__version__}+{_program(READING, READING_TABLES).hex()[:6]}.{digest.hexdigest()[:12]}"


def reading_of(version: str) -> str:
    """The part of a fingerprint that says how files were read; empty where an older program did not say."""
    reading, dot, _ = version.partition("+")[2].partition(".")
    return reading if dot else ""


def beside_store(settings: Settings, day: date) -> str:
    """What lists follow from besides the store and their layout: the day, the office and its own list of bodies, the
    program with its tables."""
    listed = ""
    with suppress(OSError):
        listed = str(settings.agencies.stat().st_mtime_ns)
    return f"{day} {listed} {settings.office} {fingerprint(settings)}"


def layout() -> str:
    """The same of what decides how a register looks in workbooks."""
    return f"{pipeline.__version__}+{_program(SHOWING).hex()[:12]}"


@cache
def _program(rooms: tuple[str, ...], tables: tuple[str, ...] = ()) -> bytes:
    root = Path(pipeline.__file__).parent
    digest = hashlib.sha256()
    beside = (root / "knowledge" / f"{table}.csv" for table in tables)
    for file in sorted((root / "compose.py", *beside, *(file for room in rooms for file in (root / room).rglob("*")))):
        if file.suffix in SUFFIXES and file.is_file():
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()
