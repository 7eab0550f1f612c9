"""The published folder: nothing lost, nothing stale, nobody's edits overwritten, text stays text."""

from __future__ import annotations

import base64
import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import openpyxl
import PIL.Image
import pytest
from workbook_register import AS_OF, DEPARTMENTS, DIGITAL, FINANCE, INVEST, on, party, register, task

from pipeline.errors import OutputError
from pipeline.model import Party, Register, Sure
from pipeline.workbooks import publish
from pipeline.workbooks.cells import clean
from pipeline.workbooks.holders import holder_of
from pipeline.workbooks.lists import agency_lists
from pipeline.workbooks.review_book import review_book
from pipeline.workbooks.review_values import HEAD

DEVILISH = ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "#N/A", "{=1}", "đ\x07\x0b=",
            "<b>&amp;</b>", "hai\ndòng", "2025-01-01", "  cách đầu"]


def table(path: Path, sheet: str) -> list[dict[str, object]]:
    """The rows under the header of a sheet as dictionaries."""
    rows = rows_of(path, sheet, path.stat().st_mtime_ns)
    top = next(i for i, row in enumerate(rows) if row[0] == "TT")
    header = [str(name) for name in rows[top]]
    return [dict(zip(header, row, strict=True)) for row in rows[top + 1:] if isinstance(row[0], int)]


@lru_cache(maxsize=256)
def rows_of(path: Path, sheet: str, _written_at: int) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def small(*tasks) -> Register:
    return Register(AS_OF, (INVEST,), tasks, (), ())


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    outputs = tmp_path_factory.mktemp("outputs")
    return outputs, publish(register(), outputs)


def test_paths_are_returned_and_exist(published):
    outputs, paths = published
    assert outputs / "tong-hop.xlsx" in paths
    assert outputs / "co-quan" / "so-tai-chinh" / "nhiem-vu.xlsx" in paths
    assert sorted(paths) == sorted(outputs.rglob("*.xlsx"))


def test_every_task_is_in_the_workbook_of_every_party(published):
    outputs, _ = published
    for row in register().tasks:
        for body in row.lead + row.support:
            book = outputs / "co-quan" / holder_of(body).folder / "nhiem-vu.xlsx"
            listed = {line["Mã nhiệm vụ"]: line["TT"] for line in table(book, "Nguồn")}
            shown = next(line for line in table(book, "Danh mục nhiệm vụ") if line["TT"] == listed[row.id])
            assert shown["Nội dung nhiệm vụ"] == row.text
            assert shown["Số, ký hiệu"] == row.directive.head.number
            expected = "Chủ trì" if body.agency in {p.agency for p in row.lead} else "Phối hợp"
            assert str(shown["Vai trò"]).startswith(expected)
            assert ("theo nhóm" in str(shown["Vai trò"])) == body.group


def test_the_summary_holds_every_task_once_with_all_names_and_words(published):
    lines = {line["Mã nhiệm vụ"]: line for line in table(published[0] / "tong-hop.xlsx", "Tất cả nhiệm vụ")}
    assert sorted(lines) == sorted(row.id for row in register().tasks)
    for row in register().tasks:
        line = lines[row.id]
        assert all(body.agency in line["Chủ trì: đầy đủ, nguyên văn"] for body in row.lead)
        assert all(body.agency in line["Phối hợp: đầy đủ, nguyên văn"] for body in row.support)
        assert all(limit.text in line["Thời hạn: nguyên văn"] for limit in row.deadlines)
        assert all(limit.rule in line["Thời hạn: giá trị và cách tính"] for limit in row.deadlines)
        assert line["Độ tin cậy"] == row.confidence
        assert (line["Sản phẩm"], line["Văn bản trả lời"], line["Trang"]) == (row.product, row.reply, row.page)


