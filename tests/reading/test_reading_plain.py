import pytest
from reading_papers import BODY, check, columns, grid, texts

from pipeline.reading import read


def _read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = read(path)
    check(document)
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(tmp_path, encoding):
    assert texts(_read(tmp_path, BODY, encoding)) == [BODY]


def test_windows_1258_is_composed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Nghi\xea\u0323m".encode("cp1258"))
    assert texts(read(path)) == ["Nghiệm"]


def _wrapped(text, width):
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


@pytest.mark.parametrize("spaced", [True, False], ids=["blank lines", "no blank lines"])
def test_wrapped_lines_are_joined(tmp_path, spaced):
    items = ["I. NHIỆM VỤ", "1. Sở Y tế:", "a) " + BODY, "b) " + BODY + " " + BODY, "- " + BODY, BODY + " " + BODY]
    blocks = ["\n".join(_wrapped(item, 72)) for item in items]
    assert texts(_read(tmp_path, ("\n\n" if spaced else "\n").join(blocks))) == items


def test_long_lines_are_paragraphs(tmp_path):
    items = [BODY, "Công an tỉnh kiểm tra.", BODY]
    assert texts(_read(tmp_path, "\n".join(items))) == items


def test_a_name_torn_by_a_web_page_is_joined(tmp_path):
    items = ["5. Cục\nDi sản văn hóa: chủ trì kiểm tra.", "6. Sở\nVăn hóa: kiểm tra.", "Sở Y tế", "7. CỤC\nTHỐNG KÊ"]
    assert texts(_read(tmp_path, "\n".join([BODY * 2, *items]))) == [
        BODY * 2, *(item.replace("\n", " ") for item in items[:2]), "Sở Y tế", "7. CỤC", "THỐNG KÊ"]


def test_cells_beside_each_other_are_columns_in_head_and_foot(tmp_path):
    document = _read(tmp_path, "\n\n".join([
        "UBND TỈNH HÒA AN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 12/UBND | Hòa An, ngày 05 tháng 01 năm 2025",
        "KẾ HOẠCH", BODY, "Nơi nhận:", "- Như trên;", "- Lưu: VT. | KT. CHỦ TỊCH"]))
    assert columns(document, "left") == ["UBND TỈNH HÒA AN", "Số: 12/UBND", "Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert columns(document, "right") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                                          "Hòa An, ngày 05 tháng 01 năm 2025", "KT. CHỦ TỊCH"]
    assert columns(document, None) == ["KẾ HOẠCH", BODY]


def test_rows_of_cells_are_a_table(tmp_path):
    rows = [["TT", "Nội dung", "Chủ trì"], ["1", "Rà soát", "Sở Y tế"], ["2", "Báo cáo", ""]]
    for line in ("{} | {} | {}", "| {} | {} | {} |"):
        document = _read(tmp_path, "Danh mục:\n\n" + "\n\n".join(line.format(*row) for row in rows) + "\n\nHết.")
        assert grid(document) == rows
        assert document.tables[0].header_rows == 1
        assert texts(document)[0] == "Danh mục:"
        assert texts(document)[-1] == "Hết."


def test_a_markdown_fence_under_the_header_is_no_row(tmp_path):
    document = _read(tmp_path, "| TT | Nội dung |\n|---|---|\n| 1 | **Rà soát** |\n")
    assert grid(document) == [["TT", "Nội dung"], ["1", "Rà soát"]]


def test_cells_between_lone_bars(tmp_path):
    text = "|\nTT\n|\nNội dung\n|\n|\n1\n|\nRà soát\nhồ sơ\n|\n|\n2\n|\nBáo cáo\n|\nHết."
    document = _read(tmp_path, text)
    assert [[" ".join(c.split()) for c in row] for row in grid(document)] == [
        ["TT", "Nội dung"], ["1", "Rà soát hồ sơ"], ["2", "Báo cáo"]]
    assert texts(document)[-1] == "Hết."


def test_an_addressee_beside_its_label_is_in_order(tmp_path):
    document = _read(tmp_path, "Kính gửi: | - Sở Y tế;<br>- Sở Nội vụ.")
    assert texts(document) == ["Kính gửi:", "- Sở Y tế;", "- Sở Nội vụ."]
    assert document.tables == ()


def test_typed_rules_are_left_out(tmp_path):
    assert texts(_read(tmp_path, "SỞ Y TẾ\n-------\nNội dung\n*****")) == ["SỞ Y TẾ", "Nội dung"]


def _fenced(*rows):
    return "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in rows)


def test_a_heading_across_a_table_does_not_part_it(tmp_path):
    rows = [["TT", "Nội dung", "Chủ trì"], ["I", "THÔNG TIN, TUYÊN TRUYỀN"], ["1", "Rà soát", "Sở Y tế"],
            ["II. BÁO CÁO"], ["2", "Báo cáo", "Sở Nội vụ"]]
    table = grid(_read(tmp_path, "Danh mục:\n" + _fenced(*rows) + "\nHết."))
    assert [row[0] for row in table] == ["TT", "I", "1", "II. BÁO CÁO", "2"]
    assert {len(row) for row in table} == {3}


def test_cells_left_empty_at_the_end_of_a_row_are_counted(tmp_path):
    text = _fenced(["TT", "Nội dung", "Chủ trì", "Sản phẩm"]) + "\n|\n1\n|\nRà soát\n|\n|\n|\n|\n2\n|\nBáo cáo\n|\n|\n|\nHết."
    assert [row[:2] for row in grid(_read(tmp_path, text))] == [["TT", "Nội dung"], ["1", "Rà soát"], ["2", "Báo cáo"]]


def test_a_table_of_an_annex_begins_behind_recipients_and_signature(tmp_path):
    foot = _fenced(["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"])
    rows = [["TT", "Nội dung", "Chủ trì"], ["1", "Rà soát", "Sở Y tế"]]
    document = _read(tmp_path, f"Mở đầu.\n{foot}\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{_fenced(*rows)}\nHết.")
    assert grid(document) == rows
    assert columns(document, "right") == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_a_paragraph_without_end_is_cut_behind_sentences(tmp_path):
    sentence = "Sở Công Thương rà soát quy hoạch chợ trên địa bàn tỉnh. "
    path = tmp_path / "a.txt"
    path.write_text("1. Sở Y tế báo cáo.\n" + sentence * 20_000, "utf-8")
    document = read(path)
    check(document)
    assert len(document.text) > 1_000_000
    assert max(p.end - p.start for p in document.paragraphs) <= 5_000
    assert all(document.text[p.start:p.end].endswith(".") for p in document.paragraphs)
