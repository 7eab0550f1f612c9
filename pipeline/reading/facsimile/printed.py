"""The pages that a file of words has on paper, by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from pipeline import private
from pipeline.errors import BrokenFile, TooLarge, UnsupportedFormat

from ..office_files import soffice
from ..sniff import kind_of

PRINTED: Final = ("docx", "doc", "rtf", "odt", "xml", "html")
"""The kinds of files that have no pages until they are printed."""

SECONDS: Final = 120.0
_ADVICE = "Đối chiếu với nguyên văn ở bên; hoặc mở tệp bằng Word và xuất ra PDF."


def is_printed(path: Path) -> bool:
    """Whether the file has pages only on paper."""
    return kind_of(path) in PRINTED


def to_pdf(path: Path, seconds: float = SECONDS) -> bytes:
    """The file as PDF. Raises UnsupportedFormat where LibreOffice is missing, TooLarge when it takes longer than
    ``seconds``, BrokenFile when it makes nothing."""
    with private.held() as folder:
        source = folder / f"van-ban.{kind_of(path)}"  # the import is picked by suffix too; the original stays untouched
        shutil.copyfile(path, source)
        try:
            made = soffice.to_pdf([source], folder, seconds)
        except FileNotFoundError as error:
            raise UnsupportedFormat(f"{path.name}: máy này chưa cài LibreOffice nên không hiện được trang.",
                                    _ADVICE) from error
        except subprocess.TimeoutExpired as error:
            raise TooLarge(f"{path.name}: dựng trang quá {seconds:.0f} giây chưa xong.", _ADVICE) from error
        if source not in made:
            raise BrokenFile(f"{path.name}: LibreOffice không dựng được trang của tệp này.", _ADVICE)
        return made[source].read_bytes()
