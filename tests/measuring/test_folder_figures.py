"""A further import, published into the same outputs, renames no folder and makes none twice."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.compose import extract
from pipeline.knowledge.registry import Office
from tools import folders as measure

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
OFFICE = Office("UBND tỉnh Lào Cai", date(2025, 11, 20))
FIRST = ("cv-1612-ubnd-vxnv-2024",)
LATER = ("cv-1051-ubnd-vxnv-2024", "kh-86-kh-ubnd-2023")


@lru_cache(maxsize=1)
def batches():
    return tuple([(path, extract(path)) for name in names for path in [SAMPLES / f"{name}.docx"]]
                 for names in (FIRST, LATER))


@pytest.mark.parametrize("order", measure.orders(FIRST, LATER))
def test_folders_stay_after_a_further_import(order):
    assert list(measure.kept(measure.orders(*batches())[order], OFFICE)) == []


def test_a_list_that_moves_to_another_folder_is_told(monkeypatch):
    seen = []

    def moving(register):
        lists = agency_lists(register)
        seen.append(lists)
        lists[0].folder += "-cũ" * (len(seen) == 1)
        return lists

    agency_lists = measure.agency_lists
    monkeypatch.setattr(measure, "publish", lambda register, outputs: [
        (outputs / measure.AGENCIES_FOLDER / one.folder).mkdir(parents=True, exist_ok=True)
        for one in agency_lists(register)])
    monkeypatch.setattr(measure, "agency_lists", moving)
    told = list(measure.kept(batches(), OFFICE))
    assert any("-cũ is " in one for one in told)
    assert any("no list, or not on the disk" in one for one in told)
