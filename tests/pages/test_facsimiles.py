"""Pages as they look: made when they are looked at, kept within bounds, forgotten with their directive."""

import json
import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import which

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.compose import extract, place_words
from pipeline.errors import InputError, SecretDirective, StoreError
from pipeline.office.facsimiles import Facsimiles
from pipeline.reading import read
from pipeline.reading.facsimile.drawing import draw, page_sizes
from pipeline.reading.packed import packed
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.page_files import FOLDER, PageFiles

SAMPLES = Path("corpus/samples")
PDF = SAMPLES / "cv-1051-ubnd-vxnv-2024.pdf"


@pytest.fixture(scope="module")
def made():
    return {path.suffix: extract(path) for path in (PDF, PDF.with_suffix(".docx"))}


class Room:
    """An office with one directive, and what shows its pages."""

    def __init__(self, folder, path, extraction):
        self.settings = Settings(home=folder / "home")
        self.path, self.text, self.sha256 = path, extraction.text, extraction.source.sha256
        self.facsimiles = Facsimiles(self.settings)
        self.store = open_store(self.settings)
        self.store.record(extraction, path)

    @property
    def files(self):
        return sorted(file.name for file in (self.settings.home / FOLDER).glob("*/*"))

    def boxes(self, number):
        return json.loads(self.facsimiles.words(self.store, self.sha256, self.text, number))


@pytest.fixture
def room(tmp_path, made):
    one = Room(tmp_path, PDF, made[".pdf"])
    yield one
    one.facsimiles.close()
    one.store.close()


def test_a_page_is_drawn_and_its_words_stand_where_they_were_read(room, made):
    paper = room.facsimiles.paper(room.store, room.sha256, room.text)
    assert [len(size) for size in paper.sizes] == [2] * made[".pdf"].source.pages
    with Image.open(BytesIO(room.facsimiles.picture(room.store, room.sha256, 1, 900))) as picture:
        assert (picture.format, picture.width) == ("JPEG", 900)
        assert picture.height == pytest.approx(900 * paper.sizes[0][1] / paper.sizes[0][0], abs=2)
    task = made[".pdf"].tasks[0]
    words = [one for one in room.boxes(task.evidence.page) if task.evidence.start <= one[0] < task.evidence.end]
    assert " ".join(room.text[start:end] for start, end, *_ in words).rstrip(".") == " ".join(
        room.text[task.evidence.start:task.evidence.end].split()).rstrip(".")
    assert min(one[3] for one in words) == pytest.approx(task.evidence.boxes[0].top, abs=0.1)


def test_what_was_made_is_not_made_again(room, monkeypatch):
    first = room.facsimiles.picture(room.store, room.sha256, 1, 900), room.boxes(1)
    monkeypatch.setattr(Facsimiles, "_done", lambda *args: pytest.fail("made again"))
    assert (room.facsimiles.picture(room.store, room.sha256, 1, 900), room.boxes(1)) == first


def test_words_of_another_reading_stand_where_the_same_words_do(room):
    fresh = room.text.replace("Kính gửi", "KÍNH GỬI:", 1) + "\nThêm một dòng"
    words = json.loads(room.facsimiles.words(room.store, room.sha256, fresh, 1))
    assert len(words) > 0.95 * len(room.boxes(1))
    assert all(fresh[start:end] == fresh[start:end].strip() for start, end, *_ in words)


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice prints Word files")
def test_a_word_file_has_the_pages_of_its_print(tmp_path, made):
    room = Room(tmp_path, PDF.with_suffix(".docx"), made[".docx"])
    with room.store:
        paper = room.facsimiles.paper(room.store, room.sha256, room.text)
        found = [one for number in range(1, len(paper.sizes) + 1) for one in room.boxes(number)]
        assert len(found) > 0.97 * len(room.text.split())
        assert room.facsimiles.picture(room.store, room.sha256, 1, 900)[:2] == b"\xff\xd8"
        room.facsimiles.close()
        assert "ban-in.pdf" in room.files


