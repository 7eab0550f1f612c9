"""What is a mark of secrecy as text, what only may be one, and what only speaks of secrecy."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.reading.secrecy import examples, words
from pipeline.reading.secrecy.words import Mark


@pytest.mark.parametrize(("degree", "text"), [(d, text) for d, texts in examples.EXAMPLES.items() for text in texts])
def test_marks(degree, text):
    assert words.mark(text) == Mark(degree)
    assert words.mark(unicodedata.normalize("NFD", text)) == Mark(degree)


@pytest.mark.parametrize("text", examples.DOUBTS)
def test_doubts(text):
    found = words.mark(text)
    assert found
    assert not found.sure


@pytest.mark.parametrize("text", examples.NONE)
def test_what_only_speaks_of_secrecy(text):
    assert words.mark(text) is None


@pytest.mark.parametrize("name", examples.NAMES)
def test_marks_in_names(name):
    assert words.in_name(name)


@pytest.mark.parametrize("name", examples.NO_NAMES)
def test_names_without_marks(name):
    assert words.in_name(name) is None


def test_the_end_of_a_sentence_is_no_mark():
    above = "Các cơ quan, đơn vị thực hiện nghiêm quy định về việc sao, chụp tài liệu"
    assert list(words.lines([above, "mật."])) == [above]
    assert list(words.lines(["Danh mục bí mật nhà nước độ", "Mật"])) == ["Danh mục bí mật nhà nước độ"]
    assert list(words.lines(["Số: 12/UBND-NC", "mật"])) == ["Số: 12/UBND-NC", "mật"]


def test_a_register_of_secret_papers_is_not_secret_itself():
    rows = [["TT", "Số, ký hiệu", "Độ mật"], ["1", "12/KH", "Mật"], ["2", "13/KH", "Tối mật"]]
    assert not any(map(words.mark, words.cells(rows)))
    assert not any(map(words.mark, words.cells([["Mật", "Tối mật", "Tuyệt mật"], ["3", "1", "0"]])))
    assert any(map(words.mark, words.cells([["Độ mật:", "Tối mật"]])))
