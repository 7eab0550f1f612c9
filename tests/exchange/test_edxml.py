"""A reply as an edXML message: what is written is what our own reader reads, field by field and byte by byte."""

import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import InputError, OutputError, SecretDirective
from pipeline.model.envelope import Answered, Envelope, Station
from pipeline.office.edxml import document_id, packed
from pipeline.office.replying import answered, pack, station, write
from pipeline.reading import read
from pipeline.reading.packages import edxml as reader
from pipeline.settings import Settings
from pipeline.structure.parse import parse

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
PDF, DOCX = (SAMPLES / f"cv-1612-ubnd-vxnv-2024.{kind}" for kind in ("pdf", "docx"))
AT = datetime(2026, 3, 5, 8, 30)
GIVEN = Envelope(sender=Station("000.00.15.H38", "Sở Y tế"), receivers=(Station("H38", "UBND tỉnh Lào Cai"), Station("G22")),
                 answers=(Answered("H38", "07/CT-UBND", date(2024, 3, 5)),))
ANNEX = "PHỤ LỤC\nDANH SÁCH\n(Kèm theo Công văn số 1612/UBND-VXNV ngày 12 tháng 4 năm 2024)\n\n1. Sở Y tế.\n"


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("reply", [PDF, DOCX], ids=["pdf", "docx"])
def test_our_reader_reads_back_the_same_head_fields_and_files(tmp_path, reply, zipped):
    annex = tmp_path / "Phụ lục 1.txt"
    annex.write_text(ANNEX, "utf-8")
    package = pack([reply, annex], GIVEN, Settings(), at=AT, zipped=zipped)
    target = tmp_path / "trả lời.edxml"
    write(package, target)

    assert parse(read(target)).head == parse(read(reply)).head
    assert reader.envelope(target.read_bytes(), target.name) == package.envelope
    assert dict(contents(target)) == {reply.name: reply.read_bytes(), annex.name: annex.read_bytes()}
    head = parse(read(reply)).head
    assert (package.envelope.number, package.envelope.issued_on) == (head.number, head.issued_on) == ("1612/UBND-VXNV", date(2024, 4, 12))
    assert package.envelope.subject == " ".join(head.subject.split())
    assert package.envelope.answers == GIVEN.answers


def contents(path):
    for name, data in reader.attachments(path.read_bytes(), path.name):
        held = zipfile.ZipFile(BytesIO(data)) if data[:2] == b"PK" else None
        yield name, held.read(name) if held and held.namelist() == [name] else data


def test_what_is_given_wins_over_what_is_read():
    own = replace(GIVEN, number="15/SYT-NVY", issued_on=date(2026, 3, 5), subject="V/v  trả lời\nChỉ thị 07")
    package = pack([PDF], own, Settings(), at=AT)
    assert (package.envelope.number, package.envelope.issued_on) == ("15/SYT-NVY", date(2026, 3, 5))
    assert package.envelope.subject == "V/v trả lời Chỉ thị 07"
    assert b"<edXML:CodeNumber>15</edXML:CodeNumber>" in package.data
    assert b"<edXML:DocumentId>H38,2024/03/05,07/CT-UBND</edXML:DocumentId>" in package.data


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30))
def test_any_number_comes_back_as_it_was(number):
    whole = replace(GIVEN, number=number, issued_on=date(2026, 3, 5), subject="A & B <c> \"d\"", files=("a.pdf",))
    found = reader.envelope(packed(whole, [("a.pdf", b"1")], AT), "a")
    left = "/".join(filter(None, (part.strip() for part in number.partition("/")[::2])))
    assert found == replace(whole, number=left)


def test_the_same_content_gives_the_same_bytes():
    assert pack([PDF], GIVEN, Settings(), at=AT).data == pack([PDF], GIVEN, Settings(), at=AT).data


def test_what_cannot_be_read_is_asked_for(tmp_path):
    bare = tmp_path / "bare.txt"
    bare.write_text("Kính gửi các sở.\n1. Đã làm xong.\n", "utf-8")
    with pytest.raises(InputError) as error:
        pack([bare], GIVEN, Settings())
    assert "--number" in error.value.advice
    assert "--day" in error.value.advice


@pytest.mark.parametrize("place", [0, 1])
def test_no_byte_of_a_secret_file_is_packed(tmp_path, place):
    secret = tmp_path / "mat.txt"
    secret.write_text("UBND TỈNH A\nMẬT\nSố: 5/BC-UBND\n\nĐộ mật: Mật\nBÁO CÁO\n1. Nội dung.\n", "utf-8")
    files = [PDF, secret] if place else [secret]
    with pytest.raises(SecretDirective):
        pack(files, GIVEN, Settings())
    assert list(tmp_path.iterdir()) == [secret]


def test_two_files_of_one_name_and_a_file_that_is_there_are_refused(tmp_path):
    twin = tmp_path / PDF.name
    twin.write_bytes(PDF.read_bytes())
    with pytest.raises(InputError, match="cùng tên"):
        pack([PDF, twin], GIVEN, Settings())
    target = tmp_path / "co.edxml"
    target.write_text("cũ", "utf-8")
    with pytest.raises(OutputError, match="không ghi đè"):
        write(pack([PDF], GIVEN, Settings()), target)
    assert target.read_text("utf-8") == "cũ"


@pytest.mark.parametrize("typed", ["", "Sở Y tế", "H38 <b>", "H38.", "=Tên"])
def test_what_is_no_code_of_a_body_is_refused(typed):
    with pytest.raises(InputError, match="mã định danh"):
        station(typed)


def test_a_code_with_its_name():
    assert station("000.00.15.H38 = Sở  Y tế") == Station("000.00.15.H38", "Sở Y tế")
    assert document_id("G22", None, "7816/VPCP-TTĐT") == "G22,,7816/VPCP-TTĐT"


def test_a_directive_that_is_not_in_the_store_needs_its_day():
    with pytest.raises(InputError) as error:
        answered(None, "07/CT-UBND", None, "H38")
    assert "--reply-day" in error.value.advice


def test_a_message_without_these_fields_says_nothing():
    bare = b'<edXML xmlns="x"><edXMLEnvelope/></edXML>'
    assert reader.envelope(bare, "a") == Envelope()
    odd = b"<edXML><MessageHeader><PromulgationInfo><PromulgationDate>2026/13/40</PromulgationDate></PromulgationInfo></MessageHeader></edXML>"
    assert reader.envelope(odd, "a").issued_on is None


def test_the_command_takes_the_day_of_the_directive_from_the_store(tmp_path, monkeypatch):
    (tmp_path / "chidao.toml").write_text('office = "Sở Y tế tỉnh Lào Cai"\noffice_code = "000.00.15.H38"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHIDAO_HOME", str(tmp_path / "kho"))

    def chidao(*args):
        return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="chidao")

    first = chidao("edxml", PDF, "--to", "H38", "--reply-to", "08/CT-UBND", "-o", tmp_path / "a.edxml")
    assert first.exit_code == 3
    assert not (tmp_path / "a.edxml").exists()

    told = chidao("edxml", PDF, "--to", "H38=UBND tỉnh", "--reply-to", "08/CT-UBND", "--reply-day", "05/03/2021", "-o", tmp_path / "a.edxml")
    assert told.exit_code == 0, told.output
    assert "1612/UBND-VXNV ngày 12/04/2024" in told.output
    found = reader.envelope((tmp_path / "a.edxml").read_bytes(), "a")
    assert found.sender == Station("000.00.15.H38", "Sở Y tế tỉnh Lào Cai")
    assert found.answers == (Answered("H38", "08/CT-UBND", date(2021, 3, 5)),)
