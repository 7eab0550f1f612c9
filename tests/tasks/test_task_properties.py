"""What holds for any directive: nothing is lost, segments lie in their clauses, ids are stable and unique."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tasks.task_papers import paper, run

PIECES = [
    "Sở Y tế", "Sở Y tế:", "Giao Sở Tài chính", "UBND tỉnh yêu cầu:", "UBND tỉnh yêu cầu các sở, ban, ngành thực hiện như sau:",
    "kiểm tra kho thuốc", "Rà soát hồ sơ;", "báo cáo trước ngày 30/6/2024.", "Hoàn thành trước ngày 15/5/2024.", "NHIỆM VỤ", "MỤC TIÊU",
    "Cơ quan chủ trì: Sở Nội vụ.", "Thời gian thực hiện: Quý II/2024", "Nghiêm cấm các hành vi sau:", "xây dựng các hệ thống như:",
    "(theo Kế hoạch số 15/KH-UBND)", "“Điều 5. Nội dung.", "nộp hồ sơ.”", "Trên đây là ý kiến của UBND tỉnh./.", "chịu trách nhiệm trước UBND tỉnh.",
    "Trong quá trình thực hiện,", "kịp thời phản ánh.", "Các văn bản sau:", "Luật Đất đai", "Căn cứ Luật Nhà ở;", "đã hoàn thành"]
MARKS = ["", "", "I. ", "II. ", "1. ", "2. ", "3. ", "a) ", "b) ", "đ) ", "- ", "+ ", "1.1. ", "Điều 1. "]
LINES = st.builds(lambda mark, words: mark + " ".join(words), st.sampled_from(MARKS), st.lists(st.sampled_from(PIECES), min_size=1, max_size=4))
BODIES = st.lists(LINES, min_size=1, max_size=9)
KINDS = st.sampled_from(["công văn", "kế hoạch", "chỉ thị", "quyết định"])
CELLS = st.sampled_from(["", "1", "Rà soát kho thuốc", "Sở Y tế", "- Lập sổ;\n- Báo cáo", "30/6/2024", "Về y tế"])
HEADERS = st.permutations(["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời hạn", "Ghi chú"])
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def uncovered(result):
    """The letters of clauses that are neither in a task nor in the ledger."""
    text = result.document.text
    left = {i for c in result.structure.clauses for i in range(c.start, c.end) if text[i].isalpha()}
    for start, end in [(t.evidence.start, t.evidence.end) for t in result.tasks] + [(r.start, r.end) for r in result.rejected]:
        left -= set(range(start, end))
    return "".join(text[i] for i in sorted(left))


def check(result):
    assert uncovered(result) == ""
    ids = [t.id for t in result.tasks]
    assert len(set(ids)) == len(ids)
    for clause, block in zip(result.structure.clauses, result.discourse.blocks, strict=True):
        assert block.clause == clause.index
        for segment in block.segments:
            assert clause.start <= segment.start < segment.end <= clause.end
    origins = [x.origin for t in result.tasks for x in (*t.lead, *t.support, *t.deadlines)]
    assert all(o is not None and 0 <= o.start <= o.end <= len(result.document.text) for o in origins)
    starts = [r.start for r in result.rejected]
    assert starts == sorted(starts)


@SLOW
@given(BODIES, KINDS)
def test_nothing_of_a_body_is_lost(body, kind):
    check(run(paper(body, kind=kind)))


@SLOW
@given(HEADERS, st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=4))
def test_nothing_of_a_table_row_is_lost(header, rows):
    body = ["I. NHIỆM VỤ", "1. Sở Y tế thực hiện các việc tại Phụ lục kèm theo."]
    check(run(paper(body, kind="kế hoạch", annex=["PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ"], table=[header, *rows])))


@settings(max_examples=15, deadline=None)
@given(BODIES)
def test_ids_are_the_same_on_every_run(body):
    first, again = run(paper(body)), run(paper(body))
    assert first.tasks == again.tasks
    assert first.rejected == again.rejected


def test_ids_do_not_hang_on_the_file():
    body = ["UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra kho thuốc."]
    document = paper(body)
    other = replace(document, source=replace(document.source, name="ban-sao.docx", sha256="1" * 64))
    assert [t.id for t in run(document).tasks] == [t.id for t in run(other).tasks]


def test_ids_stay_when_a_task_is_added_above():
    one = run(paper(["UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra kho thuốc."])).tasks
    two = run(paper(["UBND tỉnh yêu cầu:", "1. Sở Nội vụ lập sổ; Sở Y tế kiểm tra kho thuốc."])).tasks
    assert one[0].id == two[1].id
    assert one[0].id != two[0].id


def test_a_task_given_twice_has_two_ids():
    tasks = run(paper(["UBND tỉnh yêu cầu:", "1. Sở Y tế kiểm tra kho thuốc; Sở Y tế kiểm tra kho thuốc."])).tasks
    assert len({t.id for t in tasks}) == len(tasks) == 2
