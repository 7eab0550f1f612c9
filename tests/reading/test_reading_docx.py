import copy
import zipfile

import pytest
from docx import Document as new_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from reading_papers import check, columns, grid, texts

from pipeline.errors import BrokenFile
from pipeline.reading import read
from pipeline.reading.word.numbering import written


@pytest.fixture
def paper():
    return new_docx()


def _read(paper, path):
    paper.save(path)
    document = read(path)
    check(document)
    return document


def _element(name, **attributes):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def _list(paper, levels, overrides=()):
    """A new list; ``levels`` are (format, text); gives its numId."""
    root = paper.part.numbering_part.element
    number = 100 + len(root.findall(qn("w:num")))
    abstract = _element("w:abstractNum", abstractNumId=number)
    for i, (kind, text) in enumerate(levels):
        level = _element("w:lvl", ilvl=i)
        level.extend([_element("w:start", val=1), _element("w:numFmt", val=kind), _element("w:lvlText", val=text)])
        abstract.append(level)
    root.insert(0, abstract)
    return _num(root, number, number, overrides)


def _num(root, number, abstract, overrides=()):
    num = _element("w:num", numId=number)
    num.append(_element("w:abstractNumId", val=abstract))
    for level, start in overrides:
        override = _element("w:lvlOverride", ilvl=level)
        override.append(_element("w:startOverride", val=start))
        num.append(override)
    root.append(num)
    return number


def _item(holder, text, number, level=0):
    paragraph = holder.add_paragraph(text)
    _number(paragraph, number, level)
    return paragraph


def _number(paragraph, number, level=0):
    numbered = _element("w:numPr")
    numbered.extend([_element("w:ilvl", val=level), _element("w:numId", val=number)])
    paragraph._p.get_or_add_pPr().append(numbered)


def _grid(paper, rows, style=None):
    table = paper.add_table(len(rows), len(rows[0]))
    if style:
        table.style = style
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    return table


