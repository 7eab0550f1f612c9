import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import watching
from pipeline.errors import StoreError

ROOT = Path(pipeline.__file__).parents[1]


@pytest.fixture
def watch(chidao, monkeypatch, pipeline_stub, books):
    """Watches while steps are done one by one, a look after each; returns what was said on both streams."""
    def run(*steps):
        def woken(settings):
            for step in steps:
                step()
                yield
            raise KeyboardInterrupt

        monkeypatch.setattr(watching, "wakings", woken)
        result = chidao("watch")
        assert result.exit_code == 0, result.output
        return result
    return run


@pytest.fixture
def settled(write):
    """Puts a file into the inbox that was written a minute ago."""
    return lambda name, content: write(f"corpus/inbox/{name}", content)


def test_what_is_dropped_is_taken_in_and_told_of_once(watch, settled, place):
    told = watch(lambda: settled("a.txt", "văn bản 07"), lambda: None, lambda: settled("b.txt", "mật"), lambda: None,
                 lambda: settled("c.txt", "hỏng"), lambda: settled("d.txt", "văn bản 08"))
    assert told.stdout.count("Chỉ thị số 07/CT-UBND") == 1
    assert told.stdout.count("Chỉ thị số 08/CT-UBND") == 1
    assert told.stderr.count("mang dấu mật") == 1
    assert told.stderr.count("bị hỏng") == 1
    assert told.stdout.rstrip().endswith("Đã dừng theo dõi. Tệp chưa xong được đọc lại khi chạy lần sau.")
    assert [path.name for path in (place / "corpus/inbox").iterdir()] == ["b.txt"]


def test_a_changed_file_is_told_of_again(watch, settled):
    told = watch(lambda: settled("b.txt", "mật"), lambda: settled("b.txt", "mật, thêm chữ"))
    assert told.stderr.count("mang dấu mật") == 2


def test_what_was_refused_is_not_opened_again_until_it_changes(watch, settled, monkeypatch):
    opened = []
    plain = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *args, **more: (
        opened.append(self.name), plain(self, *args, **more))[1])
    watch(lambda: settled("b.txt", "mật"), lambda: settled("c.txt", "văn bản 07"), opened.clear,
          lambda: settled("d.txt", "văn bản 08"), lambda: settled("e.txt", "văn bản 09"))
    assert "e.txt" in opened
    assert "b.txt" not in opened


def test_a_store_that_fails_is_told_of_once_and_tried_again(watch, settled, monkeypatch):
    plain, turns = watching.ingest, itertools.count()

    def ingest(*args, **more):
        if next(turns) < 2:
            raise StoreError("Không mở được kho dữ liệu.", "Chờ một lát.")
        return plain(*args, **more)

    monkeypatch.setattr(watching, "ingest", ingest)
    told = watch(lambda: settled("a.txt", "văn bản 07"), lambda: settled("b.txt", "văn bản 08"),
                 lambda: settled("c.txt", "văn bản 09"))
    assert told.stderr.count("Không mở được kho dữ liệu.") == 1
    assert told.stdout.count("Chỉ thị số") == 3


def test_without_an_inbox_it_says_so_and_waits(watch):
    assert watch(lambda: None, lambda: None).stderr.count("Không thấy thư mục tiếp nhận") == 1


@pytest.fixture
def program(tmp_path):
    """The real program, watching an inbox of its own."""
    (tmp_path / "corpus/inbox").mkdir(parents=True)
    (tmp_path / "chidao.toml").write_text("watch_seconds = 0.5\n", encoding="utf-8")
    (tmp_path / "tam").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tam"), "PYTHONUNBUFFERED": "1"}
    environment.pop("CHIDAO_HOME", None)
    with subprocess.Popen([sys.executable, "-m", "pipeline.cli", "watch"], cwd=tmp_path, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        yield running
        running.kill()


def until(true, seconds=200):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_files_copied_slowly_and_renamed_on_arrival_are_taken_in_whole(program, tmp_path):
    inbox, done = tmp_path / "corpus/inbox", tmp_path / "corpus/da-xu-ly"
    text = (ROOT / "corpus/samples/cd-15-cd-ctubnd-2020.pdf").read_bytes()
    with (inbox / "a.pdf").open("wb") as slow:
        for at in range(0, len(text), len(text) // 8):
            slow.write(text[at:at + len(text) // 8])
            slow.flush()
            time.sleep(0.3)
    (inbox / "b.txt.part").write_bytes((ROOT / "corpus/samples/cv-1612-ubnd-vxnv-2024.docx").read_bytes())
    time.sleep(1)
    (inbox / "b.txt.part").rename(inbox / "b.docx")
    until(lambda: len(list(done.rglob("*.*"))) == 2)
    assert sorted(path.name for path in done.rglob("*.*")) == ["a.pdf", "b.docx"]
    assert not list(inbox.iterdir())
    program.send_signal(signal.SIGTERM)
    assert program.wait(60) == 0
    told = program.stdout.read()
    assert "15/CĐ-CTUBND" in told
    assert "1612/UBND-VXNV" in told
    assert list((tmp_path / "tam").glob("chidao-*")) == []


def test_stopped_while_it_reads_it_leaves_nothing_and_reads_the_file_the_next_time(program, tmp_path):
    original = (ROOT / "corpus/samples/cd-15-cd-ctubnd-2020.pdf").read_bytes()
    (tmp_path / "corpus/inbox/a.pdf").write_bytes(original)
    until(lambda: any((tmp_path / "tam").glob("chidao-*")))
    program.send_signal(signal.SIGTERM)
    assert program.wait(60) == 0
    assert "Đã dừng theo dõi" in program.stdout.read()
    assert list((tmp_path / "tam").glob("chidao-*")) == []
    assert (tmp_path / "corpus/inbox/a.pdf").read_bytes() == original
    done = subprocess.run([sys.executable, "-m", "pipeline.cli", "run"], cwd=tmp_path, check=True, timeout=120, text=True,
                          capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "15/CĐ-CTUBND" in done.stdout
