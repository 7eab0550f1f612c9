"""One name for a body that recognition read in two ways."""

import pytest

from pipeline.model import Document, Evidence, Party, Source, Task
from pipeline.tasks import one_name


def task(*lead):
    parties = tuple(Party(name, name, known) for name, known in lead)
    return Task("0" * 16, None, "rà soát", "obligation", parties, (), (), None, Evidence(1, 0, 7, ()), 0.9)


def names(text_from, *tasks):
    document = Document(Source("a.pdf", "0" * 64, 1, text_from), "", ())
    return [[party.agency for party in one.lead] for one in one_name(document, tasks)]


RIGHT, OFTEN = ("UBND xã Quảng Phú", None), ("Sở Công Thương tỉnh Lào Cai", "tinh-lao-cai.so-cong-thuong")


@pytest.mark.parametrize(("read", "others", "taken"), [
    ("UBND xã Quang Phú", [RIGHT, RIGHT], RIGHT[0]), ("Sở Cõng Thương tỉnh Lào Cai", [OFTEN], OFTEN[0]),
    ("Sở Công Thượng tỉnh Lào Cạii", [OFTEN], OFTEN[0]),
    ("UBND xã Quang Phú", [RIGHT], "UBND xã Quang Phú"),  # as often as the other: nobody knows
    ("UBND xã Quang Phúc", [RIGHT, RIGHT], "UBND xã Quang Phúc"),  # a letter, and nobody knows the other
    ("Sở Nội vụ", [("Sở Nông vụ", None)], "Sở Nội vụ")])
def test_a_name_nobody_knows_is_that_of_another_row_but_for_its_marks(read, others, taken):
    rows = [task((read, None)), *map(task, others)]
    assert names("ocr", *rows)[0] == [taken]
    assert names("pdf", *rows)[0] == [read]


def test_a_body_stands_once_in_a_row():
    assert names("ocr", task(("UBND xã Quang Phú", None), RIGHT), task(RIGHT)) == [[RIGHT[0]], [RIGHT[0]]]
