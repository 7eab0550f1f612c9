"""What is understood of a list: heads, columns, rows and values, each in a small list of its own."""

import time
from datetime import date, datetime
from random import Random

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from tracker_papers import book

from pipeline.errors import BrokenFile, EncryptedFile, SecretDirective, UnsupportedFormat
from pipeline.knowledge.tables import read_table
from pipeline.model.tracker import COLUMN_WORDS, Area, Grid
from pipeline.reading.grids import read_grids
from pipeline.settings import Settings
from pipeline.trackers import read_tracker
from pipeline.trackers.cells import Cells
from pipeline.trackers.continuing import continued
from pipeline.trackers.heads import find_head, meaning
from pipeline.trackers.reader import sheets_of
from pipeline.trackers.values import bodies, day_of, directives_of, due_of, is_body, status_of

HEAD = ("TT", "Số, ký hiệu", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Tình trạng")


def read(path):
    return read_tracker(path, Settings())


def only(path):
    return read(path).sheets[0]


def fields(sheet):
    return {column.heading: column.field for column in sheet.columns}


@pytest.mark.parametrize(("heading", "field"), [
    ("STT", "ordinal"), ("Số TT", "ordinal"), ("Số, ký hiệu\nvăn bản", "number"), ("Số/ký hiệu VB", "number"), ("Văn bản giao nhiệm vụ", "number"),
    ("Số và ký hiệu", "number"), ("Văn bản chỉ đạo › Số, ký hiệu", "number"), ("Văn bản chỉ đạo › Ngày, tháng", "issued_on"), ("Ngày ban hành", "issued_on"),
    ("Ngày, tháng, năm văn bản", "issued_on"), ("Cơ quan ban hành", "issuer"), ("Trích yếu nội dung văn bản", "subject"), ("Nội dung công việc", "text"),
    ("NHIỆM VỤ ĐƯỢC GIAO", "text"), ("Ý kiến chỉ đạo", "text"), ("Đơn vị thực hiện › Chủ trì", "lead"), ("Đơn vị thực hiện › Phối hợp", "support"),
    ("Cơ quan/đơn vị được giao", "lead"), ("Đơn vị chủ trì thực hiện", "lead"), ("Thời hạn hoàn thành", "due"), ("Hạn xử lý", "due"), ("Thời gian thực hiện", "due"),
    ("Sản phẩm đầu ra", "product"), ("Kết quả dự kiến", "product"), ("Tình trạng thực hiện", "status"), ("Trạng thái", "status"),
    ("Ngày hoàn thành thực tế", "completed_on"), ("Văn bản trả lời", "reply"), ("Số văn bản báo cáo", "reply"), ("Văn bản báo cáo kết quả › Ngày", "completed_on"),
    ("Kết quả thực hiện", "result"), ("Nguyên nhân chậm", "result"), ("Ghi chú", "note"), ("Chuyên viên theo dõi", "watcher"), ("Người theo dõi", "watcher"),
    ("Tỷ lệ (%)", "other"), ("Độ khó", "other"), ("Tiến độ", "result|due"), ("Ngày hoàn thành", "completed_on|due")])
def test_what_a_heading_means(heading, field):
    assert meaning(heading)[0] == field


@pytest.mark.parametrize("row", read_table("tracker_columns"), ids=lambda row: row["example"])
def test_the_example_of_a_heading_is_read_by_its_row(row):
    assert meaning(row["example"])[0] == row["field"]
    assert set(row["field"].split("|")) <= set(COLUMN_WORDS)


@pytest.mark.parametrize("row", read_table("tracker_statuses"), ids=lambda row: row["example"])
def test_the_example_of_a_status_is_read_by_its_row(row):
    assert status_of(row["example"]) == (row["status"], row["late"])


def test_a_head_of_two_rows_with_merged_cells_and_numbers_below(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        ("DANH MỤC NHIỆM VỤ",), (),
        ("TT", "Văn bản giao", None, "Nội dung", "Cơ quan thực hiện", None, "Thời hạn"),
        (None, "Số, ký hiệu", "Ngày", None, "Chủ trì", "Phối hợp", None),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        (1, "12/CT-UBND", "05/4/2024", "Việc một", "Sở Y tế", "Sở Tài chính", "30/6/2024")],
        "A1:G1", "A3:A4", "B3:C3", "D3:D4", "E3:F3", "G3:G4"))
    sheet = only(path)
    assert sheet.head == (3, 4, 5)
    assert [column.field for column in sheet.columns] == ["ordinal", "number", "issued_on", "text", "lead", "support", "due"]
    (line,) = sheet.lines
    assert (line.directives[0].number, line.directives[0].day, line.values["due"]) == ("12/CT-UBND", date(2024, 4, 5), "2024-06-30")


