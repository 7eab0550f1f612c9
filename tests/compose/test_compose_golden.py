"""A golden file for each stage of two samples: a failure names the stage.

A golden file that is missing fails. ``python -m tools.golden`` writes them anew; run it only when the
change is wanted, and read the difference before it is kept.
"""

import json
from functools import lru_cache

import pytest

from tools import golden


@lru_cache
def made(sample):
    return golden.stages(sample)


@pytest.mark.parametrize("stage", golden.STAGES)
@pytest.mark.parametrize("sample", golden.SAMPLES)
def test_stage(sample, stage):
    path = golden.path_of(sample, stage)
    assert path.is_file(), f"{path.name} is missing: python -m tools.golden"
    assert made(sample)[stage] == json.loads(path.read_text("utf-8"))


def test_no_golden_file_is_left_over():
    wanted = {golden.path_of(sample, stage) for sample in golden.SAMPLES for stage in golden.STAGES}
    assert set(golden.FOLDER.iterdir()) == wanted
