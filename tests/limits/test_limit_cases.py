"""Time limits by case tables: value → phrasings, and what is no limit."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from pipeline.language.limits import cell_limits, find_limits, is_bare_limit, time_mentions
from pipeline.model import Limit

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
REFERENCE: date = CASES["reference"]


def written(limit: Limit, with_due: bool = False) -> str:
    """The value of a limit in the notation of the case table."""
    if limit.type == "DATE":
        parts = [limit.due.isoformat() if limit.due else "?", limit.time]
    elif limit.type == "SET":
        parts = [limit.rrule, limit.time]
    else:
        due = f"due {limit.due}" if with_due else None
        parts = [limit.value, "working" if limit.working else None, due]
    return " ".join(p for p in parts if p)


def groups(kind: str) -> list[pytest.param]:
    return [pytest.param(phrase, group["value"], group.get("on", REFERENCE), id=f"{group['value']} {phrase}"[:80])
            for group in CASES[kind] for phrase in group["phrasings"]]


@pytest.mark.parametrize(("phrase", "value", "on"), groups("find"))
def test_a_limit_has_its_value(phrase: str, value: list[str], on: date) -> None:
    with_due = any("due" in v for v in value)
    assert [written(limit, with_due) for limit in find_limits(phrase, on)] == value


MIDDLE = ("trước", "chậm", "hoàn thành trước", "trong vòng", "trong thời hạn", "trong quý", "trong tháng")


@pytest.mark.parametrize(("phrase", "value", "on"), [g for g in groups("find") if g.values[0].lower().startswith(MIDDLE)])
def test_a_limit_is_found_inside_a_sentence(phrase: str, value: list[str], on: date) -> None:
    text = f"Sở Y tế chủ trì rà soát các cơ sở, gửi kết quả về Bộ Y tế {phrase}"
    with_due = any("due" in v for v in value)
    limits = find_limits(text, on)
    assert [written(limit, with_due) for limit in limits] == value
    assert all(text[limit.start:limit.end] == limit.text for limit in limits)


@pytest.mark.parametrize(("phrase", "value", "on"), groups("cell"))
def test_a_cell_has_its_value(phrase: str, value: list[str], on: date) -> None:
    assert [written(limit) for limit in cell_limits(phrase, on)] == value


@pytest.mark.parametrize("phrase", CASES["negative"]["phrasings"])
def test_what_is_no_limit(phrase: str) -> None:
    assert [written(limit) for limit in find_limits(phrase, REFERENCE)] == []


@pytest.mark.parametrize("phrase", CASES["bare"]["yes"])
def test_a_segment_that_only_says_when(phrase: str) -> None:
    assert is_bare_limit(phrase, REFERENCE)


@pytest.mark.parametrize("phrase", CASES["bare"]["no"])
def test_a_segment_that_says_more_than_when(phrase: str) -> None:
    assert not is_bare_limit(phrase, REFERENCE)


def test_the_tables_are_large_enough() -> None:
    phrasings = [p for kind in ("find", "cell") for group in CASES[kind] for p in group["phrasings"]]
    assert len(phrasings) >= 250
    assert len(set(CASES["negative"]["phrasings"])) >= 80


def test_a_refused_time_says_why() -> None:
    mentions = time_mentions("theo Quyết định số 45/QĐ-UBND ngày 12/9/2025, hoàn thành trước ngày 30/6/2026", REFERENCE)
    assert [(m.text, m.refused is None) for m in mentions] == [("ngày 12/9/2025", False), ("trước ngày 30/6/2026", True)]
    assert mentions[0].refused == "không có từ chỉ hạn đứng trước"
