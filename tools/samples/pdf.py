"""PDF from Word by LibreOffice, with what LibreOffice takes from the clock replaced by fixed values.

The Word files ask for Times New Roman; the print is set in Liberation Serif, which has the same widths. It is named
outright, so that the print does not hang on what a machine takes for Times New Roman. Version 2 is needed (Debian:
fonts-liberation2): version 1 has no Vietnamese letters, and another font in their place breaks the order of the text.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tools.samples.dispatch import SampleError
from tools.samples.oxml import TEXT_FONT

PRINT_FONT = "Liberation Serif"
DATE = re.compile(rb"/CreationDate\(D:[^)]*\)")
IDENTITY = re.compile(rb"/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]")
FONT = re.compile(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)")
CHECKSUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")


def digest(word_file: bytes) -> str:
    """A name of 32 hexadecimal digits for the content of a Word file, however its archive is packed."""
    result = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(word_file)) as package:
        for name in sorted(package.namelist()):
            result.update(name.encode() + b"\0" + package.read(name) + b"\0")
    return result.hexdigest()[:32].upper()


def is_print_of(printed: Path, word_file: bytes) -> bool:
    """Whether a PDF was made from this content: its ids carry the digest."""
    return printed.exists() and f"/DocChecksum /{digest(word_file)}".encode() in printed.read_bytes()


def fixed(raw: bytes, stamp: str, name: str) -> bytes:
    """The same file with its date set to ``stamp`` (YYYYMMDD) and its ids to ``name``.

    Every replacement keeps its length, so that the offsets in the file's table stay right.
    """

    def dated(match: re.Match[bytes]) -> bytes:
        text = b"/CreationDate(D:" + stamp.encode() + b"000000Z"
        return text + b"'" * (len(match[0]) - len(text) - 1) + b")"

    clean = CHECKSUM.sub(b"/DocChecksum /" + name.encode(), DATE.sub(dated, raw))
    return IDENTITY.sub(lambda match: re.sub(rb"[0-9A-F]{32}", name.encode(), match[0]), clean)


def with_print_font(word_file: bytes) -> bytes:
    """A Word file with every mention of the text font replaced by the font of the print."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file)) as package, zipfile.ZipFile(result, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name.endswith(".xml"):
                data = data.replace(TEXT_FONT.encode(), PRINT_FONT.encode())
            copy.writestr(name, data)
    return result.getvalue()


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
        subprocess.run(command, check=False, capture_output=True, timeout=600)
    missing = [file.name for file in files if not (target / f"{file.stem}.pdf").exists()]
    if missing:
        raise SampleError(f"LibreOffice made no PDF of: {', '.join(missing)}")


def other_fonts(raw: bytes) -> set[str]:
    """Names of embedded fonts that are not the font of the print."""
    wanted = PRINT_FONT.replace(" ", "")
    return {name.decode() for name in FONT.findall(raw)} - {wanted}


def render(words: Mapping[str, bytes], stamps: Mapping[str, str]) -> dict[str, bytes]:
    """The PDF files of Word files, both by name; stamps give the date (YYYYMMDD) that each print carries.

    Raises:
        SampleError: when LibreOffice is missing or had to take letters from another font.
    """
    prints: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        copies = {name: Path(folder) / f"{name}.docx" for name in words}
        for name, copy in copies.items():
            copy.write_bytes(with_print_font(words[name]))
        convert(list(copies.values()), Path(folder))
        for name, copy in copies.items():
            raw = copy.with_suffix(".pdf").read_bytes()
            if strange := other_fonts(raw):
                raise SampleError(f"{name}.pdf: letters from {', '.join(sorted(strange))}; install fonts-liberation2")
            prints[name] = fixed(raw, stamps[name], digest(words[name]))
    return prints
