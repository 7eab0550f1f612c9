import pytest
from eval_samples import DATE, FORBID, REPORT, REVIEW, directive, task

from pipeline.evaluation.scoring import Counts, count, score, summarise
from pipeline.evaluation.sheets import NOTHING, sheet

GOLD = sheet(directive(REVIEW, REPORT, FORBID))


def figures(found):
    return summarise([score("a", GOLD, found)])


def test_a_perfect_result_is_perfect():
    result = figures(GOLD)
    assert result.row_exact == 1
    assert result.spurious == 0
    assert all(c.perfect for c in result.counts.values())
    assert set(result.fields.values()) == {1.0}


def test_no_result_finds_nothing_and_invents_nothing():
    result = figures(NOTHING)
    assert (result.row_exact, result.spurious, result.counts["tasks"]) == (0, 0, Counts(0, 0, 3))
    assert result.counts["lead"] == Counts(0, 0, 3)


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        (REVIEW | {"lead": ["Sở Tài chính"]}, ("lead",)),
        (REVIEW | {"support": []}, ("support",)),
        (REVIEW | {"deadlines": [DATE | {"due": "2024-07-01"}]}, ("deadlines",)),
        (REVIEW | {"text": "Rà soát toàn bộ cổng thông tin và thêm mấy chữ nữa"}, ("text",)),
        (REVIEW | {"lead": ["Sở Y tế", "Sở Tài chính"], "deadlines": []}, ("lead", "deadlines")),
    ],
)
def test_a_row_says_what_is_wrong_with_it(changed, faults):
    rows = score("a", GOLD, sheet(directive(changed, REPORT, FORBID))).rows
    assert rows[0].faults == faults
    assert [row.faults for row in rows[1:]] == [(), ()]


def test_missed_and_spurious_tasks_weigh_on_parties_and_limits():
    extra = task("Việc không có trong văn bản", lead=["Sở Nội vụ", "Sở Tư pháp"], deadlines=[DATE])
    result = figures(sheet(directive(REPORT, FORBID, extra)))
    assert result.counts["tasks"] == Counts(2, 3, 3)
    assert result.counts["lead"] == Counts(2, 4, 3)
    assert result.counts["deadlines"] == Counts(0, 1, 1)
    assert result.row_exact == pytest.approx(2 / 3)
    assert result.spurious == pytest.approx(1 / 3)


def test_repeated_wording_pairs_in_document_order():
    twice = [task("Báo cáo kết quả hằng tháng", lead=[name]) for name in ("Sở Y tế", "Sở Nội vụ")]
    assert summarise([score("a", sheet(directive(*twice)), sheet(directive(*twice)))]).row_exact == 1


def test_an_annotated_entry_is_used_once():
    assert count(["x", "x"], ["x"]) == Counts(1, 2, 1)


def test_modality_is_judged_on_paired_rows_only():
    wrong = FORBID | {"modality": "obligation"}
    assert figures(sheet(directive(REPORT, wrong))).modality == 0.5


def test_head_fields_one_by_one():
    other = sheet(directive(number="15 /UBND-VX", type="Công văn", issuer="Ủy ban nhân dân tỉnh A", issued_on="2024-04-13",
                            subject="V/v tăng cường quản lý dữ liệu", signer=None))
    assert score("a", GOLD, other).fields == {
        "number": True, "type": True, "issuer": True, "issued_on": False, "subject": True, "signer": False}


def test_extracted_parties_are_read_by_their_canonical_name():
    found = REPORT | {"lead": [{"mention": "Các đơn vị này", "agency": "các sở, ban, ngành", "agency_id": None}]}
    assert figures(sheet(directive(REVIEW, found, FORBID))).row_exact == 1
