"""Capitals that are small letters by their height, and capitals that are none."""

import pytest

from pipeline.reading.ocr.cases import corrected
from pipeline.reading.ocr.sizes import reach
from pipeline.reading.ocr.tesseract import Seen

EM = 40.0


def line(n, text, shown=None, em=EM):
    """A printed line: the words as they are read, with the height of what is shown."""
    words = []
    for i, (read, drawn) in enumerate(zip(text.split(), (shown or text).split(), strict=True)):
        above, below = reach(drawn)
        base = 100.0 + 50 * n
        words.append(Seen(read, 60.0 * i, base - above * em, 60.0 * i + 50, base + below * em, 0.95, base, em, n))
    return words


def read(*lines):
    return [" ".join(s.text for s in words) for words in corrected(lines)]


BODY = "thực hiện một số nhiệm"


@pytest.mark.parametrize(("seen", "printed"), [
    ("Vụ Sau:", "vụ sau:"), ("Vụ Sau:", "Vụ Sau:"), ("Cơ quan", "cơ quan"),
    ("Các vụ", "Các vụ")])
def test_the_height_of_a_word_tells_its_case(seen, printed):
    assert read(line(0, BODY), line(1, seen, printed))[1] == printed


@pytest.mark.parametrize("words", ["Ủy ban nhân dân", "Thủ tướng", "Sở Y tế", "Cục Thuế"])
def test_words_that_are_capital_or_tell_nothing_stay(words):
    assert read(line(0, BODY), line(1, words))[1] == words


def test_small_type_is_measured_by_its_own_line():
    assert read(line(0, BODY), line(1, "- Như trên; Sở Xây dựng;", em=0.8 * EM))[1] == "- Như trên; Sở Xây dựng;"


def test_without_a_line_near_nothing_is_changed():
    assert read(line(0, BODY), line(9, "Vụ Sau:", "vụ sau:"))[1] == "Vụ Sau:"
    assert read(line(0, "Vụ Sau:", "vụ sau:")) == ["Vụ Sau:"]


def test_round_letters_in_a_line_of_small_ones():
    assert read(line(0, "phối hợp với BỘ, ngành")) == ["phối hợp với Bộ, ngành"]
    assert read(line(0, "BỘ CÔNG AN")) == ["BỘ CÔNG AN"]
