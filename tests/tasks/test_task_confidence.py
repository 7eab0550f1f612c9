"""How sure a field is: the logistic sum of the weights of the facts, the words it is told with, the whole directive."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipeline.knowledge.tables import read_table
from pipeline.model import FIELDS, Clause, Party, Segment, Sure
from pipeline.tasks.confidence import Row, features, of_row, sureness, weighed
from pipeline.tasks.resolve import PRECEDENCE
from pipeline.tasks.second_reader import WHERE, Opinion, Piece

TABLE = {row["fact"]: row for row in read_table("confidence")}
CLAUSE = Clause(0, None, "arabic", "1", "1", 0, 40, 1, "body", False)
HEALTH, POLICE = Party("Sở Y tế", "Sở Y tế", "so-y-te", False, 0, 7), Party("Công an tỉnh", "Công an tỉnh", "ca", False)
PLAIN = Row(Segment(0, 40, "act", "directed", "obligation", 5), "Giao Sở Y tế rà soát các kho thuốc trong tỉnh",
            (HEALTH,), (), (), "own", CLAUSE, "task", "chỉ thị", False, True, (("own", ("Sở Y tế",)),))
AGREES = Opinion(0.97, 0.02, 0.02, {"own": 0.9, "heading": 0.08, "nobody": 0.02})
PIECE = Piece(CLAUSE, 0, 40, 0)


def sure_of(row=PLAIN, opinion=AGREES, left=()):
    """The fields of one row in a directive of which the pieces ``left`` were left out."""
    pieces = [PIECE, *(Piece(CLAUSE, 50 + k, 60 + k) for k in range(len(left)))]
    (facts,) = weighed([row], pieces, [opinion, *left])
    return {sure.field: sure for sure in sureness(facts)}


def test_the_value_is_the_logistic_sum_of_the_table():
    (facts,) = weighed([PLAIN], [PIECE], [AGREES])
    for sure in sureness(facts):
        of = {name: float(row[sure.field] or 0) for name, row in TABLE.items()}
        total = of.pop("always") + sum(w * (facts.get(n, 0.0) - float(TABLE[n]["usual"])) for n, w in of.items())
        assert sure.chance == pytest.approx(min(max(1 / (1 + math.exp(-total)), 0.01), 0.99), abs=0.0006)


def test_a_second_reading_that_sees_no_task_lowers_the_task():
    assert sure_of(opinion=replace(AGREES, task=0.05))["task"].chance < sure_of()["task"].chance


def test_a_second_reading_that_finds_the_lead_elsewhere_lowers_the_lead():
    elsewhere = replace(AGREES, where={"own": 0.001, "heading": 0.989, "nobody": 0.01})
    unknown = replace(PLAIN, lead=(replace(HEALTH, agency_id=None),), section="organisation")
    doubted = sure_of(unknown, elsewhere)["lead"]
    assert doubted.chance < sure_of(unknown)["lead"].chance
    assert "cách đọc thứ hai cho rằng chủ trì nêu ở chỗ khác" in doubted.reasons


def test_what_was_left_out_elsewhere_in_the_directive_lowers_its_rows():
    left = (replace(AGREES, task=0.95),) * 5
    assert sure_of(left=left)["task"].chance < sure_of(left=(replace(AGREES, task=0.01),) * 5)["task"].chance


def test_helpers_that_the_second_reading_misses_lower_who_helps():
    assert sure_of(opinion=replace(AGREES, support=0.95))["support"].chance < sure_of()["support"].chance


def test_a_limit_that_the_second_reading_misses_lowers_the_limits():
    assert sure_of(opinion=replace(AGREES, deadlines=0.95))["deadlines"].chance < sure_of()["deadlines"].chance


@pytest.mark.parametrize(("change", "fact"), [
    ({"words": "Nếu thiếu thuốc thì Sở Y tế báo cáo ngay cho tỉnh"}, "begins with a condition"),
    ({"words": "Báo cáo tỉnh"}, "short text"),
    ({"words": "Sở Y tế phối hợp với người dân rà soát các kho thuốc"}, "helpers named but none found"),
    ({"words": "Rà soát: kho thuốc của bệnh viện tỉnh và huyện"}, "colon inside"),
    ({"kind": "công văn"}, "letter or notice"),
    ({"lead": (replace(HEALTH, agency_id=None),)}, "lead not in the registry"),
])
def test_facts_of_a_row_by_itself(change, fact):
    assert fact in features(replace(PLAIN, **change)) - features(PLAIN)


def test_bodies_that_lost_are_counted_as_others():
    rival = replace(PLAIN, named=(*PLAIN.named, ("heading", (POLICE.agency,))))
    (alone,), (among,) = (weighed([row], [PIECE], [AGREES]) for row in (PLAIN, rival))
    assert (alone["others named as lead"], among["others named as lead"]) == (0.0, 1.0)


def test_only_doubted_fields_are_told_why():
    for sure in (*sure_of().values(), *sure_of(opinion=Opinion(0.01, 0.9, 0.9, {"nobody": 0.98, "own": 0.02})).values()):
        assert bool(sure.reasons) == (sure.chance < 0.8)


def test_the_row_is_sure_when_all_its_fields_are():
    assert of_row([Sure(f, 0.9) for f in FIELDS]) == round(0.9**4, 2)
    assert of_row([Sure(f, 0.01) for f in FIELDS]) > 0


def test_every_rank_of_the_table_of_precedence_has_a_place():
    assert {rank for order in PRECEDENCE.values() for rank in order} | {"nobody"} == set(WHERE)


def test_facts_are_those_of_the_table():
    (facts,) = weighed([PLAIN], [PIECE], [AGREES])
    assert set(facts) <= set(TABLE)
