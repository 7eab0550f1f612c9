"""An extraction as bytes and back: compressed JSON, and behind its end what was read before any rule."""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from pipeline.model import Extraction


def packed(extraction: Extraction) -> bytes:
    """An extraction as bytes."""
    return zlib.compress(_whole().dump_json(extraction, exclude={"document"})) + extraction.document


def unpacked(kept: bytes) -> Extraction:
    """The extraction again."""
    reader = zlib.decompressobj()
    found = _whole().validate_json(reader.decompress(kept))
    return replace(found, document=reader.unused_data)


@cache
def _whole() -> TypeAdapter[Extraction]:
    return TypeAdapter(Extraction)
