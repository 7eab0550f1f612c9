"""What is printed on a page but is no part of the text: page number, signature notice, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.text import Furniture

from ..draft import PrintedWord
from .rows import Row, size_of, text_of

_SIGNED = re.compile(
    r"(?:Người|Ký|Được|Chữ|Digitally|Signed|Signature)\s+(?:ký\s*(?:bởi|số|:)|bởi|signed|by|Not|Valid)", re.IGNORECASE)
_COPIED = re.compile(r"(?:SAO (?:Y|LỤC)|TRÍCH SAO)\W*$")  # NĐ 30/2020, Phụ lục I: what stands over a digital copy
_SIGNING = frozenset(("người", "ký", "được", "chữ", "digitally", "signed", "signature", "sao", "trích"))
_SIGNED_END = re.compile(r"[+-]\d\d'?:?\d\d'?$")
_NOTICE_WORDS = 60
_SAME_SIZE = 0.25  # of the type size: recognition measures small print roughly
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—.]\s*)?(?:trang\s*|page\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—.])?$", re.IGNORECASE)
_ZONE = 75.0  # points from the top or bottom edge in which a page number stands
_GAZETTE = re.compile(  # the head of each page of the gazette: *CÔNG BÁO TP.HCM/Số 199+200/Ngày 01-7-2026 52*
    r"^(?:\d+\s+)?CÔNG BÁO(?:\s[^/]{1,40})?\s?/\s?Số\s[\d\s+]+/\s?Ngày\s\d{1,2}-\d{1,2}-\d{4}(?:\s+\d+)?$")
_TOP = 3  # rows among which a head stands; a notice of a signature may stand over it
_MARK = re.compile(r"^[\[(]?(\d{1,3}|\*{1,3})[\])]?$")


def signature_notice(words: list[PrintedWord]) -> tuple[list[PrintedWord], list[PrintedWord]]:
    """Take out the notice a digital signature stamps on the page (*Ký bởi: … Thời gian ký: …*, *SAO Y; … Thời gian
    ký: …*): what stays, and its words.

    It is one run in content order and in one small type, closed by a time with its zone.
    """
    for i in range(len(words) - 1):
        if words[i].text.lower() not in _SIGNING:
            continue
        opening = f"{words[i].text} {words[i + 1].text}"
        copied = _COPIED.match(opening) is not None
        if not copied and not _SIGNED.match(opening):
            continue
        end, closed = i + 2, False
        for j in range(i, min(i + _NOTICE_WORDS, len(words))):
            if abs(words[j].size - words[i].size) > max(1.0, _SAME_SIZE * words[i].size):
                break
            end = j + 1
            if closed := _SIGNED_END.search(words[j].text) is not None:
                break
        notice = " ".join(w.text for w in words[i:end])
        if ":" in notice and re.search(r"\d{4}", notice) and (closed or not copied):
            return words[:i] + words[end:], words[i:end]
    return words, []


def page_number(rows: list[Row], height: float) -> tuple[list[Row], str]:
    """Take out the page number, alone on the first or last row."""
    for i in (0, len(rows) - 1):
        if not rows:
            break
        row = rows[i]
        near_edge = row[0].bottom < _ZONE or row[0].top > height - _ZONE
        if near_edge and _PAGE_NUMBER.match(text_of(row)):
            return rows[:i] + rows[i + 1:], text_of(row)
    return rows, ""


def gazette_head(rows: list[Row], height: float) -> tuple[list[Row], str]:
    """Take out the head of the gazette over a directive. It reaches over both columns of a letterhead, so that what
    stands under it would be read as one column."""
    return next(((rows[:i] + rows[i + 1:], text_of(row)) for i, row in enumerate(rows[:_TOP])
                 if row[0].bottom < min(_ZONE, height / 2) and _GAZETTE.match(text_of(row))), (rows, ""))


def footnotes(rows: list[Row], height: float, body_size: float) -> tuple[list[Row], list[tuple[str, str]]]:
    """Take out the notes at the page bottom: small type, the first opened by a small raised mark.

    Gives the rows that stay and the notes as (mark, text).
    """
    first = len(rows)
    while first > 0 and size_of(rows[first - 1]) <= body_size - 1.4:
        first -= 1
    while first < len(rows) and not _opens_note(rows[first]):
        first += 1
    if first == len(rows) or rows[first][0].top < 0.35 * height:
        return rows, []
    notes: list[tuple[str, str]] = []
    for row in rows[first:]:
        if _opens_note(row):
            notes.append((row[0].text.strip("[]()"), text_of(row[1:])))
        else:
            mark, text = notes[-1]
            notes[-1] = (mark, f"{text} {text_of(row)}")
    return rows[:first], notes


def _opens_note(row: Row) -> bool:
    """A raised mark is small; recognition tells one size for all words of a row."""
    raised = len(row) > 1 and (row[0].confidence is not None or row[0].size < 0.8 * row[1].size)
    return raised and bool(_MARK.match(row[0].text))


def as_furniture(page: int, number: str, notes: Sequence[tuple[str, str]], head: str = "") -> list[Furniture]:
    """Page number, notes and running ``head`` of a page as furniture."""
    found = [Furniture("running head", page, head)] if head else []
    found += [Furniture("page number", page, number)] if number else []
    found.extend(Furniture("footnote", page, f"{mark} {text}") for mark, text in notes)
    return found
