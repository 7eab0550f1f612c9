"""The steps of each document are told as they were, and what was cut off is seen by the next run and done again."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from office_readers import read

from pipeline.office import filing, publish
from pipeline.office.ingesting import Work, ingest
from pipeline.store import clock, open_store

HERE = Work(read, ThreadPoolExecutor)
READERS = Path(__file__).parent


def steps(settings, target):
    with open_store(settings) as store:
        (course,) = store.courses(target)
    return [one.step for one in course.steps]


def course(settings, target):
    with open_store(settings) as store:
        return store.courses(target)[0].steps


def counts(settings):
    with open_store(settings) as store:
        return {name: count for name, count in store.steps().items() if count}


def test_a_document_is_followed_from_its_arrival_to_the_lists(settings, drop):
    drop("a.txt", "so: 1/CT")
    ingest([settings.inbox], settings, work=Work(read))
    found = course(settings, "a.txt")
    assert [one.step for one in found] == ["arrived", "reading", "written", "filed"]
    assert (found[1].attempt, found[1].who.startswith("tiến trình ")) == (1, True)
    assert [one.seconds is None for one in found] == [False, False, False, True]
    assert found[-1].path.endswith("/a.txt")
    assert "/da-xu-ly/" in found[-1].path
    assert counts(settings) == {"filed": 1}
    publish(settings, settings.outputs, date(2024, 5, 1))
    assert steps(settings, "a.txt")[-1] == "published"
    assert counts(settings) == {"published": 1}
    assert steps(settings, found[0].sha256[:8]) == steps(settings, found[-1].path) == steps(settings, found[0].path)


def test_nothing_new_takes_no_step(settings, drop):
    kept = drop("a.txt", "so: 1/CT")
    elsewhere = settings.home.parent / "b.txt"
    kept.rename(elsewhere)
    for _ in range(2):
        ingest([elsewhere], settings, work=HERE)
        publish(settings, settings.outputs, date(2024, 5, 1))
    assert steps(settings, "b.txt") == ["arrived", "written", "published"]


def test_a_file_that_fails_is_followed_until_it_is_mended_or_gone(settings, drop):
    drop("a.txt", "loi")
    ingest([settings.inbox], settings, work=HERE)
    found = course(settings, "a.txt")
    assert [one.step for one in found] == ["arrived", "failed", "aside"]
    assert found[1].code == found[2].code == "tep-hong"
    with open_store(settings) as store:
        assert store.courses("a.txt")[0].failure.advice == "Xin lại tệp."
    assert counts(settings) == {"failed": 1}
    publish(settings, settings.outputs, date(2024, 5, 1))
    assert counts(settings) == {"failed": 1}  # there is nothing of it in the lists
    Path(found[-1].path).unlink()
    ingest([settings.inbox], settings, work=HERE)
    assert steps(settings, "a.txt")[-1] == "gone"
    assert counts(settings) == {}


def test_a_copy_of_what_is_there_is_known(settings, drop):
    drop("a.txt", "so: 1/CT")
    drop("b.txt", "so: 1/CT")
    ingest([settings.inbox], settings, work=HERE)
    assert [(one.step, one.name) for one in course(settings, "b.txt")][2:] == [
        ("known", "b.txt"), ("filed", "a.txt"), ("filed", "b.txt")]


def test_a_file_that_is_not_whole_waits_and_is_known_by_its_content_then(settings, drop):
    path = drop("a.txt", "so: 1/CT")
    with open_store(settings) as store:
        store.wait([path])
        store.wait([path])
    assert steps(settings, str(path)) == ["waiting"]
    ingest([settings.inbox], settings, work=HERE)
    assert steps(settings, "a.txt") == ["waiting", "arrived", "written", "filed"]


def test_of_a_secret_directive_no_steps_stay_but_the_refusal(settings, drop):
    path = drop("a.txt", "so: 1/CT")
    ingest([path], settings, work=HERE)
    settings = replace(settings, shift_to_working_day=not settings.shift_to_working_day)  # as another program reads it

    def secret(path, settings):
        from pipeline.errors import SecretDirective  # noqa: PLC0415

        raise SecretDirective("Có dấu mật.")

    ingest([path], settings, work=Work(secret, ThreadPoolExecutor))
    assert steps(settings, "a.txt") == ["failed"]


def test_so_many_steps_are_kept_and_the_first(settings, drop, monkeypatch):
    monkeypatch.setattr("pipeline.store.stepping.KEPT", 5)
    path = drop("a.txt", "so: 1/CT")
    with open_store(settings) as store:
        store.queue([("a" * 64, path, "a.txt")])
        for n in range(20):
            store.begin_reading("a" * 64, path, "a.txt", f"tiến trình {n}")
    found = course(settings, "a.txt")
    assert (len(found), found[0].step) == (6, "arrived")
    assert [one.attempt for one in found[1:]] == [16, 17, 18, 19, 20]


def test_the_order_of_steps_and_runs_does_not_depend_on_the_clock(settings, drop, monkeypatch):
    drop("a.txt", "so: 1/CT")
    hours = iter(range(23, 0, -1))
    monkeypatch.setattr(clock, "_system", lambda: datetime(2026, 11, 29, next(hours), tzinfo=clock.VIETNAM))
    ingest([settings.inbox], settings, work=HERE)
    found = course(settings, "a.txt")
    assert [one.step for one in found] == ["arrived", "written", "filed"]
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert all(one.seconds is None or one.seconds >= 0 for one in found)
    with open_store(settings) as store:
        first = store.begin_run("1")
        assert store.begin_run("2") > first
        assert store.last_run().version == "2"


def test_a_reading_that_was_cut_off_is_seen_told_and_repeated(settings, drop, tmp_path):
    drop("a.txt", f"ngu: {tmp_path / 'con.pid'}")
    code = ("import sys; from pathlib import Path; from office_readers import read; "
            "from pipeline.office.ingesting import Work, ingest; from pipeline.settings import Settings; "
            f"home, inbox = Path({str(settings.home)!r}), Path({str(settings.inbox)!r}); "
            "ingest([inbox], Settings(home=home, inbox=inbox, workers=1), work=Work(read))")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(READERS), str(READERS.parents[1])))}
    run = subprocess.Popen([sys.executable, "-c", code], env=environment)
    until = time.monotonic() + 120
    while not (tmp_path / "con.pid").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.5)  # the driver looks every half second
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert counts(settings)["reading"] == 1
    told = []
    ingest([settings.inbox], settings, work=Work(again, ThreadPoolExecutor), told=told.append)
    (before,) = [one.before for one in told if one.kind == "resumed"]
    assert (before.step, before.attempt, before.name) == ("reading", 1, "a.txt")
    found = course(settings, "a.txt")
    assert [(one.step, one.cut) for one in found] == [
        ("arrived", False), ("reading", True), ("arrived", False), ("written", False), ("filed", False)]
    told.clear()
    ingest([settings.inbox], settings, work=HERE, told=told.append)
    assert not told


def again(path, settings):
    """Reads what ``office_readers`` would never end to read."""
    sound = path.with_name(".sound.txt")
    sound.write_text("so: 1/CT", encoding="utf-8")
    found = read(sound, settings)
    sound.unlink()
    from pipeline.store import sha256_of  # noqa: PLC0415

    return replace(found, source=replace(found.source, sha256=sha256_of(path)))


def test_a_failed_file_whose_move_was_cut_off_is_no_longer_cut_when_it_is_filed(settings, drop, monkeypatch):
    drop("a.txt", "loi")
    rename = filing._rename

    def killed(old, new):
        rename(old, new)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(filing, "_rename", killed)
        with pytest.raises(Killed):
            ingest([settings.inbox], settings, work=HERE)
    assert counts(settings) == {"written": 1}  # on its way
    ingest([settings.inbox], settings, work=HERE)
    assert [(one.step, one.code) for one in course(settings, "a.txt")][1:] == [("failed", "tep-hong"), ("aside", "tep-hong")]
    assert counts(settings) == {"failed": 1}


class Killed(BaseException):
    """Stands for the end of the program."""


@pytest.mark.parametrize("where", ["before", "after", "copied"])
def test_a_move_that_was_cut_off_is_brought_to_its_end(settings, drop, monkeypatch, where):
    path = drop("a.txt", "so: 1/CT")
    rename = filing._rename

    def killed(old, new):
        if where == "copied":
            new.write_bytes(old.read_bytes())
        elif where == "after":
            rename(old, new)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(filing, "_rename", killed)
        with pytest.raises(Killed):
            ingest([settings.inbox], settings, work=HERE)
    assert steps(settings, "a.txt")[-1] == "moving"
    told = []
    report = ingest([settings.inbox], settings, work=HERE, told=told.append)
    assert [one.kind for one in told][:1] == ["resumed"]
    assert not report.failed
    assert not path.exists()
    (lies,) = [file for file in settings.inbox.parent.rglob("a.txt") if settings.home not in file.parents]
    assert "da-xu-ly" in lies.parts
    found = course(settings, "a.txt")
    assert (found[-1].step, found[-1].path) == ("filed", str(lies))
    with open_store(settings) as store:
        assert store.counts().files == 1
        assert store.places(found[0].sha256) == (lies, path)