@pytest.mark.parametrize(("count", "kind", "printed"), [
    (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (5, "lowerLetter", "e"), (27, "lowerLetter", "aa"),
    (3, "upperLetter", "C"), (7, "decimalZero", "07"), (12, "decimal", "12"), (1, "none", ""), (49, "upperRoman", "XLIX"),
])
def test_counts_are_written_as_word_prints_them(count, kind, printed):
    assert written(count, kind) == printed


def test_automatic_numbers_are_part_of_the_text(paper, tmp_path):
    number = _list(paper, [("upperRoman", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")])
    for text, level in (("NHIỆM VỤ", 0), ("Sở Y tế", 1), ("Rà soát", 2), ("Báo cáo", 2), ("Chi tiết", 3),
                        ("Sở Nội vụ", 1), ("Theo dõi", 2), ("TỔ CHỨC", 0), ("Các sở", 1)):
        _item(paper, text, number, level)
    assert texts(_read(paper, tmp_path / "a.docx")) == [
        "I. NHIỆM VỤ", "I.1. Sở Y tế", "a) Rà soát", "b) Báo cáo", "- Chi tiết",
        "I.2. Sở Nội vụ", "a) Theo dõi", "II. TỔ CHỨC", "II.1. Các sở"]


def test_a_list_restarts_where_it_is_told_to(paper, tmp_path):
    first = _list(paper, [("decimal", "%1.")])
    second = _num(paper.part.numbering_part.element, first + 50, first, [(0, 1)])
    for number in (first, first, second, second):
        _item(paper, "Việc", number)
    assert texts(_read(paper, tmp_path / "a.docx")) == ["1. Việc", "2. Việc", "1. Việc", "2. Việc"]


def test_numbers_come_through_styles_and_count_empty_paragraphs(paper, tmp_path):
    number = _list(paper, [("decimal", "Điều %1.")])
    style = paper.styles["List Number"]
    old = style.element.find(qn("w:pPr")).find(qn("w:numPr"))
    numbered = _element("w:numPr")
    numbered.append(_element("w:numId", val=number))
    old.getparent().replace(old, numbered)
    for text in ("Phạm vi", "", "Hiệu lực"):
        paper.add_paragraph(text, style="List Number")
    plain = paper.add_paragraph("Không đánh số", style="List Number")
    _number(plain, 0)
    assert texts(_read(paper, tmp_path / "a.docx")) == ["Điều 1. Phạm vi", "Điều 3. Hiệu lực", "Không đánh số"]


def test_an_ordinal_column_numbered_by_word_has_its_numbers(paper, tmp_path):
    number = _list(paper, [("decimal", "%1")])
    table = _grid(paper, [["TT", "Nội dung"], ["", "Rà soát"], ["", "Báo cáo"]], "Table Grid")
    for row in (1, 2):
        _number(table.cell(row, 0).paragraphs[0], number)
    assert grid(_read(paper, tmp_path / "a.docx")) == [["TT", "Nội dung"], ["1", "Rà soát"], ["2", "Báo cáo"]]


def test_head_and_foot_tables_become_columns(paper, tmp_path):
    _grid(paper, [["UBND TỈNH HÒA AN\nSỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
                  ["Số: 12/SYT-VP", "Hòa An, ngày 05 tháng 01 năm 2025"]])
    _grid(paper, [["Kính gửi:", "- Ủy ban nhân dân các xã;\n- Các phòng thuộc Sở."]])
    paper.add_paragraph("Sở Y tế yêu cầu các đơn vị báo cáo./.")
    _grid(paper, [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Văn Mẫu"]])
    for table in paper.tables:
        for cell in table._cells:
            for p in cell.paragraphs:
                p.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document = _read(paper, tmp_path / "a.docx")
    assert document.tables == ()
    assert columns(document, "left") == ["UBND TỈNH HÒA AN", "SỞ Y TẾ", "Số: 12/SYT-VP", "Nơi nhận:", "- Như trên;",
                                         "- Lưu: VT."]
    assert columns(document, "right") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hòa An, ngày 05 tháng 01 năm 2025",
        "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu"]
    assert columns(document, None) == ["Kính gửi:", "- Ủy ban nhân dân các xã;", "- Các phòng thuộc Sở.",
                                       "Sở Y tế yêu cầu các đơn vị báo cáo./."]


def test_a_head_laid_out_with_tabs(paper, tmp_path):
    paper.add_paragraph("SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    paper.add_paragraph("Số: 12/SYT\t\tHòa An, ngày 05 tháng 01 năm 2025")
    paper.add_paragraph("Mục\tnội dung")
    document = _read(paper, tmp_path / "a.docx")
    assert [p.column for p in document.paragraphs] == ["left", "right", "left", "right", None]
    assert texts(document)[-1] == "Mục nội dung"


def test_a_ruled_table_keeps_its_grid(paper, tmp_path):
    table = _grid(paper, [["TT", "Nội dung", "Đơn vị", ""], ["", "", "Chủ trì", "Phối hợp"],
                          ["1", "Rà soát", "Sở Y tế", "Công an"], ["2", "Báo cáo", "", "Sở Nội vụ"]], "Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    paper.add_paragraph("Sau bảng.")
    document = _read(paper, tmp_path / "a.docx")
    cells = {(c.row, c.col): (c.row_span, c.col_span) for c in document.tables[0].cells}
    assert cells == {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (1, 2): (1, 1), (1, 3): (1, 1), (2, 0): (1, 1),
                     (2, 1): (1, 1), (2, 2): (2, 1), (2, 3): (1, 1), (3, 0): (1, 1), (3, 1): (1, 1), (3, 3): (1, 1)}
    assert document.tables[0].header_rows == 2
    assert grid(document)[3] == ["2", "Báo cáo", "", "Sở Nội vụ"]
    assert texts(document)[-1] == "Sau bảng."


def test_borders_may_come_from_the_cells(paper, tmp_path):
    table = _grid(paper, [["TT", "Nội dung"], ["1", "Rà soát"]])
    for cell in table._cells:
        cell._tc.get_or_add_tcPr().append(parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>'))
    assert len(_read(paper, tmp_path / "a.docx").tables) == 1


def test_a_nested_table_is_flattened(paper, tmp_path):
    table = _grid(paper, [["TT", "Nội dung"], ["1", "Gồm:"]], "Table Grid")
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Sở Y tế", "Sở Nội vụ"
    document = _read(paper, tmp_path / "a.docx")
    assert len(document.tables) == 1
    assert grid(document)[1][1] == "Gồm:\nSở Y tế\nSở Nội vụ"


def test_tracked_changes_are_read_as_accepted(paper, tmp_path):
    paragraph = paper.add_paragraph("Giao ")
    for name, tag, text in (("w:del", "w:delText", "Sở Cũ"), ("w:ins", "w:t", "Sở Mới")):
        change, run, words = _element(name, id=1), _element("w:r"), _element(tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" chủ trì.")
    assert texts(_read(paper, tmp_path / "a.docx")) == ["Giao Sở Mới chủ trì."]


def test_fields_links_and_boxes_show_what_is_printed(paper, tmp_path):
    paragraph = paper.add_paragraph("Trang ")
    for tag, text, kind in (("w:fldChar", None, "begin"), ("w:instrText", "PAGE", None), ("w:fldChar", None, "separate"),
                            ("w:t", "7", None), ("w:fldChar", None, "end")):
        run, item = _element("w:r"), _element(tag)
        item.text = text
        if kind:
            item.set(qn("w:fldCharType"), kind)
        run.append(item)
        paragraph._p.append(run)
    link, run, words = _element("w:hyperlink"), _element("w:r"), _element("w:t")
    words.text = " xem thêm"
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
    box = '<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>'
    paragraph._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'))
    hidden = paragraph.add_run(" ẩn")
    hidden.font.hidden = True
    assert texts(_read(paper, tmp_path / "a.docx")) == ["Trang 7 xem thêm", "HỎA TỐC"]


@pytest.mark.parametrize(("align", "text", "expected"), [
    (WD_ALIGN_PARAGRAPH.CENTER, "KẾ HOẠCH\nPhòng, chống thiên tai", ["KẾ HOẠCH", "Phòng, chống thiên tai"]),
    (WD_ALIGN_PARAGRAPH.JUSTIFY, "Sở Y tế rà soát\ntoàn bộ hồ sơ", ["Sở Y tế rà soát toàn bộ hồ sơ"]),
    (WD_ALIGN_PARAGRAPH.JUSTIFY, "Gồm:\n- Sở Y tế;\n- Sở Nội vụ.", ["Gồm:", "- Sở Y tế;", "- Sở Nội vụ."]),
    (WD_ALIGN_PARAGRAPH.JUSTIFY, "phát triển kinh tế\n- xã hội", ["phát triển kinh tế - xã hội"]),
])
def test_soft_breaks(paper, tmp_path, align, text, expected):
    paper.add_paragraph(text).alignment = align
    assert texts(_read(paper, tmp_path / "a.docx")) == expected


def test_style_is_told(paper, tmp_path):
    paragraph = paper.add_paragraph()
    run = paragraph.add_run("CHỈ THỊ")
    run.bold, run.font.size = True, Pt(14)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paper.add_paragraph().add_run("Hòa An, ngày 1 tháng 2 năm 2025")
    run.italic = True
    first, second = _read(paper, tmp_path / "a.docx").paragraphs
    assert (first.style.bold, first.style.italic, first.style.size, first.style.align) == (True, False, 14, "center")
    assert (second.style.bold, second.style.italic) == (False, True)


def test_running_heads_and_typed_rules_stay_out(paper, tmp_path):
    paper.sections[0].header.paragraphs[0].text = "Tài liệu họp"
    for text in ("SỞ Y TẾ", "--------", "Nội dung"):
        paper.add_paragraph(text)
    document = _read(paper, tmp_path / "a.docx")
    assert texts(document) == ["SỞ Y TẾ", "Nội dung"]
    assert [(f.kind, f.text) for f in document.furniture] == [("running head", "Tài liệu họp")]


def test_an_empty_docx_and_a_bomb_are_refused(paper, tmp_path):
    paper.save(tmp_path / "a.docx")
    with pytest.raises(BrokenFile, match="không có chữ"):
        read(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, old.read(item))
        new.writestr("word/extra.xml", b" " * (400 << 20))
    with pytest.raises(Exception, match="quá lớn"):
        read(tmp_path / "b.docx")


def test_pages_are_taken_from_the_properties_only_when_they_can_be_true(paper, tmp_path):
    paper.add_paragraph("Nội dung")
    paper.save(tmp_path / "a.docx")
    for told, expected in (("12", 12), ("0", 1), ("nhiều", 1), ("999999", 1)):
        path = tmp_path / f"{expected}-{told[:2]}.docx"
        with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(path, "w") as new:
            for item in old.namelist():
                data = old.read(item)
                if item == "docProps/app.xml":
                    data = (f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
                            f'extended-properties"><Pages>{told}</Pages></Properties>').encode()
                new.writestr(item, data)
        assert read(path).source.pages == expected


def test_reading_twice_gives_the_same(paper, tmp_path):
    number = _list(paper, [("decimal", "%1.")])
    _item(paper, "Việc", number)
    document = _read(paper, tmp_path / "a.docx")
    assert texts(read(tmp_path / "a.docx")) == texts(copy.copy(document))
