"""The confidence of a row is the logistic sum of the weights of the facts that hold, and every fact has a row."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipeline.knowledge.tables import read_table
from pipeline.model import Clause, Party, Segment
from pipeline.tasks.confidence import Row, confidence, features
from pipeline.tasks.resolve import PRECEDENCE

WEIGHTS = {row["feature"]: float(row["weight"]) for row in read_table("confidence")}
CLAUSE = Clause(0, None, "arabic", "1", "1", 0, 40, 1, "body", False)
HEALTH = Party("Sở Y tế", "Sở Y tế", "so-y-te", False, 0, 7)
PLAIN = Row(Segment(0, 40, "act", "directed", "obligation"), "Giao Sở Y tế rà soát các kho thuốc trong tỉnh", (HEALTH,), (),
            (), "own", CLAUSE, "task", "chỉ thị", False, True)


def test_the_value_is_the_logistic_sum_of_the_table():
    total = WEIGHTS["always"] + sum(WEIGHTS.get(name, 0.0) for name in features(PLAIN))
    assert confidence(PLAIN) == round(1 / (1 + math.exp(-total)), 2)


@pytest.mark.parametrize(("change", "fact"), [
    ({"words": "Nếu thiếu thuốc thì Sở Y tế báo cáo ngay cho tỉnh"}, "begins with a condition"),
    ({"words": "Sở Y tế phối hợp với người dân rà soát các kho thuốc"}, "helpers named but none found"),
    ({"words": "Báo cáo tỉnh"}, "short text"),
    ({"words": "Rà soát: kho thuốc của bệnh viện tỉnh và huyện"}, "colon inside"),
    ({"origin": "nobody", "lead": ()}, "origin nobody"),
    ({"kind": "công văn"}, "letter or notice"),
    ({"lead": (replace(HEALTH, agency_id=None),)}, "lead not in the registry"),
])
def test_what_makes_a_clerk_doubt_lowers_it(change, fact):
    doubted = replace(PLAIN, **change)
    assert fact in features(doubted)
    assert confidence(doubted) < confidence(PLAIN)


def test_nothing_is_certain():
    assert 0 < confidence(PLAIN) < 1
    assert len(WEIGHTS) == len({*WEIGHTS})


def test_every_origin_with_a_weight_is_a_rank_of_the_table_of_precedence():
    ranks = {rank for order in PRECEDENCE.values() for rank in order}
    assert {name for name in WEIGHTS if name.startswith("origin ")} <= {f"origin {rank}" for rank in ranks | {"nobody"}}
