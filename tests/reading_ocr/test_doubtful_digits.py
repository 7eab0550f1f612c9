"""Figures of the head that were recognised with little confidence are told."""

from __future__ import annotations

from pipeline.model import Box, Document, Paragraph, Source, Word, WordMap
from pipeline.structure.doubtful import doubtful_digits, low_confidence

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
