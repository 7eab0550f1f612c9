"""Only what the page shows is text: words struck through, hidden, in the colour of their ground or too small to be
seen are taken out of the tree and told (ECMA-376 17.3.2: strike, dstrike, vanish, color, shd, sz)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from .styles import Styles
from .told import Kind, Told
from .xml import W14, Element, V, W, child, is_on, value

_LEAST = 5  # half-points: smaller type is a grey line at best
_ALIKE = 0x10  # steps of a colour channel that no eye parts
_WHITE = "FFFFFF"
_TEXT = (W + "t", W + "sym", W + "noBreakHyphen")


def resolve(root: Element | None, styles: Styles, told: Told) -> None:
    """Take out of ``root`` what its page does not show."""
    if root is None:
        return
    _hidden_rows(root, told)
    for paragraph in list(root.iter(W + "p")):
        lost = False
        marked = [(run, _reason(run, paragraph, styles)) for run in _runs(paragraph)]
        for reason, group in groupby(marked, key=lambda pair: pair[1]):
            runs = [run for run, _ in group]
            if reason is not None:
                words = "".join(t.text or "" for run in runs for t in run.iterchildren(W + "t"))
                for run in runs:
                    _empty(run)
                told.add(reason, words, paragraph)
                lost = lost or reason == "hidden"
        if lost and is_on(child(paragraph, "pPr/rPr"), "vanish") and next(paragraph.iter(*_TEXT), None) is None:
            paragraph.getparent().replace(paragraph, _nothing(paragraph))
    _tell_deleted(root, told)
    for drawn in root.iter(V + "textpath"):  # WordArt: how Word writes DỰ THẢO behind the text
        told.add("watermark", drawn.get("string", ""))


def _nothing(paragraph: Element) -> Element:
    """An empty paragraph without a number, in the place of a hidden one: a cell needs one."""
    return paragraph.makeelement(W + "p", {})


def _hidden_rows(root: Element, told: Told) -> None:
    for row in list(root.iter(W + "tr")):
        if is_on(child(row, "trPr"), "hidden"):
            told.add("hidden", " ".join(t.text or "" for t in row.iter(W + "t")))
            row.getparent().remove(row)


def _tell_deleted(root: Element, told: Told) -> None:
    for change in root.iter(W + "del"):
        words = "".join(t.text or "" for t in change.iter(W + "delText", W + "t"))
        told.add("deleted", words, next(change.iterancestors(W + "p"), None))


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that Word would show, without those of boxes in it."""
    for run in paragraph.iter(W + "r"):
        owner = next(run.iterancestors(W + "p"), None)
        if owner is paragraph and next(run.iterancestors(W + "del", W + "moveFrom"), None) is None:
            yield run


def _empty(run: Element) -> None:
    """Drop what a run shows; marks of fields stay, they frame other runs."""
    for item in list(run):
        if item.tag not in {W + "rPr", W + "fldChar", W + "instrText"}:
            run.remove(item)


def _reason(run: Element, paragraph: Element, styles: Styles) -> Kind | None:
    holders = styles.holders(run, paragraph)
    if _on(holders, "vanish") or _is_unseen(run, paragraph, holders, styles):
        return "hidden"
    return "struck" if _on(holders, "strike") or _on(holders, "dstrike") else None


def _on(holders: list[Element | None], name: str) -> bool:
    return next((told for holder in holders if (told := is_on(holder, name)) is not None), False)


def _is_unseen(run: Element, paragraph: Element, holders: list[Element | None], styles: Styles) -> bool:
    size = _first(holders, "sz")
    if size is not None and size.isdecimal() and int(size) <= _LEAST:
        return True
    if holders[0] is not None and holders[0].find(W14 + "textFill/" + W14 + "noFill") is not None:
        return True
    colour = _first(holders, "color")
    if colour in {None, "auto"}:
        return False
    ground = _ground(paragraph, holders, styles)
    return ground is not None and _same(str(colour), ground)


def _first(holders: list[Element | None], name: str) -> str | None:
    return next((told for holder in holders if (told := value(holder, name)) is not None), None)


def _ground(paragraph: Element, holders: list[Element | None], styles: Styles) -> str | None:
    """The colour behind a run: its own, that of its paragraph or cell, else the white of the page; None where it
    cannot be told (a box, a table whose style has colours, a page with a ground of its own)."""
    if _first(holders, "highlight") not in {None, "none", "white"}:
        return None
    around = [paragraph, *styles.paragraph_chain(paragraph)]
    cells = list(paragraph.iterancestors(W + "tc"))
    shades = [*holders, *(child(one, "pPr") for one in around), *(child(cell, "tcPr") for cell in cells),
              *(child(table, "tblPr") for table in paragraph.iterancestors(W + "tbl"))]
    fill = next((told for one in shades if (told := value(one, "shd", "fill")) not in {None, "auto"}), None)
    if fill is not None:
        return fill
    boxed = next(paragraph.iterancestors(W + "txbxContent"), None) is not None
    tables = paragraph.iterancestors(W + "tbl")
    if boxed or any(styles.is_shaded(value(table, "tblPr/tblStyle")) for table in tables):
        return None
    page = paragraph.getroottree().getroot().find(W + "background")
    return _WHITE if page is None else None


def _same(colour: str, ground: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(colour), bytes.fromhex(ground), strict=True)
        return all(abs(a - b) < _ALIKE for a, b in pairs)
    except ValueError:  # a name or nonsense
        return False
