"""Reading again after an improvement: shown, taken, undone; what people corrected stays."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from office_readers import read

import pipeline
from pipeline.compose import apply_rules, extract
from pipeline.errors import InputError, SecretDirective
from pipeline.model.review import Edit
from pipeline.office import fingerprint, ingesting, reprocessing
from pipeline.office.ingesting import Work, ingest
from pipeline.reading.packed import packed, unpacked
from pipeline.store import open_store

NOBODY = Work(read, ThreadPoolExecutor)


def later(path, settings):
    """Reads as a better program would: another day, and another subject."""
    found = read(path, settings)
    (task,) = found.tasks
    (limit,) = task.deadlines
    task = replace(task, deadlines=(replace(limit, due=date(2024, 6, 30)),))
    return replace(found, tasks=(task,), head=replace(found.head, subject="Về việc khác"))


def nothing(done, total, name):
    """Nobody watches."""


@pytest.fixture
def upgraded(settings, drop, monkeypatch):
    """An office whose program was improved after it took in two files, and which reads again only when asked."""
    drop("a.txt", "so: 1/CT")
    drop("b.txt", "so: 2/CT")
    ingest([settings.inbox], settings, work=NOBODY)
    for module in (reprocessing, ingesting):
        monkeypatch.setattr(module, "fingerprint", lambda settings: "next+new.rules")
    return replace(settings, reread=False)


def try_out(settings, reader=later, **options):
    return list(reprocessing.try_out(reprocessing.planned(settings, **options), settings, nothing,
                                     Work(reader, ThreadPoolExecutor)))


def rows(settings):
    with open_store(settings) as store:
        return {task.directive.head.number: (task.due, task.directive.head.subject, [p.agency for p in task.lead])
                for task in store.register(date(2024, 5, 1)).tasks}


def test_a_run_leaves_old_readings_alone_where_the_office_says_so(upgraded):
    before = rows(upgraded)
    report = ingest([upgraded.inbox], upgraded, work=Work(later, ThreadPoolExecutor))
    assert (report.refreshed, report.updated) == (0, ())
    assert rows(upgraded) == before


def test_a_trial_shows_what_would_change_and_changes_nothing(upgraded):
    before = rows(upgraded)
    trials = try_out(upgraded)
    assert [one.kind for one in trials] == ["changed", "changed"]
    assert ("subject", "Về việc khác") in [(name, now) for name, _, now in trials[0].heads]
    assert [(one.field, one.other) for one in trials[0].tasks] == [("deadlines", "30/06/2024")]
    assert rows(upgraded) == before


def test_new_readings_are_taken_and_undone(upgraded):
    before = rows(upgraded)
    try_out(upgraded)
    batch, changed, every = reprocessing.take(upgraded, nothing)
    assert (changed, every) == (2, 2)
    assert {due for due, _, _ in rows(upgraded).values()} == {date(2024, 6, 30)}
    assert not reprocessing.planned(upgraded).all
    with pytest.raises(InputError, match="Chưa có bản đọc lại"):
        reprocessing.take(upgraded, nothing)
    name, back, stay = reprocessing.undo(upgraded)
    assert (name, sorted(back), stay) == (batch, ["a.txt", "b.txt"], [])
    assert rows(upgraded) == before
    assert not reprocessing.planned(upgraded).all  # what was undone is not read again by the same program
    with pytest.raises(InputError, match="Không có lần đọc lại"):
        reprocessing.undo(upgraded)


def test_corrections_outlive_taking_and_undoing(upgraded):
    with open_store(upgraded) as store:
        task = store.register(date(2024, 5, 1)).tasks[0]
        store.correct("ra-soat.xlsx", [(Edit(task.id, "lead", "", "Sở Y tế"), "taken")], [])
    number = task.directive.head.number
    try_out(upgraded)
    reprocessing.take(upgraded, nothing)
    assert rows(upgraded)[number][2] == ["Sở Y tế"]
    reprocessing.undo(upgraded)
    assert rows(upgraded)[number][2] == ["Sở Y tế"]


def test_only_what_is_named_is_read_again(upgraded):
    with open_store(upgraded) as store:
        (found,) = store.find("2/CT")
    assert [one.name for one in try_out(upgraded, sha256s=found.sha256s)] == ["b.txt"]


def test_a_reading_that_says_the_same_is_no_change(upgraded):
    assert [one.kind for one in try_out(upgraded, read)] == ["same", "same"]
    assert reprocessing.take(upgraded, nothing)[1] == 0
    with open_store(upgraded) as store:
        assert store.rereads() == ()


def test_a_directive_read_once_more_since_is_not_undone(upgraded):
    try_out(upgraded)
    batch, _, _ = reprocessing.take(upgraded, nothing)

    def third(path, settings):
        found = later(path, settings)
        return replace(found, head=replace(found.head, subject="Lần ba"), source=replace(found.source, name="a.txt"))

    with open_store(upgraded) as store:
        (found,) = store.find("1/CT")
        original = store.original(found.sha256s[0])
        store.record(third(original, upgraded), original, "third")
    _, back, stay = reprocessing.undo(upgraded, batch)
    assert (back, stay) == (["b.txt"], ["a.txt"])
    assert rows(upgraded)["1/CT"][1] == "Lần ba"


def test_what_turns_out_secret_is_refused_at_once(upgraded):
    def secret(path, settings):
        raise SecretDirective("Có dấu mật.")

    import pipeline.office.reprocessing as module  # noqa: PLC0415

    plan = module.planned(upgraded)
    work = Work(secret, ThreadPoolExecutor)
    module.read_again, kept = (lambda stale, settings: kept(stale, settings, work)), module.read_again
    try:
        trials = list(module.try_out(plan, upgraded, nothing, work))
    finally:
        module.read_again = kept
    assert {one.kind for one in trials} == {"refused"}
    assert rows(upgraded) == {}
    assert not list(upgraded.home.glob("originals/*/*"))
    assert not [file for file in upgraded.home.rglob(f"{reprocessing.KEPT}/*/*") if file.is_file()]


def recognised(document):
    """Reads as from a picture of which this was recognised."""
    def reader(path, settings):
        found = later(path, settings)
        return replace(found, document=document, source=replace(found.source, text_from="ocr"))
    return reader


def documents(settings):
    with open_store(settings) as store:
        return {found.head.number: store.document(found.sha256s[0])
                for found in (*store.find("1/CT"), *store.find("2/CT"))}


def test_what_is_recognised_anew_is_kept_and_comes_back_when_undone(upgraded):
    try_out(upgraded, recognised(b"first"))
    reprocessing.take(upgraded, nothing)
    assert documents(upgraded) == {"1/CT": b"first", "2/CT": b"first"}
    with pytest.MonkeyPatch.context() as patch:
        for module in (reprocessing, ingesting):
            patch.setattr(module, "fingerprint", lambda settings: "third+3.rules")

        def third(path, settings):
            found = recognised(b"anew")(path, settings)
            return replace(found, head=replace(found.head, subject="Lần ba"))

        try_out(upgraded, third)
        reprocessing.take(upgraded, nothing)
        assert set(documents(upgraded).values()) == {b"anew"}
        reprocessing.undo(upgraded)
    assert set(documents(upgraded).values()) == {b"first"}


def test_what_is_no_longer_recognised_leaves_no_document(upgraded):
    try_out(upgraded, recognised(b"first"))
    reprocessing.take(upgraded, nothing)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reprocessing, "fingerprint", lambda settings: "third+3.rules")
        try_out(upgraded, later)
        reprocessing.take(upgraded, nothing)
    assert set(documents(upgraded).values()) == {b""}


class Counting(ThreadPoolExecutor):
    """Counts the pools that are made and the files that each gets."""

    made: ClassVar[list] = []

    def __init__(self, workers):
        super().__init__(workers)
        self.jobs = []
        Counting.made.append(self)

    def submit(self, fn, /, *args, **more):
        self.jobs.append(next(one.name for one in args if isinstance(one, Path)))
        return super().submit(fn, *args, **more)


@pytest.fixture
def half_recognised(upgraded):
    """One of the two has a document on which the rules can be run again."""
    with open_store(upgraded) as store:
        plan = reprocessing.planned(upgraded)
        found = recognised(b"kept")(plan.whole[0].original, upgraded)
        store.record(found, plan.whole[0].original, "next+new.older")
    Counting.made.clear()
    return upgraded


def test_one_pool_reads_all_and_runs_the_rules_too(half_recognised, monkeypatch):
    opened = []
    monkeypatch.setattr("pipeline.compose.apply_rules", lambda document, settings: opened.append(document))
    monkeypatch.setattr(reprocessing, "_trial", lambda one, outcome, *others: one.name)
    plan = reprocessing.planned(half_recognised)
    assert (len(plan.rules), len(plan.whole)) == (1, 1)
    stores, real = [], reprocessing.open_store
    monkeypatch.setattr(reprocessing, "open_store", lambda settings: stores.append(1) or real(settings))
    assert len(list(reprocessing.try_out(plan, half_recognised, nothing, Work(later, Counting)))) == 2
    assert opened == [b"kept"]
    assert [len(pool.jobs) for pool in Counting.made] == [2]
    assert len(stores) == 1


def test_a_document_on_which_the_rules_fail_costs_itself_alone(half_recognised):
    assert sorted(one.kind for one in try_out(half_recognised)) == ["changed", "failed"]


def test_originals_that_lie_elsewhere_are_read_part_by_part_by_one_pool(settings, drop, monkeypatch):
    import fsspec  # noqa: PLC0415

    from pipeline.store import originals  # noqa: PLC0415

    monkeypatch.setattr(originals, "IN_TURN", 2)
    far = originals.Originals(fsspec.filesystem("memory"), "/doc-lai")
    monkeypatch.setattr("pipeline.store.originals.at", lambda home, where="": far)
    for n in range(5):
        drop(f"{n}.txt", f"so: {n}/CT")
    ingest([settings.inbox], settings, work=NOBODY)
    there = []

    def reader(path, settings):
        there.append(sum(file.is_file() for file in far._lent.rglob("*")))
        return later(path, settings)

    monkeypatch.setattr(reprocessing, "fingerprint", lambda settings: "next+new.rules")
    Counting.made.clear()
    plan = reprocessing.planned(settings)
    trials = list(reprocessing.try_out(plan, settings, nothing, Work(reader, Counting)))
    assert [one.kind for one in trials] == ["changed"] * 5
    assert (len(there), max(there)) == (5, 2)
    assert [len(pool.jobs) for pool in Counting.made] == [5]
    assert not [file for file in far._lent.rglob("*") if file.is_file()]


def test_the_tables_of_the_reading_room_are_all_in_its_fingerprint():
    room = Path(pipeline.__file__).parent / "reading"
    named = {name for file in room.rglob("*.py") for call in re.findall(r'read_table\((.*?)\)', file.read_text("utf-8"))
             for name in re.findall(r'"(\w+)"', call)}
    assert named <= set(fingerprint.READING_TABLES)


def test_a_version_tells_how_files_were_read(settings):
    version = fingerprint.fingerprint(settings)
    assert len(fingerprint.reading_of(version)) == 6
    assert fingerprint.reading_of("0.1.0+1a2b3c4d5e6f") == ""


def test_a_document_packs_without_loss(tmp_path, settings):
    sample = Path("corpus/samples/cd-33-cd-ttg-2024.pdf")
    from pipeline.reading import read as read_file  # noqa: PLC0415

    document = read_file(sample, settings)
    again = unpacked(packed(document))
    assert list(again.words) == list(document.words)
    assert replace(again, words=document.words) == document
    assert apply_rules(packed(document), settings).tasks == extract(sample, settings).tasks
    with pytest.raises(ValueError, match="packed"):
        unpacked(b"x")