def test_a_head_of_groups_that_are_not_merged(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        ("TT", "Nội dung nhiệm vụ", "Cơ quan thực hiện", None, "Ghi chú"), (None, None, "Chủ trì", "Phối hợp", None),
        (1, "Việc một", "Sở Y tế", "Sở Tài chính", "x")],))
    sheet = only(path)
    assert (sheet.head, len(sheet.lines)) == ((1, 2), 1)
    assert fields(sheet) == {"TT": "ordinal", "Nội dung nhiệm vụ": "text", "Cơ quan thực hiện › Chủ trì": "lead",
                             "Cơ quan thực hiện › Phối hợp": "support", "Ghi chú": "note"}


def test_sections_totals_numbered_and_repeated_rows_are_no_tasks(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        HEAD, ("I", None, "CÔNG VIỆC QUÝ I"), (1, "1/KH-SYT", "Việc một", "", "", "xong"), HEAD,
        ("SỞ TÀI CHÍNH",), (2, "2/KH-SYT", "Việc hai", None, "", ""), (3,), ("Tổng cộng", None, None, 2)], "A5:F5"))
    sheet = only(path)
    assert [(line.row, line.section) for line in sheet.lines] == [(3, "CÔNG VIỆC QUÝ I"), (6, "SỞ TÀI CHÍNH")]
    assert dict(sheet.others) == {"dòng đề mục": 2, "dòng nhắc lại tiêu đề": 1, "dòng chỉ có số thứ tự": 1, "dòng tổng cộng": 1}
    assert sheet.lines[1].values["lead"] == "SỞ TÀI CHÍNH"
    assert "lead" not in sheet.lines[0].values


def test_merged_ditto_and_missing_numbers_are_carried_down(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        HEAD, (1, "12/CT-UBND ngày 5/4/2024", "Việc một", "Sở Y tế", "", ""), (2, None, "Việc hai", "nt", "", ""),
        (None, None, "Việc ba", "Sở Nội vụ", "", ""), (3, None, "Việc bốn", "như trên", "", "")], "B2:B3"))
    lines = only(path).lines
    assert [[one.number for one in line.directives] for line in lines] == [["12/CT-UBND"]] * 3 + [[]]
    assert [line.values["lead"] for line in lines] == ["Sở Y tế", "Sở Y tế", "Sở Nội vụ", "Sở Nội vụ"]


def test_rows_that_share_the_cell_of_their_work_are_one_task(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        HEAD, (1, "12/CT-UBND", "Việc một", "Sở Y tế", "30/6/2024", ""), (None, None, None, "Sở Tài chính", None, ""),
        (2, "12/CT-UBND", "Việc hai", "Sở Nội vụ", "", "")], "A2:A3", "B2:B3", "C2:C3", "E2:E3"))
    sheet = only(path)
    assert [line.values["lead"] for line in sheet.lines] == ["Sở Y tế; Sở Tài chính", "Sở Nội vụ"]
    assert sheet.others == {"dòng ghép vào dòng trên": 1}


def test_statuses_that_are_ticked_in_columns(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        ("TT", "Nội dung nhiệm vụ", "Tình trạng thực hiện", None, None), (None, None, "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa hoàn thành"),
        (1, "Việc một", "x", None, None), (2, "Việc hai", None, "x", None), (3, "Việc ba", None, None, "x")], "A1:A2", "B1:B2", "C1:E1"))
    lines = only(path).lines
    assert [line.values["status"] for line in lines] == ["hoàn thành", "hoàn thành", "chưa hoàn thành"]
    assert "Hoàn thành quá hạn" in lines[1].values["note"]


def test_an_empty_column_of_statuses_beside_one_that_holds_them(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        ("TT", "Tên nhiệm vụ", "Đơn vị", "Ý kiến khác", "Trạng thái"), (1, "Việc một", "Sở Y tế", "Đang thực hiện (trong hạn)", None),
        (2, "Việc hai", "Sở Y tế", "Đã hoàn thành (đúng hạn)", None)],))
    sheet = only(path)
    assert [(c.field, c.why) for c in sheet.columns[3:]] == [("status", "theo nội dung của cột"), ("other", "cột để trống")]
    assert [line.values["status"] for line in sheet.lines] == ["chưa hoàn thành", "hoàn thành"]


