"""What the workbooks say of a directive that has two copies, was corrected, or was taken out of the lists."""

from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from test_workbook_publish import table
from workbook_register import AS_OF, DIGITAL, FARM, FINANCE, INVEST, STORM, task

from pipeline.model import Act, Copies, Decision, Difference, Register, RemovedRow
from pipeline.workbooks import publish

WAITING, HIT = "Có hai bản, chờ chọn", "Bị thay thế bởi Công điện số 07/CĐ-UBND ngày 28/04/2025"
ACT = Act("thay thế", (), INVEST.head, STORM.head)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    row = replace(INVEST, notices=(HIT, WAITING), history=("Tệp “CT05-b.pdf” là bản khác của cùng văn bản",), doubts=())
    told = "Có hai bản: thời hạn theo tệp “CT05.docx” là 15/05/2025, theo tệp “CT05-b.pdf” là 20/05/2025"
    tasks = (task(1, row, "1", "Giao vốn", (FINANCE,), doubts=(told,)), task(2, row, "2", "Thanh toán", (FINANCE,)),
             task(3, STORM, "1", "Trực ban", (FARM,)))
    differences = (
        Difference("1", "Giao vốn", "deadlines", "15/05/2025", "20/05/2025", "t0001"),
        Difference("3", "Kiểm tra", "task", None, "Kiểm tra", None),
        Difference("2", "Thanh toán", "support", "", "Sở Xây dựng", "t0002"),
    )
    copies = Copies(row, replace(INVEST, sha256="f" * 64), ("CT05.docx", "CT05-b.pdf"), differences)
    removed = RemovedRow(DIGITAL, Decision(datetime(2025, 5, 6, 9), "vanthu", "đã bị thu hồi"))
    folder = tmp_path_factory.mktemp("versions")
    publish(Register(AS_OF, (row, STORM), tasks, (), (), (removed,), (copies,), ((ACT, row),)), folder)
    return folder


def test_every_row_of_the_directive_says_so_in_every_list(outputs):
    for path, sheet in ((outputs / "co-quan/so-tai-chinh/nhiem-vu.xlsx", "Danh mục nhiệm vụ"),
                        (outputs / "tong-hop.xlsx", "Tất cả nhiệm vụ")):
        notes = {line["Nội dung nhiệm vụ"]: str(line["Ghi chú"] or "") for line in table(path, sheet)}
        assert [notes[text].startswith(f"{HIT}\n{WAITING}") for text in ("Giao vốn", "Thanh toán")] == [True, True]
    assert notes["Trực ban"] == ""


def test_the_review_shows_each_point_once_and_what_to_do(outputs):
    rows = table(outputs / "tong-hop.xlsx", "Cần xem lại")
    assert [(row["Loại"], row["Mục"], row["Vấn đề"]) for row in rows] == [
        ("Văn bản bị thay thế", None, HIT),
        ("Có hai bản", "1", "Thời hạn khác nhau:\n“CT05.docx” (bản đang lấy): 15/05/2025\n“CT05-b.pdf” (bản kia): 20/05/2025"),
        ("Có hai bản", "3", "Nội dung nhiệm vụ khác nhau:\n“CT05.docx” (bản đang lấy): không có nhiệm vụ này\n"
         "“CT05-b.pdf” (bản kia): Kiểm tra"),
        ("Có hai bản", "2", "Phối hợp khác nhau:\n“CT05.docx” (bản đang lấy): không ghi\n“CT05-b.pdf” (bản kia): Sở Xây dựng"),
    ]
    assert rows[0]["Việc cần làm"].endswith('chidao remove "05/CT-UBND" --reason "LÝ DO"')
    assert rows[1]["Việc cần làm"] == 'Đối chiếu hai tệp rồi chọn: chidao choose "05/CT-UBND" "TỆP" --reason "LÝ DO"'


def test_the_directives_tell_their_other_files_and_what_was_taken_out(outputs):
    first = next(row for row in table(outputs / "tong-hop.xlsx", "Văn bản") if row["Số, ký hiệu"] == "05/CT-UBND")
    assert first["Các bản khác, liên quan"] == "Tệp “CT05-b.pdf” là bản khác của cùng văn bản"
    assert first["Cần kiểm tra"] == f"Cần kiểm tra: {HIT}\n{WAITING}"
    lines = [row[0] for row in openpyxl.load_workbook(outputs / "tong-hop.xlsx")["Văn bản"].iter_rows(values_only=True)]
    assert lines[-1] == ("Đã đưa ra khỏi danh mục: Công văn 0452/UBND-VXNV ngày 03/03/2025 của UBND tỉnh Sông Mây (tệp "
                         "0452-UBND-VXNV.signed.pdf), do vanthu ngày 06/05/2025; lý do: đã bị thu hồi.")


def test_what_is_done_to_a_directive_is_told_with_its_parts():
    assert replace(ACT, word="đính chính", clauses=("khoản 2",)).suffered == (
        "Bị đính chính (khoản 2) bởi Công điện số 07/CĐ-UBND ngày 28/04/2025")
    assert ACT.done == "Thay thế Chỉ thị số 05/CT-UBND ngày 05/02/2025"
