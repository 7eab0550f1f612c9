"""An office with a directive of three tasks on two pages, some of whose fields are doubted."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections

from pipeline.compose import extract
from pipeline.model import Sure
from pipeline.office.facsimiles import _DRAWING, _READING, Facsimiles, _ready
from pipeline.store import open_store
from pipeline.store.config import point_at
from pipeline.web import config, projecting
from pipeline.web.review import room

SAMPLE = Path("corpus/samples/cv-1051-ubnd-vxnv-2024.pdf")
DOUBTS = {0: (Sure("task", 0.97), Sure("lead", 0.55, ("hai cơ quan được nêu",)), Sure("support", 0.95), Sure("deadlines", 0.9)),
          2: (Sure("task", 0.6, ("câu dài",)), Sure("lead", 0.9), Sure("support", 0.9), Sure("deadlines", 0.3, ("nêu hai ngày",)))}
SURE = tuple(Sure(field, 0.98) for field in ("task", "lead", "support", "deadlines"))


@pytest.fixture(scope="session")
def read():
    """The sample as read, with doubts of our own: of the first row the lead is wrong."""
    found = extract(SAMPLE)
    first, *rest = (replace(task, sure=DOUBTS.get(n, SURE), confidence=0.5 if n in DOUBTS else 0.92)
                    for n, task in enumerate(found.tasks))
    wrong = replace(first, lead=(replace(first.lead[0], agency="Sở Tài chính", group=False),))
    return replace(found, tasks=(wrong, *rest))


@pytest.fixture(scope="session")
def with_paper(filled, read, tmp_path_factory):
    """The home folder of the office with the sample in it; to be copied."""
    home = tmp_path_factory.mktemp("paper") / "home"
    shutil.copytree(filled[0], home)
    settings = replace(config.office(), home=home, inbox=home / "inbox", outputs=home / "outputs",
                       agencies=home / "co-quan.xlsx", office="UBND tỉnh Lào Cai")
    config.configure(settings)
    point_at(settings)
    with open_store(settings) as store:
        store.record(read, SAMPLE)
    projecting.build(settings)
    connections["default"].close()
    return home


@pytest.fixture
def office(with_paper, read, tmp_path):
    """The office, with what the tests ask of it."""
    home = tmp_path / "home"
    shutil.copytree(with_paper, home)
    settings = replace(config.office(), home=home, inbox=tmp_path / "inbox", outputs=tmp_path / "outputs",
                       agencies=home / "co-quan.xlsx", office="UBND tỉnh Lào Cai")
    config.configure(settings)
    point_at(settings)
    yield SimpleNamespace(settings=settings, home=home, sha256=read.source.sha256, text=read.text,
                          tasks=[task.id for task in read.tasks], url=f"/ra-soat/{read.source.sha256}/")
    room.facsimiles().close()
    connections["default"].close()


@pytest.fixture(scope="session", autouse=True)
def pools():
    """Processes that draw are started once: each test has an office of its own."""
    made, kept = Facsimiles.close, {}

    def pool(self, seconds, original=Facsimiles._pool):
        if seconds not in kept:
            kept[seconds] = original(self, seconds)
        return kept[seconds]

    patch = pytest.MonkeyPatch()
    patch.setattr(Facsimiles, "_pool", pool)
    patch.setattr(Facsimiles, "close", lambda self: None)
    for seconds in (_DRAWING, _READING):
        pool(Facsimiles(config.office()), seconds).submit(_ready).result()
    yield
    patch.undo()
    for one in kept.values():
        one.shutdown(wait=True, cancel_futures=True)
    assert made
