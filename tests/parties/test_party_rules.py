"""The examples that stand beside the rules of names, and that every kind and part of the grammar is used."""

import re

import pytest

from pipeline.language.parties import PartyFinder
from pipeline.language.parties.classes import KINDS
from pipeline.language.parties.parts import CELL_PARTS, PARTS
from pipeline.language.parties.rules import CELL_NAME, CELL_REST, CELL_SKIP, PREFIX, RULES, RUN_ON, SEPARATOR, START

FINDER = PartyFinder()
PATTERNS = [*PARTS.values(), *CELL_PARTS.values(), *(rule.pattern for rule in RULES), CELL_NAME, CELL_REST, CELL_SKIP,
            PREFIX, RUN_ON, SEPARATOR, START, "<opener>"]


@pytest.mark.parametrize("example", [text for rule in RULES for text in rule.yes])
def test_a_rule_reads_its_examples_to_the_mark(example):
    items = FINDER.items(example.replace("|", ""))
    assert (items[0].start, items[0].end) == (0, example.index("|"))


@pytest.mark.parametrize("example", [text for rule in RULES for text in rule.no])
def test_a_rule_leaves_what_only_looks_like_a_party(example):
    assert FINDER.at(example, 0) is None


def test_every_kind_and_part_is_used():
    kinds = {name for pattern in PATTERNS for name in re.findall(r"(?<!\?P)(?<!\(\?)<(\w+)>", pattern)}
    parts = {name for pattern in PATTERNS for name in re.findall(r"\{([a-z]\w+)\}", pattern)}
    assert kinds == set(KINDS)
    assert parts | {"dropped"} == set(PARTS)
