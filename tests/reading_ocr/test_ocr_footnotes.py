"""Footnotes of a scanned page: recognition tells one size for mark and note."""

import pytest

from pipeline.reading.draft import PrintedWord
from pipeline.reading.pdf.aside import footnotes


def row(text, top, size, sure):
    return [PrintedWord(word, 60 + 30 * i, top, 85 + 30 * i, top + size, top + size, size, confidence=sure) for i, word in enumerate(text.split())]


@pytest.mark.parametrize(("mark", "sure", "found"), [("*", 0.7, True), ("1", 0.9, True), ("1.", 0.9, False), ("*", None, False)])
def test_small_print_at_the_foot_of_a_scan_is_a_note(mark, sure, found):
    body = [row("Sở Y tế kiểm tra kho thuốc", top, 13.0, sure) for top in (500, 520, 540)]
    note = [row(f"{mark} Thông tư quy định trình tự;", 760, 9.0, sure), row("trình tự kiểm định", 772, 9.0, sure)]
    rows, notes = footnotes(body + note, 842.0, 13.0)
    assert (len(rows), len(notes)) == ((3, 1) if found else (5, 0))
