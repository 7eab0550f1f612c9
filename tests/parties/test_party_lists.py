"""Lists of parties at a place: who is named, and where the list ends."""

from itertools import pairwise

import pytest

from pipeline.language.parties import PartyFinder

FINDER = PartyFinder()
XA = "UBND các xã, phường, thị trấn"
SO = "các sở, ban, ngành"
BO = "các bộ, ngành"
TINH = "UBND các tỉnh, thành phố"

# text with | where the list ends: settled names
CASES = [
    # heads stand for bodies
    ("Giám đốc Sở Y tế| chủ trì tham mưu", ["Sở Y tế"]),
    ("Đồng chí Giám đốc Sở Y tế| chịu trách nhiệm", ["Sở Y tế"]),
    ("Bộ trưởng Bộ Nội vụ| khẩn trương trình", ["Bộ Nội vụ"]),
    ("Chánh Văn phòng UBND tỉnh| theo dõi", ["Văn phòng UBND tỉnh"]),
    ("Trưởng Công an xã Mường Hoa| báo cáo", ["Công an xã Mường Hoa"]),
    ("Tổng Giám đốc Tập đoàn Điện lực Việt Nam| chỉ đạo", ["Tập đoàn Điện lực Việt Nam"]),
    ("người đứng đầu các cơ quan, đơn vị| chịu trách nhiệm", ["cơ quan, đơn vị"]),
    ("đồng chí Lò Văn Sáng - Phó Chủ tịch UBND tỉnh| chỉ đạo", ["UBND tỉnh"]),
    ("Phó Thủ tướng Chính phủ Trần Hồng Hà| trực tiếp kiểm tra", ["Phó Thủ tướng Chính phủ Trần Hồng Hà"]),
    # departments with a field of work behind a hyphen, bodies beside each other
    ("Phòng Kế hoạch - Tổng hợp| tổng hợp, báo cáo", ["Phòng Kế hoạch - Tổng hợp"]),
    ("Hội Nông dân tỉnh, Tỉnh đoàn| phối hợp", ["Hội Nông dân tỉnh", "Tỉnh đoàn"]),
    ("Viện kiểm sát nhân dân, Tòa án nhân dân hai cấp| đẩy nhanh",
     ["Viện kiểm sát nhân dân", "Tòa án nhân dân hai cấp"]),
    ("Hiệu trưởng các trường THPT| tổ chức quán triệt nội dung", ["trường trung học phổ thông"]),
    ("Hiệu trưởng các trường trực thuộc| nghiêm túc thực hiện quy chế", ["trường trực thuộc"]),
    ("các cơ sở sản xuất, nhập khẩu thuốc| báo cáo", ["cơ sở sản xuất, nhập khẩu thuốc"]),
    ("Công ty cổ phần Xây dựng giao thông Bắc Hà| tại Văn bản", ["Công ty cổ phần Xây dựng giao thông Bắc Hà"]),
    ("Ban Thường trực| gồm 08 thành viên", ["Ban Thường trực"]),
    ("lực lượng chức năng và chính quyền cơ sở tại các địa bàn giáp biên giới| tổ chức kiểm tra liên ngành",
     ["lực lượng chức năng", "chính quyền cơ sở tại các địa bàn giáp biên giới"]),
    ("Phòng Kinh tế| thẩm định hồ sơ đất đai, xây dựng phương án", ["Phòng Kinh tế"]),
    # fixed groups
    ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ| chủ động", [BO]),
    ("các bộ, cơ quan liên quan| rà soát", [BO]),
    ("Thủ trưởng các sở, ban, ngành; Chủ tịch UBND cấp xã| căn cứ", [SO, XA]),
    ("các cơ quan, đơn vị thuộc tỉnh| triển khai", [SO]),
    ("Chủ tịch Uỷ ban nhân dân các huyện, thị xã, thành phố| tổ chức", ["UBND các huyện, thị xã, thành phố"]),
    ("UBND các tỉnh, thành phố trực thuộc trung ương| báo cáo", [TINH]),
    ("UBND các phường, xã, đặc khu| cập nhật", [XA]),
    ("UBND các xã có rừng| phối hợp với kiểm lâm", [XA]),
    ("UBND cấp huyện, cấp xã| tổ chức", ["UBND các huyện, thị xã, thành phố", XA]),
    ("các bộ, ngành địa phương liên quan| rà soát", [BO, "địa phương liên quan"]),
    # lists are cut apart and completed
    ("Các Bộ: Quốc phòng, Văn hóa, Thể thao và Du lịch, Y tế| chỉ đạo",
     ["Bộ Quốc phòng", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Y tế"]),
    ("Các Bộ: Y tế, Kinh tế số, Tài chính| rà soát", ["Bộ Y tế", "Bộ Kinh tế số", "Bộ Tài chính"]),
    ("các Bộ (Công an, Tài chính)| xem xét", ["Bộ Công an", "Bộ Tài chính"]),
    ("Sở Nông nghiệp và Môi trường, Xây dựng, Tài chính| thẩm định",
     ["Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "Sở Tài chính"]),
    ("các Sở, ngành: Xây dựng, Tài chính, Công an tỉnh| thẩm định", ["Sở Xây dựng", "Sở Tài chính", "Công an tỉnh"]),
    ("Các Cục: Thuế, Hải quan; Vụ Pháp chế| rà soát", ["Cục Thuế", "Cục Hải quan", "Vụ Pháp chế"]),
    ("Sở VH,TT&DL, Sở GD&ĐT và Sở NN&PTNT| xây dựng",
     ["Sở Văn hóa, Thể thao và Du lịch", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Phát triển nông thôn"]),
    ("UBND các tỉnh: Lào Cai, Sơn La và thành phố Hải Phòng| bố trí",
     ["UBND tỉnh Lào Cai", "UBND tỉnh Sơn La", "UBND thành phố Hải Phòng"]),
    ("UBND các tỉnh, thành phố: Huế, Nghệ An| bố trí", ["UBND thành phố Huế", "UBND tỉnh Nghệ An"]),
    ("Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: Lào Cai, Sơn La| chỉ đạo",
     ["Tỉnh ủy Lào Cai", "Tỉnh ủy Sơn La", "UBND tỉnh Lào Cai", "UBND tỉnh Sơn La"]),
    ("UBND các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa| chủ động",
     ["UBND các tỉnh, thành phố từ Hà Tĩnh đến Khánh Hòa"]),
    ("UBND xã Bát Xát, UBND phường Sa Pa| phối hợp", ["UBND xã Bát Xát", "UBND phường Sa Pa"]),
    ("Ủy ban nhân dân các xã, phường, đặc khu Lý Sơn| kiểm tra", [XA, "UBND đặc khu Lý Sơn"]),
    ("Sở Xây dựng các tỉnh Gia Lai, Lâm Đồng| kiểm tra", ["Sở Xây dựng Gia Lai", "Sở Xây dựng Lâm Đồng"]),
    ("VNPT, EVN| bảo đảm", ["Tập đoàn Bưu chính Viễn thông Việt Nam", "Tập đoàn Điện lực Việt Nam"]),
    # names that contain verbs, verbs that follow names
    ("Sở Xây dựng| xây dựng kế hoạch", ["Sở Xây dựng"]),
    ("Bộ Xây dựng| xây dựng đề án", ["Bộ Xây dựng"]),
    ("Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh| đẩy nhanh",
     ["Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh"]),
    ("Ban Chỉ đạo chuyển đổi số tỉnh| họp", ["Ban Chỉ đạo chuyển đổi số tỉnh"]),
    ("Trung tâm Kiểm soát bệnh tật tỉnh| hướng dẫn", ["Trung tâm Kiểm soát bệnh tật tỉnh"]),
    ("Viện Hàn lâm Khoa học xã hội Việt Nam| nghiên cứu", ["Viện Hàn lâm Khoa học xã hội Việt Nam"]),
    ("Kho bạc Nhà nước khu vực XI| tăng cường", ["Kho bạc Nhà nước khu vực XI"]),
    ("Công ty Điện lực Sơn La| khảo sát", ["Công ty Điện lực Sơn La"]),
    ("phòng CNTT| chuẩn bị", ["phòng công nghệ thông tin"]),
    ("Báo và Phát thanh, truyền hình tỉnh| tăng thời lượng", ["Báo và Phát thanh, truyền hình tỉnh"]),
    ("Bộ Chỉ huy Quân sự tỉnh| Quản lý đất quốc phòng", ["Bộ Chỉ huy Quân sự tỉnh"]),
    ("Thuế tỉnh, Kho bạc Nhà nước và Bảo hiểm xã hội tỉnh| phối hợp",
     ["Thuế tỉnh", "Kho bạc Nhà nước", "Bảo hiểm xã hội tỉnh"]),
    ("Tổ công tác của Thủ tướng Chính phủ| kiểm tra", ["Tổ công tác của Thủ tướng Chính phủ"]),
    # other groups as printed
    ("các cơ quan, đơn vị, địa phương có liên quan| tổ chức", ["cơ quan, đơn vị, địa phương liên quan"]),
    ("Các doanh nghiệp viễn thông trên địa bàn Thành phố| tiếp tục",
     ["doanh nghiệp viễn thông trên địa bàn Thành phố"]),
    ("nhà đầu tư trong các khu công nghệ cao, khu công nghiệp| chủ động",
     ["nhà đầu tư trong các khu công nghệ cao, khu công nghiệp"]),
    ("Chủ đầu tư và các nhà thầu thi công| tập trung", ["Chủ đầu tư", "nhà thầu thi công"]),
    ("các địa phương có rừng| xác định ranh giới", ["địa phương có rừng"]),
    ("chính quyền địa phương| quản lý chặt chẽ việc khai thác", ["chính quyền địa phương"]),
    ("các đơn vị khai thác khoáng sản| nghiêm túc thực hiện", ["đơn vị khai thác khoáng sản"]),
    ("Tổ chức, cá nhân khai thác khoáng sản| phải nộp báo cáo", ["tổ chức, cá nhân khai thác khoáng sản"]),
    ("Các cơ quan thẩm định (Sở Tài chính, Sở Xây dựng)| chịu trách nhiệm", ["Sở Tài chính", "Sở Xây dựng"]),
    ("Cơ quan phối hợp| có trách nhiệm trả lời", ["cơ quan phối hợp"]),
    ("các bộ phận liên quan của Văn phòng Sở| chuẩn bị", ["bộ phận liên quan của Văn phòng Sở"]),
]

NONE = [
    "Tổ chức tập huấn cho cán bộ", "tổ chức kiểm tra liên ngành", "Tổ chức, hỗ trợ người dân ổn định đời sống",
    "Ban hành kế hoạch trong quý II", "Bộ tiêu chí đánh giá", "Bộ luật Lao động quy định", "Sở dĩ có chậm trễ",
    "sở hữu trí tuệ được bảo hộ", "cục bộ tại một số nơi", "cơ sở dữ liệu dùng chung", "Báo cáo kết quả",
    "Phòng, chống thiên tai", "Trường hợp vướng mắc", "Hội nghị tổng kết", "Cơ quan thực hiện: Sở Y tế",
    "Ban đầu có khó khăn", "chủ động rà soát",
]


@pytest.mark.parametrize(("marked", "wanted"), CASES, ids=[c[0][:50] for c in CASES])
def test_at(marked, wanted):
    text = marked.replace("|", "")
    found = FINDER.at(text, 0)
    assert found is not None
    assert [p.agency for p in found.parties] == wanted
    assert (found.start, found.end) == (0, marked.index("|"))


@pytest.mark.parametrize("text", NONE)
def test_not_a_party(text):
    assert FINDER.at(text, 0) is None


def test_at_begins_exactly_there():
    text = "Yêu cầu Sở Y tế và Công an tỉnh phối hợp"
    assert FINDER.at(text, 0) is None
    assert FINDER.at(text, 9) is None
    found = FINDER.at(text, 8)
    assert found is not None
    assert text[found.start:found.end] == "Sở Y tế và Công an tỉnh"


def test_spans_and_mentions_are_verbatim():
    text = "Đề nghị các Bộ: Y tế, Tài chính và UBND\ncác xã, phường khẩn trương gửi báo cáo"
    found = FINDER.at(text, 8)
    assert found is not None
    for party in found.parties:
        assert party.start is not None
        assert text[party.start:party.end] == party.mention
        assert found.start <= party.start < party.end <= found.end


def test_find_runs_from_left_to_right():
    text = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh và các đơn vị liên quan kiểm tra; báo cáo UBND tỉnh."
    found = FINDER.find(text)
    assert [[p.agency for p in lst.parties] for lst in found] == [
        ["Sở Y tế"], ["Công an tỉnh", "đơn vị liên quan"], ["UBND tỉnh"]]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_items_are_the_parts_of_the_lists():
    text = "Giao Sở A tế, Sở Y tế, Tài chính và các đơn vị liên quan kiểm tra; các Bộ: Y tế, Tài chính và UBND tỉnh."
    items = FINDER.items(text)
    assert [(text[x.start:x.end], [p.agency for p in x.parties]) for x in items] == [
        ("Sở A tế", ["Sở A tế"]), ("Sở Y tế, Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("các đơn vị liên quan", ["đơn vị liên quan"]), ("các Bộ: Y tế, Tài chính", ["Bộ Y tế", "Bộ Tài chính"]),
        ("UBND tỉnh", ["UBND tỉnh"])]
    assert FINDER.items(text) is items


def test_places_given_once_belong_to_both_items():
    items = FINDER.items("Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: Lào Cai, Sơn La chỉ đạo")
    assert [[p.agency for p in x.parties] for x in items] == [
        ["Tỉnh ủy Lào Cai", "Tỉnh ủy Sơn La"], ["UBND tỉnh Lào Cai", "UBND tỉnh Sơn La"]]


@pytest.mark.parametrize("text", ["theo Luật Công an nhân dân", "THÔNG BÁO Về việc nghỉ lễ", "trên cơ sở đề xuất"])
def test_find_sees_no_party_in_titles_and_compounds(text):
    assert FINDER.find(text) == ()


def test_long_text_without_punctuation_ends():
    assert FINDER.find("Trung tâm " + "cơ quan liên quan và " * 2000) != ()
