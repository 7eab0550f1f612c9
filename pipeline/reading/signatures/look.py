"""Looks at a blank on the picture of its page: the figures stamped into it, read several times over.

A single look takes strokes of handwriting for figures. What two looks at different sizes agree on is taken
when they are sure of it, or when a signature bears it out (the day on which it was made).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw
from pypdfium2 import PdfPage, raw

from ..ocr import scan, tesseract
from ..ocr.picture import level, prepare
from ..ocr.scan import ScannedPage
from ..ocr.tesseract import Seen
from ..pdf.words import top_left
from .blanks import Blank, Rect, fits

DPI = 400
SURE = 0.85
"""The least mean confidence of figures that nothing else bears out."""

_PRINTED, _CLOSE = 0.9, 0.8  # mean confidence of two looks at print; confidence of a first reading near print
_SAME = 0.5  # the same where one more look repeats it
_MOST = 3  # looks, the first reading among them, that give the same figures
_SIZES = (150, 200, 280, 400)  # dots per inch of the looks at what was recognised before
_HALFWAY = 0.7  # confidence of a first reading below which figures may well be a hand's
_LEAN, _LEAN_SIZES = 6.0, (200, 280)  # degrees by which print may lean, and dots per inch of the looks at it
_POINTS = 72
_LOOKS = (200, 280, 400)  # dots per inch; a few figures alone are read best at a small size
_DARK = 130
_INK = 0.004  # of the blank: less is dust
_LOW = 3.0  # points: no figure is as low, but rules are
_UNDRAWN = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
_MARGIN = 24  # white around the cut-out, pixels


@dataclass(frozen=True, slots=True)
class Figures:
    """What is stamped in a blank, where, and how sure that is (0 to 1)."""

    value: str
    area: Rect
    confidence: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page in grey, and its dots per point; ``bare`` where it was drawn without its text layer."""

    picture: Image.Image
    scale: float
    bare: bool = False


def is_drawn(page: PdfPage, areas: Iterable[Rect]) -> bool:
    """Whether anything but text and rules may be drawn in one of ``areas``: an image, a shape, a form, a note."""
    corner = top_left(page)
    for item in page.get_objects(max_depth=1):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            continue
        x0, top, x1, bottom = corner(*item.get_bounds())
        if any(min(x1, b[2]) >= max(x0, b[0]) and min(bottom, b[3]) - max(top, b[1]) >= _LOW for b in areas):
            return True
    return any(_subtype(page, i) not in _UNDRAWN for i in range(raw.FPDFPage_GetAnnotCount(page.raw)))


def _subtype(page: PdfPage, index: int) -> int:
    annotation = raw.FPDFPage_GetAnnot(page.raw, index)
    try:
        return int(raw.FPDFAnnot_GetSubtype(annotation))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def sheet(page: PdfPage, recognised: ScannedPage | None = None, bare: bool = True) -> Sheet:
    """The page as a picture, ``bare`` of its text; one that was ``recognised`` is turned and straightened as it was
    then: places agree."""
    if recognised is not None:
        picture, scale = scan.render(page)
        return Sheet(prepare(picture.rotate(recognised.turned, expand=True), recognised.lean).picture, scale)
    scale, bare = DPI / _POINTS, bare and _without_text(page)
    return Sheet(page.render(scale=scale, may_draw_forms=True).to_pil().convert("L"), scale, bare)


def _without_text(page: PdfPage) -> bool:
    """Take the text off ``page`` (not off the file), so that a stamp over it is seen whole; False where it has none."""
    texts = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1))
    for text in texts:
        page.remove_obj(text)
    return bool(texts)


def figures(on: Sheet, blank: Blank, printed: Iterable[Rect], expected: Container[int] = ()) -> Figures | None:
    """The figures in ``blank``, None where there are none or the looks differ.

    ``printed`` are words that are wiped out before looking where the page is not bare of them. ``expected`` are values
    that something else bears out.
    """
    cut = _cut_out(on, blank.area, () if on.bare else printed)
    if float((np.asarray(cut) < _DARK).mean()) < _INK:
        return None
    looks: list[Figures] = []
    for dpi in _LOOKS:
        look = _look(on, cut, blank, dpi)
        if look is not None:
            same = [other for other in looks if other.value == look.value]
            looks.append(look)
            if same:
                return _agreed([*same, look], expected)
    return None


