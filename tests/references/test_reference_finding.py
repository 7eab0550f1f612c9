"""Cited documents: each once, with date, type, issuer, relation and clauses from any mention."""

from datetime import date

import pytest

from pipeline.model import Clause, Document, Furniture, Head, Paragraph, Source
from pipeline.structure.references import document_references, find_references, in_clauses


def find(text, **head):
    return find_references(text, None, Head(**head))


@pytest.mark.parametrize(("text", "number", "day"), [
    ("theo Công điện số 33/CĐ-TTg ngày 07/4/2024 của", "33/CĐ-TTg", date(2024, 4, 7)),
    ("Kết luận số 192-KL/TW, ngày 19/9/2025 và", "192-KL/TW", date(2025, 9, 19)),
    ("Nghị định số 64/2014/NĐ-CP ngày 26 tháng 6 năm 2014 của", "64/2014/NĐ-CP", date(2014, 6, 26)),
    ("Nghị quyết số 46/NQ-CP của Chính phủ ngày 08 tháng 3 năm 2025 và", "46/NQ-CP", date(2025, 3, 8)),
    ("nhận văn bản đề ngày 29 tháng 10 năm 2025 số 16/CV-HH của", "16/CV-HH", date(2025, 10, 29)),
    ("Ngày 22/10/2025, tại Thông báo số 569/TB-VPCP của", "569/TB-VPCP", date(2025, 10, 22)),
    ("Ngày 22/10/2025, Sở nhận được Công văn số 569/STC-NS của", "569/STC-NS", None),
    ("theo quy định tại Nghị định 31/2021/NĐ-CP; hoàn thành trước ngày 05/5/2025", "31/2021/NĐ-CP", None),
    ("tiêu chuẩn TCVN 5574:2018 về bê tông", "TCVN5574:2018", None),
])
def test_number_and_date(text, number, day):
    (reference,) = find(text)
    assert (reference.number, reference.issued_on) == (number, day)


@pytest.mark.parametrize("text", [
    "trực 24/7 và bản đồ tỷ lệ 1/500", "theo Mẫu số 01/ĐK-TCT", "biểu số 05/BC-KH kèm theo", "Số 31, phố Tân Xuân", "đường QL.4D, Km 12/QL4D",
    "công suất 5/MW", "Ban hành kèm theo Kế hoạch số    /KH-UBND ngày   /5/2026", "nền tảng 4.0, mạng 5G", "tài khoản số 12/ABC-DE",
])
def test_what_is_no_reference(text):
    assert find(text) == ()


def test_own_number_is_no_reference():
    assert find("(Kèm theo Kế hoạch số 05/KH-UBND ngày 01/02/2025)", number="5/KH-UBND") == ()


def test_a_list_carries_its_type():
    found = find("Thực hiện các Quyết định: số 36/QĐ-TTg ngày 11/01/2024; số 1569/QĐ-UBND ngày 12/12/2024; các Công văn: số 12/SYT-NV, số 14/SYT-NV;")
    assert [(r.number, r.type) for r in found] == [
        ("36/QĐ-TTg", "quyết định"), ("1569/QĐ-UBND", "quyết định"), ("12/SYT-NV", "công văn"), ("14/SYT-NV", "công văn")]


