"""Why a segment is no task: each reason by a small directive, and what makes it a task all the same."""

import pytest

from pipeline.tasks.weigh import REASONS
from tests.tasks.task_papers import paper, run

ORDER = ["UBND tỉnh yêu cầu:"]
WORK = "Sở Y tế rà soát kho thuốc."
PLAN = {"kind": "kế hoạch"}
DECISION = {"kind": "quyết định"}


def section(title, words):
    """A plan with a section of its own over some words, and one of tasks."""
    return [f"I. {title}", f"1. {words}", "II. NHIỆM VỤ", f"1. {WORK}"]


CASES = [  # code, words that are no task, body, what else the paper has
    ("tieu-de", "Ngoài ra, các địa phương lưu ý", [*ORDER, f"1. {WORK}", "Ngoài ra, các địa phương lưu ý các việc dưới đây.", "2. Sở Nội vụ kiểm tra."], {}),
    ("bo-nghia", "Hoàn thành trước ngày 30/4/2024", [*ORDER, f"1. {WORK} Hoàn thành trước ngày 30/4/2024."], {}),
    ("bo-nghia", "Đơn vị phối hợp: Sở Nội vụ", [*ORDER, f"1. {WORK}", "- Đơn vị phối hợp: Sở Nội vụ."], {}),
    ("tieu-de", "Sở Y tế", [*ORDER, "1. Sở Y tế:", "a) Rà soát kho thuốc."], {}),
    ("tieu-de", "UBND tỉnh yêu cầu", [*ORDER, f"1. {WORK}"], {}),
    ("boi-canh", "Sở Y tế kiểm tra kho thuốc hằng năm", ["Sở Y tế kiểm tra kho thuốc hằng năm.", *ORDER, f"1. {WORK}"], {}),
    ("muc-dich", "Nâng cao ý thức của nhân dân", section("MỤC ĐÍCH, YÊU CẦU", "Nâng cao ý thức của nhân dân."), PLAN),
    ("muc-dich", "Xây dựng 20 trạm y tế", section("MỤC TIÊU", "Xây dựng 20 trạm y tế."), PLAN),
    ("danh-gia", "Sở Y tế kiểm tra 12 kho thuốc", section("ĐÁNH GIÁ TÌNH HÌNH", "Sở Y tế kiểm tra 12 kho thuốc."), PLAN),
    ("kinh-phi", "Bố trí từ ngân sách tỉnh", section("KINH PHÍ THỰC HIỆN", "Bố trí từ ngân sách tỉnh."), PLAN),
    ("pham-vi", "Áp dụng tại các xã vùng cao", section("PHẠM VI, ĐỐI TƯỢNG", "Áp dụng tại các xã vùng cao."), PLAN),
    ("tieu-chi", "Chấm điểm theo thang 100", section("TIÊU CHÍ ĐÁNH GIÁ", "Chấm điểm theo thang 100."), PLAN),
    ("khong-hanh-vi", "Kho thuốc còn nhiều thiếu thốn", [*ORDER, "1. Kho thuốc còn nhiều thiếu thốn.", f"2. {WORK}"], {}),
    ("approval", "Đồng ý chủ trương sửa kho thuốc", [*ORDER, "1. Đồng ý chủ trương sửa kho thuốc.", f"2. {WORK}"], {}),
    ("approval", "Phê duyệt phương án sửa kho thuốc", ["Điều 1. Phê duyệt phương án sửa kho thuốc.", f"Điều 2. {WORK}"], DECISION),
    ("praise", "Biểu dương nỗ lực của Sở Y tế", [*ORDER, "1. Biểu dương nỗ lực của Sở Y tế.", f"2. {WORK}"], {}),
    ("encouragement", "Khuyến khích các hộ dân lắp bể lọc", [*ORDER, "1. Khuyến khích các hộ dân lắp bể lọc.", f"2. {WORK}"], {}),
    ("effect", "Quyết định này có hiệu lực kể từ ngày ký", [f"Điều 1. {WORK}", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."], DECISION),
    ("enforcement", "Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này", [f"Điều 1. {WORK}", "Điều 2. Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này."], DECISION),
    ("enforcement", "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện", [*ORDER, f"1. {WORK}", "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện."], {}),
    ("information", "Thông báo để các cơ quan biết, thực hiện", [*ORDER, f"1. {WORK}", "Thông báo để các cơ quan biết, thực hiện."], {}),
    ("information", "Trên đây là ý kiến của UBND tỉnh", [*ORDER, f"1. {WORK}", "Trên đây là ý kiến của UBND tỉnh."], {}),
    ("explanation", "Nội dung: Báo cáo tiến độ tiêm chủng", ["UBND tỉnh mời họp như sau:", "1. Nội dung: Báo cáo tiến độ tiêm chủng.", "2. Địa điểm: Phòng họp số 2.", "3. Đề nghị Sở Y tế chuẩn bị tài liệu."], {}),
    ("explanation", "Chép bài của thí sinh khác", [*ORDER, f"1. {WORK}", "2. Đình chỉ thi đối với thí sinh vi phạm một trong các lỗi sau đây:", "- Chép bài của thí sinh khác.", "- Mang điện thoại vào phòng thi."], {}),
    ("tieu-chi", "Hoàn thành đúng tiến độ công việc được giao", ["I. TIÊU CHÍ ĐÁNH GIÁ", "1. Tiến độ thực hiện nhiệm vụ (tối đa 30 điểm)", "- Hoàn thành đúng tiến độ công việc được giao.", "II. NHIỆM VỤ", f"1. {WORK}"], PLAN),
    ("giay-kem", "Đề nghị Sở Y tế cấp kho thuốc", [*ORDER, f"1. {WORK}"], {"annex": ["TỜ TRÌNH XIN CẤP KHO THUỐC", "1. Đề nghị Sở Y tế cấp kho thuốc."]}),
    ("danh-muc", "Lưu trữ đầy đủ hồ sơ", ["I. NHIỆM VỤ", f"1. {WORK}"], PLAN | {"annex": ["PHỤ LỤC", "BẢNG TIÊU CHÍ CHẤM ĐIỂM KHO THUỐC", "1. Lưu trữ đầy đủ hồ sơ.", "2. Có nhiệt kế."]}),
    ("danh-muc", "Báo cáo số kho thuốc", [*ORDER, f"1. {WORK}"], {"annex": ["PHỤ LỤC", "THUYẾT MINH DỰ TOÁN", "1. Báo cáo số kho thuốc."]}),
    ("pham-vi", "Xây dựng kho thuốc vùng", ["I. NHIỆM VỤ", f"1. {WORK}", "II. DANH MỤC DỰ ÁN ƯU TIÊN ĐẦU TƯ", "1. Xây dựng kho thuốc vùng."], PLAN),
    ("boi-canh", "Gắn cảm biến lên tường kho", ["1. Kho thuốc có hai cửa.", "2. Gắn cảm biến lên tường kho.", "Đề nghị Sở Y tế sửa mái kho."], {"kind": "thông báo", "about": "kết quả kiểm tra kho thuốc"}),
    ("legal", "Theo quy định của Luật Dược, kho thuốc phải có giấy phép", [*ORDER, "1. Theo quy định của Luật Dược, kho thuốc phải có giấy phép.", f"2. {WORK}"], {}),
    ("chi-tiet", "Tình hình kho thuốc", [*ORDER, "1. Sở Y tế:", "a) Báo cáo các nội dung sau:", "- Tình hình kho thuốc.", "- Khó khăn của các trạm."], {}),
    ("danh-muc", "Kho thuốc số 1", ["I. NHIỆM VỤ", f"1. {WORK}"], PLAN | {"annex": ["PHỤ LỤC", "DANH MỤC KHO THUỐC", "1. Kho thuốc số 1.", "2. Kho thuốc số 2."]}),
    ("reason", "Giữ gìn kho thuốc là nhiệm vụ rất quan trọng", [*ORDER, "1. Giữ gìn kho thuốc là nhiệm vụ rất quan trọng.", f"2. {WORK}"], {}),
    ("trich-dan", "Cơ quan cấp phép trả lời trong 15 ngày", [*ORDER, "1. Khoản 2 Điều 5 Luật Nhà ở quy định như sau:", "“2. Chủ đầu tư phải nộp hồ sơ.", "3. Cơ quan cấp phép trả lời trong 15 ngày.”", f"2. {WORK}"], {}),
    ("viec-cua-minh", "UBND tỉnh xem xét, quyết định khi đủ hồ sơ", [*ORDER, "1. UBND tỉnh xem xét, quyết định khi đủ hồ sơ.", f"2. {WORK}"], {}),
    ("bang-so-lieu", "Kho thuốc huyện", ["I. NHIỆM VỤ", f"1. {WORK}"], PLAN | {"annex": ["PHỤ LỤC", "SỐ LIỆU KHO THUỐC"], "table": [["TT", "Tên kho", "Số lượng"], ["1", "Kho thuốc huyện", "12"]]}),
    ("quy-dinh-chung", "Sở Y tế cấp phép cho kho thuốc", ["Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý kho thuốc."], DECISION | {"annex": ["QUY CHẾ", "QUẢN LÝ KHO THUỐC", "Điều 1. Nguyên tắc chung", "1. Sở Y tế cấp phép cho kho thuốc."]}),
]


@pytest.mark.parametrize(("code", "words", "body", "more"), CASES, ids=[f"{case[0]}: {case[1][:30]}" for case in CASES])
def test_a_segment_is_no_task_for_its_reason(code, words, body, more):
    result = run(paper(body, **more))
    assert {r.code for r in result.rejected if r.text.startswith(words)} == {code}
    assert words not in [t.text for t in result.tasks]


def test_every_reason_has_a_directive():
    assert {case[0] for case in CASES} == set(REASONS)


def test_reasons_are_whole_sentences():
    assert [reason for reason in REASONS.values() if not (reason[0].isupper() and reason.endswith("."))] == []


@pytest.mark.parametrize(("words", "body", "more"), [
    ("Sở Y tế xây dựng 20 trạm y tế", section("MỤC TIÊU", "Sở Y tế xây dựng 20 trạm y tế."), PLAN),
    ("Sở Tài chính bố trí từ ngân sách tỉnh", section("KINH PHÍ THỰC HIỆN", "Sở Tài chính bố trí từ ngân sách tỉnh."), PLAN),
    ("Giao Sở Y tế kiểm tra 12 kho thuốc", section("ĐÁNH GIÁ TÌNH HÌNH", "Giao Sở Y tế kiểm tra 12 kho thuốc."), PLAN),
    ("Đề nghị Sở Y tế gửi hồ sơ", ["Đề nghị Sở Y tế gửi hồ sơ.", *ORDER, f"1. {WORK}"], {}),
    ("Yêu cầu các đơn vị nghiêm túc triển khai thực hiện, báo cáo kết quả trước ngày 30/4/2024", [*ORDER, f"1. {WORK}", "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện, báo cáo kết quả trước ngày 30/4/2024."], {}),
    ("Giao Sở Y tế phê duyệt phương án", ["Điều 1. Giao Sở Y tế phê duyệt phương án.", f"Điều 2. {WORK}"], DECISION),
    ("Sở Y tế phải kiểm tra kho thuốc mỗi quý", ["Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý kho thuốc."], DECISION | {"annex": ["QUY CHẾ", "QUẢN LÝ KHO THUỐC", "Điều 1. Nguyên tắc chung", "1. Sở Y tế phải kiểm tra kho thuốc mỗi quý."]}),
    ("bán thuốc quá hạn", [*ORDER, "1. Nghiêm cấm các hành vi sau:", "- bán thuốc quá hạn."], {}),
    ("Lập danh sách hộ nghèo", ["I. NHIỆM VỤ", f"1. {WORK}"], PLAN | {"annex": ["PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ"], "table": [["TT", "Nội dung công việc", "Cơ quan chủ trì"], ["1", "Lập danh sách hộ nghèo", "Sở Nội vụ"]]}),
])
def test_what_is_a_task_all_the_same(words, body, more):
    assert words in [t.text for t in run(paper(body, **more)).tasks]


def test_a_lead_in_over_topics_is_one_task_with_its_subject():
    result = run(paper([*ORDER, "1. Sở Y tế báo cáo các nội dung sau:", "- Tình hình kho thuốc.", "- Khó khăn của các trạm."]))
    assert [(t.text.rstrip(":"), [p.agency for p in t.lead]) for t in result.tasks] == [("Sở Y tế báo cáo các nội dung sau", ["Sở Y tế"])]
