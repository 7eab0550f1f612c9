"""Stamps of secrecy drawn on pages: in any colour, slanted, over print, anywhere, pale; and what is no such stamp."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).parents[1] / "reading_ocr"))
from ocr_papers import POINT, Paper, as_pdf, needs_ocr

from pipeline.errors import SecretDirective
from pipeline.reading import read
from pipeline.reading.ocr import marks
from pipeline.reading.ocr.ink import Line
from pipeline.reading.ocr.tesseract import Seen
from tools.stress import stamps
from tools.stress.stamps import BLACK, BLUE, FACES, RED, Stamp

pytestmark = needs_ocr
CASES, OVER_BLACK = 60, 12


def stamped(paper, x, y, words, degrees, color, size, face, framed):
    paper.picture = stamps.stamped(paper.picture, Stamp(words, (x, y), degrees, color, size, face, framed))
    return paper


def page(printed):
    """A page with its print and, as recognition would tell them, the words of it."""
    paper, seen = Paper(), []
    if printed:
        paper.letterhead()
        for top in range(220, 760, 60):
            paper.body(top)
            seen += [Seen(f"dòng {n}", 80 * POINT, (top + 20 * n - 13) * POINT, 560 * POINT, (top + 20 * n + 5) * POINT, 0.95, 0, 36)
                     for n in range(3)]
        seen.append(Seen("đầu", 80 * POINT, 50 * POINT, 580 * POINT, 124 * POINT, 0.95, 0, 36))
    return paper, seen


def missed(kinds):
    """The stamps that are not found on a page of print."""
    paper, seen = page(printed=True)
    return [stamp for stamp in kinds
            if not any("MẬT" in told for told in marks.stamps(stamps.stamped(paper.picture, stamp), seen, 200, first=False))]


@pytest.mark.parametrize("first", range(0, CASES, 10))
def test_stamps_of_all_kinds_are_found(first):
    assert missed(list(stamps.variants(CASES, random.Random(20)))[first:first + 10]) == []


@pytest.mark.parametrize("lean", [-4.2, 0.0, 7.0])
@pytest.mark.parametrize("top", [226, 229, 232])
def test_small_thin_letters_in_colour_over_print_are_found(lean, top):
    assert missed([Stamp("MẬT", (97, top), lean, BLUE, 14, next(face for face in FACES[::-1] if face.exists()), False)]) == []


def test_black_stamps_over_black_print_are_found():
    """What they lie on is not read surely."""
    paper, seen = page(printed=True)
    lost = []
    for stamp in stamps.over_black(OVER_BLACK, random.Random(4)):
        picture = stamps.stamped(paper.picture, stamp)
        changed = ImageChops.difference(paper.picture, picture)
        sure = [one for one in seen if changed.crop((one.x0, one.top, one.x1, one.bottom)).getbbox() is None]
        if not any("MẬT" in told for told in marks.stamps(picture, sure, 200, first=False)):
            lost.append(stamp)
    assert lost == []


@pytest.mark.parametrize(("lean", "color"), [(0, RED), (30, BLACK), (-40, BLUE)])
def test_a_stamp_drawn_with_lines_in_a_pdf_with_text_stops_it(tmp_path, lean, color):
    path = tmp_path / "a.pdf"
    path.write_bytes(stamps.drawn(lean, color))
    with pytest.raises(SecretDirective):
        read(path)


def test_a_stamp_that_is_read_surely_and_unsurely_counts(monkeypatch):
    line = Line(Image.new("L", (100, 40), 255), (0, 0, 100, 40))
    monkeypatch.setattr(marks.ink, "lines", lambda *_: [line, line])
    looks = [[Seen("TỐI", 0, 0, 1, 1, 0.9, 0, 1), Seen("MẬT", 2, 0, 3, 1, 0.9, 0, 1)],
             [Seen("YÔI", 0, 0, 1, 1, 0.4, 0, 1), Seen("MIẬT", 2, 0, 3, 1, 0.1, 0, 1)]]
    monkeypatch.setattr(marks.tesseract, "recognise_each", lambda pictures, *_: looks[:len(pictures)])
    assert marks.stamps(Image.new("RGB", (200, 100), "white"), (), 200, first=False) == ["TỐI MẬT"]


@pytest.mark.parametrize("grey", [225, 190, 120])
def test_a_pale_word_across_the_page_is_found(grey):
    paper, seen = page(printed=True)
    picture = stamped(paper, 60, 200, "TỐI MẬT", 40, (grey, grey, grey), 90, FACES[0], framed=False).picture
    assert any("MẬT" in told for told in marks.stamps(picture, seen, 200, first=False))


@pytest.mark.parametrize("words", ["HỎA TỐC", "ĐẾN", "SAO Y BẢN CHÍNH", "Nguyễn Văn Mật", "MẶT TRẬN", "DỰ THẢO"])
def test_other_stamps_are_none_of_secrecy(words):
    paper, seen = page(printed=True)
    picture = stamped(paper.ring(430, 680, 50), 100, 130, words, 10, RED, 16, FACES[0], framed=True).picture
    assert not any("MẬT" in told for told in marks.stamps(picture, seen, 200, first=False))


def test_a_stamp_on_the_second_page_of_a_scan_stops_the_file(tmp_path):
    second = stamped(Paper().body(100), 300, 600, "MẬT", 20, BLUE, 18, FACES[0], framed=True)
    with pytest.raises(SecretDirective):
        read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(220), second))
