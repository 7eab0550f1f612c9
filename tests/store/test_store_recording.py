"""Recording: idempotent, faithful to what people entered, and careful with originals and secrets."""

import subprocess
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from store_samples import HEAD, extraction, put, sha, task

from pipeline.errors import BrokenFile, SecretDirective, StoreError
from pipeline.settings import Settings
from pipeline.store import Amendment, ChangedFile, RunCounts, open_store

TODAY = date(2024, 4, 1)
DONE = Amendment(status="hoàn thành", completed_on=date(2024, 4, 2), reply="12/BC-SNV", note="đã gửi")


def dump(store):
    """Every row of the database but what programs leave for each other."""
    tables = (table for table in apps.get_app_config("store").get_models() if table.__name__ != "Mark")
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_recording_again_changes_nothing(store, inbox):
    path = put(inbox, "a.txt", "một")
    first = store.record(extraction(path, [task()]), path)
    before = dump(store)
    again = store.record(extraction(path, [task()]), path)
    assert (first.kind, again.kind) == ("new", "known")
    assert dump(store) == before


def test_a_reading_that_took_longer_is_the_same(store, inbox):
    path = put(inbox, "a.pdf", "một")
    quick = extraction(path)
    assert store.record(quick, path, "1").kind == "new"
    assert store.record(replace(quick, took=(("reading", 9.5),)), path, "2").kind == "known"


def test_the_same_content_elsewhere_is_one_directive_with_two_files(store, inbox):
    one, two = put(inbox, "a.txt", "một"), put(inbox, "b.txt", "một")
    store.record(extraction(one, [task()]), one)
    store.arrived(sha(two), two)
    (row,) = store.register(TODAY).directives
    assert row.files == ("a.txt", "b.txt")


def test_known_tells_version_and_name(store, inbox):
    path = put(inbox, "a.txt", "một")
    assert store.known(sha(path)) is None
    store.record(extraction(path), path, version="1")
    known = store.known(sha(path))
    assert (known.name, known.version, known.twin_of) == ("a.txt", "1", None)


def test_reading_again_updates_tasks_and_keeps_what_people_entered(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task("t1"), task("t2", "Báo cáo kết quả")]), path)
    store.amend(sha(path), "t1", DONE)
    better = [task("t1", due=date(2024, 6, 30), lead="Sở Tài chính"), task("t3", "Việc mới")]
    assert store.record(extraction(path, better), path, version="2").kind == "updated"
    rows = {row.id: row for row in store.register(TODAY).tasks}
    assert set(rows) == {"t1", "t3"}
    assert rows["t1"].due == date(2024, 6, 30)
    assert [party.agency for party in rows["t1"].lead] == ["Sở Tài chính"]
    assert {name: getattr(rows["t1"], name) for name in asdict(DONE)} == asdict(DONE)


def test_a_vanished_task_that_somebody_touched_is_kept_and_marked(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task("t1"), task("t2", "Báo cáo kết quả")]), path)
    store.amend(sha(path), "t2", Amendment(note="đã phân công"))
    assert store.record(extraction(path, [task("t1")]), path).withdrawn == 1
    kept = next(row for row in store.register(TODAY).tasks if row.id == "t2")
    assert kept.note == "đã phân công"
    assert kept.lead[0].agency == "Sở Nội vụ"
    assert "không còn thấy" in kept.doubts[0]
    assert len(store.extraction(sha(path)).tasks) == 1


def test_a_withdrawn_task_that_is_found_again_is_whole_again(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task("t1")]), path)
    store.amend(sha(path), "t1", Amendment(note="x"))
    store.record(extraction(path, []), path)
    store.record(extraction(path, [task("t1")]), path)
    (row,) = store.register(TODAY).tasks
    assert (row.doubts, row.note, len(row.lead), len(row.deadlines)) == ((), "x", 1, 1)


def test_amending_what_is_not_there_says_so(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task("t1")]), path)
    assert not store.amend(sha(path), "t9", DONE)
    assert not store.amend("0" * 64, "t1", DONE)


def test_tasks_with_the_same_id_are_both_kept(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task("t1"), task("t1", "Việc khác")]), path)
    assert [row.id for row in store.register(TODAY).tasks] == ["t1", "t1~2"]
    assert store.amend(sha(path), "t1~2", Amendment(note="hai"))
    assert [row.note for row in store.register(TODAY).tasks] == [None, "hai"]


def test_agencies_are_one_by_id_and_by_name_with_diacritics(store, inbox):
    from pipeline.store import models  # noqa: PLC0415  the store must be open

    path = put(inbox, "a.txt", "một")
    names = ["UBND xã Tân An", "UBND xã Tân Ân", "UBND Xã Tân An"]
    store.record(extraction(path, [task(f"t{i}", lead=name) for i, name in enumerate(names)]), path)
    assert models.Agency.objects.count() == 2
    assert [row.lead[0].agency for row in store.register(TODAY).tasks] == names


def test_no_task_is_an_answer_with_a_reason(store, inbox):
    with_rejected, without = put(inbox, "a.txt", "một"), put(inbox, "b.txt", "hai")
    store.record(extraction(with_rejected, head=replace(HEAD, number="1/TB")), with_rejected)
    store.record(extraction(without, head=replace(HEAD, number="2/TB"), rejected=()), without)
    reasons = [row.no_task for row in store.register(TODAY).directives]
    assert "Đã xét 1 đoạn" in reasons[0]
    assert "Không tìm thấy phần chỉ đạo" in reasons[1]


