"""One run at a time: the second says who is at work and waits; a kill lets go of the lock."""

import subprocess
import sys
import threading

import pytest

from pipeline.errors import StoreError
from pipeline.store.locking import LOCK, one_run

HOLD = """
import sys, time
from pathlib import Path
from pipeline.store.locking import one_run
with one_run(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_free_store_is_taken_without_a_word_and_left_without_a_name(tmp_path):
    told = []
    for _ in range(2):
        with one_run(tmp_path / "home", told.append):
            assert "tiến trình" in (tmp_path / "home" / LOCK).read_text(encoding="utf-8")
        assert (tmp_path / "home" / LOCK).read_text(encoding="utf-8") == ""
    assert told == []


def test_the_second_run_says_who_is_at_work_and_goes_on_when_that_one_is_killed(tmp_path):
    told = []
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"

        def busy(who):
            told.append(who)
            threading.Timer(0.2, other.kill).start()

        with one_run(tmp_path, busy):
            pass
    assert len(told) == 1
    assert f"tiến trình {other.pid}" in told[0]
    assert ", từ " in told[0]


def test_half_written_originals_of_killed_runs_are_swept_and_whole_ones_stay(tmp_path):
    folder = tmp_path / "originals/ab"
    folder.mkdir(parents=True)
    for name in (".x.part", "abc.pdf"):
        (folder / name).write_text("x")
    with one_run(tmp_path, print):
        assert [file.name for file in folder.iterdir()] == ["abc.pdf"]


def test_a_home_that_cannot_be_made_is_a_store_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError), one_run(tmp_path / "file" / "home", print):
        pass