def printed_figures(on: Sheet, blank: Blank) -> Figures | None:
    """The figures of a scan that was recognised with doubt, where several looks agree as they do on print.

    Figures written by hand are read differently at each size, or alike with little confidence: what the looks do
    not settle is None, and so are much doubted figures that are read no more when they lean: handwriting leans already.
    The bounds were chosen on real scans (``docs/decisions/0009-doc-ban-quet.md``).
    """
    cut = _cut_out(on, blank.area, ())
    return _as_print(on, cut, blank, tesseract.ONE_LINE) or _as_print(on, cut, blank, tesseract.ONE_BLOCK)


def _as_print(on: Sheet, cut: Image.Image, blank: Blank, mode: int) -> Figures | None:
    """The same with one of Tesseract's modes; a rule over the figures is no line to it, but a part of a block."""
    looks = [look for dpi in _SIZES if (look := _look(on, cut, blank, dpi, mode)) is not None]
    for value in {look.value: None for look in looks}:
        same = sorted((look for look in looks if look.value == value), key=lambda look: -look.confidence)
        mean = sum(look.confidence for look in same[:2]) / 2
        votes = len(same) + (value == blank.printed)  # the first reading is one more look
        agreed = votes >= _MOST and blank.sure >= (_SAME if votes > _MOST and value == blank.printed else _CLOSE)
        settled = (len(same) > 1 and mean >= _PRINTED) or agreed
        if settled and (blank.sure >= _HALFWAY or _leans(on, cut, blank, value, mode)):
            return Figures(value, same[0].area, round(max(mean, _CLOSE), 3))
    return None


def _leans(on: Sheet, cut: Image.Image, blank: Blank, value: str, mode: int) -> bool:
    """Whether the figures are read the same leaning to the left and to the right."""
    return all(any((look := _look(on, level(cut, angle), blank, dpi, mode)) is not None and look.value == value
                   for dpi in _LEAN_SIZES) for angle in (-_LEAN, _LEAN))


def has_ink(on: Sheet, blank: Blank) -> bool:
    """Whether something stands in the blank."""
    cut = _cut_out(on, blank.area, ())
    return bool(cut.width and cut.height) and float((np.asarray(cut) < _DARK).mean()) >= _INK


def _agreed(looks: Sequence[Figures], expected: Container[int]) -> Figures | None:
    value, confidence = looks[0].value, sum(look.confidence for look in looks) / len(looks)
    taken = confidence >= SURE or int(value) in expected
    return Figures(value, looks[0].area, round(confidence, 3)) if taken else None


def _cut_out(on: Sheet, area: Rect, printed: Iterable[Rect]) -> Image.Image:
    picture = on.picture.copy()
    draw = ImageDraw.Draw(picture)
    for x0, top, x1, bottom in printed:
        draw.rectangle((x0 * on.scale, top * on.scale, x1 * on.scale, bottom * on.scale), fill=255)
    return picture.crop(tuple(round(v * on.scale) for v in area))  # type: ignore[arg-type]


def _look(on: Sheet, cut: Image.Image, blank: Blank, dpi: int, mode: int = tesseract.ONE_LINE) -> Figures | None:
    size = dpi / (on.scale * _POINTS)
    wide = Image.new("L", (cut.width + 2 * _MARGIN, cut.height + 2 * _MARGIN), 255)
    wide.paste(cut, (_MARGIN, _MARGIN))
    sized = wide.resize((round(wide.width * size), round(wide.height * size)), Image.Resampling.LANCZOS)
    seen = tesseract.recognise(sized, dpi, mode, only="0123456789")
    value = "".join(s.text for s in seen)
    if not fits(blank.kind, value):
        return None
    return Figures(value, _place(seen, on, blank.area, size), sum(s.confidence for s in seen) / len(seen))


def _place(seen: Sequence[Seen], on: Sheet, area: Rect, size: float) -> Rect:
    def across(x: float) -> float:
        return area[0] + (x / size - _MARGIN) / on.scale

    def down(y: float) -> float:
        return area[1] + (y / size - _MARGIN) / on.scale

    return (across(min(s.x0 for s in seen)), down(min(s.top for s in seen)),
            across(max(s.x1 for s in seen)), down(max(s.bottom for s in seen)))
