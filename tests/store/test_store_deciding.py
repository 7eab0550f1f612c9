"""What people decide: a directive goes out of the lists and comes back, and it is written down who did it and why."""

import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from store_samples import HEAD, extraction, put, sha, task

from pipeline.errors import StoreError
from pipeline.settings import Settings
from pipeline.store import Amendment, open_store

TODAY = date(2024, 4, 1)


def read(store, inbox, name, content, head=HEAD):
    path = put(inbox, name, content)
    store.record(extraction(path, [task()], head), path)
    return path


def standing(store):
    return [row.files for row in store.register(TODAY).directives]


def test_what_is_removed_is_kept_out_and_comes_back_as_it_was(store, inbox):
    path = read(store, inbox, "a.txt", "một")
    store.amend(sha(path), "t1", Amendment(note="đang làm"))
    before = store.register(TODAY)
    (found,) = store.find("07/CT-UBND")
    store.remove(found, "đã bị thu hồi")
    register = store.register(TODAY)
    assert (register.directives, register.tasks, register.rejected) == ((), (), ())
    assert [(row.directive.files, row.decision.reason) for row in register.removed] == [(("a.txt",), "đã bị thu hồi")]
    assert (store.counts().directives, store.counts().tasks, store.counts().removed) == (0, 0, 1)
    assert store.known(sha(path)).removed.reason == "đã bị thu hồi"
    assert store.find("07/CT-UBND") == ()
    (gone,) = store.find("07/CT-UBND", removed=True)
    store.restore(gone)
    assert store.register(TODAY) == before


def test_every_decision_is_written_down(store, inbox):
    path = read(store, inbox, "a.txt", "một")
    store.remove(*store.find("07/CT-UBND"), "sai văn bản")
    store.restore(*store.find("07/CT-UBND", removed=True), "xem lại thấy đúng")
    found = [one for one in store.audit() if one.what in ("remove", "restore")]
    told = [json.loads(one.words) for one in found]
    assert [(one.what, one.content, json.loads(one.facts)["name"]) for one in found] == [
        ("remove", sha(path), "a.txt"), ("restore", sha(path), "a.txt")]
    assert [(one["number"], one["reason"]) for one in told] == [
        ("07/CT-UBND", "sai văn bản"), ("07/CT-UBND", "xem lại thấy đúng")]
    assert told[0]["before"] is None
    assert told[1]["before"]["reason"] == "sai văn bản"
    assert all(one.who and one.at for one in found)


def test_a_decision_that_cannot_be_written_down_does_not_hold(store, inbox, monkeypatch):
    read(store, inbox, "a.txt", "một")
    monkeypatch.setattr("pipeline.store.auditing._last", lambda: (0, ""))  # as when another writer came first
    with pytest.raises(StoreError, match="Kho dữ liệu báo lỗi"):
        store.remove(*store.find("07/CT-UBND"), "vì")
    assert standing(store) == [("a.txt",)]


def test_a_number_means_all_copies_and_a_file_itself_alone(store, inbox):
    read(store, inbox, "a.docx", "bản Word")
    read(store, inbox, "a.pdf", "bản quét")
    (scan,) = store.find("a.pdf")
    store.remove(scan, "quét mờ")
    assert standing(store) == [("a.docx",)]
    store.restore(*store.find("a.pdf", removed=True))
    assert store.counts().twins == 1
    (both,) = store.find("7/ct-ubnd")
    assert both.files == ("a.docx", "a.pdf")
    store.remove(both, "đã bị thu hồi")
    assert standing(store) == []
    (again,) = store.find("07/CT-UBND", removed=True)
    store.restore(again)
    assert (store.counts().directives, store.counts().twins) == (1, 1)


def test_the_copy_that_is_left_stands(store, inbox):
    read(store, inbox, "a.docx", "bản Word")
    scan = read(store, inbox, "a.pdf", "bản quét")
    store.remove(*store.find("a.docx"), "nhầm bản")
    assert [row.sha256 for row in store.register(TODAY).directives] == [sha(scan)]


def test_two_directives_of_one_number_are_both_found(store, inbox):
    read(store, inbox, "a.txt", "một")
    read(store, inbox, "b.txt", "hai", replace(HEAD, issuer="UBND tỉnh Phú Yên"))
    found = store.find("07/CT-UBND")
    assert [(one.head.issuer, one.files) for one in found] == [
        ("UBND tỉnh Ninh Thuận", ("a.txt",)), ("UBND tỉnh Phú Yên", ("b.txt",))]


@pytest.mark.parametrize("target", ["a.txt", "{path}"])
def test_a_file_is_found_by_name_and_place_also_after_it_was_filed_away(store, inbox, target):
    path = read(store, inbox, "a.txt", "một")
    store.moved(path, inbox / "da-xu-ly.txt")
    path.unlink()
    assert len(store.find(target.format(path=path))) == 1


def test_a_file_is_found_by_its_content(store, inbox, tmp_path):
    read(store, inbox, "a.txt", "một")
    assert len(store.find(str(put(tmp_path, "ten khac.txt", "một")))) == 1
    assert store.find(str(tmp_path)) == ()


def test_reading_a_removed_file_again_leaves_it_out(store, inbox):
    path = read(store, inbox, "a.txt", "một")
    store.remove(*store.find("a.txt"), "vì")
    store.record(extraction(path, [task()], replace(HEAD, number="9/CT-UBND")), path)
    assert standing(store) == []


def test_new_bytes_at_the_place_of_a_removed_file_are_a_directive_of_their_own(store, inbox):
    read(store, inbox, "a.txt", "một")
    store.remove(*store.find("a.txt"), "quét thiếu trang")
    read(store, inbox, "a.txt", "một hai")
    assert standing(store) == [("a.txt",)]
    assert store.counts().removed == 1


@pytest.mark.parametrize("typed", ["7/ct-ubnd", "07 /CT - UBND", "07/CT-UBND"])
def test_a_number_is_known_however_it_is_typed(store, inbox, typed):
    read(store, inbox, "a.txt", "một")
    assert len(store.find(typed)) == 1


def test_a_store_of_an_older_program_is_brought_up_to_date(store, inbox):
    read(store, inbox, "a.txt", "một")
    before = store.register(TODAY)
    store.close()
    with sqlite3.connect(store.path) as database:
        for table in ("auditentry", "trackedrow", "trackeddirective", "citation", "assignment", "correction", "addedtask"):
            database.execute(f"DROP TABLE store_{table}")
        for column in ("removed", "chosen", "bond", "sketch"):
            database.execute(f"ALTER TABLE store_directive DROP COLUMN {column}")
        database.execute("DELETE FROM django_migrations WHERE app = 'store' AND name >= '0006'")
    database.close()
    with open_store(Settings(home=store.home)) as again:
        assert again.register(TODAY) == before
