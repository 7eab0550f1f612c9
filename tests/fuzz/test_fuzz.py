"""The short form of ``python -m tools.fuzz``: damaged samples and packages, cases that never change."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ChidaoError
from pipeline.model import Document
from pipeline.reading import read
from pipeline.settings import Settings
from tools.fuzz.__main__ import ROOT, main
from tools.fuzz.mutate import mutated
from tools.fuzz.run import Fuzzer, case
from tools.fuzz.seeds import Seed, seeds

SAMPLES = ROOT / "corpus" / "samples"


@pytest.fixture(scope="module")
def found():
    return [seed for seed in seeds([SAMPLES]) if len(seed.data) < 150_000]


def test_damaged_files_bring_no_defect_and_leave_nothing(found):
    tally = Fuzzer(found, 7, Settings(workers=2, max_seconds=120)).run(list(range(40)))
    assert tally.cases == 40
    assert tally.defects == []
    assert tally.left == []
    assert tally.outcomes["đọc được"] > 5
    assert sum(tally.outcomes.values()) > tally.outcomes["đọc được"]


def test_a_case_is_the_same_whenever_it_is_made(found, tmp_path):
    once, again = (case(found, 11, 3, tmp_path).read_bytes() for _ in range(2))
    assert once == again
    assert once != case(found, 11, 4, tmp_path).read_bytes()


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(random=st.randoms(use_true_random=False), place=st.integers(0, 10 ** 6))
def test_the_door_lets_nothing_out_but_errors_with_words(found, tmp_path, random, place):
    seed = found[place % len(found)]
    file = tmp_path / seed.name
    file.write_bytes(mutated(seed.data, random))
    told = outcome(file)
    assert told.text if isinstance(told, Document) else told.message and told.advice


def outcome(file):
    try:
        return read(file)
    except ChidaoError as error:
        return error


def test_a_defect_is_found_and_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tools.fuzz.run.examine", broken)
    tally = Fuzzer([Seed("a.txt", b"abc " * 50)], 1, Settings(workers=1), tmp_path / "keep").run([0, 1])
    assert [number for number, _, _ in tally.defects] == [0, 1]
    assert "a defect" in tally.defects[0][2]
    assert sorted(file.name for file in (tmp_path / "keep").iterdir()) == ["00000-a.txt", "00001-a.txt"]


def broken(path, settings):
    raise RuntimeError("a defect")


def test_the_command_runs_one_case(capsys, monkeypatch):
    monkeypatch.setattr("tools.fuzz.__main__.FOLDERS", [SAMPLES])
    assert main(["--only", "5", "--seed", "2"]) == 0
    assert "1 cases" in capsys.readouterr().out
    assert Path(ROOT / "tools" / "fuzz").is_dir()