def test_limits_are_real_dates_or_words(published):
    lines = {line["Mã nhiệm vụ"]: line for line in table(published[0] / "tong-hop.xlsx", "Tất cả nhiệm vụ")}
    assert lines["t0001"]["Thời hạn"] == datetime(2025, 4, 30)
    assert lines["t0004"]["Thời hạn"] == "Thứ Sáu hằng tuần"
    assert lines["t0003"]["Thời hạn"] == "Trong 10 ngày làm việc"
    assert lines["t0005"]["Thời hạn"] == "Không hạn"
    assert lines["t0001"]["Ghi chú"] == "Hạn lúc 17 giờ 00"
    assert "ngày 25 hằng tháng" in lines["t0008"]["Thời hạn theo văn bản"]


def test_overdue_and_near_tasks_come_first(published):
    lines = table(published[0] / "tong-hop.xlsx", "Tất cả nhiệm vụ")
    assert [line["Mã nhiệm vụ"] for line in lines][:4] == ["t0019", "t0006", "t0001", "t0002"]
    assert lines[0]["Tình trạng"] == "Chưa hoàn thành quá hạn"
    assert str(lines[-1]["Tình trạng"]).startswith("Hoàn thành")


def test_a_task_without_lead_has_a_list_of_its_own(published):
    lines = table(published[0] / "co-quan" / "chua-xac-dinh-chu-tri" / "nhiem-vu.xlsx", "Nguồn")
    assert [line["Mã nhiệm vụ"] for line in lines] == ["t0012"]
    assert "Chưa xác định được cơ quan chủ trì" in lines[0]["Cần kiểm tra"]


def rollup(path: Path) -> list[tuple[object, ...]]:
    rows = rows_of(path, "Tổng hợp theo cơ quan", path.stat().st_mtime_ns)
    top = next(i for i, row in enumerate(rows) if row[0] == "TT")
    return rows[top + 2:]


def test_rollup_reconciles_and_puts_the_worst_first(published):
    rows = rollup(published[0] / "tong-hop.xlsx")
    bodies = [row for row in rows if isinstance(row[0], int)]
    added, once = (next(row for row in rows if str(row[1]).startswith(name)) for name in ("Cộng", "Số nhiệm vụ"))
    for row in [*bodies, added, once]:
        assert row[2] == row[3] + row[4] + row[5] + row[7] + row[8] + row[9]
        assert row[6] <= row[5]
    assert [sum(row[i] for row in bodies) for i in range(2, 10)] == list(added[2:10])
    assert once[2] == len(register().tasks)
    starts = [i for i, row in enumerate(rows) if row[0] is None and str(row[1]).endswith(")")][:-1]  # the last: tasks once
    assert [rows[i][1] for i in starts] == ["Cơ quan, tổ chức khác (21)", "Nhóm cơ quan (2)", "Chưa rõ cơ quan (1)"]
    for start, end in zip(starts, [*starts[1:], rows.index(added)], strict=True):
        group = rows[start + 1:end]
        assert [sum(row[i] for row in group) for i in range(2, 10)] == list(rows[start][2:10])
        assert [row[7] for row in group] == sorted((row[7] for row in group), reverse=True)
    assert bodies[0][1] == "Sở Nông nghiệp và Môi trường"
    assert bodies[0][12] == pytest.approx(2 / 3)


def test_rollup_links_lead_to_the_workbooks(published):
    outputs, paths = published
    sheet = openpyxl.load_workbook(outputs / "tong-hop.xlsx")["Tổng hợp theo cơ quan"]
    targets = {outputs / cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink}
    assert targets == {path for path in paths if "co-quan" in path.parts}


def test_review_lists_failures_doubts_twins_and_doubtful_tasks(published):
    lines = table(published[0] / "tong-hop.xlsx", "Cần xem lại")
    assert [line["Loại"] for line in lines].count("Nhiệm vụ cần kiểm tra") == 3
    by_kind = {line["Loại"]: line for line in lines}
    assert by_kind["Tệp không xử lý được"]["Việc cần làm"] == "Xin bản khác từ nơi gửi."
    assert by_kind["Văn bản trùng số"]["Tệp"] == "CT05.docx\nCT05-scan.pdf"
    assert "phụ lục II" in by_kind["Văn bản có điểm nghi ngờ"]["Vấn đề"]
    assert by_kind["Nhiệm vụ chưa rõ chủ trì"]["Mã nhiệm vụ"] == "t0012"


