import pytest
from reading_papers import texts
from word_papers import paper, paragraph, reading, run, table

from pipeline.errors import SecretDirective
from pipeline.reading import read
from pipeline.reading.word.raised import raised

STYLES = """
<w:style w:type="character" w:styleId="Bo"><w:name w:val="Bỏ"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Bo2"><w:name w:val="Bỏ nữa"/><w:basedOn w:val="Bo"/></w:style>
<w:style w:type="paragraph" w:styleId="An"><w:name w:val="Ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Mau"><w:name w:val="Màu"/><w:tblStylePr w:type="firstRow"><w:tcPr>
<w:shd w:val="clear" w:fill="1F497D"/></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="character" w:styleId="Nhac"><w:name w:val="Placeholder Text"/></w:style>"""

UNSEEN = [
    ("strike", "<w:strike/>", "chu-gach-ngang"),
    ("dstrike", "<w:dstrike/>", "chu-gach-ngang"),
    ("strike-style", '<w:rStyle w:val="Bo"/>', "chu-gach-ngang"),
    ("strike-base", '<w:rStyle w:val="Bo2"/>', "chu-gach-ngang"),
    ("vanish", "<w:vanish/>", "chu-an"),
    ("white", '<w:color w:val="FFFFFF"/>', "chu-an"),
    ("nearly-white", '<w:color w:val="FDFDFD"/>', "chu-an"),
    ("as-its-ground", '<w:color w:val="1F497D"/><w:shd w:val="clear" w:fill="1F497D"/>', "chu-an"),
    ("one-point", '<w:sz w:val="2"/>', "chu-an"),
    ("no-fill", "<w14:textFill><w14:noFill/></w14:textFill>", "chu-an"),
]


@pytest.mark.parametrize(("properties", "code"), [one[1:] for one in UNSEEN], ids=[one[0] for one in UNSEEN])
def test_what_the_page_does_not_show_is_no_text_and_is_told(tmp_path, properties, code):
    path = paper(tmp_path / "a.docx", paragraph("1. Sở Y tế báo cáo trước ngày ", run("10/6/2025", properties), " 30/6/2025."),
                 paragraph(run("2. Sở Tài chính bố trí kinh phí.", properties)), styles=STYLES)
    document, doubts = reading(path)
    assert texts(document) == ["1. Sở Y tế báo cáo trước ngày 30/6/2025."]
    assert list(doubts) == [code]
    assert "2 chỗ" in doubts[code]
    assert "“10/6/2025” ở đoạn “1. Sở Y tế báo cáo" in doubts[code]


SEEN = [
    ("strike-off", '<w:rStyle w:val="Bo"/><w:strike w:val="0"/>'),
    ("white-on-blue", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F497D"/>'),
    ("white-marked", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'),
    ("grey", '<w:color w:val="808080"/>'),
    ("automatic", '<w:color w:val="auto"/>'),
    ("small", '<w:sz w:val="14"/>'),
]


@pytest.mark.parametrize("properties", [one[1] for one in SEEN], ids=[one[0] for one in SEEN])
def test_what_can_be_seen_stays(tmp_path, properties):
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("Sở ", run("Y tế", properties)), styles=STYLES))
    assert texts(document) == ["Sở Y tế"]
    assert not doubts


def test_white_letters_of_a_coloured_heading_are_seen(tmp_path):
    white = paragraph(run("Nội dung", '<w:color w:val="FFFFFF"/>'))
    filled = table([white, white], ["Rà soát", "Báo cáo"], cell='<w:shd w:val="clear" w:fill="1F497D"/>')
    styled = table([white, white], ["Rà soát", "Báo cáo"]).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Mau"/>')
    document, doubts = reading(paper(tmp_path / "a.docx", filled, styled, styles=STYLES))
    assert document.text.count("Nội dung") == 4
    assert not doubts


