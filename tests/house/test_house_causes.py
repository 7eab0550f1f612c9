"""Why the machine refused is told in Vietnamese, whatever the system or the database says."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from pipeline.causes import cause_of

PIPELINE = Path(__file__).parents[2] / "pipeline"


@pytest.mark.parametrize(("error", "told"), [
    (OSError(errno.ENOSPC, "No space left on device"), "đĩa đã đầy"),
    (PermissionError(errno.EACCES, "Permission denied"), "không có quyền"),
    (OSError(errno.ESTALE, "Stale file handle"), "thư mục chia sẻ đã ngắt kết nối"),
    (OSError(9999, "Something new"), "lỗi hệ thống 9999"),
    (OSError(), "lỗi hệ thống OSError"),
    (sqlite3.OperationalError("database is locked"), "đang có chương trình khác ghi"),
    (sqlite3.OperationalError("attempt to write a readonly database"), "không có quyền ghi"),
    (sqlite3.DatabaseError("database disk image is malformed"), "tệp kho dữ liệu bị hỏng"),
    (sqlite3.DatabaseError("file is not a database"), "tệp không phải kho dữ liệu, hoặc bị hỏng"),
    (sqlite3.DatabaseError("of a new kind"), "lỗi “of a new kind”"),
])
def test_the_cause_is_told_in_words(error: Exception, told: str) -> None:
    assert cause_of(error) == told


def test_a_real_database_that_is_none_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "kho").write_text("không phải kho dữ liệu, " * 40, "utf-8")
    with pytest.raises(sqlite3.DatabaseError) as refused:
        sqlite3.connect(tmp_path / "kho").execute("select 1 from sqlite_master")
    assert cause_of(refused.value) == "tệp không phải kho dữ liệu, hoặc bị hỏng"


def test_no_message_shows_what_the_system_says_in_english() -> None:
    shown = [path.name for path in PIPELINE.rglob("*.py") if "strerror" in path.read_text("utf-8")]
    assert not shown
