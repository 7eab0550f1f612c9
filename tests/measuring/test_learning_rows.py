"""Rows for learning the confidence: each piece with its verdict, and models that never saw the directive they judge."""

import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.tasks.second_reader import QUESTIONS
from tools.learning import confidence, data, reader

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
def test_every_piece_is_judged():
    directives = data.annotated()
    assert {d.name for d in directives} == set(NAMES)
    for d in directives:
        assert len(d.pieces) == len(d.tasks)
        assert len(d.rows) == len(d.faults) == len(d.wanted)
        assert sum(p.row is not None for p in d.pieces) == len(d.rows)
    assert any(task for d in directives for task in d.tasks)
    assert not all(task for d in directives for task in d.tasks)


def test_without_annotated_directives_there_is_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "GOLD", tmp_path / "none")
    assert data.annotated() == []


@pytest.mark.usefixtures("samples")
def test_a_second_reader_is_learned_and_kept(tmp_path):
    directives = data.annotated()
    weights = reader.learn(directives)
    reader.write(weights, tmp_path / "weights.npz")
    kept = np.load(tmp_path / "weights.npz")
    assert kept["matrix"].dtype == np.int8
    assert kept["matrix"].shape[1] == len(QUESTIONS) + len(weights.places)
    assert np.allclose(kept["matrix"] * kept["scale"], weights.matrix, atol=float(kept["scale"].max()))


def rows_of(directive, chance, count=6):
    """Rows of which those that the second reader sees as tasks are tasks; of those each field errs once."""
    faults = [("lead",), ("spurious",), ("support",), ("spurious",), ("deadlines",), ("spurious",)]
    return [confidence.Judged(directive, {"second reader: a task": chance * (-1) ** k, "words": 2.0}, faults[k], first=True)
            for k in range(count)]


def test_models_judge_directives_that_they_never_saw():
    rows = [row for name in map("directive {}".format, range(24)) for row in rows_of(name, 3.0)]
    chances = confidence.held_out(rows)["task"]
    right = np.array([row.faults != ("spurious",) for row in rows])
    assert chances[right].min() > chances[~right].max()
    # a directive in which it is the other way round does not teach the model that judges it
    odd = [*rows, *rows_of("odd", -3.0)]
    told = confidence.held_out(odd)["task"][-6:]
    assert told[0] < told[1]


def test_known_rows_shift_nothing_at_run_time():
    first = [row for k in range(20) for row in rows_of(f"new {k}", 3.0)]
    known = [confidence.Judged(f"known {k}", {"second reader: a task": 0.0, "words": 2.0}, ()) for k in range(20)]
    model = confidence.learn([*first, *known], "task")
    assert confidence.KNOWN not in model.weights
    assert abs(confidence.chance(model, confidence.Judged("x", {"words": 2.0}, ())) - 0.5) < 0.2


def test_first_answers_are_read_again(tmp_path, monkeypatch, capsys):
    file = tmp_path / "first.jsonl"
    file.write_text('{"directive": "x", "facts": {"words": 2.0}, "faults": ["lead"], "first": false}\n', "utf-8")
    assert confidence.kept(file) == [confidence.Judged("x", {"words": 2.0}, ("lead",), first=True)]
    monkeypatch.setattr(sys, "argv", ["confidence"])
    with pytest.raises(SystemExit, match="No annotated directives"):
        confidence.main(lambda more: [])


def test_the_table_of_reliability_counts_first_answers_only(capsys):
    rows = [*rows_of("new", 3.0), confidence.Judged("known", {}, ())]
    confidence.show(rows, {field: np.full(len(rows), 0.99) for field in confidence.FIELDS})
    told = capsys.readouterr().out
    assert told.startswith("6 rows of 1 directives")
    assert "task        50.0% right" in told
