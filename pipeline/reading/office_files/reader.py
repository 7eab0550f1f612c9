"""Reads .doc, .rtf, .odt and Word 2003 XML by way of a DOCX that lives only while it is read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pipeline import private
from pipeline.model.text import Document
from pipeline.settings import Settings

from ..word.reader import read as read_docx
from . import soffice

OfficeKind = Literal["doc", "rtf", "odt", "xml"]


def read(path: Path, sha256: str, kind: OfficeKind, settings: Settings) -> Document:
    """Read ``path``; name and sha256 in the source are those of the file itself, never of the conversion.

    Raises what :func:`soffice.to_docx` and the DOCX reader raise.
    """
    with private.held() as folder:
        # A copy with a plain name: LibreOffice picks the import by suffix too, and the original stays untouched.
        source = folder / f"van-ban.{kind}"
        shutil.copyfile(path, source)
        # Messages of the DOCX reader name the file it is given, so the result takes the original's name.
        made = soffice.to_docx(source, folder, path.name)
        named = made.with_name("x") / path.name
        named.parent.mkdir()
        shutil.move(made, named)
        document = read_docx(named, sha256, settings)
    return replace(document, source=replace(document.source, name=path.name, text_from="doc"))