def test_hidden_paragraphs_and_rows_are_out(tmp_path):
    rows = table(["TT", "Việc"], ["1", "Rà soát"], ["2", "Lập danh mục"])
    at = rows.rindex("<w:tr>") + len("<w:tr>")
    rows = rows[:at] + "<w:trPr><w:hidden/></w:trPr>" + rows[at:]
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("Bí số", properties='<w:pStyle w:val="An"/>'), rows, styles=STYLES))
    assert "Bí số" not in document.text
    assert "danh mục" not in document.text
    assert "2 chỗ" in doubts["chu-an"]


def test_tracked_deletions_are_told(tmp_path):
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>10/6</w:delText></w:r></w:del>'
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("Trước ngày ", deleted, "30/6")))
    assert texts(document) == ["Trước ngày 30/6"]
    assert "“10/6”" in doubts["sua-chua-duyet"]


@pytest.mark.parametrize("properties", ["<w:strike/>", "<w:vanish/>", '<w:sz w:val="2"/>'])
def test_the_gate_sees_what_the_page_hides(tmp_path, properties):
    with pytest.raises(SecretDirective):
        read(paper(tmp_path / "a.docx", paragraph(run("TỐI MẬT", properties)), paragraph("Sở Y tế báo cáo.")))


def _control(content, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_what_was_filled_in_is_text_and_prompts_are_none(tmp_path):
    nhac = '<w:rStyle w:val="Nhac"/>'
    document, doubts = reading(paper(
        tmp_path / "a.docx", paragraph("1. ", _control(run("Sở Y tế"), "<w:dropDownList/>"), " báo cáo."),
        paragraph("2. ", _control(run("Chọn cơ quan.", nhac), "<w:showingPlcHdr/>"), "Sở Nội vụ báo cáo."),
        _control(paragraph(run("Nhập nội dung ở đây")), "<w:showingPlcHdr/>"),
        paragraph("3. Sở ", run("[Nhập tên cơ quan]"), "báo cáo trước ngày ", run("Click or tap to enter a date.")),
        paragraph("4. ", run("Nhập ngày", nhac), run("Sở Xây dựng", nhac), " báo cáo."), styles=STYLES))
    assert texts(document) == ["1. Sở Y tế báo cáo.", "2. Sở Nội vụ báo cáo.", "3. Sở báo cáo trước ngày",
                               "4. Sở Xây dựng báo cáo."]
    assert "5 ô" in doubts["o-chua-dien"]


def _field(code, result=None, form=""):
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}">{form if kind == "begin" else ""}</w:fldChar></w:r>'
             for kind in ("begin", "separate", "end")}
    shown = "" if result is None else marks["separate"] + run(result)
    inner = code if code.startswith("<") else f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return marks["begin"] + inner + shown + marks["end"]


def _form(inner):
    return f'<w:ffData><w:name w:val="a"/>{inner}</w:ffData>'


LIST = '<w:ddList>{}<w:listEntry w:val="Sở Y tế"/><w:listEntry w:val="Sở Nội vụ"/></w:ddList>'
FIELDS = [
    ("list", _field(" FORMDROPDOWN ", None, _form(LIST.format('<w:result w:val="1"/>'))), "Sở Nội vụ", None),
    ("list-default", _field(" FORMDROPDOWN ", None, _form(LIST.format(""))), "Sở Y tế", None),
    ("list-shown", _field(" FORMDROPDOWN ", "Sở Nội vụ", _form(LIST.format(""))), "Sở Nội vụ", None),
    ("box", _field(" FORMCHECKBOX ", None, _form("<w:checkBox><w:checked/></w:checkBox>")), "☒", None),
    ("box-off", _field(" FORMCHECKBOX ", None, _form('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>')), "☐", None),
    ("typed", _field(" FORMTEXT ", "Sở Y tế", _form('<w:textInput><w:default w:val="Tên cơ quan"/></w:textInput>')), "Sở Y tế", None),
    ("not-typed", _field(" FORMTEXT ", "Tên cơ quan", _form('<w:textInput><w:default w:val="Tên cơ quan"/></w:textInput>')), "", "o-chua-dien"),
    ("merged", _field(" MERGEFIELD Don_vi ", "Sở Y tế"), "Sở Y tế", None),
    ("not-merged", _field(" MERGEFIELD Don_vi ", "«Don_vi»"), "", "o-chua-dien"),
    ("if", _field("<w:r><w:instrText> IF </w:instrText></w:r>" + _field(" MERGEFIELD x ", "A")
                  + '<w:r><w:instrText> = "A" "Sở Y tế" "Sở Nội vụ" </w:instrText></w:r>', "Sở Y tế"), "Sở Y tế", None),
    ("button", _field(" MACROBUTTON NoMacro [Bấm vào đây] "), "", None),
    ("date", _field(' DATE \\@ "dd/MM/yyyy" ', "15/7/2025"), "15/7/2025", "ngay-tu-doi"),
    ("date-simple", f'<w:fldSimple w:instr=" DATE ">{run("15/7/2025")}</w:fldSimple>', "15/7/2025", "ngay-tu-doi"),
    ("reference", _field(" REF _Ref1 ", "mục 2"), "mục 2", None),
]


