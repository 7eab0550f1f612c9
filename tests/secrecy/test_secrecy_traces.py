"""What is left of a secret file that was refused, or of one whose reading was killed half way: nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

import pipeline
from pipeline import private
from tools.stress.secret_papers import PLAIN, WORD, docx, mail, pdf, txt, zipped

ROOT = Path(pipeline.__file__).parents[1]
MOMENTS = 20


def environment(folder):
    return {**os.environ, "PYTHONPATH": str(ROOT), "CHIDAO_HOME": str(folder / "kho"), "TMPDIR": str(folder / "tam")}


def chidao(folder, *args):
    command = [sys.executable, "-m", "pipeline.cli", *args]
    return subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            start_new_session=True)


@pytest.fixture
def office(tmp_path):
    """An inbox with secret files of all kinds, and folders for all that a run may write."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "tam").mkdir()
    for name, data in {
        "a.txt": txt("MẬT"), "b.docx": docx("TỐI MẬT", "footer"), "c.pdf": pdf("MẬT", "second"),
        "d.zip": zipped({"1/a.txt": PLAIN, "2/b.txt": PLAIN.replace(b"12/", b"13/"), "3/c.docx": docx("MẬT", "box")}),
        "e.eml": mail(attached={"a.pdf": pdf("MẬT", "tilted")}), "f.pdf": pdf("MẬT", "property"),
    }.items():
        (inbox / name).write_bytes(data)
        os.utime(inbox / name, (time.time() - 60,) * 2)
    return tmp_path


def left(folder):
    """Files outside of the inbox that hold the word, as text or as UTF-16."""
    needles = WORD.encode(), WORD.encode("utf-16-le")
    return [str(f.relative_to(folder)) for f in folder.rglob("*")
            if f.is_file() and (folder / "inbox") not in f.parents and any(n in f.read_bytes() for n in needles)]


def test_a_run_leaves_nothing(office):
    run = chidao(office, "run", "inbox", "--outputs", "ra")
    told, _ = run.communicate(timeout=300)
    assert run.returncode == 4
    assert WORD.encode() not in told
    assert left(office) == []
    assert list((office / "tam").glob("chidao-*")) == []


def late(office):
    """Kill what a killed run had just started: it was no child yet when the run was looked at."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if Path(process.cwd()) == office and process.pid != os.getpid():
                process.kill()
                process.wait(10)


def test_killed_at_any_moment(office):
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    luck, took = random.Random(seed), 6.0
    for _ in range(MOMENTS):
        run = chidao(office, "run", "inbox", "--outputs", "ra")
        started = time.monotonic()
        try:
            run.wait(luck.uniform(0.1, took))
        except subprocess.TimeoutExpired:
            family = [psutil.Process(run.pid), *psutil.Process(run.pid).children(recursive=True)]
            for process in family:
                with suppress(psutil.Error):
                    process.send_signal(signal.SIGKILL)
            psutil.wait_procs(family, timeout=10)
            late(office)
        else:
            took = max(time.monotonic() - started, 1.0)
        run.communicate(timeout=60)
        outside = [name for name in left(office) if not name.startswith("tam/")]
        assert outside == [], seed
    last = chidao(office, "run", "inbox", "--outputs", "ra")
    last.communicate(timeout=300)
    assert last.returncode == 4
    assert left(office) == [], seed
    assert list((office / "tam").glob("chidao-*")) == []


def test_folders_are_private_and_swept(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = Path(private.folder())
    assert own.stat().st_mode & 0o777 == 0o700
    gone = subprocess.Popen(["true"])
    gone.wait()
    dead = tmp_path / f"chidao-{gone.pid}-{int(time.time())}-x"
    dead.mkdir()
    (dead / "a.docx").write_bytes(b"x")
    other = tmp_path / "chidao-notes"
    other.mkdir()
    private.sweep()
    assert (own.exists(), dead.exists(), other.exists()) == (True, False, True)
