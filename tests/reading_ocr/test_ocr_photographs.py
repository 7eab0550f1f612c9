"""Photographs in other formats than those of scanners."""

import base64
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import UnsupportedFormat
from pipeline.reading import read
from pipeline.reading.ocr import tesseract
from pipeline.reading.ocr.image import opened
from pipeline.reading.sniff import kind_of

SANS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINE = "1. Sở Công Thương rà soát quy hoạch chợ trước ngày 30/6/2025."

# A drawn picture of 320 by 64 pixels with the words SỞ Y TẾ.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVVtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAA"
    "AAAERAAAEAAQAAAAABeQABAAAAAAAAApsAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1WlwcnAA"
    "AAC2aXBjbwAAAHdodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkA"
    "AAAwAAAwAeoAoIEFlupJKa5uAhoMCAAAAMgAAAAwCEYgABAAdEAcFysCJAAAAAE2NvbHJuY2x4AAEADQAGgAAAABRpc3BlAAAAAAAAAUAAAABA"
    "AAAAEHBpeGkAAAAAAwgICAAAABdpcG1hAAAAAAAAAAEAAQSBAgMEAAACo21kYXQAAAKXKAGvGYBcV//RcNDmyPD4Jv9lJ/yjet65BJkLlo2pH/"
    "CbQ6ruCxLP+p6hn/2F48WXjscVB+mzxpet+VtzmQOdTgoQPa6cZmIuKEw9+FY0Bx7TgCZ8Sub8txL80yADZvTE3Z8RmVjsQ/FP0T/UnqcUplxA"
    "2t7Fo+iI4+SMfNRenHyMdheL9HZ2HpjzT2/lHR14xBQsquTaNwtsyS+3ubuT8S9qOdAKH1vRFiD2TYQigsNRZJj8J0uTlO0bsPD+X3TnPZbU77"
    "aZHoN+N4nzItVXpjkGkwzTzBUTE8bXh1g3csq/sLXFHiKzaZtxp4S2Stkn/m8CxO00RHpUjQEv3IqgytfxhxgPaPNZeQLfSGxjv8bQ2B/IobtO"
    "CIYRw/UJcmeGEUHpmCXIzgifoSSTgdea8iFKAZQFXGuKsK/nQub9R+DcN3EJXYPiREvo8nRsAsYVViM2E2ngXY3F552C3Z+zl/x/qYHBhA896f"
    "Ip4uuMWpcWW3+j1ebAeUaS80Tx9A97UW8xCrvRKQ3zWP5uYVTejFxBYJ208vVRsD4PGPQkm6ysSd3r4JNLg3T6B/rbxSEI6tKtKxCBqbxNFzmn"
    "oG4dUBryZrzxjVUyU4iqt5D+4qXztJg4WaEIghIxO8aOChzgwEgdoEortAdezwhBmpnbCMUS2ie8YYkZkHpfnKd75d1g6SzBOpO0cYW+buNlPX"
    "LqwGF7G/g1Ry9ImhxoAFLwtkgUD3///+nd7bRHafVcg1ru4q+1TOLDFjliOscEufHAFfL43w4x7x6XLtexUyxsspQgKWHRn6EBJu44XAQ5JVKA"
    "hUzR4Z5sW5iX1w0vwo1VNkDOL4Qtz1zNoXrBpLRWkXryOFPaobA1BqIAn42kNHaB/UKwYYmo"
)


@pytest.mark.skipif(not SANS.exists(), reason="DejaVu fonts are not installed")
@pytest.mark.skipif(not tesseract.available(), reason="Tesseract is not installed")
@pytest.mark.parametrize("suffix", ["webp", "bmp", "avif"])
def test_photographs_are_read(tmp_path, suffix):
    sheet = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(sheet)
    for n in range(8):
        draw.text((120, 150 + 60 * n), LINE, "black", ImageFont.truetype(str(SANS), 26))
    path = tmp_path / f"a.{suffix}"
    sheet.save(path)
    assert kind_of(path) == "image"
    assert "Sở Công Thương" in read(path).text


def test_a_photograph_of_a_telephone_is_a_picture(tmp_path):
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(HEIC)
    assert kind_of(path) == "image"
    if find_spec("pi_heif"):
        with opened(path) as picture:
            assert picture.size == (320, 64)
            assert min(picture.convert("L").tobytes()) < 64


def test_without_its_library_the_clerk_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(HEIC)
    with pytest.raises(UnsupportedFormat, match="HEIC") as error:
        opened(path)
    assert "JPG" in str(error.value.advice)


@pytest.mark.parametrize("head", [b"BM la ten viet tat cua mot don vi trong tinh", b"RIFF la mot tu viet tat"])
def test_a_text_that_begins_as_a_picture_does_is_text(tmp_path, head):
    path = tmp_path / "a.txt"
    path.write_bytes(head)
    assert kind_of(path) == "txt"
