"""Papers with a mark of secrecy in every place of every kind of file, made here. ``WORD`` is a nonsense word in each of
them: where it is found afterwards, something of a secret paper was left behind."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from docx import Document as new_docx
from lxml import etree
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WORD = "khoangtrubicovel"
HEAD = ["ỦY BAN NHÂN DÂN TỈNH HÒA AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/UBND-NC", "Hòa An, ngày 05 tháng 3 năm 2025", "Kính gửi: Sở Y tế"]
BODY = [f"Ủy ban nhân dân tỉnh yêu cầu Sở Y tế kiểm tra kho {WORD} và báo cáo trước ngày 30/4/2025.",
        "1. Sở Nội vụ chủ trì, phối hợp với Công an tỉnh rà soát hồ sơ.", "Trân trọng./."]
FOOT = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"]
WORDS = ("MẬT", "Mật", "TỐI MẬT", "Độ mật: Tối mật", "TUYỆT MẬT", "M Ậ T", "(MẬT)", "- MẬT -", "MẬT - HỎA TỐC",
         "Độ mật: Mật; Độ khẩn: Hỏa tốc", "MẬT    Bản số: 03", "TÀI LIỆU MẬT", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONTS = [Path("/usr/share/fonts/truetype/dejavu") / name for name in ("DejaVuSans.ttf", "DejaVuSerifCondensed.ttf")]


def lines(mark: str, place: str = "head") -> list[str]:
    """The paper as lines, with the mark on top, under the number, after the signature or before the annex."""
    if place == "top":
        return [mark, "", *HEAD, "", *BODY, "", *FOOT]
    if place == "head":
        return [*HEAD[:4], mark, *HEAD[4:], "", *BODY, "", *FOOT]
    if place == "end":
        return [*HEAD, "", *BODY, "", *FOOT, "", mark]
    return [*HEAD, "", *BODY, "", *FOOT, "", "PHỤ LỤC", "", mark, "", f"Danh sách {WORD}"]


def txt(mark: str, place: str = "head", encoding: str = "utf-8") -> bytes:
    """A text file."""
    return "\n".join(lines(mark, place)).encode(encoding)


def docx(mark: str, place: str = "head") -> bytes:
    """A Word file with the mark in its body (``head`` …), or in the part that ``place`` names."""
    document = new_docx()
    inside = place in {"top", "head", "end", "annex"}
    for line in lines(mark, place) if inside else [*HEAD, *BODY, *FOOT]:
        document.add_paragraph(line)
    if place == "header":
        document.sections[0].header.paragraphs[0].text = mark
    elif place == "footer":
        document.sections[0].footer.paragraphs[0].text = mark
    elif place == "property":
        document.core_properties.subject = mark
    elif place == "runs":
        paragraph = document.add_paragraph()
        for letter in mark:
            paragraph.add_run(letter)
    elif place == "table":
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = mark, "Hòa An, ngày 05"
    elif place in DRAWN:
        document.paragraphs[0]._p.append(etree.fromstring(DRAWN[place].replace("MARK", mark)))
    out = io.BytesIO()
    document.save(out)
    if place == "comment":
        xml = f'<w:comments xmlns:w="{W}"><w:comment><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:comment></w:comments>'
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("word/comments.xml", xml)
    return out.getvalue()


DRAWN = {
    "watermark": f'<w:r xmlns:w="{W}"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
                 '<v:textpath string="MARK"/></v:shape></w:pict></w:r>',
    "box": f'<w:r xmlns:w="{W}"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
           "<w:p><w:r><w:t>MARK</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
}


def rtf(mark: str) -> bytes:
    """An RTF file."""
    told = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in "\n".join(lines(mark)))
    return ("{\\rtf1\\ansi\\uc1 " + told.replace("\n", "\\par\n") + "}").encode("ascii")


def print_font() -> str:
    """The name of a font with all Vietnamese letters, for ReportLab."""
    pdfmetrics.registerFont(TTFont("own", str(next(path for path in FONTS if path.exists()))))
    return "own"


def pdf(mark: str, place: str = "head") -> bytes:
    """A PDF with a text layer; ``tilted`` sets the mark slanted over the text, ``second`` on page 2."""
    out = io.BytesIO()
    canvas = Canvas(out)
    inside = place in {"top", "head", "end", "annex"}
    canvas.setFont(print_font(), 12)
    for n, line in enumerate(lines(mark, place) if inside else [*HEAD, *BODY, *BODY, *FOOT]):
        canvas.drawString(72, 780 - 18 * n, line)
    if place == "tilted":
        canvas.rotate(35)
        canvas.setFont(print_font(), 60)
        canvas.drawString(250, 100, mark)
    elif place == "property":
        canvas.setSubject(mark)
    elif place == "note":
        canvas.textAnnotation(mark, (100, 100, 200, 200))
    elif place == "second":
        canvas.showPage()
        canvas.setFont(print_font(), 12)
        canvas.drawString(300, 800, mark)
        canvas.drawString(72, 700, BODY[0])
    canvas.save()
    return out.getvalue()


def mail(subject: str = "Kế hoạch", attached: dict[str, bytes] | None = None, text: str = "Gửi kèm văn bản.",
         **fields: str) -> bytes:
    """A message with its attachments; ``fields`` are further ones of its head."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@vi.du", "b@vi.du", subject
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, data in (attached or {"van-ban.txt": "\n".join([*HEAD, "", *BODY]).encode()}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def edxml(field: str = "", name: str = "van-ban.txt", data: bytes | None = None) -> bytes:
    """An edXML message with one attachment."""
    content = base64.b64encode(data or "\n".join([*HEAD, "", *BODY]).encode()).decode()
    return (f'<?xml version="1.0" encoding="utf-8"?><edXML><Header>{field}</Header><AttachmentEncoded><Attachment>'
            f"<AttachmentName>{name}</AttachmentName><ContentTransferEncoded>{content}</ContentTransferEncoded>"
            "</Attachment></AttachmentEncoded></edXML>").encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)  # without a time: the same bytes whenever it is made
    return out.getvalue()


