"""Raised figures: marks of notes are no text, powers and units keep their raised figure (*m²*, *10⁶*)."""

from __future__ import annotations

import re

_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-zđivx])[\])]?(?:\s*[,;]\s*[\[(]?\d{1,3}[\])]?)*\s*")
_POWERED = re.compile(r"(?:(?<![^\W\d_])(?:[kdcmh]?m|km|ha)|(?<![\d.,/])10|[=×x+)]\s*[a-zA-Z])$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str, before: str) -> str:
    """What a run in superscript adds to the text ``before`` it: nothing for the mark of a note."""
    if not _MARK.fullmatch(text):
        return text
    if _POWERED.search(before) and text.strip().isdecimal():
        return text.translate(_RAISED)
    return " " if text.endswith(" ") else ""
