"""Reading in processes: order, errors, crashes."""

import multiprocessing.util
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from office_readers import read

import pipeline
from pipeline.model import Extraction
from pipeline.office.working import Mishap, allowed, read_all


def told(outcomes):
    return [o.head.number if isinstance(o, Extraction) else o.error.code for o in outcomes]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder in which all temporary files fall."""
    multiprocessing.util.get_temp_dir()  # the one that Python itself keeps to the end of the program
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    return tmp_path / "tam"


def test_a_defect_comes_with_its_trace_and_an_error_without(settings, drop):
    paths = [drop("a.txt", "so: 1"), drop("b.txt", "loi"), drop("c.txt", "hong")]
    outcomes = list(read_all(paths, settings, read))
    assert told(outcomes) == ["1", "tep-hong", "loi-chuong-trinh"]
    assert outcomes[2].trace.rstrip().endswith("RuntimeError")  # its message may hold words of the file
    assert outcomes[1].trace is None


def test_outcomes_keep_the_order_of_the_files(settings, drop):
    paths = [drop(f"{i:02}.txt", f"so: {i}") for i in range(30)]
    assert told(read_all(paths, settings, read, ThreadPoolExecutor)) == [str(i) for i in range(30)]


def test_a_process_that_dies_costs_its_own_file_alone(settings, drop):
    paths = [drop(f"{i:02}.txt", "chet" if i in (2, 3, 9) else f"so: {i}") for i in range(12)]
    assert told(read_all(paths, settings, read)) == ["tien-trinh-dung" if i in (2, 3, 9) else str(i) for i in range(12)]


def test_one_file_alone_cannot_bring_the_program_down(settings, drop):
    assert told(read_all([drop("b.txt", "chet")], settings, read)) == ["tien-trinh-dung"]


def test_a_file_that_takes_too_long_is_ended_with_all_it_started(settings, drop, tmp_path, temporary):
    paths = [drop("a.txt", f"ngu: {tmp_path / 'con.pid'}"), drop("b.txt", "so: 2"), drop("c.txt", "so: 3")]
    slow, *others = read_all(paths, replace(settings, max_seconds=3), read)
    assert (slow.error.code, slow.error.exit_code) == ("qua-thoi-gian", 3)
    assert "a.txt" in slow.error.message
    assert slow.error.advice
    assert told(others) == ["2", "3"]
    assert not psutil.pid_exists(int((tmp_path / "con.pid").read_text()))
    assert list(temporary.iterdir()) == []
    assert all(path.exists() for path in paths)


@pytest.mark.parametrize(("size", "most", "seconds"), [
    (0, 600, 120), (100_000, 600, 160), (1_200_000, 600, 600), (5_000_000, 600, 600), (0, 3600, 720), (0, 180, 60),
    (0, 3, 3)])
def test_a_small_file_gets_a_share_of_the_time(settings, tmp_path, size, most, seconds):
    (tmp_path / "a.pdf").write_bytes(b"x" * size)
    assert allowed(tmp_path / "a.pdf", replace(settings, max_seconds=most)).max_seconds == pytest.approx(seconds)


def test_each_job_has_the_time_of_its_own_file(settings, drop, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.office.working._LEAST", 0.0)
    paths = [drop("a.txt", f"ngu: {tmp_path / 'con.pid'}"), drop("b.txt", "so: 2")]
    began = time.monotonic()
    slow, other = read_all(paths, replace(settings, max_seconds=25), read)
    assert time.monotonic() - began < 20
    assert slow.error.code == "qua-thoi-gian"
    assert "quá 5 giây" in slow.error.message
    assert told([other]) == ["2"]


@pytest.mark.parametrize("word", ["phinh", "phinh cham"])
def test_a_file_that_needs_too_much_memory_is_ended(settings, drop, word):
    paths = [drop("a.txt", word), drop("b.txt", "so: 2")]
    big, other = read_all(paths, replace(settings, max_memory=400 << 20), read)
    assert big.error.code == "tep-qua-lon"
    assert "400 MB" in big.error.message
    assert told([other]) == ["2"]


@pytest.mark.parametrize("first", [20, 200])
def test_what_earlier_files_left_in_memory_is_not_held_against_a_file(settings, drop, first):
    paths = [drop(f"{i}.txt", f"om: {amount}") for i, amount in enumerate([first, 200, 200, 200])]
    bounded = replace(settings, max_memory=400 << 20, workers=1)
    assert told(read_all(paths, bounded, read)) == [str(first), "200", "200", "200"]


def test_who_stops_listening_leaves_nothing_behind(settings, drop, tmp_path, temporary):
    paths = [drop("a.txt", "so: 1"), drop("b.txt", f"ngu: {tmp_path / 'con.pid'}")]
    outcomes = read_all(paths, settings, read)
    assert told([next(outcomes)]) == ["1"]
    while not (tmp_path / "con.pid").exists():
        time.sleep(0.05)
    outcomes.close()
    assert not psutil.pid_exists(int((tmp_path / "con.pid").read_text()))
    assert list(temporary.iterdir()) == []


def test_nothing_works_on_when_the_program_is_killed(settings, drop, tmp_path, temporary):
    path = drop("a.txt", f"ngu: {tmp_path / 'con.pid'}")
    code = ("import sys; from pathlib import Path; from office_readers import read; from pipeline.office import read_all\n"
            "from pipeline.settings import Settings\n"
            f"list(read_all([Path({str(path)!r})], Settings(), read))")
    folders = os.pathsep.join(map(str, (Path(__file__).parent, Path(pipeline.__file__).parents[1])))
    with subprocess.Popen([sys.executable, "-c", code],
                          env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": folders}) as program:
        while not (tmp_path / "con.pid").exists():
            assert program.poll() is None
            time.sleep(0.05)
        program.kill()
    until = time.monotonic() + 20
    started = int((tmp_path / "con.pid").read_text())
    while time.monotonic() < until and (psutil.pid_exists(started) or list(temporary.glob("chidao-*"))):
        time.sleep(0.1)
    assert not psutil.pid_exists(started)
    assert list(temporary.glob("chidao-*")) == []


def test_a_temporary_folder_too_long_for_a_socket_is_no_hindrance(settings, drop, tmp_path):
    long = tmp_path / ("a" * 60) / ("b" * 60)
    long.mkdir(parents=True)
    path = drop("a.txt", "so: 1/CT")
    code = ("import sys; from pathlib import Path; from office_readers import read; from pipeline.office import read_all\n"
            "from pipeline.settings import Settings\n"
            f"print([one.head.number for one in read_all([Path({str(path)!r})], Settings(), read)])")
    folders = os.pathsep.join(map(str, (Path(__file__).parent, Path(pipeline.__file__).parents[1])))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120,
                          env={**os.environ, "TMPDIR": str(long), "PYTHONPATH": folders})
    assert done.stdout.strip() == "['1/CT']"


def test_a_process_that_cannot_start_leaves_nothing_behind(settings, drop, temporary, monkeypatch):
    def refuse(self):
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    (outcome,) = read_all([drop("a.txt", "so: 1")], settings, read)
    assert outcome.error.code == "loi-chuong-trinh"
    assert "no more processes" in outcome.trace
    assert list(temporary.iterdir()) == []


def test_an_outcome_that_pickle_refuses_is_told_by_a_real_process(settings, drop):
    (outcome,) = read_all([drop("a.txt", "cuc bo")], settings, read)
    assert outcome.error.code == "loi-chuong-trinh"
    assert outcome.trace.rstrip().endswith("Unsendable")


def test_an_outcome_that_cannot_travel_is_a_failure_of_its_file(settings, drop):
    class Lost(ThreadPoolExecutor):
        def submit(self, fn, /, *args, **kwargs):
            future = Future()
            future.set_exception(TypeError("cannot pickle"))
            return future

    (outcome,) = read_all([drop("a.txt", "so: 1")], settings, read, Lost)
    assert isinstance(outcome, Mishap)
    assert outcome.trace.rstrip().endswith("TypeError")
    assert "cannot pickle" not in outcome.trace


def test_the_page_of_each_file_is_heard_from_its_process(settings, drop):
    paths = [drop("a.txt", "trang: 3"), drop("b.txt", "so: 2"), drop("c.txt", "trang: 4")]
    heard = []
    assert told(read_all(paths, settings, read, paged=lambda path, page: heard.append((path.name, *page)))) == ["3", "2", "4"]
    assert sorted(heard) == [("a.txt", "picture", n, 3) for n in (1, 2, 3)] + [("c.txt", "picture", n, 4) for n in (1, 2, 3, 4)]


def test_telling_pages_does_not_put_off_the_end_of_the_time(settings, drop):
    paths = [drop("a.txt", "trang: 1000000000")]
    (slow,) = read_all(paths, replace(settings, max_seconds=3), read)
    assert slow.error.code == "qua-thoi-gian"
