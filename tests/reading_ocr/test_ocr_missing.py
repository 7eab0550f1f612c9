"""Without Tesseract, or without its Vietnamese data, the error says what to install."""

from __future__ import annotations

import os

import pytest
from ocr_papers import Paper, as_pdf, face

from pipeline.errors import NeedsOcr
from pipeline.reading import read

pytestmark = pytest.mark.skipif(face() is None, reason="no font to draw a scan with")


def _program(folder, languages):
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\nprintf 'List of available languages:\\n{languages}\\n'\n")
    program.chmod(0o755)


@pytest.mark.parametrize("suffix", ["pdf", "png"])
def test_without_the_program(tmp_path, monkeypatch, suffix):
    path = tmp_path / f"a.{suffix}"
    as_pdf(path, Paper().body()) if suffix == "pdf" else Paper().body().picture.save(path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(NeedsOcr) as error:
        read(path)
    assert "Tesseract" in error.value.message
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in error.value.advice


def test_without_the_vietnamese_data(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "bin", "eng")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(NeedsOcr, match="dữ liệu tiếng Việt"):
        read(as_pdf(tmp_path / "a.pdf", Paper().body()))
