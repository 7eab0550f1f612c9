"""Originals in whatever file system fsspec knows: whole or not there, byte for byte."""

import hashlib
import sys
from dataclasses import replace
from random import Random

import fsspec
import pytest
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.errors import ConfigurationError, StoreError
from pipeline.store import open_store
from pipeline.store.originals import ChangedFile, Originals, at

DATA = b"%PDF-1.7 " + bytes(range(256)) * 9000
SHA = hashlib.sha256(DATA).hexdigest()


class Shaky(MemoryFileSystem):
    """Fails at random, sometimes after half of the bytes."""

    cachable = False
    store, pseudo_dirs = {}, [""]
    random = Random(0)
    rate = 0.0

    def _shake(self):
        if self.random.random() < self.rate:
            raise ConnectionResetError("the other side has gone")

    def open(self, path, mode="rb", **more):
        self._shake()
        file = super().open(path, mode, **more)
        if mode == "wb" and self.random.random() < self.rate:
            write = file.write
            file.write = lambda data: write(data[: len(data) // 2])
        return file

    def get_file(self, *args, **more):
        self._shake()
        return super().get_file(*args, **more)

    def ls(self, path, detail=True, **more):
        self._shake()
        return super().ls(path, detail, **more)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr("pipeline.store.originals._PAUSES", (0.0, 0.0))
    MemoryFileSystem.store.clear()
    Shaky.store, Shaky.random, Shaky.rate = {}, Random(0), 0.0


def system(kind, folder):
    if kind == "dir":
        (folder / "d").mkdir()
        return DirFileSystem(path=str(folder / "d"), fs=LocalFileSystem()), "goc"
    return {"file": (LocalFileSystem(), str(folder / "goc")), "memory": (fsspec.filesystem("memory"), "/kho/goc"),
            "shaky": (Shaky(), "/kho/goc")}[kind]


@pytest.fixture(params=["file", "dir", "memory", "shaky"])
def kind(request):
    return request.param


@pytest.fixture
def originals(kind, tmp_path):
    return Originals(*system(kind, tmp_path))


@pytest.fixture
def dropped(tmp_path):
    path = tmp_path / "Công điện.PDF"
    path.write_bytes(DATA)
    return path


def test_kept_found_and_dropped(originals, dropped):
    assert originals.kept(SHA) is None
    originals.drop(SHA)
    originals.keep(dropped, SHA)
    originals.keep(dropped, SHA)
    there = originals.kept(SHA)
    assert there.read_bytes() == DATA
    assert there.name == f"{SHA}.pdf"
    assert there == originals.place(SHA, dropped.name)
    assert originals.holds(there)
    assert not originals.holds(dropped)
    assert list(originals.of([(SHA, "a.pdf"), ("0" * 64, "b.pdf")])) == [(SHA, "a.pdf", there)]
    originals.drop(SHA)
    assert originals.kept(SHA) is None
    assert not there.exists()
    assert not [name for name in originals._system.find(originals._root) if SHA in name]


def test_what_lies_elsewhere_is_brought_for_a_while(originals, kind, dropped):
    originals.keep(dropped, SHA)
    place = originals.place(SHA, dropped.name)
    assert place.exists() == (kind == "file")
    with originals.fetched([place]):
        assert place.read_bytes() == DATA
    assert place.exists() == (kind == "file")
    assert (originals.shown(SHA) is not None) == (kind == "file")


def test_a_file_that_changes_is_not_kept(originals, dropped):
    with pytest.raises(ChangedFile):
        originals.keep(dropped, "0" * 64)
    assert originals._system.find(originals._root) == []


def test_half_written_ones_are_swept_where_there_can_be_any(tmp_path):
    for kind in ("file", "dir"):
        originals = Originals(*system(kind, tmp_path))
        originals._system.makedirs(f"{originals._root}/ab")
        originals._system.pipe(f"{originals._root}/ab/.x.part", b"half")
        originals._system.pipe(f"{originals._root}/ab/{SHA}.pdf", b"whole")
        originals.sweep()
        assert [name.rsplit("/", 1)[1] for name in originals._system.find(originals._root)] == [f"{SHA}.pdf"]


@pytest.mark.parametrize("seed", range(12))
def test_one_that_fails_at_random_keeps_whole_originals_or_says_so(tmp_path, dropped, seed):
    Shaky.random, Shaky.rate = Random(seed), 0.35
    originals, told = Originals(Shaky(), "/kho/goc"), []
    for _ in range(6):
        try:
            originals.keep(dropped, SHA)
            assert originals.kept(SHA).read_bytes() == DATA
        except StoreError as error:
            told.append(error.message)
    assert all("bản gốc" in one for one in told)
    Shaky.rate = 0.0
    originals.keep(dropped, SHA)
    assert originals._sha256(f"/kho/goc/{SHA[:2]}/{SHA}.pdf") == SHA
    assert len(told) < 6


def test_the_setting(tmp_path, dropped, settings, monkeypatch):
    kept = f"{SHA[:2]}/{SHA}.pdf"
    at(tmp_path / "kho").keep(dropped, SHA)
    at(tmp_path / "kho", f"file://{tmp_path}/khac/").keep(dropped, SHA)
    assert (tmp_path / "kho/originals" / kept).read_bytes() == (tmp_path / "khac" / kept).read_bytes() == DATA
    with open_store(replace(settings, originals=f"file://{tmp_path}/khac")) as store:
        assert store.original(SHA) == tmp_path / "khac" / kept
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.setitem(sys.modules, "paramiko", None)
    for where, needs in (("s3://kho/goc", "s3fs"), ("sftp://may/goc", "paramiko")):
        with pytest.raises(ConfigurationError, match=f"cài thêm gói {needs}") as caught:
            at(tmp_path, where)
        assert f"pip install {needs}" in caught.value.advice
    with pytest.raises(ConfigurationError, match="không dùng được"):
        at(tmp_path, "memory://")
