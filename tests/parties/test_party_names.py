"""Names are taken whole: offices of all levels, units of ministries and institutions, companies, mass bodies."""

import pytest

from pipeline.language.parties import PartyFinder

FINDER = PartyFinder()

# | shows where the list of names ends and the predicate begins
NAMES = [
    "Ban Quản lý dự án đầu tư xây dựng công trình giao thông, nông nghiệp tỉnh| chủ trì rà soát",
    "Ban Quản lý Khu kinh tế tỉnh| chủ trì",
    "Trung tâm Kiểm soát bệnh tật tỉnh| có trách nhiệm",
    "Phòng Quản lý hạ tầng và đô thị| tham mưu",
    "Chi cục Quản lý chất lượng Nông, Lâm sản và Thủy sản| kiểm tra",
    "Sở Văn hóa, Thể thao và Du lịch| chủ trì",
    "Trung tâm Phát triển quỹ đất| phối hợp",
    "Công ty TNHH MTV Cấp nước Sơn La| khẩn trương",
    "Trường THPT Nguyễn Trãi| báo cáo",
    "Phòng Đào tạo| xây dựng kế hoạch",
    "Khoa Kỹ thuật và Công nghệ| rà soát",
    "các khoa, bộ môn| triển khai",
    "Hội Cựu chiến binh| vận động",
    "Ban Thường vụ Tỉnh ủy| chỉ đạo",
    "Đoàn TNCS Hồ Chí Minh tỉnh| phát động",
    "UBND quận 1| thực hiện",
    "Ủy ban nhân dân các quận, huyện, thị xã| chỉ đạo",
    "các đồng chí Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Chủ tịch UBND các tỉnh| chịu trách nhiệm",
    "các Ban Đảng| theo dõi",
    "Cục Thuế, Kho bạc Nhà nước tỉnh| phối hợp",
    "các trường đại học, cao đẳng| tổ chức",
    "Phòng LĐTB&XH các quận, huyện| rà soát",
    "hiệu trưởng các trường| chịu trách nhiệm",
    "Hiệu trưởng các trường THPT, Giám đốc các Trung tâm GDNN-GDTX| chỉ đạo",
    "giáo viên chủ nhiệm| thông báo",
    "tổ trưởng chuyên môn| kiểm tra",
    "các ông (bà) Chánh Văn phòng, Giám đốc các sở| căn cứ",
    "Chánh Văn phòng, Trưởng các phòng chuyên môn| thi hành",
    "Trưởng phòng Tổ chức cán bộ| tham mưu",
    "Vụ Kế hoạch - Tài chính| chủ trì",
    "Cục Quản lý Khám, chữa bệnh| hướng dẫn",
    "Thanh tra Bộ| kiểm tra",
    "Văn phòng Bộ| tổng hợp",
    "Viện Dinh dưỡng| nghiên cứu",
    "Tổng cục Thi hành án dân sự| chỉ đạo",
    "Trung tâm Kiểm soát bệnh tật, phòng chống dịch tỉnh| kiểm tra",
    "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn tỉnh| trực ban",
    "Ban Chỉ huy PCTT và TKCN các cấp| tổ chức",
    "Công ty Cổ phần Đầu tư và Xây dựng Hồng Hà| hoàn thành",
    "Bệnh viện Đa khoa tỉnh| bố trí",
    "Bệnh viện Phụ sản - Nhi Đà Nẵng| tiếp nhận",
    "Trung tâm Y tế huyện Mường La| điều tra",
    "Đài Phát thanh - Truyền hình tỉnh| đưa tin",
    "Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội| giám sát",
    "Hội Liên hiệp Phụ nữ, Hội Nông dân, Đoàn Thanh niên| tuyên truyền",
    "Phòng Giáo dục và Đào tạo các huyện, thị xã, thành phố| triển khai",
    "Công an các đơn vị, địa phương| bảo đảm",
    "Ban Tuyên giáo Tỉnh ủy| định hướng",
    "Đảng ủy các cơ quan tỉnh| lãnh đạo",
    "cấp ủy, chính quyền các cấp| lãnh đạo",
    "Phòng Tài nguyên và Môi trường thành phố| chủ trì",
    "Chi cục Trồng trọt và Bảo vệ thực vật| theo dõi",
    "Chi cục Chăn nuôi, Thú y và Thủy sản| kiểm soát",
    "Văn phòng Điều phối nông thôn mới tỉnh| tham mưu",
    "Trung tâm Khuyến nông và Dịch vụ nông nghiệp tỉnh| chuyển giao",
    "Hạt Kiểm lâm các huyện| tuần tra",
    "Đội Quản lý thị trường số 3| kiểm tra",
    "Ban Quản lý rừng phòng hộ Sông Đà| bảo vệ rừng",
    "Đại học Quốc gia Hà Nội| chủ trì",
    "Trường Đại học Bách khoa| xây dựng",
    "Trường Cao đẳng Kinh tế - Kỹ thuật| tuyển sinh",
    "các phòng, khoa, trung tâm trực thuộc| thực hiện",
    "Phòng Công tác sinh viên| thông báo",
    "Phòng Tổ chức - Hành chính| tổng hợp",
    "Phòng Khảo thí và Đảm bảo chất lượng giáo dục| chủ trì",
    "Ban Giám hiệu các trường| chỉ đạo",
    "Tổ Ngữ văn| nộp báo cáo",
    "Bộ phận Tài vụ| thanh toán",
    "Liên đoàn Lao động tỉnh, Hội Chữ thập đỏ tỉnh| phối hợp",
    "Công đoàn ngành Giáo dục| vận động",
    "Ngân hàng Nhà nước Chi nhánh tỉnh| chỉ đạo",
    "Ngân hàng Chính sách xã hội chi nhánh tỉnh Sơn La| cho vay",
    "Bảo hiểm xã hội khu vực V| phối hợp",
    "Cục Hải quan tỉnh, Cục Quản lý thị trường tỉnh| tăng cường",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh| tuần tra",
    "Ban Dân tộc, Ban Quản lý các khu công nghiệp tỉnh| rà soát",
    "Tổ công tác Đề án 06 tỉnh| đôn đốc",
    "Ban Chỉ đạo 389 tỉnh| chỉ đạo",
    "Sở Nông nghiệp và PTNT, Sở Tài nguyên và Môi trường, UBND các huyện, thành phố| kiểm tra",
    "Ban QLDA ĐTXD các công trình giao thông tỉnh| thi công",
    "Thường trực HĐND, các Ban HĐND tỉnh| giám sát",
    "Chủ tịch UBND cấp huyện| chịu trách nhiệm",
    "các chủ đầu tư| đẩy nhanh",
    "các Sở: Tài chính, Nội vụ, Tư pháp| tham mưu",
    "Thủ trưởng các đơn vị trực thuộc Sở| thực hiện",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh| phối hợp",
    "Công ty Cổ phần Môi trường đô thị| thu gom rác",
    "Ban Quản lý Di tích và Danh thắng| chỉnh trang",
    "Trung tâm Công nghệ thông tin và Truyền thông| hỗ trợ",
    "Trung tâm Dịch vụ đấu giá tài sản| tổ chức",
    "Công ty Điện lực tỉnh, Viễn thông tỉnh, Bưu điện tỉnh| khắc phục",
]


