"""What Word shows and hides: tracked changes, boxes, notes, comments, controls, hidden text, signs."""

import re

import pytest
from docx import Document as open_docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from pipeline.reading import read

NAMES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
         'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
         'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')
CHANGE = 'w:id="1" w:author="x" w:date="2025-01-01T00:00:00Z"'


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _named(xml):
    return re.sub(r"^<[\w:]+", lambda tag: f"{tag.group()} {NAMES}", xml)


def _document(tmp_path, *body, parts=()):
    paper = open_docx()
    for fragment in body:
        paper.element.body.insert(len(paper.element.body) - 1, parse_xml(_named(fragment)))
    for kind, name, xml in parts:
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        part = Part(PackURI(f"/word/{name}.xml"), content, _named(xml).encode(), paper.part.package)
        paper.part.relate_to(part, kind)
    paper.save(tmp_path / "a.docx")
    return read(tmp_path / "a.docx")


DELETED = f"<w:del {CHANGE}><w:r><w:delText>cũ</w:delText></w:r></w:del>"
INSERTED = f"<w:ins {CHANGE}>{r('mới')}</w:ins>"
MOVED = f"<w:moveFrom {CHANGE}>{r('đi')}</w:moveFrom>"
ARRIVED = f"<w:moveTo {CHANGE}>{r('đến')}</w:moveTo>"
CASES = [
    ("deletion out, insertion in", [p(r("Giao ") + DELETED + INSERTED + r(" sở"))], ["Giao mới sở"]),
    ("moved from out, moved to in", [p(r("Một ") + MOVED), p(ARRIVED + r(" hai"))], ["Một", "đến hai"]),
    ("an insertion inside a deletion is gone", [p(r("Một") + f"<w:del {CHANGE}>{INSERTED}</w:del>")], ["Một"]),
    ("a deletion inside an insertion is gone", [p(r("Một") + f"<w:ins {CHANGE}>{DELETED}</w:ins>")], ["Một"]),
    ("a deleted end of paragraph joins", [p(r("Giao sở "), f"<w:rPr><w:del {CHANGE}/></w:rPr>"), "<w:bookmarkStart w:id='9' w:name='x'/>",
                                          p(r("báo cáo."))], ["Giao sở báo cáo."]),
    ("two deleted ends", [p(r("a "), f"<w:rPr><w:del {CHANGE}/></w:rPr>"), p(r("b "), f"<w:rPr><w:moveFrom {CHANGE}/></w:rPr>"),
                          p(r("c")), p(r("d"))], ["a b c", "d"]),
    ("an inserted end stays", [p(r("Một"), f"<w:rPr><w:ins {CHANGE}/></w:rPr>"), p(r("hai"))], ["Một", "hai"]),
    ("a deleted row", [f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:del {CHANGE}/></w:trPr><w:tc>{p(r('cũ'))}</w:tc></w:tr>"
                       f"<w:tr><w:tc>{p(r('mới'))}</w:tc></w:tr></w:tbl>"], ["mới"]),
    ("hidden runs", [p(r("Thấy ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>" + r("được"))], ["Thấy được"]),
    ("hiding switched off", [p("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Hiện</w:t></w:r>")], ["Hiện"]),
    ("controls in the line", [p(r("Ngày ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{r('05')}</w:sdtContent></w:sdt>" + r(" tháng 6"))],
     ["Ngày 05 tháng 6"]),
    ("controls around paragraphs", [f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('Một'))}<w:sdt><w:sdtContent>{p(r('Hai'))}</w:sdtContent>"
                                    "</w:sdt></w:sdtContent></w:sdt>"], ["Một", "Hai"]),
    ("controls around rows and cells", [
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{p(r('Một'))}</w:tc></w:sdtContent></w:sdt>"
        f"<w:tc>{p(r('Hai'))}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"], ["Một", "Hai"]),
    ("comments", [p(f"<w:commentRangeStart w:id='0'/>{r('Giao sở')}<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>")],
     ["Giao sở"]),
    ("smart tags and links", [p(f"<w:smartTag w:element='place'>{r('Hòa An')}</w:smartTag><w:hyperlink>{r(' đây')}</w:hyperlink>")],
     ["Hòa An đây"]),
    ("signs", [p("<w:r>" + "".join(f'<w:sym w:font="{f}" w:char="{c}"/>' for f, c in (
        ("Symbol", "F0B3"), ("Symbol", "F0A3"), ("Symbol", "00B1"), ("Symbol", "F0B4"), ("Wingdings", "F0FE"), ("Wingdings", "F06F"),
        ("Wingdings 2", "F052"))) + "</w:r>")], ["≥≤±×☑□☑"]),
    ("signs nobody knows do not break", [p(r("a") + '<w:r><w:sym w:font="Symbol" w:char="zz"/><w:sym w:char="FFFFFFF"/></w:r>')], ["a"]),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_word_prints(tmp_path, body, expected):
    document = _document(tmp_path, *body)
    assert document.text.split("\n") == expected
    assert document.furniture == ()


BOX = f"<w:txbxContent>{p(r('Số: 05/CT-UBND'))}{p(r('HỎA TỐC'))}</w:txbxContent>"
VML = f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"
BOTH = (f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>")
EMPTY_CHOICE = (f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}"
                "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>")


@pytest.mark.parametrize("box", [VML, BOTH, EMPTY_CHOICE], ids=["vml", "both", "fallback only"])
def test_a_text_box_stands_at_its_anchor_once(tmp_path, box):
    document = _document(tmp_path, p(r("UBND TỈNH HÒA AN") + box), p(r("Kính gửi: Sở Y tế")))
    assert document.text.split("\n") == ["UBND TỈNH HÒA AN", "Số: 05/CT-UBND", "HỎA TỐC", "Kính gửi: Sở Y tế"]


def test_a_text_box_in_a_cell_stays_in_the_cell(tmp_path):
    borders = "<w:tblPr><w:tblBorders><w:insideH w:val='single'/><w:insideV w:val='single'/></w:tblBorders></w:tblPr>"
    row = f"<w:tr><w:tc>{p(r('Một'))}</w:tc><w:tc>{p(BOTH)}</w:tc></w:tr>"
    document = _document(tmp_path, f"<w:tbl>{borders}<w:tblGrid/>{row}</w:tbl>")
    cell = document.tables[0].cells[1]
    assert document.text[cell.start:cell.end] == "Số: 05/CT-UBND\nHỎA TỐC"


@pytest.mark.parametrize(("kind", "name", "tag"), [(RT.FOOTNOTES, "footnotes", "footnote"), (RT.ENDNOTES, "endnotes", "endnote")])
def test_notes_are_set_aside(tmp_path, kind, name, tag):
    notes = (f"<w:{name}><w:{tag} w:type='separator' w:id='-1'>{p('<w:r><w:separator/></w:r>')}</w:{tag}>"
             f"<w:{tag} w:id='1'>{p(f'<w:r><w:{tag}Ref/></w:r>' + r(' Ban hành kèm theo'))}</w:{tag}></w:{name}>")
    document = _document(tmp_path, p(r("Quy chế") + f"<w:r><w:{tag}Reference w:id='1'/></w:r>" + r(" mới")), parts=[(kind, name, notes)])
    assert document.text == "Quy chế mới"
    assert [(f.kind, f.text) for f in document.furniture] == [("footnote", "1 Ban hành kèm theo")]


def test_comments_are_no_text_at_all(tmp_path):
    comments = f"<w:comments><w:comment w:id='0'>{p(r('xem lại'))}</w:comment></w:comments>"
    document = _document(tmp_path, p(r("Giao sở")), parts=[(RT.COMMENTS, "comments", comments)])
    assert (document.text, document.furniture) == ("Giao sở", ())


def test_running_heads_are_set_aside_and_boxes_in_them_too(tmp_path):
    header = f"<w:hdr>{p(r('Trang') + VML)}</w:hdr>"
    document = _document(tmp_path, p(r("Nội dung")), parts=[(RT.HEADER, "header", header)])
    assert document.text == "Nội dung"
    assert [(f.kind, f.text) for f in document.furniture] == [("running head", "Trang Số: 05/CT-UBND HỎA TỐC")]
