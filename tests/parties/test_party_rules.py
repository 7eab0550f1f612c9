"""The examples that stand beside the rules of names, and that every kind and part of the grammar is used."""

import re

import pytest

from pipeline.language.parties import PartyFinder
from pipeline.language.parties.classes import KINDS, lexicon
from pipeline.language.parties.parts import CELL_PARTS, PARTS
from pipeline.language.parties.reader import Grammar, opening
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


@pytest.mark.parametrize(("pattern", "kind"), [
    ("<seat> <of>?", "<seat>"), ("(?P<base> <body> ) <place>", "<body>"), ("<seat>? <of>", ""), ("<seat> | <body>", ""),
    ("(?P<base> <body> | <seat> ) <of>", ""), ("(?P<base> <body> )? <of>", ""), ("(?: <body> ) <of>", ""),
    ("<seat> (?: <of> | <at> )", "<seat>")])
def test_the_kind_that_a_rule_begins_with_is_known_only_where_it_must_stand_first(pattern, kind):
    assert opening(pattern) == kind


def test_no_rule_that_opens_with_a_kind_fits_elsewhere():
    alphabet = lexicon().running
    others = [alphabet.compile(f"(?! {opening(rule.pattern)} ) (?: {rule.pattern} )") for rule in RULES
              if opening(rule.pattern)]
    assert len(others) > len(RULES) / 2
    texts = [example for rule in RULES for example in (*rule.yes, *rule.no)]
    assert not any(other.search(lexicon().read(text, cell=False).tags) for other in others for text in texts)


def test_the_rules_are_compiled_where_they_are_met_or_all_at_once(monkeypatch):
    compiled = []
    alphabet = lexicon().running
    compile_one = alphabet.compile
    monkeypatch.setattr(alphabet, "compile", lambda pattern: compiled.append(pattern) or compile_one(pattern))
    grammar, rules = Grammar(alphabet), {rule.pattern for rule in RULES}
    assert grammar.best(lexicon().read("Sở Y tế rà soát", cell=False), 0).end == 1
    met = rules & set(compiled)
    assert 0 < len(met) < len(rules)
    grammar.load()
    assert sorted(p for p in compiled if p in rules) == sorted(rule.pattern for rule in RULES)
