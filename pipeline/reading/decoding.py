"""Bytes of text files, web pages and messages to text, and text that went through a wrong encoding put right."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.model.text import Doubt

from .legacy_fonts.speech import syllables

_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SAMPLE, _HEAD = 400, 4096
# What was read by the first encoding and had been written in the second, as programs mix them up.
_MIXED = (("cp1252", "cp1258"), ("cp1252", "utf-8"), ("cp1258", "utf-8"), ("mac_roman", "utf-8"), ("cp437", "utf-8"),
          ("cp437", "cp1258"))
_WORDS, _LINES = 4, 40  # marked syllables that tell at least; lines looked at first
_TRIES = 2  # times a text was spoilt


def decode(data: bytes, declared: str | None = None) -> str:
    """``data`` as text: by its byte order mark, else UTF-16 or UTF-8 where it is that, else by the encoding that is
    ``declared`` for it, else Windows-1258."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    sample = data[:_SAMPLE]
    if sample.count(0) > len(sample) * 0.2:
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode(declared or "cp1258", "replace")
    except LookupError:  # an encoding nobody knows
        text = data.decode("cp1258", "replace")
    return data.decode("utf-8", "replace") if _is_torn(data) else text


def _is_torn(data: bytes) -> bool:
    """True for UTF-8 with a few damaged bytes, such as a file cut in the middle of a letter."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(c > "\x7f" for c in text)


def declared_in(data: bytes) -> str | None:
    """The encoding that a web page names in its head."""
    found = _DECLARED.search(data[:_HEAD])
    return found[1].decode("ascii", "replace") if found else None


def mended(text: str) -> str:
    """``text`` as it was before it was read in a wrong encoding and saved (*UÒy ban*, *á»¦y ban*); the same text where
    it reads as Vietnamese as it is."""
    for _ in range(_TRIES):
        lines = [line for line in text.split("\n") if not line.isascii()]
        sample = "\n".join(lines[:_LINES])
        best, pair = syllables(sample), None
        if best * 2 >= len(sample.split()) or not sample:
            return text
        for one in _MIXED:
            found = syllables("\n".join(_again(line, one) for line in lines[:_LINES]))
            if found >= _WORDS and found > best * 1.5:
                best, pair = found, one
        if pair is None:
            return text
        text = "\n".join(_again(line, pair) for line in text.split("\n"))
    return text


def told(name: str) -> Doubt:
    """What is said of the file ``name`` whose text was mended."""
    return Doubt("sai-bang-ma", f"{name}: chữ trong tệp đã bị lưu sai bảng mã (ví dụ UTF-8 hoặc Windows-1258 mở nhầm "
                                "bằng Windows-1252); chương trình đã đọc lại thành tiếng Việt. Đối chiếu với văn bản "
                                "gốc, hoặc xin tệp gốc từ nơi gửi.")


def _again(line: str, pair: tuple[str, str]) -> str:
    """``line`` read in the right encoding; as it is where it cannot have been spoilt that way."""
    wrong, right = pair
    if line.isascii():
        return line
    data = bytearray()
    for character in line:
        byte = _bytes(wrong).get(character)
        if byte is None:
            return line
        data.append(byte)
    return data.decode(right, "replace")


@lru_cache(maxsize=8)
def _bytes(encoding: str) -> dict[str, int]:
    """The byte of each character; where an encoding leaves a byte out programs pass it through as Latin-1."""
    found = {}
    for byte in range(256):
        character = bytes([byte]).decode(encoding, "replace")
        found[chr(byte) if character == "\ufffd" else character] = byte
    return {**{chr(byte): byte for byte in range(0x80, 0xA0)}, **found}
