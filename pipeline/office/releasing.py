"""A person lets a file through that was held back for what may be a mark of secrecy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError, SuspectedSecret
from pipeline.model.names import shown
from pipeline.releases import release
from pipeline.settings import Settings
from pipeline.store import sha256_of

from .working import Mishap, Paged, read_all, unpaged


@dataclass(frozen=True, slots=True)
class Released:
    """``mark`` says what looked like a mark of secrecy (Vietnamese); ``held`` is False for a file that was not held:
    nothing was noted then."""

    held: bool = False
    mark: str = ""


def release_held(path: Path, reason: str, settings: Settings, paged: Paged = unpaged) -> Released | Mishap:
    """Note the release when the file is held back, and only then; why it cannot be released, else.

    The file is read once more to see it: what bears a sure mark cannot be released. Raises InputError for a file that
    is not there or that changes meanwhile, and for a release without a reason; StoreError when it cannot be noted.
    """
    if not path.is_file():
        raise InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp.")
    if not reason.strip():
        raise InputError("Chưa ghi lý do giải tỏa.", "Ghi lý do; lý do được lưu vào sổ.")
    before = sha256_of(path)
    (outcome,) = read_all([path], settings, paged=paged)
    if not isinstance(outcome, Mishap):
        return Released()
    if not isinstance(outcome.error, SuspectedSecret):
        return outcome
    if sha256_of(path) != before:
        raise InputError(f"Tệp “{shown(path.name)}” thay đổi trong khi đang được xem.", "Chờ chép xong rồi chạy lại.")
    release(settings.home, before, shown(path.name), reason.strip())
    return Released(True, outcome.error.reason)
