"""Who watches an inbox, and how far an intake is, as other processes see it."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import pytest

from pipeline.office.attendance import Board, attendant, attended, progress
from pipeline.paging import Page


@contextmanager
def elsewhere():
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield lambda work, *given: pool.submit(work, *given).result(60)


def also(home):
    with attended(home) as only:
        return only


def test_one_process_attends_at_a_time_and_others_know_who(tmp_path):
    with elsewhere() as other:
        assert other(attendant, tmp_path) == ""
        with attended(tmp_path) as only:
            assert only
            assert "tiến trình" in other(attendant, tmp_path)
            assert not other(also, tmp_path)
        assert other(attendant, tmp_path) == ""
        assert other(also, tmp_path)


def test_where_nothing_can_be_written_nobody_is_known_to_attend(tmp_path):
    (tmp_path / "home").write_text("a file in the way")
    with attended(tmp_path / "home") as only:
        assert not only


def test_progress_is_there_while_an_intake_lasts(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.office.attendance._SELDOM", 0)
    (tmp_path / "tiep-nhan").mkdir()
    board = Board(tmp_path)
    assert progress(tmp_path).total == 0
    board.advance(1, 3, "b.pdf")
    board.paged("b.pdf", Page("picture", 3, 12))
    found = progress(tmp_path)
    assert (found.done, found.total, found.name, found.pages) == (1, 3, "b.pdf", {"b.pdf": Page("picture", 3, 12)})
    board.drop("b.pdf")
    board.advance(2, 3, "c.pdf")
    assert progress(tmp_path).pages == {}
    board.clear()
    assert progress(tmp_path).total == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"done": 1}', '{"done": 1, "total": 2, "name": "a", "pages": {"a": 3}}'])
def test_progress_that_cannot_be_read_is_none(tmp_path, text):
    (tmp_path / "tiep-nhan").mkdir()
    (tmp_path / "tiep-nhan/tien-do.json").write_text(text)
    assert progress(tmp_path).total == 0
