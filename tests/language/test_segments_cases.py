"""Cutting blocks: the cases of ``segments.toml``, and what holds for any text."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.segments import split

CASES = tomllib.loads(Path(__file__).with_name("segments.toml").read_text("utf-8"))["case"]
TEXTS = st.text(alphabet="abc ĐA.;:,()“”\"\n-/?!12", max_size=80)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_pieces(case):
    assert [case["text"][p.start:p.end] for p in split(case["text"])] == case["pieces"]


@pytest.mark.parametrize(("text", "before"), [
    ("Rà soát; lập danh sách", ["start", ";"]),
    ("Rà soát. Lập danh sách", ["start", "."]),
    ("Sở A làm:\n- Rà soát\n- Lập danh sách", ["start", "\n", "\n"]),
])
def test_what_stood_before(text, before):
    assert [p.before for p in split(text)] == before


def has_letters(words):
    """Letters that are more than the mark of an item (*a)*)."""
    return any(c.isalpha() for c in re.sub(r"(?<!\w)[a-zđ]\)", "", words))


@given(TEXTS)
def test_pieces_are_in_order_and_lose_no_letter(text):
    pieces = split(text)
    at = 0
    for piece in pieces:
        assert at <= piece.start < piece.end <= len(text)
        assert not has_letters(text[at:piece.start])
        at = piece.end
    assert not has_letters(text[at:])


def test_the_table_is_wide_enough():
    assert len(CASES) >= 30
