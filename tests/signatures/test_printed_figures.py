"""Figures of a scan that a first reading doubted: what is print is taken, what may be a hand's is not."""

import pytest
from PIL import Image

from pipeline.reading.ocr import tesseract
from pipeline.reading.ocr.tesseract import Seen
from pipeline.reading.signatures import look
from pipeline.reading.signatures.blanks import Blank
from pipeline.reading.signatures.look import Sheet, printed_figures

LINE, BLOCK = tesseract.ONE_LINE, tesseract.ONE_BLOCK


def reader(upright, leaning, modes):
    """Recognition that says ``upright`` of the picture as it stands and ``leaning`` of one that was turned."""
    def recognise(picture, dpi, mode, only=""):
        turned = picture.getpixel((picture.width // 2, picture.height // 2)) != 77
        value, sure = leaning if turned else upright
        return [Seen(value, 0, 0, 20, 20, sure, 20, 20)] if mode in modes and value else []
    return recognise


def blank(sure):
    return Blank("number", None, 0, 0, (0.0, 0.0, 40.0, 20.0), "12", sure)


def marked():
    """Grey 77 in the middle, which stays only where the picture is not turned (``level`` is replaced)."""
    return Sheet(Image.new("L", (120, 60), 77), 3.0)


@pytest.fixture
def read(monkeypatch):
    def run(sure, upright, leaning, modes=(LINE, BLOCK)):
        monkeypatch.setattr(tesseract, "recognise", reader(upright, leaning, modes))
        monkeypatch.setattr(look, "level", lambda piece, _: Image.new("L", piece.size, 99))
        found = printed_figures(marked(), blank(sure))
        return found.value if found else None
    return run


@pytest.mark.parametrize(("sure", "upright", "leaning", "value"), [
    (0.52, ("12", 0.95), ("12", 0.6), "12"),  # print is read the same when it leans
    (0.52, ("42", 0.95), ("", 0.0), None),  # a hand's figures lean already
    (0.52, ("42", 0.95), ("72", 0.9), None),
    (0.75, ("12", 0.95), ("", 0.0), "12"),  # read well enough the first time
    (0.52, ("12", 0.3), ("12", 0.3), "12"),  # all looks agree with the first reading
    (0.52, ("47", 0.3), ("47", 0.3), None),
])
def test_much_doubted_figures_must_be_read_leaning_too(read, sure, upright, leaning, value):
    assert read(sure, upright, leaning) == value


def test_figures_under_a_rule_are_read_as_a_block(read):
    assert read(0.52, ("12", 0.95), ("12", 0.95), modes=(BLOCK,)) == "12"
    assert read(0.52, ("12", 0.95), ("12", 0.95), modes=()) is None
