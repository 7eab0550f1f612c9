"""An office whose originals lie in another file system than its own."""

from concurrent.futures import ThreadPoolExecutor

import fsspec
import pytest
from office_readers import read, read_shifted

from pipeline.office import ingest, ingesting
from pipeline.office.ingesting import Work
from pipeline.store import open_store
from pipeline.store import originals as module
from pipeline.store.originals import Originals


@pytest.fixture
def elsewhere(monkeypatch):
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    originals = Originals(memory, "/kho/goc")
    monkeypatch.setattr(module, "at", lambda home, where="": originals)
    return originals


def kept():
    return sorted(name for name in fsspec.filesystem("memory").find("/kho/goc"))


def test_originals_are_read_again_wiped_and_found_elsewhere(settings, drop, elsewhere, monkeypatch):
    paths = [drop(f"{n}.txt", f"so: {n}/CT") for n in (1, 2, 3)]
    assert len(ingest([settings.inbox], settings, work=Work(read, ThreadPoolExecutor)).new) == 3
    assert not (settings.home / "originals").exists()
    assert len(kept()) == 3
    monkeypatch.setattr(ingesting, "fingerprint", lambda settings: "next")
    monkeypatch.setattr("pipeline.store.originals.IN_TURN", 2)
    report = ingest([], settings, work=Work(read_shifted, ThreadPoolExecutor))
    assert (report.refreshed, report.failed, len(report.filed)) == (3, (), 0)
    assert [path for path in elsewhere._top().rglob("*") if path.is_file()] == []
    with open_store(settings) as store:
        sha256 = next(one.sha256 for one in store.register(ingesting.today()).directives)
        assert store.original(sha256).read_text().startswith("so: ")
        assert store.forget(sha256)
        assert store.original(sha256) is None
    assert len(kept()) == 2
    assert not any(path.exists() for path in paths)  # filed away
