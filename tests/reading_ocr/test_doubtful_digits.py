"""Figures of the head and of limits that were recognised with little confidence are told."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Box, Document, Evidence, Limit, Paragraph, Segment, Source, Task, Word, WordMap
from pipeline.structure.doubtful import doubtful_digits, low_confidence
from pipeline.tasks import check_figures
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
    assert sure == {(None, None): 1.0, (0.9, 0.9): 1.0, (0.9, 0.3): 0.75, (0.2, 0.3): 0.5}
    document, task = limited((0.9, 0.3))
    assert recognised(document, segment, task.deadlines) == pytest.approx(0.6)
