"""The audit: what is entered with a change, and what is found when somebody tampers with it."""

import json
import threading
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from store_samples import HEAD, extraction, put, sha, task

from pipeline.audit import HEAD as HEAD_FILE
from pipeline.audit import Entry, Head, digest_of, examine, kept_head, sealed
from pipeline.errors import BrokenFile, SecretDirective, SuspectedSecret
from pipeline.model.review import Edit
from pipeline.releases import release
from pipeline.settings import Settings
from pipeline.store import Amendment, open_store


def read(store, inbox, name, content, head=HEAD):
    path = put(inbox, name, content)
    store.record(extraction(path, [task(name)], head), path)
    return path


def whats(store):
    return [one.what for one in store.audit()]


def words_of(one):
    return json.loads(one.words)


def chain(number=5):
    """Entries made by hand, with words in every second."""
    made, previous = [], ""
    for n in range(1, number + 1):
        words, seal = sealed({"n": n} if n % 2 else None)
        at, facts = datetime(2024, 3, n, 8, 0), "{}"
        sha256 = digest_of(n, at, "an", "correct", "", facts, seal, previous)
        made.append(Entry(n, at, "an", "correct", "", facts, words, seal, previous, sha256))
        previous = sha256
    return made


def test_a_chain_that_nobody_touched_holds():
    made = chain()
    verdict = examine(made, Head(3, made[2].sha256[:12]), Head(5, made[4].sha256))
    assert (verdict.broken_at, verdict.head.count) == (0, 5)


@pytest.mark.parametrize(("tamper", "at"), [
    (lambda c: [*c[:2], replace(c[2], who="bình"), *c[3:]], 3),
    (lambda c: [*c[:2], replace(c[2], at=datetime(2023, 1, 1)), *c[3:]], 3),
    (lambda c: [*c[:2], replace(c[2], words=c[2].words.replace('3', '4', 1)), *c[3:]], 3),
    (lambda c: [*c[:2], replace(c[2], words=None), *c[3:]], 3),
    (lambda c: [*c[:2], *c[3:]], 3),
    (lambda c: c[1:], 1),
    (lambda c: [*c[:2], c[2], c[2], *c[3:]], 3),
    (lambda c: c[:4], 5),
    (lambda c: [], 1),
    (lambda c: chain(), 5),
])
def test_where_it_breaks_is_told(tamper, at):
    """Changed, wiped, taken out, put in twice, cut off at the end, or written anew from the beginning."""
    made = chain()
    verdict = examine(tamper(made), Head(5, made[4].sha256))
    assert (verdict.broken_at, bool(verdict.why)) == (at, True)


def test_a_new_hash_for_a_changed_entry_does_not_hang_on():
    made = chain()
    other = replace(made[2], who="bình", sha256=digest_of(3, made[2].at, "bình", "correct", "", "{}", made[2].seal,
                                                          made[2].previous))
    assert examine([*made[:2], other, *made[3:]]).broken_at == 4


def test_every_kind_of_intake_is_entered(store, inbox):
    path = read(store, inbox, "a.txt", "một")
    store.record(extraction(path, [task("a.txt")]), path)  # nothing happened
    store.record(extraction(path, [task("a.txt")]), path, version="sau")
    store.record(extraction(path, [task("t2", "Kiểm tra")]), path, version="sau nữa")
    store.arrived(sha(path), put(inbox, "b.txt", "một"))
    store.fail(put(inbox, "c.txt", "ba"), BrokenFile("Tệp hỏng.", "Xin lại."), "c" * 64)
    store.fail(inbox / "c.txt", BrokenFile("Tệp hỏng.", "Xin lại."), "c" * 64)
    store.fail(put(inbox, "d.txt", "bốn"), SuspectedSecret("Nghi.", "", "nghi có dấu"), "d" * 64)
    assert whats(store) == ["begin", "import.new", "import.known", "import.updated", "import.arrived",
                            "import.failed", "import.held"]
    changed = next(store.audit(what="import.updated"))
    assert (words_of(changed)["gone"], words_of(changed)["come"]) == (["a.txt"], ["t2"])
    assert changed.content == sha(path)


def test_what_people_do_is_entered_with_before_and_after(store, inbox):
    path = read(store, inbox, "a.txt", "một")
    store.amend(sha(path), "a.txt", Amendment(note="đang làm"))
    (taken,) = store.correct("ra-soat.xlsx", [(Edit("a.txt", "text", "cũ", "mới"), "taken")], ())
    store.correct("nhiem-vu.xlsx", [(Edit("a.txt", "percent", "", "40"), "taken")], ())
    store.undo(taken.batch)
    store.enter("publish", {"written": 2}, {"written": ["tong-hop.xlsx"]})
    store.signed_in("lananh", "10.0.0.7", good=False)
    found = list(store.audit())[2:]
    assert [(one.what, one.content) for one in found] == [
        ("progress", sha(path)), ("correct", sha(path)), ("progress", sha(path)), ("undo", sha(path)), ("publish", ""),
        ("login.failed", "")]
    told = [(words_of(one)["cell"], words_of(one)["before"], words_of(one)["after"]) for one in found[:4]]
    assert told == [("note", "", "đang làm"), ("text", "cũ", "mới"), ("percent", "", "40"), ("text", "mới", "cũ")]
    assert found[-1].who == "lananh"
    assert store.verify_audit().broken_at == 0