def a_picture():
    data = io.BytesIO()
    PIL.Image.new("L", (420, 44), 200).save(data, "PNG")
    return base64.b64encode(data.getvalue()).decode()


def test_a_line_written_by_hand_is_shown_where_the_number_can_be_changed(tmp_path):
    review_book((), [replace(INVEST, pictures=(a_picture(),)), DIGITAL], ()).workbook.save(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")[HEAD]
    (shown,) = sheet._images
    row = shown.anchor._from.row + 1
    assert [sheet.cell(row, column).value for column in (1, 2)] == [INVEST.head.number, "Số, ký hiệu"]
    assert shown.anchor._from.col == 2


def test_a_line_written_by_hand_is_shown_where_it_is_doubted(tmp_path):
    shown = a_picture()
    whole = register()
    rows = tuple(replace(row, pictures=(shown, shown)) if row.doubts else row for row in whole.directives)
    publish(replace(whole, directives=rows), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "tong-hop.xlsx")["Cần xem lại"]
    doubted = [cell for cell in sheet["B"] if cell.value == "Văn bản có điểm nghi ngờ"]
    places = [(image.anchor._from.row + 1, image.anchor._from.col, image.anchor._from.rowOff) for image in sheet._images]
    assert [place[:2] for place in places] == [(cell.row, 5) for cell in doubted for _ in range(2)]
    assert places[0][2] < places[1][2]
    bottom = (places[1][2] + sheet._images[1].anchor.ext.height) / 12700
    assert bottom <= sheet.row_dimensions[doubted[0].row].height
    before = (tmp_path / "tong-hop.xlsx").read_bytes()
    publish(replace(whole, directives=rows), tmp_path / "again")
    assert (tmp_path / "again" / "tong-hop.xlsx").read_bytes() == before


def test_directives_and_rejected_segments_are_all_there(published):
    book = published[0] / "tong-hop.xlsx"
    directives = table(book, "Văn bản")
    assert len(directives) == len(register().directives)
    notice = next(line for line in directives if line["Số, ký hiệu"] == "33/TB-VP")
    assert notice["Vì sao không có nhiệm vụ"] == "Văn bản chỉ thông tin, không có câu giao việc."
    assert [line["Đoạn văn bản"] for line in table(book, "Đoạn không lấy")] == [r.text for r in register().rejected]


def test_every_sheet_prints_on_a4_landscape_one_page_wide(published):
    special = ("Tổng quan", "Tổng hợp theo cơ quan")
    for path in published[1]:
        for sheet in (one for one in openpyxl.load_workbook(path) if one.sheet_state == "visible"):
            assert {cell.font.name for row in sheet for cell in row} == {"Times New Roman"}
            if sheet.title in special:
                continue
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.print_title_rows
            assert sheet.print_area
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref or sheet.tables
            assert "&P" in sheet.oddFooter.center.text


def test_text_of_documents_never_becomes_a_formula(tmp_path):
    rows = [task(i, INVEST, text, text, (FINANCE,), product=text, note=text, reply=text) for i, text in enumerate(DEVILISH)]
    publish(small(*rows), tmp_path)
    lines = {line["Mã nhiệm vụ"]: line for line in table(tmp_path / "tong-hop.xlsx", "Tất cả nhiệm vụ")}
    for row, text in zip(rows, DEVILISH, strict=True):
        for column in ("Nội dung nhiệm vụ", "Sản phẩm", "Văn bản trả lời", "Ghi chú"):
            assert lines[row.id][column] == clean(text)
    for path in tmp_path.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for line in sheet for cell in line if isinstance(cell.value, str)):
                assert cell.data_type == "s"
                assert cell.quotePrefix or cell.value.lstrip()[:1] not in tuple("=+-@")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_text_as_it_is(tmp_path):
    texts = [text for text in DEVILISH if "\n" not in text]
    publish(small(*(task(i, INVEST, None, text, (FINANCE,)) for i, text in enumerate(texts))), tmp_path / "out")
    book = tmp_path / "out" / "co-quan" / "so-tai-chinh" / "nhiem-vu.xlsx"
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
                    "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path), str(book)],
                   check=True, capture_output=True, timeout=180)
    with (tmp_path / "nhiem-vu.csv").open(encoding="utf-8", newline="") as lines:
        cells = {cell for line in csv.reader(lines) for cell in line}
    assert {clean(text) for text in texts} <= cells


