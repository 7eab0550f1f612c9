"""What stands around a task: the words that lead in to it, and where its values were read."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from pipeline.model import DirectiveRow, Head, Limit, Party, RejectedRow, TaskRow
from pipeline.workbooks.review_book import Around, review_book
from pipeline.workbooks.review_values import HEAD, LISTS, SHEET
from pipeline.workbooks.sentences import LEADS_IN, Sentences

PAPER = DirectiveRow("a" * 64, ("a.pdf",), Head(number="7/CT-UBND"), datetime(2025, 3, 5), 6, 5)
TEXT = (  # clause, words, whether they lead in
    ("", "UBND tỉnh yêu cầu", True), ("II", "NHIỆM VỤ", True), ("II.1", "Các Sở có trách nhiệm", True),
    ("II.1.a", "Rà soát kho thuốc", False), ("II.1.a", "báo cáo kết quả", False),
    ("II.2", "Sở Y tế", True), ("II.2.a", "Đối với bếp ăn", True), ("II.2.a", "Kiểm tra", False),
    ("II.2.a", "Đối với chợ", True), ("II.2.a", "Xử phạt", False), ("III", "TỔ CHỨC THỰC HIỆN", True),
    ("III.1", "Sở Nội vụ theo dõi", False), ("", "PHỤ LỤC", True), ("1", "Lập danh sách", False))


def party(words, at=None):
    return Party(words, words, start=at, end=at and at + len(words))


@pytest.fixture
def pieces():
    tasks, rejected, at = {}, [], 0
    for clause, words, leads_in in TEXT:
        span = at, at + len(words)
        if leads_in:
            rejected.append(RejectedRow(PAPER, clause or None, 1, words, "Tiêu đề", LEADS_IN, *span))
        else:
            tasks[words] = TaskRow(words, PAPER, clause or None, 1, words, "obligation", (), (), (), None, 0.9,
                                   start=span[0], end=span[1])
        at += len(words) + 10
    return tasks, rejected


@pytest.mark.parametrize(("words", "above"), [
    ("Rà soát kho thuốc", "Các Sở có trách nhiệm:"),
    ("báo cáo kết quả", "Các Sở có trách nhiệm:\nRà soát kho thuốc …"),
    ("Kiểm tra", "Sở Y tế:\nĐối với bếp ăn:"), ("Xử phạt", "Sở Y tế:\nĐối với chợ:"),
    ("Sở Nội vụ theo dõi", "TỔ CHỨC THỰC HIỆN:"), ("Lập danh sách", "PHỤ LỤC:")])
def test_a_row_can_be_read_by_itself(pieces, words, above):
    tasks, rejected = pieces
    assert Sentences(tasks.values(), rejected).above(tasks[words]) == above


def test_long_words_that_lead_in_are_cut_before_their_end(pieces):
    tasks, rejected = pieces
    long = " ".join(f"từ{n}" for n in range(60))
    rejected = [replace(row, text=long) if row.clause == "II.1" else row for row in rejected]
    above = Sentences(tasks.values(), rejected).above(tasks["Rà soát kho thuốc"])
    assert above.startswith("… từ")
    assert above.endswith("từ58 từ59:")
    assert len(above) < 120


@pytest.mark.parametrize(("field", "value", "told"), [
    ("lead", "Các Sở có trách nhiệm", "Chủ trì: câu dẫn mục II.1"), ("lead", "Rà soát kho thuốc", "Chủ trì: trong câu"),
    ("support", "Sở Y tế", "Phối hợp: câu dẫn mục II.2"), ("support", "Sở Nội vụ theo dõi", "Phối hợp: mục III.1"),
    ("lead", "UBND tỉnh yêu cầu", "Chủ trì: câu dẫn đầu văn bản"), ("lead", None, "")])
def test_where_a_body_was_read_is_told(pieces, field, value, told):
    tasks, rejected = pieces
    spans = {row.text: row.start for row in (*tasks.values(), *rejected)}
    task = replace(tasks["Rà soát kho thuốc"], **{field: (party("Sở A", spans.get(value)),)})
    assert Sentences([task, *(one for one in tasks.values() if one.id != task.id)], rejected).read_at(task) == told


def test_where_limits_come_from_is_told(pieces):
    tasks, rejected = pieces
    task = tasks["Rà soát kho thuốc"]
    limits = (Limit("trong tháng", "DATE", date(2025, 4, 1), start=task.end + 3), Limit("x", "DATE", inherited_from="9/CT"),
              Limit("", "DATE", date(2025, 4, 1)))
    told = Sentences(tasks.values(), rejected).read_at(replace(task, deadlines=limits))
    assert told == "Thời hạn: ô cùng dòng, theo 9/CT, người rà soát nhập"


@pytest.mark.parametrize(("link", "page", "value", "target"), [
    ("../x/a%20b.pdf", 3, 3, "../x/a%20b.pdf#page=3"), ("../a.docx", None, "Mở", "../a.docx"), (None, 3, 3, None),
    ("../a.pdf", None, "Mở", "../a.pdf"), (None, None, None, None)])
def test_a_page_opens_the_file(link, page, value, target):
    cell = Around(links={PAPER.sha256: link} if link else {}).page(PAPER, page)
    assert (cell.value, cell.link) == (value, target)


def test_what_the_drop_downs_offer_stands_on_a_sheet(tmp_path):
    paper = replace(PAPER, head=Head(number="7/CT-UBND", issuer="UBND tỉnh Lào Cai", issued_on=date(2025, 3, 5)))
    task = TaskRow("t0", paper, "1", 1, "Rà soát", "obligation", (party("Tổ công tác"),), (), (), None, 0.9)
    review_book([task], [paper], (), Around(names=("Phòng Chuyển đổi số",))).workbook.save(tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    first, second = ([row[at] for row in book[LISTS].iter_rows(min_row=4, values_only=True) if row[at]] for at in (0, 1))
    assert {"Tổ công tác", "Sở Y tế tỉnh Lào Cai", "Bộ Y tế", "Phòng Chuyển đổi số"} <= set(first)
    assert {"chỉ thị", "công văn"} <= set(second)
    rules = {rule.formula1: rule for sheet in (book[SHEET], book[HEAD]) for rule in sheet.data_validations.dataValidation}
    assert {f"'{LISTS}'!$A$4:$A${len(first) + 3}", f"'{LISTS}'!$B$4:$B${len(second) + 3}", "DATE(1990,1,1)"} <= rules.keys()
    assert rules["DATE(1990,1,1)"].errorStyle == "warning"  # what is no day may be typed and is told when it comes back
