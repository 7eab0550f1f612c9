"""Text turned back into the 8-bit sets, and papers set in their fonts."""

from __future__ import annotations

import copy
import itertools
import unicodedata
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.knowledge.tables import read_table

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerifCondensed.ttf")
needs_fonts = pytest.mark.skipif(not DEJAVU.exists(), reason="DejaVu fonts are not installed")

_TCVN3 = {row["letter"]: chr(int(row["code"], 16)) for row in read_table("tcvn3")}
_VNI = {row["value"]: chr(int(row["code"], 16)) for row in read_table("vni") if row["kind"] == "letter"}
_VNI_MARKS = {"".join(chr(int(p, 16)) for p in row["value"].split("+")): chr(int(row["code"], 16)).lower()
              for row in read_table("vni") if row["kind"] == "mark"}


def tcvn3(text: str) -> list[tuple[str, str]]:
    """``text`` as (font, 8-bit text): capitals with a tone exist only in the H font, under the code of the small letter."""
    def font(letter: str) -> str:
        return ".VnTimeH" if letter not in _TCVN3 and letter.lower() in _TCVN3 else ".VnTime"

    parts = itertools.groupby(unicodedata.normalize("NFC", text), font)
    return [(name, "".join(_TCVN3.get(c.lower() if name.endswith("H") else c, c) for c in part)) for name, part in parts]


def vni(text: str) -> list[tuple[str, str]]:
    """``text`` as (font, 8-bit text) in VNI: a vowel, then its mark in the case of the vowel."""
    return [("VNI-Times", "".join(_in_vni(c) for c in unicodedata.normalize("NFC", text)))]


def _in_vni(letter: str) -> str:
    if letter in _VNI or letter.isascii():
        return _VNI.get(letter, letter)
    base, marks = letter[0], ""
    for c in unicodedata.normalize("NFD", letter):
        if c == "\u031b":
            base = _VNI[unicodedata.normalize("NFC", base + c)]
        elif unicodedata.combining(c):
            marks += c
        else:
            base = c
    marks = "".join(sorted(marks, key="\u0306\u0302".find, reverse=True))
    if marks not in _VNI_MARKS:
        return letter
    mark = _VNI_MARKS[marks]
    return base + (mark.upper() if letter.isupper() else mark)


def in_font(document, encode):
    """Rewrite every run of ``document`` in the fonts that ``encode`` tells."""
    for run in list(document.element.iter(qn("w:r"))):
        words = run.find(qn("w:t"))
        if words is None or not words.text:
            continue
        for number, (name, part) in enumerate(encode(words.text)):
            new = copy.deepcopy(run)
            for item in list(new) if number else ():  # a break in the run stays once
                if item.tag not in {qn("w:rPr"), qn("w:t")}:
                    new.remove(item)
            new.find(qn("w:t")).text = part
            new.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            fonts = new.get_or_add_rPr().get_or_add_rFonts()
            for key in list(fonts.attrib):
                del fonts.attrib[key]
            fonts.set(qn("w:ascii"), name)
            fonts.set(qn("w:hAnsi"), name)
            run.addprevious(new)
        run.getparent().remove(run)
    return document


def docx(path, *paragraphs):
    """A DOCX of ``paragraphs``, each a list of (font, text); font None for Unicode."""
    paper = open_docx()
    for runs in paragraphs:
        paragraph = paper.add_paragraph()
        for name, text in runs:
            run = paragraph.add_run(text)
            if name:
                run.font.name = name
    paper.save(path)
    return path


def pdf(path, *lines):
    """A PDF of ``lines``, each a list of (font, text), every font embedded under its name."""
    canvas = Canvas(str(path))
    for number, runs in enumerate(lines):
        x = 60.0
        for name, text in runs:
            if name not in pdfmetrics.getRegisteredFontNames():
                font = TTFont(name, str(DEJAVU))
                font.face.name = name.encode()
                pdfmetrics.registerFont(font)
            canvas.setFont(name, 11)
            canvas.drawString(x, 780 - 18 * number, text)
            x += pdfmetrics.stringWidth(text, name, 11)
    canvas.save()
    return path
