"""An extraction as bytes and back."""

from __future__ import annotations

import zlib
from functools import cache

from pydantic import TypeAdapter

from pipeline.model import Extraction


def packed(extraction: Extraction) -> bytes:
    """An extraction as compressed JSON; what was read before any rule goes along as it is kept in the store."""
    return zlib.compress(_whole().dump_json(extraction, exclude={"document"}))


def unpacked(kept: bytes) -> Extraction:
    """The extraction again."""
    return _whole().validate_json(zlib.decompress(kept))


@cache
def _whole() -> TypeAdapter[Extraction]:
    return TypeAdapter(Extraction)