def test_entries_are_found_by_day_account_kind_and_what_they_are_about(store, inbox):
    read(store, inbox, "a.txt", "một")
    read(store, inbox, "b.txt", "hai", replace(HEAD, number="08/CT-UBND"))
    store.remove(*store.find("08/CT-UBND"), "nhầm")
    today = next(iter(store.audit())).at.date()
    count = lambda **asked: len(list(store.audit(**asked)))  # noqa: E731
    assert (count(day=today), count(day=date(2020, 1, 1))) == (4, 0)
    assert (count(who="không ai"), count(what="import"), count(what="imp")) == (0, 2, 0)
    assert (count(about="08/CT-UBND"), count(about="a.txt"), count(about="B.TXT")) == (2, 1, 2)


def test_the_entry_goes_with_the_change_that_fails(store, inbox):
    read(store, inbox, "a.txt", "một")
    before = store.audit_head()
    with transaction.atomic():
        assert store.amend(sha(inbox / "a.txt"), "a.txt", Amendment(note="x"))
        transaction.set_rollback(True)
    assert store.audit_head() == before


@pytest.mark.parametrize("statement", [
    "UPDATE store_auditentry SET who = 'bình' WHERE number = 1",
    "UPDATE store_auditentry SET words = 'khác' WHERE number = 2",
    "DELETE FROM store_auditentry WHERE number = 1",
])
def test_the_database_refuses_to_change_an_entry(store, inbox, statement):
    read(store, inbox, "a.txt", "một")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_model_refuses_it_too(store, inbox):
    entries = apps.get_model("store", "AuditEntry").objects
    row = entries.get(number=1)
    for refused in (row.save, row.delete, entries.all().delete, lambda: entries.update(who="b")):
        with pytest.raises(TypeError):
            refused()


def test_of_a_secret_only_name_hash_and_reason_stay(store, inbox):
    path = read(store, inbox, "a.txt", "một", replace(HEAD, number="39/CT-MẬT"))
    other = read(store, inbox, "b.txt", "hai", replace(HEAD, number="08/CT-UBND"))
    store.correct("x.xlsx", [(Edit("a.txt", "text", "lời kín", "lời kín hơn"), "taken")], ())
    store.remove(*store.find("39/CT-MẬT"), "lời kín")
    store.enter("publish", {"written": 1}, {"written": ["ra-soat/x.xlsx"], "of": "39/CT-MẬT"})
    store.fail(path, SecretDirective("Có dấu.", "", "dấu MẬT ở trang 1"), sha(path))
    told = "\n".join(map(str, store.audit()))
    assert "lời kín" not in told
    assert "39/CT" not in told
    gone = [one for one in store.audit() if one.what == "forget"]
    assert [(one.content, json.loads(one.facts), one.words) for one in gone] == [
        (sha(path), {"name": "a.txt", "reason": "dấu MẬT ở trang 1"}, None)]
    assert [one.words is None for one in store.audit() if one.content == sha(other)] == [False]
    verdict = store.verify_audit()
    assert (verdict.broken_at, verdict.wiped) == (0, 4)


def test_the_head_is_kept_beside_the_store_and_misses_what_went(settings, inbox):
    with open_store(settings) as store:
        read(store, inbox, "a.txt", "một")
        head = store.audit_head()
    assert kept_head(settings.home) == head
    with open_store(settings) as store, connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_undeleted")
        cursor.execute("DELETE FROM store_auditentry WHERE number = 2")
        verdict = store.verify_audit()
    assert (verdict.broken_at, "mất 1 mục cuối" in verdict.why) == (2, True)
    assert kept_head(settings.home) == head  # what was lost is not forgotten
    (settings.home / HEAD_FILE).write_text("không phải JSON", "utf-8")
    assert kept_head(settings.home) is None


def test_two_writers_make_one_chain(settings):
    with open_store(settings) as store:
        def write(name):
            for _ in range(15):
                store.enter("settings", {"by": name})
            connections.close_all()

        threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        verdict = store.verify_audit()
    assert (verdict.broken_at, verdict.head.count) == (0, 31)


def test_what_earlier_versions_wrote_down_is_entered_once(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    old = {"at": "2025-01-02T03:04:05+00:00", "who": "lan", "what": "remove", "sha256": "a" * 64, "number": "7/CT-X",
           "name": "a.txt", "reason": "vì"}
    (home / "quyet-dinh.jsonl").write_text(json.dumps(old) + "\nhỏng\n", "utf-8")
    (home / "sua-doi.jsonl").write_text(json.dumps({"at": "x", "who": "an", "what": "taken", "subject": "t1"}) + "\n")
    release(home, "b" * 64, "b.pdf", "đã xem")
    settings = Settings(home=home)
    for _ in range(2):
        with open_store(settings) as store:
            found = list(store.audit())
    assert [one.what for one in found] == ["begin", "remove", "journal", "journal", "correct", "journal", "release"]
    assert (found[1].who, found[1].at, found[1].content) == ("lan", datetime(2025, 1, 2, 10, 4, 5), "a" * 64)
    assert words_of(found[2])["line"] == "hỏng"
    assert (found[-1].content, words_of(found[-1])["reason"]) == ("b" * 64, "đã xem")
    release(home, "c" * 64, "c.pdf", "đã xem")
    with open_store(settings) as store:
        assert [one.content for one in store.audit(what="release")] == ["b" * 64, "c" * 64]
    assert (home / "quyet-dinh.jsonl").exists()
