"""PostgreSQL alone: the server goes away and comes back, answers get lost, runs on several machines wait for each other."""

import subprocess
import sys
import threading
import time
from datetime import date

import pytest
from django.db import connection
from django.db.utils import OperationalError
from store_samples import extraction, put, sha, task

from pipeline.errors import ConfigurationError, StoreError
from pipeline.model.review import Edit
from pipeline.settings import Settings
from pipeline.store import locking, open_store, outage, place_of, postgres, waiting
from pipeline.store.locking import one_run

TODAY = date(2024, 4, 1)
pytestmark = pytest.mark.database("postgresql")

OPEN = """
import sys
from pathlib import Path
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.locking import one_run
with open_store(Settings(home=Path(sys.argv[1]), database_url=sys.argv[2])) as store:
    if sys.argv[3:]:
        with one_run(Path(sys.argv[1]), print, database=True):
            print("held", flush=True)
            sys.stdin.read(1)
    print(store.counts().directives)
"""


def program(settings, home, *more):
    return subprocess.Popen([sys.executable, "-c", OPEN, str(home), settings.database_url, *more], text=True,
                            stdout=subprocess.PIPE, stdin=subprocess.PIPE)


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(waiting, "_tell", lambda *words: heard.append(words))
    return heard


@pytest.fixture
def cut(server_of):
    """Ends all connections to the database, as a server that stops does."""
    return lambda: server_of.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                 "WHERE usename = 'chidao' AND pid <> pg_backend_pid() AND datname LIKE 't%'")


@pytest.fixture
def server_of(postgres, settings):
    return postgres


def test_two_programs_make_the_tables_of_a_new_database_once(postgres, tmp_path):
    new = Settings(database_url=postgres.make("new"))
    programs = [program(new, tmp_path / str(n)) for n in range(2)]
    assert [one.communicate()[0] for one in programs] == ["0\n"] * 2
    postgres.drop("new")


def test_a_connection_that_breaks_between_two_transactions_is_made_anew(store, inbox, cut, told):
    path = put(inbox, "a.txt", "một")
    store.record(extraction(path, [task()]), path)
    cut()
    assert store.counts().directives == 1
    cut()
    assert store.correct("a.xlsx", [(Edit("t1", "note", "", "x"), "taken")], ())
    assert [message.partition(":")[0] for message, _ in told] == [
        "Không kết nối được với kho dữ liệu", "Kho dữ liệu đã hoạt động lại, tiếp tục."] * 2


@pytest.mark.parametrize("arrived", [True, False], ids=["committed", "lost"])
def test_what_was_committed_without_a_word_is_not_done_twice(store, inbox, monkeypatch, told, arrived):
    path = put(inbox, "a.txt", "một")
    kind, once = type(connection._connections[connection._alias]), []
    commit = kind._commit

    def unheard(self):
        if once:
            return commit(self)
        once.append(True)
        if arrived:
            commit(self)
        self.connection.close()
        raise OperationalError("server closed the connection unexpectedly")
    monkeypatch.setattr(kind, "_commit", unheard)
    assert store.record(extraction(path, [task()]), path).kind == "new"
    once.clear()
    assert len(store.correct("a.xlsx", [(Edit("t1", "note", "", "x"), "taken")], ())) == 1
    once.clear()
    assert store.begin_run() == 1 + (not arrived)  # a number that was drawn and lost is not drawn again
    assert (store.counts().directives, store.counts().runs, len(store.history("t1"))) == (1, 1, 1)
    assert len(told) == 6


def test_a_server_that_stays_away_is_told_after_a_while_without_the_password(settings, tmp_path, monkeypatch, told):
    monkeypatch.setattr(outage, "PATIENCE", 0.6)
    away = Settings(home=settings.home, database_url=f"postgresql://u:bi-mat@/kho?host={tmp_path}")
    with pytest.raises(StoreError) as refused:
        open_store(away)
    words = f"{refused.value} {refused.value.__cause__} {told} {away!r} {place_of(away)} {connection.settings_dict['NAME']}"
    assert "bi-mat" not in words
    assert "máy chủ không chạy" in str(refused.value)
    assert len(told) == 1


def test_who_is_refused_is_told_at_once(postgres, settings, told):
    with pytest.raises(StoreError, match="không có cơ sở dữ liệu"):
        open_store(Settings(home=settings.home, database_url=postgres.url("none")))
    assert told == []


@pytest.mark.parametrize("url", ["mysql://a:bi-mat@b/c", "postgresql://a:bi-mat@b:x:y/c", "postgresql://a:bi-mat@b",
                                 "postgresql://a:bi-mat%@b/c", "a:bi-mat@b",
                                 "postgresql://a:x@bi-mat@b/c", "postgresql://a:1/bi-mat@b/c"])
def test_a_wrong_address_is_told_without_the_password(settings, url):
    with pytest.raises(ConfigurationError) as refused:
        open_store(Settings(home=settings.home, database_url=url))
    assert "bi-mat" not in f"{refused.value} {refused.value.__cause__}"
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_runs_on_two_machines_wait_for_each_other(store, settings, tmp_path):
    told = []
    with program(settings, tmp_path / "there", "run") as other:
        assert other.stdout.readline() == "held\n"

        def busy(who):
            told.append(who)
            threading.Timer(0.2, other.kill).start()
        with one_run(settings.home, busy, database=True):
            pass
    assert len(told) == 1
    assert f"tiến trình {other.pid}), từ" in told[0]
    with connection.cursor() as cursor:
        assert postgres.mark(cursor, locking.AT_WORK) == ""


def test_a_run_whose_lock_broke_takes_it_again_and_waits_for_whoever_came_between(store, settings, tmp_path, cut):
    told = []

    def busy(who):
        told.append(who)
        threading.Timer(0.2, lambda: other.communicate("x")).start()
    with one_run(settings.home, busy, database=True):
        cut()
        with program(settings, tmp_path / "there", "run") as other:
            assert other.stdout.readline() == "held\n"
            assert store.begin_run()
    assert len(told) == 1


def test_a_run_goes_on_when_the_server_is_started_again(postgres, store, settings, inbox, told):
    path = put(inbox, "a.txt", "một")
    back = threading.Timer(1.0, postgres.start)
    with one_run(settings.home, told.append, database=True):
        postgres.stop("immediate")
        back.start()
        began = time.monotonic()
        assert store.record(extraction(path, [task()]), path).kind == "new"
        assert time.monotonic() - began > 0.5
    back.join()
    assert store.known(sha(path)) is not None
    assert len(told) == 2
