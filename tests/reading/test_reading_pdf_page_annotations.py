"""Words struck through, values of form fields, typed notes and marks that people put onto a page later."""

import pytest
from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reading_papers import FIRST, SECOND, Sheet, columns, grid, needs_fonts, texts, told, two_tasks

from pipeline.errors import SecretDirective
from pipeline.reading import read

pytestmark = needs_fonts

NOTE = "Chuyển Sở Xây dựng chủ trì, báo cáo trước ngày 20/6/2025."


def _wide(sheet, words, size=13):
    return sheet.canvas.stringWidth(words, "Serif", size)


def _put(path, subtype, box, **values):
    """Put an annotation onto page 1; ``box`` in points from the top left, values by their PDF names."""
    name, number = generic.NameObject, generic.FloatObject
    x0, top, x1, bottom = box
    height = 841.89
    rect = [x0, height - bottom, x1, height - top]
    held = {name("/Type"): name("/Annot"), name("/Subtype"): name(subtype), name("/F"): generic.NumberObject(4),
            name("/Rect"): generic.ArrayObject([number(v) for v in rect])}
    if subtype == "/StrikeOut":
        quad = [x0, rect[3], x1, rect[3], x0, rect[1], x1, rect[1]]
        held[name("/QuadPoints")] = generic.ArrayObject([number(v) for v in quad])
    if subtype == "/Ink":
        points = [x0, rect[1] + 1, (x0 + x1) / 2, rect[3] - 1, x1, rect[1] + 2]
        held[name("/InkList")] = generic.ArrayObject([generic.ArrayObject([number(v) for v in points])])
    for key, value in values.items():
        held[name("/" + key)] = name(value) if value.startswith("/") and key == "FT" else generic.TextStringObject(value)
    with path.open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        page = writer.root["/Pages"]["/Kids"][0]
        reference = writer.add_object(generic.DictionaryObject(held))
        page[name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), reference])
        if subtype == "/Widget":
            writer.root[name("/AcroForm")] = generic.DictionaryObject(
                {name("/Fields"): generic.ArrayObject([reference]), name("/NeedAppearances"): generic.BooleanObject(True)})
            writer.update_root()
        writer.update_container(page)
        writer.write_in_place()
    return path


def _embed(path, name, data):
    with path.open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        embed.embed_file(writer, embed.FileSpec(name, embedded_data=embed.EmbeddedFileObject.from_file_data(writer, data)))
        writer.write_in_place()
    return path


@pytest.mark.parametrize("thick", [0.0, 1.2])
def test_words_under_a_line_are_out_and_told(tmp_path, thick):
    sheet = two_tasks(tmp_path / "a.pdf")
    x0 = 85 + _wide(sheet, "1. Sở Công Thương rà soát quy hoạch chợ ")
    x1 = x0 + _wide(sheet, "trước ngày 30/6/2025.")
    if thick:
        sheet.canvas.rect(x0, sheet.height - 96, x1 - x0, thick, stroke=0, fill=1)
    else:
        sheet.rule(x0, 96, x1, 96)
    document = read(sheet.page().save())
    assert texts(document) == ["1. Sở Công Thương rà soát quy hoạch chợ", SECOND]
    assert "trước ngày 30/6/2025" in told(document, "chu-bi-gach")


