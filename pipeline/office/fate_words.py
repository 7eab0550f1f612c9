"""What became of files, in words that the command line and the pages share (Vietnamese)."""

from __future__ import annotations

from pipeline.errors import REFUSED_CODES, SecretDirective
from pipeline.model import Bond, Head

from .fates import Fate

MET: dict[tuple[Bond, bool], str] = {
    ("copy", False): "trùng với “{other}”: cùng là {heading}; nhiệm vụ lấy theo “{other}”",
    ("copy", True): "trùng với “{other}”: cùng là {heading}; nhiệm vụ nay lấy theo tệp này",
    ("draft", False): "là dự thảo (bản chưa ghi số) của {heading}, đã có từ “{other}”; nhiệm vụ lấy theo bản ban hành",
    ("draft", True): "là {heading}, bản ban hành của dự thảo “{other}”; nhiệm vụ nay lấy theo tệp này",
    ("part", False): "chỉ là một phần của “{other}”: cùng là {heading}; nhiệm vụ lấy theo “{other}”",
    ("part", True): "là bản đầy đủ của “{other}”: cùng là {heading}; thay cho bản thiếu, nhiệm vụ nay lấy theo tệp này",
}
"""What is said of a new file that met another one of its directive, by what the one that does not stand is to the one
that does, and by whether it is the new one that stands."""


def heading(head: Head) -> str:
    """``Chỉ thị số 07/CT-UBND ngày 05/03/2024 của UBND tỉnh A``; what was not found is told."""
    kind = head.type or "văn bản"
    found = {
        "số, ký hiệu": f"số {head.number}" if head.number else "",
        "ngày ban hành": f"ngày {head.issued_on:%d/%m/%Y}" if head.issued_on else "",
        "cơ quan ban hành": f"của {head.issuer}" if head.issuer else "",
    }
    missing = ", ".join(name for name, words in found.items() if not words)
    told = " ".join((kind[:1].upper() + kind[1:], *filter(None, found.values())))
    return f"{told} (không thấy {missing})" if missing else told


def is_refused(fate: Fate) -> bool:
    """Whether the file bears, or may bear, a mark of secrecy."""
    return getattr(fate.why, "code", "") in REFUSED_CODES


def reason(name: str, code: str, message: str) -> str:
    """Why the file ``name`` was not taken, where its name has been said; of a mark of secrecy what was seen of it."""
    if code != SecretDirective.code:
        return message.removeprefix(f"{name}: ")
    seen = message.partition("bị từ chối")[2].rstrip(".")
    return f"mang dấu mật{seen}: không nhận, để nguyên tại chỗ."
