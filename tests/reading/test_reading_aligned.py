import pytest
from reading_papers import check, grid, texts
from word_papers import paper, paragraph, reading, run, table

from pipeline.reading import read
from pipeline.reading.aligned import found, names_columns

HEAD = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
ROWS = [HEAD, ["1", "Lập danh mục chợ xuống cấp", "Sở Xây dựng", "10/7/2025"], ["2", "Báo cáo kết quả", "Sở Công Thương", "20/7/2025"]]
WIDTHS = (5, 32, 20, 10)


def _spaced(row):
    return "".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip()


WRAPPED = ["TT   Nội dung nhiệm vụ               Cơ quan             Thời hạn",
           "                                     chủ trì",
           "------------------------------------------------------------------",
           "1    Lập danh mục chợ                Sở Xây dựng         10/7/2025",
           "     xuống cấp",
           "2    Báo cáo kết quả                 Sở Công Thương      20/7/2025"]
TYPED = [
    ("tabs", ["\t".join(row) for row in ROWS]),
    ("more-tabs", ["\t\t".join(row) for row in ROWS]),
    ("spaces", [_spaced(row) for row in ROWS]),
    ("indented", ["   " + _spaced(row) for row in ROWS]),
    ("wrapped", WRAPPED),
]


@pytest.mark.parametrize("lines", [one[1] for one in TYPED], ids=[one[0] for one in TYPED])
def test_typed_columns_under_a_heading_are_a_table(tmp_path, lines):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(["1. Sở Y tế báo cáo:", "", *lines, "", "2. Sở Nội vụ theo dõi."]), "utf-8")
    document = read(path)
    check(document)
    assert grid(document) == ROWS
    assert document.tables[0].header_rows == 1
    assert [texts(document)[0], texts(document)[-1]] == ["1. Sở Y tế báo cáo:", "2. Sở Nội vụ theo dõi."]


@pytest.mark.parametrize("lines", [one[1] for one in TYPED[:4]], ids=[one[0] for one in TYPED[:4]])
def test_typed_columns_in_word(tmp_path, lines):
    tab = "<w:r><w:tab/></w:r>"
    body = [paragraph(*[piece for n, part in enumerate(line.split("\t")) for piece in ([tab] if n else []) + [run(part)]]) for line in lines]
    document, _ = reading(paper(tmp_path / "a.docx", paragraph("1. Sở Y tế báo cáo:"), *body, paragraph("2. Sở Nội vụ theo dõi.")))
    assert grid(document) == ROWS
    assert texts(document)[-1] == "2. Sở Nội vụ theo dõi."


def test_a_table_whose_lines_are_not_drawn(tmp_path):
    document, _ = reading(paper(tmp_path / "a.docx", table(*ROWS, ruled=False)))
    assert grid(document) == ROWS


NO_TABLES = [
    ["Nơi nhận:          TM. ỦY BAN NHÂN DÂN", "- Như trên;        CHỦ TỊCH"],
    ["Sở Y tế  chủ trì  thực hiện.", "Sở Nội vụ  phối hợp  theo dõi."],
    ["Số: 12/UBND\tHòa An, ngày 12 tháng 5 năm 2025", "UBND TỈNH\tĐộc lập - Tự do - Hạnh phúc"],
    ["TT   Nội dung nhiệm vụ   Cơ quan chủ trì   Thời hạn", "Sở Y tế báo cáo trước ngày 10/7/2025."],
]


@pytest.mark.parametrize("lines", NO_TABLES)
def test_wide_gaps_alone_make_no_table(lines):
    assert not list(found(lines))


@pytest.mark.parametrize(("cells", "expected"), [
    (HEAD, True), (["Nhiệm vụ", "Đơn vị thực hiện"], True), (["TT", "Tên chợ", "Chủ trì", "Thời hạn"], True),
    (["TT", "Họ và tên", "Chức vụ"], False), (["Nội dung", "Kinh phí"], False), (["Sở Y tế chủ trì.", "Thời hạn: 10/7"], False),
    (["", ""], False),
])
def test_headings_of_tasks(cells, expected):
    assert names_columns(cells) is expected


def test_a_cell_left_empty_between_tabs_keeps_its_place():
    rows = next(found(["\t".join(HEAD), "1\tLập danh mục\t\t10/7/2025", "2\tBáo cáo\tSở Y tế"])).rows
    assert rows[1:] == [["1", "Lập danh mục", "", "10/7/2025"], ["2", "Báo cáo", "Sở Y tế", ""]]


BOX = ('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>'
       "</v:shape></w:pict></w:r>")


def test_tables_in_boxes_and_in_cells_are_tables(tmp_path):
    inner = table(*ROWS) + paragraph("")
    document, _ = reading(paper(tmp_path / "a.docx", paragraph("Khung:", BOX.format(inner + paragraph("3. Sở Nội vụ"))),
                                table(["Nội dung", "Ghi chú"], ["Phân công như sau:", inner])))
    assert grid(document) == ROWS
    assert grid(document, 1) == [["Nội dung", "Ghi chú"], ["Phân công như sau:", ""]]
    assert grid(document, 2) == ROWS
    assert "3. Sở Nội vụ" in texts(document)
