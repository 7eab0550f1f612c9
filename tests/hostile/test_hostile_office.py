"""Packages, hostile names and limits through ``chidao run`` and ``chidao extract``, in real processes."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hostile_papers import LETTER, docx_bytes, zipped

import pipeline
from pipeline.cli.extracting import extract_files
from pipeline.office import ingest
from pipeline.settings import Settings
from pipeline.store.originals import at

ROOT = Path(pipeline.__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
PDF, OTHER = SAMPLES / "cv-1612-ubnd-vxnv-2024.pdf", SAMPLES / "ct-08-ct-ubnd-2021.pdf"
SECRET = """ỦY BAN NHÂN DÂN TỈNH HÒA AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/UBND-NC
MẬT
Kính gửi: Sở Y tế.
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "kho", inbox=tmp_path / "inbox", outputs=tmp_path / "ra", workers=2)


@pytest.fixture
def drop(settings):
    def put(name, data):
        settings.inbox.mkdir(exist_ok=True)
        path = settings.inbox / name
        path.write_bytes(data)
        os.utime(path, (path.stat().st_mtime - 60,) * 2)
        return path
    return put


def test_each_directive_of_a_package_is_taken_in_by_itself(settings, drop):
    package = drop("gói.zip", zipped({"a/x.pdf": PDF.read_bytes(), "b/x.pdf": OTHER.read_bytes()}))
    report = ingest([settings.inbox], settings)
    assert (report.split, len(report.new), report.failed) == ((package,), 2, ())
    assert not package.exists()
    (filed,) = report.filed
    filed.to.rename(package)
    again = ingest([settings.inbox], settings)
    assert (again.split, len(again.known), again.new) == ((package,), 2, ())


def test_a_package_with_a_secret_member_is_neither_kept_nor_taken_apart(settings, drop):
    drop("gói.zip", zipped({"a.pdf": PDF.read_bytes(), "b.pdf": OTHER.read_bytes(), "c.txt": SECRET.encode()}))
    report = ingest([settings.inbox], settings)
    assert [failed.code for failed in report.failed] == ["van-ban-mat"]
    assert not list(settings.home.rglob("*.pdf"))
    assert not list(settings.home.rglob("*.txt"))


def test_a_batch_with_hostile_names_goes_through(settings, drop):
    names = [unicodedata.normalize("NFD", "Công điện số 1.docx"), "a" * 250 + ".docx", "b." + "x" * 250,
             os.fsdecode(b"v\xc4n b\xe4n.docx"), "a\nb\x1b[31m.docx", "=1+2.docx"]
    for n, name in enumerate(names):
        drop(name, docx_bytes(f"{LETTER} {n}"))
    report = ingest([settings.inbox], settings)
    assert (len(report.new), report.failed) == (len(names) - 1, ())  # the one whose suffix is a name is passed over
    assert len(report.skipped) == 1


def test_an_original_is_kept_under_its_hash_whatever_its_name(tmp_path):
    assert at(tmp_path).place("ab" * 32, "x.PDF").name == "ab" * 32 + ".pdf"
    for name in ("x." + "y" * 200, "x.p/..", "x.đuôi", "x"):
        assert at(tmp_path).place("ab" * 32, name).name == "ab" * 32


def test_results_of_long_names_and_packages_find_their_file(tmp_path, capsys):
    long = tmp_path / ("ệ" * 83 + ".docx")
    long.write_bytes(docx_bytes())
    package = tmp_path / "gói.zip"
    package.write_bytes(zipped({"a.pdf": PDF.read_bytes(), "b.pdf": OTHER.read_bytes()}))
    assert extract_files([long, package], as_json=False, folder=tmp_path / "ra", settings=Settings()) == 0
    made = sorted(file.name for file in (tmp_path / "ra").iterdir())
    assert made == ["gói-01-a.json", "gói-02-b.json", "ệ" * 83 + ".json"]
    assert json.loads((tmp_path / "ra" / made[0]).read_text("utf-8"))["directive"]["number"]


def chidao(*args, cwd):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CHIDAO_HOME": str(cwd / "kho")}
    return subprocess.run([sys.executable, "-m", "pipeline.cli", *map(str, args)], capture_output=True, check=False,
                          cwd=cwd, env=environment)


def test_a_package_of_several_directives_is_an_array(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"a.pdf": PDF.read_bytes(), "b.pdf": OTHER.read_bytes()}))
    done = chidao("extract", "a.zip", "--json", cwd=tmp_path)
    assert [one["source"]["name"] for one in json.loads(done.stdout)] == ["a.pdf", "b.pdf"]


def test_names_that_are_no_utf_8_are_shown_and_written(tmp_path):
    name = os.fsdecode(b"v\xc4n b\xe4n.docx")
    (tmp_path / name).write_bytes(docx_bytes())
    done = chidao("extract", name, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["directive"]
    done = chidao("extract", name, "-o", "ra", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    done = chidao("run", name, "--outputs", "bang", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_the_password_comes_by_option_or_environment(tmp_path, monkeypatch):
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption("mo-cua")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(tmp_path / "a.pdf"), encrypt=encryption)
    for n in range(30):
        canvas.drawString(72, 800 - 20 * n, "Uy ban nhan dan tinh yeu cau So Y te bao cao ket qua.")
    canvas.save()
    done = chidao("extract", "a.pdf", cwd=tmp_path)
    assert done.returncode == 3
    assert "--mat-khau" in done.stderr.decode()
    assert chidao("extract", "a.pdf", "--mat-khau", "mo-cua", cwd=tmp_path).returncode == 0
    monkeypatch.setenv("CHIDAO_MAT_KHAU", "mo-cua")
    assert chidao("run", "a.pdf", cwd=tmp_path).returncode == 0
