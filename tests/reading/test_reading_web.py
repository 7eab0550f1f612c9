import io
import zipfile
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from reading_papers import check, columns, grid, texts
from word_papers import paper, paragraph, reading

from pipeline.errors import BrokenFile, SecretDirective
from pipeline.reading import read
from pipeline.reading.decoding import decode, mended
from pipeline.reading.office_files import soffice
from pipeline.reading.sniff import kind_of


def _page(tmp_path, body, head="", name="cong-van.doc", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return reading(path)


LINES = [
    ("paragraphs", "<p>1. Sở Y tế\n  rà soát <b>chợ</b>.</p><div>2. Sở Nội vụ</div>tiếp", ["1. Sở Y tế rà soát chợ.", "2. Sở Nội vụ", "tiếp"]),
    ("breaks", "<div>Kính gửi:<br>- Sở Y tế;<br/>- Sở Nội vụ.</div>", ["Kính gửi:", "- Sở Y tế;", "- Sở Nội vụ."]),
    ("wrapped", "<p>Sở Y tế rà soát<br>toàn bộ chợ.</p>", ["Sở Y tế rà soát toàn bộ chợ."]),
    ("ordered", "<ol start=3><li>Sở Y tế</li><li><p>Sở Nội vụ</p></li></ol>", ["3. Sở Y tế", "4. Sở Nội vụ"]),
    ("letters", "<ol type=a><li>Rà soát</li><li>Báo cáo</li></ol>", ["a) Rà soát", "b) Báo cáo"]),
    ("nested", "<ol><li>Sở Y tế<ul><li>Rà soát</li></ul></li><li>Sở Nội vụ</li></ol>", ["1. Sở Y tế", "- Rà soát", "2. Sở Nội vụ"]),
    ("word-list", "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Sở Y tế</p>", ["1. Sở Y tế"]),
    ("conditional", "<!--[if gte mso 9]><xml>rác</xml><![endif]--><p>Sở Y tế</p>", ["Sở Y tế"]),
    ("entities", "<p>S&#7903; Y t&#7871; &amp; m&igrave;nh</p>", ["Sở Y tế & mình"]),
    ("silent", "<script>var a = 'x';</script><style>p {}</style><p>Sở Y tế</p>", ["Sở Y tế"]),
    ("form", "<p>Chủ trì: <select><option>Sở Y tế<option selected>Sở Nội vụ</select> <input value='30/6/2025'></p>", ["Chủ trì: Sở Nội vụ 30/6/2025"]),
    ("note", "<p>ngày 15/7/2025<sup>2</sup>.</p>", ["ngày 15/7/2025."]),
    ("pre", "<pre>Kính gửi:\n- Sở Y tế;\n- Sở Nội vụ.</pre>", ["Kính gửi:", "- Sở Y tế;", "- Sở Nội vụ."]),
]


@pytest.mark.parametrize(("body", "lines"), [one[1:] for one in LINES], ids=[one[0] for one in LINES])
def test_a_page_is_read_as_word_shows_it(tmp_path, body, lines):
    document, doubts = _page(tmp_path, body)
    assert texts(document) == lines
    assert not doubts


@pytest.mark.parametrize(("words", "code"), [
    ("<s>Sở Nội vụ</s>", "chu-gach-ngang"), ("<del>Sở Nội vụ</del>", "chu-gach-ngang"),
    ("<span style='text-decoration: line-through'>Sở Nội vụ</span>", "chu-gach-ngang"),
    ("<span style='display:none'>Sở Nội vụ</span>", "chu-an"), ("<font color=white>Sở Nội vụ</font>", "chu-an"),
    ("<span class=an>Sở Nội vụ</span>", "chu-an"), ("<span style='font-size:1px'>Sở Nội vụ</span>", "chu-an"),
    ("<b hidden>Sở Nội vụ</b>", "chu-an"),
])
def test_what_the_page_does_not_show_is_no_text(tmp_path, words, code):
    document, doubts = _page(tmp_path, f"<p>Sở Y tế {words} báo cáo.</p>", "<style>.an, #x {mso-hide: all; visibility:hidden}</style>")
    assert texts(document) == ["Sở Y tế báo cáo."]
    assert "Sở Nội vụ" in doubts[code]


def test_tables_have_their_merged_cells(tmp_path):
    rows = ("<tr bgcolor='#1F497D' style='color:white'><th>TT</th><th>Nội dung</th><th>Chủ trì</th></tr>"
            "<tr><td>1</td><td rowspan=2>Rà soát</td><td>Sở Y tế</td></tr><tr><td>2</td><td>Sở Nội vụ</td></tr>"
            "<tr><td colspan=2>Cộng</td><td>2</td></tr>")
    document, doubts = _page(tmp_path, f"<table border=1>{rows}</table>")
    assert grid(document) == [["TT", "Nội dung", "Chủ trì"], ["1", "Rà soát", "Sở Y tế"], ["2", "", "Sở Nội vụ"], ["Cộng", "", "2"]]
    assert not doubts


def test_a_letterhead_in_a_table_gives_columns(tmp_path):
    document, _ = _page(tmp_path, "<table><tr><td>UBND TỈNH HÒA AN<br>Số: 12/UBND-VX</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
                                  "<br>Độc lập - Tự do - Hạnh phúc</td></tr></table><p>Sở Y tế báo cáo.</p>")
    assert columns(document, "left") == ["UBND TỈNH HÒA AN", "Số: 12/UBND-VX"]
    assert len(columns(document, "right")) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_pages_in_any_encoding(tmp_path, encoding):
    assert texts(_page(tmp_path, "<p>Sở Y tế</p>", encoding=encoding)[0]) == ["Sở Y tế"]


@pytest.mark.parametrize("head", ["<!DOCTYPE html><html>", "\ufeff<HTML lang=vi>", "<?xml version='1.0'?>\n<html xmlns='x'>",
                                  "<!-- lưu từ web -->\n<html>", "<div>", "<meta charset=utf-8>", "<table>"])
def test_pages_are_known_by_their_first_tag(tmp_path, head):
    path = tmp_path / "a.doc"
    path.write_text(f"{head}<p>Sở Y tế</p>", "utf-8")
    assert kind_of(path) == "html"


def test_a_page_without_words_is_refused(tmp_path):
    with pytest.raises(BrokenFile, match="không có chữ"):
        _page(tmp_path, "<img src=a.png>")


@pytest.mark.parametrize("body", ["<p>T<b>Ố</b>I MẬT</p>", "<p style='display:none'>TỐI MẬT</p>", "<!-- TỐI MẬT --><p>x</p>",
                                  "<img alt='TỐI MẬT'><p>x</p>", "<table><tr><td>a</td><td>TỐI MẬT</td></tr></table>", "<p>TỐI\nMẬT</p>",
                                  "<pre>a\nTỐI MẬT\nb</pre>", "<s>TỐI MẬT</s><p>x</p>"])
def test_the_gate_sees_all_of_a_page(tmp_path, body):
    with pytest.raises(SecretDirective):
        _page(tmp_path, body)


def _mht(page, encoding="utf-8"):
    message = MIMEMultipart("related")
    message.attach(MIMEText(page, "html", encoding))
    return message.as_bytes()


def test_a_page_saved_with_its_pictures(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(_mht("<html><p>Sở Y tế báo cáo.</p></html>"))
    assert texts(reading(path)[0]) == ["Sở Y tế báo cáo."]
    path.write_bytes(_mht("<html><p>TỐI MẬT</p></html>"))
    with pytest.raises(SecretDirective):
        read(path)


def _mail(tmp_path, plain, page):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Công văn"
    if plain:
        message.set_content(plain)
        message.add_alternative(page, subtype="html") if page else None
    else:
        message.set_content(page, subtype="html")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    document = read(path)
    check(document)
    return document


def test_the_text_of_a_message(tmp_path):
    rows = "<table border=1><tr><td>TT</td><td>Nội dung</td></tr><tr><td>1</td><td>Rà soát</td></tr></table>"
    assert texts(_mail(tmp_path, None, "<p>Sở Y tế</p><p>Sở Nội vụ</p>")) == ["Sở Y tế", "Sở Nội vụ"]
    assert texts(_mail(tmp_path, "Sở Y tế", "<p><b>Sở Y tế</b></p>")) == ["Sở Y tế"]
    assert len(_mail(tmp_path, "TT Nội dung 1 Rà soát", rows).tables) == 1


def _docx(text):
    data = io.BytesIO()
    paper(data, paragraph(text))
    return data.getvalue()


CHUNKS = [
    ("page", "a.html", "<html><body><p>2. Sở Nội vụ</p></body></html>".encode),
    ("saved-page", "a.mht", lambda: _mht("<html><p>2. Sở Nội vụ</p></html>")),
    ("text", "a.txt", "2. Sở Nội vụ".encode),
    ("text-1258", "a.txt", lambda: "2. Sơ\u0309 Nô\u0323i vu\u0323".encode("cp1258")),
    ("word", "a.docx", lambda: _docx("2. Sở Nội vụ")),
]


@pytest.mark.parametrize(("name", "data"), [one[1:] for one in CHUNKS], ids=[one[0] for one in CHUNKS])
def test_parts_put_into_a_word_file_are_read_in_their_place(tmp_path, name, data):
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("1. Sở Y tế"), '<w:altChunk r:id="rId901"/>',
                                     paragraph("3. Sở Xây dựng"), parts={"aFChunk": (name, data())}))
    assert texts(document) == ["1. Sở Y tế", "2. Sở Nội vụ", "3. Sở Xây dựng"]
    assert not doubts


