import unicodedata

import pytest
from docx import Document as open_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from legacy_papers import SAMPLES, docx, in_font, tcvn3, vni

from pipeline.reading import read

OLD, TEXT = "ViÖc x©y dùng kÕ ho¹ch", "Việc xây dựng kế hoạch"


@pytest.mark.parametrize("encode", [tcvn3, vni])
@pytest.mark.parametrize("name", ["cd-33-cd-ttg-2024", "ct-08-ct-ubnd-2021", "kh-2140-kh-ubnd-2025", "qd-164-qd-syt-2014"])
def test_a_whole_directive_in_old_fonts_is_read_as_in_unicode(tmp_path, name, encode):
    path = SAMPLES / f"{name}.docx"
    in_font(open_docx(path), encode).save(tmp_path / path.name)
    first, second = read(path), read(tmp_path / path.name)
    assert second.text == first.text
    assert second.paragraphs == first.paragraphs
    assert second.warnings == first.warnings


def test_unicode_under_the_name_of_an_old_font_stays(tmp_path):
    texts = ["Việc xây dựng kế hoạch là của sở", "Cà Mau và Hà Nam", "Có 12 ca", "Số: 12/CT-UBND"]
    document = read(docx(tmp_path / "a.docx", *([(".VnTime", text)] for text in texts)))
    assert document.text == "\n".join(texts)


def test_each_paragraph_is_judged_for_itself(tmp_path):
    lines = [(".VnTime", "Việc xây dựng kế hoạch là của sở")] * 3 + [(".VnTime", OLD)]
    assert read(docx(tmp_path / "a.docx", *([line] for line in lines))).text.endswith("\n" + TEXT)


def test_old_and_new_fonts_in_one_paragraph(tmp_path):
    runs = [(None, "Giao sở theo dõi "), (".VnTime", "viÖc x©y dùng "), ("VNI-Times", "keá hoaïch"), (None, " đúng hạn")]
    assert read(docx(tmp_path / "a.docx", runs)).text == "Giao sở theo dõi việc xây dựng kế hoạch đúng hạn"


def test_a_vni_mark_may_stand_in_the_run_after_its_vowel(tmp_path):
    runs = [("VNI-Times", "Keá hoa"), ("VNI-Times", "ïch naêm")]
    assert read(docx(tmp_path / "a.docx", runs)).text == "Kế hoạch năm"


def test_a_soft_hyphen_of_word_is_a_letter(tmp_path):
    paper = open_docx()
    paragraph = paper.add_paragraph()
    run = paragraph.add_run("h")
    run.font.name = ".VnTime"
    run._r.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
    run._r.append(parse_xml(f"<w:t {nsdecls('w')}>íng dÉn</w:t>"))
    paper.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").text == "hướng dẫn"


def test_the_font_may_come_from_a_style(tmp_path):
    paper = open_docx()
    fonts = paper.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    fonts.set(qn("w:ascii"), ".VnTime")
    fonts.set(qn("w:hAnsi"), ".VnTime")
    paper.add_paragraph(OLD)
    paper.add_paragraph().add_run("Đã có chữ Unicode").font.name = "Times New Roman"
    paper.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").text == TEXT + "\nĐã có chữ Unicode"


def test_a_text_box_is_rewritten_once(tmp_path):
    paper = open_docx()
    run = paper.add_paragraph().add_run(OLD)
    run.font.name = ".VnTime"
    run._r.append(parse_xml(
        f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr>"
        "<w:t>hÌ hÕ, rÊt gÊp</w:t></w:r></w:p></w:txbxContent></w:pict>"))
    paper.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").text == TEXT + "\nhè hế, rất gấp"


def test_the_number_of_a_list_may_be_set_in_an_old_font(tmp_path):
    paper = open_docx()
    paper.add_paragraph("Phạm vi", style="List Number")
    number = paper.styles["List Number"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    root = paper.part.numbering_part.element
    abstract = next(n for n in root.findall(qn("w:num")) if n.get(qn("w:numId")) == number)
    identity = abstract.find(qn("w:abstractNumId")).get(qn("w:val"))
    level = next(a for a in root.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == identity).find(qn("w:lvl"))
    level.find(qn("w:lvlText")).set(qn("w:val"), "§iÒu %1.")
    for old in level.findall(qn("w:rPr")):
        level.remove(old)
    level.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr>"))
    paper.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx").text == "Điều 1. Phạm vi"


def test_headers_and_footers_too(tmp_path):
    paper = open_docx()
    paper.add_paragraph("Nội dung")
    paper.sections[0].header.paragraphs[0].add_run("Tµi liÖu häp").font.name = ".VnTime"
    paper.save(tmp_path / "a.docx")
    assert [f.text for f in read(tmp_path / "a.docx").furniture] == ["Tài liệu họp"]


@pytest.mark.parametrize("text", ["Uỷ ban xử lý hoả hoạn, thuỷ lợi", "Ủy ban xử lý hỏa hoạn, thủy lợi"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_text_is_composed_and_keeps_the_place_of_its_tones(tmp_path, text, form):
    document = read(docx(tmp_path / "a.docx", [(None, unicodedata.normalize(form, text))]))
    assert document.text == text
    assert document.warnings == ()
