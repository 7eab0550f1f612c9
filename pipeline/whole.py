"""A file written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write through a file beside it, so that what bears the name is never half written; makes the folder. Raises
    OSError, and leaves nothing behind then."""
    write_bytes_whole(file, text.encode("utf-8"))


def write_bytes_whole(file: Path, data: bytes) -> None:
    """The same for bytes. Raises OSError."""
    own = f"{os.getpid()}-{threading.get_ident()}"  # not from the name, which may be as long as names get
    part = file.with_name(f".{own}.chidao.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(file)
    except OSError:
        _discard(part)
        raise


def _discard(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the next one writes over it
