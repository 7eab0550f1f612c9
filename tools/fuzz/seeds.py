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

_QUICK = frozenset((".pdf", ".docx", ".txt", ".zip", ".eml", ".edxml"))
_SLOW_SHARE = 0.05  # of the cases: files that other programs have to convert
_LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file."""

    name: str
    data: bytes = field(repr=False)


def seeds(folders: list[Path]) -> list[Seed]:
    """All files in ``folders`` that are not too large, and packages of some of them."""
    files = [Seed(file.name, file.read_bytes()) for folder in folders if folder.is_dir()
             for file in sorted(folder.iterdir()) if file.is_file() and file.stat().st_size <= _LARGEST]
    small = [seed for seed in files if Path(seed.name).suffix in {".pdf", ".docx"} and len(seed.data) < 200_000]
    packed = [made(a, b) for a, b in zip(small[::3], small[1::3], strict=False) for made in (_zip, _mail, _edxml)]
    return files + packed[:30] + [_text(seed) for seed in small[:6]]


def pick(found: list[Seed], random: Random) -> Seed:
    """A seed by lot; slow kinds seldom."""
    slow = random.random() < _SLOW_SHARE
    kinds = [seed for seed in found if (Path(seed.name).suffix not in _QUICK) == slow]
    return random.choice(kinds or found)


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
