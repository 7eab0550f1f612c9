"""What lists say of chains: clauses carried out, limits that came down, acts of later directives, duties given twice."""

from dataclasses import replace
from datetime import date

from test_workbook_publish import small, table
from workbook_register import DIGITAL, HEALTH, INVEST, STORM, on, task

from pipeline.model import Edge, Link, Node, Origin, Register
from pipeline.workbooks import publish

CITED = Node("07/CĐ-UBND", "công điện", "UBND tỉnh Sông Mây", date(2025, 4, 28), "a" * 64)
MISSING = Node("15/CT-TTg", "chỉ thị", "Thủ tướng Chính phủ", date(2025, 1, 2))
DECREE = Node("85/2016/NĐ-CP", "nghị định", "Chính phủ")
WAY = "07/CĐ-UBND → 05/CT-UBND"


def agency(tmp_path, sheet, row):
    publish(small(row), tmp_path)
    return table(tmp_path / "co-quan/so-y-te/nhiem-vu.xlsx", sheet)


def test_inherited_limits_are_shown_as_such(tmp_path):
    limit = replace(on(date(2025, 6, 1), "trước ngày 01/6/2025"), inherited_from="07/CĐ-UBND, khoản 2",
                    origin=Origin("chain", "2", rule=WAY))
    (row,) = agency(tmp_path, "Danh mục nhiệm vụ", task(1, INVEST, "1", "Kiểm tra kho thuốc", (HEALTH,), limit))
    assert (row["Thời hạn"].date(), row["Thời hạn theo văn bản"]) == (date(2025, 6, 1), "“trước ngày 01/6/2025” (theo 07/CĐ-UBND, khoản 2)")
    assert row["Ghi chú"] == f"Thời hạn kế thừa: {WAY}"
    (chain,) = table(tmp_path / "co-quan/so-y-te/nhiem-vu.xlsx", "Chuỗi văn bản")
    assert (chain["Quan hệ"], chain["Ghi chú"], chain["Thời hạn"]) == ("Thời hạn kế thừa", f"Chuỗi: {WAY}", "Ngày 01/06/2025")


def test_what_a_task_carries_out_is_listed_or_said_to_be_missing(tmp_path):
    there = task(2, STORM, "2.a", "Bảo đảm đủ thuốc", (HEALTH,), on(date(2025, 5, 3), "trước ngày 03/5/2025"))
    links = (Link(CITED, ("khoản 2",), (there, there)), Link(MISSING, ("khoản 1",)), Link(DECREE, ("khoản 3 Điều 9",)), Link(CITED, ()))
    rows = agency(tmp_path, "Danh mục nhiệm vụ", task(1, INVEST, "1", "Thực hiện khoản 2", (HEALTH,), links=links))
    assert rows[0]["Ghi chú"].splitlines() == ["Thực hiện khoản 2 07/CĐ-UBND: 2 nhiệm vụ, hạn sớm nhất 03/05/2025 (trang Chuỗi văn bản)",
                                               "Thực hiện khoản 1 15/CT-TTg: văn bản chưa có trong hệ thống"]
    told = table(tmp_path / "co-quan/so-y-te/nhiem-vu.xlsx", "Chuỗi văn bản")
    assert [(row["Nội dung nhiệm vụ"], row["Nội dung ở văn bản đó"], row["Ghi chú"]) for row in told] == [
        ("Thực hiện khoản 2", "Bảo đảm đủ thuốc", None), (None, "Bảo đảm đủ thuốc", None), (None, None, "Chưa có trong hệ thống"),
        (None, None, "Chưa có trong hệ thống"), (None, None, "Có trong hệ thống")]


def test_a_list_without_chains_has_no_such_sheet(tmp_path):
    publish(small(task(1, INVEST, "1", "Kiểm tra kho thuốc", (HEALTH,))), tmp_path)
    from openpyxl import load_workbook  # noqa: PLC0415
    assert load_workbook(tmp_path / "co-quan/so-y-te/nhiem-vu.xlsx").sheetnames == ["Danh mục nhiệm vụ", "Nguồn", "Chidao"]


def test_an_act_upon_a_task_stands_in_its_remarks(tmp_path):
    notice = "Được gia hạn (khoản 1) đến 30/06/2025 bởi Công văn số 9/UBND-VX"
    (row,) = agency(tmp_path, "Danh mục nhiệm vụ", task(1, INVEST, "1", "Kiểm tra kho thuốc", (HEALTH,), notices=(notice,)))
    assert row["Ghi chú"] == notice


def test_a_duty_given_twice_is_one_row_with_both_sources(tmp_path):
    again = task(2, DIGITAL, "3", "Kiểm tra kho thuốc của tuyến cơ sở", (HEALTH,))
    (row,) = agency(tmp_path, "Danh mục nhiệm vụ", task(1, INVEST, "1", "Kiểm tra kho thuốc tuyến cơ sở", (HEALTH,), also=(again,)))
    assert (row["Số, ký hiệu"], row["Mục"], row["Ghi chú"]) == ("05/CT-UBND\n0452/UBND-VXNV", "1\n3", "Một việc giao ở 2 văn bản, ghi một dòng")
    (traced,) = table(tmp_path / "co-quan/so-y-te/nhiem-vu.xlsx", "Nguồn")
    assert (traced["Mã nhiệm vụ"], traced["Tệp nguồn"], traced["Trang"]) == ("t0001\nt0002", "CT05.docx\n0452-UBND-VXNV.signed.pdf", "2\n3")


def test_the_roll_up_shows_who_cites_whom(tmp_path):
    source = Node("05/CT-UBND", "chỉ thị", "UBND tỉnh Sông Mây", date(2025, 2, 5), "b" * 64)
    edges = (Edge(source, CITED, "thực hiện", "thực hiện", "II.1", ("khoản 2",), "thực hiện khoản 2 Công điện số 07/CĐ-UBND"),
             Edge(source, CITED, "thực hiện", "thực hiện", "II.1", ("khoản 3",), "và khoản 3 Công điện số 07/CĐ-UBND"),
             Edge(source, MISSING, "căn cứ", "căn cứ", None, (), "Căn cứ Chỉ thị số 15/CT-TTg"))
    publish(Register(date(2025, 5, 12), (INVEST,), (), (), (), edges=edges), tmp_path)
    rows = table(tmp_path / "tong-hop.xlsx", "Chuỗi văn bản")
    assert [(row["Mục"], row["Quan hệ"], row["Văn bản được dẫn"], row["Mục được dẫn"], row["Trong hệ thống"]) for row in rows] == [
        (None, "Căn cứ", "15/CT-TTg", "toàn văn bản", "Chưa có trong hệ thống"),
        ("khoản 1 mục II", "Thực hiện", "07/CĐ-UBND", "khoản 2, khoản 3", "Có trong hệ thống")]
    assert rows[1]["Nguyên văn"] == "“thực hiện khoản 2 Công điện số 07/CĐ-UBND”\n“và khoản 3 Công điện số 07/CĐ-UBND”"
