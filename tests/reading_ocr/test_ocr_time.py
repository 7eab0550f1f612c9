"""What was recognised when the time for a file ran out is kept, and the pages that were not read are told."""

import time

import pytest
from ocr_papers import DPI, Paper, as_pdf, needs_ocr

from pipeline.errors import TookTooLong
from pipeline.reading import read
from pipeline.reading.clock import last_start, until
from pipeline.reading.ocr import scan
from pipeline.settings import Settings

pytestmark = needs_ocr


def scans(tmp_path, kind):
    sheets = [Paper().letterhead().body(), Paper().body(), Paper().body(300)]
    if kind == "pdf":
        return as_pdf(tmp_path / "a.pdf", *sheets)
    first, *rest = (paper.picture for paper in sheets)
    first.save(tmp_path / "a.tif", save_all=True, append_images=rest, dpi=(DPI, DPI))
    return tmp_path / "a.tif"


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a picture is recognised, which takes ``clock.step`` seconds."""
    class Clock:
        now, step = 0.0, 0.0

    plain = scan.read_picture

    def slow(*args):
        Clock.now += Clock.step
        return plain(*args)

    monkeypatch.setattr(scan, "workers", lambda: 1)
    monkeypatch.setattr(scan, "read_picture", slow)
    monkeypatch.setattr(time, "monotonic", lambda: Clock.now)
    return Clock


@pytest.mark.parametrize("kind", ["pdf", "tif"])
def test_a_file_that_takes_too_long_is_partial(tmp_path, clock, kind, monkeypatch):
    class Now:  # each page is recognised when it is handed over, so that the clock is known when the next is asked for
        def __init__(self, *_): pass
        def __enter__(self): return self
        def __exit__(self, *_): pass

        def submit(self, fn, *args):
            value = fn(*args)
            return type("Done", (), {"result": lambda self: value})()

    monkeypatch.setattr(scan, "ThreadPoolExecutor", Now)
    clock.step = 50.0
    document = read(scans(tmp_path, kind), Settings(max_seconds=100.0))
    assert "27/UBND-VX" in document.text
    assert document.source.pages == 3
    late = [d.message for d in document.warnings if d.code == "trang-het-gio"]
    assert len(late) == 1
    assert "trang 3" in late[0]
    assert "Chia tệp" in late[0]
    assert {w.box.page for w in document.words} == {1, 2}


@pytest.mark.parametrize("kind", ["pdf", "tif"])
def test_a_file_without_time_for_a_page_is_refused(tmp_path, clock, kind, monkeypatch):
    ticks = iter(range(0, 10**6, 1000))
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))
    with pytest.raises(TookTooLong, match="chưa đọc được trang nào"):
        read(scans(tmp_path, kind), Settings(max_seconds=1.0))


def test_a_page_on_which_a_step_fails_does_not_take_the_others_with_it(tmp_path, monkeypatch):
    plain = scan.read_picture

    def failing(picture, scale, first):
        if not first:
            raise ValueError("damaged")
        return plain(picture, scale, first)

    monkeypatch.setattr(scan, "read_picture", failing)
    document = read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body(), Paper().body()))
    assert "27/UBND-VX" in document.text
    assert "trang 2" in next(d.message for d in document.warnings if d.code == "trang-khong-doc-duoc")


def test_memory_that_runs_out_ends_the_file(tmp_path, monkeypatch):
    def failing(*_):
        raise MemoryError

    monkeypatch.setattr(scan, "read_picture", failing)
    with pytest.raises(Exception, match="quá lớn"):
        read(as_pdf(tmp_path / "a.pdf", Paper().letterhead().body()))


def test_the_files_of_a_package_share_its_time(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 70.0)
    settings = Settings(max_seconds=100.0)
    assert last_start(settings) == 150.0
    assert until(settings, 100.0).max_seconds == 30.0
    assert until(settings, 60.0).max_seconds == 1.0
