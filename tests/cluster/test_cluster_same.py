"""What an office holds does not depend on who reads, nor on the order in which files and answers come."""

from dataclasses import replace
from datetime import date

import pytest
from office_readers import read

from pipeline.configuration import load
from pipeline.office import ingest, publish
from pipeline.office.ingesting import Work
from pipeline.office.working import cluster_pool, extract, read_all
from tools.stress.contents import contents, differences
from tools.stress.files import SAMPLES
from tools.stress.machines import kill
from tools.stress.office import Office

FILES = {f"{n:02}.txt": f"so: {n}/CT\nCông việc {n}" for n in range(1, 9)} | {
    "hong.txt": "loi", "la.txt": "hong", "mat.txt": "mat", "chet.txt": "chet", "sao/03.txt": "so: 3/CT\nCông việc 3"}


def held(folder, orders, **changes):
    """What an office holds after it took in the files in so many runs."""
    place = Office(folder)
    settings = replace(load(folder).settings, **changes)
    for names in orders:
        for name in names:
            place.put(name, FILES[name].encode())
        ingest([settings.inbox], settings, work=Work(read=read))
    publish(settings, settings.outputs, date(2024, 6, 1))
    found = contents(place)
    del found["temporary files"]
    return found


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    return held(tmp_path_factory.mktemp("mot") / "o", [FILES], workers=1)


def test_the_undisturbed_run_did_something(wanted):
    assert sum(name.startswith("original") for name in wanted) == 8
    assert wanted["table store_task"].total() == 8
    assert any(name.startswith("list tong-hop") for name in wanted)


@pytest.mark.parametrize(("workers", "away"), [(2, None), (0, 0), (0, 1)], ids=["2 processes", "2 machines", "1 machine"])
def test_the_same_by_whoever_reads(tmp_path, wanted, cluster, workers, away):
    if away:
        kill(cluster.workers.pop())
    address = {} if workers else {"cluster": cluster.address}
    assert differences(wanted, held(tmp_path / "o", [FILES], workers=workers, **address)) == []
    if away:
        cluster.start_worker()
        cluster.ready()


def test_the_same_in_another_order_of_arrival(tmp_path, wanted, cluster):
    names = sorted(set(FILES) - {"sao/03.txt"}, reverse=True)
    runs = [names[:7], [*names[7:], "sao/03.txt"]]
    found = held(tmp_path / "o", runs, cluster=cluster.address)
    assert differences(wanted, found) == []


def test_a_real_directive_is_read_there_as_here(settings):
    paths = [SAMPLES / "cv-1612-ubnd-vxnv-2024.docx", SAMPLES / "qd-164-qd-syt-2014.pdf"]
    there = list(read_all(paths, settings, extract, cluster_pool(settings)))
    assert there == list(read_all(paths, settings))
    assert there[0].tasks
