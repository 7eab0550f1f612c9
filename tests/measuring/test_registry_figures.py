"""The measure of the registry, and what it must reach on the corpus."""

from pathlib import Path

import pytest

from pipeline.knowledge.registry import Registry
from tools import registry as measure

REGISTRY = Registry.load()
SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "corpus" / "registers").is_dir(), reason="../shared is not here")


def share(found):
    answers = [known for _, known in found]
    return sum(answers) / len(answers)


@pytest.mark.parametrize(("number", "wanted"), [
    ("3637/UBND-VX", "tinh-binh-duong.ubnd"), ("12/CT-UBND", "tinh-binh-duong.ubnd"), ("27/NQ-HĐND8", "tinh-binh-duong.hdnd"),
    ("9/QÐ-UBND", "tinh-binh-duong.ubnd"), ("23/KH-BCĐ389", None), ("4/KH-BTC", None), ("", None),
])
def test_letters_of_a_number(number, wanted):
    assert measure.holder(REGISTRY, number, None, "Bình Dương") == wanted


@needs_shared
@pytest.mark.parametrize("figure", [measure.issuers, measure.numbers, measure.bodies])
def test_the_registry_knows_nearly_all(figure):
    assert share(figure(REGISTRY, SHARED)) >= 0.97


@needs_shared
def test_ten_thousand_mentions_a_second():
    assert measure.speed(SHARED) >= 10_000
