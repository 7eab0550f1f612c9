"""Names of WordprocessingML and small helpers (ECMA-376, part 1)."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"

Element = Any  # lxml has no types of its own


def value(parent: Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at ``path`` under ``parent`` (``pPr/jc``); None when it is not there."""
    found = child(parent, path)
    return None if found is None else found.get(W + attribute)


def child(parent: Element | None, path: str) -> Element | None:
    """The element at ``path`` under ``parent``, None when it is not there."""
    for name in path.split("/"):
        if parent is None:
            return None
        parent = parent.find(W + name)
    return parent


def is_on(parent: Element | None, name: str) -> bool | None:
    """A toggle such as ``w:b``: None when it is not said."""
    found = child(parent, name)
    if found is None:
        return None
    return found.get(W + "val") not in {"0", "false", "off", "none"}


def number(text: str | None, otherwise: int = 0) -> int:
    """An integer attribute; ``otherwise`` when it is missing or no number."""
    try:
        return int(float(text)) if text is not None else otherwise
    except (ValueError, OverflowError):  # "inf" too is a number to float
        return otherwise
