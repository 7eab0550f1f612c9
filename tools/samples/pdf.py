"""PDF from Word by LibreOffice, with what LibreOffice takes from the clock replaced by fixed values.

The Word files ask for Times New Roman; the print is set in Liberation Serif, which has the same widths. It is named
outright, because LibreOffice fills Vietnamese letters from another font when it has to find the substitute itself.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tools.samples.dispatch import Dispatch, SampleError
from tools.samples.oxml import TEXT_FONT

PRINT_FONT = "Liberation Serif"
DATE = re.compile(rb"/CreationDate\(D:[^)]*\)")
IDENTITY = re.compile(rb"/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]")
CHECKSUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")


def fixed(raw: bytes, stamp: str) -> bytes:
    """The same file with its date set to ``stamp`` (YYYYMMDD) and its ids made from its content.

    Every replacement keeps its length, so that the offsets in the file's table stay right.
    """

    def dated(match: re.Match[bytes]) -> bytes:
        text = b"/CreationDate(D:" + stamp.encode() + b"000000Z"
        return text + b"'" * (len(match[0]) - len(text) - 1) + b")"

    clean = CHECKSUM.sub(b"/DocChecksum /" + b"0" * 32, DATE.sub(dated, raw))
    clean = IDENTITY.sub(lambda match: re.sub(rb"[0-9A-F]{32}", b"0" * 32, match[0]), clean)
    name = hashlib.sha256(clean).hexdigest()[:32].upper().encode()
    clean = CHECKSUM.sub(b"/DocChecksum /" + name, clean)
    return IDENTITY.sub(lambda match: re.sub(rb"[0-9A-F]{32}", name, match[0]), clean)


def set_font(source: Path, target: Path) -> None:
    """Copy a Word file with every mention of the text font replaced by the font of the print."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".xml"):
                data = data.replace(TEXT_FONT.encode(), PRINT_FONT.encode())
            copy.writestr(name, data)


def convert(files: list[Path], target: Path) -> None:
    """Convert DOCX files to PDF in a folder, with a LibreOffice profile that is thrown away.

    Raises:
        SampleError: when LibreOffice is not installed or leaves a file out.
    """
    program = shutil.which("soffice")
    if program is None:
        raise SampleError("LibreOffice (soffice) is needed to build the PDF files; use --no-pdf to leave them")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(target), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    missing = [file.name for file in files if not (target / f"{file.stem}.pdf").exists()]
    if missing:
        raise SampleError(f"LibreOffice made no PDF of: {', '.join(missing)}")


def render(dispatches: list[Dispatch], words: Path, target: Path) -> None:
    """Make the PDF files of dispatches whose DOCX files lie in ``words``."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / f"{dispatch.id}.docx" for dispatch in dispatches]
        for copy in copies:
            set_font(words / copy.name, copy)
        convert(copies, Path(folder))
        for dispatch in dispatches:
            raw = (Path(folder) / f"{dispatch.id}.pdf").read_bytes()
            stamp = (dispatch.directive.get("issued_on") or "2026-01-01").replace("-", "")
            (target / f"{dispatch.id}.pdf").write_bytes(fixed(raw, stamp))
