"""Figures of the head and of limits that were recognised with little confidence are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.model import Box, Document, Evidence, Head, Limit, Paragraph, Segment, Source, Task, Word, WordMap
from pipeline.structure.doubtful import doubtful_digits, doubtful_issuer, low_confidence
from pipeline.tasks import check_figures, check_words
from pipeline.tasks.recognition import recognised

TEXT = "Số: 27/UBND-VX"


def document(*sure):
    spans = [(0, 3), (4, 14)]
    words = WordMap(Word(a, b, Box(1, a, 0, b, 10), c) for (a, b), c in zip(spans, sure, strict=True))
    return Document(Source("a.pdf", "0" * 64, 1, "ocr"), TEXT, (Paragraph(0, 14, 1),), words=words)


def test_an_unsure_number_is_doubted_with_its_words():
    doubt, = doubtful_digits(document(0.9, 0.41), {"number": (4, 14), "issuer": (0, 3)})
    assert doubt.code == "so-ngay-doc-khong-chac"
    assert "27/UBND-VX" in doubt.message
    assert "trang 1" in doubt.message


def test_sure_words_text_layers_and_words_without_figures_raise_none():
    assert doubtful_digits(document(0.9, 0.93), {"number": (4, 14)}) == ()
    assert doubtful_digits(document(None, None), {"number": (4, 14)}) == ()
    assert doubtful_digits(document(0.2, 0.93), {"number": (0, 14)}) == ()
    assert doubtful_digits(document(0.2, 0.2), {}) == ()


@pytest.mark.parametrize(("issuer", "sure", "doubted"), [
    ("UBND huyện Đăk R?láp 5", 0.9, True), ("UBND huyện Krông Nô", 0.3, False), ("UBND xã Lâm Sơn Hạ", 0.9, True),
    ("Ban Chỉ đạo thực hiện nghị quyết (khóa xd", 0.3, True), ("Ban Chỉ đạo thực hiện nghị quyết", 0.9, False)])
def test_an_issuer_that_nobody_knows_and_that_was_hardly_read_is_doubted(issuer, sure, doubted):
    head = Head(issuer=issuer, issued_on=date(2019, 5, 29))
    told = doubtful_issuer(document(sure, sure), head, (0, 14))
    assert [doubt.code for doubt in told] == ["co-quan-doc-khong-chac"] * doubted
    assert doubtful_issuer(replace(document(None, None), source=Source("a.docx", "0" * 64, None, "docx")), head, (0, 14)) == ()


def test_low_confidence_of_a_span():
    assert low_confidence(document(0.9, 0.3), 0, 14)
    assert not low_confidence(document(0.9, 0.3), 0, 3)


def limited(sure):
    words = WordMap(Word(a, b, Box(2, a, 0, b, 10), c) for (a, b), c in zip([(0, 5), (6, 16)], sure, strict=True))
    document = Document(Source("a.pdf", "0" * 64, 2, "ocr"), "trước 15/03/2025", (Paragraph(0, 16, 2),), words=words)
    limit = Limit("trước 15/03/2025", "DATE", due=date(2025, 3, 15), start=0, end=16)
    task = Task("0" * 16, "1", "báo cáo", "obligation", (), (), (limit, limit), None, Evidence(2, 0, 5), 0.9)
    return document, task


def test_an_unsure_figure_in_a_limit_is_told_once_with_its_words():
    document, task = limited((0.9, 0.4))
    doubt, = check_figures(document, (task, task))
    assert doubt.code == "thoi-han-doc-khong-chac"
    assert "“15/03/2025”" in doubt.message
    assert "trang 2" in doubt.message


def test_sure_figures_and_text_layers_raise_no_doubt_about_limits():
    for sure in ((0.2, 0.9), (None, None)):
        document, task = limited(sure)
        assert list(check_figures(document, (task,))) == []


def test_words_that_were_hardly_recognised_make_a_row_less_sure():
    segment = Segment(0, 16, "act", "imperative", "obligation")
    sure = {pair: recognised(limited(pair)[0], segment, ()) for pair in ((None, None), (0.9, 0.9), (0.9, 0.3), (0.2, 0.3))}
    assert sure == {(None, None): 1.0, (0.9, 0.9): 1.0, (0.9, 0.3): 0.4, (0.2, 0.3): 0.4}
    document, task = limited((0.9, 0.3))
    assert recognised(document, segment, task.deadlines) == pytest.approx(0.32)


def row(doubted):
    """A row of forty words of which so many were hardly recognised."""
    text = " ".join(f"từ{n:02}" for n in range(40))
    words = WordMap(Word(5 * n, 5 * n + 4, Box(3, n, 0, n + 1, 10), 0.3 if n < doubted else 0.95) for n in range(40))
    document = Document(Source("a.pdf", "0" * 64, 3, "ocr"), text, (Paragraph(0, len(text), 3),), words=words)
    return document, Task("0" * 16, "2.a", text, "obligation", (), (), (), None, Evidence(3, 0, len(text)), 0.9)


@pytest.mark.parametrize(("doubted", "left"), [(0, 1.0), (1, 0.85), (3, 0.55), (8, 0.4), (40, 0.4)])
def test_each_doubtful_word_takes_its_share_of_a_row(doubted, left):
    document, task = row(doubted)
    segment = Segment(0, task.evidence.end, "act", "imperative", "obligation")
    assert recognised(document, segment, ()) == pytest.approx(left)


def test_a_row_of_hardly_recognised_words_is_told():
    document, task = row(7)
    doubt, = check_words(document, (task,))
    assert doubt.code == "nhiem-vu-doc-khong-chac"
    assert all(words in doubt.message for words in ("Mục 2.a", "7 chữ", "“từ00”", "trang 3", "…"))
    document, task = row(1)
    assert list(check_words(document, (task,))) == []
