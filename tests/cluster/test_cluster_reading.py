"""Reading on other machines: the same outcomes, nothing left, whatever is lost on the way."""

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client
from office_readers import read

from pipeline.errors import ClusterError, ConfigurationError
from pipeline.model import Extraction
from pipeline.office.cluster import parcels
from pipeline.office.working import cluster_pool, read_all
from pipeline.releases import release
from tools.stress.machines import kill


def told(outcomes):
    return [o.head.number if isinstance(o, Extraction) else o.error.code for o in outcomes]


def read_there(paths, settings, paged=lambda path, page: None, said=lambda told: None):
    return read_all(paths, settings, read, cluster_pool(settings, paged, said))


def left(cluster):
    """The files below the temporary folders of the workers, without the locks of Dask and sockets."""
    found = [path for path in cluster.folder.rglob("*") if path.is_file() and path.parent != cluster.folder]
    return [path for path in found if "dask" not in str(path) and path.suffix not in (".lock", ".dirlock")]


WORDS = ["so: 1", "loi", "hong", "mat", "chet", "trang: 3", "phinh", "cuc bo", "so: 9"]


def test_outcomes_are_those_of_one_machine_and_nothing_is_left(settings, drop, cluster):
    paths = [drop(f"{n}.txt", word) for n, word in enumerate(WORDS)]
    bounded, pages = replace(settings, max_memory=400 << 20), []
    there = list(read_there(paths, bounded, lambda path, page: pages.append((path.name, *page))))
    assert told(there) == told(read_all(paths, bounded, read))
    assert there[1].error.message == "Tệp “1.txt” bị hỏng."
    assert sorted(pages) == [("5.txt", "picture", n, 3) for n in (1, 2, 3)]
    assert left(cluster) == []


def test_nothing_of_a_refused_file_stays_on_a_worker(settings, drop, cluster):
    words = "Kế hoạch 4711 của đội"
    (outcome,) = read_there([drop("a.txt", f"mat\n{words}")], settings)
    assert outcome.error.exit_code == 4
    assert left(cluster) == []
    assert not [path for path in cluster.folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
    with Client(cluster.address, set_as_default=False) as client:
        until(lambda: not any(client.run(lambda dask_worker: len(dask_worker.state.tasks)).values()))


def test_a_file_that_takes_too_long_is_ended_there(settings, drop, cluster, tmp_path):
    paths = [drop("a.txt", f"ngu: {tmp_path / 'con.pid'}"), drop("b.txt", "so: 2")]
    slow, other = read_there(paths, replace(settings, max_seconds=3))
    assert slow.error.code == "qua-thoi-gian"
    assert told([other]) == ["2"]
    assert left(cluster) == []


def test_who_stops_listening_stops_the_reading(settings, drop, cluster, tmp_path):
    paths = [drop("a.txt", "so: 1"), drop("b.txt", f"ngu: {tmp_path / 'con.pid'}")]
    outcomes = read_there(paths, settings)
    assert told([next(outcomes)]) == ["1"]
    until((tmp_path / "con.pid").exists)
    outcomes.close()
    until(lambda: not Path(f"/proc/{(tmp_path / 'con.pid').read_text()}").exists())
    until(lambda: not left(cluster))


def test_what_is_refused_by_its_name_is_never_sent(settings, drop, monkeypatch):
    sent = []
    packed = parcels.packed
    monkeypatch.setattr("pipeline.office.cluster.pool.packed", lambda *a: sent.append(a[2][1].name) or packed(*a))
    paths = [drop("Công điện (MẬT).txt", "mat"), drop("b.txt", "so: 2"), settings.inbox / "khong co.txt"]
    list(read_there(paths, settings))
    assert sent == ["b.txt"]


def test_a_file_that_has_gone_before_it_is_sent_is_told_as_here(settings, drop, monkeypatch):
    monkeypatch.setattr("pipeline.office.cluster.pool.stays", lambda args: False)
    paths = [settings.inbox / "gone.txt", drop("a.txt", "so: 1")]
    gone, other = read_there(paths, settings)
    assert gone.trace.splitlines()[-1] == "FileNotFoundError"
    assert other.head.number == "1"


def test_a_released_file_is_cleared_on_the_worker(settings, drop):
    paths = [drop("a.txt", "so: 1")]
    release(settings.home, "0" * 64, "a.txt", "dương tính giả")
    found = parcels.packed("1", read, (read, paths[0], settings))
    assert found.cleared == {"0" * 64}
    assert repr(found) == f"Parcel(id='1', version='{found.version}')"
    folder = settings.home / "x"
    folder.mkdir()
    _, _, path, there = parcels.unpacked((found,), folder)
    assert path.read_text() == "so: 1"
    assert "dương" not in (there.home / "giai-toa.jsonl").read_text()


def test_a_lost_worker_costs_nothing(settings, drop, cluster):
    paths = [drop(f"{n:02}.txt", f"so: {n}") for n in range(30)]
    outcomes = read_there(paths, settings)
    found = told([next(outcomes)])
    kill(cluster.workers.pop(0))
    cluster.start_worker()
    assert found + told(outcomes) == [str(n) for n in range(30)]


def test_a_lost_scheduler_is_waited_for(settings, drop, cluster):
    paths, said = [drop(f"{n:02}.txt", f"so: {n}") for n in range(30)], []
    outcomes = read_there(paths, settings, said=said.append)
    found = told([next(outcomes)])
    kill(cluster.scheduler)
    time.sleep(1)
    cluster.start_scheduler()
    assert found + told(outcomes) == [str(n) for n in range(30)]
    assert [one.split(" ")[0] for one in said] == ["Không", "Đã"]


def test_a_cluster_that_is_away_for_too_long_ends_the_run(settings, drop):
    said = []
    away = replace(settings, cluster="tcp://127.0.0.1:9", cluster_seconds=6)
    with pytest.raises(ClusterError, match="Không nối được với bộ điều phối") as caught:
        list(read_there([drop("a.txt", "so: 1")], away, said=said.append))
    assert caught.value.exit_code == 7
    assert "--cluster" in caught.value.advice
    assert len(said) == 1


def test_another_program_on_a_worker_ends_the_run(settings, drop, monkeypatch):
    monkeypatch.setattr(parcels, "fingerprint", lambda settings: "0.0.1+else")
    with pytest.raises(ClusterError, match="khác với máy này"):
        list(read_there([drop("a.txt", "so: 1")], settings))


@pytest.mark.parametrize(("told", "message"), [
    ("http://10.0.0.5:1", "không đúng dạng"), ("tcp://8.8.8.8:8786", "mạng riêng"), ("tls://10.0.0.5", "tls_ca")])
def test_an_address_that_cannot_be_used_is_refused(settings, drop, told, message):
    with pytest.raises(ConfigurationError, match=message):
        read_there([drop("a.txt", "so: 1")], replace(settings, cluster=told))


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_the_last_look_nothing_lies_with_the_workers(cluster):
    shutil.rmtree(cluster.folder / "none", ignore_errors=True)
    assert left(cluster) == []
