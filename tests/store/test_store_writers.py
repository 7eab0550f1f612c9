"""Several who write at once, and readers beside them: nothing is lost, nothing stands twice, nobody sees an error."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from store_samples import extraction, put, sha, task

from pipeline.model.review import Edit
from pipeline.store import DATABASE, Amendment, open_store, waiting

TODAY = date(2024, 4, 1)
TASKS = [task(f"t{n}", f"Việc thứ {n}") for n in range(6)]


def at_once(*works):
    """Each in a thread of its own, with a connection of its own; their results."""
    def run(work):
        try:
            return work()
        finally:
            connection.close()
    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result() for one in [pool.submit(run, work) for work in works]]


def test_the_same_file_recorded_by_several_is_one_directive(store, inbox):
    path = put(inbox, "a.txt", "một")
    told = at_once(*[lambda: store.record(extraction(path, TASKS), path)] * 4)
    assert sorted(one.kind for one in told) == ["known", "known", "known", "new"]
    counts = store.counts()
    assert (counts.directives, counts.tasks, counts.files) == (1, 6, 1)


def test_copies_of_a_directive_recorded_at_once_know_each_other(store, inbox):
    paths = [put(inbox, f"{n}.txt", f"bản {n}") for n in range(4)]
    at_once(*[lambda path=path: store.record(extraction(path, TASKS), path) for path in paths])
    assert (store.counts().directives, store.counts().twins) == (1, 3)


def test_what_people_enter_while_the_directive_is_read_again_stays(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, TASKS), path)

    def read_again():
        for n in range(6):
            store.record(extraction(path, [*TASKS[n:], *TASKS[:n]]), path, version=str(n))

    def enter(ids, amendment):
        return lambda: [store.amend(sha(path), one, amendment) for one in ids]
    done, noted = Amendment(status="hoàn thành"), Amendment(note="đã xem")
    ids = [one.id for one in TASKS]
    at_once(read_again, enter(ids, done), enter(reversed(ids), noted))
    assert {(row.status, row.note) for row in store.register(TODAY).tasks} == {("hoàn thành", "đã xem")}


def test_changes_by_several_are_all_kept_once(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, TASKS), path)

    def change(who):
        return lambda: [store.correct(f"{who}.xlsx", [(Edit(one.id, "note", "", f"{who} {one.id}"), "taken")], ())
                        for one in TASKS]
    at_once(*map(change, "abc"))
    for one in TASKS:
        kept = store.history(one.id)
        assert sorted(change.after for change in kept) == [f"{who} {one.id}" for who in "abc"]


def test_who_reads_sees_one_moment_and_keeps_nobody_waiting(store, inbox, monkeypatch):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, TASKS[:1]), path)
    registering = import_module("pipeline.store.registering")
    reading, written = threading.Event(), threading.Event()

    def slow(*given):
        reading.set()
        assert written.wait(20)
        return every_task(*given)
    every_task = registering.every_task
    monkeypatch.setattr(registering, "every_task", slow)

    def write():
        assert reading.wait(20)
        store.record(extraction(path, TASKS), path, version="2")
        written.set()
    seen, _ = at_once(lambda: store.register(TODAY), write)
    assert [row.text for row in seen.tasks] == ["Việc thứ 0"]
    assert store.counts().tasks == len(TASKS)


@pytest.mark.database("sqlite")
def test_who_is_kept_waiting_for_long_hears_it_once_and_goes_on(settings, inbox, monkeypatch):
    told = []
    monkeypatch.setattr("pipeline.store.config.BUSY_SECONDS", 0.1)
    monkeypatch.setattr(waiting, "_tell", lambda *words: told.append(words))
    path, begun = put(inbox, "a.txt", "một"), threading.Event()

    def hold():
        with sqlite3.connect(settings.home / DATABASE, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            time.sleep(1)
            other.execute("COMMIT")
    with open_store(settings) as store, ThreadPoolExecutor() as pool:
        held = pool.submit(hold)
        assert begun.wait(10)
        assert store.record(extraction(path, TASKS), path).kind == "new"
        held.result()
    assert [message for message, _ in told] == ["Chương trình khác đang ghi lâu vào kho dữ liệu.",
                                                "Kho dữ liệu đã hoạt động lại, tiếp tục."]
