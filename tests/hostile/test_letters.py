"""What messages carry: attachments with odd names or none, Outlook's own packing, signatures, RAR and 7z."""

import base64
import struct
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from asn1crypto import cms
from hostile_papers import zipped

from pipeline.errors import BrokenFile, EncryptedFile, SecretDirective, UnsupportedFormat
from pipeline.reading import read
from pipeline.reading.packages import compressed, mapi, members, outlook, tnef

pytestmark = pytest.mark.usefixtures("temporary")
HEAD = "UBND TỈNH HÒA AN\nSố: 12/UBND-VX\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
LETTER = (HEAD + "Sở Y tế báo cáo trước ngày 30/6/2025.").encode()


def _mail(parts, text="Kính gửi các đơn vị."):
    fields = b"From: a@example.vn\nTo: b@example.vn\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
    body = f"--B\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
    for head, data in parts:
        body += b"--B\nContent-Transfer-Encoding: base64\n" + head + b"\n\n" + base64.encodebytes(data)
    return fields + body + b"--B--\n"


def _told(document):
    return next(doubt.message for doubt in document.warnings if doubt.code == "goi-van-ban")


NAMES = [
    ("pieces", b"Content-Type: application/octet-stream\nContent-Disposition: attachment;\n filename*0*=UTF-8''C%C3%B4ng%20v%C4;\n filename*1*=%83n;\n filename*2=\" 12.txt\"", "Công văn 12.txt"),
    ("percent-1258", b"Content-Type: text/plain\nContent-Disposition: attachment; filename*=windows-1258''Qua%D2n%20ly%EC.txt", "Quản lý.txt"),
    ("encoded-word", b"Content-Type: text/plain; name=\"=?utf-8?B?Q8O0bmcgdsSDbi50eHQ=?=\"", "Công văn.txt"),
    ("bare-utf-8", "Content-Type: text/plain\nContent-Disposition: attachment; filename=\"Công văn.txt\"".encode(), "Công văn.txt"),
    ("no-name", b"Content-Type: text/plain\nContent-Disposition: attachment", "dinh-kem-1.txt"),
    ("no-name-no-disposition", b"Content-Type: application/octet-stream", "dinh-kem-1.bin"),
]


@pytest.mark.parametrize(("head", "name"), [one[1:] for one in NAMES], ids=[one[0] for one in NAMES])
def test_attachments_are_found_under_their_names(put, head, name):
    document = read(put("a.eml", _mail([(head, LETTER)])))
    assert f"“{name}”" in _told(document)
    assert "Sở Y tế" in document.text


def test_what_belongs_to_the_message_alone_is_no_document(put):
    signature = b"Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s"
    card = b"Content-Type: text/x-vcard; name=a.vcf\nContent-Disposition: attachment; filename=a.vcf"
    letter = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt"
    document = read(put("a.eml", _mail([(letter, LETTER), (signature, b"\x30\x80" + bytes(40)), (card, b"BEGIN:VCARD")])))
    assert [doubt.code for doubt in document.warnings] == ["goi-van-ban"]
    zipped_too = read(put("a.zip", zipped({"a.txt": LETTER, "a.txt.p7s": b"\x30\x80" + bytes(40)})))
    assert [doubt.code for doubt in zipped_too.warnings] == ["goi-van-ban"]


def test_the_directive_may_be_the_text_of_the_message(put):
    annex = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=phu-luc.txt"
    document = read(put("a.eml", _mail([(annex, "PHỤ LỤC\n\n1. Sở Nội vụ theo dõi.".encode())], LETTER.decode())))
    assert "văn bản “thu.txt” (trang 1), phụ lục “phu-luc.txt”" in _told(document)


# Outlook