def test_two_columns_of_one_kind_and_a_day_that_depends_on_another(tmp_path):
    path = book(tmp_path / "a.xlsx", (
        [("TT", "Nội dung nhiệm vụ", "Nội dung khác", "Ngày hoàn thành"), (1, "Việc", "khác", "30/6/2024")],),
        ([("TT", "Nội dung nhiệm vụ", "Thời hạn", "Ngày hoàn thành"), (1, "Việc", "30/6/2024", "1/6/2024")],))
    first, second = read(path).sheets
    assert [column.field for column in first.columns] == ["ordinal", "text", "other", "due"]
    assert [column.field for column in second.columns] == ["ordinal", "text", "due", "completed_on"]
    assert (second.lines[0].values["status"], second.lines[0].values["completed_on"]) == ("hoàn thành", "2024-06-01")


def test_what_is_not_understood_is_told_and_kept(tmp_path):
    path = book(tmp_path / "a.xlsx", ([
        (*HEAD, "Lãnh đạo"), (1, "tờ trình", "Việc một", "Sở Y tế", "khi có yêu cầu", "theo dõi thêm, xem phụ lục", "Phó Chủ tịch A")],))
    sheet = only(path)
    assert {(one.row, one.column) for one in sheet.troubles} == {(2, "Số, ký hiệu"), (2, "Thời hạn"), (2, "Tình trạng")}
    note = sheet.lines[0].values["note"]
    assert all(words in note for words in ("khi có yêu cầu", "theo dõi thêm, xem phụ lục", "Phó Chủ tịch A"))
    assert sheet.lines[0].raw[1] == ("Số, ký hiệu", "tờ trình")


def test_excel_days_months_numbers_and_percents(tmp_path):
    made = Workbook()
    sheet = made.active
    sheet.append([*HEAD, "Ngày hoàn thành", "Tỷ lệ"])
    sheet.append([1, "9/KH-UBND", "Việc", "Sở Y tế", datetime(2024, 6, 1), "", 45444, 0.5])
    sheet["E2"].number_format, sheet["G2"].number_format, sheet["H2"].number_format = "mm/yyyy", "General", "0%"
    made.save(tmp_path / "a.xlsx")
    (line,) = only(tmp_path / "a.xlsx").lines
    assert (line.values["due"], line.values["completed_on"]) == ("2024-06-30", "2024-06-01")
    assert dict(line.raw)["Tỷ lệ"] == "50%"


def test_what_looks_like_a_formula_stays_text(tmp_path):
    made = Workbook()
    made.active.append(HEAD)
    made.active.append([1, "9/KH-UBND", "", "Sở Y tế", "", ""])
    for place, text in (("C2", "=cmd|'/c calc'!A1"), ("D2", "+Sở Y tế")):
        made.active[place].value, made.active[place].data_type = text, "s"
    made.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx").lines[0].values["text"] == "=cmd|'/c calc'!A1"


@pytest.mark.parametrize(("cell", "named"), [
    ("123/QĐ-TTg ngày 01/02/2024", [("123/QĐ-TTg", date(2024, 2, 1))]),
    ("Công văn số 45/UBND-VX\nngày 5 tháng 4 năm 2024", [("45/UBND-VX", date(2024, 4, 5))]),
    ("Số 92 ngày 18/6/2014", [("92", date(2014, 6, 18))]),
    ("TB số 193/TB-VP, ngày 28/7/14", [("193/TB-VP", date(2014, 7, 28))]),
    ("12/KH-UBND; 15/CT-UBND ngày 1/3/2024", [("12/KH-UBND", None), ("15/CT-UBND", date(2024, 3, 1))]),
    ("260/QĐ-BGD ĐT", [("260/QĐ-BGDĐT", None)]), ("07-CT/TU", [("07-CT/TU", None)]),
    ("225/TB-BGDĐT.", [("225/TB-BGDĐT", None)]), ("tờ trình", [(None, None)]), ("", [])])
def test_directives_of_a_cell(cell, named):
    assert [(one.number, one.day) for one in directives_of(cell)] == named


def test_a_day_of_its_own_column_is_that_of_the_directive():
    assert [one.day for one in directives_of("12/KH-UBND", "05/4/2024")] == [date(2024, 4, 5)]


@pytest.mark.parametrize(("text", "day"), [
    ("05/4/2024", date(2024, 4, 5)), ("5-4-24", date(2024, 4, 5)), ("2024-04-05", date(2024, 4, 5)), ("45387", date(2024, 4, 5)),
    ("ngày 5 tháng 4 năm 2024", date(2024, 4, 5)), ("31/2/2024", None), ("20/01/201", None), ("Tháng 4/2024", None), ("12345678", None)])
