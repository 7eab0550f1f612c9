"""Names stamped in red, recipients and short lines that the reading of the whole page lost."""

import numpy as np
import pytest
from ocr_papers import BLACK, DPI, POINT, RED, Paper, needs_ocr
from PIL import Image

from pipeline.reading.ocr import missed
from pipeline.reading.ocr.again import doubtful
from pipeline.reading.ocr.red_names import added
from pipeline.reading.ocr.tesseract import Seen


def signed(*lines, color=RED, ring=True):
    paper = Paper().letterhead().body()
    paper.text(85, 420, "Nơi nhận:", 12).text(85, 438, "- Như trên;", 11).text(380, 420, "GIÁM ĐỐC", 13)
    if ring:
        paper.ring(400, 490, 48)
    for i, words in enumerate(lines):
        paper.text(400, 570 + 20 * i, words, 14, color)
    return paper


class Page:
    """A page whose red ink is known."""

    def __init__(self, paper):
        pixels = np.asarray(paper.picture).astype(int)
        red = (pixels[:, :, 0] - pixels[:, :, 1] > 50)
        self.red = Image.fromarray(np.where(red, 0, 255).astype(np.uint8))


BLOCK = tuple(round(edge * POINT) for edge in (340, 400, 595, 650))


@needs_ocr
@pytest.mark.parametrize(("words", "taken"), [
    (("Lê Hoàng Anh",), True), (("PHÓ GIÁM ĐỐC", "Hà Văn Phúc"), True), (("ĐÃ KIỂM TRA",), False), (("Bản chính",), False)])
def test_titles_and_names_of_signers_stamped_in_red_are_taken_and_other_words_not(words, taken):
    page = Page(signed(*words))
    lines = {}
    for s in added(page, [], BLOCK, DPI):
        lines.setdefault(s.line, []).append(s.text)
    assert [" ".join(line).replace("ĐÓC", "ĐỐC") for line in lines.values()] == (list(words) if taken else [])


@needs_ocr
def test_red_letters_without_a_seal_and_where_black_was_read_surely_are_left():
    assert added(Page(signed("Lê Hoàng Anh", ring=False)), [], BLOCK, DPI) == []
    black = Seen("Anh", 470 * POINT, 558 * POINT, 500 * POINT, 572 * POINT, 0.9, 570 * POINT, 14 * POINT, 1)
    assert added(Page(signed("Lê Hoàng Anh")), [black], BLOCK, DPI) == [black]
    unsure = added(Page(signed("Lê Hoàng Anh")), [Seen("Ấ", black.x0, black.top, black.x1, black.bottom, 0.2,
                                                         black.baseline, 9, 1)], BLOCK, DPI)
    assert [s.text for s in unsure] == ["Lê", "Hoàng", "Anh"]


def test_the_share_of_doubtful_letters_in_a_part():
    words = [Seen("Như", 10, 0, 40, 10, 0.9, 9, 10), Seen("trên", 50, 0, 80, 10, 0.3, 9, 10),
             Seen("xa", 500, 0, 520, 10, 0.1, 9, 10)]
    assert doubtful(words, (0, 0, 100, 20)) == pytest.approx(4 / 7)
    assert doubtful(words, (200, 0, 300, 20)) == 0


@needs_ocr
def test_a_short_line_without_words_is_read_by_itself_when_it_is_print():
    paper = Paper().text(85, 100, "KHOA:", 13).text(85, 140, "Các cơ quan liên quan", 13)
    paper.draw.line([(300 + 9 * i, 600 + (i * 7919) % 40) for i in range(60)], BLACK, 3)  # a scribble
    grey = paper.picture.convert("L")
    known = [Seen(w, x * POINT, 128 * POINT, (x + 30) * POINT, 144 * POINT, 0.9, 140 * POINT, 13 * POINT, 1)
             for w, x in (("Các", 85), ("cơ", 115), ("quan", 145), ("liên", 175), ("quan", 205))]
    found = missed.lines(grey, known, DPI)
    assert [s.text for s in found] == ["KHOA:"]
    assert abs(found[0].x0 - 85 * POINT) < 6
    assert found[0].line > 1
    assert missed.lines(grey, [], DPI) == []
