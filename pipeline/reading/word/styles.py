"""Paragraph and character properties as Word resolves them: run, paragraph style, its bases, defaults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.text import Align

from .xml import Element, W, child, is_on, number, value

_ALIGN: dict[str, Align] = {"center": "center", "right": "right", "end": "right", "both": "justify", "left": "left",
                            "start": "left", "distribute": "justify"}

_LIFTED = 6  # half-points


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is set; size in points, None when nothing says it."""

    bold: bool
    italic: bool
    size: float | None
    raised: bool


class Styles:
    """The styles part of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults = child(root, "docDefaults/rPrDefault/rPr")
        self._paragraph_defaults = child(root, "docDefaults/pPrDefault/pPr")
        for style in root.iterfind(W + "style") if root is not None else ():
            identity = style.get(W + "styleId", "")
            self._styles[identity] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}:
                self._default = identity

    def chain(self, identity: str | None) -> Iterator[Element]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while identity is not None and identity in self._styles and identity not in seen:
            seen.add(identity)
            yield self._styles[identity]
            identity = value(self._styles[identity], "basedOn")

    def paragraph_chain(self, paragraph: Element) -> Iterator[Element]:
        """The styles that hold for a paragraph, nearest first."""
        return self.chain(value(paragraph, "pPr/pStyle") or self._default)

    def align(self, paragraph: Element) -> Align | None:
        """Alignment of a paragraph."""
        for holder in (paragraph, *self.paragraph_chain(paragraph)):
            told = value(holder, "pPr/jc")
            if told is not None:
                return _ALIGN.get(told)
        return _ALIGN.get(value(self._paragraph_defaults, "jc") or "left")

    def numbering(self, paragraph: Element) -> tuple[str, int | None, str | None] | None:
        """``numId``, level (None: told by the style) and style id that number a paragraph; None for none."""
        own = child(paragraph, "pPr/numPr")
        level = value(own, "ilvl")
        if value(own, "numId") is not None:
            found = value(own, "numId")
            return None if found in {None, "0"} else (str(found), number(level), None)
        for style in self.paragraph_chain(paragraph):
            numbered = child(style, "pPr/numPr")
            identity = value(numbered, "numId")
            if identity is not None:
                told = level or value(numbered, "ilvl")
                return None if identity == "0" else (identity, number(told) if told else None,
                                                     style.get(W + "styleId"))
        return None

    def holders(self, run: Element, paragraph: Element) -> list[Element | None]:
        """The properties that hold for a run, nearest first; the first are its own, None where it has none."""
        return [child(run, "rPr"), *(child(s, "rPr") for s in self.chain(value(run, "rPr/rStyle"))),
                *(child(s, "rPr") for s in self.paragraph_chain(paragraph)), self._defaults]

    def run(self, run: Element, paragraph: Element) -> RunLook:
        """How a run looks."""
        holders = self.holders(run, paragraph)
        size = next((v for h in holders if (v := value(h, "sz")) is not None), None)
        return RunLook(_first(holders, "b"), _first(holders, "i"), number(size) / 2 if size else None,
                       _is_raised(holders))

    def font(self, run: Element, paragraph: Element) -> str | None:
        """The name of the font that draws letters beyond ASCII; None when a theme or nothing tells it."""
        holders = self.holders(run, paragraph)
        for attribute in ("hAnsi", "ascii"):
            for fonts in (child(h, "rFonts") for h in holders):
                if fonts is not None and fonts.get(W + attribute + "Theme") is not None:
                    return None
                if fonts is not None and fonts.get(W + attribute) is not None:
                    return str(fonts.get(W + attribute))
        return None

    def name(self, identity: str | None) -> str:
        """The name of a style, which is the same in every language of Word; empty for none."""
        return value(self._styles.get(identity or ""), "name") or ""

    def is_shaded(self, identity: str | None) -> bool:
        """True where a table style fills cells with colour."""
        return any(next(style.iter(W + "shd"), None) is not None for style in self.chain(identity))

    def table_borders(self, identity: str | None) -> Iterator[Element]:
        """The border elements a table style brings, nearest first."""
        for style in self.chain(identity):
            borders = child(style, "tblPr/tblBorders")
            if borders is not None:
                yield borders


def _is_raised(holders: list[Element | None]) -> bool:
    """Superscript by the letter's place, or lifted by a third of its height and more."""
    place = next((v for h in holders if (v := value(h, "vertAlign")) is not None), None)
    lifted = next((v for h in holders if (v := value(h, "position")) is not None), None)
    return place == "superscript" or number(lifted) >= _LIFTED


def _first(holders: list[Element | None], name: str) -> bool:
    for holder in holders:
        told = is_on(holder, name)
        if told is not None:
            return told
    return False