def test_same_register_same_bytes_and_untouched_files(tmp_path):
    whole = small(*register().tasks[9:18])
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in publish(whole, tmp_path / "a")}
    again = publish(whole, tmp_path / "a")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in again} == before
    for path in publish(whole, tmp_path / "b"):
        assert path.read_bytes() == before[tmp_path / "a" / path.relative_to(tmp_path / "b")][0]


def test_a_workbook_that_cannot_be_replaced_gives_advice(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="đang mở"):
        publish(small(task(1, INVEST, None, "Báo cáo", (FINANCE,))), tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_outputs_that_cannot_be_a_folder_give_an_error(tmp_path):
    (tmp_path / "out").write_text("một tệp")
    with pytest.raises(OutputError, match="Không ghi được"):
        publish(small(), tmp_path / "out")


def edit(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "Văn thư ghi thêm"
    book.save(path)


def test_stale_folders_go_unless_somebody_used_them(tmp_path):
    bodies = [party("Sở Cũ"), party("Sở Sửa"), party("Sở Thêm"), FINANCE]
    publish(small(*(task(i, INVEST, None, "Báo cáo", (body,)) for i, body in enumerate(bodies))), tmp_path)
    folder = tmp_path / "co-quan"
    edit(folder / "so-sua" / "nhiem-vu.xlsx")
    (folder / "so-them" / "ghi chu.docx").touch()
    (folder / "rieng").mkdir()
    publish(small(task(9, INVEST, None, "Báo cáo", (FINANCE,))), tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["rieng", "so-sua", "so-tai-chinh", "so-them"]


def test_an_edited_list_stays_until_it_is_taken_in(tmp_path):
    publish(small(task(1, INVEST, None, "Báo cáo", (FINANCE,))), tmp_path)
    book = tmp_path / "co-quan" / "so-tai-chinh" / "nhiem-vu.xlsx"
    edit(book)
    again = small(task(2, INVEST, None, "Báo cáo lại", (FINANCE,)))
    publish(again, tmp_path)
    assert openpyxl.load_workbook(book).active["A1"].value == "Văn thư ghi thêm"
    publish(again, tmp_path, (book,))
    assert table(book, "Nguồn")[0]["Mã nhiệm vụ"] == "t0002"


LAM_DONG, GIA_LAI = (party("Sở Y tế", agency_id=f"tinh-{place}.so-y-te") for place in ("lam-dong", "gia-lai"))
NOWHERE = Party("Sở Y tế", "Sở Y tế")


def folders(*bodies):
    return {a.name: a.folder for a in agency_lists(small(*(task(i, INVEST, None, "a", (b,)) for i, b in enumerate(bodies))))}


def test_bodies_of_one_name_in_two_provinces_have_two_lists():
    assert folders(LAM_DONG, GIA_LAI, NOWHERE) == {
        "Sở Y tế tỉnh Lâm Đồng": "so-y-te-tinh-lam-dong", "Sở Y tế tỉnh Gia Lai": "so-y-te-tinh-gia-lai",
        "Sở Y tế (chưa rõ địa phương)": "so-y-te-chua-ro-dia-phuong"}


def test_a_folder_is_the_same_whatever_else_there_is():
    every = folders(LAM_DONG, GIA_LAI, NOWHERE)
    for one in (LAM_DONG, GIA_LAI, NOWHERE):
        assert folders(one).items() <= every.items()


def test_one_body_has_one_list_whatever_it_is_called():
    unit = "tinh-lam-dong.so-y-te/van-phong-so"
    parties = (party("Văn phòng Sở", agency_id=unit), party("Văn phòng Sở Y tế", agency_id=unit))
    told = {"Văn phòng Sở Y tế (Sở Y tế tỉnh Lâm Đồng)": "van-phong-so--so-y-te-tinh-lam-dong"}
    assert folders(*parties) == folders(*parties[::-1]) == told


def test_roles_have_one_list_with_their_words(tmp_path):
    owner, concerned = (Party(word, word) for word in ("chủ đầu tư", "cơ quan liên quan"))
    publish(small(task(1, INVEST, "1", "Bàn giao mặt bằng", (owner,), support=(concerned, FINANCE)),
                  task(2, INVEST, "2", "Báo cáo", (FINANCE,), on(date(2025, 5, 1), "trước ngày 01/5"),
                       support=(concerned,))), tmp_path)
    lines = table(tmp_path / "co-quan" / "chua-ro-co-quan" / "nhiem-vu.xlsx", "Danh mục nhiệm vụ")
    assert [(line["Nội dung nhiệm vụ"], line["Vai trò"]) for line in lines] == [
        ("Bàn giao mặt bằng", "Chủ trì: chủ đầu tư; cơ quan liên quan"), ("Báo cáo", "Phối hợp: cơ quan liên quan")]
    assert sorted(path.name for path in (tmp_path / "co-quan").iterdir()) == ["chua-ro-co-quan", "so-tai-chinh"]


def test_an_empty_register_still_gives_a_summary(tmp_path):
    publish(Register(date(2025, 1, 1), (), (), (), ()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tong-hop.xlsx"]
    assert rollup(tmp_path / "tong-hop.xlsx")[-3][2] == 0


def test_long_tasks_keep_all_words_and_rows_keep_to_excel(tmp_path):
    words = "rà soát, tổng hợp và báo cáo kết quả thực hiện; " * 120
    rows = (task(1, DIGITAL, None, words, (DEPARTMENTS,)), task(2, DIGITAL, None, "ngắn", (DEPARTMENTS,)))
    publish(small(*rows), tmp_path)
    book = tmp_path / "co-quan" / "cac-so-ban-nganh" / "nhiem-vu.xlsx"
    assert words in {line["Nội dung nhiệm vụ"] for line in table(book, "Danh mục nhiệm vụ")}
    sheet = openpyxl.load_workbook(book)["Danh mục nhiệm vụ"]
    heights = [dimension.height for dimension in sheet.row_dimensions.values() if dimension.height]
    assert max(heights) <= 409
    assert max(heights) > 5 * min(heights[-2:])


def test_review_names_the_doubtful_field_and_why(tmp_path):
    sure = (Sure("task", 0.97), Sure("lead", 0.41, ("gần đó có cơ quan khác cũng có thể là chủ trì",)),
            Sure("support", 0.98), Sure("deadlines", 0.7, ("có nhiều thời hạn", "thời hạn lấy từ mục khác")))
    rows = (task(1, DIGITAL, None, "lập sổ", (DEPARTMENTS,), sure=sure), task(2, DIGITAL, None, "ngắn", (DEPARTMENTS,)))
    publish(small(*rows), tmp_path)
    lines = [line for line in table(tmp_path / "tong-hop.xlsx", "Cần xem lại") if line["Mã nhiệm vụ"]]
    assert [(line["Mã nhiệm vụ"], line["Vấn đề"]) for line in lines] == [("t0001", (
        "Chủ trì chưa chắc (41%): gần đó có cơ quan khác cũng có thể là chủ trì\n"
        "Thời hạn chưa chắc (70%): có nhiều thời hạn; thời hạn lấy từ mục khác"))]


def test_one_doubtful_number_of_two_dates_is_no_twin(tmp_path):
    other = replace(INVEST, sha256="f" * 64, head=replace(INVEST.head, issued_on=date(2024, 2, 5)), doubts=())
    publish(Register(AS_OF, (replace(INVEST, doubts=()), other), (), (), ()), tmp_path)
    assert table(tmp_path / "tong-hop.xlsx", "Cần xem lại") == []
