"""Pictures of pages made ready for recognition: straight, without stamps, without ruled lines.

A clean page is left as it is: every step acts only on what it finds. ``tools/ocr_cer.py`` measures the steps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from PIL import Image, ImageChops, ImageFilter, ImageOps

from .ruled import Pixels, Segment, rejoined, ruled

_RED_OVER = 50  # how much stronger red must be than green and blue
_INK_LEVEL = 35  # the percentile of red light over the stamp that is made white: below it lies black ink
_BLACK = 50  # red light of black ink
_RED_SHARE = 0.0004  # of the page: less is no stamp
_STAMP = 0.2  # of the page's width: a round stamp, with some room
_SKEW = 0.15  # degrees: less does not hurt recognition, and a table's rules stay in their rows
_MAX_SKEW = 4.0
_DARK = 140
_INK, _PALEST, _FAINT = 200, 10, 90  # grey of any ink; of its darkest so many per cent all are blacker on a clear page
_PAPER, _WHITE = 12, 0.6  # per cent of a page that is darker than its paper at most; how bright paper stays, of 1
_DEEPEST = 6.0  # power to which shades are raised
_SOFT = 0.8  # pixels: what is smoothed when faint strokes were darkened, with their dust
_BLANK = 0.0004  # share of dark pixels below which a page is blank paper


@dataclass(frozen=True)
class Ready:
    """A picture to recognise, its red parts alone (None: there are none), the rules taken out of it, and the page
    in colour, which still leans by ``angle`` degrees; the paper leaned by ``lean``."""

    picture: Image.Image
    red: Image.Image | None
    rules: tuple[Segment, ...]
    colour: Image.Image
    angle: float
    lean: float

    @cached_property
    def straight(self) -> Image.Image:
        """The page in colour, as straight as the picture; most pages are never looked at so."""
        return _turned(self.colour, self.angle)


def prepare(picture: Image.Image, lean: float | None = None) -> Ready:
    """Straighten ``picture``, take stamps and rules out of it; ``lean`` in degrees where it is known."""
    grey = picture.convert("L")
    angle = lean = skew(grey) if lean is None else lean
    if _is_grey(picture):
        turned = _turned(grey, angle)
        rules, clean = ruled(np.asarray(turned))
        return Ready(legible(Image.fromarray(clean)), None, rules, turned, 0.0, lean)
    picture = picture.convert("RGB")
    if _red(picture).mean() > _RED_SHARE:
        picture, angle = _turned(picture, angle), 0.0
        red = _red(picture)
        if red.mean() > _RED_SHARE:  # specks of red may have gone with the turning
            return _stamped(picture, red, lean)
        grey = picture.convert("L")
    rules, clean = ruled(np.asarray(_turned(grey, angle)))
    return Ready(legible(Image.fromarray(clean)), None, rules, picture, angle, lean)


def _is_grey(picture: Image.Image) -> bool:
    """Whether no ink of the page has a colour; a compressed picture smears a little of it over all letters."""
    if picture.mode != "RGB":
        return picture.mode in ("1", "L")
    red, green, blue = picture.split()
    apart = (ImageChops.difference(*pair).getextrema()[1] for pair in ((red, green), (red, blue), (green, blue)))
    return all(most <= _RED_OVER for most in apart)  # type: ignore[operator]  # of one band it is two figures


def _stamped(picture: Image.Image, red: Pixels, lean: float) -> Ready:
    grey = _without_red(np.asarray(picture.convert("L")), np.asarray(picture.getchannel(0)), red)
    rules, clean = ruled(grey)
    alone = Image.fromarray(np.where(red, 0, 255).astype(np.uint8))
    return Ready(legible(Image.fromarray(clean)), alone, rejoined(rules, _STAMP * picture.width), picture, 0.0, lean)


def _red(picture: Image.Image) -> Pixels:
    bright, green, blue = (np.asarray(band) for band in picture.split())
    others = np.maximum(green, blue)
    red: Pixels = (bright > others) & (bright - np.minimum(others, bright) > _RED_OVER)
    return red


def _without_red(grey: Pixels, bright: Pixels, red: Pixels) -> Pixels:
    """A red filter: in red light red ink is nearly as bright as paper, black ink under the stamp stays dark.

    It works around the stamp too, where a compressed picture has smeared its colour over the letters.
    """
    level = max(float(np.percentile(bright[red], _INK_LEVEL)), 128.0)
    light = np.clip((bright.astype(np.float32) - _BLACK) * (255.0 / (level - _BLACK)), 0, 255).astype(np.uint8)
    return np.where(grown(red, 2), light, grey)


def grown(mask: Pixels, by: int) -> Pixels:
    """``mask`` and all within ``by`` pixels of it, across, down and diagonally."""
    reach = 0
    while reach < by:
        step = min(reach + 1, by - reach)  # no farther: at the edge of the picture half of what has grown is lost
        tall = mask.copy()
        tall[step:] |= mask[:-step]
        tall[:-step] |= mask[step:]
        mask = tall.copy()
        mask[:, step:] |= tall[:, :-step]
        mask[:, :-step] |= tall[:, step:]
        reach += step
    return mask


def without_colour(picture: Image.Image) -> Image.Image:
    """In grey, each point as bright as its brightest colour: ink that is not black fades, whatever its colour."""
    return picture if picture.mode == "L" else Image.fromarray(np.asarray(picture.convert("RGB")).max(axis=2))


def legible(grey: Image.Image) -> Image.Image:
    """A page in grey; where its darkest ink is pale the thin strokes are broken: all that is not white is darkened, as
    far as the paper stays bright, and smoothed."""
    shades = np.asarray(grey)
    ink = shades[shades < _INK]
    if not ink.size or np.percentile(ink, _PALEST) <= _FAINT:
        return grey
    paper = min(float(np.percentile(shades, _PAPER)), 254.0) / 255
    power = min(math.log(_WHITE) / math.log(paper), _DEEPEST)
    darker = grey.point([round(255 * (shade / 255) ** power) for shade in range(256)])
    return darker.filter(ImageFilter.GaussianBlur(_SOFT))


def bolder(picture: Image.Image) -> Image.Image:
    """A second try for a page that could not be read: more contrast, specks smoothed away."""
    return ImageOps.autocontrast(picture.filter(ImageFilter.MedianFilter(3)), cutoff=(1, 40))


def is_blank(picture: Image.Image) -> bool:
    """Whether a page is empty paper (the back of a sheet, scanned with it); its edges do not count."""
    width, height = picture.size
    inner = picture.crop((width // 12, height // 12, width - width // 12, height - height // 12)).convert("L")
    return bool((np.asarray(inner) < _DARK).mean() < _BLANK)


def _turned(picture: Image.Image, angle: float) -> Image.Image:
    if abs(angle) < _SKEW:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor="white")


def skew(picture: Image.Image) -> float:
    """The angle in degrees by which the lines of text lean; 0 when no angle stands out."""
    small = _points(_dark(picture, 1000))
    level = _sharpness(small, 0.0)
    coarse = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.5), key=partial(_sharpness, small))
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=partial(_sharpness, small))
    if _sharpness(small, fine) < 1.1 * level:
        return 0.0
    large = _points(_dark(picture, 2000))
    return float(max(np.arange(fine - 0.1, fine + 0.11, 0.05), key=partial(_sharpness, large)))


def sharpest(piece: Image.Image, near: float | None = None) -> float:
    """The angle in degrees, up to 50, by which a small piece of print leans; ``near`` an angle where it is known."""
    small = _dark(piece, 200)
    coarse = max(np.arange(-50.0, 50.1, 5.0), key=partial(_level_sharpness, small)) if near is None else near
    return float(max(np.arange(coarse - 4, coarse + 4.1, 1.0), key=partial(_level_sharpness, small)))


def level(piece: Image.Image, angle: float) -> Image.Image:
    """``piece`` in grey, turned by ``angle`` on white paper."""
    grey = piece.convert("L")
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255) if angle else grey


def _level_sharpness(dark: Image.Image, angle: float) -> float:
    profile = np.asarray(dark.rotate(angle, expand=True)).sum(axis=1, dtype=np.float64)
    return float(((profile[1:] - profile[:-1]) ** 2).sum())


def _dark(picture: Image.Image, height: int) -> Image.Image:
    small = picture.convert("L").reduce(max(round(max(picture.size) / height), 1))
    return Image.fromarray(((np.asarray(small) < _DARK) * 255).astype(np.uint8))


def _points(dark: Image.Image) -> tuple[Pixels, Pixels, int]:
    """Where the dark pixels lie across and down from the middle, and the height: ten times as fast to turn as the
    picture itself."""
    down, across = np.nonzero(np.asarray(dark))
    return across - dark.width / 2, down - dark.height / 2, dark.height


def _sharpness(points: tuple[Pixels, Pixels, int], angle: float) -> float:
    """How sharply the rows of the turned picture change between print and white."""
    across, down, height = points
    turn = np.radians(angle)
    rows = np.rint(down * np.cos(turn) - across * np.sin(turn) + height / 2).astype(np.intp)
    inside = (rows >= 0) & (rows < height)
    profile = np.bincount(rows[inside], minlength=height).astype(np.float64)
    return float(((profile[1:] - profile[:-1]) ** 2).sum())


def dark_share(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """The share of dark pixels in ``box`` of a grey picture, 0 for an empty box."""
    x0, top, x1, bottom = (int(edge) for edge in box)
    if x1 <= x0 or bottom <= top:
        return 0.0
    return float((np.asarray(picture.crop((x0, top, x1, bottom))) < _DARK).mean())


__all__ = ["Pixels", "Ready", "Segment", "bolder", "dark_share", "grown", "is_blank", "legible", "level", "prepare",
           "sharpest", "skew", "without_colour"]
