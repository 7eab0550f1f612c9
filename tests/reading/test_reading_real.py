"""The room before real directives, where the shared folder stands beside the project."""

import re

import pytest
from reading_papers import SHARED, check, texts

from pipeline.errors import NeedsOcr, UnsupportedFormat
from pipeline.reading import normal, read
from pipeline.reading.ocr import tesseract

INPUT, SCANS, FILES = SHARED / "gold" / "input", SHARED / "gold" / "scans", SHARED / "corpus" / "files"
pytestmark = pytest.mark.skipif(not INPUT.is_dir(), reason="the shared folder is not beside the project")

_CLAUSE = re.compile(r"(?:Điều \d+\.|[IVX]+\.|\d+(?:\.\d+)*\.|[a-zđ]\)) \S")


def _files(folder, *suffixes):
    return sorted(p for p in folder.glob("*") if p.suffix in suffixes) if folder.is_dir() else []


def _key(text):
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("path", _files(INPUT, ".pdf", ".docx", ".txt"), ids=lambda p: p.stem)
def test_born_digital_files_are_read_whole(path):
    document = read(path)
    check(document)
    typed = (INPUT.parent / "text" / f"{path.stem}.txt").read_text("utf-8")
    blocks = [normal.line(block.strip().split("\n")[0]) for block in re.split(r"\n\s*\n", typed) if "|" not in block]
    starts = [_key(text) for text in texts(document)]
    clauses = [block for block in blocks if _CLAUSE.match(block)]
    assert [c[:60] for c in clauses if not any(start.startswith(_key(c)[:20]) for start in starts)] == []


@pytest.fixture
def no_recognition(monkeypatch):
    """Recognition takes seconds a page and has tests of its own."""
    monkeypatch.setattr(tesseract, "available", lambda: False)


@pytest.mark.usefixtures("no_recognition")
@pytest.mark.parametrize("path", _files(SCANS, ".pdf"), ids=lambda p: p.stem)
def test_scans_are_refused_without_the_program(path):
    with pytest.raises(NeedsOcr):
        read(path)


@pytest.mark.usefixtures("no_recognition")
@pytest.mark.parametrize("path", _files(FILES, ".pdf", ".docx", ".doc"), ids=lambda p: p.stem)
def test_every_file_of_the_corpus_is_read_or_refused_in_words(path):
    try:
        document = read(path)
    except (NeedsOcr, UnsupportedFormat) as refused:
        said = refused
    else:
        check(document)
        assert document.paragraphs
        return
    assert path.name in said.message
    assert said.advice
