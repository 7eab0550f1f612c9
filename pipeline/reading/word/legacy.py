"""Runs of a Word part that are set in 8-bit Vietnamese fonts, rewritten in Unicode before anything reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..legacy_fonts.letters import LegacyFont, font_of, is_eight_bit, is_unicode, to_unicode
from ..legacy_fonts.speech import syllables
from .styles import Styles
from .xml import Element, W

_LETTERS = (W + "t", W + "softHyphen")  # ư of TCVN3 has the code of the soft hyphen
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class _Run:
    element: Element
    font: LegacyFont

    @property
    def text(self) -> str:
        return "".join(_text(item) for item in self.element if item.tag in _LETTERS)


def convert(root: Element | None, styles: Styles) -> None:
    """Rewrite the text of 8-bit runs under ``root`` in place.

    Text typed in Unicode under the name of such a font (common: a style keeps the old font) stays as it is:
    in each paragraph that reading counts which has more Vietnamese syllables. Where both have as many, the
    paragraph follows most of the others.
    """
    found = [runs for paragraph in (root.iter(W + "p") if root is not None else ())
             if (runs := list(_runs(paragraph, styles)))]
    verdicts = [_is_legacy(runs) for runs in found]
    told = [verdict for verdict in verdicts if verdict is not None]
    usual = sum(told) * 2 > len(told)
    for runs, verdict in zip(found, verdicts, strict=True):
        if usual if verdict is None else verdict:
            for run in runs:
                _rewrite(run)


def _is_legacy(runs: list[_Run]) -> bool | None:
    """True where a paragraph is 8-bit text, False where it is Unicode, None where it does not show."""
    text = "".join(run.text for run in runs)
    if is_unicode(text):
        return False
    if not is_eight_bit(text):
        return None
    before, after = syllables(text), syllables("".join(to_unicode(run.text, run.font) for run in runs))
    return None if before == after else after > before


def _runs(paragraph: Element, styles: Styles) -> Iterator[_Run]:
    for run in paragraph.iter(W + "r"):
        # A text box is inside a run; its own paragraphs take their turn.
        if next(run.iterancestors(W + "p"), None) is not paragraph:
            continue
        if any(item.tag in _LETTERS for item in run):
            name = styles.font(run, paragraph)
            font = font_of(name) if name else None
            if font is not None:
                yield _Run(run, font)


def _text(item: Element) -> str:
    return _SOFT_HYPHEN if item.tag == W + "softHyphen" else item.text or ""


def _rewrite(run: _Run) -> None:
    for item in list(run.element):
        if item.tag not in _LETTERS:
            continue
        letter = item
        if item.tag == W + "softHyphen":
            letter = etree.Element(W + "t")
            run.element.replace(item, letter)
        letter.text = to_unicode(_text(item), run.font)
