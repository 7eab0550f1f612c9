"""The LibreOffice program: the only file that calls it.

Every call has its own profile in the caller's folder: two conversions at a time do not meet, nothing of
the user's settings is used, and macros are never run (converting opens with macros off; the profile says so too).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import BrokenFile, TooLarge, UnsupportedFormat

SECONDS = 120  # for one file
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_ADVICE = ("Cài LibreOffice rồi nạp lại: sudo apt-get install libreoffice-writer-nogui. "
           "Hoặc mở tệp bằng Word, lưu thành .docx hay xuất ra PDF rồi nạp.")
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice on this machine, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(source: Path, folder: Path, name: str, seconds: float = SECONDS) -> Path:
    """Convert ``source`` to a DOCX in ``folder`` and return its path; ``name`` is the file as users know it.

    Raises as :func:`converted` does.
    """
    return converted(source, folder, name, "docx", seconds)


def converted(source: Path, folder: Path, name: str, kind: str, seconds: float = SECONDS) -> Path:
    """Convert ``source`` to a ``kind`` (docx, xlsx) in ``folder`` and return its path; messages call it ``name``.

    Raises UnsupportedFormat when LibreOffice is not installed, TooLarge when it takes longer than ``seconds``,
    BrokenFile when it makes nothing.
    """
    office = program()
    if office is None:
        raise UnsupportedFormat(f"{name}: cần LibreOffice để đọc tệp {source.suffix}; máy này chưa cài.", _ADVICE)
    _run(_command(office, _FILTERS[kind], [source], folder), folder, name, seconds)
    made = folder / "out" / f"{source.stem}.{kind}"
    if not made.is_file() or made.stat().st_size == 0:
        raise BrokenFile(f"{name}: tệp hỏng hoặc có mật khẩu, LibreOffice không chuyển được sang {kind.upper()}.",
                         f"Mở thử tệp, bỏ mật khẩu nếu có, lưu thành .{kind} rồi nạp lại.")
    return made


def to_pdf(sources: Sequence[Path], folder: Path, seconds: float) -> dict[Path, Path]:
    """Convert documents of different names to PDF by one call; returns where each PDF is, without those that could not
    be made. Raises FileNotFoundError when LibreOffice is not installed, OSError, and subprocess.TimeoutExpired."""
    office = program()
    if office is None:
        raise FileNotFoundError("soffice")
    _wait(_command(office, "pdf", sources, folder), folder, seconds)
    made = {source: folder / "out" / f"{source.stem}.pdf" for source in sources}
    return {source: pdf for source, pdf in made.items() if pdf.is_file() and pdf.stat().st_size}


def _command(office: str, kind: str, sources: Sequence[Path], folder: Path) -> list[str]:
    """The call, with a profile of its own in the folder."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_NO_MACROS, "utf-8")
    return [office, "--headless", "--norestore", f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--convert-to", kind, "--outdir", str(folder / "out"), *map(str, sources)]


def _run(command: list[str], folder: Path, name: str, seconds: float) -> None:
    try:
        _wait(command, folder, seconds)
    except subprocess.TimeoutExpired as error:
        raise TooLarge(f"{name}: LibreOffice chuyển tệp quá {seconds:.0f} giây chưa xong.",
                       "Mở tệp bằng Word, lưu thành .docx hoặc xuất ra PDF rồi nạp lại.") from error
    except OSError as error:
        raise UnsupportedFormat(f"{name}: không chạy được LibreOffice để đọc tệp này.", _ADVICE) from error


def _wait(command: list[str], folder: Path, seconds: float) -> None:
    # soffice is a script that starts others: its own process group, so that a time-out ends them all.
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True, env={**os.environ, "TMPDIR": str(folder)}) as process:
        try:
            process.wait(seconds)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
