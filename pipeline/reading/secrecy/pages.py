"""What a web page says anywhere: its words, seen or not, its titles and alternative texts, its comments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from . import words
from .gate import Piece

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SAID = re.compile(r"""\b(?:alt|title|content|value|placeholder)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_INLINE: Final = ("a|abbr|b|bdo|big|cite|code|del|em|font|i|ins|label|mark|o:p|q|s|small|span|st1:[a-z]+|strike|strong|"
                  "sub|sup|u")
_WITHIN = re.compile(rf"</?(?:{_INLINE})(?=[\s/>])[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^>]*>", re.IGNORECASE)


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of the page ``text``."""
    for comment in _COMMENT.findall(text):
        yield from (Piece(line, "ghi chú trong trang", True) for line in _lines(comment))
    text = _SILENT.sub("\n", _COMMENT.sub("", text))
    for found in _SAID.finditer(text):
        yield Piece(html.unescape(found[1] or found[2] or ""), "hình mờ hoặc hình vẽ", True)
    yield from (Piece(line, "nội dung") for line in _lines(text))
    if "<pre" in text.lower():  # there line ends count
        yield from (Piece(line, "nội dung") for line in words.lines(html.unescape(_TAG.sub("", text)).splitlines()))


_RTF_LETTER = re.compile(r"\\u(-?\d{1,5}) ?(?:\?|\\'[0-9a-f]{2})?|\\'([0-9a-f]{2})", re.IGNORECASE)
_RTF_END = re.compile(r"\\(?:par|line|cell|row|sect|page|tab)\b ?")
_RTF_WORD = re.compile(r"\\[a-z]+-?\d* ?|\\\*|[{}\r\n]", re.IGNORECASE)


def of_rtf(data: bytes) -> str:
    """The words of an RTF, seen or not, as a page: enough to find a mark, not to read it."""
    text = _RTF_END.sub("<br>", data.decode("latin-1"))
    return _RTF_WORD.sub("", _RTF_LETTER.sub(_rtf_letter, text))


def _rtf_letter(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1]) % 0x10000
        return "" if 0xD800 <= code < 0xE000 else chr(code)
    return bytes.fromhex(found[2]).decode("cp1258", "replace")


def _lines(text: str) -> list[str]:
    flat = re.sub(r"\s+", " ", _CELL.sub("\n", text))
    broken = html.unescape(_TAG.sub("\n", _WITHIN.sub("", flat)))
    return [line for line in words.lines(broken.splitlines()) if line.strip()]
