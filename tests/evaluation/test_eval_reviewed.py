"""What people accepted or corrected, written as annotations and measured by: once round and back again."""

from datetime import date

import pytest

from pipeline.compose import extract
from pipeline.contract import to_json
from pipeline.evaluation.measuring import measure
from pipeline.evaluation.running import Run
from pipeline.evaluation.sheets import read_gold
from pipeline.model import Party
from pipeline.model.review import Edit
from pipeline.office.annotating import ANSWERS, INPUTS, annotate
from pipeline.settings import Settings
from pipeline.store import open_store

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 07/CT-UBND
Lào Cai, ngày 05 tháng 3 năm 2025
CHỈ THỊ
Về bảo đảm an toàn bếp ăn tập thể
Thực hiện Công điện số 33/CĐ-TTg ngày 07/4/2024, Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra các bếp ăn tập thể, hoàn thành trước ngày 30/4/2025.
2. Sở Nội vụ lập danh sách người lao động làm việc tại bếp ăn.
3. Sở Tài chính bố trí kinh phí kiểm tra trong 10 ngày làm việc kể từ ngày nhận được đề nghị.
4. Sở Công Thương báo cáo kết quả thực hiện trước ngày 25 hằng tháng; thực hiện khoản 1 Chỉ thị này.
5. Chủ đầu tư rà soát hợp đồng thuê bếp ăn.
"""


class Desk:
    """A store with one directive; ``decide`` takes verdicts and other cells of its rows, by their places."""

    def __init__(self, folder):
        self.settings = Settings(home=folder / "home")
        self.paper = folder / "chi-thi.txt"
        self.paper.write_text(DIRECTIVE, "utf-8")
        self.set = folder / "bo-mau"
        with open_store(self.settings) as store:
            store.record(extract(self.paper), self.paper)
            register = store.register(date(2025, 3, 6))
        self.rows, self.directive = register.tasks, register.directives[0]

    def decide(self, *changes):
        edits = [(Edit(self.rows[n].id if n is not None else self.directive.sha256, cell, "", value), "taken")
                 for n, cell, value in changes]
        with open_store(self.settings) as store:
            store.correct("ra-soat.xlsx", edits, ())

    def accept(self, *but):
        self.decide(*((n, "verdict", "Đúng") for n in range(len(self.rows)) if n not in but))

    def measured(self):
        (file,) = (self.set / INPUTS).iterdir()
        extraction = extract(file)
        return measure(read_gold(self.set / ANSWERS), [Run(file, to_json(extraction), extraction.text)]).figures()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_what_was_accepted_unchanged_measures_as_all_right(desk):
    desk.accept()
    assert len(desk.rows) >= 4
    assert annotate(desk.settings, desk.set).written == (("07-ct-ubnd-ubnd-tinh-lao-cai", len(desk.rows)),)
    figures = desk.measured()
    assert (figures.row_exact, figures.spurious, figures.modality) == (1, 0, 1)
    assert set(figures.fields.values()) == {1}
    assert figures.counts["references"].perfect


def test_corrected_leads_are_the_rows_that_are_wrong(desk):
    desk.accept(0, 1)
    desk.decide((0, "lead", "Sở Nông nghiệp và Môi trường"), (1, "lead", "Sở Xây dựng; Sở Y tế"))
    annotate(desk.settings, desk.set)
    figures = desk.measured()
    assert figures.row_exact == pytest.approx(1 - 2 / len(desk.rows))
    assert figures.counts["support"].perfect
    assert figures.counts["deadlines"].perfect


def test_rows_that_are_no_tasks_are_left_out_and_the_head_is_as_corrected(desk):
    desk.accept(1)
    desk.decide((1, "verdict", "Bỏ"), (0, "due", "2025-05-15"), (None, "number", "08/CT-UBND"))
    ((_, count),) = annotate(desk.settings, desk.set).written
    (sheet,) = read_gold(desk.set / ANSWERS).values()
    assert count == len(sheet.rows) == len(desk.rows) - 1
    assert sheet.head["number"] == "08/CT-UBND"
    assert list(sheet.rows[0].deadlines) == [{"type": "DATE", "due": "2025-05-15"}]
    assert desk.measured().spurious == pytest.approx(1 / len(desk.rows))


def test_a_directive_with_open_rows_is_written_only_when_it_is_named(desk):
    desk.accept(0)
    done = annotate(desk.settings, desk.set)
    assert (done.written, done.undecided) == ((), (("07/CT-UBND", 1),))
    assert annotate(desk.settings, desk.set, {desk.directive.sha256}).written


def test_bodies_that_a_role_means_by_decision_and_own_references_are_no_answers(desk):
    desk.accept()
    with open_store(desk.settings) as store:
        store.assign("chủ đầu tư", [Party("Sở Xây dựng", "Sở Xây dựng", "tinh-lao-cai.so-xay-dung")], None, "đã giao")
        assert store.register(date(2025, 3, 6)).tasks[-1].lead[0].agency == "Sở Xây dựng"
    annotate(desk.settings, desk.set)
    (sheet,) = read_gold(desk.set / ANSWERS).values()
    assert (sheet.references, sheet.rows[-1].lead) == (("33/CĐ-TTg",), ("Chủ đầu tư",))
