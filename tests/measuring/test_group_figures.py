"""The measure of groups, and what it must reach on annotated directives."""

import json
from pathlib import Path

import pytest

from pipeline.knowledge.registry import Registry, is_group
from tools import groups as measure

REGISTRY = Registry.load()
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared is not here")


@pytest.fixture
def gold(tmp_path):
    """Two annotated directives: a group that expands, one without a province, a general noun, a body."""
    for number, (issuer, lead) in enumerate([("UBND tỉnh Lào Cai", ["các sở, ban, ngành", "Sở Y tế"]),
                                             ("UBND tỉnh", ["các sở, ban, ngành", "cơ quan liên quan"])]):
        given = {"directive": {"issuer": issuer, "issued_on": "2025-11-10"}, "tasks": [{"lead": lead, "support": []}]}
        (tmp_path / f"{number}.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return list(measure.mentions([tmp_path]))


def test_what_expands_and_what_does_not_is_told(gold):
    count = len(measure.expand(REGISTRY, gold[0]).members)
    assert count > 20
    assert list(measure.report(REGISTRY, gold)) == [
        "4 annotated parties: 2 are groups of bodies, 1 general nouns",
        f"50.0% expand, to {count} to {count} members, {count} in the middle",
        "  not understood: 1 các sở, ban, ngành | UBND tỉnh | 2025-11-10", "  never expands: 1 cơ quan liên quan"]


def test_a_sample_names_the_members_and_those_that_only_some_provinces_have(gold):
    (line,) = measure.sample(REGISTRY, gold, 5, seed=1)
    assert line.startswith("các sở, ban, ngành | UBND tỉnh Lào Cai | 2025-11-10 → các sở, ban, ngành tỉnh Lào Cai: ")
    assert "(Ban Quản lý Khu kinh tế tỉnh Lào Cai)" in line


@needs_gold
def test_nearly_all_groups_expand_ten_thousand_a_second():
    found = [one for one in measure.mentions([GOLD]) if is_group(REGISTRY, one.name)]
    assert sum(measure.expand(REGISTRY, one) is not None for one in found) / len(found) >= 0.97
    assert measure.speed(found) >= 10_000
