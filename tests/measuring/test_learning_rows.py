"""Rows for learning the confidence: one for each found task, with the verdict of the annotation."""

from pathlib import Path

import pytest

from pipeline.knowledge.tables import read_table
from tools.learning import data

ROOT = Path(__file__).parents[2]
NAMES = ("cv-1612-ubnd-vxnv-2024", "cv-1051-ubnd-vxnv-2024")


@pytest.fixture
def samples(tmp_path, monkeypatch):
    inputs = tmp_path / "input"
    inputs.mkdir()
    for name in NAMES:
        (inputs / f"{name}.docx").write_bytes((ROOT / "corpus" / "samples" / f"{name}.docx").read_bytes())
    monkeypatch.setattr(data, "INPUT", inputs)
    monkeypatch.setattr(data, "GOLD", ROOT / "corpus" / "gold")


@pytest.mark.usefixtures("samples")
def test_every_found_task_is_judged_with_its_facts():
    rows = data.judged()
    assert {row.directive for row in rows} == set(NAMES)
    assert all(any(fact.startswith("origin ") for fact in row.facts) for row in rows)
    assert any(row.exact for row in rows)


@pytest.mark.usefixtures("samples")
def test_facts_are_those_of_the_table():
    known = {row["feature"] for row in read_table("confidence")}
    assert {fact for row in data.judged() for fact in row.facts if not fact.startswith("origin ")} <= known


def test_without_annotated_directives_there_are_no_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "GOLD", tmp_path / "none")
    assert data.judged() == []
