"""Boxes to tick: of what stands beside them only what was ticked is text.

Controls and form fields are boxes for sure; the same signs typed are bullets as often, and count only where a ticked
and an empty one stand in the same paragraph.
"""

from __future__ import annotations

import re

from .told import Told
from .xml import W14, Element, W, child

TICKED, EMPTY = "\U000F0F01", "\U000F0F02"
"""Private characters for the boxes of controls and form fields, until their paragraph is read."""

_SIGNS = {TICKED: "☒", EMPTY: "☐"}
_TYPED = str.maketrans({"☒": TICKED, "☑": TICKED, "☐": EMPTY, "□": EMPTY})
_BOX = re.compile(f"([{TICKED}{EMPTY}])")
_END = re.compile(r"[;.\n]|,? (?=(?:trước|chậm nhất|hoàn thành|thực hiện|báo cáo|chủ trì|phối hợp|xong)\b)")


def resolve(root: Element | None) -> None:
    """Put marks in the place of the boxes of content controls under ``root`` ([MS-DOCX] 2.5.4.5, w14:checkbox)."""
    for control in root.iter(W + "sdt") if root is not None else ():
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        content = child(control, "sdtContent")
        if box is None or content is None:
            continue
        checked = box.find(W14 + "checked")
        on = checked is not None and checked.get(W14 + "val") not in {"0", "false"}
        signs = list(content.iter(W + "t", W + "sym"))
        for sign in signs[1:]:
            sign.getparent().remove(sign)
        for sign in signs[:1]:
            sign.tag = W + "t"
            sign.text = TICKED if on else EMPTY


def is_filled(root: Element | None) -> bool:
    """True where any box of a control or form field under ``root`` is ticked."""
    return root is not None and any(TICKED in (t.text or "") for t in root.iter(W + "t"))


def chosen(text: str, filled: bool, paragraph: Element, told: Told) -> str:
    """``text`` with what stands beside empty boxes taken out; with the boxes as signs where nothing is ticked."""
    typed = text.translate(_TYPED)
    sure = _BOX.search(text) is not None
    alone = not any(map(str.isalnum, text))  # a cell that holds nothing but its box
    if alone or (not (filled and sure) and not (TICKED in typed and EMPTY in typed)):
        return "".join(_SIGNS.get(c, c) for c in text) if sure else text
    parts = _BOX.split(typed)
    if not parts[-1].strip(" .;") and parts[0].strip():
        return _labelled_before(parts, paragraph, told)
    kept = parts[0]
    for box, words in zip(parts[1::2], parts[2::2], strict=True):
        if box == TICKED:
            kept += words
        else:
            end = _END.search(words)
            at = end.start() if end else len(words)
            told.add("unchosen", words[:at], paragraph)
            kept = kept.rstrip(" ,;") + words[at:]
    return kept


def _labelled_before(parts: list[str], paragraph: Element, told: Told) -> str:
    """Boxes behind their words (*Sở A ☒ Sở B ☐*)."""
    kept = ""
    for words, box in zip(parts[0::2], parts[1::2], strict=False):
        title, colon, own = words.rpartition(":")
        kept += title + colon
        if box == TICKED:
            kept += own
        else:
            told.add("unchosen", own, paragraph)
    return kept + parts[-1]
