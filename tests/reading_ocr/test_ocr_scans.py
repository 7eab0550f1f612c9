"""Scans read end to end: picture in, the same document out as from a text layer."""

from __future__ import annotations

import pytest
from ocr_papers import BODY, DPI, Paper, as_pdf, needs_ocr
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import BrokenFile, NeedsOcr
from pipeline.reading import read

pytestmark = needs_ocr
SENTENCE = " ".join(BODY)


def text_of(document):
    return [document.text[p.start:p.end] for p in document.paragraphs]


def codes(document):
    return [doubt.code for doubt in document.warnings]


def test_a_scan_is_read_with_its_columns_and_boxes(tmp_path):
    document = read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body()))
    assert document.source.text_from == "ocr"
    assert SENTENCE in document.text.replace("\n", " ")
    sides = {document.text[p.start:p.end]: p.column for p in document.paragraphs}
    assert sides["Số: 27/UBND-VX"] == "left"
    assert sides["Ninh Bình, ngày 20 tháng 02 năm 2025"] == "right"
    word = next(w for w in document.words if document.text[w.start:w.end] == "Số:")
    assert word.box.x0 == pytest.approx(110, abs=3)
    assert word.box.bottom == pytest.approx(118, abs=4)
    assert all(w.confidence is not None and 0 <= w.confidence <= 1 for w in document.words)
    assert "van-ban-quet" in codes(document)


@pytest.mark.parametrize("degrees", [-1.6, 0.7, 2.5])
def test_a_skewed_scan_is_straightened(tmp_path, degrees):
    document = read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body().turned(degrees)))
    assert SENTENCE in document.text.replace("\n", " ")


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_lying_on_its_side_is_turned(tmp_path, degrees):
    document = read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body().turned(degrees)))
    assert SENTENCE in document.text.replace("\n", " ")
    assert max(w.box.bottom for w in document.words) < 300  # upright again: the words stand at the top


def test_a_text_layer_without_marks_over_a_scan_is_not_believed(tmp_path):
    """Scanners lay over the picture what they recognised without Vietnamese."""
    scan = tmp_path / "page.png"
    Paper().letterhead().body().picture.save(scan)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawImage(str(scan), 0, 0, *A4)
    layer = canvas.beginText(80, 600)
    layer.setFont("Helvetica", 7)
    layer.setTextRenderMode(3)  # invisible
    layer.textLines(["Thoc hien Cong van s6 2114 dm BO ye viec dam bao tat tu an toan giao thong"] * 12)
    canvas.drawText(layer)
    canvas.save()
    document = read(tmp_path / "a.pdf")
    assert document.source.text_from == "ocr"
    assert SENTENCE in document.text.replace("\n", " ")
    assert "Thoc hien" not in document.text


def test_print_under_a_red_stamp_is_read(tmp_path):
    paper = Paper().letterhead().body().text(360, 560, "CHỦ TỊCH", 13).text(340, 640, "Nguyễn Văn Thành", 14)
    document = read(as_pdf(tmp_path / "a.pdf", paper.ring(350, 632, 45)))
    assert "Nguyễn Văn Thành" in document.text


def test_a_ruled_table_keeps_its_cells_and_lone_figures(tmp_path):
    paper = Paper().body(80)
    ys, xs = (200, 240, 280, 320), (85, 125, 330, 510)
    for y in ys:
        paper.rule(xs[0], y, xs[-1], y)
    for x in xs:
        paper.rule(x, ys[0], x, ys[-1])
    rows = [("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"), ("1", "Rà soát cơ sở dữ liệu", "Sở Nội vụ"),
            ("2", "Tổng hợp báo cáo", "Sở Tài chính")]
    for y, cells in zip(ys, rows, strict=False):
        for x, words in zip(xs, cells, strict=False):
            paper.text(x + 6, y + 24, words, 13)
    table, = read(as_pdf(tmp_path / "a.pdf", paper)).tables
    document = read(as_pdf(tmp_path / "a.pdf", paper))
    assert (table.rows, table.cols) == (3, 3)
    assert [tuple(document.text[c.start:c.end] for c in table.cells[i:i + 3]) for i in (0, 3, 6)] == rows


def test_a_mixed_file_is_read_page_by_page(tmp_path):
    from ocr_papers import face  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont("Paper", str(face())))
    scan = tmp_path / "page.png"
    Paper().body().picture.save(scan)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Paper", 13)
    for i in range(6):
        canvas.drawString(85, 760 - 18 * i, f"{i + 1}. Sở Tài chính tham mưu bố trí kinh phí thực hiện nhiệm vụ này.")
    canvas.showPage()
    canvas.drawImage(str(scan), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    document = read(tmp_path / "a.pdf")
    assert document.source.text_from == "mixed"
    assert {w.confidence is None for w in document.words if w.box.page == 1} == {True}
    assert SENTENCE in document.text.replace("\n", " ")
    assert "trang 2" in next(d.message for d in document.warnings if d.code == "van-ban-quet")


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_a_picture_file_is_read(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    Paper().letterhead().body().picture.save(path, dpi=(DPI, DPI))
    document = read(path)
    assert document.source.text_from == "ocr"
    assert SENTENCE in document.text.replace("\n", " ")


def test_the_blank_back_of_a_sheet_raises_no_doubt(tmp_path):
    document = read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(), Paper()))
    assert document.source.pages == 2
    assert not {"trang-khong-doc-duoc", "trang-quet"} & set(codes(document))


def test_a_page_that_gives_no_words_is_told(tmp_path):
    scribble = Paper()
    for i in range(40):
        scribble.rule(100 + 9 * i, 200 + (i * 37) % 300, 120 + 8 * i, 640 - (i * 53) % 300)
    document = read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(), scribble))
    if any(w.box.page == 2 for w in document.words):
        pytest.skip("this version of Tesseract sees words in the scribble")
    assert "trang 2" in next(d.message for d in document.warnings if d.code == "trang-khong-doc-duoc")


def test_an_empty_picture_is_refused_with_advice(tmp_path):
    path = tmp_path / "a.png"
    Paper().picture.save(path)
    with pytest.raises(NeedsOcr) as error:
        read(path)
    assert "300 dpi" in error.value.advice


def test_a_damaged_picture_is_told_in_words(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    with pytest.raises(BrokenFile, match="ảnh hỏng"):
        read(path)
