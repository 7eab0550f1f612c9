"""The short form of ``python -m tools.stress faults`` and ``writers``: real disks and two real writers, small offices."""

from dataclasses import replace
from random import Random

import pytest

from tools.postgres import missing
from tools.stress import faults, writers
from tools.stress.contents import contents
from tools.stress.files import _alike, small
from tools.stress.office import office


@pytest.fixture(scope="module")
def undisturbed():
    """Few files that are read at once, and what an undisturbed run leaves of them."""
    with pytest.MonkeyPatch.context() as patch:
        few = [*(one for one in small() if one[0] in ("hong.docx", "mat.txt")), *map(_alike, (1, 2))]
        patch.setattr(faults, "small", lambda: few)
        with office() as alone:
            faults._fill(alone)
            code, _ = alone.run()
            yield code, contents(alone)


@pytest.mark.parametrize("fault", faults.FAULTS[:6], ids=lambda fault: fault.name)
def test_what_goes_wrong_is_told_and_loses_nothing(undisturbed, fault):
    code, wanted = undisturbed
    try:
        assert faults._run(replace(fault, codes=(*fault.codes, code)), wanted) == []
    except faults.Unmountable as why:
        pytest.skip(str(why))


def test_a_clock_that_is_set_back_changes_no_order(undisturbed):
    assert faults._clock(Random(1)) == []


@pytest.mark.parametrize("name", ["SQLite", "PostgreSQL"])
def test_two_writers_lose_nothing(name, monkeypatch):
    if name == "PostgreSQL" and missing():
        pytest.skip(missing())
    if name == "SQLite":
        monkeypatch.setattr(writers, "missing", lambda: "not asked for")
    figures = writers.measure(4, Random(1))
    assert figures.wrong == []
    assert figures.counts[f"{name}: papers"] >= 8
