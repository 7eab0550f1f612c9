import pytest
from reading_papers import BODY, Sheet, check, columns, grid, needs_fonts, paragraph_style, texts, use_fonts
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from pipeline.reading import read

pytestmark = needs_fonts

LONG = BODY + " " + BODY
ITEM = "Công an tỉnh kiểm tra việc chấp hành quy định về phòng cháy, chữa cháy tại các khu công nghiệp."


def _flow(path, items, **changes):
    style = paragraph_style(**changes)
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=85, rightMargin=57, topMargin=57, bottomMargin=57).build(
        [Paragraph(item, style) if isinstance(item, str) else item for item in items])
    return path


def _table(rows, widths, repeat=1, extra=()):
    cell = paragraph_style(fontSize=11, leading=13, firstLineIndent=0, alignment=0, spaceAfter=0)
    filled = [[Paragraph(text, cell) if text else "" for text in row] for row in rows]
    table = LongTable(filled, colWidths=widths, repeatRows=repeat)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *extra]))
    return table


@pytest.mark.parametrize("changes", [
    {}, {"alignment": 0}, {"spaceAfter": 0}, {"firstLineIndent": 0}, {"leading": 24}, {"fontSize": 12, "leading": 14},
], ids=["as usual", "ragged", "no gaps", "no indents", "wide leading", "small type"])
def test_wrapped_lines_become_the_paragraphs_that_were_set(tmp_path, changes):
    items = [LONG, "1. Sở Công Thương:", "a) " + BODY, "đ) " + ITEM, "- " + LONG, "2. " + ITEM, LONG]
    document = read(_flow(tmp_path / "a.pdf", items, **changes))
    check(document)
    assert texts(document) == items


def test_a_paragraph_goes_on_over_the_page(tmp_path):
    items = [f"{i}. {LONG} {LONG}" for i in range(1, 12)]
    document = read(_flow(tmp_path / "a.pdf", items))
    assert document.source.pages > 1
    assert texts(document) == items
    crossing = [p for p in document.paragraphs
                if len({w.box.page for w in document.words.within(p.start, p.end)}) == 2]
    assert crossing


