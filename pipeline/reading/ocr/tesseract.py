"""The Tesseract program: the only file that calls it.

One process per page with one thread each: two processes with Tesseract's own threads are slower. hOCR and not
TSV is asked for, because only hOCR tells the baseline and the type size of each line, which put words of one
printed row together and tell the list of recipients from the body.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from PIL import Image

from pipeline.errors import NeedsOcr

LANGUAGE = "vie"
WHOLE_PAGE, ONE_BLOCK, ONE_LINE, SCATTERED = 3, 6, 7, 11  # Tesseract's page segmentation modes
_SECONDS = 60  # for one look; a dense page takes two or three
_ADVICE = ("Cài chương trình nhận dạng chữ rồi nạp lại: sudo apt-get install tesseract-ocr tesseract-ocr-vie. "
           "Hoặc xin bản gốc DOCX hay PDF có lớp chữ.")
_SPAN = re.compile(r"<span class='(ocr_line|ocr_header|ocr_caption|ocr_textfloat|ocrx_word)'[^>]*? title=([\"'])(.*?)\2"
                   r"[^>]*>([^<]*)")
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (\S+) (\S+?)(?:;|$)")
_SIZE = re.compile(r"x_size (\S+?)(?:;|$)")
_SURE = re.compile(r"x_wconf (\d+)")
_PAGE = "class='ocr_page'"
_TAG = re.compile(r"</?(?:strong|em)>")


@dataclass(frozen=True, slots=True)
class Seen:
    """One recognised word: pixels from the top left of the picture, ``confidence`` 0 to 1; ``baseline`` is that
    of its line at the word, ``size`` the height of the line's letters from descender to ascender, ``line``
    tells lines apart."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    baseline: float
    size: float
    line: int = 0

    def shifted(self, x: float, y: float) -> Seen:
        """The word seen in a part of the picture that begins at ``x``, ``y``."""
        return replace(self, x0=self.x0 + x, top=self.top + y, x1=self.x1 + x, bottom=self.bottom + y,
                       baseline=self.baseline + y)


@lru_cache(maxsize=4)
def _has_language(program: str) -> bool:
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    return LANGUAGE in listed.stdout.split() or LANGUAGE in listed.stderr.split()


def available() -> bool:
    """Whether Tesseract and its Vietnamese data are on this machine."""
    program = shutil.which("tesseract")
    return program is not None and _has_language(program)


def require(name: str) -> None:
    """Raise NeedsOcr with advice what to install when the program is not there; ``name`` is the file."""
    if shutil.which("tesseract") is None:
        raise NeedsOcr(f"{name}: bản quét, máy này chưa có chương trình nhận dạng chữ Tesseract.", _ADVICE)
    if not available():
        raise NeedsOcr(f"{name}: bản quét, Tesseract trên máy này chưa có dữ liệu tiếng Việt (vie).", _ADVICE)


def recognise(picture: Image.Image, dpi: int, mode: int = WHOLE_PAGE, only: str = "") -> list[Seen]:
    """The words on a picture. ``mode`` is Tesseract's page segmentation mode, ``only`` the characters it may find
    (all where empty). Empty when it fails or takes too long."""
    data = io.BytesIO()
    picture.save(data, "BMP")  # packing would take a tenth as long as the recognition, and Tesseract reads this soonest
    return list(_words(_hocr(data, dpi, mode, only)))


def recognise_each(pictures: Sequence[Image.Image], dpi: int, mode: int) -> list[list[Seen]]:
    """The words on each of several small pictures, as ``recognise`` finds them: the language is loaded once for all."""
    if len(pictures) < 2:
        return [recognise(picture, dpi, mode) for picture in pictures]
    data = io.BytesIO()
    pictures[0].save(data, "TIFF", save_all=True, append_images=pictures[1:])
    _, *pages = _hocr(data, dpi, mode).split(_PAGE)
    found = [list(_words(page)) for page in pages]
    return [*found, *([] for _ in range(len(pictures) - len(found)))]


def _hocr(data: io.BytesIO, dpi: int, mode: int, only: str = "") -> str:
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", str(mode), "--dpi", str(dpi)]
    command += ["-c", f"tessedit_char_whitelist={only}"] if only else []
    try:
        done = subprocess.run([*command, "hocr"], input=data.getvalue(), capture_output=True, check=False,
                              timeout=_SECONDS, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def _words(page: str) -> Iterator[Seen]:
    slope = height = size = 0.0
    start, line = 0.0, 0
    for kind, _, title, text in _SPAN.findall(_TAG.sub("", page)):
        box = _BOX.search(title)
        if box is None:
            continue
        x0, top, x1, bottom = (float(v) for v in box.groups())
        if kind != "ocrx_word":
            line += 1
            base = _BASELINE.search(title)
            slope, drop = (float(base[1]), float(base[2])) if base else (0.0, 0.0)
            tall = _SIZE.search(title)
            start, height, size = x0, bottom + drop, float(tall[1]) if tall else bottom - top
            continue
        sure = _SURE.search(title)
        word = unescape(text).strip()
        if word:
            baseline = height + slope * ((x0 + x1) / 2 - start)
            yield Seen(word, x0, top, x1, bottom, float(sure[1]) / 100 if sure else 0.0, baseline, size, line)
