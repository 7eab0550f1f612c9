"""Headings and lead-ins: the cases of ``headings.toml``."""

import tomllib
from pathlib import Path

import pytest

from pipeline.language.headings import read_heading, section_kind
from tests.language.language_finder import finder

CASES = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))["case"]
FINDER = finder()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["say"][:50])
def test_heading(case):
    found = read_heading(case["say"], FINDER, has_children=not case.get("leaf"), issuer="UBND tỉnh Lào Cai")
    names = [p.agency for p in found.heads], [p.agency for p in found.support]
    assert (*names, found.section, found.directs, found.whole) == (
        case.get("heads", []), case.get("help", []), case.get("section", "none"), case.get("directs", False),
        case.get("whole", False))


def test_a_long_sentence_opens_no_section():
    assert section_kind("Mục tiêu " + "của chương trình là nâng cao đời sống của nhân dân " * 6) == "none"


@pytest.mark.parametrize("case", [c for c in CASES if c.get("heads")], ids=lambda c: c["say"][:50])
def test_heads_stand_where_they_say(case):
    for party in read_heading(case["say"], FINDER, has_children=True, issuer="UBND tỉnh Lào Cai").heads:
        assert party.mention.lower() in case["say"].lower()


def test_the_table_is_wide_enough():
    assert len(CASES) >= 30
    assert {c.get("section") for c in CASES} >= {"task", "organisation", "purpose", "goal", "assessment", "funding", "scope"}
