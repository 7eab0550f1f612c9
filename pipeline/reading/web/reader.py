"""Reads a web page where a directive is expected: HTML that programs name .doc, MHT, the text of an e-mail."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pipeline.errors import BrokenFile, TooLarge
from pipeline.model.text import Document, Source
from pipeline.settings import Settings

from .. import decoding
from ..builder import Builder
from ..secrecy import gate, pages
from ..word.body import BodyReader
from . import as_word, mht

_MOST = 32 << 20  # bytes: pictures may lie in the page


def read(path: Path, sha256: str, kind: Literal["html", "mht"], settings: Settings) -> Document:
    """Read a page as Word would show it. There are no pages and no boxes.

    Raises BrokenFile for one without words, TooLarge, SecretDirective for a mark of secrecy anywhere in it.
    """
    if path.stat().st_size > _MOST:
        raise TooLarge(f"{path.name}: trang web quá {_MOST >> 20} MB.", "Lưu văn bản thành PDF hoặc DOCX rồi nạp lại.")
    data = path.read_bytes()
    raw = mht.page(data) if kind == "mht" else decoding.decode(data, decoding.declared_in(data))
    text = decoding.mended(raw)
    gate.refuse(path.name, pages.pieces(text), settings.cleared)
    reader, builder = BodyReader(None, None), Builder()
    body = as_word.body(text)
    reader.prepare(body)
    reader.read_into(body, builder)
    spoilt = (decoding.told(path.name),) if text != raw else ()
    document = builder.document(Source(path.name, sha256, 1, "doc"), (), spoilt + reader.told.doubts(path.name))
    if not document.text:
        raise BrokenFile(f"{path.name}: trang web không có chữ nào.", "Xin lại văn bản gốc (PDF hoặc DOCX) từ nơi gửi.")
    return document
