"""A document as bytes and back: what was recognised of a scan is not recognised again when only rules change."""

from __future__ import annotations

import json
import zlib
from typing import Any, Final

from pydantic import TypeAdapter

from pipeline.model import Document, Doubt, Furniture, Paragraph, Signature, Source, Table, Word, WordMap

_PARTS: Final[dict[str, TypeAdapter[Any]]] = {
    "source": TypeAdapter(Source), "text": TypeAdapter(str), "paragraphs": TypeAdapter(tuple[Paragraph, ...]),
    "tables": TypeAdapter(tuple[Table, ...]), "words": TypeAdapter(tuple[Word, ...]),
    "furniture": TypeAdapter(tuple[Furniture, ...]), "warnings": TypeAdapter(tuple[Doubt, ...]),
    "signatures": TypeAdapter(tuple[Signature, ...]),
}


def packed(document: Document) -> bytes:
    """The document as compressed JSON."""
    parts = {name: adapter.dump_python(tuple(document.words) if name == "words" else getattr(document, name),
                                       mode="json") for name, adapter in _PARTS.items()}
    return zlib.compress(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(kept: bytes) -> Document:
    """The document again; raises ValueError when the bytes are none."""
    try:
        parts = json.loads(zlib.decompress(kept))
    except zlib.error as error:
        raise ValueError("not a packed document") from error
    found = {name: adapter.validate_python(parts[name]) for name, adapter in _PARTS.items()}
    return Document(**found | {"words": WordMap(found["words"])})
