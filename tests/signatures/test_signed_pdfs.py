"""Signatures of a PDF: who, when, where, and whether the bytes still stand."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from signature_papers import AUTHORITY, OFFICER, SEAL, Paper, codes, needs_fonts, save_again, sign

from pipeline.reading import read
from pipeline.reading.signatures import names, times
from pipeline.reading.signatures.doubts import CHANGED, MORE_SIGNED, REWRITTEN


@pytest.fixture
def signed(tmp_path):
    return sign(Paper(tmp_path / "a.pdf").save(), OFFICER, "Signature1", (300, 100, 480, 160))


@needs_fonts
def test_officer_and_seal_are_told_with_time_place_and_authority(signed):
    sign(signed, SEAL, "Signature2")
    before = hashlib.sha256(signed.read_bytes()).hexdigest()
    document = read(signed)
    assert hashlib.sha256(signed.read_bytes()).hexdigest() == before
    officer, seal = document.signatures
    assert (officer.officer, officer.organisation) == ("Lê Văn Mẫu", "Sở Y tế, Ủy ban nhân dân tỉnh Hòa An")
    assert (seal.officer, seal.organisation) == (None, "Ủy ban nhân dân tỉnh Hòa An")
    assert (officer.intact, officer.covers_whole_file, officer.changed_after) == (True, False, MORE_SIGNED)
    assert (seal.intact, seal.covers_whole_file, seal.changed_after) == (True, True, "")
    assert abs(officer.signed_at - datetime.now(UTC)) < timedelta(minutes=10)
    assert officer.signed_at.utcoffset() == timedelta(hours=7)
    assert (officer.page, round(officer.box.x0), round(officer.box.top)) == (1, 300, round(841.89 - 160))
    assert (seal.page, seal.box) == (1, None)
    assert AUTHORITY["CN"] in officer.trusted
    assert "chưa kiểm tra được chuỗi tin cậy" in officer.trusted
    assert document.warnings == ()


@needs_fonts
def test_a_changed_byte_is_seen(signed):
    data = signed.read_bytes()
    spot = data.index(b" Tf")
    signed.write_bytes(data[:spot] + b"\n" + data[spot + 1:])
    document = read(signed)
    (signature,) = document.signatures
    assert (signature.intact, signature.changed_after) == (False, REWRITTEN)
    assert "chu-ky-so-khong-toan-ven" in codes(document)
    assert "Sở Y tế chủ trì" in document.text


@needs_fonts
def test_a_file_saved_again_is_not_what_was_signed(signed):
    document = read(save_again(signed))
    assert [s.intact for s in document.signatures] == [False]
    assert "chu-ky-so-khong-toan-ven" in codes(document)


@needs_fonts
def test_what_is_added_after_the_last_signature_is_told(signed):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.read_bytes()))
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 m 50 50 l S")))
    out = io.BytesIO()
    writer.write(out)
    signed.write_bytes(out.getvalue())
    document = read(signed)
    (signature,) = document.signatures
    assert (signature.intact, signature.covers_whole_file, signature.changed_after) == (True, False, CHANGED)
    assert codes(document) == {"them-sau-khi-ky"}


@needs_fonts
def test_a_signature_of_another_key_does_not_match_its_certificate(tmp_path):
    document = read(sign(Paper(tmp_path / "a.pdf").save(), SEAL, "Signature1", wrong_key=True))
    assert [s.intact for s in document.signatures] == [False]
    assert codes(document) == {"chu-ky-so-khong-khop"}


@needs_fonts
def test_a_damaged_signature_does_not_stop_the_reading(signed):
    data = signed.read_bytes()
    start = data.index(b"/Contents <") + len(b"/Contents <")
    signed.write_bytes(data[:start] + b"f" * 64 + data[start + 64:])
    document = read(signed)
    assert document.signatures == ()
    assert codes(document) == {"chu-ky-so-khong-doc-duoc"}
    assert "Số: 347/UBND-VX" in document.text


@needs_fonts
def test_one_damaged_signature_leaves_the_others(signed):
    data = signed.read_bytes()
    start = data.index(b"/Contents <") + len(b"/Contents <")
    signed.write_bytes(data[:start] + b"f" * 64 + data[start + 64:])
    document = read(sign(signed, SEAL, "Signature2"))
    assert [s.organisation for s in document.signatures] == [SEAL["O"]]
    assert codes(document) == {"chu-ky-so-khong-doc-duoc"}


@needs_fonts
def test_an_unsigned_file_has_no_signatures(tmp_path):
    document = read(Paper(tmp_path / "a.pdf").save())
    assert (document.signatures, document.warnings) == ((), ())


@needs_fonts
def test_the_day_of_signing_is_told_and_not_taken_for_a_blank_date(tmp_path):
    document = read(sign(Paper(tmp_path / "a.pdf", day="").save(), SEAL, "Signature1"))
    assert "Hòa An, ngày tháng 3 năm 2025" in document.text
    (doubt,) = document.warnings
    assert doubt.code == "ngay-theo-chu-ky-so"
    assert f"{document.signatures[0].signed_at:%d/%m/%Y}" in doubt.message


@pytest.mark.parametrize(("fields", "told"), [
    ({"common_name": "Trần Thị Thử", "organization_name": "BỘ X"}, ("Trần Thị Thử", "BỘ X")),
    ({"common_name": "Y Mẫu Thử", "organizational_unit_name": ["Phòng A", "Sở B"], "organization_name": "Tỉnh C"},
     ("Y Mẫu Thử", "Phòng A, Sở B, Tỉnh C")),
    ({"common_name": "SỞ NỘI VỤ", "organization_name": "UBND TỈNH C"}, (None, "SỞ NỘI VỤ, UBND TỈNH C")),
    ({"common_name": "Thanh tra tỉnh", "organization_name": "Tỉnh C"}, (None, "Thanh tra tỉnh, Tỉnh C")),
    ({"common_name": "Bộ Công Thử", "organization_name": "Bộ công thử"}, (None, "Bộ Công Thử")),
    ({"common_name": "CỔNG THÔNG TIN ĐIỆN TỬ", "organization_name": "VĂN PHÒNG"}, (None, "CỔNG THÔNG TIN ĐIỆN TỬ, VĂN PHÒNG")),
    ({"organization_name": "Sở B"}, (None, "Sở B")),
    ({}, (None, None)),
])
def test_officer_and_body_of_a_certificate(fields, told):
    assert names.subject(fields) == told


def _with_times(attribute, entry):
    attributes = [] if attribute is None else [{"type": "signing_time", "values": [cms.Time({"utc_time": attribute})]}]
    return SimpleNamespace(signer_info={"signed_attrs": cms.CMSAttributes(attributes)},
                           sig_object={} if entry is None else {"/M": entry})


@pytest.mark.parametrize(("attribute", "entry", "hour"), [
    (datetime(2025, 3, 18, 2, 5, 9, tzinfo=UTC), None, 9),
    (datetime(2025, 3, 18, 2, 5, 9, tzinfo=UTC), "D:20250318090509+07'00'", 9),
    (datetime(2025, 3, 18, 9, 5, 9, tzinfo=UTC), "D:20250318090507+07'00'", 9),  # local time called UTC
    (None, "D:20250318090509+07'00'", 9),
    (None, "D:20250318090509", 9),
    (None, "hôm qua", None),
])
def test_the_hour_of_signing_is_that_of_vietnam(attribute, entry, hour):
    when = times.signed_at(_with_times(attribute, entry))
    assert (when and (when.hour, when.utcoffset())) == (hour and (hour, timedelta(hours=7)))
