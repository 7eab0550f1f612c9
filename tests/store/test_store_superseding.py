"""New bytes at a path: the older reading is past, unless it was another directive or people worked on it."""

from dataclasses import replace
from datetime import date

from store_samples import HEAD, extraction, put, sha, task

from pipeline.store import Amendment

TODAY = date(2024, 4, 1)
UNKNOWN = replace(HEAD, number=None, issuer=None)


def read(store, inbox, name, content, tasks, head=HEAD):
    path = put(inbox, name, content)
    store.record(extraction(path, tasks, head), path)
    return path


def standing(store):
    register = store.register(TODAY)
    return [row.files for row in register.directives], [row.text for row in register.tasks]


def test_the_whole_file_replaces_its_half_without_being_another_copy(store, inbox):
    read(store, inbox, "a.txt", "Một", [task()], UNKNOWN)
    read(store, inbox, "a.txt", "Một hai", [task(), task("t2", "Việc hai")])
    assert standing(store) == ([("a.txt",)], ["Rà soát phương án chữa cháy", "Việc hai"])
    assert store.register(TODAY).directives[0].doubts == ()
    assert (store.counts().directives, store.counts().twins) == (1, 0)


def test_a_half_in_the_size_of_the_whole_is_known_by_its_beginning(store, inbox):
    read(store, inbox, "a.txt", "Một\0\0\0\0", [task()], UNKNOWN)
    read(store, inbox, "a.txt", "Một hai", [task("t2", "Việc hai")])
    assert standing(store) == ([("a.txt",)], ["Việc hai"])


def test_the_same_directive_saved_anew_replaces_the_older_file(store, inbox):
    read(store, inbox, "a.txt", "bản đầu", [task()])
    read(store, inbox, "a.txt", "lưu lại", [task("t2", "Việc hai")])
    assert standing(store) == ([("a.txt",)], ["Việc hai"])


def test_a_name_used_again_for_another_directive_keeps_both(store, inbox):
    read(store, inbox, "scan.txt", "văn bản một", [task()], UNKNOWN)
    read(store, inbox, "scan.txt", "văn bản hai", [task()])
    assert store.counts().directives == 2


def test_a_file_that_also_lies_elsewhere_is_a_copy_of_its_own(store, inbox):
    path = read(store, inbox, "a.txt", "Một", [task()])
    store.arrived(sha(path), put(inbox, "b.txt", "Một"))
    read(store, inbox, "a.txt", "Một hai", [task()])
    assert (store.counts().directives, store.counts().twins) == (1, 1)


def test_what_people_worked_on_stands(store, inbox):
    path = read(store, inbox, "a.txt", "Một", [task()])
    store.amend(sha(path), "t1", Amendment(note="đang làm"))
    read(store, inbox, "a.txt", "Một hai", [task()])
    assert store.register(TODAY).tasks[0].note == "đang làm"
    assert store.counts().twins == 1


def test_another_copy_of_the_half_stands_or_yields_as_before(store, inbox):
    read(store, inbox, "a.txt", "Một", [task()])
    read(store, inbox, "b.txt", "bản quét", [task()])
    read(store, inbox, "a.txt", "Một hai", [task()])
    assert (store.counts().directives, store.counts().twins) == (1, 1)


def test_reading_a_past_file_again_leaves_it_past_and_forgetting_takes_it_along(store, inbox):
    half = read(store, inbox, "a.txt", "Một", [task()])
    again = extraction(half, [task()], replace(HEAD, number="9/CT-UBND"))
    whole = read(store, inbox, "a.txt", "Một hai", [task()])
    kept = next((store.home / "originals").rglob(f"{again.source.sha256}*"))
    store.record(again, kept, "other")
    assert (store.counts().directives, store.counts().twins) == (1, 0)
    store.forget(sha(whole))
    assert (store.counts().directives, store.counts().twins) == (0, 0)
    assert not kept.exists()