@pytest.mark.parametrize("marked", NAMES, ids=[name[:50] for name in NAMES])
def test_a_name_is_taken_whole(marked):
    found = FINDER.at(marked.replace("|", ""), 0)
    assert found is not None
    assert found.end == marked.index("|")


@pytest.mark.parametrize(("text", "wanted"), [
    ("Giao Ban Quản lý dự án đầu tư xây dựng công trình dân dụng, công nghiệp tỉnh chủ trì",
     ["Ban Quản lý dự án đầu tư xây dựng công trình dân dụng, công nghiệp tỉnh"]),
    ("theo Nghị quyết của Tỉnh ủy Lào Cai về phát triển", ["Tỉnh ủy Lào Cai"]),
    ("Trưởng phòng Tổ chức cán bộ tham mưu", ["Phòng Tổ chức cán bộ"]),
    ("Các tỉnh Nghệ An, Quảng Ngãi khẩn trương hoàn thiện", ["tỉnh Nghệ An", "tỉnh Quảng Ngãi"]),
    ("Các bộ Y tế, Công an, Tư pháp rà soát", ["Bộ Y tế", "Bộ Công an", "Bộ Tư pháp"]),
    ("các sở, ban, ngành, đơn vị và UBND cấp xã bố trí", ["các sở, ban, ngành", "UBND các xã, phường, thị trấn"]),
    ("ngành giáo dục để xử lý", ["ngành giáo dục"]),
])
def test_names_in_running_text(text, wanted):
    assert [p.agency for found in FINDER.find(text) for p in found.parties] == wanted