def test_days(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(("text", "due"), [
    ("Tháng 12/2024", date(2024, 12, 31)), ("Quý II", date(2024, 6, 30)), ("Quý III/2024", date(2024, 9, 30)), ("trong tháng 7", date(2024, 7, 31)),
    ("Thời gian hoàn thành 11/8/14", date(2014, 8, 11)), ("Năm 2024", date(2024, 12, 31)), ("Thường xuyên", None), ("Công văn số 45/UBND-VX ngày 5/4/2024", None)])
def test_limits(text, due):
    assert due_of(text, date(2024, 3, 1)) == due


@pytest.mark.parametrize(("text", "status"), [
    ("Đã hoàn thành đúng hạn", ("hoàn thành", "no")), ("Hoàn thành quá hạn", ("hoàn thành", "yes")), ("Đã hoàn thành (quá hạn)", ("hoàn thành", "yes")),
    ("HT", ("hoàn thành", "")), ("xong.", ("hoàn thành", "")), ("100%", ("hoàn thành", "")), ("Đã báo cáo", ("hoàn thành", "")),
    ("Chưa hoàn thành quá hạn", ("chưa hoàn thành", "yes")), ("quá hạn", ("chưa hoàn thành", "yes")), ("Đang thực hiện trong hạn", ("chưa hoàn thành", "")),
    ("Chưa hoàn thành (trong hạn)", ("chưa hoàn thành", "")), ("Sắp hết hạn (7 ngày)", ("chưa hoàn thành", "")), ("Chưa đề xuất", ("chưa hoàn thành", "")),
    ("Cơ bản hoàn thành", ("chưa hoàn thành", "")), ("80%", ("chưa hoàn thành", "")), ("Bị hủy", ("hủy", "")), ("theo phụ lục", None), ("", None)])
def test_statuses(text, status):
    assert status_of(text) == status


@pytest.mark.parametrize(("cell", "lead", "support"), [
    ("Sở Y tế", "Sở Y tế", ""), ("• Vụ Công tác học sinh, sinh viên \n• Vụ Pháp chế", "Vụ Công tác học sinh, sinh viên; Vụ Pháp chế", ""),
    ("Cục CNTT; Vụ KHTC;", "Cục CNTT; Vụ KHTC", ""), ("Sở Y tế, Sở Tài chính và Công an tỉnh", "Sở Y tế; Sở Tài chính; Công an tỉnh", ""),
    ("Chủ trì: Sở Y tế; phối hợp: Sở Tài chính", "Sở Y tế", "Sở Tài chính"), ("anh Ba văn phòng 2", "anh Ba văn phòng 2", ""), ("", "", "")])
def test_bodies_of_a_cell(cell, lead, support):
    assert bodies(cell) == (lead, support)


def test_a_section_that_is_a_body():
    assert is_body("SỞ Y TẾ")
    assert not is_body("CÔNG VIỆC QUÝ I")


def test_a_table_in_word_and_its_next_part_without_a_head(tmp_path):
    paper = Document()
    for rows in ([HEAD, ("1", "9/KH-UBND", "Việc một", "Sở Y tế", "30/6/2024", "Đã hoàn thành")], [("2", "9/KH-UBND", "Việc hai", "Sở Y tế", "30/7/2024", "Chưa hoàn thành")]):
        table = paper.add_table(rows=0, cols=6, style="Table Grid")
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        paper.add_paragraph("Giữa hai bảng.")
    paper.save(tmp_path / "a.docx")
    sheets = read(tmp_path / "a.docx").sheets
    assert [(line.values["text"], line.values["due"], line.values["status"]) for sheet in sheets for line in sheet.lines] == [
        ("Việc một", "2024-06-30", "hoàn thành"), ("Việc hai", "2024-07-30", "chưa hoàn thành")]


def test_the_next_page_of_a_table_where_two_columns_are_one():
    above = Grid("Bảng 1", (HEAD, *((str(n), "9/KH-UBND", f"Việc số {n} của kế hoạch", "Sở Y tế", "30/6/2024", "Đã hoàn thành") for n in range(5))))
    head = find_head(Cells(above))
    below = Grid("Bảng 2", (("5 9/KH-UBND", "Việc năm", "Sở Y tế", "30/7/2024", "Chưa xong"), ("6 9/KH-UBND", "Việc sáu", "Sở Y tế", "30/7/2024", "Chưa xong")))
    cells, again = continued(below, head, Cells(above))
    assert again.headings == HEAD
    assert cells.row(0) == ("5", "9/KH-UBND", "Việc năm", "Sở Y tế", "30/7/2024", "Chưa xong")


def test_grids_keep_merged_areas_and_drop_empty_ends(tmp_path):
    path = book(tmp_path / "a.xlsx", ([("a", None, "b"), (), (None, None, None)], "A1:B1"))
    assert read_grids(path, Settings()) == (Grid("Trang 1", (("a", "", "b"),), (Area(0, 0, 0, 1),)),)


def test_a_damaged_file_a_locked_one_and_others_are_refused_in_vietnamese(tmp_path):
    good = book(tmp_path / "a.xlsx", ([HEAD, (1, "9/KH-UBND", "Việc", "", "", "")],)).read_bytes()
    for name, data, error, told in (
            ("hong.xlsx", good[: len(good) // 2], BrokenFile, "hỏng"), ("khoa.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "có mật khẩu"),
            ("rong.xlsx", b"", BrokenFile, "rỗng"), ("chu.txt", "Kính gửi: Sở Y tế.".encode(), UnsupportedFormat, "không thấy bảng nào")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(error, match=told):
            read(tmp_path / name)


@pytest.mark.parametrize(("rows", "why"), [
    ([("Họ tên", "Ngày sinh", "Lương"), ("A", "1/1/1980", 5)], "không thấy dòng tiêu đề"),
    ([("TT", "Đơn vị", "Tổng số nhiệm vụ", "Tỷ lệ", "Ghi chú"), (1, "Sở Y tế", 5, "50%", "")], "bảng tổng hợp số liệu"), ([], "trang trống")])
def test_a_workbook_of_something_else_is_refused_with_what_is_missing(tmp_path, rows, why):
    with pytest.raises(UnsupportedFormat, match=why):
        read(book(tmp_path / "a.xlsx", (rows,)))


def test_a_hidden_sheet_is_left_out_and_named(tmp_path):
    path = book(tmp_path / "a.xlsx", ([HEAD, (1, "9/KH-UBND", "Việc", "", "", "")],), ([HEAD, (1, "9/KH-UBND", "Việc cũ", "", "", "")],))
    made = load_workbook(path)
    made.worksheets[1].sheet_state = "hidden"
    made.save(path)
    assert [(len(sheet.lines), sheet.refused) for sheet in read(path).sheets] == [(1, ""), (0, "trang ẩn")]


def test_a_workbook_with_a_mark_of_secrecy_is_refused(tmp_path):
    path = book(tmp_path / "a.xlsx", ([("TỐI MẬT",), HEAD, (1, "9/KH-UBND", "Việc", "", "", "")],))
    with pytest.raises(SecretDirective):
        read(path)


def test_a_list_of_five_thousand_rows(tmp_path):
    rows = [(n, f"{n % 90}/KH-UBND ngày 5/4/2024", f"Việc số {n}", "Sở Y tế", "30/6/2024", "Đang thực hiện") for n in range(1, 5001)]
    path = book(tmp_path / "a.xlsx", ([HEAD, *rows],))
    begun = time.process_time()
    sheet = only(path)
    assert (len(sheet.lines), sheet.lines[-1].values["text"]) == (5000, "Việc số 5000")
    assert time.process_time() - begun < 30


HEADINGS = ("TT", "Số, ký hiệu", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Tình trạng", "Ngày hoàn thành", "", "(1)", "Văn bản giao", "Tiến độ")
SCRAPS = ("", "1", "I", "(2)", "12/CT-UBND ngày 5/4/2024", "31/2/2024", "99999", "Sở Y tế", "•", "- nt -", '"', "x", "Tổng cộng", "Quý IV", "0/0/0",
          "Tháng 13/2024", "hoàn thành", "đang", ";;;", "năm 9999", "12/12/12/12")


@pytest.mark.parametrize("seed", range(60))
def test_no_row_of_any_table_is_lost(seed):
    draw = Random(seed)
    width = draw.randint(2, 9)
    rows = [[draw.choice(HEADINGS if n < 3 or draw.random() < 0.1 else SCRAPS) for _ in range(width)] for n in range(draw.randint(4, 14))]
    top, left = draw.randrange(len(rows) - 1), draw.randrange(width - 1)
    area = Area(top, left, top + draw.randint(0, 1), left + 1)
    for row, column in ((area.top, area.right), (area.bottom, area.left), (area.bottom, area.right)):
        rows[row][column] = rows[row][column] if (row, column) == (top, left) else ""
    for sheet in sheets_of([Grid("Trang", tuple(map(tuple, rows)), (area,))]):
        filled = sum(any(row) for row in rows[sheet.head[-1]:]) if sheet.head else 0
        assert sheet.refused or len(sheet.lines) + sum(sheet.others.values()) == filled
