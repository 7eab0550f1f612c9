"""Clauses of any length cost about what they are long."""

import time

import pytest

from pipeline.compose import extract, warm_up

HEAD = ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/UBND-VX\nLào Cai, ngày 05 tháng 3 năm 2024\nV/v rà soát\n\n"
        "UBND tỉnh yêu cầu:\n1. ")
SECONDS = 8  # of CPU; the cube of the length would be minutes


@pytest.mark.parametrize("words", ["abc", "trước ngày 15 tháng 6 năm 2024 và trước ngày 30 tháng 9 năm 2024, "])
def test_a_clause_of_10000_letters_takes_seconds(tmp_path, words):
    path = tmp_path / "a.txt"
    path.write_text(HEAD + (words * 10_000)[:10_000] + ".\n", "utf-8")
    warm_up()
    before = time.process_time()
    extract(path)
    assert time.process_time() - before < SECONDS
