"""The small parts of the task room: the ledger, ids, evidence, and the tree of clauses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Evidence, Head, Source, Task
from pipeline.tasks.evidence import evidence
from pipeline.tasks.identity import directive_key, task_id, words_of
from pipeline.tasks.ledger import left_over
from pipeline.tasks.tree import Tree
from tests.tasks.task_papers import paper, run

SOURCE = Source("a.txt", "a" * 64, 1, "txt")


@pytest.mark.parametrize(("taken", "left"), [
    ([], ["Rà soát; lập sổ"]), ([(0, 7)], ["lập sổ"]), ([(9, 15)], ["Rà soát"]), ([(0, 7), (9, 15)], []), ([(0, 16)], []),
    ([(3, 7)], ["Rà", "lập sổ"]), ([(9, 15), (0, 7)], []), ([(0, 10), (5, 15)], [])])
def test_what_is_left_over(taken, left):
    text = "Rà soát; lập sổ."
    assert [text[s:e] for s, e in left_over(text, (0, len(text)), taken)] == left


@given(st.text(alphabet="ab; .1đ", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda p: (min(p), max(p))), max_size=4))
def test_left_over_and_taken_hold_every_letter(text, taken):
    held = [*taken, *left_over(text, (0, len(text)), taken)]
    assert all(any(s <= i < e for s, e in held) for i, c in enumerate(text) if c.isalpha())


def test_a_directive_is_known_by_its_number_else_by_its_file():
    known = Head(number="12/UBND-TH", issued_on=date(2024, 3, 5), issuer="UBND tỉnh Lào Cai")
    assert directive_key(known, SOURCE) == "12/UBND-TH|2024-03-05|ubnd tỉnh lào cai"
    assert directive_key(Head(number="12/UBND-TH"), SOURCE) == "a" * 64


def test_an_id_hangs_on_words_and_not_on_marks():
    def key(text, clause="1", again=0):
        task = Task("", clause, text, "obligation", (), (), (), None, Evidence(None, None, None), 1.0)
        return task_id(Head(), SOURCE, words_of(task), again)

    first = key("Rà soát, lập sổ")
    assert first == key("rà soát – lập  sổ.")
    assert first != key("rà soát", "1")
    assert first != key("Rà soát, lập sổ", "2")
    assert first != key("Rà soát, lập sổ", again=1)
    assert len(first) == 16
    assert int(first, 16) >= 0


def test_evidence_without_boxes_has_a_page_where_there_is_one():
    document = paper(["1. Sở Y tế kiểm tra."])
    assert evidence(document, 0, 5) == Evidence(1, 0, 5, ())


def tree_of(*body, **more):
    result = run(paper(body, **more))
    return Tree(result.document, result.structure, result.discourse)


@pytest.mark.parametrize(("body", "directing", "start", "first_number"), [
    (["Bối cảnh chung.", "UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra."], 1, 2, 2),
    (["Bối cảnh chung.", "1. Sở Y tế kiểm tra."], None, 1, None),
    (["Bối cảnh chung."], None, None, None),
])
def test_where_the_directive_part_begins(body, directing, start, first_number):
    tree = tree_of(*body)
    assert (tree.directing and tree.directing.index, tree.start, tree.first_number) == (directing, start, first_number)


def test_sections_hold_for_what_stands_under_them():
    tree = tree_of("I. MỤC TIÊU", "1. Giảm số vụ cháy.", "II. NHIỆM VỤ", "1. Kiểm tra kho.", kind="kế hoạch")
    assert [tree.at(c).section for c in tree.clauses] == ["goal", "goal", "task", "task"]


def test_the_ways_from_a_clause_to_others():
    tree = tree_of("UBND tỉnh yêu cầu:", "1. Sở Y tế:", "a) Kiểm tra kho; lập sổ.", "b) Báo cáo.")
    order, one, first, second = tree.clauses
    assert tree.children == {None: [order], 0: [one], 1: [first, second]}
    assert tree.at(second).line == (second, one, order)
    assert tree.at(second).above == (one, order)
    assert [p.agency for p in tree.at(first).header.lead] == ["Sở Y tế"]
    assert tree.at(one).heads
    assert not tree.at(first).heads
    kept, last = tree.block(first).segments
    assert tree.before(first, last) == (kept,)
    assert tree.before(first, kept) == ()


def test_the_row_of_a_table_that_a_clause_stands_in():
    tree = tree_of("I. NHIỆM VỤ", "1. Sở Y tế kiểm tra.", kind="kế hoạch", annex=["PHỤ LỤC"],
                   table=[["TT", "Nội dung công việc", "Cơ quan chủ trì"], ["1", "Kiểm tra kho", "Sở Y tế"]])
    (row,) = [c for c in tree.clauses if c.row is not None]
    assert [tree.at(c).row for c in tree.clauses if row in tree.at(c).line] == [row.row]
    assert tree.at(tree.clauses[0]).row is None
