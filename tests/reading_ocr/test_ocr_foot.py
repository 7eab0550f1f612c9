"""The foot of a scan stays in two columns although recognition measures its type sizes roughly."""

import pytest
from ocr_papers import Paper, as_pdf, needs_ocr

from pipeline.reading import read
from pipeline.reading.draft import PrintedWord
from pipeline.reading.ocr.sizes import sizes
from pipeline.reading.ocr.tesseract import Seen
from pipeline.reading.pdf import columns


def row(x, baseline, text, size, sure):
    return [PrintedWord(word, x + 24 * i, baseline - size, x + 24 * i + 20, baseline, baseline, size, confidence=sure)
            for i, word in enumerate(text.split())]


def foot(sure, odd):
    return [row(86, 367, "Nơi nhận:", 11.1, sure) + row(372, 368, "KT. CHỦ TỊCH", 13.3, sure),
            row(86, 382, "- Như trên;", 11.1, sure) + row(372, 382, "PHÓ CHỦ TỊCH", 13.3, sure),
            row(95, 398, "TTUB: CT, PCT;", odd, sure),
            row(86, 413, "- Lưu: VT.", 11.1, sure) + row(372, 440, "Bùi Xuân Lâm", 13.3, sure)]


@pytest.mark.parametrize(("sure", "odd", "last"), [(0.9, 15.9, 4), (0.9, 24.0, 2), (None, 15.9, 2), (None, 11.3, 4)])
def test_a_recipient_that_measures_large_on_a_scan_does_not_end_the_list(sure, odd, last):
    strip = columns.foot(foot(sure, odd), 595, 0)
    assert (strip.first, strip.last, strip.zone) == (0, last, "foot")


def test_brackets_reach_above_and_below_the_letters_beside_them():
    plain = Seen("báo", 0, 100, 50, 100 + 30 * 0.68, 0.9, 120, 30, 0)
    bracket = Seen("(bên", 0, 100, 50, 100 + 30 * (0.676 + 0.177), 0.9, 120, 30, 1)
    assert sizes([plain, bracket]) == pytest.approx([30, 30], rel=0.05)


@needs_ocr
def test_a_foot_that_goes_on_over_the_page_stays_in_two_columns(tmp_path):
    first = Paper().letterhead().body(600)
    for y, left, right in ((760, "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), (776, "- Như trên;", "KT. CHỦ TỊCH"),
                           (792, "- Bộ Nội vụ;", "")):
        first.text(85, y, left, 11).text(360, y, right, 13)
    second = Paper()
    for y, left, right in ((70, "- Thường trực Tỉnh ủy;", "PHÓ CHỦ TỊCH"), (86, "- Các Sở, ban, ngành;", ""),
                           (118, "- UBND các xã, phường;", "Trương Việt Dũng"), (134, "- Lưu: VT.", "")):
        second.text(85, y, left, 11).text(360, y, right, 13)
    document = read(as_pdf(tmp_path / "a.pdf", first, second))
    sides = {document.text[p.start:p.end]: p.column for p in document.paragraphs}
    assert sides["Trương Việt Dũng"] == sides["PHÓ CHỦ TỊCH"] == "right"
    assert sides["- Các Sở, ban, ngành;"] == "left"