@pytest.mark.parametrize(("text", "kind", "issuer"), [
    ("Luật Đất đai số 31/2024/QH15", "luật", "Quốc hội"), ("Nghị quyết số 163/2024/QH15", "nghị quyết", "Quốc hội"),
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về", "nghị quyết", "Bộ Chính trị"),
    ("Thông tư số 5/2024/TT-BVHTTDL của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch quy định", "thông tư", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("Văn bản số 24/CV-TH của Doanh nghiệp Thành Hưng về", "công văn", "Doanh nghiệp Thành Hưng"),
    ("Công văn số 10/UBND-VX ngày 11/3/2024 của Ủy ban nhân dân tỉnh về", "công văn", "UBND tỉnh Lâm Sơn"),
    ("Giấy phép khai thác khoáng sản số 199/GP-BTC", "giấy phép", "Bộ Tài chính"),
])
def test_type_and_issuer(text, kind, issuer):
    (reference,) = find(text, issuer="Sở Y tế tỉnh Lâm Sơn")
    assert (reference.type, reference.issuer) == (kind, issuer)


@pytest.mark.parametrize(("text", "relation"), [
    ("Căn cứ Nghị định số 64/2014/NĐ-CP", "căn cứ"), ("Thực hiện Chỉ thị số 9/CT-TTg", "thực hiện"),
    ("Để triển khai thực hiện Kế hoạch số 9/KH-BTC", "thực hiện"),
    ("Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 9/QĐ-BTC", "thay thế"), ("2. Bãi bỏ Quyết định số 9/QĐ-BTC", "hủy bỏ"),
    ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 9/QĐ-BTC", "sửa đổi"), ("Sở đã có Báo cáo số 9/BC-STC", "nhắc đến"),
    ("V/v đính chính Công văn số 9/UBND-VX", "sửa đổi"), ("V/v thu hồi Công văn số 9/UBND-VX", "hủy bỏ"),
    ("Sở Y tế xin đính chính số liệu tại khoản 2 Công văn số 9/SYT-VP", "sửa đổi"), ("Nay bãi bỏ Công văn số 9/UBND-VX", "hủy bỏ"),
    ("V/v điều chỉnh dự toán theo Công văn số 9/UBND-VX", "nhắc đến"),
    ("Theo Nghị định số 7 nay sửa đổi Nghị định số 9/2020/NĐ-CP", "nhắc đến"),
])
def test_relation(text, relation):
    assert find(text)[0].relation == relation


def test_mentions_are_merged():
    text = ("Thực hiện Công điện số 33/CĐ-TTg ngày 07/4/2024 của Thủ tướng Chính phủ.\n1. Làm theo khoản 1, khoản 5 của Công điện số 33/CĐ-TTg nêu trên.\n"
            "2. Báo cáo theo điểm a khoản 2 Công điện 33 trước hạn.")
    (reference,) = find(text)
    assert (reference.issued_on, reference.relation) == (date(2024, 4, 7), "thực hiện")
    assert reference.clauses == ("khoản 1", "khoản 5", "điểm a khoản 2")
    assert text[reference.start:reference.end] == "Công điện số 33/CĐ-TTg"


def test_every_place_is_kept_with_what_it_says():
    text = ("Thực hiện Công văn số 12/SYT-NV ngày 01/3/2024 của Sở Y tế về Chỉ thị số 09/CT-TTg ngày 23/02/2024.\n"
            "1. Báo cáo theo khoản 2 Công văn 12 trước hạn, thực hiện khoản 1 Chỉ thị số 09/CT-TTg.\n2. Bãi bỏ khoản 3 Công văn số 12/SYT-NV.")
    letter, order = find(text)
    assert [(p.relation, p.clauses, text[p.start:p.end]) for p in letter.places] == [
        ("thực hiện", (), "Công văn số 12/SYT-NV"), ("nhắc đến", ("khoản 2",), "Công văn 12"), ("hủy bỏ", ("khoản 3",), "Công văn số 12/SYT-NV")]
    assert [(p.relation, p.clauses) for p in order.places] == [("nhắc đến", ()), ("thực hiện", ("khoản 1",))]
    assert (letter.relation, order.relation) == ("hủy bỏ", "thực hiện")


@pytest.mark.parametrize(("text", "relations"), [
    ("Thực hiện Công văn số 1/SYT-NV về phòng dịch và Công văn số 2/SYT-NV", ["thực hiện", "thực hiện"]),
    ("Thực hiện Công văn số 1/SYT-NV của Sở Y tế về việc triển khai Kế hoạch số 2/KH-BYT", ["thực hiện", "nhắc đến"]),
    ("Thực hiện Công văn số 1/SYT-NV, Kế hoạch số 2/KH-BYT", ["thực hiện", "thực hiện"]),
    ("Khắc phục hậu quả mưa lũ theo chỉ đạo của Thủ tướng Chính phủ tại Công điện số 1/CĐ-TTg", ["thực hiện"]),
    ("Khai thác theo quy định tại Nghị định số 1/2020/NĐ-CP", ["nhắc đến"]),
    ("Thực hiện Chương trình số 1-CTr/TU ngày 29/12/2017 của Tỉnh ủy triển khai Nghị quyết số 2-NQ/TW", ["thực hiện", "nhắc đến"]),
    ("Theo Thông tư số 1/2022/TT-BYT quy định chi tiết thi hành Luật Dược được sửa đổi bởi Thông tư số 2/2025/TT-BYT", ["nhắc đến", "nhắc đến"]),
    ("Nội dung này được cụ thể hóa tại Quyết định số 1/QĐ-BYT", ["nhắc đến"]),
    ("Kinh phí thực hiện chế độ; mức trợ cấp căn cứ theo Nghị định số 1/2019/NĐ-CP", ["căn cứ"]),
    ("Khởi công dự án theo đúng chỉ đạo của Thủ tướng Chính phủ tại Công điện số 1/CĐ-TTg", ["thực hiện"]),
    ("Thực hiện Nghị định số 1/2008/NĐ-CP của Chính phủ và thực hiện tốt Quy chế kèm theo Quyết định số 2/QĐ-TTg", ["thực hiện", "thực hiện"]),
    ("Thực hiện Kế hoạch số 1/KH-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch triển khai Nghị quyết số 2/NQ-CP", ["thực hiện", "nhắc đến"]),
    ("Thực hiện Kế hoạch số 1/KH-UBND về việc triển khai Nghị quyết số 2/NQ-CP của Chính phủ và Chương trình số 3-CTr/TU", ["thực hiện", "nhắc đến", "nhắc đến"]),
    ("Ban hành văn bản hướng dẫn thực hiện (danh mục theo Báo cáo số 1/BC-BNV)", ["nhắc đến"]),
    ("Thực hiện chỉ đạo của Thủ tướng Chính phủ (Công điện số 1/CĐ-TTg)", ["thực hiện"]),
    ("KẾ HOẠCH SỐ 1/KH-UBND VỀ VIỆC PHÒNG DỊCH\nthực hiện Chỉ thị số 2/CT-TTg", ["nhắc đến", "thực hiện"]),
    ("Căn cứ Quyết định số\n1/QĐ-TTg", ["căn cứ"]),
    ("Các đơn vị báo cáo theo yêu cầu Công văn số 1/SYT-NV", ["thực hiện"]),
    ("Căn cứ Kế hoạch số 1/KH-BYT; để thực hiện Chỉ thị số 2/CT-TTg", ["căn cứ", "thực hiện"]),
    ("Thực hiện Chỉ thị số 2/CT-TTg và trên cơ sở báo cáo của Sở tại Công văn số 1/SYT-NV", ["thực hiện", "căn cứ"]),
    ("Thực hiện chế độ khi Bộ ban hành Thông tư sửa đổi, bổ sung Thông tư số 1/2022/TT-BYT", ["nhắc đến"]),
    ("Gia hạn thời gian báo cáo tại khoản 2 Công văn số 1/SYT-NV", ["sửa đổi"]),
    ("V/v gia hạn thời gian thực hiện nhiệm vụ giao tại Công văn số 1/SYT-NV", ["sửa đổi"]),
    ("V/v gia hạn thời gian sử dụng giấy phép theo Công văn số 1/SYT-NV", ["nhắc đến"]),
])
def test_what_stands_in_the_name_of_another_is_only_mentioned(text, relations):
    assert [reference.relation for reference in find(text)] == relations


def test_places_know_their_clause():
    text = "Thực hiện Công điện số 33/CĐ-TTg:\n1. Các Sở:\nlàm theo Công điện số 33/CĐ-TTg"
    clauses = (Clause(0, None, "paragraph", None, None, 0, 34, 0, "body", False), Clause(1, None, "arabic", "1", "1", 38, 45, 0, "body", True),
               Clause(2, 1, "bullet", None, None, 46, len(text), 1, "body", False))
    (reference,) = in_clauses(find(text), clauses)
    assert [place.clause for place in reference.places] == [None, "1"]


def test_a_word_that_ends_like_a_clause_names_none():
    assert find("thực hiện Quy chế quản lý CCN ban hành kèm theo Quyết định số 105/2009/QĐ-TTg")[0].clauses == ()


def test_clauses_with_points_and_articles():
    (reference,) = find("tại điểm d khoản 2 Điều 13 và khoản 6 Điều 14 Nghị định số 105/2025/NĐ-CP")
    assert reference.clauses == ("điểm d khoản 2 Điều 13", "khoản 6 Điều 14")


def test_references_only_in_a_span():
    text = "Quyết định số 1/QĐ-BTC và Quyết định số 2/QĐ-BTC"
    assert [r.number for r in find_references(text, (0, 24), Head())] == ["1/QĐ-BTC"]


def test_footnotes_count_and_have_no_span():
    text = "Nghị định số 105/2025/NĐ-CP quy định"
    notes = (Furniture("footnote", 1, "1 Nghị định số 105/2025/NĐ-CP ngày 15/5/2025"), Furniture("footnote", 1, "2 Thông tư số 48/2024/TT-BYT"))
    document = Document(Source("a.pdf", "0" * 64, 1, "pdf"), text, (Paragraph(0, len(text), 1),), furniture=notes)
    first, second = document_references(document, Head())
    assert (first.issued_on, text[first.start:first.end]) == (date(2025, 5, 15), "Nghị định số 105/2025/NĐ-CP")
    assert (second.number, second.start, second.end) == ("48/2024/TT-BYT", None, None)


def inner(text, **head):
    return [(r.number, place.clauses, place.relation, text[place.start:place.end]) for r in find(text, **head)
            for place in r.places if r.number == head.get("number")]


@pytest.mark.parametrize(("text", "clauses", "relation"), [
    ("Báo cáo kết quả thực hiện khoản 1 và khoản 2 Chỉ thị này trước ngày 15/5.", ("khoản 1", "khoản 2"), "thực hiện"),
    ("theo phân công tại Mục II của Chỉ thị này", ("Mục II",), "nhắc đến"),
    ("các nhiệm vụ tại điểm b khoản 3 văn bản này", ("điểm b khoản 3",), "nhắc đến"),
    ("thời hạn quy định tại Phụ lục I, Chỉ thị này", ("Phụ lục I",), "nhắc đến"),
])
def test_a_directive_that_cites_its_own_clause(text, clauses, relation):
    assert [one[:3] for one in inner(text, number="07/CT-UBND", type="chỉ thị")] == [("07/CT-UBND", clauses, relation)]


@pytest.mark.parametrize("text", [
    "Chỉ thị này có hiệu lực kể từ ngày ký.",
    "khoản 1 Thông tư này quy định",
    "Điều 3 quy định: “Các trường hợp tại khoản 2 Chỉ thị này được miễn”",
    "mục II Kế hoạch này",
])
def test_what_is_no_own_clause(text):
    assert inner(text, number="07/CT-UBND", type="chỉ thị") == []


def test_a_plan_that_a_decision_issues_is_its_own():
    text = "QUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Kế hoạch.\nKẾ HOẠCH\nCác việc tại mục II Kế hoạch này"
    assert [one[1] for one in inner(text, number="07/QĐ-UBND", type="quyết định")] == [("mục II",)]
    assert inner(text, type="quyết định") == []


CITED = "Triển khai Chỉ thị số 09/CT-TTg ngày 23/02/2024 và Công văn số 12/STC-NS, "


@pytest.mark.parametrize(("text", "number", "clauses"), [
    ("các sở thực hiện khoản 2 Chỉ thị nêu trên.", "09/CT-TTg", ("khoản 2",)),
    ("thực hiện Công văn đã nêu ở trên.", "12/STC-NS", ()),
    ("thực hiện Chỉ thị số nêu trên.", "09/CT-TTg", ()),
])
def test_a_type_alone_means_the_only_one_cited_before(text, number, clauses):
    (place,) = [place for r in find(CITED + text) if r.number == number for place in r.places[1:]]
    assert (place.relation, place.clauses) == ("thực hiện", clauses)


@pytest.mark.parametrize("text", [
    CITED + "Chỉ thị số 30/CT-TTg; thực hiện Chỉ thị nêu trên.",
    CITED + "thực hiện các Chỉ thị nêu trên.",
    CITED + "thực hiện Quyết định nêu trên.",
    "Thực hiện Chỉ thị nêu trên. Căn cứ Chỉ thị số 09/CT-TTg,",
    "QUYẾT ĐỊNH\nKẾ HOẠCH\nTriển khai Kế hoạch số 5/KH-UBND. Trên cơ sở Kế hoạch nêu trên",
])
def test_a_type_alone_that_may_mean_several_or_none(text):
    assert all(len(r.places) == 1 for r in find(text, type="quyết định"))
