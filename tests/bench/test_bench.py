"""The measurements measure something; no test here depends on how fast the machine is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.bench import child, limits

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "samples" / "cv-1612-ubnd-vxnv-2024.pdf"


@pytest.mark.parametrize("way", ["line", "pdfplumber"])
def test_a_child_counts_pages_seconds_and_memory(way, tmp_path):
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    command = [sys.executable, "-m", "tools.bench.child", way, str(SAMPLE), str(broken)]
    figures = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert figures["pages"] >= 1
    assert figures["seconds"] > 0
    assert figures["peak_mb"] > 10
    assert list(figures["failed"]) == [str(broken)]


def test_the_first_file_is_warmed_up_and_counted_once():
    calls = []
    figures = child.measure(lambda path: calls.append(path.name) or 2, [Path("a"), Path("b")])
    assert calls == ["a", "a", "b"]
    assert figures["pages"] == 4


def test_limits_are_counted_by_value():
    table = [
        limits.Case("x", limits.date(2025, 1, 1), ("2025-06-30", "P5D")),
        limits.Case("không phải hạn", limits.date(2025, 1, 1), ()),
    ]
    assert limits.measure(lambda phrase, on: ["2025-06-30", "2025-07-01"], table) == {
        "cases": 2, "precision": 0.25, "recall": 0.5}


def test_the_table_has_all_kinds_of_values():
    table = limits.cases()
    assert any(not case.values for case in table)
    assert any(case.plain and case.values for case in table)
    assert any(value.startswith("FREQ") for case in table for value in case.values)
