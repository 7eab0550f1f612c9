"""Semicolons that were read as colons, told by their ink."""

import pytest
from PIL import Image, ImageDraw

from pipeline.reading.ocr.signs import corrected
from pipeline.reading.ocr.tesseract import Seen

BASE, SIZE = 60, 40


def printed(sign, gap=6):
    """A word of two letters and a sign behind it: the dots stand on the baseline, the comma reaches under it."""
    page = Image.new("L", (200, 100), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((20, 40, 34, BASE - 1), fill=0)
    draw.rectangle((38, 40, 52, BASE - 1), fill=0)
    left = 52 + gap
    draw.rectangle((left, 42, left + 3, 45), fill=0)
    draw.rectangle((left, BASE - 4, left + 3, BASE - 1 + (6 if sign == ";" else 0)), fill=0)
    return page, left + 4


def read(text, following, sign, gap=6):
    page, right = printed(sign, gap)
    words = [Seen(text, 20, 40, right, BASE, 0.9, BASE, SIZE), Seen(following, 90, 40, 120, BASE, 0.9, BASE, SIZE)]
    return corrected(page, words)[0].text


def test_a_colon_that_reaches_under_the_line_is_a_semicolon():
    assert read("nổ:", "chủ", ";") == "nổ;"


@pytest.mark.parametrize(("text", "following", "sign", "gap"), [
    ("nổ:", "chủ", ":", 6), ("nổ;", "chủ", ":", 6), ("nổ:", "Chủ", ";", 6), ("sau:", "chủ", ";", 6), ("nổ:", "chủ", ";", 0),
    ("nổ.", "chủ", ";", 6), (":", "chủ", ";", 6)])
def test_what_is_not_clear_stays(text, following, sign, gap):
    assert read(text, following, sign, gap) == text


def test_a_page_without_words():
    assert corrected(printed(";")[0], []) == []
