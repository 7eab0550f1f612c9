"""The PDF files made of the pages for leaders: of which page each was made, and whether somebody has changed it since
(signing changes it too). Both are told by digests in a file beside the folders of the agencies."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from pipeline.whole import write_whole

PDF_NAME = "danh-sach.pdf"
DIGESTS = ".ban-pdf.json"

Kept = dict[str, list[str]]
"""Folder of an agency → the digest of the page, and of the PDF that was made of it."""


def read_digests(agencies: Path) -> Kept:
    """What was made in the folders under ``agencies``; nothing when the file is lost or spoilt."""
    try:
        kept = json.loads((agencies / DIGESTS).read_text("utf-8"))
        return {str(folder): [str(page), str(pdf)] for folder, (page, pdf) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_digests(agencies: Path, kept: Kept) -> None:
    """Write them down. Raises OSError."""
    there = {folder: digests for folder, digests in sorted(kept.items()) if (agencies / folder).is_dir()}
    write_whole(agencies / DIGESTS, json.dumps(there, ensure_ascii=False, indent=1))


def digest(path: Path) -> str:
    """Of the bytes of a file; empty when there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def is_our_pdf(path: Path) -> bool:
    """Whether the PDF in the folder of an agency is as it was made."""
    return read_digests(path.parent.parent).get(path.parent.name, ["", ""])[1] == digest(path) != ""
