"""``chidao doctor``: what is wrong is found and put right, what people wrote stays, and a lost store is made anew."""

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection
from store_samples import HEAD, extraction, put, sha, task

from pipeline import workbooks
from pipeline.model.review import Edit
from pipeline.office import examining, publish
from pipeline.office.examining import examine
from pipeline.office.ingesting import Work
from pipeline.office.mending import mend, rebuild
from pipeline.settings import Settings
from pipeline.store import DATABASE, Amendment, open_store

TODAY = date(2024, 4, 1)
HEADS = {"một": HEAD, "hai": replace(HEAD, number="08/CT-UBND")}


def again(path, settings):
    """Stands in for the pipeline."""
    words = path.read_text("utf-8")
    return extraction(path, [task(words)], HEADS.get(words, HEAD))


WORK = Work(again, ThreadPoolExecutor)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Two small lists stand for the workbooks, and no other program is called."""
    def write(register, outputs, taken=(), shelf=None, pictures=None):
        for name in ("tong-hop.xlsx", "co-quan/so-a/nhiem-vu.xlsx"):
            (outputs / name).parent.mkdir(parents=True, exist_ok=True)
            (outputs / name).write_bytes(b"x")
            shelf.books[name] = ("digest", "mark")
        return []

    monkeypatch.setattr(workbooks, "publish", write)
    monkeypatch.setattr(examining, "_said", lambda command: "Tesseract 5.3\nLiberation Serif")
    monkeypatch.setattr(examining.tesseract, "available", lambda: True)
    monkeypatch.setattr(examining.soffice, "program", lambda: "soffice")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Where the office is made, once, and where it is kept as it was."""
    return build(tmp_path_factory, "")


@pytest.fixture(scope="module")
def built_server(tmp_path_factory, postgres):
    """The same with its database on a server, which is called *doctor*."""
    return build(tmp_path_factory, postgres.make("doctor", "empty"))


def build(tmp_path_factory, url):
    place, kept = tmp_path_factory.mktemp("place"), tmp_path_factory.mktemp("kept") / "office"
    settings = Settings(home=place / "home", inbox=place / "inbox", outputs=place / "outputs", database_url=url)
    fill(settings)
    shutil.copytree(place, kept)
    return settings, kept


@pytest.fixture
def office(database, request):
    settings, kept = request.getfixturevalue("built_server" if database else "built")
    shutil.rmtree(settings.home.parent)
    shutil.copytree(kept, settings.home.parent)
    if database:
        again_as_it_was(request.getfixturevalue("postgres"), database)
        settings = replace(settings, database_url=database)
    publish(settings, settings.outputs, TODAY)
    settings.home.chmod(0o700)
    return settings


def again_as_it_was(server, url):
    """The database of the test is that of the office."""
    connection.close()
    name = urlsplit(url).path[1:]
    server.drop(name)
    server.make(name, "doctor")


def fill(settings):
    """A store with two directives: people corrected one, and took the other out of the lists."""
    inbox = settings.inbox
    inbox.mkdir()
    with open_store(settings) as store:
        for words, head in HEADS.items():
            path = put(inbox, f"{words}.txt", words)
            store.record(extraction(path, [task(words)], head), path)
        store.correct("ra-soat.xlsx", [(Edit("một", "text", "cũ", "mới"), "taken")], ())
        store.amend(sha(inbox / "hai.txt"), "hai", Amendment(note="đang làm"))
        store.remove(*store.find("08/CT-UBND"), "nhầm")


def wrong(settings):
    return {(one.what, one.mend) for one in examine(settings) if one.level == "wrong"}


def original(settings, words):
    return next(path for path in (settings.home / "originals").glob("*/*") if path.read_text("utf-8") == words)


def old(path):
    path.write_bytes(b"half")
    os.utime(path, (time.time() - 3600,) * 2)


def run_sql(settings, *statements):
    with open_store(settings), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def twin_of_a_twin(settings):
    with open_store(settings):
        rows = apps.get_model("store", "Directive").objects
        one, two = rows.order_by("id")
        rows.filter(pk=one.pk).update(twin_of=two)
        rows.filter(pk=two.pk).update(twin_of=one)


def drop_trigger(settings):
    with open_store(settings), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_unchanged" + (" ON store_auditentry" if settings.database_url else ""))


SPOILT = {
    "changed original": (lambda s: original(s, "một").write_text("khác"), {("Bản gốc", "originals")}),
    "no original": (lambda s: original(s, "hai").unlink(), {("Bản gốc", "originals")}),
    "unknown original": (lambda s: put_original(s, "ba"), {("Bản gốc", "reread")}),
    "half an original": (lambda s: old(s.home / "originals" / ".x.part"), {("Tệp ghi dở", "sweep")}),
    "half a list": (lambda s: old(s.outputs / ".tong-hop.xlsx.tmp"), {("Tệp ghi dở", "sweep")}),
    "no list": (lambda s: (s.outputs / "tong-hop.xlsx").unlink(), {("Các bảng", "publish")}),
    "open to all": (lambda s: s.home.chmod(0o755), {("Quyền", "rights")}),
    "killed run": (lambda s: (s.home / "dang-chay").write_text("an (máy a, tiến trình 1)"), {("Khóa", "lock")}),
    "no triggers": (drop_trigger, {("Nhật ký", "store")}),
    "copy of a copy": (twin_of_a_twin, {("Kho dữ liệu", "store")}),
}


