"""The measurements measure something; no test here depends on how fast the machine is."""

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from tools.bench import child, limits, ocr

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
    assert figures["loading"] > 0
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


def test_scans_are_drawn_of_the_samples(tmp_path):
    scans = ocr.drawn(tmp_path)
    assert len(scans) == len(ocr.SAMPLES)
    for scan, name in zip(scans, ocr.SAMPLES, strict=True):
        with pdfium.PdfDocument(scan) as drawn, pdfium.PdfDocument(SAMPLE.with_name(f"{name}.pdf")) as printed:
            assert len(drawn) == len(printed)
            assert drawn[0].get_textpage().count_chars() == 0
            assert drawn[0].get_size() == pytest.approx(printed[0].get_size(), abs=1)


def test_without_tesseract_the_figures_of_scans_say_why_they_are_missing(monkeypatch, capsys):
    monkeypatch.setattr(ocr.tesseract, "available", lambda: False)
    ocr.show(ocr.compare())
    assert capsys.readouterr().out == "Scans: not measured, Tesseract or its Vietnamese data is not installed.\n"


@pytest.mark.skipif(not ocr.tesseract.available(), reason="needs Tesseract with Vietnamese data")
def test_scans_are_read_both_ways(tmp_path):
    page = Image.new("L", (500, 200), 255)
    ImageDraw.Draw(page).text((40, 60), "CONG VAN 15", fill=0)
    page.save(tmp_path / "a.pdf", resolution=150)
    figures = ocr.compare([tmp_path / "a.pdf"])
    assert (figures["files"], figures["pages"]) == (1, 1)
    assert figures["tesseract"] > 0 < figures["room"]
