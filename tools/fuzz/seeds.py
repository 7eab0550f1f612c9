"""The files that are mutated: the samples of this repository, real ones where there are any, packages made of them."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

_QUICK = frozenset((".pdf", ".docx", ".txt", ".zip", ".eml", ".edxml"))
_SLOW_SHARE = 0.05  # of the cases: files that other programs have to convert
_LARGEST = 4 << 20
_FEW = 200


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file; ``slow`` when other programs have to convert or recognise it."""

    name: str
    data: bytes = field(repr=False)
    slow: bool = False


def seeds(folders: list[Path]) -> list[Seed]:
    """All files in ``folders`` that are not too large, and packages of some of them."""
    files = [Seed(file.name, file.read_bytes(), _is_slow(file)) for folder in folders if folder.is_dir()
             for file in sorted(folder.iterdir()) if file.is_file() and file.stat().st_size <= _LARGEST]
    small = [s for s in files if Path(s.name).suffix in {".pdf", ".docx"} and len(s.data) < 200_000 and not s.slow]
    packed = [made(a, b) for a, b in zip(small[::3], small[1::3], strict=False) for made in (_zip, _mail, _edxml)]
    return files + packed[:30] + [_text(seed) for seed in small[:6]]


def pick(found: list[Seed], random: Random) -> Seed:
    """A seed by lot; slow kinds seldom."""
    slow = random.random() < _SLOW_SHARE
    kinds = [seed for seed in found if seed.slow == slow]
    return random.choice(kinds or found)


def _is_slow(file: Path) -> bool:
    """True for what LibreOffice converts, and for a PDF with a page of few letters, which Tesseract reads."""
    if file.suffix != ".pdf":
        return file.suffix not in _QUICK
    try:
        with pdfium.PdfDocument(file) as document:
            return any(page.get_textpage().count_chars() < _FEW for page in document)
    except pdfium.PdfiumError:
        return False


def _zip(a: Seed, b: Seed) -> Seed:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(a.name, a.data)
        archive.writestr(f"phụ lục/{b.name}", b.data)
    return Seed(f"{a.name}.zip", out.getvalue())


def _mail(a: Seed, b: Seed) -> Seed:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.invalid", "b@example.invalid", "Văn bản"
    message.set_content("Gửi kèm văn bản.")
    for seed in (a, b):
        message.add_attachment(seed.data, maintype="application", subtype="octet-stream", filename=seed.name)
    return Seed(f"{a.name}.eml", message.as_bytes())


def _edxml(a: Seed, b: Seed) -> Seed:
    parts = "".join(f"<Attachment><AttachmentName>{s.name}</AttachmentName><ContentTransferEncoded>"
                    f"{base64.b64encode(s.data).decode()}</ContentTransferEncoded></Attachment>" for s in (a, b))
    return Seed(f"{a.name}.edxml", f"<?xml version='1.0'?><edXML><edXMLEnvelope/><AttachmentEncoded>{parts}"
                                   "</AttachmentEncoded></edXML>".encode())


def _text(seed: Seed) -> Seed:
    """What is printed in a DOCX or PDF as a text file; damaged bytes of it fall into sentences."""
    from pipeline.reading import read  # noqa: PLC0415  loads the reading room

    with TemporaryDirectory() as folder:
        file = Path(folder) / seed.name
        file.write_bytes(seed.data)
        return Seed(f"{seed.name}.txt", read(file).text.encode())