def test_a_struck_part_of_a_word_is_cut_out(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(85, 100, "1. Sở Y tế báo cáo trước ngày 30/6/202515/7/2025", size=13)
    x0 = 85 + _wide(sheet, "1. Sở Y tế báo cáo trước ngày ")
    document = read(sheet.rule(x0, 96, x0 + _wide(sheet, "30/6/2025"), 96).page().save())
    assert texts(document)[0].endswith("trước ngày 15/7/2025")


def test_lines_under_and_between_words_strike_nothing(tmp_path):
    sheet = two_tasks(tmp_path / "a.pdf")
    for y in (101.5, 107, 122):
        sheet.rule(80, y, 400, y)
    document = read(sheet.page().save())
    assert texts(document) == [FIRST, SECOND]
    assert not told(document, "chu-bi-gach")


def test_a_struck_row_of_a_table_leaves_the_table_whole(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf")
    rows = [("TT", "Nội dung", "Chủ trì"), ("1", "Rà soát chợ", "Sở Y tế"), ("2", "Kiểm tra chợ", "Sở Nội vụ")]
    for n, row in enumerate(rows):
        for x, text in zip((90, 130, 340), row, strict=True):
            sheet.text(x, 114 + 20 * n, text, size=11)
    for y in range(100, 161, 20):
        sheet.rule(85, y, 440, y)
    for x in (85, 125, 335, 440):
        sheet.rule(x, 100, x, 160)
    document = read(sheet.rule(85, 130.5, 440, 130.5).page().save())
    assert grid(document)[-1] == list(rows[2])
    assert "Sở Y tế" not in document.text
    assert "Sở Y tế" in told(document, "chu-bi-gach")


def test_words_marked_as_struck_by_a_reader_of_pdfs_are_out(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").page().save()
    document = read(_put(path, "/StrikeOut", (80, 108, 540, 124), Contents="Bỏ mục này"))
    assert texts(document) == [FIRST]
    assert "Sở Tài chính" in told(document, "chu-bi-gach")
    assert "Bỏ mục này" in told(document, "ghi-chu-tren-pdf")


def test_a_struck_mark_of_secrecy_is_seen(tmp_path):
    sheet = two_tasks(tmp_path / "a.pdf").head().text(100, 140, "TUYỆT MẬT", size=13).rule(95, 136, 220, 136)
    with pytest.raises(SecretDirective):
        read(sheet.page().save())


@pytest.mark.parametrize("value", ["Sở Xây dựng, Ủy ban nhân dân xã", "318"])
def test_values_of_form_fields_without_appearance_are_read(tmp_path, value):
    path = two_tasks(tmp_path / "a.pdf").text(85, 140, "3. Giao:", size=13).page().save()
    document = read(_put(path, "/Widget", (150, 128, 420, 144), FT="/Tx", T="a", V=value, DA="/Helv 11 Tf 0 g"))
    assert texts(document)[-1] == f"3. Giao: {value}"


def test_a_number_typed_into_its_blank_falls_into_place(tmp_path):
    path = Sheet(tmp_path / "a.pdf").head().text(121, 200, FIRST, size=13).page().save()
    document = read(_put(path, "/FreeText", (143, 97, 169, 113), Contents="3686", DA="/Helv 12 Tf 0 g"))
    assert columns(document, "left")[1] == "Số: 3686/UBND-VX"
    assert not told(document, "ghi-chu-danh-may")


def test_a_typed_note_is_a_paragraph_of_its_own_and_told(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").page().save()
    document = read(_put(path, "/FreeText", (85, 90, 400, 120), Contents=NOTE))
    assert texts(document) == [FIRST, SECOND, NOTE]
    assert NOTE in told(document, "ghi-chu-danh-may")


def test_remarks_and_strokes_of_a_pen_are_told(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").page().save()
    _put(path, "/Text", (20, 100, 40, 120), Contents="Hạn mục 1 lùi đến 10/7/2025")
    document = read(_put(path, "/Ink", (80, 90, 300, 120)))
    assert texts(document) == [FIRST, SECOND]
    assert "lùi đến 10/7/2025" in told(document, "ghi-chu-tren-pdf")
    assert "nét vẽ tay" in told(document, "net-ve-tay")


def test_embedded_files_are_named(tmp_path):
    inner = two_tasks(tmp_path / "b.pdf").page().save().read_bytes()
    document = read(_embed(two_tasks(tmp_path / "a.pdf").page().save(), "cong-van-215.pdf", inner))
    assert "cong-van-215.pdf" in told(document, "pdf-co-tep-nhung")


def test_a_mark_of_secrecy_in_an_embedded_file_is_seen(tmp_path):
    inner = Sheet(tmp_path / "b.pdf").head().text(100, 130, "TUYỆT MẬT", size=13).page().save().read_bytes()
    with pytest.raises(SecretDirective):
        read(_embed(two_tasks(tmp_path / "a.pdf").page().save(), "kem-theo.pdf", inner))


def test_a_mark_of_secrecy_in_a_note_is_seen(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").page().save()
    with pytest.raises(SecretDirective):
        read(_put(path, "/FreeText", (85, 60, 300, 80), Contents="TUYỆT MẬT"))


def test_a_stroke_of_a_pen_along_a_line_strikes_it(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").page().save()
    document = read(_put(path, "/Ink", (83, 113, 540, 119)))
    assert texts(document) == [FIRST]
    assert "Sở Tài chính" in told(document, "chu-bi-gach")


def _stamp(path, box, words):
    """Put a stamp with an appearance of these ASCII words onto page 1."""
    name, number = generic.NameObject, generic.FloatObject
    x0, top, x1, bottom = box
    with path.open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        page = writer.root["/Pages"]["/Kids"][0]
        font = generic.DictionaryObject({name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"),
                                         name("/BaseFont"): name("/Helvetica")})
        resources = generic.DictionaryObject({name("/Font"): generic.DictionaryObject({name("/F1"): font})})
        form = generic.StreamObject(
            {name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/Resources"): resources,
             name("/BBox"): generic.ArrayObject([number(v) for v in (0, 0, x1 - x0, bottom - top)])},
            stream_data=b"BT /F1 12 Tf 2 4 Td (" + words + b") Tj ET")
        stamp = generic.DictionaryObject({
            name("/Type"): name("/Annot"), name("/Subtype"): name("/Stamp"), name("/F"): generic.NumberObject(4),
            name("/Rect"): generic.ArrayObject([number(v) for v in (x0, 841.89 - bottom, x1, 841.89 - top)]),
            name("/AP"): generic.DictionaryObject({name("/N"): writer.add_object(form)})})
        page[name("/Annots")] = generic.ArrayObject([writer.add_object(stamp)])
        writer.update_container(page)
        writer.write_in_place()
    return path


def test_the_words_of_a_stamp_put_on_are_set_aside_and_told(tmp_path):
    path = two_tasks(tmp_path / "a.pdf").page().save()
    document = read(_stamp(path, (200, 88, 420, 104), b"CONG VAN DEN 123 15/5/2025"))
    assert texts(document) == [FIRST, SECOND]
    assert "DEN 123" in told(document, "dau-dat-them")


def test_a_number_stamped_into_its_blank_is_the_number(tmp_path):
    path = Sheet(tmp_path / "a.pdf").head().text(121, 200, FIRST, size=13).page().save()
    document = read(_stamp(path, (141, 98, 172, 114), b"3686"))
    assert columns(document, "left")[1] == "Số: 3686/UBND-VX"
    assert not told(document, "dau-dat-them")
