"""Rules of a table from which a stamp took a piece."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.reading.ocr.picture import prepare
from pipeline.reading.ocr.ruled import rejoined

COLUMNS, ROWS = (100, 400, 700, 1000), (100, 300, 500)


def table():
    page = Image.new("RGB", (1200, 1600), "white")
    draw = ImageDraw.Draw(page)
    for x in COLUMNS:
        draw.line((x, ROWS[0], x, ROWS[-1]), fill="black", width=3)
    for y in ROWS:
        draw.line((COLUMNS[0], y, COLUMNS[-1], y), fill="black", width=3)
    return page, draw


def test_a_stamp_over_the_foot_of_a_table_takes_no_rule():
    page, draw = table()
    whole = len(prepare(page).rules)
    draw.ellipse((620, 400, 780, 560), outline=(210, 40, 50), width=30)
    draw.ellipse((680, 470, 720, 520), fill=(210, 40, 50))
    rules = prepare(page).rules
    assert len(rules) == whole == len(COLUMNS) + len(ROWS)
    foot = max((r for r in rules if r[2] - r[0] > r[3] - r[1]), key=lambda r: r[3])
    assert np.allclose((foot[0], foot[2]), (COLUMNS[0], COLUMNS[-1]), atol=12)
    assert all(abs(r[3] - ROWS[-1]) < 15 for r in rules if r[2] - r[0] < r[3] - r[1])


@pytest.mark.parametrize("rules", [
    ((0, 0, 100, 2), (0, 50, 100, 52), (0, 0, 2, 52), (98, 0, 100, 52)),
    ((0, 0, 100, 2), (400, 0, 500, 2), (0, 0, 2, 300), (498, 0, 500, 300)),
    ((0, 0, 100, 2), (130, 20, 200, 22)), ()])
def test_whole_rules_and_those_that_are_far_apart_stay(rules):
    assert sorted(rejoined(rules, 200)) == sorted(rules)
