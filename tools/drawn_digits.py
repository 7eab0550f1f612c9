"""Digits as Vietnamese clerks write them, drawn stroke by stroke: for training and for tests without real documents.

Each form is a list of strokes in a unit square (x to the right, y down), so that habits which public collections of
digits lack can be added in a line: *1* with a flag and a long foot, *7* with a bar, *4* open at the top, *0* left open.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image, ImageDraw

Point = tuple[float, float]
Strokes = list[list[Point]]

FORMS: dict[str, list[Strokes]] = {
    "0": [[[(.6, 0), (.2, .12), (.03, .55), (.3, 1), (.75, .9), (.97, .45), (.75, .05), (.6, 0)]],
          [[(.7, .05), (.3, .05), (.05, .5), (.3, .97), (.75, .9), (.95, .4), (.62, .02)]],
          [[(.3, .1), (.05, .5), (.35, .98), (.8, .8), (.95, .35), (.6, .05), (.3, .12), (.45, .25)]]],
    "1": [[[(.5, 0), (.5, 1)]], [[(.05, .35), (.55, 0), (.5, 1)]], [[(.0, .55), (.6, 0), (.45, 1)]],
          [[(.15, .28), (.5, 0), (.5, 1)], [(.15, 1), (.9, .98)]], [[(.65, 0), (.4, 1)]],
          [[(-.5, .75), (.65, 0), (.45, 1)]], [[(-.7, .95), (.6, 0), (.5, 1)]],
          [[(-.2, .6), (.55, 0), (.45, .9), (.6, 1)]]],
    "2": [[[(.05, .25), (.35, 0), (.8, .12), (.75, .45), (.05, .98), (.95, .95)]],
          [[(.1, .2), (.5, 0), (.85, .25), (.4, .8), (.1, .95), (.15, .75), (.5, .9), (.98, .98)]],
          [[(.1, .3), (.35, 0), (.8, .15), (.6, .6), (.05, 1), (.3, .85), (.7, 1), (1.25, .9)]]],
    "3": [[[(.08, .1), (.5, 0), (.85, .18), (.4, .46), (.9, .68), (.55, 1), (.05, .9)]],
          [[(.1, .03), (.85, .03), (.4, .42), (.9, .68), (.5, 1), (.05, .88)]],
          [[(.1, .05), (.8, .02), (.45, .4), (.85, .55), (.8, .9), (.3, 1), (0, .8)]]],
    "4": [[[(.4, 0), (.05, .62), (.98, .6)], [(.7, .3), (.62, 1)]],
          [[(.7, 0), (.02, .68), (1, .68)], [(.7, 0), (.68, 1)]],
          [[(.15, 0), (.1, .5), (.9, .5)], [(.85, .02), (.75, 1)]],
          [[(.1, .95), (.5, 0), (.9, 1)], [(.1, .62), (.98, .55)]],
          [[(.25, 0), (.05, .6), (.85, .52)], [(.7, .2), (.68, 1.15)]]],
    "5": [[[(.2, .05), (.12, .45), (.6, .4), (.9, .7), (.5, 1), (.05, .9)], [(.2, .05), (.9, 0)]],
          [[(.9, .03), (.25, .05), (.15, .45), (.6, .42), (.85, .72), (.45, 1), (.03, .92)]],
          [[(.3, .1), (.2, .45), (.7, .45), (.85, .75), (.4, 1), (0, .88)], [(.35, .05), (1.15, -.05)]]],
    "6": [[[(.75, 0), (.25, .35), (.05, .75), (.4, 1), (.85, .8), (.7, .5), (.15, .65)]],
          [[(.6, 0), (.15, .4), (.1, .85), (.5, 1), (.9, .75), (.5, .52), (.12, .75)]],
          [[(.85, .05), (.3, .2), (.05, .7), (.35, 1), (.8, .85), (.75, .55), (.35, .5), (.1, .7)]]],
    "7": [[[(.05, .05), (.95, .03), (.4, 1)]], [[(.05, .08), (.9, .03), (.45, 1)], [(.25, .5), (.85, .45)]],
          [[(.05, .2), (.1, .03), (.95, .05), (.5, .5), (.4, 1)], [(.2, .55), (.9, .5)]],
          [[(0, .15), (.2, 0), (.95, .05), (.55, .45), (.35, 1)], [(.05, .55), (1.15, .42)]]],
    "8": [[[(.85, .1), (.5, .02), (.2, .2), (.6, .55), (.75, .8), (.45, 1), (.2, .8), (.55, .5), (1, .05)]],
          [[(.8, .12), (.4, 0), (.15, .2), (.5, .48), (.9, .75), (.5, 1), (.08, .8), (.45, .5), (.8, .25), (.78, .08)]],
          [[(.55, .45), (.2, .25), (.5, 0), (.82, .22), (.1, .75), (.45, 1), (.9, .75), (.5, .45)]]],
    "9": [[[(.85, .2), (.45, 0), (.1, .25), (.4, .5), (.85, .2), (.8, .6), (.7, 1)]],
          [[(.85, .15), (.4, .02), (.12, .3), (.45, .5), (.85, .15), (.85, .75), (.5, 1), (.1, .92)]],
          [[(.8, .1), (.3, .05), (.15, .4), (.6, .45), (.85, .1), (.8, .7), (.4, 1.1), (0, .9)]]],
    "/": [[[(.9, 0), (.1, 1)]], [[(.7, 0), (.3, 1)]]],
}
_WIDTH = {"1": .45, "/": .5}  # of the height; other digits are about two thirds
_STEPS = 12  # points between two corners of a curve


def drawn(sign: str, rng: np.random.Generator, size: int = 56) -> Any:
    """One ``sign`` in white on black, ``size`` pixels high and wide, its form, slant and pen by chance."""
    forms = FORMS[sign]
    strokes = forms[int(rng.integers(len(forms)))]
    wide, tall = _WIDTH.get(sign, .66) * rng.uniform(.75, 1.25) * .7 * size, .7 * size
    slant, turn = rng.uniform(-.1, .35), rng.uniform(-.1, .1)
    pen = rng.uniform(.05, .12) * size
    picture = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = np.array(stroke) + rng.normal(0, .035, (len(stroke), 2))
        line = _curve(points - .5)
        x = line[:, 0] * wide - line[:, 1] * tall * slant
        y = line[:, 1] * tall + line[:, 0] * wide * turn
        path = [(float(a), float(b)) for a, b in zip(x + size / 2, y + size / 2, strict=True)]
        draw.line(path, 255, round(pen), joint="curve")
        for a, b in (path[0], path[-1]):
            draw.ellipse((a - pen / 2, b - pen / 2, a + pen / 2, b + pen / 2), fill=255)
    return np.asarray(picture)


def _curve(points: Any) -> Any:
    """A smooth line through ``points`` (Catmull-Rom); two points stay a straight line."""
    if len(points) < 3:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*pieces, points[-1:]])
