"""Lines of doubtful tasks stand as pictures in the workbook, and what cannot be drawn costs nothing else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from pipeline.model import Box
from pipeline.model.review import REVIEWS
from pipeline.office import picturing
from pipeline.store import open_store, sha256_of
from pipeline.workbooks.review_values import PICTURES
from tests.reading.reading_papers import Sheet, needs_fonts
from tests.review.conftest import WORDS, tasks


@pytest.fixture
def drawn(desk, monkeypatch):
    """The directive of the desk as a PDF: t0 and t1 stand on its page, t1 is not doubted."""
    monkeypatch.setattr(picturing, "process_pool", lambda workers, settings: ThreadPoolExecutor(workers))
    with open_store(desk.settings) as store:
        store.forget(desk.sha256)
    desk.paper = Sheet(desk.settings.inbox / "a.pdf").text(80, 100, WORDS[0]).text(80, 130, WORDS[1]).save()
    desk.sha256 = sha256_of(desk.paper)
    read = [replace(task, evidence=replace(task.evidence, boxes=(Box(1, 80, 88 + 30 * n, 300, 104 + 30 * n),)))
            for n, task in enumerate(tasks(WORDS))]
    desk.read((read[0], replace(read[1], confidence=0.9), replace(read[2], evidence=replace(read[2].evidence, boxes=()))))
    return desk


@needs_fonts
def test_doubtful_tasks_are_shown_as_they_stand_on_the_page(drawn, monkeypatch):
    drawn.publish()
    (path,) = (drawn.settings.outputs / REVIEWS).glob("07-*.xlsx")
    sheet = load_workbook(path)[PICTURES]
    assert [row[-1] for row in sheet.iter_rows(min_row=4, values_only=True)] == ["t0"]
    assert len(sheet._images) == 1
    monkeypatch.setattr(picturing, "whole", lambda *_: {})
    drawn.edit(("t1", "Ghi chú", "đã xem"), path=path)
    (one,) = drawn.take()
    assert one.count("taken") == 1
    assert PICTURES not in load_workbook(path).sheetnames  # without a picture there is no sheet