PLAIN = "\n".join([*HEAD, "", *BODY, "", *FOOT]).encode()


def files() -> dict[str, bytes]:
    """Every kind of secret file, by its name."""
    found = {f"t{n}-{place}.txt": txt(mark, place) for n, mark in enumerate(WORDS) for place in ("head", "annex")}
    found |= {f"t{n}.txt": txt(mark, place, coding) for n, (mark, place, coding) in enumerate(
        [("TỐI MẬT", "top", "utf-16"), ("Mật", "end", "utf-8-sig"), ("MẬT", "top", "utf-16-le")], start=50)}
    found |= {f"w{n}.docx": docx(mark) for n, mark in enumerate(WORDS)}
    places = ("top", "end", "annex", "header", "footer", "property", "runs", "table", "watermark", "box", "comment")
    found |= {f"w-{place}-{n}.docx": docx(mark, place) for place in places for n, mark in enumerate(("MẬT", "Tối mật"))}
    found |= {f"p{n}.pdf": pdf(mark) for n, mark in enumerate(WORDS)}
    on_pages = ("top", "end", "annex", "tilted", "property", "note", "second")
    found |= {f"p-{place}-{n}.pdf": pdf(mark, place) for place in on_pages for n, mark in enumerate(("MẬT", "TỐI MẬT"))}
    found |= {
        "m1.eml": mail("[MẬT] Kế hoạch"), "m2.eml": mail("Tối mật"), "m3.eml": mail("MẬT: Kế hoạch diễn tập"),
        "m4.eml": mail("Kế hoạch", {"b.txt": txt("MẬT")}), "m5.eml": mail(text="Độ mật: Tối mật\n\nGửi kèm."),
        "m6.eml": mail(attached={"Kế hoạch (MẬT).txt": PLAIN}), "m7.eml": mail(X_Security_Level="Mật"),
        "e1.edxml": edxml("<SecurityLevel>Mật</SecurityLevel>"), "e2.edxml": edxml("<DoMat>2</DoMat>"),
        "e3.edxml": edxml("<Subject>TỐI MẬT - Kế hoạch</Subject>"), "e4.edxml": edxml(name="TỐI MẬT.txt"),
        "e5.edxml": edxml(data=txt("MẬT")), "e6.edxml": edxml('<Info Secret="mat"/>'),
        "z1.zip": zipped({"a.txt": PLAIN, "b.txt": txt("MẬT", "end")}),
        "z2.zip": zipped({"a.txt": PLAIN, "[MẬT] b.txt": PLAIN}),
        "z3.zip": zipped({"a.txt": PLAIN, "c.zip": zipped({"b.docx": docx("MẬT", "footer")})}),
        "z4.zip": zipped({"a.txt": PLAIN, "d.eml": mail("TỐI MẬT")}),
        "z5.zip": zipped({"a.txt": PLAIN, "bang.xlsx": workbook("MẬT")}),
        "z6.zip": zipped({"a.txt": PLAIN, "e.edxml": edxml("<Secret>Tối mật</Secret>")}),
    }
    names = ("12-KH-UBND (MẬT).txt", "TỐI_MẬT.txt", "toi-mat-12.txt", "Công văn - Mật.txt")
    return found | dict.fromkeys(names, PLAIN)


def workbook(mark: str) -> bytes:
    """An Excel file with the mark in its first cell."""
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = mark
    book.active["A2"] = WORD
    book.save(out)
    return out.getvalue()
