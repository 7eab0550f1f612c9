"""``chidao release``: a person lets a file through that was held back for what may be a mark of secrecy."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import InputError
from pipeline.model.names import shown
from pipeline.office.releasing import release_held
from pipeline.office.working import Mishap
from pipeline.releases import NAME
from pipeline.settings import Settings

from .console import output, progress_bar
from .deciding import given
from .extracting import failed


def release_file(path: Path, reason: str, settings: Settings) -> int:
    """Note the release when the file is held back, and only then; returns the exit code. Raises InputError for a file
    that is not there or a release without a reason."""
    if not path.is_file():
        raise InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp.")
    given(reason, "giải tỏa")
    with progress_bar("Đang xem") as bar:
        bar.advance(0, 1, shown(path.name))
        found = release_held(path, reason, settings, bar.at)
    if isinstance(found, Mishap):
        return failed(path, found, settings)
    if not found.held:
        output().print(f"“{shown(path.name)}” không bị tạm giữ; không có gì phải giải tỏa.", soft_wrap=True)
        return 0
    output().print(
        f"Đã giải tỏa “{shown(path.name)}” ({found.mark}). Ghi ở {settings.home / NAME}. "
        "Chạy lại chidao run để tiếp nhận.",
        soft_wrap=True,
    )
    return 0
