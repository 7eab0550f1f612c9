"""Office files (.xlsx, .docx) whose parts bear a fixed time: bytes depend on content alone, and a file that somebody
has saved since is known."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

CREATOR = "Chidao"

# Every part bears this time (the day of NĐ 30/2020): no program that edits a file leaves it so.
_STAMP = (2020, 3, 5, 0, 0, 0)


class StampedZip(ZipFile):
    """An archive whose parts bear the fixed time."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:  # noqa: D102
        super().writestr(_info(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:  # noqa: D102
        with Path(filename).open("rb") as source, self.open(arcname, "w") as part:
            shutil.copyfileobj(source, part)

    def open(self, name: Any, mode: Any = "r", *_: Any, **more: Any) -> Any:  # noqa: D102
        return super().open(_info(name) if mode == "w" and isinstance(name, str) else name, mode, **more)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _STAMP)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 0, 0
    return info


def stamp(data: bytes, target: Path) -> None:
    """Write an archive anew with the fixed time."""
    with ZipFile(BytesIO(data)) as made, StampedZip(target, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name))


def is_ours(path: Path) -> bool:
    """Whether the file is as this program wrote it: nobody has saved it since."""
    try:
        with ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode("utf-8")
            stamped = all(info.date_time == _STAMP for info in archive.infolist())
    except (OSError, KeyError, BadZipFile, UnicodeDecodeError):
        return False
    return stamped and re.search(rf"creator[^<]*>{CREATOR}<", core) is not None
