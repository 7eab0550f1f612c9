"""The map of words: columns filled line by line give back the words, and spans give boxes by line."""

from array import array

import pytest

from pipeline.model import Box, Word, WordMap


def _line_of(words, page, starts, ends, left=10.0, top=20.0):
    boxes = array("f")
    for i in range(len(starts)):
        boxes.extend((left + 30 * i, top, left + 30 * i + 25, top + 12, -1.0 if i else 0.5))
    words.extend(page, starts, ends, boxes)


def test_words_added_by_line_are_those_added_one_by_one():
    by_line, one_by_one = WordMap(), WordMap()
    _line_of(by_line, 1, [0, 4], [3, 9])
    one_by_one.append(Word(0, 3, Box(1, 10, 20, 35, 32), 0.5))
    one_by_one.append(Word(4, 9, Box(1, 40, 20, 65, 32)))
    assert list(by_line) == list(one_by_one) == [Word(0, 3, Box(1, 10, 20, 35, 32), 0.5), Word(4, 9, Box(1, 40, 20, 65, 32))]


def test_a_span_has_a_box_for_each_line_that_it_touches():
    words = WordMap()
    _line_of(words, 1, [0, 4], [3, 9])
    _line_of(words, 1, [10, 14], [13, 19], top=40)
    _line_of(words, 2, [20], [25])
    assert words.boxes(4, 25) == (Box(1, 40, 20, 65, 32), Box(1, 10, 40, 65, 52), Box(2, 10, 20, 35, 32))
    assert words.boxes(9, 10) == ()
    assert [w.start for w in words.within(5, 11)] == [4, 10]


def test_a_span_tells_how_sure_its_words_are_and_a_place_its_page():
    words = WordMap()
    _line_of(words, 1, [0, 4], [3, 9])
    _line_of(words, 2, [20], [25])
    assert words.confidences(0, 25) == [w.confidence for w in words.within(0, 25)] == [0.5, None, 0.5]
    assert words.confidences(9, 10) == []
    assert [words.page_at(offset) for offset in (0, 8, 9, 21)] == [1, 1, None, 2]


def test_words_may_not_go_back():
    words = WordMap()
    _line_of(words, 1, [10], [12])
    with pytest.raises(ValueError, match="word at 4 after one at 10"):
        _line_of(words, 1, [4], [6])
