"""The examples beside the rules: on each ``yes`` the rule decides, on each ``no`` it does not."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.language.limits.atoms import lower
from pipeline.language.limits.expressions import RULES, parse
from pipeline.language.limits.rules import AMOUNTS, CELL, CYCLES, DATED, LOOSE, Weighing
from pipeline.language.limits.weigh import weighed
from pipeline.language.tagged import Rule

ISSUED = date(2025, 11, 20)
OWN = [(rule, False) for rule in dict.fromkeys((*DATED, *CYCLES, *AMOUNTS, *LOOSE))] + [
    (rule, True) for rule in CELL if rule not in (*AMOUNTS, *LOOSE)]


def deciding(text: str, cell: bool) -> set[str]:
    """The names of the rules that decide on the times of a text."""
    low = lower(text)
    return {item.rule for item in weighed(low, parse(low, ISSUED, cell), ISSUED, cell)}


@pytest.mark.parametrize(("rule", "cell"), [pytest.param(*case, id=case[0].name) for case in OWN])
def test_a_rule_decides_on_its_examples(rule: Weighing, cell: bool) -> None:
    assert rule.yes
    assert [text for text in rule.yes if rule.name not in deciding(text, cell)] == []
    assert [text for text in rule.no if rule.name in deciding(text, cell)] == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.says[:40]) for rule in RULES])
def test_a_shape_fits_its_examples(rule: Rule) -> None:
    def kinds(text: str) -> set[str]:
        return {part.value.kind for part in parse(lower(text), ISSUED) if hasattr(part.value, "kind")}

    alike = {rule.name, {"date": "cycle", "span": "cycle"}.get(rule.name, rule.name)}
    assert [text for text in rule.yes if not kinds(text) & alike or len(kinds(text)) != 1] == []
    assert [text for text in rule.no if kinds(text) == {rule.name}] == []


def test_names_of_rules_are_unique() -> None:
    names = [rule.name for rule, _ in OWN]
    assert len(names) == len(set(names))
