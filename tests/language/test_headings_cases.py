"""Headings and lead-ins: the cases of ``headings.toml``."""

from datetime import date

import pytest

from pipeline.language.components import Context, build_pipeline, chunks_of, make_doc
from pipeline.language.headings import read_heading, section_kind
from tests.language.language_cases import params, table
from tests.language.language_finder import finder

CASES = table("headings")
ISSUER = "UBND tỉnh Lào Cai"
CONTEXT = Context(finder(), date(2025, 8, 1), False, ISSUER)
NLP = build_pipeline()


def heading_of(say, has_children=True):
    doc = make_doc(NLP, say, CONTEXT)
    for _, component in NLP.pipeline:
        doc = component(doc)
    spans = list(doc.spans["segments"])
    return read_heading(doc._.words, chunks_of(spans[-1]) if spans else (0, 0), CONTEXT.finder, has_children=has_children,
                        issuer=ISSUER)


@pytest.mark.parametrize("case", params(CASES))
def test_heading(case):
    found = heading_of(case["say"], not case.get("leaf"))
    names = [p.agency for p in found.heads], [p.agency for p in found.support]
    assert (*names, found.section, found.directs, found.whole) == (
        case.get("heads", []), case.get("help", []), case.get("section", "none"), case.get("directs", False),
        case.get("whole", False))


@pytest.mark.parametrize("case", [c for c in CASES if c.get("heads") and not c.get("leaf")], ids=lambda c: c["say"][:50])
def test_heads_stand_where_they_say_and_name_their_rule(case):
    found = heading_of(case["say"])
    assert found.rule
    for party in found.heads:
        assert party.mention.lower() in case["say"].lower()


def test_a_long_sentence_opens_no_section():
    assert section_kind("Mục tiêu " + "của chương trình là nâng cao đời sống của nhân dân " * 6) == "none"


def test_the_table_is_wide_enough():
    assert len(CASES) >= 30
    assert {c.get("section") for c in CASES} >= {"task", "organisation", "purpose", "goal", "assessment", "funding", "scope"}
