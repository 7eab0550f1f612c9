"""Small signed papers for the tests: keys and certificates are made here and live as long as the test."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw, ImageFont
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle, TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.ocr import tesseract

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerifCondensed.ttf")
needs_fonts = pytest.mark.skipif(not FONT.exists(), reason="DejaVu fonts are not installed")
needs_tesseract = pytest.mark.skipif(not tesseract.available(), reason="Tesseract with Vietnamese is not installed")

_FINE = 6  # dots a point of words drawn as pictures
_FILLING = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(),
                               InnerScaling.STRETCH_TO_FIT)
OFFICER = {"CN": "Lê Văn Mẫu", "OU": "Sở Y tế", "O": "Ủy ban nhân dân tỉnh Hòa An"}
SEAL = {"CN": "Ủy ban nhân dân tỉnh Hòa An", "O": "Ủy ban nhân dân tỉnh Hòa An"}
AUTHORITY = {"CN": "CA thử nghiệm", "O": "Cơ quan chứng thực thử nghiệm"}
_OIDS = {"CN": NameOID.COMMON_NAME, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME, "O": NameOID.ORGANIZATION_NAME}


@lru_cache(maxsize=2)
def key(number: int) -> rsa.RSAPrivateKey:
    """A key for each number; making one takes a moment."""
    return rsa.generate_private_key(65537, 2048)


def certificate(subject: dict[str, str], issuer: dict[str, str] | None = None) -> asn1_x509.Certificate:
    """A certificate for the key 0, by ``issuer`` or by itself, valid yesterday and for a year."""
    name, by = _name(subject), _name(issuer or subject)
    now = datetime.now(UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(by).public_key(key(0).public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=365)).sign(key(1 if issuer else 0), hashes.SHA256()))
    return asn1_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))


def _name(parts: dict[str, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(_OIDS[part], value) for part, value in parts.items()])


def sign(path: Path, subject: dict[str, str], field: str, box=None, shows: str = "", wrong_key: bool = False,
         style=None) -> Path:
    """Sign a file in place, as an incremental update; ``box`` (bottom left up) is where it ``shows`` its words, or what
    ``style`` draws."""
    private = key(1 if wrong_key else 0).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(certificate(subject, AUTHORITY), keys.PrivateKeyInfo.load(private),
                                  SimpleCertificateStore())
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    style = style or (TextStampStyle(stamp_text=shows, border_width=0, background=None) if shows else None)
    made = signers.PdfSigner(signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256"), signer,
                             stamp_style=style, new_field_spec=fields.SigFieldSpec(field, on_page=0, box=box))
    path.write_bytes(made.sign_pdf(writer).getvalue())
    return path


def sign_drawn(path: Path, field: str, x: float, y: float, words: str, by_strokes: bool) -> Path:
    """Sign with an appearance that draws ``words`` with their baseline near ``y`` from the top: as a picture, or
    ``by_strokes`` as shapes, the way some programs for signing do. No text tells them."""
    image = drawn_words(words)
    box = BoxConstraints(width=image.width / _FINE, height=image.height / _FINE)
    drawing = RawContent(_shapes(image), box=box) if by_strokes else PdfImage(image)
    bottom = A4[1] - y - 0.3 * 13
    style = StaticStampStyle(background=drawing, background_opacity=1, border_width=0, background_layout=_FILLING)
    where = (round(x), round(bottom), round(x + box.width), round(bottom + box.height))
    return sign(path, SEAL, field, where, style=style)


def drawn_words(words: str, size: float = 13) -> Image.Image:
    """Words as a picture of ``_FINE`` dots a point."""
    font = ImageFont.truetype(str(FONT), round(size * _FINE))
    image = Image.new("RGB", (round(font.getlength(words)) + 8, round(1.3 * size * _FINE)), "white")
    ImageDraw.Draw(image).text((4, 0), words, fill=(160, 0, 0), font=font)
    return image


def _shapes(image: Image.Image) -> bytes:
    """A picture as the operators of a PDF that fill its dark rows."""
    rows = np.pad(np.asarray(image.convert("L")) < 128, ((0, 0), (1, 1))).astype(int)
    edges = [(len(rows) - 1 - y, np.flatnonzero(np.diff(row))) for y, row in enumerate(rows)]
    runs = [f"{a / _FINE:.2f} {y / _FINE:.2f} {(b - a) / _FINE:.2f} {1 / _FINE:.2f} re"
            for y, at in edges for a, b in zip(at[::2], at[1::2], strict=True)]
    return f"q 0 g {' '.join(runs)} f Q".encode()


def save_again(path: Path) -> Path:
    """Open and save a file the way a viewer does, which rewrites all its bytes."""
    out = io.BytesIO()
    with pdfium.PdfDocument(path.read_bytes()) as copy:
        copy.save(out)
    path.write_bytes(out.getvalue())
    return path


class Paper:
    """A directive of one page, written from the top; number and day may be left blank, or their lines (``headed``)."""

    def __init__(self, path: Path, number: str = "347", day: str = "18", headed: bool = True) -> None:
        if "Serif" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, pageCompression=0)
        self._letterhead()
        if headed:
            self._head(number, day)
        for i in range(12):
            self.text(85, 230 + 18 * i, f"{i + 1}. Sở Y tế chủ trì rà soát các cơ sở khám bệnh trên địa bàn tỉnh.")

    def _letterhead(self) -> None:
        self.text(95, 70, "ỦY BAN NHÂN DÂN TỈNH HÒA AN", 11)
        self.text(300, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11).text(350, 86, "Độc lập - Tự do - Hạnh phúc", 11)
        self.text(120, 130, "V/v rà soát cơ sở khám bệnh", 11)

    def _head(self, number: str, day: str) -> None:
        self.text(120, 110, f"Số: {number}" if number else "Số:").text(175, 110, "/UBND-VX")
        self.text(330, 110, f"Hòa An, ngày {day}" if day else "Hòa An, ngày").text(445, 110, "tháng 3 năm 2025")

    def text(self, x: float, y: float, words: str, size: float = 13) -> Paper:
        self.canvas.setFont("Serif", size)
        self.canvas.drawString(x, A4[1] - y, words)
        return self

    def picture(self, x: float, y: float, words: str, size: float = 13) -> Paper:
        """Words as a picture whose baseline lies near ``y``, the way some registries stamp."""
        image = drawn_words(words, size)
        self.canvas.drawImage(ImageReader(image), x, A4[1] - y - 0.3 * size, image.width / _FINE, image.height / _FINE)
        return self

    def save(self) -> Path:
        self.canvas.showPage()
        self.canvas.save()
        return self.path


def codes(document) -> set[str]:
    return {doubt.code for doubt in document.warnings}
