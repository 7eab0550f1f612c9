"""Making pictures of pages ready: what is straightened and what counts as a stamp."""

import numpy as np
import pytest
from PIL import Image

from pipeline.reading.ocr.picture import prepare
from pipeline.reading.ocr.scan import is_upright
from pipeline.reading.ocr.tesseract import Seen


def leaning(degrees):
    """Grey rows of print, turned on white paper."""
    page = np.full((1400, 1000, 3), 255, dtype=np.uint8)
    for top in range(150, 1250, 40):
        page[top:top + 12, 120:880] = np.where(np.arange(760) % 24 < 16, 20, 255)[None, :, None]
    return Image.fromarray(page).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor="white")


def with_specks(page, colour):
    pixels = np.asarray(page).copy()
    pixels[3::40, 5::40] = colour
    return Image.fromarray(pixels)


@pytest.mark.parametrize("degrees", [0.0, 1.3])
def test_specks_of_faint_red_that_go_with_the_turning_are_no_stamp(degrees):
    ready = prepare(with_specks(leaning(degrees), (255, 200, 200)))
    assert (ready.red is None) == (degrees > 0)
    assert ready.picture.size == ready.straight.size == (1000, 1400)


@pytest.mark.parametrize("stamp", [False, True])
def test_the_page_in_colour_is_as_straight_as_the_picture(stamp):
    page = leaning(1.3)
    if stamp:
        page.paste((220, 30, 40), (600, 20, 700, 80))
    ready = prepare(page)
    assert (ready.red is not None) == stamp
    dark = [np.asarray(p.convert("L"))[150:1250, 200:800] < 140 for p in (ready.picture, ready.straight)]
    assert (dark[0] == dark[1]).mean() > 0.99
    assert np.diff(dark[0].any(axis=1).astype(int)).clip(0).sum() >= 26  # rows of print stand apart again


@pytest.mark.parametrize(("ink", "paper", "darker"), [(20, 255, False), (120, 255, True), (120, 215, True)])
def test_only_the_strokes_of_a_pale_page_are_darkened_and_its_paper_stays_bright(ink, paper, darker):
    page = np.full((1400, 1000, 3), paper, dtype=np.uint8)
    page[200:1200:40, 100:900] = page[201:1200:40, 100:900] = ink
    column = np.asarray(prepare(Image.fromarray(page)).picture)[190:250, 500]
    assert column.max() >= (paper if not darker else 0.58 * 255)
    assert (column.min() < 0.6 * ink) == darker


@pytest.mark.parametrize(("text", "wide", "tall", "upright"), [
    ("STT", 18, 27, False), ("VỊ", 20, 28, True), ("ghi", 30, 27, True), ("lý", 16, 26, True), ("chuyên", 30, 80, False)])
def test_a_word_on_its_side_is_narrow(text, wide, tall, upright):
    assert is_upright(Seen(text, 0, 0, wide, tall, 0.9, tall, tall, 0)) == upright
