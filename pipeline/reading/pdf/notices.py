"""The notice of a digital signature taken off a page before it is recognised as a picture.

It is stamped over the scan, often over title and name of the signer, and would be read as one with them. Its words are
known from the text layer.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from pypdfium2 import PdfPage, raw

_DEEP = 8  # forms within forms that are looked through: the appearance of a signature has about four layers


def take_off(page: PdfPage, notice: str) -> bool:
    """Make the text of the ``notice`` invisible on ``page`` until it is loaded anew; whether all its words were found.

    Nothing but text that stands in the notice is touched.
    """
    letters = "".join(notice.split())
    own = [(one, text) for one, text in _texts(page) if text in letters]
    if sum(len(text) for _, text in own) < len(letters):
        return False
    return all(raw.FPDFTextObj_SetTextRenderMode(one, raw.FPDF_TEXTRENDERMODE_INVISIBLE) for one, _ in own)


def _texts(page: PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, str]]:
    """The text objects of the page and their letters, without blanks."""
    words = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEP):
        size = raw.FPDFTextObj_GetText(one.raw, words.raw, None, 0)
        letters = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(one.raw, words.raw, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), size)
        text = "".join(letters.raw[:max(size - 2, 0)].decode("utf-16-le", "replace").split())
        if text:
            yield one.raw, text
