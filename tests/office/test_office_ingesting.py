"""Ingest and publish: everything seen is told, nothing is done twice, one bad file stops nothing."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256

import pytest
from office_readers import read, read_shifted

from pipeline import workbooks
from pipeline.errors import StoreError
from pipeline.office import Alerts, alerts, ingest, publish
from pipeline.office import ingesting as module
from pipeline.office.changes import KEPT, Changes
from pipeline.office.ingesting import Work
from pipeline.store import Amendment, open_store

TODAY = date(2024, 5, 1)


@pytest.fixture(autouse=True)
def _stay(monkeypatch):
    """What is read, known or failed is looked at here, not where files go (``test_office_filing``)."""
    monkeypatch.setattr(module, "file_away", lambda *given: ())


def take(settings, reader=read, **more):
    return ingest([settings.inbox], settings, work=Work(reader, ThreadPoolExecutor), **more)


def register(settings):
    with open_store(settings) as store:
        return store.register(TODAY)


def names(paths):
    return [path.name for path in paths]


def test_a_mixed_folder_is_shared_out_whole(settings, drop):
    drop("a.txt", "so: 1/CT")
    drop("b.txt", "so: 1/CT\nbản khác")
    drop("c.txt", "so: 1/CT")
    drop("d.txt", "loi")
    drop("e.txt", "hong")
    drop("f.json", "{}")
    seen = []
    fates = []
    report = take(settings, progress=lambda *step: seen.append(step), told=fates.append)
    assert (names(report.new), names(report.known)) == (["a.txt", "b.txt"], ["c.txt"])
    assert [(twin.path.name, twin.met.name) for twin in report.twins] == [("b.txt", "a.txt")]
    assert [(f.path.name, f.code, f.exit_code) for f in report.failed] == [
        ("d.txt", "tep-hong", 3), ("e.txt", "loi-chuong-trinh", 1)]
    assert names(s.path for s in report.skipped) == ["f.json"]
    assert report.seen == 5
    assert seen[:5] == [(0, 4, "a.txt"), (1, 4, "b.txt"), (2, 4, "d.txt"), (3, 4, "e.txt"), (4, 4, "")]
    assert [(fate.name, fate.kind, fate.met.name if fate.met else fate.first) for fate in fates] == [
        ("f.json", "skipped", ""), ("a.txt", "new", ""), ("c.txt", "double", "a.txt"), ("b.txt", "twin", "a.txt"),
        ("d.txt", "failed", ""), ("e.txt", "failed", "")]
    (row,) = register(settings).directives
    assert row.files == ("a.txt", "c.txt", "b.txt")


def test_running_again_changes_nothing_but_the_list_of_runs(settings, drop):
    drop("a.txt", "so: 1/CT")
    drop("b.txt", "loi")
    take(settings)
    before = register(settings)
    again = take(settings)
    assert (names(again.known), again.new, len(again.failed)) == (["a.txt"], (), 1)
    assert register(settings) == before
    with sqlite3.connect(settings.home / "chidao.sqlite3") as database:
        assert database.execute("SELECT seen, known, failed FROM store_run").fetchall() == [(2, 0, 1), (2, 1, 1)]


def test_a_known_file_is_not_read_again(settings, drop):
    drop("a.txt", "so: 1/CT")
    take(settings)

    def never(path, settings):
        raise AssertionError(path)

    assert names(take(settings, never).known) == ["a.txt"]


def test_a_changed_program_reads_again_even_what_left_the_inbox(settings, drop, monkeypatch):
    drop("a.txt", "so: 1/CT")
    gone = drop("b.txt", "so: 1/CT \nkhác")
    take(settings)
    (first,) = register(settings).directives
    with open_store(settings) as store:
        store.amend(first.sha256, "t1", Amendment(note="giữ"))
    gone.unlink()
    monkeypatch.setattr(module, "fingerprint", lambda settings: "next")
    report = take(settings, read_shifted)
    assert (names(report.updated), report.refreshed, report.seen) == (["a.txt"], 1, 1)
    (task,) = register(settings).tasks
    assert (task.due, task.note) == (date(2024, 5, 16), "giữ")
    assert register(settings).directives[0].files == ("a.txt", "b.txt")
    assert take(settings, read_shifted).refreshed == 0


def test_a_kept_original_that_turns_out_secret_is_wiped(settings, drop, monkeypatch):
    path = drop("a.txt", "so: 1/CT")
    take(settings)
    path.unlink()
    monkeypatch.setattr(module, "fingerprint", lambda settings: "next")

    def secret(path, settings):
        return read(drop("mat.txt", "mat"), settings)

    report = ingest([], settings, work=Work(secret, ThreadPoolExecutor))
    assert [(f.code, "a.txt" in f.message) for f in report.failed] == [("van-ban-mat", True)]
    assert register(settings).directives == ()
    assert not list(settings.home.glob("originals/*/*"))


def test_a_secret_directive_leaves_only_its_name(settings, drop):
    drop("m.txt", "mat\nbí mật quốc gia")
    report = take(settings)
    assert [(f.code, f.exit_code) for f in report.failed] == [("van-ban-mat", 4)]
    assert not (settings.home / "originals").exists()
    kept = b"".join(file.read_bytes() for file in settings.home.rglob("*") if file.is_file())
    assert "bí mật quốc gia".encode() not in kept
    assert "lộ ra".encode() not in kept


def test_a_mended_or_removed_file_is_no_failure_any_more(settings, drop):
    drop("a.txt", "loi")
    gone = drop("b.txt", "loi: hai")
    take(settings)
    assert names_of(register(settings).failures) == ["a.txt", "b.txt"]
    drop("a.txt", "so: 1/CT")
    gone.unlink()
    take(settings)
    assert register(settings).failures == ()


def names_of(rows):
    return [row.name for row in rows]


def test_copies_of_a_failing_file_each_fail(settings, drop):
    drop("a.txt", "loi")
    drop("b.txt", "loi")
    assert len(take(settings).failed) == 2
    assert names_of(register(settings).failures) == ["a.txt", "b.txt"]


def test_a_file_that_changes_while_it_is_read_is_postponed(settings, drop):
    drop("a.txt", "khac")
    report = take(settings)
    assert (names(report.postponed), report.new, report.seen) == (["a.txt"], (), 1)
    assert register(settings).directives == ()


def test_a_defect_in_recording_costs_one_file_and_is_journaled(settings, drop):
    drop("a.txt", "so: 1/CT")
    drop("b.txt", "so: 2/CT")

    def odd(path, settings):
        found = read(path, settings)
        if path.name == "a.txt":
            object.__setattr__(found, "text", "\ud800")
        return found

    report = take(settings, odd)
    assert (names(report.new), [f.code for f in report.failed]) == (["b.txt"], ["loi-chuong-trinh"])
    (log,) = (settings.home / "log").glob("*.log")
    told = log.read_text(encoding="utf-8")
    assert sha256(b"so: 1/CT").hexdigest()[:12] in told
    assert "a.txt" not in told


def test_a_failing_store_ends_the_run(settings, drop, monkeypatch):
    drop("a.txt", "so: 1/CT")
    settings.home.mkdir()
    (settings.home / "originals").write_text("in the way")
    with pytest.raises(StoreError, match="bản gốc"):
        take(settings)


def test_publish_hands_the_register_to_the_workbooks(settings, drop, monkeypatch):
    drop("a.txt", "so: 1/CT")
    take(settings)
    given = {}

    def record(register, outputs, taken, shelf, pictures):
        given.update(register=register, outputs=outputs)
        return [outputs / "x.xlsx"]

    monkeypatch.setattr(workbooks, "publish", record)
    assert publish(settings, settings.outputs, TODAY).written == [settings.outputs / "x.xlsx"]
    assert given == {"register": register(settings), "outputs": settings.outputs}


def test_only_lists_that_differ_are_told_as_changed(settings, drop):
    def changes(as_of=TODAY, outputs=settings.outputs):
        return publish(settings, outputs, as_of).changes

    drop("a.txt", "so: 1/CT")
    take(settings)
    assert changes() == Changes(("Bộ Nội vụ",), ())
    assert changes() == changes(date(2024, 5, 30)) == Changes((), ())  # the words for a late task are no change
    assert changes(outputs=settings.home / "khac").changed == ("Bộ Nội vụ",)
    with open_store(settings) as store:
        store.amend(register(settings).directives[0].sha256, "t1", Amendment(status="hoàn thành"))
    assert changes().changed == ("Bộ Nội vụ",)
    with open_store(settings) as store:
        store.forget(register(settings).directives[0].sha256)
    assert changes() == Changes((), ("Bộ Nội vụ",))


def test_digests_that_are_spoilt_cost_one_telling(settings, drop):
    drop("a.txt", "so: 1/CT")
    take(settings)
    publish(settings, settings.outputs, TODAY)
    (settings.home / KEPT).write_text("{", encoding="utf-8")
    assert publish(settings, settings.outputs, TODAY).changes.changed == ("Bộ Nội vụ",)
    assert publish(settings, settings.outputs, TODAY).changes.changed == ()


@pytest.mark.parametrize(("as_of", "where"), [
    (date(2024, 5, 16), "late"), (date(2024, 6, 14), "late"), (date(2024, 6, 15), "older"), (date(2025, 1, 1), "older"),
    (date(2024, 5, 15), "near"), (date(2024, 5, 8), "near"), (date(2024, 5, 7), None),
])
def test_alerts_share_out_open_tasks_by_nearness(settings, drop, as_of, where):
    drop("a.txt", "so: 1/CT")
    take(settings)
    found = alerts(register(settings), as_of)
    parts = {name: len(getattr(found, name)) for name in ("late", "near", "older")}
    assert parts == dict.fromkeys(parts, 0) | ({where: 1} if where else {})


def test_a_task_that_is_done_raises_no_alert(settings, drop):
    drop("a.txt", "so: 1/CT")
    take(settings)
    with open_store(settings) as store:
        store.amend(register(settings).directives[0].sha256, "t1", Amendment(status="hoàn thành"))
    assert alerts(register(settings), date(2024, 6, 1)) == Alerts((), (), {})


@pytest.mark.parametrize(("half", "told"), [("so: 1/CT", 0), ("loi", 1)])
def test_the_whole_file_stands_where_its_half_was_read_or_failed(settings, drop, half, told):
    drop("a.txt", half)
    assert len(take(settings).failed) == told
    drop("a.txt", "so: 1/CT\nphần còn lại")
    report = take(settings)
    assert (names(report.new), report.twins, report.failed) == (["a.txt"], (), ())
    found = register(settings)
    assert [row.files for row in found.directives] == [("a.txt",)]
    assert (found.directives[0].doubts, found.failures) == ((), ())
