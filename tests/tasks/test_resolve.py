"""Who leads, who helps, until when: the table of precedence row by row, what reaches how far, and where values come from."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Annotation, Block, Discourse, Limit, Party, Segment
from pipeline.structure.parse import parse
from pipeline.tasks.binding import bind
from pipeline.tasks.explain import rivals
from pipeline.tasks.resolve import ALL, PRECEDENCE, Resolver
from pipeline.tasks.tree import Tree
from tests.tasks.task_papers import paper, resolutions, run, shown

# -- the table ------------------------------------------------------------------------------------------

PAPER = paper(["Bối cảnh chung:", "1. Việc thứ nhất:", "a) Chuẩn bị; rà soát kho thuốc."])
STRUCTURE = parse(PAPER)
OUTER, ITEM = STRUCTURE.clauses[-2:]
AT = PAPER.text.index("rà soát kho thuốc")
SAME_SLOT = {"own", "request", "role"}  # a segment has one agent


def saying(kind, rank, **more):
    """A made-up cue that names a body and a day of its own rank."""
    number = 1 + sorted({r for ranks in PRECEDENCE.values() for r in ranks}).index(rank)
    day = Limit(rank, "DATE", due=date(2024, 1, number))
    return Annotation(kind, more.pop("rule", "made up"), "itself", 0, 1, (Party(rank, f"lead by {rank}"),),
                      (Party(rank, f"support by {rank}"),), (day,), **more)


def made(ranks):
    """A directive in which exactly the cues of ``ranks`` reach the last segment."""
    own = []
    if "label" in ranks:
        own.append(saying("label", "label"))
    own += [replace(saying("agent", r, value=None if r == "own" else r), limits=()) for r in ("own", "request", "role") if r in ranks]
    if "own" in ranks:
        own.append(replace(saying("limit", "own"), lead=(), support=()))
    before = Segment(ITEM.start, AT - 2, "act", "imperative", annotations=(saying("agent", "block", holds=True),) if "block" in ranks else ())
    segment = Segment(AT, ITEM.end, "act", "imperative", act=AT, restarts=False, annotations=tuple(own))
    blocks = [Block(c.index) for c in STRUCTURE.clauses]
    blocks[0] = Block(0, annotations=(saying("directive phrase", "directive phrase"),) if "directive phrase" in ranks else (), lead_in=True)
    heading = (replace(saying("heading", "heading", rule="parties alone"), limits=()), replace(saying("limit", "heading"), lead=(), support=()))
    blocks[OUTER.index] = Block(OUTER.index, annotations=heading if "heading" in ranks else ())
    blocks[ITEM.index] = Block(ITEM.index, (before, segment), (saying("cell", "cell"),) if "cell" in ranks else ())
    document = tuple(saying(r, r, clauses=(ITEM.index,)) for r in ("assigned", "genre", "addressee") if r in ranks)
    tree = Tree(PAPER, STRUCTURE, Discourse(tuple(blocks), document))
    return Resolver(tree).resolve(ITEM, segment)


def pairs(field):
    """Two ranks, the stronger first; the same agent cannot be two of them, and only a heading makes a request of one."""
    for stronger, weaker in combinations(PRECEDENCE[field], 2):
        if not {stronger, weaker} <= SAME_SLOT and "request" not in (stronger, weaker):
            yield stronger, weaker


@pytest.mark.parametrize("field", [f for f in PRECEDENCE if f not in ALL])
def test_of_two_cues_the_one_of_the_higher_rank_counts_and_the_other_is_kept_as_a_rival(field):
    for stronger, weaker in pairs(field):
        resolved = made({stronger, weaker})
        found = getattr(resolved, field)
        assert [c.rank for c in found.path] == [stronger], (stronger, weaker)
        assert found.origin == stronger
        assert [c.rank for c in rivals(field, resolved)] == [weaker], (stronger, weaker)


@pytest.mark.parametrize("rank", [r for r in PRECEDENCE["lead"] if r != "request"])
def test_each_rank_alone_gives_its_body(rank):
    found = made({rank})
    assert [p.agency for p in found.lead.value] == [f"lead by {rank}"]
    assert rivals("lead", found) == ()


@pytest.mark.parametrize("rank", PRECEDENCE["limits"])
def test_each_rank_alone_gives_its_day(rank):
    assert [c.rank for c in made({rank}).limits.path] == [rank]


def test_a_request_under_a_heading_that_is_one_body_counts_less_than_the_heading():
    found = made({"heading", "request"})
    assert (found.lead.origin, [c.rank for c in rivals("lead", found)]) == ("heading", ["request"])


def test_nobody_is_an_answer():
    found = made(set())
    assert (found.lead.value, found.lead.origin, found.support.value, found.limits.value) == ((), "nobody", (), ())


def test_support_of_all_ranks_adds_up_in_their_order_without_the_lead():
    found = made({"own", "label", "cell"})
    assert [p.agency for p in found.support.value] == ["support by own", "support by label", "support by cell"]
    assert rivals("support", found) == ()


# -- how far a cue reaches ------------------------------------------------------------------------------

ORDER = ["UBND tỉnh yêu cầu:"]
TO_ALL = ["UBND tỉnh yêu cầu các sở, ban, ngành thực hiện:"]
HELPED = "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát kho thuốc"
ANNEX = {"kind": "kế hoạch", "annex": ["PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ"]}
REACH = {  # name → body, words of the task, origin of its lead, lead, support, limits
    "a label outranks the subject": ([*ORDER, "1. Sở Nội vụ rà soát kho thuốc. Cơ quan chủ trì: Sở Y tế."], "Sở Nội vụ rà soát", "label", "Sở Y tế", "", ""),
    "a label in a paragraph of its own": ([*ORDER, "1. Rà soát kho thuốc.", "- Đơn vị chủ trì: Sở Y tế.", "- Đơn vị phối hợp: Sở Nội vụ.", "2. Công an tỉnh tuần tra."], "Rà soát kho thuốc", "label", "Sở Y tế", "Sở Nội vụ", ""),
    "labels of one run speak together": ([*ORDER, "1. Rà soát kho thuốc. Đơn vị chủ trì: Sở Y tế. Đơn vị thực hiện: Sở Nội vụ."], "Rà soát kho thuốc", "label", "Sở Y tế, Sở Nội vụ", "", ""),
    "the subject of the segment": ([*TO_ALL, "1. Sở Y tế rà soát kho thuốc."], "Sở Y tế rà soát", "own", "Sở Y tế", "", ""),
    "the subject goes on over a semicolon": ([*ORDER, "1. Sở Y tế rà soát kho thuốc; công khai kết quả."], "công khai", "block", "Sở Y tế", "", ""),
    "the subject goes on over the end of a sentence": ([*ORDER, "1. Sở Y tế rà soát kho thuốc. Công khai kết quả."], "Công khai", "block", "Sở Y tế", "", ""),
    "the subject named last goes on": ([*ORDER, "1. Sở Y tế rà soát kho; Sở Công Thương kiểm tra chợ; công khai kết quả."], "công khai", "block", "Sở Công Thương", "", ""),
    "the nearest heading": ([*ORDER, "1. Sở Nội vụ:", "a) Sở Y tế:", "- Rà soát kho thuốc."], "Rà soát", "heading", "Sở Y tế", "", ""),
    "a subject named in the block above": ([*ORDER, "1. Sở Y tế chuẩn bị cơ số thuốc, trong đó tập trung:", "a) Dự trữ vắc xin."], "Dự trữ", "heading", "Sở Y tế", "", ""),
    "a heading before the directing phrase": ([*TO_ALL, "1. Sở Y tế:", "a) Rà soát kho thuốc."], "Rà soát", "heading", "Sở Y tế", "", ""),
    "the directing phrase": ([*TO_ALL, "1. Rà soát kho thuốc."], "Rà soát", "heading", "các sở, ban, ngành", "", ""),
    "a segment's own subject drops the heading's support": ([*ORDER, "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính:", "a) Rà soát kho thuốc.", "b) Sở Nội vụ lập danh sách."], "Sở Nội vụ lập", "own", "Sở Nội vụ", "", ""),
    "the heading's support holds for what has no subject": ([*ORDER, "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính:", "a) Rà soát kho thuốc."], "Rà soát", "heading", "Sở Y tế", "Sở Tài chính", ""),
    "support of an outer heading ends at the nearest one with a lead": ([*ORDER, "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính:", "a) Sở Nội vụ:", "- Lập danh sách."], "Lập danh sách", "heading", "Sở Nội vụ", "", ""),
    "support in the subject phrase goes on over a semicolon": ([*ORDER, HELPED + "; công khai kết quả."], "công khai", "block", "Sở Y tế", "Sở Tài chính", ""),
    "support in the subject phrase goes on over two": ([*ORDER, HELPED + "; công khai kết quả; xử lý vi phạm."], "xử lý", "block", "Sở Y tế", "Sở Tài chính", ""),
    "support ends with the sentence": ([*ORDER, HELPED + ". Công khai kết quả."], "Công khai", "block", "Sở Y tế", "", ""),
    "support as a verb binds its segment alone": ([*ORDER, "1. Sở Y tế phối hợp với Sở Tài chính rà soát kho thuốc; công khai kết quả."], "công khai", "block", "Sở Y tế", "", ""),
    "further support is added to what is carried": ([*ORDER, HELPED + "; phối hợp với Công an tỉnh xử lý vi phạm."], "phối hợp với Công an", "block", "Sở Y tế", "Công an tỉnh, Sở Tài chính", ""),
    "another subject ends the support": ([*ORDER, HELPED + "; Sở Nội vụ lập danh sách; công khai kết quả."], "công khai", "block", "Sở Nội vụ", "", ""),
    "a limit inside a segment stays there": ([*ORDER, "1. Sở Y tế rà soát kho trước ngày 30/4/2024; công khai kết quả."], "công khai", "block", "Sở Y tế", "", ""),
    "a limit at the end of a block holds for all of it": ([*ORDER, "1. Sở Y tế rà soát kho; công khai kết quả. Hoàn thành trước ngày 30/4/2024."], "Sở Y tế rà soát", "own", "Sở Y tế", "", "2024-04-30"),
    "its own limit counts before that of the block": ([*ORDER, "1. Sở Y tế rà soát kho trước ngày 15/4/2024; công khai kết quả. Hoàn thành trước ngày 30/4/2024."], "Sở Y tế rà soát", "own", "Sở Y tế", "", "2024-04-15"),
    "the limit of a lead-in": ([*ORDER, "1. Sở Y tế hoàn thành trước ngày 30/4/2024 các việc sau:", "a) Rà soát kho thuốc."], "Rà soát", "heading", "Sở Y tế", "", "2024-04-30"),
    "another body leads the section": (["I. NHIỆM VỤ", "1. Rà soát kho thuốc.", "II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế chủ trì thực hiện các nhiệm vụ tại mục I."], "Rà soát", "assigned", "Sở Y tế", "", ""),
    "the only addressee": (["Bối cảnh chung:", "1. Rà soát kho thuốc."], "Rà soát", "addressee", "Sở Du lịch", "", ""),
}
SETTING = {"another body leads the section": {"kind": "kế hoạch"}, "the only addressee": {"to": ("Sở Du lịch",)}}


def of(found, words):
    return next(f for said, f in found.items() if said.startswith(words))


@pytest.mark.parametrize("name", REACH)
def test_how_far_a_cue_reaches(name):
    body, words, origin, lead, support, limits = REACH[name]
    found = of(resolutions(run(paper(body, **SETTING.get(name, {})))), words)
    assert (found.lead.origin, ", ".join(p.agency for p in found.lead.value), ", ".join(p.agency for p in found.support.value),
            ", ".join(shown(x) for x in found.limits.value)) == (origin, lead, support, limits)


TABLE = [["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"],
         ["1", "Rà soát kho thuốc – Sở Nội vụ chủ trì", "Sở Y tế", "Sở Du lịch", "30/6/2024", "Báo cáo"]]


def test_a_column_counts_before_who_is_named_behind_a_dash():
    found = of(resolutions(run(paper(["I. NHIỆM VỤ", "1. Sở Tài chính thực hiện các việc tại Phụ lục."], table=TABLE, **ANNEX))), "Rà soát")
    assert (found.lead.origin, [p.agency for p in found.lead.value], [p.agency for p in found.support.value]) == (
        "cell", ["Sở Y tế"], ["Sở Du lịch"])
    assert [(c.rank, [p.agency for p in c.annotation.lead]) for c in rivals("lead", found)] == [("label", ["Sở Nội vụ"])]
    assert ([shown(x) for x in found.limits.value], found.product) == (["2024-06-30"], "Báo cáo")


def test_rivals_are_kept_in_the_order_of_the_table():
    found = of(resolutions(run(paper([*TO_ALL, "1. Sở Nội vụ:", "a) Sở Y tế rà soát kho thuốc."]))), "Sở Y tế")
    assert [p.agency for p in found.lead.value] == ["Sở Y tế"]
    assert [c.rank for c in rivals("lead", found)] == ["heading", "heading", "directive phrase"]


# -- where a value was read -----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "kind", "clause", "rule", "words"), [
    ("the subject of the segment", "own", "1", "subject", "Sở Y tế"),
    ("the subject goes on over a semicolon", "block", "1", "subject", "Sở Y tế"),
    ("a label outranks the subject", "label", "1", "lead", "Cơ quan chủ trì: Sở Y tế"),
    ("a label in a paragraph of its own", "label", "1", "lead", "Đơn vị chủ trì: Sở Y tế"),
    ("the nearest heading", "heading", "1.a", "parties alone", "Sở Y tế:"),
    ("another body leads the section", "assigned", "II.1", "assigned", "Sở Y tế chủ trì thực hiện các nhiệm vụ tại mục I"),
])
def test_a_lead_says_where_it_was_read(name, kind, clause, rule, words):
    result = run(paper(REACH[name][0], **SETTING.get(name, {})))
    origin = of(resolutions(result), REACH[name][1]).lead.value[0].origin
    assert (origin.kind, origin.clause, origin.rule) == (kind, clause, rule)
    assert result.document.text[origin.start:origin.end] == words


def test_support_and_limits_say_where_they_were_read():
    result = run(paper([*ORDER, HELPED + " trước ngày 30/4/2024; công khai kết quả."]))
    first, second = (of(resolutions(result), words) for words in ("Sở Y tế", "công khai"))
    assert [(p.agency, p.origin.kind) for p in first.support.value] == [("Sở Tài chính", "own")]
    assert [(p.agency, p.origin.kind) for p in second.support.value] == [("Sở Tài chính", "block")]
    limit = first.limits.value[0].origin
    assert (limit.kind, limit.clause) == ("own", "1")
    assert result.document.text[limit.start:limit.end] == "trước ngày 30/4/2024"


@pytest.mark.parametrize("name", REACH)
def test_every_value_of_a_task_has_an_origin_that_points_at_words(name):
    result = run(paper(REACH[name][0], **SETTING.get(name, {})))
    for task in result.tasks:
        for value in (*task.lead, *task.support, *task.deadlines):
            assert value.origin is not None
            assert value.origin.rule
            assert value.origin.kind == "addressee" or result.document.text[value.origin.start:value.origin.end].strip()


# -- labels bind to the items they close ----------------------------------------------------------------


@pytest.mark.parametrize(("row", "bound"), [
    ("i", {0: []}),
    ("", {}),
    ("l", {}),
    ("il", {0: [1]}),
    ("iil", {0: [2], 1: [2]}),
    ("ilil", {0: [1], 2: [3]}),
    ("illiil", {0: [1, 2], 3: [5], 4: [5]}),
    ("ili", {0: [1], 2: []}),
    ("li", {1: [0]}),
    ("llii", {2: [0, 1], 3: [0, 1]}),
    ("lil", {1: [2]}),
    ("liil", {1: [3], 2: [3]}),
])
def test_labels_close_the_items_before_them(row, bound):
    assert bind([mark == "l" for mark in row]) == bound


@given(st.lists(st.booleans(), max_size=12))
def test_items_are_bound_to_labels_only(labels):
    bound = bind(labels)
    assert all(not labels[item] and all(labels[at] for at in closing) for item, closing in bound.items())
    assert all(closing == sorted(set(closing)) for closing in bound.values())


@given(st.lists(st.booleans(), max_size=12))
def test_every_run_of_labels_behind_an_item_is_bound_whole(labels):
    bound = bind(labels)
    said = {at for closing in bound.values() for at in closing}
    first = labels.index(False) if False in labels else len(labels)
    assert {at for at in range(first, len(labels)) if labels[at]} <= said


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_labels_that_come_first_are_bound_when_an_item_behind_them_has_none(labels):
    bound = bind(labels)
    free = [at for at, label in enumerate(labels) if not label and not bound.get(at)]
    assert free == [] or labels[0] is False


@given(st.lists(st.booleans(), max_size=12))
def test_no_item_has_labels_of_two_runs(labels):
    for closing in filter(None, bind(labels).values()):
        assert closing == list(range(closing[0], closing[-1] + 1))
