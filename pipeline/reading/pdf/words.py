"""The printed words of a page with their boxes, by pdfium.

pdfium keeps a text page of characters in content order. Asking it for each character is slow from
Python, so only the first and the last character of a word are asked for.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from .. import normal
from ..draft import PrintedWord, Tint
from ..legacy_fonts.letters import LegacyFont, font_of
from . import legacy
from .tints import Palette
from .torn import is_torn, whole_words
from .unmapped import unmapped

# Runs of printed characters; pdfium writes U+0002 for the hyphen of a word broken at a line end.
_RUN = re.compile(r"[^\s\x02]+\x02?|\x02")
_NOTE_MARKS = frozenset("0123456789*")
_BOLD_NAME = re.compile(r"bold|black|heavy|,b|demi|timebd|timesbd", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli|timesi|timesbi", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6


_loose_box, _origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
# The same call with a plain number for its answer: a pointer would be an object to make and to open for every word.
_object_at = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0)


@dataclass(slots=True)
class _Face:
    bold: bool
    italic: bool
    size: float
    legacy: LegacyFont | None = None
    level: bool = False  # set along the page's own x axis
    baseline: float | None = None  # of a level face, once it has been asked for
    drawn: int = 0
    tint: Tint | None = None


class PageWords:
    """Reads the words of one page; holds the C structures that pdfium fills."""

    def __init__(self, page: PdfPage) -> None:
        self._corner = top_left(page)
        self._textpage = page.get_textpage()
        self._raw = self._textpage.raw
        self._address = ctypes.cast(self._raw, ctypes.c_void_p)
        # By handle, which holds only while the page is open.
        self._fonts: dict[int, tuple[bool, bool, LegacyFont | None]] = {}
        self._faces: dict[int | None, _Face] = {}
        self._box = pdfium.FS_RECTF()
        self._by_reference = ctypes.byref(self._box)
        self._matrix = pdfium.FS_MATRIX()
        self._drawn: list[str] | None = None  # by character, on a page with 8-bit fonts
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._palette = Palette(page.get_rotation())
        self.tinted = False  # some letters are no plain print
        self.text = ""  # of the page, as pdfium tells it
        self.unmapped: frozenset[int] = frozenset()  # characters of words whose font does not tell their letter

    def words(self) -> list[PrintedWord]:
        """The words in content order; empty where the page has no text layer."""
        try:
            text = self.text = self._text()
            self.unmapped = unmapped(self._raw, text)
            clean = normal.is_clean(text)
            found = self._all(text, clean)
            self.tinted = any(face.tint for face in self._faces.values())
            if self.tinted:
                found = self._all(text, clean)
            if any(face.legacy for face in self._faces.values()):
                fonts = [None if c.isspace() else self._face(i).legacy for i, c in enumerate(text)]
                self._drawn = legacy.letters(text, fonts)
                found = self._all(text, False)
            return whole_words(found, self._spaces(text)) if is_torn(found) else found
        finally:
            self._textpage.close()

    def _all(self, text: str, clean: bool) -> list[PrintedWord]:
        found: list[PrintedWord] = []
        for match in _RUN.finditer(text):
            self._add(found, match.start(), match.group(), clean)
        return found

    def _spaces(self, text: str) -> list[PrintedWord]:
        """The spaces that were typed; those that pdfium only supposes are left out."""
        found: list[PrintedWord] = []
        for match in re.finditer(" ", text):
            if not pdfium.FPDFText_IsGenerated(self._raw, match.start()):
                self._put(found, match.start(), match.start(), " ")
        return found

    def _text(self) -> str:
        count = self._textpage.count_chars()
        if count <= 0:
            return ""
        text: str = self._textpage.get_text_range()
        if len(text) != count:
            text = "".join(chr(pdfium.FPDFText_GetUnicode(self._raw, i) or 32) for i in range(count))
        return text.replace("\ufffe", "\x02")

    def _add(self, found: list[PrintedWord], start: int, text: str, clean: bool) -> None:
        """Append the word that begins at character ``start``; a raised figure at its end stands apart."""
        last = start + len(text) - 1
        if self.tinted and (cut := self._other_tint_from(start, last)):
            self._add(found, start, text[:cut - start], clean)
            self._add(found, cut, text[cut - start:], clean)
            return
        if text[-1] in _NOTE_MARKS and last > start:
            cut = self._raised_from(start, last + 1)
            if cut is not None:
                self._add(found, start, text[:cut - start], clean)
                self._add(found, cut, text[cut - start:], clean)
                return
        if self._drawn is not None:
            text = "".join(self._drawn[start:start + len(text)])
        if not clean:
            text = normal.characters(text).strip()
            if not text:
                return
        elif text[-1] == "\x02":
            text = text[:-1] + "-"
        if not self._put(found, start, last, text):
            for i, letter in enumerate(text):
                self._put(found, start + i, start + i, letter)

    def _put(self, found: list[PrintedWord], start: int, last: int, text: str) -> bool:
        """Append ``text``, the characters ``start`` to ``last``; False when its letters are not in order."""
        face = self._face(start)
        box, raw, corner, by_reference = self._box, self._raw, self._corner, self._by_reference
        _loose_box(raw, last, by_reference)
        x0, low, x1, high = box.left, box.bottom, box.right, box.top
        if last > start:
            _loose_box(raw, start, by_reference)
            left, lower, right, upper = box.left, box.bottom, box.right, box.top
            if left > x0 + 0.1 and corner.upright:
                return False
            x0, low = (left if left < x0 else x0), (lower if lower < low else low)
            x1, high = (right if right > x1 else x1), (upper if upper > high else high)
        x0, top, x1, bottom = corner(x0, low, x1, high)
        baseline = face.baseline
        if baseline is None:
            x, y = self._x, self._y
            _origin(raw, start, x, y)
            baseline = corner(x.value, y.value, x.value, y.value)[1]
            face.baseline = baseline if face.level and corner.upright else None
        word = PrintedWord(text, x0, top, x1, bottom, baseline, face.size, face.bold, face.italic, False, None,
                           face.drawn, face.tint)
        if self.unmapped and not self.unmapped.isdisjoint(range(start - 1, last + 2)):
            word.lacking = True
        found.append(word)
        return True

    def _other_tint_from(self, start: int, last: int) -> int | None:
        """Where letters that are put on the page in another way begin within a word (a mark printed through it)."""
        tint = self._parting(start)
        if last == start or (tint is None and self._parting(last) is None):
            return None
        return next((i for i in range(start + 1, last + 1) if self._parting(i) != tint), None)

    def _parting(self, index: int) -> Tint | None:
        tint = self._face(index).tint
        return tint if tint and tint.parts else None

    def _raised_from(self, start: int, end: int) -> int | None:
        """Where a small figure above the line begins at the end of a word (a footnote mark)."""
        cut, size = end, self._face(start).size
        while cut > start and self._face(cut - 1).size < 0.8 * size and self._is_mark(cut - 1):
            cut -= 1
        return cut if start < cut < end else None

    def _is_mark(self, index: int) -> bool:
        return chr(pdfium.FPDFText_GetUnicode(self._raw, index)) in _NOTE_MARKS

    def _face(self, index: int) -> _Face:
        key = _object_at(self._address, index)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._new_face(index)
            if key:
                face.drawn = key
        return face

    def _new_face(self, index: int) -> _Face:
        handle = pdfium.FPDFText_GetTextObject(self._raw, index)
        size, level = pdfium.FPDFText_GetFontSize(self._raw, index), False
        if pdfium.FPDFText_GetMatrix(self._raw, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
            level = self._matrix.b == 0 == self._matrix.c
        size = round(abs(size), 1) or 1.0
        if not handle:
            return _Face(False, False, size)
        bold, italic, font = self._font(pdfium.FPDFTextObj_GetFont(handle))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        thickened = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        tint = self._palette.tint(ctypes.addressof(handle.contents), mode, self._matrix, size)
        return _Face(bold or thickened, italic, size, font, level, tint=tint)

    def _font(self, font: Any) -> tuple[bool, bool, LegacyFont | None]:
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._fonts:
            self._fonts[key] = _font_style(font)
        return self._fonts[key]


def _font_style(font: Any) -> tuple[bool, bool, LegacyFont | None]:
    if not font:
        return False, False, None
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    flags = max(pdfium.FPDFFont_GetFlags(font), 0)
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    heavy = pdfium.FPDFFont_GetWeight(font) >= 600
    bold = bool(_BOLD_NAME.search(name)) or bool(flags & _FORCE_BOLD) or heavy
    italic = bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC_FLAG) or angle.value != 0
    return bold, italic, font_of(name)


class _Corner:
    """Turns a rectangle of the page's own space into one from the top left of the page as shown."""

    def __init__(self, x0: float, y0: float, x1: float, y1: float, rotation: int) -> None:
        self._frame = (x0, y0, x1, y1)
        self._rotation = rotation
        self.upright = rotation == 0

    def __call__(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = self._frame
        if not self._rotation:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self._rotation == 90:
            return bottom - y0, left - x0, top - y0, right - x0
        if self._rotation == 180:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left


def top_left(page: PdfPage) -> _Corner:
    """The turn into top-left points for ``page``, heeding its crop box and rotation."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    return _Corner(x0, y0, x1, y1, page.get_rotation())
