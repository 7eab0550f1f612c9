"""Puts tools/, which is no part of the installed package, on the path, and makes the fixtures."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools.samples import word  # noqa: E402
from tools.samples.dispatch import load, load_all  # noqa: E402


@pytest.fixture(scope="session")
def dispatches():
    return load_all()


@pytest.fixture
def secret_docx(tmp_path):
    """A tiny fictional document with the stamp MẬT; made for the test, never committed."""
    path = tmp_path / "cv-mat-gia-dinh.docx"
    path.write_bytes(word.render(load(Path(__file__).parent / "fixtures" / "cv-mat-gia-dinh.toml")))
    return path
