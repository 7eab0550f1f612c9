"""Ways to write a label, and what only looks like one: the cases of ``labels.toml``, as pieces of a clause."""

from datetime import date

import pytest

from pipeline.language.components import Context, build_pipeline, make_doc
from pipeline.language.labels import label_role
from pipeline.language.pieces import read_piece
from tests.language.language_cases import params, table
from tests.language.language_finder import finder
from tests.tasks.task_papers import shown

CASES = table("labels")
CONTEXT = Context(finder(), date(2025, 8, 1), False, "UBND tỉnh Lào Cai")
NLP = build_pipeline()


def pieces_of(say):
    doc = make_doc(NLP, say, CONTEXT)
    for _, component in NLP.pipeline:
        doc = component(doc)
    return [read_piece(span, 0, CONTEXT) for span in doc.spans["segments"]]


def labels_of(say):
    return [a for piece in pieces_of(say) for a in piece.annotations if a.kind == "label"]


@pytest.mark.parametrize("case", params(CASES))
def test_what_labels_say(case):
    labels = labels_of(case["say"])
    found = ([a.rule for a in labels], [p.agency for a in labels for p in a.lead], [p.agency for a in labels for p in a.support],
             [shown(x) for a in labels for x in a.limits], next((a.value for a in labels if a.value), None))
    assert found == (case.get("role", []), case.get("lead", []), case.get("help", []), case.get("limits", []), case.get("product"))


@pytest.mark.parametrize("case", [c for c in CASES if "role" in c and "fails" not in c and "brackets" not in c["role"][0]], ids=lambda c: c["say"][:50])
def test_a_label_commands_only_where_an_act_stands_behind_it(case):
    acting = [case["say"][piece.act:] for piece in pieces_of(case["say"]) if piece.kind == "act" and piece.act is not None]
    expected = [case["act"]] if "act" in case else []
    assert [words[:len(case["act"])] if expected else words for words in acting] == expected


@pytest.mark.parametrize("case", [c for c in CASES if c.get("lead") and "fails" not in c], ids=lambda c: c["say"][:50])
def test_parties_of_labels_stand_where_they_say(case):
    for annotation in labels_of(case["say"]):
        for party in (*annotation.lead, *annotation.support):
            assert party.mention in case["say"]
            assert case["say"][party.start:party.end].strip()


@pytest.mark.parametrize(("head", "role"), [
    ("Cơ quan chủ trì", "lead"), ("đơn vị phối hợp", "support"), ("Thời hạn trình", "deadline"), ("Sản phẩm", "product"),
    ("Nội dung", "content"), ("Hình thức", "detail"), ("Cơ quan", None), ("Rà soát", None), ("", None)])
def test_the_role_of_a_label_by_its_words(head, role):
    assert label_role(head) == role


def test_the_table_is_wide_enough():
    assert sum("role" in case for case in CASES) >= 40
    assert sum("role" not in case for case in CASES) >= 15
