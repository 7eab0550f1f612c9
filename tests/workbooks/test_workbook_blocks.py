"""Rows that go over from workbook to workbook in packed blocks."""

from __future__ import annotations

from functools import partial

import openpyxl
import pytest

from pipeline.workbooks.blocks import ROWS, kept_blocks
from pipeline.workbooks.files import save
from pipeline.workbooks.sheet import Book, Cell, Column, Layout, Sheet, Shown
from tools.bench.registers import AS_OF

COLUMNS = (Column("TT", 6, "center"), Column("Nội dung", 40), Column("Mở", 20, "name link"))
WORDS = [f"Rà soát, báo cáo việc thứ {n} <A1> c r=\"B7\"" for n in range(3 * ROWS + 5)]


@pytest.fixture
def write(tmp_path):
    """Write a workbook of these words; returns what was made, not taken over."""
    def run(words, name="so.xlsx", form="1", before=0):
        made = []

        def values(number, text):
            made.append(text)
            return [number, text, Cell(text, "name link", f"../{len(text)}/tệp.xlsx")]

        def book():
            whole = Book()
            sheet = Sheet(whole, "Sổ", Layout(COLUMNS, ()))
            for _ in range(before):
                sheet.row([0, "đầu", None])
            with kept_blocks(tmp_path / ".rows", form) as blocks:
                sheet.kept_rows(blocks, (Shown(text.encode(), (number,), partial(values, number, text))
                                         for number, text in enumerate(words, 1)))
            sheet.row([None, "cuối", None])
            sheet.finish()
            return whole

        save(book, tmp_path / name, "Sổ", AS_OF)
        return made
    run.folder = tmp_path
    return run


def rows_in(path, first=2):
    sheet = openpyxl.load_workbook(path).active
    return [(row[0].value, row[1].value, row[2].hyperlink and row[2].hyperlink.target)
            for row in sheet.iter_rows(min_row=first, max_row=sheet.max_row - 1)]


def expected(words):
    return [(number, text, f"../{len(text)}/tệp.xlsx") for number, text in enumerate(words, 1)]


def test_blocks_that_show_the_same_are_taken_over_and_give_the_same_bytes(write):
    assert write(WORDS) == WORDS
    first = (write.folder / "so.xlsx").read_bytes()
    assert rows_in(write.folder / "so.xlsx") == expected(WORDS)
    assert write(WORDS, "lai.xlsx") == []
    assert (write.folder / "lai.xlsx").read_bytes() == first
    changed = ["khác" if n == 70 else text for n, text in enumerate(WORDS)]
    assert write(changed, "sau.xlsx") == ["khác"]
    assert rows_in(write.folder / "sau.xlsx") == expected(changed)


@pytest.mark.parametrize("change", [lambda words: ["mới", *words], lambda words: words[3:], lambda words: words[::-1],
                                    lambda words: words[:10] + words[90:] + words[10:90]])
def test_rows_that_move_are_taken_out_of_their_blocks(write, change):
    write(WORDS)
    assert write(change(WORDS), "sau.xlsx") == [word for word in ("mới",) if word in change(WORDS)]
    assert rows_in(write.folder / "sau.xlsx") == expected(change(WORDS))
    fresh = write(change(WORDS), "moi.xlsx", form="")
    assert fresh == change(WORDS)
    assert (write.folder / "moi.xlsx").read_bytes() == (write.folder / "sau.xlsx").read_bytes()


def test_blocks_under_other_rows_are_numbered_anew(write):
    write(WORDS)
    assert write(WORDS, "sau.xlsx", before=2) == []
    assert rows_in(write.folder / "sau.xlsx", 4) == expected(WORDS)


def test_blocks_of_another_program_are_not_taken_over(write):
    write(WORDS)
    assert write(WORDS, form="2") == WORDS
    assert write(WORDS, form="2") == []


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:20], lambda data: data[:-7],
                                   lambda data: b"x" * 16 + data[16:]])
def test_blocks_of_a_file_that_are_spoilt_are_made_anew(write, spoil):
    write(WORDS)
    (write.folder / ".rows").write_bytes(spoil((write.folder / ".rows").read_bytes()))
    assert write(WORDS, "sau.xlsx") == WORDS
    assert rows_in(write.folder / "sau.xlsx") == expected(WORDS)
    assert [path.name for path in write.folder.glob("*.part")] == []


def test_a_block_that_is_spoilt_is_made_anew(write):
    write(WORDS)
    data = bytearray((write.folder / ".rows").read_bytes())
    data[30] ^= 255
    (write.folder / ".rows").write_bytes(data)
    assert write(WORDS, "sau.xlsx") == WORDS[:ROWS]
    assert rows_in(write.folder / "sau.xlsx") == expected(WORDS)
