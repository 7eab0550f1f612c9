"""How clauses, points and bullets begin in Vietnamese documents (NĐ 30/2020, Phụ lục I, phần II)."""

from __future__ import annotations

import re

_UPPER = "A-ZÀ-ỸĐĂÂÊÔƠƯ"
_NUMBERED = re.compile(
    r"(?:"
    r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Khoản|Tiểu mục)\s+(?:thứ\s+)?[\dIVXLC]+[a-zđ]?\s*(?:[.:]|$)"
    r"|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ lục|PHỤ LỤC)(?:\s+(?:[IVXLC]+|\d+))?\s*$"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}(?:[.)/]|\.\))(?=\s|$|[" + _UPPER + "])"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}(?=\s+[" + _UPPER + "])"
    r"|[IVXLC]{1,5}(?:\.\d{1,2})*[.)](?=\s|$|[" + _UPPER + "])"
    r"|\((?:\d{1,2}|[ivx]{1,5}|[a-zđ])\)"
    r"|[a-zđ]{1}(?:\.\d{1,2})*[.)](?=\s|$|[" + _UPPER + "])"
    r"|[a-zđ]\d{1,2}[.)](?=\s|$)"
    r"|[A-ZĐ][.)](?=\s|$)"
    r")"
)
_BULLET = re.compile(r"(?:[-–—+*•·●▪■□✓➢❖○][-–]?)(?=\s|[" + _UPPER + r"\d]|$)")
_WORDS = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị|Nơi nhận|Kính gửi|Đồng kính gửi)\b")
# A line that ends with one of these ends a sentence, an item or a lead-in.
_CLOSED = re.compile(r"[.;:!?…](?:[\"”’»)\]]|\s|/\.?)*$|\./\.?$|[,;]\s*và$")
_ITEM_END = re.compile(r"[.;:!?][\"”’)]*$|\./\.?$")
_RULE = re.compile(r"[-–—_=*~\s]{3,}")
_OPENING = "\"“‘'(["


def starts_numbered(text: str) -> bool:
    """True where ``text`` begins with a number or letter of a clause: ``1.``, ``a)``, ``Điều 1.``, ``(i)``."""
    return _NUMBERED.match(text) is not None


def starts_bullet(text: str) -> bool:
    """True where ``text`` begins with a dash, plus or dot of a list."""
    return _BULLET.match(text) is not None


def starts_item(text: str) -> bool:
    """True where ``text`` begins with any mark of a clause or list item."""
    return starts_numbered(text) or starts_bullet(text)


def starts_formula(text: str) -> bool:
    """True where ``text`` begins with words that open a paragraph of their own (``Căn cứ …``)."""
    return _WORDS.match(text) is not None


def dash_continues(before: str, text: str) -> bool:
    """True where the dash at the start of ``text`` joins words (``kinh tế`` / ``- xã hội``).

    A list item starts after a closed line and mostly with a capital; a joining dash neither.
    """
    bare = text.lstrip("-– ")
    return starts_bullet(text) and text[0] in "-–" and bare[:1].islower() and not ends_item(before)


def ends_sentence(text: str) -> bool:
    """True where ``text`` ends with a mark that closes a sentence, an item or a lead-in."""
    return _CLOSED.search(text) is not None


def ends_item(text: str) -> bool:
    """Like :func:`ends_sentence`, but only by punctuation."""
    return _ITEM_END.search(text) is not None


def starts_low(text: str) -> bool:
    """True where ``text`` begins in the middle of a sentence: with a small letter or a closing mark.

    The letter of a point (``a)``) is small but opens a clause.
    """
    if starts_numbered(text):
        return False
    bare = text.lstrip(_OPENING)
    return bare[:1].islower() or text[:1] in ",;)”%"


def is_rule(text: str) -> bool:
    """True for a line drawn with typed signs (``-------`` under a letterhead)."""
    return _RULE.fullmatch(text) is not None


def glue(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: nothing inside a code, else a space.

    A line broken after the hyphen or slash of a số, ký hiệu (``13/CT-`` / ``TTg``) is one word.
    """
    inside_code = before[-1:] in "-/" and before[-2:-1].isalnum() and after[:1].isalnum()
    return "" if inside_code else " "
