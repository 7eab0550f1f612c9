"""What the watch finds at the drop folder, and what wakes it."""

import os
import time

import pytest

from pipeline.errors import InputError
from pipeline.office import watching as module
from pipeline.office.report import Failed, Filed, IngestReport
from pipeline.office.watching import Book, Folder, Waker
from pipeline.releases import release
from pipeline.settings import Settings
from pipeline.store import open_store


@pytest.fixture
def folder(settings):
    settings.inbox.mkdir()
    return Folder([settings.inbox], settings)


def names(paths):
    return sorted(path.name for path in paths)


def found(folder):
    return names(folder.look().files.files)


def test_what_was_dealt_with_is_not_found_again_until_it_changes(folder, drop):
    drop("a.txt", "một")
    drop("sub/b.txt", "hai")
    look = folder.look()
    assert names(look.files.files) == ["a.txt", "b.txt"]
    folder.record(look, IngestReport())
    assert found(folder) == []
    drop("a.txt", "khác hẳn")
    assert found(folder) == ["a.txt"]


def test_what_an_intake_did_not_settle_is_found_again(folder, drop):
    drop("a.txt", "một")
    folder.look()  # and the intake failed
    assert found(folder) == ["a.txt"]


def test_what_was_put_off_or_filed_away_may_come_again(folder, drop):
    late, filed = drop("a.txt", "một"), drop("b.txt", "hai")
    folder.record(folder.look(), IngestReport(postponed=(late,), filed=(Filed(filed, filed),)))
    assert found(folder) == ["a.txt", "b.txt"]


def test_files_that_go_are_told_once_and_those_filed_away_are_not(folder, drop):
    gone, filed = drop("a.txt", "một"), drop("b.txt", "hai")
    folder.record(folder.look(), IngestReport(filed=(Filed(filed, filed),)))
    filed.unlink()
    assert folder.look().gone == set()
    gone.unlink()
    look = folder.look()
    assert names(look.gone) == ["a.txt"]
    folder.record(look, IngestReport())
    assert folder.look().gone == set()


def test_files_without_their_end_are_coming_and_named_once(folder, drop):
    drop("a.pdf", "%PDF-1.7 nửa")
    look = folder.look()
    assert (names(look.files.files), names(look.coming)) == ([], ["a.pdf"])
    assert names(folder.untold(look.coming)) == ["a.pdf"]
    assert folder.untold(folder.look().coming) == []
    drop("a.pdf", "%PDF-1.7 cả\n%%EOF")
    folder.record(folder.look(), IngestReport())
    drop("a.pdf", "%PDF-1.7 một bản khác đang đến")
    assert names(folder.untold(folder.look().coming)) == ["a.pdf"]


def test_what_is_passed_over_is_told_once(folder, drop):
    drop("a.json", "{}")
    os.mkfifo(folder.settings.inbox / "ong.pdf")
    assert names(one.path for one in folder.look().skipped) == ["a.json", "ong.pdf"]
    assert folder.look().skipped == ()
    assert folder.look().gone == set()


def test_a_release_brings_back_what_is_held_and_nothing_else(folder, drop, settings):
    held, secret = drop("a.txt", "một"), drop("b.txt", "hai")
    failed = (Failed(held, "nghi-van-ban-mat", "", "", 4), Failed(secret, "van-ban-mat", "", "", 4))
    folder.record(folder.look(), IngestReport(failed=failed))
    assert not folder.released()
    release(settings.home, "0" * 64, "a.txt", "đã xem")
    assert folder.released()
    assert found(folder) == ["a.txt"]
    assert not folder.released()


def test_a_folder_that_is_not_there_is_an_error(settings):
    with pytest.raises(InputError, match="Không tìm thấy"):
        Folder([settings.inbox], settings).look()


def waited(waker, seconds, unless=bool):
    began = time.monotonic()
    waker.wait(seconds, unless)
    return time.monotonic() - began


@pytest.mark.parametrize("poll", [False, True])
def test_a_change_wakes_also_one_that_came_before_the_wait(settings, drop, poll):
    drop("sub/a.txt", "một")
    waker = Waker([settings.inbox], poll)
    waker.begin()
    drop("sub/b.txt", "hai")
    assert waited(waker, 60) < 30
    waker.end()


def test_without_a_change_the_time_wakes_and_what_was_asked_for_too(settings, drop):
    drop("a.txt", "một")
    waker = Waker([settings.inbox], False)
    waker.begin()
    assert waited(waker, 1.5) >= 1.5
    asked = []
    assert waited(waker, 60, lambda: asked.append(1) or len(asked) > 2) < 30
    waker.end()


def test_a_folder_that_is_not_there_is_waited_for_without_haste(settings):
    waker = Waker([settings.inbox], False)
    waker.begin()
    used = time.process_time()
    assert waited(waker, 2) >= 2
    assert time.process_time() - used < 1


def test_where_events_cannot_be_had_the_folder_is_polled(settings, drop, monkeypatch):
    drop("a.txt", "một")
    real, polled = module.watch, []

    def scarce(*paths, force_polling, **more):
        polled.append(force_polling)
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return real(*paths, force_polling=force_polling, **more)

    monkeypatch.setattr(module, "watch", scarce)
    waker = Waker([settings.inbox], False)
    waker.begin()
    drop("b.txt", "hai")
    assert waited(waker, 60) < 30
    assert polled == [None, True]
    waker.end()


def test_what_people_decide_elsewhere_makes_the_lists_owed_once(tmp_path, monkeypatch):
    settings = Settings(home=tmp_path / "kho")
    with open_store(settings) as store:
        store.enter("publish", {"count": 0})
    book = Book(settings)
    assert not book.decided()
    with open_store(settings) as store:
        store.enter("login", {})
    assert not book.decided()
    with open_store(settings) as store:
        store.enter("correct", {})
    assert book.decided()
    number = book.now()
    with open_store(settings) as store:  # while the lists are written
        store.enter("undo", {})
    book.written(number)
    assert book.decided()
    book.written(book.now())
    assert not book.decided()
    monkeypatch.setattr("pipeline.office.watching.open_store", lambda *_: pytest.fail("nothing has happened"))
    assert not book.decided()
