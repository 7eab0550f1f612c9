"""Names of files that come over the web, made such that they can do no harm in any folder, and say what they said."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from pipeline.office.collecting import HIDDEN, unwanted

LONGEST: Final = 180
"""Bytes of a name: room is left for a number, and for the note that may lie beside the file (255 in all)."""
OWNERS: Final = ("~$", ".~lock.")
"""How the files begin in which Word and LibreOffice say who has a file open."""
NAMELESS: Final = "tai-lieu"
_PARTS: Final = re.compile(r"[/\\]")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Names that Windows gives to devices, whatever their suffix (Naming Files, Paths, and Namespaces)."""


def safe(given: str) -> str:
    """The name without folders, without letters that command a terminal or turn the writing round, without what
    Windows cannot hold, not hidden, not too long."""
    name = unicodedata.normalize("NFC", _PARTS.split(given)[-1])
    name = "".join(" " if letter.isspace() else letter for letter in name
                   if letter.isspace() or unicodedata.category(letter)[0] != "C")
    name = " ".join(name.translate(_FORBIDDEN).split()).lstrip(" .~$").rstrip(" .~")
    if _DEVICES.match(name):
        name = f"_{name}"
    return fitting(Path(name).stem or NAMELESS, Path(name).suffix) if name else NAMELESS


def fitting(stem: str, suffix: str) -> str:
    """A name of so many bytes at most: the stem loses its last letters where it is too long, and the suffix what no
    suffix needs."""
    suffix = suffix[:20]
    while len(f"{stem}{suffix}".encode()) > LONGEST:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}{suffix}"


def refusal(given: str) -> str:
    """Why a file of that name is not taken in (Vietnamese), "" where it is: as in the watched folder."""
    last = _PARTS.split(given)[-1].strip()
    return (HIDDEN if last.startswith(OWNERS) else unwanted(Path(safe(given)), named=False)) or ""
