"""A file or message wrapped in its signature (CMS, RFC 5652: ``.p7m``): what was signed, taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import BrokenFile, EncryptedFile

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_SEALED = bytes.fromhex("06092a864886f70d010703")


def is_wrapped(head: bytes) -> bool:
    """Whether a file begins as CMS with a signature, or sealed, does."""
    return head[:1] == b"\x30" and (_SIGNED in head[:32] or _SEALED in head[:32])


def content(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """The one file inside under its own name. Raises EncryptedFile for a sealed one, BrokenFile for a damaged one or a
    signature without what was signed."""
    from asn1crypto import cms  # noqa: PLC0415  most files are no CMS

    data = path.read_bytes()
    if _SEALED in data[:32]:
        raise EncryptedFile(f"{name}: tệp được mã hóa cho người nhận, không mở được ở đây.",
                            "Mở bằng chương trình thư hoặc phần mềm chữ ký số của đơn vị, lưu văn bản ra rồi nạp.")
    try:
        inner = cms.ContentInfo.load(data)["content"]["encap_content_info"]["content"].native
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenFile(f"{name}: tệp ký số hỏng, không mở được.", "Xin gửi lại tệp.") from error
    if not isinstance(inner, bytes) or not inner:
        raise BrokenFile(f"{name}: chỉ có chữ ký số, không có văn bản.", "Nạp văn bản gốc đi kèm chữ ký này.")
    stem = path.name[:-4] if path.name.lower().endswith((".p7m", ".p7s")) else path.name
    yield stem if "." in stem else "thu.eml", inner
