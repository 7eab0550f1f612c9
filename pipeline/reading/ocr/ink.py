"""Ink on a page that is no print of it: stamps, seals, signatures, pale letters behind the text.

Each ink is looked at by itself, since a red stamp may lie over black print; the black one without the words that were
read. What may be a line of large letters is turned level and given without its frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from .picture import level, sharpest
from .ruled import Pixels

Area = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels

_POINTS = 72
_DARK = 150
_COLOUR, _BRIGHT = 50, 200  # coloured ink: its brightest colour above its darkest at least, its darkest at most
_CELL = 2.0  # points of a cell of ink
_REACH, _REACH_BLACK = (6, 4), (4, 2)  # cells between two words of one stamp; in black less: print is near
_HOLE = 9  # pixels that a stroke of print over a stamp is wide at most
_FULL = 3  # pixels of ink in a cell
_LEAST, _MOST = (20.0, 9.0), (300.0, 230.0)  # points, width and height of a stamp as it stands
_MOST_CELLS = 30_000  # of one ink: a page of more is dark or unread, and too slow to look through
_PIECES = 6  # the largest pieces of each ink that are looked at
_MOST_LEAN = 55.0
_FAINT, _PALE_STROKE = 170, 5  # grey of a pale stroke; pixels around dark ink in which it lies
_JOIN = 1.5  # pixels over which broken strokes are joined
_ASLANT, _FAR, _STROKES = 10.0, 0.35, 8  # degrees; of the width of a piece; strokes of an outline
_LEVEL = 0.5  # degrees: a frame that leans more leaves its rows
_SIDE = (0.2, 0.14)  # share of height and of width in which the rules of a frame lie
_FRAME = 0.6  # share of a row or column that is dark in a frame
_LOW, _NEAR = 16.0, 12.0  # points: height of a word of print at most, and to the next one
_SHADED = 0.3  # share of a page that is grey where it is no letters
_BAND = (7.0, 60.0)  # points: height of the letters of a stamp with their marks
_RUNS = (1, 30)  # columns of ink in a line of a stamp: letters that touch are one, print over them tears them
_WIDE = (1.0, 11.0)  # width of a line of a stamp in its heights
_STROKE, _PALE = 1.6, (70, 236)  # points of the thinnest stroke of letters behind the text, and their greys


@dataclass(frozen=True, slots=True)
class Line:
    """What may be a line of letters: level, dark on white, and where it stands on the page in pixels; ``leaned`` tells
    one that stands clearly aslant, as no print does, and of which an arrow around it was taken away;
    ``coloured`` one in another ink than the print."""

    picture: Image.Image
    area: Area
    leaned: bool = False
    coloured: bool = False


def lines(picture: Image.Image, words: list[Area], dpi: int) -> Iterator[Line]:
    """The lines of large letters in each ink of a page in colour; ``words`` are the places of its print."""
    grey = picture.convert("L")
    for ink, print_over in _inks(picture, words):
        found = _of_ink(ink, print_over, grey, dpi)
        if print_over is ink:
            yield from (line for line in found if not _is_word(line.area, words, dpi / _POINTS))
        else:  # letters in colour among black print are no word of it
            yield from (replace(line, coloured=True) for line in found)
    yield from _behind(picture, dpi)


def _inks(picture: Image.Image, words: list[Area]) -> Iterator[tuple[Pixels, Pixels]]:
    """Each ink of the page (red, the other colours, black without the print), with the black that may lie over it."""
    if picture.mode == "L":  # a page without colour
        black = np.asarray(picture) < _DARK
    else:
        red, green, blue = (np.asarray(band) for band in picture.convert("RGB").split())
        low, high = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
        coloured = (high - low > _COLOUR) & (low < _BRIGHT)
        if coloured.any():
            for own in (coloured & (red == high), coloured & (red != high)):
                yield own, low < _DARK
        black = (low < _DARK) & ~coloured
    for x0, top, x1, bottom in words:
        black[max(int(top), 0) : int(bottom) + 1, max(int(x0), 0) : int(x1) + 1] = False
    yield black, black


def _of_ink(ink: Pixels, over: Pixels, grey: Image.Image, dpi: int) -> Iterator[Line]:
    cell = max(int(_CELL * dpi / _POINTS), 1)
    reach = _REACH_BLACK if over is ink else _REACH
    for box in _pieces(_coarse(ink, cell, min(_FULL, cell)), cell * _POINTS / dpi, reach=reach):
        x0, top, x1, bottom = (edge * cell for edge in box)
        piece = _mended(ink[top:bottom, x0:x1], over[top:bottom, x0:x1])
        found = _line(piece, dpi)
        if found is not None:
            yield Line(found, (x0, top, x1, bottom))
        aslant = next((angle for angle in angles(piece) if abs(angle) >= _ASLANT), None)
        if aslant is not None:  # pale strokes of a thin stamp count as well
            near = piece.filter(ImageFilter.MinFilter(_PALE_STROKE))
            whole = ImageChops.lighter(grey.crop((x0, top, x1, bottom)), near)
            letters = without_outline(level(whole, aslant)).filter(ImageFilter.GaussianBlur(_JOIN))
            yield Line(_margin(ImageOps.autocontrast(letters)), (x0, top, x1, bottom), leaned=True)


def _is_word(area: Area, words: list[Area], point: float) -> bool:
    """Whether ink is a word of the page that was read unsurely: as low as print, with print beside it."""
    x0, top, x1, bottom = area
    if bottom - top > _LOW * point:
        return False
    near = _NEAR * point
    return any(one[1] < bottom and one[3] > top and one[0] - near < x1 and one[2] + near > x0 for one in words)


def _mended(ink: Pixels, over: Pixels) -> Image.Image:
    """The ink, dark on white, with its holes filled where print lies over it."""
    part = Image.fromarray(np.where(ink, 0, 255).astype(np.uint8))
    closed = np.asarray(part.filter(ImageFilter.MinFilter(_HOLE)).filter(ImageFilter.MaxFilter(_HOLE))) < _DARK
    return Image.fromarray(np.where(ink | (closed & over), 0, 255).astype(np.uint8))


def _behind(picture: Image.Image, dpi: int) -> Iterator[Line]:
    """Large letters in any grey, under the print or over it: print has thinner strokes, and goes when each place is as
    bright as the brightest beside it."""
    step = max(int(_STROKE * dpi / _POINTS), 1)
    grey = np.asarray(picture.convert("L"))
    high, wide = (size // step * step for size in grey.shape)
    rows = np.maximum.reduce([grey[n:high:step] for n in range(step)])
    bright = np.maximum.reduce([rows[:, n:wide:step] for n in range(step)])
    paper = int(np.percentile(bright[::4, ::4], 90))
    ink = (bright < min(_PALE[1], paper - 12)) & (bright >= _PALE[0] - 70)
    if not ink.any() or ink.mean() > _SHADED:
        return
    alone = Image.fromarray(np.where(ink, 0, 255).astype(np.uint8))  # without what is left of the print
    ink = np.asarray(alone.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MinFilter(3))) < _DARK
    own = dpi // step
    for box in _pieces(_coarse(ink, 3, 1), 3 * _POINTS / own, (60.0, 25.0), (700.0, 800.0)):
        x0, top, x1, bottom = (edge * 3 for edge in box)
        part = Image.fromarray(np.where(ink[top:bottom, x0:x1], 0, 255).astype(np.uint8))
        found = _line(part, own, (18.0, 260.0))
        if found is not None:
            scale = max(60 / found.height, 1.0)
            sized = found.resize((round(found.width * scale), round(found.height * scale)), Image.Resampling.BICUBIC)
            yield Line(sized, (x0 * step, top * step, x1 * step, bottom * step))


def spots(
    picture: Image.Image, words: list[Area], dpi: int, least: tuple[float, float], most: tuple[float, float]
) -> Iterator[tuple[int, int, int, int]]:
    """The boxes in pixels around ink of one colour beside the ``words``, of these sizes in points, largest first."""
    cell = max(int(_CELL * dpi / _POINTS), 1)
    for own, _ in _inks(picture, words):
        cells = _coarse(own, cell, min(_FULL, cell))
        for box in _pieces(cells, cell * _POINTS / dpi, least, most, reach=_REACH_BLACK):
            yield box[0] * cell, box[1] * cell, box[2] * cell, box[3] * cell


def stamp_sized(ink: Pixels, dpi: int, least: tuple[float, float] = _LEAST, most: tuple[float, float] = _MOST,
                reach: tuple[int, int] = _REACH) -> Iterator[tuple[int, int, int, int]]:
    """The boxes in pixels around ink that hangs together as a stamp does, of these sizes in points and over ``reach``
    cells of white, the largest first."""
    cell = max(int(_CELL * dpi / _POINTS), 1)
    for box in _pieces(_coarse(ink, cell, min(_FULL, cell)), cell * _POINTS / dpi, least, most, reach=reach):
        yield box[0] * cell, box[1] * cell, box[2] * cell, box[3] * cell


def _coarse(ink: Pixels, cell: int, least: int) -> Pixels:
    """The cells of ``cell`` × ``cell`` pixels with at least so many of ink."""
    share = np.asarray(Image.fromarray(ink.view(np.uint8) * 255).reduce(cell))[
        : ink.shape[0] // cell, : ink.shape[1] // cell
    ]
    return np.asarray(share >= max(255 * least // (cell * cell), 1))


def _pieces(
    cells: Pixels,
    point: float,
    least: tuple[float, float] = _LEAST,
    most: tuple[float, float] = _MOST,
    *,
    reach: tuple[int, int] = _REACH,
) -> list[tuple[int, int, int, int]]:
    """The boxes around ink that hangs together, of the size of a stamp, the largest first."""
    if np.count_nonzero(cells) > _MOST_CELLS:
        return []
    boxes = [
        box
        for box in _boxes(cells, reach)
        if all(
            low <= (far - near) * point <= high
            for near, far, low, high in ((box[0], box[2], least[0], most[0]), (box[1], box[3], least[1], most[1]))
        )
    ]
    return sorted(boxes, key=lambda b: -(b[2] - b[0]) * (b[3] - b[1]))[:_PIECES]


def _boxes(cells: Pixels, reach: tuple[int, int] = _REACH) -> Iterator[tuple[int, int, int, int]]:
    """The boxes around cells that touch one another, also across a line's or a word's breadth of white."""
    side, up = reach[0] // 2, reach[1] // 2
    grown = np.pad(cells, ((up, up), (side, side)))
    for axis, by in ((1, side), (0, up)):
        grown = np.logical_or.reduce([np.roll(grown, step, axis) for step in range(-by, by + 1)])
    joined: list[int] = []  # for each run of cells the one that it hangs on
    found: list[list[int]] = []
    above: list[tuple[int, int, int]] = []
    for y, row in enumerate(grown):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
        here: list[tuple[int, int, int]] = []
        for x0, x1 in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            run = len(joined)
            joined.append(run)
            found.append([x0, y, x1, y + 1])
            for other in {_root(joined, n) for far, near, n in above if far < x1 and x0 < near}:
                joined[other] = run
                box, old = found[run], found[other]
                found[run] = [min(box[0], old[0]), min(box[1], old[1]), max(box[2], old[2]), max(box[3], old[3])]
            here.append((x0, x1, run))
        above = here
    for run, (x0, top, x1, bottom) in enumerate(found):
        if joined[run] == run:
            yield x0, top, x1 - 2 * side, bottom - 2 * up  # the grown margin, and that of the padding before it


def _root(joined: list[int], run: int) -> int:
    while joined[run] != run:
        run = joined[run]
    return run


def _line(piece: Image.Image, dpi: int, band: tuple[float, float] = _BAND) -> Image.Image | None:
    """The piece turned level and without its frame when it looks like one line of letters, else None."""
    for angle in angles(piece):
        found = one_line(unframed(np.asarray(level(piece, angle)) < _DARK), dpi, band)
        if found is not None:
            return found
    return None


def one_line(bare: Pixels, dpi: int, band: tuple[float, float] = _BAND) -> Image.Image | None:
    """What is level and bare as a picture, when it has the measures of one line of letters."""
    rows = np.flatnonzero(bare.sum(axis=1) > 1)
    if not rows.size:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    line = bare[top:bottom]
    columns = np.flatnonzero(line.any(axis=0))
    high, wide = (bottom - top) * _POINTS / dpi, (columns[-1] - columns[0] + 1) * _POINTS / dpi
    runs = 1 + int((np.diff(columns) > 1).sum())
    if band[0] <= high <= band[1] and _WIDE[0] <= wide / high <= _WIDE[1] and _RUNS[0] <= runs <= _RUNS[1]:
        return _margin(Image.fromarray(np.where(line[:, columns[0] : columns[-1] + 1], 0, 255).astype(np.uint8)))
    return None


def angles(piece: Image.Image) -> Iterator[float]:
    """The angles by which the piece may lean: of its longer axis, which print under it does not change, of its rows."""
    down, across = np.nonzero(np.asarray(piece) < _DARK)
    (xx, xy), (_, yy) = np.cov(across, down)
    axis = float(np.degrees(0.5 * np.arctan2(2 * xy, xx - yy)))
    if abs(axis) >= _LEVEL and abs(axis) <= _MOST_LEAN:
        yield sharpest(piece, axis)
    rows = sharpest(piece)
    if abs(rows) >= _LEVEL and abs(rows - axis) >= _LEVEL:
        yield rows
    yield 0.0


def without_outline(piece: Image.Image) -> Image.Image:
    """Without strokes that reach far over the piece from its edges: the outline of an arrow, also a broken one."""
    bold = piece.point(lambda value: 0 if value < _FAINT else 255).filter(ImageFilter.MinFilter(3))  # joins its pieces
    width = _ink_of(bold)[1]
    for _ in range(_STROKES):
        for at in _ink_of(bold)[0]:
            without = bold.copy()
            ImageDraw.floodfill(without, at, 255)
            gone = _ink_of(ImageChops.invert(ImageChops.difference(bold, without)))[1]
            if gone > _FAR * width:
                bold = without
                break
        else:
            break
    return ImageChops.lighter(piece, bold.filter(ImageFilter.MinFilter(3)))


def _ink_of(picture: Image.Image) -> tuple[list[tuple[int, int]], int]:
    """The outermost points of ink to each side, and how far it reaches across."""
    down, across = np.nonzero(np.asarray(picture) < _DARK)
    if not across.size:
        return [], 0
    outer = (across.argmin(), across.argmax(), down.argmin(), down.argmax())
    return [(int(across[at]), int(down[at])) for at in outer], int(across.max() - across.min())


def unframed(dark: Pixels) -> Pixels:
    """Without the rules of a frame: what lies outside of them, and they themselves."""
    bare = dark.copy()
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not rows.size:
        return bare
    wide, high = columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1
    for full, own, first, size, side in (
        (dark.sum(axis=1) > _FRAME * wide, bare, rows[0], high, _SIDE[0]),
        (dark.sum(axis=0) > _FRAME * high, bare.T, columns[0], wide, _SIDE[1]),
    ):
        at = np.flatnonzero(full) - first
        low, after = at[at < side * size], at[at > (1 - side) * size]
        if not (low.size and after.size):  # a frame has two sides, above and below before all
            break
        own[: first + low[-1] + 2] = False
        own[max(first + after[0] - 1, 0) :] = False
    return bare


def _margin(line: Image.Image) -> Image.Image:
    wide = Image.new("L", (line.width + 40, line.height + 40), 255)
    wide.paste(line, (20, 20))
    return wide
