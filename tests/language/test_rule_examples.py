"""The examples beside the rules: each rule fires on its ``yes`` and not on its ``no``.

The rules are found by walking the modules of the language room, so that a new one is tested without being listed. The
rooms ``limits`` and ``parties`` have rules of their own kind and tests of their own beside theirs.
"""

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import pipeline.language
from pipeline.language.agents import AgentRule, read_agent
from pipeline.language.tagged import Rule
from pipeline.language.words import GRAMMAR, read_words
from tests.language.language_finder import finder

FINDER = finder()
OVER_CLASSES = re.compile(r"(?<!\?P)(?<!\(\?)<\w+>|\{[a-z]\w+\}")  # else it is a regular expression over the text


def rules_of(module):
    """The rules that a module holds by themselves or in tuples, in order."""
    for value in vars(module).values():
        yield from (r for r in (value if isinstance(value, tuple | list) else (value,)) if isinstance(r, Rule))


def all_rules():
    """Each rule of the room once, with the module that it is first found in."""
    found = {}
    for info in iter_modules(pipeline.language.__path__):
        if not info.ispkg:
            for rule in rules_of(import_module(f"pipeline.language.{info.name}")):
                found.setdefault(id(rule), (info.name, rule))
    return list(found.values())


RULES = all_rules()
FAILS = {  # examples that are not read right yet, with the reason
}


def fires(rule, text):
    """Whether the rule is the one that decides on the text: of the rules of who acts only the first that fits decides."""
    words = read_words(text, FINDER)
    if isinstance(rule, AgentRule):
        return read_agent(words, 0, len(words.chunks)).rule == rule.name
    if not OVER_CLASSES.search(rule.pattern):
        return re.search(rule.pattern, text) is not None
    compiled = GRAMMAR.compile(rule.pattern)
    whole = rule.pattern.rstrip().endswith("$")  # else it is looked for anywhere
    return (words.match if whole else words.search)(compiled) is not None


def examples(kind):
    return [pytest.param(rule, text, id=f"{module}: {rule.name}: {text[:40]}",
                         marks=pytest.mark.xfail(reason=FAILS[text], strict=True) if text in FAILS else ())
            for module, rule in RULES for text in getattr(rule, kind)]


@pytest.mark.parametrize(("rule", "text"), examples("yes"))
def test_a_rule_fires_on_its_examples(rule, text):
    assert fires(rule, text)


@pytest.mark.parametrize(("rule", "text"), examples("no"))
def test_a_rule_does_not_fire_on_what_only_looks_like_it(rule, text):
    assert not fires(rule, text)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{module}: {rule.name}") for module, rule in RULES])
def test_a_rule_says_what_it_is_and_has_an_example(rule):
    assert rule.name
    assert rule.says
    assert rule.yes


def test_names_of_rules_are_unique():
    names = [rule.name for _, rule in RULES]
    assert [name for name in names if names.count(name) > 1] == []
    assert len(names) >= 25
