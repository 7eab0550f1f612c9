"""Scans drawn of the samples: the same each time, and read like the file they were drawn of."""

from pathlib import Path

from ocr_papers import needs_ocr

from pipeline.compose import extract
from tools.drawn_scans import drawn

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "cv-1612-ubnd-vxnv-2024.pdf"


@needs_ocr
def test_a_drawn_scan_gives_the_tasks_of_its_file(tmp_path):
    pages = drawn(SAMPLE, tmp_path / "a.pdf")
    again = drawn(SAMPLE, tmp_path / "b.pdf")
    scan, born = extract(tmp_path / "a.pdf"), extract(SAMPLE)
    assert pages == again == scan.source.pages
    assert scan.source.text_from == "ocr"
    assert (scan.head.number, scan.head.issued_on) == (born.head.number, born.head.issued_on)
    assert [task.clause for task in scan.tasks] == [task.clause for task in born.tasks]
    assert [task.text for task in extract(tmp_path / "b.pdf").tasks] == [task.text for task in scan.tasks]
