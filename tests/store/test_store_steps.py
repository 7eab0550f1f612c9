"""The steps of documents on both databases: where each is, in order, in the transaction that does it."""

import pytest
from store_samples import extraction, put, sha, task

from pipeline.errors import BrokenFile


def names(store, target):
    return [one.step for one in store.courses(target)[0].steps]


def some(store):
    return {name: count for name, count in store.steps().items() if count}


def test_a_document_on_its_way(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.queue([(sha(path), path, "a.txt")])
    assert some(store) == {"waiting": 1}
    store.begin_reading(sha(path), path, "a.txt", "tiến trình 1")
    assert some(store) == {"reading": 1}
    store.record(extraction(path, [task()]), path)
    assert some(store) == {"written": 1}
    filed = inbox / "xong" / "a.txt"
    store.moving(path, filed)
    store.moved(path, filed)
    assert some(store) == {"filed": 1}
    store.published(store.unpublished())
    assert (some(store), store.unpublished()) == ({"published": 1}, [])
    assert names(store, "a.txt") == ["arrived", "reading", "written", "filed", "published"]
    (course,) = store.courses(sha(path)[:6])
    assert (course.head.number, course.failure, course.steps[-1].path) == ("07/CT-UBND", None, str(filed))
    assert store.courses("khong-co") == ()


def test_a_reading_that_cannot_be_written_is_no_step(store, inbox, monkeypatch):
    path = put(inbox, "a.txt", "một")
    store.queue([(sha(path), path, "a.txt")])
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.indexing.index", lambda row: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.record(extraction(path, [task()]), path)
    assert (names(store, "a.txt"), store.counts().directives) == (["arrived"], 0)


def test_what_is_moved_back_is_where_it_was(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task()]), path)
    store.moving(path, inbox / "b.txt")
    assert names(store, "a.txt") == ["written", "moving"]
    store.not_moved(path, inbox / "b.txt")
    assert names(store, "a.txt") == ["written"]
    assert store.places(sha(path)) == (path,)
    assert some(store) == {"written": 1}


def test_a_file_that_cannot_be_opened_is_known_by_its_path_until_it_can(store, inbox):
    path = put(inbox, "a.txt", "một")
    for _ in range(2):
        store.fail(path, BrokenFile("Không mở được."))
    assert (names(store, str(path)), some(store)) == (["failed"], {"failed": 1})
    assert store.courses("a.txt")[0].failure.message == "Không mở được."
    store.queue([(sha(path), path, "a.txt")])
    assert names(store, "a.txt") == ["failed", "arrived"]


def test_what_was_cut_off_is_told_once(store, inbox):
    path, gone = put(inbox, "a.txt", "một"), inbox / "b.txt"
    for one, content in ((path, "a" * 64), (gone, "b" * 64)):
        store.queue([(content, one, one.name)])
        store.begin_reading(content, one, one.name, "tiến trình 1")
    assert [(one.name, one.step, one.attempt) for one in store.cut_off()] == [("a.txt", "reading", 1), ("b.txt", "reading", 1)]
    assert store.cut_off() == ()
    assert some(store) == {"reading": 1, "cut": 1}  # the other file is not there to be read again
    assert names(store, "b.txt")[-1] == "gone"
    store.begin_reading("a" * 64, path, "a.txt", "tiến trình 2")
    assert store.courses("a.txt")[0].steps[-1].attempt == 2
    assert some(store) == {"reading": 1}


def test_what_is_forgotten_has_no_steps(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task()]), path)
    store.forget(sha(path))
    assert (store.courses("a.txt"), some(store)) == ((), {})


def test_steps_go_with_a_backup_but_not_those_of_what_is_held_back(store, inbox):
    from pipeline.errors import SuspectedSecret  # noqa: PLC0415

    kept, held = put(inbox, "a.txt", "một"), put(inbox, "b.txt", "hai")
    for path in (kept, held):
        store.record(extraction(path, [task()]), path)
    store.fail(held, SuspectedSecret("Nghi có dấu."), sha(held))
    with store.one_moment() as moment:
        rows = [line for name, lines in moment.tables() if name == "step" for line in lines]
    assert len(rows) == 1
    assert sha(kept) in rows[0]
