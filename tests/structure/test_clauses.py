import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Cell, Document, Paragraph, Source, Table
from pipeline.structure.clauses import build_clauses, quotations

CLOSING = re.compile(r"Trên đây|Trong quá trình")


def document(*paragraphs: str, tables: tuple[Table, ...] = ()) -> Document:
    found, at = [], 0
    for text in paragraphs:
        found.append(Paragraph(at, at + len(text), 1))
        at += len(text) + 1
    return Document(Source("a.txt", "0" * 64, 1, "txt"), "\n".join(paragraphs), tuple(found), tables)


def tree(*paragraphs: str) -> list[tuple[str | None, str]]:
    doc = document(*paragraphs)
    return [(c.path, doc.text[c.start:c.end]) for c in build_clauses(doc, (0, len(doc.text)), (), CLOSING)]


def test_mixed_levels_as_people_write_them():
    assert tree("UBND tỉnh yêu cầu:", "I. NHIỆM VỤ", "1. Sở A", "- Làm một.", "- Làm hai.", "2. Sở B:", "a) Làm ba;", "đ) Làm bốn.",
                "+ Chi tiết.", "II. TỔ CHỨC", "1. Sở C làm.") == [
        (None, "UBND tỉnh yêu cầu:"), ("I", "NHIỆM VỤ"), ("I.1", "Sở A"), ("I.1", "Làm một."), ("I.1", "Làm hai."), ("I.2", "Sở B:"),
        ("I.2.a", "Làm ba;"), ("I.2.đ", "Làm bốn."), ("I.2.đ", "Chi tiết."), ("II", "TỔ CHỨC"), ("II.1", "Sở C làm.")]


def test_a_number_in_two_parts_is_not_doubled():
    assert [path for path, _ in tree("1. Một", "1.1. Một một", "1.2. Một hai", "a) Điểm", "2. Hai")] == ["1", "1.1", "1.2", "1.2.a", "2"]


def test_articles_carry_their_word():
    assert [path for path, _ in tree("Điều 1. Phê duyệt.", "Điều 2. Giao:", "1. Sở A làm.", "a) Việc.")] == [
        "Điều 1", "Điều 2", "Điều 2.1", "Điều 2.1.a"]


def test_a_number_alone_on_its_line_takes_the_next_paragraph():
    assert tree("1.", "Sở A làm.") == [("1", "Sở A làm.")]


def test_a_continuation_belongs_to_its_number_and_a_closing_to_none():
    assert tree("1. Sở A làm.", "Thêm một ý.", "2. Sở B làm.", "Trên đây là chỉ đạo.") == [
        ("1", "Sở A làm."), ("1", "Thêm một ý."), ("2", "Sở B làm."), (None, "Trên đây là chỉ đạo.")]


def test_numbers_restart_in_an_annex():
    doc = document("1. Việc một.", "2. Việc hai.", "PHỤ LỤC", "1. Việc ba.")
    start = doc.text.index("PHỤ LỤC")
    clauses = build_clauses(doc, (0, start - 1), ((start, len(doc.text)),), CLOSING)
    assert [(c.zone, c.path) for c in clauses] == [("body", "1"), ("body", "2"), ("annex", None), ("annex", "1")]


def test_small_roman_after_h_is_a_letter():
    assert [p for p, _ in tree("1. A", "g) B", "h) C", "i) D")][-1] == "1.i"
    assert [p for p, _ in tree("1. A", "i) B", "ii) C")][-2:] == ["1.i", "1.ii"]


def test_law_cited_at_length_keeps_its_numbers_to_itself():
    doc = document("1. Quy định:", "“Điều 5. Nội dung.", "2. Khoản hai.", "a) Điểm a.”", "2. Sở A làm.")
    clauses = build_clauses(doc, (0, len(doc.text)), (), CLOSING)
    assert [c.path for c in clauses] == ["1", "1", "1", "1", "2"]
    assert len(quotations(doc.text, (0, len(doc.text)))) == 1


def test_table_rows_know_their_columns():
    cells = [["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian"], ["1", "Làm việc A", "Sở A", "Quý I/2026"], ["2", "Làm việc B", "Sở B", "Quý II/2026"]]
    texts = [t for row in cells for t in row]
    doc = document(*texts)
    spans = [(p.start, p.end) for p in doc.paragraphs]
    table = Table(0, len(doc.text), 1, 3, 4, tuple(Cell(*spans[i], i // 4, i % 4) for i in range(12)), 1)
    doc = Document(doc.source, doc.text, doc.paragraphs, (table,))
    clauses = build_clauses(doc, (0, len(doc.text)), (), CLOSING)
    assert [(c.kind, c.path, doc.text[c.start:c.end]) for c in clauses] == [("row", "1", "Làm việc A"), ("row", "2", "Làm việc B")]
    assert clauses[0].row is not None
    assert [role for role, _, _ in clauses[0].row.cells] == ["ordinal", "work", "lead", "deadline"]


@given(st.lists(st.sampled_from(["1. a", "2. b", "a) c", "đ) d", "- e", "+ f", "I. g", "plain.", "lead-in:", "1.1. h", "Điều 3. i", "(i) k"]), max_size=25))
def test_the_tree_covers_every_paragraph_once(lines):
    doc = document(*lines)
    clauses = build_clauses(doc, (0, len(doc.text)), (), CLOSING)
    assert len(clauses) == len(lines)
    assert all(c.parent is None or c.parent < c.index for c in clauses)
    assert all(clauses[i].start >= clauses[i - 1].end for i in range(1, len(clauses)))
    assert all(c.has_children == any(d.parent == c.index for d in clauses) for c in clauses)
