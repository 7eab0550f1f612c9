"""While a file is read, the reader tells at which page it is."""

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline import paging
from pipeline.reading.draft import PageDraft
from pipeline.reading.ocr import image, scan
from pipeline.reading.pdf import pictures, reader


@pytest.fixture
def told(monkeypatch):
    """All pages that are told; none is left out for coming too soon."""
    monkeypatch.setattr(paging, "SELDOM", 0.0)
    pages = []
    with paging.heard(lambda page: pages.append(tuple(page))):
        yield pages


@pytest.fixture
def document():
    made = pdfium.PdfDocument.new()
    for _ in range(3):
        made.new_page(595, 842).close()
    yield made
    made.close()


def test_pages_of_a_text_layer(told, document):
    reader._drafts(document, layered=False)
    assert told == [("text", 1, 3), ("text", 2, 3), ("text", 3, 3)]


def test_the_look_for_marks_on_pictures_is_reading_too(told, document, monkeypatch):
    monkeypatch.setattr(pictures.tesseract, "available", lambda: True)
    drafts = [PageDraft(number, 595, 842) for number in (1, 2, 3)]
    drafts[1].scanned = True  # recognised as a whole later on
    assert list(pictures.pieces(document, drafts)) == []
    assert told == [("marks", 1, 3), ("marks", 3, 3)]


def test_pages_of_scans_in_their_order(told, monkeypatch):
    monkeypatch.setattr(scan, "read_picture", lambda picture, scale, first: scan.ScannedPage([], [], 0.0))
    given = [(number, Image.new("L", (9, 9)), 1.0) for number in (2, 5, 7, 8, 9, 12)]
    assert [number for number, _ in scan.recognised(given, 12)] == [2, 5, 7, 8, 9, 12]
    assert told == [("picture", number, 12) for number in (2, 5, 7, 8, 9, 12)]


def test_the_pages_of_a_picture_file_are_counted(tmp_path):
    frames = [Image.new("L", (9, 9)) for _ in range(4)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    frames[0].save(tmp_path / "b.png")
    with Image.open(tmp_path / "a.tif") as file:
        assert (image._count(file, 2000), image._count(file, 3), file.tell()) == (4, 3, 0)
    with Image.open(tmp_path / "b.png") as file:
        assert image._count(file, 2000) == 1


def test_many_pages_a_second_and_files_of_one_page_are_not_told():
    pages = []
    with paging.heard(pages.append):
        for number in range(1, 500):
            paging.at("text", number, 500)
    assert pages == []
    paging.at("text", 1, 2)  # nobody listens