def test_a_part_that_cannot_be_read_is_told(tmp_path):
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("1. Sở Y tế"), '<w:altChunk r:id="rId901"/>',
                                     parts={"aFChunk": ("a.docx", b"PK\x03\x04hong")}))
    assert texts(document) == ["1. Sở Y tế"]
    assert "a.docx" in doubts["tep-nhung-trong-word"]


def test_embedded_documents_are_read_and_other_files_told(tmp_path):
    embedded = '<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="{}" r:id="{}"/></w:object>'
    document, doubts = reading(paper(
        tmp_path / "a.docx", paragraph("1. Sở Y tế", f"<w:r>{embedded.format('Word.Document.12', 'rId901')}</w:r>"),
        paragraph("3. Sở Xây dựng", f"<w:r>{embedded.format('Package', 'rId902')}</w:r>",
                  f"<w:r>{embedded.format('Equation.3', 'rId902')}</w:r>"),
        parts={"package1": ("embeddings/a.docx", _docx("2. Sở Nội vụ")), "oleObject2": ("embeddings/o.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}))
    assert texts(document) == ["1. Sở Y tế", "2. Sở Nội vụ", "3. Sở Xây dựng"]
    assert "1 tệp" in doubts["tep-nhung-trong-word"]
    assert "o.bin (Package)" in doubts["tep-nhung-trong-word"]


RTF = b"{\\rtf1\\ansi 2. Giao phong theo doi\\par{\\v T\\u7888?I M\\u7852?T}\\par}"


@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
def test_a_part_in_rich_text_is_read(tmp_path):
    data = RTF.replace(b"T\\u7888?I M\\u7852?T", b"an")
    document, doubts = reading(paper(tmp_path / "a.docx", paragraph("1. Sở Y tế"), '<w:altChunk r:id="rId901"/>',
                                     parts={"aFChunk": ("a.rtf", data)}))
    assert texts(document) == ["1. Sở Y tế", "2. Giao phong theo doi"]
    assert list(doubts) == ["chu-an"]


@pytest.mark.parametrize("data", ["<p>TỐI MẬT</p>".encode(), _mht("<html><p>TỐI MẬT</p></html>"), RTF, _docx("TỐI MẬT")])
def test_the_gate_sees_parts_put_in(tmp_path, data):
    with pytest.raises(SecretDirective):
        read(paper(tmp_path / "a.docx", paragraph("1. Sở Y tế"), '<w:altChunk r:id="rId901"/>', parts={"aFChunk": ("a.mht", data)}))


def test_strict_open_xml(tmp_path):
    path = paper(tmp_path / "a.docx", paragraph("1. Sở Y tế", properties='<w:jc w:val="center"/>'))
    strict = (("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
              ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for item in old.namelist():
            data = old.read(item)
            for told, name in strict:
                data = data.replace(told.encode(), name.encode())
            new.writestr(item, data)
    document, _ = reading(tmp_path / "b.docx")
    assert texts(document) == ["1. Sở Y tế"]
    assert document.paragraphs[0].style.align == "center"


TEXT = "ỦY BAN NHÂN DÂN TỈNH\nSở Công Thương rà soát quy hoạch chợ trước ngày 30/6/2025 – “báo cáo”.\nSở Tài chính bố trí kinh phí.\n"


def _read_as(data, encoding):
    return "".join(bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in data)


@pytest.mark.parametrize(("wrong", "times"), [("cp1252", 1), ("latin-1", 1), ("cp1258", 1), ("mac_roman", 1), ("cp437", 1), ("cp1252", 2)])
def test_text_saved_in_a_wrong_encoding_is_put_right(tmp_path, wrong, times):
    spoilt = TEXT
    for _ in range(times):
        spoilt = _read_as(spoilt.encode(), wrong)
    assert spoilt != TEXT
    assert mended(spoilt) == TEXT
    path = tmp_path / "a.txt"
    path.write_text(spoilt, "utf-8", newline="")
    document, doubts = reading(path)
    assert texts(document)[1].startswith("Sở Công Thương rà soát quy hoạch chợ")
    assert list(doubts) == ["sai-bang-ma"]


@pytest.mark.parametrize("text", [TEXT, "Uû ban nh©n d©n tØnh chØ ®¹o c¸c së, ban, ngµnh", "Plain words only.", "Điều 1. Ð¡n", "café à la carte, naïve"])
def test_text_that_reads_well_or_is_of_another_kind_stays(text):
    assert mended(text) == text


def test_a_torn_letter_does_not_change_the_encoding():
    data = TEXT.encode()
    cut = data[:data.rindex("í".encode()) + 1] + b"."
    assert decode(cut)[:60] == TEXT[:60]
