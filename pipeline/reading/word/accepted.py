"""Tracked changes that reach over paragraphs: a paragraph whose end was deleted runs on into the next one.

Deleted and moved-away runs are left out where runs are read; a deleted end of paragraph (ECMA-376 17.13.5.15)
needs the tree joined first, else one sentence would come out as two.
"""

from __future__ import annotations

from .xml import Element, W, child


def join(root: Element | None) -> None:
    """Join each paragraph under ``root`` whose end is deleted or moved away to the one after, as Word does.

    The joined paragraph keeps the properties of the later one. At the end of a cell or part nothing is joined.
    """
    for paragraph in list(root.iter(W + "p")) if root is not None else ():
        mark = child(paragraph, "pPr/rPr")
        if mark is None or (child(mark, "del") is None and child(mark, "moveFrom") is None):
            continue
        after = _next(paragraph)
        if after is None:
            continue
        at = 1 if child(after, "pPr") is not None else 0
        for item in reversed([item for item in paragraph if item.tag != W + "pPr"]):
            after.insert(at, item)
        paragraph.getparent().remove(paragraph)


def _next(paragraph: Element) -> Element | None:
    """The paragraph right after, past bookmarks; None where a table or the end comes first."""
    for item in paragraph.itersiblings():
        if item.tag == W + "p":
            return item
        if item.tag == W + "tbl":
            return None
    return None
