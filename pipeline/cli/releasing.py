"""``chidao release``: a person lets a file through that was held back for what may be a mark of secrecy."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import InputError, SuspectedSecret
from pipeline.model.names import shown
from pipeline.office.working import Mishap, read_all
from pipeline.releases import NAME, release
from pipeline.settings import Settings
from pipeline.store import sha256_of

from .console import output, progress_bar
from .deciding import given
from .extracting import failed


def release_file(path: Path, reason: str, settings: Settings) -> int:
    """Note the release when the file is held back, and only then; returns the exit code.

    The file is read once more to see it: what bears a sure mark cannot be released. Raises InputError for a file that
    is not there or a release without a reason.
    """
    if not path.is_file():
        raise InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp.")
    given(reason, "giải tỏa")
    before = sha256_of(path)
    with progress_bar("Đang xem") as bar:
        bar.advance(0, 1, shown(path.name))
        (outcome,) = read_all([path], settings, paged=bar.at)
    if not isinstance(outcome, Mishap):
        output().print(f"“{shown(path.name)}” không bị tạm giữ; không có gì phải giải tỏa.", soft_wrap=True)
        return 0
    if not isinstance(outcome.error, SuspectedSecret):
        return failed(path, outcome, settings)
    if sha256_of(path) != before:
        raise InputError(f"Tệp “{shown(path.name)}” thay đổi trong khi đang được xem.", "Chờ chép xong rồi chạy lại.")
    release(settings.home, before, shown(path.name), reason.strip())
    output().print(
        f"Đã giải tỏa “{shown(path.name)}” ({outcome.error.reason}). Ghi ở {settings.home / NAME}. "
        "Chạy lại chidao run để tiếp nhận.",
        soft_wrap=True,
    )
    return 0
