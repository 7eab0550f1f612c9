"""What tells one program from another: its version, its rules, its tables and its layout."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pipeline
from pipeline.settings import Settings

ROOMS = ("model", "knowledge", "reading", "structure", "language", "tasks")
"""The rooms on which readings depend."""

SHOWING = ("model", "knowledge", "workbooks")
"""The rooms on which it depends how workbooks show a register."""

SUFFIXES = frozenset((".py", ".csv", ".toml", ".json", ".txt"))


def fingerprint(settings: Settings) -> str:
    """``0.1.0+1a2b3c4d5e6f``: changes when a rule, a table or a setting that readings depend on changes."""
    digest = hashlib.sha256(_program(ROOMS))
    digest.update(str(settings.shift_to_working_day).encode())
    return f"{pipeline.__version__}+{digest.hexdigest()[:12]}"


def layout() -> str:
    """The same of what decides how a register looks in workbooks."""
    return f"{pipeline.__version__}+{_program(SHOWING).hex()[:12]}"


@cache
def _program(rooms: tuple[str, ...]) -> bytes:
    root = Path(pipeline.__file__).parent
    digest = hashlib.sha256()
    for file in sorted((root / "compose.py", *(file for room in rooms for file in (root / room).rglob("*")))):
        if file.suffix in SUFFIXES and file.is_file():
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()