def test_a_joining_dash_at_the_line_start_is_no_item(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(121, 100, "Ủy ban nhân dân tỉnh yêu cầu các đơn vị chăm lo phát triển kinh tế")
    sheet.text(85, 117, "- xã hội, bảo đảm quốc phòng, an ninh và trật tự trên địa bàn các xã, phường")
    sheet.text(85, 134, "trong những tháng cuối năm.").text(121, 157, "- Sở Tài chính theo dõi việc chi trả.")
    document = read(sheet.page().save())
    assert len(document.paragraphs) == 2
    assert "kinh tế - xã hội" in texts(document)[0]


def test_head_and_foot_stand_in_two_columns(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").head()
    sheet.middle(170, 130, "V/v tăng cường kiểm tra", size=12).middle(170, 144, "an toàn thực phẩm", size=12)
    sheet.middle(312, 185, "Kính gửi: Sở Y tế")
    for i, line in enumerate(("Ủy ban nhân dân tỉnh giao Sở Y tế chủ trì, rà soát toàn bộ cơ sở chế biến và kinh",
                              "doanh thực phẩm trên địa bàn, báo cáo kết quả trước ngày 15 tháng 3 năm 2025./.")):
        sheet.text(121 - 36 * i, 220 + 17 * i, line, size=13)
    sheet.text(85, 280, "Nơi nhận:", "Serif-Italic", 12).middle(420, 280, "TM. ỦY BAN NHÂN DÂN", "Serif-Bold", 13)
    sheet.text(85, 295, "- Như trên;", size=11).middle(420, 296, "KT. CHỦ TỊCH", "Serif-Bold", 13)
    sheet.text(85, 309, "- Lưu: VT, VX, cán bộ", size=11).middle(420, 312, "PHÓ CHỦ TỊCH", "Serif-Bold", 13)
    sheet.text(85, 323, "theo dõi.", size=11).middle(420, 380, "Lê Văn Mẫu", "Serif-Bold", 13)
    document = read(sheet.page().save())
    check(document)
    assert columns(document, "left") == [
        "ỦY BAN NHÂN DÂN TỈNH HÒA AN", "Số: /UBND-VX", "V/v tăng cường kiểm tra an toàn thực phẩm",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT, VX, cán bộ theo dõi."]
    assert columns(document, "right") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hòa An, ngày tháng 3 năm 2025",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]
    assert columns(document, None)[0] == "Kính gửi: Sở Y tế"
    assert len(columns(document, None)) == 2
    by_text = {text: p.style for text, p in zip(texts(document), document.paragraphs, strict=True)}
    assert by_text["KT. CHỦ TỊCH"].bold
    assert by_text["Hòa An, ngày tháng 3 năm 2025"].italic
    assert by_text["- Như trên;"].size == 11


def test_number_and_date_stamped_over_their_blanks_fall_into_place(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").head().text(121, 200, BODY[:70], size=13)
    sheet.text(145, 111.5, "3686", size=13).text(421, 108.5, "11", size=13)  # drawn last, as a registry stamps them
    document = read(sheet.page().save())
    assert columns(document, "left")[1] == "Số: 3686/UBND-VX"
    assert columns(document, "right")[2] == "Hòa An, ngày 11 tháng 3 năm 2025"


def test_issuer_under_its_parent_body_is_a_line_of_its_own(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").middle(170, 70, "UBND TỈNH HÒA AN", size=13)
    sheet.middle(170, 86, "SỞ CÔNG THƯƠNG", "Serif-Bold", 13)
    sheet.middle(400, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Serif-Bold", 13)
    sheet.middle(400, 86, "Độc lập - Tự do - Hạnh phúc", "Serif-Bold", 13)
    document = read(sheet.text(121, 150, BODY[:70], size=13).page().save())
    assert columns(document, "left") == ["UBND TỈNH HÒA AN", "SỞ CÔNG THƯƠNG"]


ROWS = [["TT", "Nội dung", "Chủ trì", "Thời hạn"],
        *[[str(i), f"Nhiệm vụ {i}: {ITEM}", "Sở Y tế", f"Quý {i % 4 + 1}"] for i in range(1, 60)]]


def test_a_table_over_pages_is_one_with_its_header_once(tmp_path):
    path = _flow(tmp_path / "a.pdf", [BODY, _table(ROWS, [30, 250, 90, 70]), BODY])
    document = read(path)
    check(document)
    assert len(document.tables) == 1
    table = document.tables[0]
    assert (table.rows, table.cols, table.header_rows) == (60, 4, 1)
    assert grid(document) == ROWS
    assert {1, 2, 3} <= {document.page_of(c.start) for c in table.cells}
    assert texts(document)[0] == BODY
    assert texts(document)[-1] == BODY


def test_a_row_broken_by_the_page_is_mended(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")

    def ruled(top, rows):
        """Rows of (cells, height); the cells are lists of lines."""
        for cells, height in rows:
            for x0, x1, lines in zip((85, 120, 330), (120, 330, 440), cells, strict=True):
                for i, line in enumerate(lines):
                    sheet.text(x0 + 5, top + 14 + 14 * i, line, size=11)
                sheet.rule(x0, top, x1, top).rule(x0, top + height, x1, top + height)
                sheet.rule(x0, top, x0, top + height).rule(x1, top, x1, top + height)
            top += height

    header = ([["TT"], ["Nội dung"], ["Chủ trì"]], 20)
    ruled(680, [header, ([["1"], ["Rà soát hồ sơ của các dự án"], ["Sở Tài chính"]], 20),
                ([["2"], ["Kiểm tra việc bảo đảm an toàn"], ["Sở Xây dựng, Công"]], 20)])
    sheet.page()
    ruled(60, [header, ([[""], ["tại các công trình thủy lợi."], ["an tỉnh"]], 20),
               ([["3"], ["Tổng hợp, báo cáo kết quả."], ["Sở Nội vụ"]], 20)])
    document = read(sheet.page().save())
    check(document)
    assert grid(document) == [
        ["TT", "Nội dung", "Chủ trì"],
        ["1", "Rà soát hồ sơ của các dự án", "Sở Tài chính"],
        ["2", "Kiểm tra việc bảo đảm an toàn tại các công trình thủy lợi.", "Sở Xây dựng, Công an tỉnh"],
        ["3", "Tổng hợp, báo cáo kết quả.", "Sở Nội vụ"]]


def test_merged_cells_have_spans(tmp_path):
    rows = [["TT", "Nội dung", "Đơn vị", ""], ["", "", "Chủ trì", "Phối hợp"], ["1", ITEM, "Sở Y tế", "Công an tỉnh"]]
    spans = (("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)), ("SPAN", (2, 0), (3, 0)))
    document = read(_flow(tmp_path / "a.pdf", [_table(rows, [30, 200, 100, 100], 2, spans)]))
    check(document)
    cells = {(c.row, c.col): (c.row_span, c.col_span) for c in document.tables[0].cells}
    assert cells[0, 0] == (2, 1)
    assert cells[0, 2] == (1, 2)
    assert (1, 0) not in cells
    assert document.tables[0].header_rows == 2
    assert grid(document)[2] == rows[2]


def test_items_in_a_cell_stay_apart(tmp_path):
    text = "- Sở Y tế rà soát các cơ sở.<br/>- Công an tỉnh kiểm tra việc chấp hành.<br/>Sở Tài chính<br/>Sở Nội vụ"
    document = read(_flow(tmp_path / "a.pdf", [_table([["TT", "Nội dung"], ["1", text]], [40, 300])]))
    assert grid(document)[1][1].split("\n") == text.split("<br/>")


def test_underlines_make_no_table(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").head().rule(120, 92, 220, 92).rule(330, 92, 470, 92).rule(330, 94, 470, 94)
    assert read(sheet.text(121, 150, BODY[:70], size=13).page().save()).tables == ()


def test_page_numbers_and_running_heads_are_set_aside(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    for n in range(1, 5):
        sheet.middle(297, 40, f"- {n} -", size=13).text(85, 60, "Kế hoạch phòng, chống thiên tai", size=10)
        sheet.text(121, 120, f"{n}. Sở Xây dựng rà soát các công trình số {n}.").page()
    document = read(sheet.save())
    assert texts(document) == [f"{n}. Sở Xây dựng rà soát các công trình số {n}." for n in range(1, 5)]
    assert sorted((f.kind, f.page) for f in document.furniture) == sorted(
        [("page number", n) for n in range(1, 5)] + [("running head", n) for n in range(1, 5)])


@pytest.mark.parametrize(("head", "taken"), [
    ("CÔNG BÁO/Số 312/Ngày 02-06-2026 17", True), ("18 CÔNG BÁO TP.HCM/Số 95+96/Ngày 01-3-2026", True),
    ("Công báo Số 312 đăng Nghị quyết này", False)])
def test_the_head_of_the_gazette_over_a_letterhead_is_set_aside(tmp_path, head, taken):
    sheet = Sheet(tmp_path / "a.pdf").text(180, 40, head, size=12)
    sheet.text(100, 70, "BỘ XÂY DỰNG", size=13).text(310, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12)
    document = read(sheet.text(85, 150, BODY[:70], size=13).page().save())
    assert [f.text for f in document.furniture if f.kind == "running head"] == [head] * taken
    assert (head in texts(document)) is not taken


def test_footnotes_and_their_marks_leave_the_text(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(121, 120, "Thực hiện Luật số 42/2024/QH15")
    end = 121 + sheet.canvas.stringWidth("Thực hiện Luật số 42/2024/QH15", "Serif", 14)
    sheet.text(end, 115, "1", size=8).text(end + 6, 120, ", các sở rà soát 50 m")
    end += 6 + sheet.canvas.stringWidth(", các sở rà soát 50 m", "Serif", 14)
    sheet.text(end, 115, "2", size=8)
    sheet.rule(85, 740, 228, 740).text(85, 749, "1", size=6).text(90, 753, "Luật Quản lý vật liệu nổ", size=9)
    document = read(sheet.page().save())
    assert texts(document) == ["Thực hiện Luật số 42/2024/QH15, các sở rà soát 50 m²"]
    assert [(f.kind, f.text) for f in document.furniture] == [("footnote", "1 Luật Quản lý vật liệu nổ")]


def test_the_notice_of_a_digital_signature_is_set_aside(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(121, 120, BODY[:79], size=13)
    for i, line in enumerate(("Người ký: Sở Mẫu", "Email: so@mau.vn", "Thời gian ký:", "17.04.2025 08:52:34 +07:00")):
        sheet.text(300, 400 + 9 * i, line, size=8)
    document = read(sheet.page().save())
    assert texts(document) == [BODY[:79]]
    assert document.furniture[0].kind == "watermark"
    assert document.furniture[0].text.startswith("Người ký: Sở Mẫu")


@pytest.mark.parametrize(("opening", "aside"), [("SAO Y; Ủy ban nhân dân tỉnh Mẫu;", True), ("SAO Y bản chính", False)])
def test_what_stands_over_a_digital_copy_is_set_aside(tmp_path, opening, aside):
    sheet = Sheet(tmp_path / "a.pdf").text(121, 220, BODY[:79], size=13)
    lines = (opening, "Thời gian ký: 17/04/2025 08:52:34 +07:00") if aside else (opening, "Số 12 năm 2025")
    for i, line in enumerate(lines):
        sheet.text(300, 60 + 9 * i, line, size=8)
    document = read(sheet.page().save())
    assert ("SAO Y" in document.text) != aside
    assert any(f.text.startswith(opening) for f in document.furniture) == aside


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_count_from_the_top_left_of_the_page_as_shown(tmp_path, turn):
    sheet = Sheet(tmp_path / "a.pdf", cropBox=(20, 30, 580, 590))
    sheet.text(100, sheet.height - 300, "tỉnh").canvas.setPageRotation(turn)
    box = next(iter(read(sheet.page().save()).words)).box
    left, baseline = 100 - 20, 590 - 300
    width, height = 580 - 20, 590 - 30
    shown = {0: (left, baseline), 90: (height - baseline, left), 180: (width - left, height - baseline),
             270: (baseline, width - left)}[turn]
    corner = {0: (box.x0, box.bottom), 90: (box.x0, box.top), 180: (box.x1, box.top), 270: (box.x1, box.bottom)}[turn]
    assert corner == pytest.approx(shown, abs=6)


def test_words_print_what_the_text_says(tmp_path):
    document = read(_flow(tmp_path / "a.pdf", [LONG, "1. " + ITEM]))
    printed = " ".join(document.text[w.start:w.end] for w in document.words)
    assert printed == document.text.replace("\n", " ")


def test_a_font_without_vietnamese_letters_does_not_tear_words(tmp_path):
    use_fonts()
    sheet = Sheet(tmp_path / "a.pdf")
    canvas = sheet.canvas
    for row, words in enumerate((BODY[:60], BODY[61:118])):
        x, y = 85.0, sheet.height - 100 - 17 * row
        for later in (False, True):  # the letters the first font lacks are drawn last, in another one
            x = 85.0
            for letter in words:
                if (ord(letter) > 0x17F) is later:
                    canvas.setFont("Serif" if later else "Times-Roman", 14)
                    canvas.drawString(x, y, letter)
                x += canvas.stringWidth(letter, "Serif", 14)
    document = read(sheet.page().save())
    assert texts(document)[0].startswith("Sở Y tế chủ trì, phối hợp với Công an tỉnh")
