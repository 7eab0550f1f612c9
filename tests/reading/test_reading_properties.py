from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reading_papers import check, grid, needs_fonts, paragraph_style, texts
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from pipeline.model import Document
from pipeline.reading import read

SYLLABLES = ("ủy", "ban", "nhân", "dân", "chỉ", "đạo", "kiểm", "tra", "bảo", "đảm", "thực", "hiện", "nghiêm", "túc",
             "phường", "xã", "quyết", "định", "kế", "hoạch", "ngưỡng", "1.250", "13/CT-TTg", "30/6/2025", "nghiệp")
words = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=60).map(" ".join)
sentences = words.map(lambda text: "Sở " + text + ".")
marks = st.sampled_from(["", "1. ", "2.1. ", "a) ", "đ) ", "- ", "+ ", "Điều 5. ", "II. "])
paragraphs = st.lists(st.tuples(marks, sentences).map("".join), min_size=1, max_size=14)
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _set(path: Path, flow: list[object]) -> Document:
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=85, rightMargin=57, topMargin=57, bottomMargin=57).build(flow)
    return read(path)


@needs_fonts
@slow
@example(items=["Sở ủy ủy ủy.", "Sở ủy ủy ủy."], look={})
@given(items=paragraphs, look=st.sampled_from([{}, {"alignment": 0}, {"leading": 21}, {"spaceAfter": 0}]))
def test_what_is_set_is_read(tmp_path, items, look):
    document = _set(tmp_path / "a.pdf", [Paragraph(item, paragraph_style(**look)) for item in items])
    check(document)
    assert texts(document) == items
    assert " ".join(document.text[w.start:w.end] for w in document.words) == document.text.replace("\n", " ")


@needs_fonts
@slow
@given(st.lists(st.tuples(sentences, sentences), min_size=1, max_size=25))
def test_tables_are_read_as_ruled(tmp_path, pairs):
    rows = [["TT", "Nội dung", "Chủ trì"], *[[str(i), *pair] for i, pair in enumerate(pairs, 1)]]
    style = paragraph_style(fontSize=10, leading=12, firstLineIndent=0, alignment=0, spaceAfter=0)
    table = LongTable([[Paragraph(text, style) for text in row] for row in rows], [40, 250, 150], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    document = _set(tmp_path / "a.pdf", [table])
    check(document)
    assert grid(document) == rows
    assert document.tables[0].header_rows == 1


@slow
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t|"), max_size=300))
def test_any_text_file_gives_a_sound_document(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text("Căn cứ " + text, encoding="utf-8")
    check(read(path))


@slow
@given(st.lists(st.lists(st.sampled_from(["", "1", "Sở Y tế", "TT", "Kính gửi:", "ngày 1 tháng 2 năm 2025"]),
                         min_size=1, max_size=4).map(" | ".join), min_size=1, max_size=12))
def test_any_cells_give_a_sound_document(tmp_path, rows):
    path = tmp_path / "a.txt"
    path.write_text("Văn bản\n" + "\n".join(rows), encoding="utf-8")
    check(read(path))
