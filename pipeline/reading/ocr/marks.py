"""Stamps of secrecy and urgency on the first page: boxed, in any colour, slanted or in an arrow.

A directive that bears a degree of secrecy goes no further, so its stamp must not be missed; a word that only looks
like one must not stop a directive, so nothing but the words of the decree counts (NĐ 30/2020/NĐ-CP, Phụ lục I,
mục III.3 and III.4). Ink that is no print is looked at by itself, turned level and without its frame.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from pipeline.knowledge.folding import fold

from . import tesseract
from .picture import level, sharpest
from .ruled import Pixels
from .tesseract import Seen

_WORDS = ("TUYỆT MẬT", "TỐI MẬT", "MẬT", "HỎA TỐC HẸN GIỜ", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
_FOLDED = {fold(word).upper(): word for word in _WORDS}
_POINTS = 72
_UPPER = 0.45  # share of the height within which these stamps stand
_PRINT = 0.8  # confidence of words that are print of the page and no stamp
_DARK = 150
_CELL, _WORD_GAP = 2.0, 4  # points of a cell of ink; cells between two words of one stamp
_LEAST, _MOST = (24.0, 10.0), (190.0, 130.0)  # points, width and height of a stamp as it stands
_PIECES = 4  # the largest pieces of ink that are looked at
_LEVEL = 3.0  # degrees: recognition reads print that leans less
_FRAME = 0.5  # share of a row or column that is dark in a frame
_EXACT = 0.35  # confidence where every mark was seen, and of two words of a stamp
_SURE = 0.55  # confidence of a short stamp, whose three to four letters are easily seen in noise
_APART = 1.5  # type sizes between a stamp and print on its row


def stamps(picture: Image.Image, seen: Sequence[Seen], dpi: int) -> list[str]:
    """The words of the stamps on a page in colour, of which ``seen`` was read; in the order of the decree."""
    found = set(_printed(seen, picture.height))
    for piece in _pieces(picture, seen, dpi):
        found |= set(_read(piece, dpi))
    return [word for word in _WORDS if word in found and not any(word != w and word in w for w in found)]


def _printed(seen: Sequence[Seen], height: int) -> Iterator[str]:
    """The stamps that were read as words of the page, standing by themselves on their row."""
    for i, word in enumerate(seen):
        if word.top > _UPPER * height or word.confidence < _SURE:
            continue
        for n in (1, 2, 4):
            run = seen[i:i + n]
            said = fold(" ".join(s.text.strip(" .,:|[](){}") for s in run)).upper()
            if said in _FOLDED and all(s.text.isupper() for s in run) and not _beside(run, seen):
                yield _FOLDED[said]


def _beside(run: Sequence[Seen], seen: Sequence[Seen]) -> bool:
    """Whether print stands near on the row of these words."""
    first, last = run[0], run[-1]
    return any(max(s.x0 - last.x1, first.x0 - s.x1) < _APART * first.size for s in seen
               if s not in run and s.top < first.bottom and s.bottom > first.top and _is_plain(s))


def _is_plain(word: Seen) -> bool:
    """Whether a word is surely print and no word of a stamp; scraps of a frame are neither."""
    return word.confidence >= _PRINT and sum(map(str.isalnum, word.text)) > 1 and not _of_stamp(word)


def _of_stamp(word: Seen) -> bool:
    said = fold(word.text.strip(" .,:|[](){}")).upper()
    return word.text.isupper() and any(said in folded.split() for folded in _FOLDED)


def _is_print(word: Seen, seen: Sequence[Seen]) -> bool:
    """Whether a word is print of the page: read surely, or a word of a stamp between others (*bí MẬT nhà nước*)."""
    return _beside([word], seen) if _of_stamp(word) else word.confidence >= _PRINT


def _pieces(picture: Image.Image, seen: Sequence[Seen], dpi: int) -> Iterator[Image.Image]:
    """Pieces of ink in the upper part of the page that are no print, the largest first."""
    upper = np.asarray(picture.crop((0, 0, picture.width, int(_UPPER * picture.height))).convert("RGB")).min(axis=2)
    ink = upper < _DARK
    for s in seen:
        if _is_print(s, seen):
            ink[max(int(s.top), 0):int(s.bottom) + 1, max(int(s.x0), 0):int(s.x1) + 1] = False
    cell = max(int(_CELL * dpi / _POINTS), 1)
    high, wide = (size // cell for size in ink.shape)
    coarse = ink[:high * cell, :wide * cell].reshape(high, cell, wide, cell).any(axis=(1, 3))
    boxes = [box for box in _boxes(coarse) if _sized(box, cell * _POINTS / dpi)]
    for x0, top, x1, bottom in sorted(boxes, key=lambda b: -(b[2] - b[0]) * (b[3] - b[1]))[:_PIECES]:
        yield Image.fromarray(upper[top * cell:bottom * cell, x0 * cell:x1 * cell])


def _sized(box: tuple[int, int, int, int], point: float) -> bool:
    width, height = (box[2] - box[0]) * point, (box[3] - box[1]) * point
    return _LEAST[0] <= width <= _MOST[0] and _LEAST[1] <= height <= _MOST[1]


def _boxes(cells: Pixels) -> Iterator[tuple[int, int, int, int]]:
    """The boxes around cells that touch one another, also across a line's or a word's breadth of white."""
    left = {(int(y), int(x)) for y, x in np.argwhere(cells)}
    while left:
        y, x = left.pop()
        stack, x0, top, x1, bottom = [(y, x)], x, y, x, y
        while stack:
            y, x = stack.pop()
            x0, top, x1, bottom = min(x0, x), min(top, y), max(x1, x), max(bottom, y)
            near = {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-_WORD_GAP, _WORD_GAP + 1)} & left
            left -= near
            stack.extend(near)
        yield x0, top, x1 + 1, bottom + 1


def _read(piece: Image.Image, dpi: int) -> Iterator[str]:
    """The stamps that a piece of ink says, as it stands or turned level."""
    lean = sharpest(piece)
    for angle in (0.0, lean) if abs(lean) >= _LEVEL else (0.0,):
        turned = level(piece, angle)
        bare = _margin(_unframed(turned))
        for picture, mode in ((bare, tesseract.SCATTERED), (bare, tesseract.ONE_BLOCK),
                              (_margin(turned), tesseract.ONE_BLOCK)):
            found = list(_said(tesseract.recognise(picture, dpi, mode)))
            yield from found
            if any(" " in word for word in found):
                return  # a short word may be the rest of a longer stamp


def _unframed(piece: Image.Image) -> Image.Image:
    """The piece without the rules of a frame around its words."""
    grey = np.asarray(piece.convert("L")).copy()
    dark = grey < _DARK
    grey[dark.mean(axis=1) > _FRAME] = 255
    grey[:, dark.mean(axis=0) > _FRAME] = 255
    return Image.fromarray(grey)


def _margin(piece: Image.Image) -> Image.Image:
    wide = Image.new("L", (piece.width + 40, piece.height + 40), 255)
    wide.paste(piece, (20, 20))
    return wide


def _said(seen: Sequence[Seen]) -> Iterator[str]:
    words = [(s.text.strip(" .,:;|[](){}'\"!-_"), s.confidence) for s in seen]
    held = [(text, sure) for text, sure in words if text]
    for i in range(len(held)):
        for n in (1, 2, 4):
            run = held[i:i + n]
            text = " ".join(text for text, _ in run)
            sure = min((sure for _, sure in run), default=0.0)
            yield from (word for word in _WORDS if len(word.split()) == len(run) and _is(text, word, sure))


def _is(text: str, word: str, sure: float) -> bool:
    """Whether ``text`` is ``word``: every mark seen, or every letter of every word and with more confidence."""
    if not text.isupper() or _bare(text) != _bare(word):
        return False
    return sure >= (_EXACT if fold(text).upper() == fold(word).upper() or " " in word else _SURE)


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.upper())
    return "".join(c for c in letters if c.isascii() and c.isalpha())
