"""A mark of secrecy in any place of any kind of file stops it, and nothing of it stays; a doubt can be released."""

from __future__ import annotations

import io
import json
import os
import shutil

import pytest
from docx import Document as new_docx

from pipeline.cli.extracting import extract_files
from pipeline.cli.releasing import release_file
from pipeline.errors import SecretDirective, SuspectedSecret
from pipeline.office import ingest
from pipeline.reading import read
from pipeline.releases import NAME
from pipeline.settings import Settings
from tools.stress.secret_papers import PLAIN, WORD, docx, files, lines, pdf, rtf, zipped


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "kho", inbox=tmp_path / "inbox", outputs=tmp_path / "ra", workers=2)


@pytest.fixture
def put(settings):
    def write(name, data):
        settings.inbox.mkdir(exist_ok=True)
        path = settings.inbox / name
        path.write_bytes(data)
        os.utime(path, (path.stat().st_mtime - 60,) * 2)
        return path
    return write


def test_every_variant_is_refused(put, settings):
    made = files()
    assert len(made) >= 60
    let_in, told = [], ""
    for name, data in made.items():
        try:
            read(put(name, data), settings)
        except SecretDirective as error:
            told += str(error) + error.reason
        else:
            let_in.append(name)
    assert let_in == []
    assert WORD not in told
    assert not settings.home.exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_word_files(put, settings):
    with pytest.raises(SecretDirective):
        read(put("a.rtf", rtf("Độ mật: Tối mật")), settings)


SPEAKS = ["Sở Nội vụ tham mưu kế hoạch bảo vệ bí mật nhà nước năm 2025.", "Văn bản mật thực hiện theo quy định riêng.",
          "Chế độ mật được thực hiện theo Luật Bảo vệ bí mật nhà nước; hồ sơ mật không gửi qua thư điện tử.",
          "Ban Cơ yếu Chính phủ hướng dẫn mật mã dân sự và bảo mật hệ thống.", "Nâng mật độ cây xanh, phát triển nghề nuôi ong lấy mật.",
          "Rà soát danh mục bí mật nhà nước; xác định độ mật của tài liệu (Mật, Tối mật, Tuyệt mật).", "a) Mật;", "b) Tối mật;", "c) Tuyệt mật."]


def _txt(text):
    return "\n".join(text).encode()


def _docx(text):
    document, out = new_docx(), io.BytesIO()
    for line in text:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [_txt, _docx])
def test_a_directive_on_secrets_is_read(put, settings, make):
    text = [*lines("KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC")[:6], *SPEAKS]
    name = "ke-hoach-bao-ve-bi-mat" + (".docx" if make(text)[:2] == b"PK" else ".txt")
    assert "mật mã dân sự" in read(put(name, make(text)), settings).text


def test_a_doubt_is_held_and_released_by_a_person(put, settings, capsys):
    held = put("ke-hoach.txt", "\n".join(lines("TÀI LIỆU THU HỒI")).encode())
    secret = put("mat.txt", "\n".join(lines("MẬT")).encode())
    with pytest.raises(SuspectedSecret):
        read(held, settings)
    report = ingest([settings.inbox], settings)
    assert sorted(one.code for one in report.failed) == ["nghi-van-ban-mat", "van-ban-mat"]
    assert {one.exit_code for one in report.failed} == {4}
    assert WORD.encode() not in b"".join(f.read_bytes() for f in settings.home.rglob("*") if f.is_file())
    assert release_file(held, "Đã xem, tài liệu họp thường", settings) == 0
    entry = json.loads((settings.home / NAME).read_text("utf-8"))
    assert (entry["name"], entry["reason"], len(entry["sha256"])) == ("ke-hoach.txt", "Đã xem, tài liệu họp thường", 64)
    assert entry["who"]
    assert entry["at"]
    assert release_file(secret, "Nhầm", settings) == 4  # a sure mark is not for a clerk to release
    assert len((settings.home / NAME).read_text("utf-8").splitlines()) == 1
    report = ingest([settings.inbox], settings)
    assert ([p.name for p in report.new], [one.code for one in report.failed]) == (["ke-hoach.txt"], ["van-ban-mat"])


def test_a_released_file_that_is_changed_is_held_again(put, settings):
    text = "\n".join(lines("TÀI LIỆU THU HỒI"))
    path = put("a.txt", text.encode())
    assert release_file(path, "Đã xem", settings) == 0
    read(path, settings)
    with pytest.raises(SuspectedSecret):
        read(put("a.txt", (text + " ").encode()), settings)


def test_a_package_with_one_secret_member_leaves_nothing(put, settings, tmp_path):
    package = put("gói.zip", zipped({"1/a.txt": PLAIN, "2/b.pdf": pdf("MẬT", "second"), "3/c.docx": docx("MẬT", "box")}))
    assert extract_files([package], as_json=False, folder=tmp_path / "ra", settings=settings) == 4
    report = ingest([settings.inbox], settings)
    assert [one.code for one in report.failed] == ["van-ban-mat"]
    kept = [f for folder in (settings.home, tmp_path / "ra") for f in folder.rglob("*") if f.is_file()]
    assert not any(WORD.encode() in f.read_bytes() for f in kept)
    assert package.exists()