@pytest.mark.parametrize(("field", "text", "code"), [one[1:] for one in FIELDS], ids=[one[0] for one in FIELDS])
def test_fields_show_their_values_only(tmp_path, field, text, code):
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("Kính gửi: ", field)))
    assert texts(document) == [f"Kính gửi: {text}".strip()]
    assert list(doubts) == ([code] if code else [])


@pytest.mark.parametrize(("before", "text", "added"), [
    ("trước ngày 15/7/2025", "2", ""), ("theo quy định", "1", ""), ("quy định", "[3]", ""), ("Sở Y tế", "(*)", ""),
    ("diện tích 20 m", "2", "²"), ("50 km", "2", "²"), ("2 x 10", "6", "⁶"), ("ngày 10/10", "3", ""),
    ("năm 2010", "1", ""), ("chợ", " 1, 2 ", " "), ("Sở", "Y tế", "Y tế"),
])
def test_marks_of_notes_are_no_digits(before, text, added):
    assert raised(text, before) == added


REFERENCE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'


def _noted(tmp_path, note, before="1. Sở Y tế rà soát", after="."):
    return reading(paper(tmp_path / "a.docx", paragraph(before, REFERENCE.format(7), after), notes={"7": note}))


@pytest.mark.parametrize(("note", "text"), [
    ("Thời hạn: trước ngày 30/6/2025. Cơ quan phối hợp: Sở Xây dựng.",
     "1. Sở Y tế rà soát. Thời hạn: trước ngày 30/6/2025. Cơ quan phối hợp: Sở Xây dựng."),
    ("Hoàn thành trước ngày 30/6/2025.", "1. Sở Y tế rà soát (hoàn thành trước ngày 30/6/2025)."),
    ("Chậm nhất trong quý III.", "1. Sở Y tế rà soát (chậm nhất trong quý III)."),
    ("Phối hợp với Sở Nội vụ.", "1. Sở Y tế rà soát (phối hợp với Sở Nội vụ)."),
])
def test_a_note_that_says_who_or_until_when_belongs_to_its_sentence(tmp_path, note, text):
    document, doubts = _noted(tmp_path, note)
    assert texts(document) == [text]
    assert note[:20] in doubts["chu-thich-giao-viec"]


@pytest.mark.parametrize("note", [
    "Quyết định số 12/QĐ-UBND ngày 03/4/2025 về quy chế phối hợp với các sở.", "Theo số liệu báo cáo ngày 01/5/2025.",
    "Trước ngày 01/3/2025 là Sở Giao thông vận tải.", "Gồm 12 chợ hạng ba.",
])
def test_sources_and_explanations_stay_aside(tmp_path, note):
    document, doubts = _noted(tmp_path, note)
    assert texts(document) == ["1. Sở Y tế rà soát."]
    assert not doubts
    assert [one.text for one in document.furniture] == [f"7 {note}"]


def test_a_note_stands_behind_its_own_sentence(tmp_path):
    document, _ = _noted(tmp_path, "Xong trước ngày 30/6/2025.", "Sở Y tế rà soát", " chợ; Sở Nội vụ theo dõi.")
    assert texts(document) == ["Sở Y tế rà soát chợ (xong trước ngày 30/6/2025); Sở Nội vụ theo dõi."]