def test_the_original_is_kept_by_content_and_stays_in_the_inbox(store, settings, inbox):
    path = put(inbox, "A.TXT", "một")
    store.record(extraction(path), path)
    kept = settings.home / "originals" / sha(path)[:2] / f"{sha(path)}.txt"
    assert kept.read_bytes() == path.read_bytes()
    assert list(kept.parent.iterdir()) == [kept]


def test_a_file_that_changed_since_it_was_read_is_not_recorded(store, inbox):
    path = put(inbox, "a.txt", "một")
    read = extraction(path)
    path.write_text("khác rồi")
    with pytest.raises(ChangedFile):
        store.record(read, path)
    assert store.counts().directives == 0


def test_a_secret_directive_leaves_nothing_but_name_hash_and_reason(store, settings, inbox):
    path = put(inbox, "x.txt", "điều không được lộ")
    with pytest.raises(SecretDirective):
        store.record(extraction(path, [task()], replace(HEAD, secrecy="mật")), path)
    row = store.fail(path, SecretDirective("Có chữ: điều không được lộ", "", "dấu độ mật “MẬT” ở trang 1"), sha(path))
    assert "không được lộ" not in row.message + row.advice
    assert not list(settings.home.glob("originals/*/*"))
    text = str(dump(store))
    assert sha(path) in text
    assert "“MẬT” ở trang 1" in text
    assert "không được lộ" not in text


def test_a_directive_later_seen_to_be_secret_is_wiped(store, settings, inbox, files):
    path, words = put(inbox, "x.txt", "điều không được lộ"), "điều không được lộ"
    store.record(extraction(path, [task(text=words)]), path)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # samples of columns are kept elsewhere
    assert words.encode() in files()
    store.fail(path, SecretDirective("mật"), sha(path))
    assert store.known(sha(path)) is None
    assert not list(settings.home.glob("originals/*/*"))
    store.close()
    assert words.encode() not in files()


def test_a_failure_is_told_once_and_closed_by_success(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.fail(path, BrokenFile("Tệp hỏng.", "Xin bản khác."), sha(path))
    store.fail(path, BrokenFile("Tệp hỏng.", "Xin bản khác."), sha(path))
    (row,) = store.register(TODAY).failures
    assert (row.name, row.code, row.advice) == ("a.txt", "tep-hong", "Xin bản khác.")
    store.record(extraction(path), path)
    assert store.failures() == ()


def test_a_failure_is_closed_when_its_file_is_gone(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.fail(path, BrokenFile("Tệp hỏng."))
    assert store.resolve_vanished() == 0
    path.unlink()
    assert store.resolve_vanished() == 1
    assert store.failures() == ()


def test_stale_names_originals_read_by_another_version(store, inbox):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path), path, version="1")
    assert store.stale("1") == ()
    (stale,) = store.stale("2")
    assert (stale.name, stale.original.read_text(encoding="utf-8")) == ("a.txt", "một")


def test_runs_are_noted(store):
    store.end_run(store.begin_run("1"), RunCounts(seen=3, new=2, failed=1))
    assert store.counts().runs == 1


def test_two_homes_do_not_mix(tmp_path, inbox):
    path = put(inbox, "a.txt", "một")
    with open_store(Settings(home=tmp_path / "one")) as store:
        store.record(extraction(path), path)
    with open_store(Settings(home=tmp_path / "two")) as store:
        assert store.counts().directives == 0
    with open_store(Settings(home=tmp_path / "one")) as store:
        assert store.counts().directives == 1


@pytest.mark.database("sqlite")  # on PostgreSQL: test_store_postgres
def test_two_programs_may_open_a_new_home_at_once(settings):
    code = f"""
from pathlib import Path
from pipeline.settings import Settings
from pipeline.store import open_store
with open_store(Settings(home=Path({str(settings.home)!r}), database_url={settings.database_url!r})) as store:
    print(store.counts().directives)
"""
    programs = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [program.communicate()[0] for program in programs] == ["0\n"] * 3


@pytest.mark.database("sqlite")
def test_a_broken_database_is_a_store_error_with_advice(settings):
    settings.home.mkdir()
    (settings.home / "chidao.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError) as caught:
        open_store(settings)
    assert "sao lưu" in caught.value.advice


def test_a_store_of_a_newer_program_is_refused(settings):
    with open_store(settings), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')"
        )
    with pytest.raises(StoreError, match="mới hơn"):
        open_store(settings)


def test_a_home_that_cannot_be_made_is_a_store_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="thư mục"):
        open_store(Settings(home=tmp_path / "file" / "home"))


def test_the_migrations_match_the_models(store):
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


@pytest.mark.database("sqlite")  # PostgreSQL reads a table that is empty as a whole
def test_what_is_looked_for_with_every_file_is_not_searched_for_in_all_rows(store):
    from pipeline.store import models  # noqa: PLC0415  Django has to be set up
    from pipeline.store.superseding import lay_at  # noqa: PLC0415

    loose = models.Directive.objects.filter(models.LOOSE, past=False, removed__isnull=True)
    assert "directive_loose" in loose.exclude(pk=1).values("pk").explain()
    lay = models.SourceFile.objects.filter(lay_at(Path("a.pdf"))).explain()
    assert "source_dropped_at" in lay
    assert "SCAN" not in lay