@pytest.mark.parametrize(("number", "width"), [(99, 900), (0, 900), (1, 901)])
def test_a_page_that_is_not_there_is_told(room, number, width):
    with pytest.raises(InputError, match=r"không có trang|Không có ảnh"):
        room.facsimiles.picture(room.store, room.sha256, number, width)
    assert not [name for name in room.files if name.endswith(".jpg")]


def test_words_of_a_scan_are_not_recognised_again(tmp_path, monkeypatch):
    document = read(PDF)
    with pdfium.PdfDocument(PDF) as pdf:
        pictures = [page.render(scale=1).to_pil() for page in pdf]
    pictures[0].save(tmp_path / "quet.pdf", save_all=True, append_images=pictures[1:])
    monkeypatch.setattr("pipeline.compose.read", lambda *args: pytest.fail("read again"))
    leaves = place_words(tmp_path / "quet.pdf", document.text, packed(document), Settings())
    assert [bool(leaf.words) for leaf in leaves] == [True, True]
    assert {document.text[word.start:word.end] for leaf in leaves for word in leaf.words} == set(document.text.split())


def test_a_picture_file_is_drawn_as_it_is_turned(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # a telephone held upright
    Image.new("RGB", (1600, 1200), "white").save(tmp_path / "a.jpg", exif=exif, dpi=(150, 150))
    (size,) = page_sizes(tmp_path / "a.jpg")
    with Image.open(BytesIO(draw(tmp_path / "a.jpg", 1, 900))) as picture:
        assert picture.size == (900, 1200)
    assert size == pytest.approx((1200 * 72 / 150, 1600 * 72 / 150))


def test_a_file_of_plain_text_has_no_pages(tmp_path, made):
    paper = tmp_path / "a.txt"
    paper.write_text(made[".pdf"].text, "utf-8")
    room = Room(tmp_path, paper, extract(paper))
    with room.store, pytest.raises(InputError, match="không có trang để hiện"):
        room.facsimiles.paper(room.store, room.sha256, room.text)
    room.facsimiles.close()


@pytest.mark.parametrize("secret", [False, True])
def test_nothing_stays_of_a_directive_that_is_forgotten(room, secret):
    room.boxes(1)
    room.facsimiles.picture(room.store, room.sha256, 1, 900)
    assert len(room.files) >= 3
    if secret:
        room.store.fail(room.path, SecretDirective("mật", ""), room.sha256)
    else:
        room.store.forget(room.sha256)
    assert not list((room.settings.home / FOLDER).rglob("*"))


def test_a_page_that_is_made_while_its_directive_is_forgotten_goes_too(room):
    original = room.store.original(room.sha256).read_bytes()
    files, content = PageFiles(room.settings.home), b"x" * 10
    files.keep(room.sha256, "1-900.jpg", content, lambda: room.store.forget(room.sha256) and False)
    assert original
    assert room.files == []


def test_the_directives_looked_at_longest_ago_make_room(tmp_path):
    files = PageFiles(tmp_path, most=25)
    for n in range(4):
        files.keep(f"{n}" * 64, "1-900.jpg", b"x" * 10, lambda: True)
    for n in (1, 0, 3):  # the last was looked at just now
        os.utime(tmp_path / FOLDER / (f"{n}" * 64), (1_000_000 + n, 1_000_000 + n))
    files.make_room()
    assert [files.read(f"{n}" * 64, "1-900.jpg") is not None for n in range(4)] == [False, False, True, True]


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(self, content):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="Không ghi được ảnh trang"):
        PageFiles(tmp_path).keep("a" * 64, "1-900.jpg", b"x", lambda: True)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_the_password_of_the_store_stays_with_it(tmp_path):
    settings = replace(Settings(home=tmp_path), database_url="postgresql://ai:mat-khau@may/kho")
    assert "mat-khau" not in repr(Facsimiles(settings)._settings.database_url)
