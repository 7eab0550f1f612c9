"""The short form of ``python -m tools.stress``: small offices with real runs."""

from random import Random

import pytest

from tools.postgres import missing
from tools.stress import between, database, drop, files, kills, pairs, secrets
from tools.stress.contents import differences
from tools.stress.files import SAMPLES, real
from tools.stress.office import office


def test_each_dropped_file_ends_in_one_place(monkeypatch):
    monkeypatch.setattr("tools.stress.files._FOLDERS", (SAMPLES,))
    figures = drop.measure(3, Random(1))
    assert figures.wrong == []
    assert figures.counts["found again"] == figures.counts["files"] == 9
    assert figures.counts["pipes and links left"] == 6


def test_two_runs_at_once_give_what_one_gives():
    figures = pairs.measure(1, Random(1))
    assert figures.wrong == []
    assert figures.counts["same as one run"] == 1


def test_a_killed_run_is_made_good_by_the_next():
    figures = kills.measure(2, Random(1))
    assert figures.wrong == []
    assert figures.counts["kills"] == 2


def test_a_run_killed_between_written_and_acknowledged_is_made_good(monkeypatch):
    few = [("a.txt", files._alike(1)[1]), ("b.txt", files._alike(1)[1]), *wrong_ones()]
    monkeypatch.setattr(between, "small", lambda: few)
    monkeypatch.setattr(between, "FIRST", ("after pipeline.store.ledger:Store.record",
                                           "after pipeline.store.ledger:Store.moving",
                                           "before pipeline.office.publishing:keep"))
    figures = between.measure(3, Random(1))
    assert figures.wrong == []
    assert (figures.counts["moments"], figures.counts["as undisturbed"]) == (3, 3)


def wrong_ones():
    """A file that fails, and one that is refused."""
    return [one for one in files.small() if one[0] in ("hong.docx", "mat.txt")]


def test_secret_files_leave_nothing():
    figures = secrets.measure(3, Random(1))
    assert figures.wrong == []
    assert figures.counts["files refused"] == 3
    assert figures.counts["scans refused"] == figures.counts["secret scans"] == 4  # one is drawn with lines
    assert figures.counts["killed while scans are read"] == 1


@pytest.fixture
def one():
    with office() as place:
        yield place


def test_the_judges_see_what_is_wrong(one):
    one.put("a.txt", b"abc" * 100)
    found = secrets.traces(one, [("a.txt", b"abc" * 100)], "")
    assert found == []
    (one.home / "x").mkdir(parents=True)
    (one.home / "x" / "copy").write_bytes(b"abc" * 60)
    assert [path.name for path in secrets.traces(one, [("a.txt", b"abc" * 100)], "")] == ["copy"]
    assert differences({"file a": "1", "file b": "2"}, {"file a": "1"}) == ["file b: 2 ≠ None"]


def test_files_for_dropping_differ(monkeypatch):
    monkeypatch.setattr("tools.stress.files._FOLDERS", ())
    made = real(20, Random(1))
    assert len({data for _, data in made}) == len({name for name, _ in made}) == 20


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_what_writers_do_while_their_server_crashes_is_done_once():
    figures = database.measure(60, Random(1), database.Pace((3.0, 3.0), (0.3, 0.3)), stops=1)
    assert figures.wrong == []
    assert figures.counts["stops"] == 1
    assert figures.counts["times that a writer waited for the server"] > 0
