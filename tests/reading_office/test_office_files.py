import hashlib
import os
import stat
import subprocess
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx import Document as open_docx

from pipeline.errors import BrokenFile, EncryptedFile, TooLarge, UnsupportedFormat
from pipeline.reading import read
from pipeline.reading.office_files import soffice

RTF = b"{\\rtf1\\ansi Ke hoach cua so\\par Giao phong theo doi\\par}"
SHARED = Path(__file__).resolve().parents[3] / "shared"
DOCS = sorted((SHARED / "gold" / "input").glob("*.doc"))
needs_office = pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")


def _rtf(path, data=RTF):
    path.write_bytes(data)
    return path


def _fake(tmp_path, monkeypatch, script):
    """A program in the place of LibreOffice."""
    program = tmp_path / "soffice-thu"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(soffice, "program", lambda: str(program))


@needs_office
def test_a_file_is_read_under_its_own_name_and_hash_and_left_alone(tmp_path):
    path = _rtf(tmp_path / "kế hoạch 1.rtf")
    document = read(path)
    assert document.text == "Ke hoach cua so\nGiao phong theo doi"
    assert (document.source.name, document.source.text_from) == (path.name, "doc")
    assert document.source.sha256 == hashlib.sha256(RTF).hexdigest()
    assert path.read_bytes() == RTF
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@needs_office
def test_xml_of_word_2003_is_a_word_file(tmp_path):
    path = tmp_path / "cong-van.doc"
    path.write_text('<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><w:wordDocument '
                    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>Rà soát hồ sơ'
                    "</w:t></w:r></w:p></w:body></w:wordDocument>", "utf-8")
    document = read(path)
    assert (document.text, document.source.text_from) == ("Rà soát hồ sơ", "doc")


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """One paper with a numbered list, a ruled table and a run in an 8-bit font, saved in the three formats."""
    folder = tmp_path_factory.mktemp("office")
    paper = open_docx()
    for text in ("Rà soát hồ sơ", "Báo cáo kết quả"):
        paper.add_paragraph(text, style="List Number")
    table = paper.add_table(2, 2)
    table.style = "Table Grid"
    for cell, text in zip(table._cells, ("Đơn vị", "Nội dung", "Sở Y tế", "Tổng hợp"), strict=True):
        cell.text = text
    paper.add_paragraph().add_run("ViÖc x©y dùng kÕ ho¹ch n\u00adíc").font.name = ".VnTime"
    paper.save(folder / "a.docx")
    for kind in ("doc", "rtf", "odt"):
        subprocess.run([soffice.program(), "--headless", f"-env:UserInstallation={(folder / 'p').as_uri()}", "--convert-to",
                        kind, "--outdir", str(folder), str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return folder


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_numbers_tables_and_old_fonts_come_through(converted, kind):
    document = read(converted / f"a.{kind}")
    assert document.text.split("\n") == ["1. Rà soát hồ sơ", "2. Báo cáo kết quả", "Đơn vị", "Nội dung", "Sở Y tế", "Tổng hợp",
                                         "Việc xây dựng kế hoạch nước"]
    assert [(t.rows, t.cols) for t in document.tables] == [(2, 2)]
    assert document.warnings == ()


@needs_office
def test_two_at_a_time_do_not_meet(tmp_path):
    paths = [_rtf(tmp_path / f"{n}.rtf", RTF.replace(b"Ke hoach", f"Ke hoach {n}".encode())) for n in range(2)]
    with ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(read, paths))
    assert [d.text.split("\n")[0] for d in documents] == ["Ke hoach 0 cua so", "Ke hoach 1 cua so"]


def test_without_libreoffice_the_advice_names_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(soffice, "program", lambda: None)
    with pytest.raises(UnsupportedFormat, match=r"a\.rtf") as caught:
        read(_rtf(tmp_path / "a.rtf"))
    assert "sudo apt-get install libreoffice-writer-nogui" in caught.value.advice


def test_a_program_that_cannot_be_run_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(soffice, "program", lambda: str(tmp_path / "khong-co"))
    with pytest.raises(UnsupportedFormat) as caught:
        read(_rtf(tmp_path / "a.rtf"))
    assert "libreoffice-writer-nogui" in caught.value.advice


@pytest.mark.parametrize("script", ["exit 0", "exit 77", "kill -SEGV $$"])
def test_a_conversion_that_makes_nothing_is_a_broken_file(tmp_path, monkeypatch, script):
    _fake(tmp_path, monkeypatch, script)
    with pytest.raises(BrokenFile, match=r"a\.rtf") as caught:
        read(_rtf(tmp_path / "a.rtf"))
    assert caught.value.advice


def test_a_hanging_conversion_is_ended_with_all_it_started(tmp_path, monkeypatch):
    _fake(tmp_path, monkeypatch, f"sleep 300 & echo $! > '{tmp_path}/child'; wait")
    source = _rtf(tmp_path / "a.rtf")
    with pytest.raises(TooLarge, match="giây") as caught:
        soffice.to_docx(source, tmp_path, "a.rtf", 1.0)
    assert caught.value.advice
    assert _ended(int((tmp_path / "child").read_text()))


def _ended(process):
    for _ in range(50):
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def test_the_profile_forbids_macros(tmp_path, monkeypatch):
    _fake(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(BrokenFile):
        soffice.to_docx(_rtf(tmp_path / "a.rtf"), tmp_path, "a.rtf")
    told = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text("utf-8")
    assert "DisableMacrosExecution" in told
    assert "MacroSecurityLevel" in told


def test_files_with_a_password_are_told_before_any_conversion(tmp_path, monkeypatch):
    monkeypatch.setattr(soffice, "program", lambda: pytest.fail("converted"))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + b"\xec\xa5" + b"\0" * 8 + b"\x00\x13" + b"\0" * 500
    (tmp_path / "a.doc").write_bytes(head + "WordDocument".encode("utf-16-le"))
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    for path in (tmp_path / "a.doc", tmp_path / "a.odt"):
        with pytest.raises(EncryptedFile, match="mật khẩu"):
            read(path)


@needs_office
@pytest.mark.skipif(not DOCS, reason="the annotated directives are not on this machine")
@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.stem)
def test_real_doc_files_keep_their_words(path):
    """Every word of the plain text that annotators read is there, as often."""
    def words(text):
        return Counter(w for w in text.replace("|", " ").split() if any(c.isalnum() for c in w))

    told = words((SHARED / "gold" / "text" / f"{path.stem}.txt").read_text("utf-8"))
    missing = told - words(read(path).text)
    assert sum(missing.values()) <= 0.01 * sum(told.values()), missing