def _attribute(level, identity, data):
    return struct.pack("<BHHI", level, identity, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _property(identity, kind, data):
    return struct.pack("<HHII", kind, identity, 1, len(data)) + data + bytes(-len(data) % 4)


def _winmail(*files, body=""):
    data = bytes.fromhex("789f3e220100")
    if body:
        data += _attribute(1, 0x9003, struct.pack("<I", 2) + struct.pack("<HHI", 3, 0x0E06, 7)
                           + _property(mapi.HTML, mapi.BINARY, body.encode()))
    for name, content in files:
        data += _attribute(2, 0x9002, bytes(14)) + _attribute(2, 0x8010, b"CONGVA~1.TXT\0") + _attribute(2, 0x800F, content)
        named = struct.pack("<HH16sII", 0x1F, 0x8001, bytes(16), 0, 5) + struct.pack("<II", 1, 4) + b"a\0\0\0"
        told = named + _property(mapi.LONG_NAME, mapi.UNICODE, name.encode("utf-16-le") + b"\0\0")
        data += _attribute(2, 0x9005, struct.pack("<I", 2) + told)
    return data


WINMAIL = b'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Disposition: attachment; filename="winmail.dat"'


def test_what_outlook_packs_is_taken_out(put):
    packed = _winmail(("Công văn số 12.txt", LETTER))
    for path in (put("a.eml", _mail([(WINMAIL, packed)])), put("winmail.dat", packed), put("a.zip", zipped({"winmail.dat": packed}))):
        document = read(path)
        assert "“Công văn số 12.txt”" in _told(document)
        assert "Sở Y tế" in document.text


def test_winmail_with_nothing_but_text(put):
    assert "Sở Y tế" in read(put("winmail.dat", _winmail(body=f"<html><p>{LETTER.decode()}</p></html>"))).text
    assert "Sở Y tế" in read(put("a.eml", _mail([(WINMAIL, _winmail())], LETTER.decode()))).text
    with pytest.raises(SecretDirective):
        read(put("winmail.dat", _winmail(("a.txt", LETTER), body="<p>TỐI MẬT</p>")))


def test_a_broken_winmail_gives_what_is_whole():
    whole = _winmail(("a.txt", b"1"), ("b.txt", b"2"))
    assert [name for name, _ in tnef.attachments(whole)] == ["a.txt", "b.txt"]
    for end in range(len(whole)):
        assert len(tnef.attachments(whole[:end])) <= 2


def _stream(text):
    return text.encode("utf-16-le")


def _attachment(name, data, **more):
    return {"__substg1.0_3707001F": _stream(name), "__substg1.0_37010102": data, **more}


def test_a_message_of_outlook(put, monkeypatch):
    inner = {"__attach_version1.0_#00000000": _attachment("phụ lục.txt", b"PHU LUC")}
    logo = {"__substg1.0_3712001F": _stream("a@b"), "__substg1.0_370E001F": _stream("image/png")}
    tree = {"__substg1.0_0037001F": _stream("Gửi công văn"), "__substg1.0_1000001F": _stream("Kính gửi"),
            "__attach_version1.0_#00000000": _attachment("Công văn.txt", LETTER),
            "__attach_version1.0_#00000001": _attachment("logo.png", b"\x89PNG", **logo),
            "__attach_version1.0_#00000002": {"__substg1.0_3701000D": inner}}
    monkeypatch.setattr(outlook, "_tree", lambda path, name: tree)
    path = put("a.msg", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "__substg1.0_".encode("utf-16-le"))
    assert "văn bản “Công văn.txt” (trang 1), phụ lục “phụ lục.txt”" in _told(read(path))
    tree["__substg1.0_0037001F"] = _stream("MẬT")
    with pytest.raises(SecretDirective):
        read(path)


def test_a_broken_message_of_outlook(put):
    with pytest.raises(BrokenFile, match="Outlook"):
        read(put("a.msg", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "__substg1.0_".encode("utf-16-le")))


def _signed(content, kind="signed_data"):
    encap = {"content_type": "data", "content": content}
    signed = cms.SignedData({"version": "v1", "digest_algorithms": [], "encap_content_info": encap, "signer_infos": []})
    return cms.ContentInfo({"content_type": kind, "content": signed}).dump()


def test_a_file_wrapped_in_its_signature(put):
    assert "“Công văn.txt”" in _told(read(put("Công văn.txt.p7m", _signed(LETTER))))
    message = _mail([(b"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt", LETTER)])
    assert "Sở Y tế" in read(put("smime.p7m", _signed(message))).text
    with pytest.raises(BrokenFile, match="chữ ký số"):
        read(put("b.p7m", _signed(b"")))
    with pytest.raises(EncryptedFile, match="mã hóa"):
        read(put("c.p7m", bytes.fromhex("308006092a864886f70d010703") + bytes(40)))


# Archives


def _as_437(data):
    return data.decode("cp437")


@pytest.mark.parametrize("data", [
    "Công văn số 12.txt".encode(), "Công văn s\u00f4\u0301 12.txt".encode("cp1258"), b"C\xabng v\xa8n s\xe8 12.txt"],
    ids=["utf-8", "cp1258", "tcvn3"])
def test_names_in_a_zip_that_does_not_tell_their_encoding(data):
    info = zipfile.ZipInfo("x")
    info.filename, info.flag_bits = _as_437(data), 0
    assert members.safe_name(members._told(info)) == "Công văn số 12.txt"


def test_a_name_that_the_zip_tells_once_more_in_unicode():
    info = zipfile.ZipInfo("x")
    name = "Công văn.txt".encode()
    info.filename, info.extra = "C?ng v?n.txt", struct.pack("<HHHBI", 1, 2, 0, 0, 0)[:6] + struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    assert members._told(info) == "Công văn.txt"


def _block(kind, flags, fields, data=b""):
    body = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body + data


def _rar(*files):
    """An archive of RAR 4 whose files are stored as they are."""
    data = b"Rar!\x1a\x07\0" + _block(0x73, 0, bytes(6))
    for name, content in files:
        fields = struct.pack("<IIBIIBBHI", len(content), len(content), 2, zlib.crc32(content), 0, 20, 0x30, len(name), 0x20) + name
        data += _block(0x74, 0x8000, fields, content)
    return data + _block(0x7B, 0x4000, b"")


def _seven(path, *files):
    libarchive = pytest.importorskip("libarchive")
    with libarchive.file_writer(str(path), "7zip") as archive:
        for name, content in files:
            archive.add_file_from_memory(name, len(content), content)
    return path


def test_rar_and_7z(put, tmp_path):
    pytest.importorskip("libarchive")
    annex = "PHỤ LỤC\n\n1. Sở Nội vụ theo dõi.".encode()
    for path in (put("a.rar", _rar((b"2-phu-luc.txt", annex), (b"1-cong-van.txt", LETTER))),
                 _seven(tmp_path / "a.7z", ("thư mục/2-phu-luc.txt", annex), ("thư mục/1-cong-van.txt", LETTER))):
        document = read(path)
        assert "văn bản “1-cong-van.txt” (trang 1), phụ lục “2-phu-luc.txt”" in _told(document)


def test_a_secret_member_stops_a_rar(put):
    pytest.importorskip("libarchive")
    with pytest.raises(SecretDirective):
        read(put("a.rar", _rar((b"a.txt", LETTER), (b"b.txt", "TỐI MẬT".encode()))))


def test_archives_that_cannot_be_opened_are_told(put, monkeypatch):
    pytest.importorskip("libarchive")
    with pytest.raises(BrokenFile, match="nén"):
        read(put("a.rar", _rar((b"a.txt", LETTER))[:60]))
    monkeypatch.setattr(compressed.archives, "UNPACKED", 10)
    with pytest.raises(Exception, match="bom nén"):
        read(put("b.rar", _rar((b"a.txt", LETTER))))


def test_without_the_library_the_clerk_is_told_what_to_do(put, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "libarchive", None)
    with pytest.raises(UnsupportedFormat) as caught:
        read(put("a.rar", _rar((b"a.txt", LETTER))))
    assert "libarchive" in caught.value.message
    assert "giải nén" in caught.value.advice


def test_a_forwarded_message(put):
    inner, outer = EmailMessage(), EmailMessage()
    for message in (inner, outer):
        message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "x"
        message.set_content("Chuyển các đơn vị.")
    inner.add_attachment(LETTER, maintype="text", subtype="plain", filename="Công văn.txt")
    outer.add_attachment(inner)
    assert "“Công văn.txt”" in _told(read(put("a.eml", outer.as_bytes())))
