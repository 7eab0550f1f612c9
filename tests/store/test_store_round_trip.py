"""What goes into the store comes out of it, whole."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import doubts, heads, put, references, rejected, several, sha, signatures, tasks, texts_from, words

from pipeline.model import Extraction, Source
from pipeline.settings import Settings
from pipeline.store import open_store


@st.composite
def extractions(draw):
    return draw(st.builds(
        Extraction, st.builds(Source, words, st.just(""), st.integers(1, 500), texts_from), words, heads,
        several(references), several(tasks, 5), several(rejected), several(doubts), several(signatures),
    ))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("round_trip")


def stored(extraction, folder):
    """The extraction given a file of its own: what was recorded, what came back, the register."""
    path = put(folder, "a.txt", "nội dung")
    source = Source("a.txt", sha(path), extraction.source.pages, extraction.source.text_from)
    given_in = Extraction(source, *(getattr(extraction, name) for name in Extraction.__slots__[1:]))
    with open_store(Settings(home=folder / "home")) as store:
        store.record(given_in, path)
        found = given_in, store.extraction(source.sha256), store.register(date(2024, 1, 1))
        store.forget(source.sha256)
        return found


@settings(max_examples=40, deadline=None)
@given(extraction=extractions())
def test_extraction_and_register_lose_nothing(folder, extraction):
    given_in, back, register = stored(extraction, folder)
    assert back == given_in
    (row,) = register.directives
    assert (row.head, row.files) == (given_in.head, ("a.txt",))
    assert row.doubts == tuple(doubt.message for doubt in given_in.warnings)
    assert row.pictures == tuple(doubt.picture for doubt in given_in.warnings if doubt.picture)
    assert row.signatures == given_in.signatures
    fields = ("clause", "text", "modality", "lead", "support", "deadlines", "product", "confidence", "sure")
    assert ([[getattr(task, name) for name in fields] for task in register.tasks]
            == [[getattr(task, name) for name in fields] for task in given_in.tasks])
    assert [task.page for task in register.tasks] == [task.evidence.page for task in given_in.tasks]
    assert len({task.id for task in register.tasks}) == len(given_in.tasks) == row.task_count
    fields = ("clause", "page", "text", "reason")
    assert ([[getattr(segment, name) for name in fields] for segment in register.rejected]
            == [[getattr(segment, name) for name in fields] for segment in given_in.rejected])
    assert (row.no_task is None) == bool(given_in.tasks)
