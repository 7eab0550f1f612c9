"""Whole small directives: the cases of ``directives.toml`` through structure, language and tasks."""

import tomllib
from pathlib import Path

import pytest

from tests.tasks.task_papers import paper, run, shown

CASES = tomllib.loads(Path(__file__).with_name("directives.toml").read_text("utf-8"))
GIVEN = ("kind", "to", "day", "about", "annex", "tail")
NAMES = [pytest.param(name, marks=pytest.mark.xfail(reason=case["fails"], strict=True) if "fails" in case else ())
         for name, case in CASES.items()]


def made(case):
    table = [[None if cell == "^" else cell for cell in row] for row in case.get("table", [])]
    return run(paper(case["body"], table=table, **{k: case[k] for k in GIVEN if k in case}))


def line(task):
    def names(parties):
        return "; ".join(p.agency for p in parties) or "-"

    limits = ", ".join(shown(x) for x in task.deadlines) or "-"
    modality = [] if task.modality == "obligation" else [task.modality]
    return " | ".join([task.clause or "-", task.text, names(task.lead), names(task.support), limits, *modality])


@pytest.mark.parametrize("name", NAMES)
def test_tasks_and_ledger(name):
    result = made(CASES[name])
    assert [line(t) for t in result.tasks] == CASES[name]["tasks"]
    assert [r.code for r in result.rejected] == CASES[name]["rejected"]


@pytest.mark.parametrize("name", CASES)
def test_evidence_points_at_the_words(name):
    result = made(CASES[name])
    for task in result.tasks:
        assert " ".join(result.document.text[task.evidence.start:task.evidence.end].split()) == " ".join(task.text.split())
        assert task.evidence.page == 1
        assert 0 < task.confidence <= 1
    for rejected in result.rejected:
        assert result.document.text[rejected.start:rejected.end] == rejected.text
        assert rejected.reason


def test_what_is_taken_over_says_from_where():
    result = made(CASES["limit-of-a-lead-in"])
    assert [[x.inherited_from for x in t.deadlines] for t in result.tasks] == [["1"], [None]]


def test_the_limit_of_an_annex_says_from_where():
    annex = made(CASES["annex-limit-for-rows-without-one"])
    assert [[x.inherited_from for x in t.deadlines] for t in annex.tasks] == [[None], ["I.1"], [None]]


def test_a_product_goes_with_its_task():
    assert [t.product for t in made(CASES["label-with-product"]).tasks] == ["Báo cáo rà soát"]


def test_a_party_that_is_named_is_surer_than_nobody_and_than_who_is_only_addressed():
    own = made(CASES["another-subject-takes-over"]).tasks[0]
    nobody = made(CASES["several-addressees-are-nobody"]).tasks[0]
    assert own.confidence > max(nobody.confidence, made(CASES["only-addressee"]).tasks[0].confidence)


def test_the_table_is_wide_enough():
    assert len(CASES) >= 50
