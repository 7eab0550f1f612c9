"""The small parts of the task room: reasons, settings, the ledger, labels, regions, evidence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.tasks.decide import REASONS, Setting, why_not
from pipeline.tasks.labels import Said, bound_limits
from pipeline.tasks.regions import find_regions

from pipeline.model import Evidence, Head, Limit, Party, Segment, Source, Task
from pipeline.tasks.evidence import evidence
from pipeline.tasks.identity import directive_key, task_id
from pipeline.tasks.ledger import left_over
from tests.tasks.task_papers import paper, run

DAY = Limit("trước ngày 30/6/2024", "DATE", due=date(2024, 6, 30))
LATER = Limit("trước ngày 30/9/2024", "DATE", due=date(2024, 9, 30))
Y_TE, NOI_VU = Party("Sở Y tế", "Sở Y tế", "y"), Party("Sở Nội vụ", "Sở Nội vụ", "n")
SOURCE = Source("a.txt", "a" * 64, 1, "txt")


def segment(command="imperative", **more):
    return Segment(0, 5, more.pop("kind", "statement" if command == "none" else "act"), command, "obligation", **more)


BARE = segment("none", kind="qualifier", qualifier="deadline", limits=(DAY,))


@pytest.mark.parametrize(("given_segment", "setting", "code"), [
    (segment("imperative"), Setting("task"), None),
    (segment("none"), Setting("task"), "khong-hanh-vi"),
    (segment("none", kind="qualifier", qualifier="lead"), Setting("task"), "bo-nghia"),
    (segment("imperative", excluded="praise"), Setting("task"), "praise"),
    (segment("directed", excluded="enforcement"), Setting("none"), "enforcement"),
    (segment("directed", excluded="enforcement", limits=(DAY,)), Setting("none"), None),
    (segment("directed", excluded="effect", limits=(DAY,)), Setting("none"), "effect"),
    (segment("imperative"), Setting("none", background=True), "boi-canh"),
    (segment("subject"), Setting("none", background=True), "boi-canh"),
    (segment("directed"), Setting("none", background=True), None),
    (segment("imperative"), Setting("none", weak=True), "boi-canh"),
    (segment("subject"), Setting("none", weak=True), None),
    (segment("imperative"), Setting("none", issuing=True), "approval"),
    (segment("directed"), Setting("none", issuing=True), None),
    (segment("imperative"), Setting("purpose"), "muc-dich"),
    (segment("subject"), Setting("purpose"), None),
    (segment("imperative"), Setting("goal"), "muc-dich"),
    (segment("imperative"), Setting("funding"), "kinh-phi"),
    (segment("subject"), Setting("funding"), None),
    (segment("imperative"), Setting("scope"), "pham-vi"),
    (segment("subject"), Setting("assessment"), "danh-gia"),
    (segment("directed"), Setting("assessment"), None),
    (segment("modal"), Setting("organisation"), None),
])
def test_why_a_segment_is_no_task(given_segment, setting, code):
    assert why_not(given_segment, setting) == code
    assert code is None or REASONS[code]


def test_reasons_are_whole_sentences():
    assert [reason for reason in REASONS.values() if not (reason[0].isupper() and reason.endswith("."))] == []


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


def test_a_bare_limit_holds_back_to_the_last_one():
    later = segment("none", kind="qualifier", qualifier="deadline", limits=(LATER,))
    assert bound_limits((segment(), segment(), BARE, segment(), later)) == {0: (DAY,), 1: (DAY,), 3: (LATER,)}


def test_a_bare_limit_at_the_start_holds_for_all():
    assert bound_limits((BARE, segment(), segment())) == {1: (DAY,), 2: (DAY,)}


def test_labels_that_say_nothing_of_time_bind_nothing():
    assert bound_limits((segment(), segment("none", kind="qualifier", qualifier="lead", parties=(Y_TE,)))) == {}


def test_what_labels_say_adds_up_and_falls_back():
    said = Said().add([
        segment("none", kind="qualifier", qualifier="lead", parties=(Y_TE,)),
        segment("none", kind="qualifier", qualifier="lead", parties=(Y_TE,)),
        segment("none", kind="qualifier", qualifier="support", parties=(NOI_VU,)), BARE,
        segment("none", kind="qualifier", qualifier="product", product="Báo cáo")])
    assert said == Said((Y_TE,), (NOI_VU,), (DAY,), "Báo cáo")
    assert Said(lead=(NOI_VU,)).or_else(said) == Said((NOI_VU,), (NOI_VU,), (DAY,), "Báo cáo")


def test_a_label_of_who_leads_may_name_who_helps():
    assert Said().add([segment("subject", kind="qualifier", qualifier="lead", parties=(Y_TE,), support=(NOI_VU,))]).support == (NOI_VU,)


def test_a_directive_is_known_by_its_number_else_by_its_file():
    known = Head(number="12/UBND-TH", issued_on=date(2024, 3, 5), issuer="UBND tỉnh Lào Cai")
    assert directive_key(known, SOURCE) == "12/UBND-TH|2024-03-05|ubnd tỉnh lào cai"
    assert directive_key(Head(number="12/UBND-TH"), SOURCE) == "a" * 64


def test_an_id_hangs_on_words_and_not_on_marks():
    def key(text, clause="1", again=0):
        task = Task("", clause, text, "obligation", (), (), (), None, Evidence(None, None, None), 1.0)
        return task_id(Head(), SOURCE, task, again)

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


@pytest.mark.parametrize(("body", "directing", "start"), [
    (["Bối cảnh chung.", "UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra."], 1, 2),
    (["Bối cảnh chung.", "1. Sở Y tế kiểm tra."], None, 1),
    (["Bối cảnh chung."], None, None),
])
def test_where_the_directive_part_begins(body, directing, start):
    result = run(paper(body))
    regions = find_regions(result.structure, result.mentions)
    assert (regions.directing, regions.start) == (directing, start)


def test_sections_hold_for_what_stands_under_them():
    result = run(paper(["I. MỤC TIÊU", "1. Giảm số vụ cháy.", "II. NHIỆM VỤ", "1. Kiểm tra kho."], kind="kế hoạch"))
    assert find_regions(result.structure, result.mentions).sections == ("goal", "goal", "task", "task")