def put_original(settings, words):
    path = put(settings.home, "tam", words)
    target = settings.home / "originals" / sha(path)[:2] / f"{sha(path)}.txt"
    target.parent.mkdir(exist_ok=True)
    path.rename(target)


def people(settings):
    """All that people entered."""
    with open_store(settings) as store:
        register = store.register(TODAY)
        return ([(one.subject, one.after, one.state) for one in store.history("một")],
                [row.decision.reason for row in register.removed],
                sorted(apps.get_model("store", "Task").objects.exclude(note=None).values_list("key", "note")))


def test_a_sound_office_has_nothing_wrong(office):
    assert wrong(office) == set()
    assert [(one.what, one.level) for one in examine(office)] == [
        (what, "good") for what in ("Kho dữ liệu", "Nhật ký", "Bản gốc", "Các bảng", "Ổ đĩa", "Tesseract",
                                    "LibreOffice", "Phông chữ")]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("name", SPOILT)
def test_what_is_wrong_is_found_and_put_right(office, name):
    found_and_put_right(office, name)


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("name", ["no original", "unknown original", "no list", "no triggers", "copy of a copy"])
def test_what_is_wrong_is_found_and_put_right_on_a_server(office, name):
    found_and_put_right(office, name)


def found_and_put_right(office, name):
    spoil, found = SPOILT[name]
    before = people(office)
    spoil(office)
    assert wrong(office) == found
    done = mend(office, {what for _, what in found}, WORK)
    assert len(done) == 1
    assert wrong(office) == set()
    assert people(office) == before
    with open_store(office) as store:
        assert [one.what for one in store.audit()][-1] == "repair"


@pytest.mark.database("sqlite")
def test_a_changed_original_is_kept_aside(office):
    original(office, "một").write_text("khác")
    mend(office, {"originals"}, WORK)
    (aside,) = (office.home / "hong").glob("*/*")
    assert aside.read_text("utf-8") == "khác"


def test_what_cannot_be_put_right_is_told(office):
    original(office, "một").unlink()
    (office.inbox / "một.txt").unlink()
    assert mend(office, {"originals"}, WORK) == []
    assert wrong(office) == {("Bản gốc", "originals")}
    drop_trigger(office)
    run_sql(office, "UPDATE store_auditentry SET who = 'khác' WHERE number = 2")
    assert ("Nhật ký", "") in wrong(office)


def test_changes_that_belong_nowhere_are_told_and_kept(office):
    with open_store(office) as store:
        store.correct("cu.xlsx", [(Edit("không-còn", "text", "", "chữ của người"), "taken")], ())
    (found,) = [one for one in examine(office) if one.what == "Chỗ sửa"]
    assert (found.level, "không-còn" in found.told) == ("note", True)
    with open_store(office) as store:
        assert [one.after for one in store.history("không-còn")] == ["chữ của người"]


def test_a_new_office_is_not_given_a_store(settings):
    assert [one.told for one in examine(settings) if one.what == "Kho dữ liệu"] == [
        "chưa có kho: chưa tiếp nhận văn bản nào"]
    assert not settings.home.exists()


@pytest.mark.database("postgresql")
def test_a_server_that_is_away_is_told_and_one_that_is_empty_too(office, postgres):
    connection.close()
    name = urlsplit(office.database_url).path[1:]
    away = replace(office, database_url=postgres.url("khong-co"))
    (found,) = [one for one in examine(away) if one.what == "Kho dữ liệu"]
    assert (found.level, "khong-co" in found.told) == ("wrong", True)
    (fresh,) = [one for one in examine(replace(away, home=office.home.parent / "mới")) if one.what == "Kho dữ liệu"]
    assert (fresh.level, (office.home.parent / "mới").exists()) == ("wrong", False)
    postgres.drop(name)
    postgres.make(name)
    assert {what for what, _ in wrong(office)} == {"Kho dữ liệu"}
    report, _ = rebuild(office, WORK)
    assert (len(report.new), len(report.failed)) == (2, 0)
    assert wrong(office) == set()


@pytest.mark.database("postgresql")
def test_a_home_that_is_gone_is_no_new_office_when_the_server_has_the_store(office):
    shutil.rmtree(office.home)
    connection.close()
    assert ("Bản gốc", "originals") in wrong(office)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("lost", ["gone", "damaged"])
def test_a_lost_store_is_made_anew_from_the_originals(office, lost):
    file, before = office.home / DATABASE, people(office)
    with open_store(office) as store:
        head = store.audit_head()
    if lost == "gone":
        file.unlink()
    else:
        content = file.read_bytes()
        at = content.index(b"store_directive_issuer") if b"store_directive_issuer" in content else len(content) - 8192
        file.write_bytes(content[: at // 4096 * 4096] + b"\xff" * 4096 + content[at // 4096 * 4096 + 4096:])
    assert {what for what, _ in wrong(office)} == {"Kho dữ liệu"}
    report, saved = rebuild(office, WORK)
    assert (len(report.new), len(report.failed)) == (2, 0)
    with open_store(office) as store:
        assert store.verify_audit().broken_at == 0
        repair = next(store.audit(what="repair"))
        assert head.told in repair.facts
        assert store.counts().files == 0  # nothing arrived
    if lost == "damaged":
        assert (people(office), saved) == (before, 3)
        assert repair.number == head.count + 1  # the audit goes on
    assert len(list((office.home / "hong").glob(f"*/{DATABASE}"))) == (lost == "damaged")
    assert wrong(office) == set()
