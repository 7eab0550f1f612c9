"""The Tesseract program: the only file that calls it.

One process per page with one thread each: two processes with Tesseract's own threads are slower.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from pipeline.errors import NeedsOcr

LANGUAGE = "vie"
_SECONDS = 180  # for one page
_ADVICE = ("Cài chương trình nhận dạng chữ rồi nạp lại: sudo apt-get install tesseract-ocr tesseract-ocr-vie. "
           "Hoặc xin bản gốc DOCX hay PDF có lớp chữ.")


@dataclass(frozen=True, slots=True)
class Seen:
    """One recognised word: pixels from the top left of the picture, ``confidence`` 0 to 1; ``line_top`` and
    ``line_bottom`` are those of its printed line, ``line`` tells lines apart."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: tuple[int, int, int]
    line_top: float
    line_bottom: float


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether Tesseract and its Vietnamese data are on this machine."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    return LANGUAGE in listed.stdout.split() or LANGUAGE in listed.stderr.split()


def require(name: str) -> None:
    """Raise NeedsOcr with advice what to install when the program is not there; ``name`` is the file."""
    if not available():
        raise NeedsOcr(f"{name}: bản quét, máy này chưa có chương trình nhận dạng chữ tiếng Việt.", _ADVICE)


def recognise(picture: Image.Image, dpi: int, mode: int = 3) -> list[Seen]:
    """The words on a picture. ``mode`` is Tesseract's page segmentation mode. Empty when it fails or takes too long."""
    data = io.BytesIO()
    picture.save(data, "PNG", dpi=(dpi, dpi), compress_level=1)
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", str(mode), "--dpi", str(dpi), "tsv"]
    try:
        done = subprocess.run(command, input=data.getvalue(), capture_output=True, check=False, timeout=_SECONDS,
                              env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    except subprocess.TimeoutExpired:
        return []
    return _words(done.stdout.decode("utf-8", "replace"))


def _words(table: str) -> list[Seen]:
    lines: dict[tuple[int, int, int], tuple[float, float]] = {}
    found: list[Seen] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        key = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        if row["level"] == "4":
            lines[key] = (top, bottom)
        elif row["level"] == "5" and (row["text"] or "").strip():
            above, below = lines.get(key, (top, bottom))
            found.append(Seen(row["text"].strip(), left, top, right, bottom, float(row["conf"]) / 100, key, above, below))
    return found
