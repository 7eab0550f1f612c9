"""Several small pictures in one call of Tesseract, and pixels that grow."""

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.ocr import tesseract
from pipeline.reading.ocr.picture import grown, prepare

FONT = ImageFont.truetype("DejaVuSans.ttf", 40)


def line(text, mode="L"):
    picture = Image.new(mode, (420, 90), "white")
    ImageDraw.Draw(picture).text((20, 20), text, fill="black", font=FONT)
    return picture


@pytest.mark.parametrize("mode", [tesseract.ONE_BLOCK, tesseract.ONE_LINE])
def test_several_pictures_are_read_as_each_by_itself(mode):
    pictures = [line("HỎA TỐC"), line(""), line("KHẨN", "RGB"), line("MẶT TRẬN")]
    assert tesseract.recognise_each(pictures, 300, mode) == [tesseract.recognise(one, 300, mode) for one in pictures]


def test_no_picture_and_a_single_one():
    assert tesseract.recognise_each([], 300, tesseract.ONE_LINE) == []
    [seen] = tesseract.recognise_each([line("KHẨN")], 300, tesseract.ONE_LINE)
    assert [one.text for one in seen] == ["KHẨN"]


@pytest.mark.parametrize("by", [1, 2, 5, 7, 10])
@pytest.mark.parametrize("shape", [(60, 50), (5, 4)])
def test_pixels_grow_to_all_sides(by, shape):
    mask = np.random.default_rng(by).random(shape) < 0.03
    around = sliding_window_view(np.pad(mask, by), (2 * by + 1, 2 * by + 1)).any(axis=(2, 3))
    assert (grown(mask, by) == around).all()


@pytest.mark.parametrize(("smear", "mode"), [(20, "L"), (120, "RGB")])
def test_a_page_without_colour_is_grey_and_a_coloured_one_keeps_it(smear, mode):
    page = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(page).text((50, 300), "Kính gửi: các Sở", fill=(smear, 0, 0), font=FONT)
    assert prepare(page).straight.mode == mode
