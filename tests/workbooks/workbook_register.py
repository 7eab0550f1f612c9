"""A made-up register of a made-up province: names, numbers and sentences are invented for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from pipeline.knowledge.folding import slug
from pipeline.model import DirectiveRow, FailureRow, Head, Limit, Party, Register, RejectedRow, Signer, TaskRow

AS_OF = date(2025, 5, 12)
DEPARTMENTS = Party("các sở, ban, ngành", "các sở, ban, ngành", group=True)
COMMUNES = Party("UBND cấp xã", "UBND các xã, phường, thị trấn", group=True)


def party(name: str, mention: str | None = None, agency_id: str | None = None) -> Party:
    return Party(mention or name, name, agency_id or slug(name))


def on(day: date, words: str, time: str | None = None, rule: str = "Ngày ghi trong văn bản là ngày cuối") -> Limit:
    return Limit(words, "DATE", due=day, time=time, rule=rule)


def directive(number: str | None, issued_on: date | None, issuer: str | None, kind: str, subject: str,
              files: tuple[str, ...], tasks: int = 0, **more: object) -> DirectiveRow:
    head = Head(number=number, type=kind, issuer=issuer, issued_on=issued_on, subject=subject,
                signer=Signer("Trần Văn Mẫu", "Phó Chủ tịch", "KT."), urgency="khẩn" if kind == "công điện" else None)
    row = DirectiveRow(sha256=f"{abs(hash_of(files)):064x}", files=files, head=head,
                       received_at=datetime(2025, 4, 2, 8, 30), task_count=tasks, rejected_count=1)
    return replace(row, **more)


def hash_of(files: tuple[str, ...]) -> int:
    return sum(ord(ch) * 31 ** (i % 20) for i, ch in enumerate("|".join(files)))


STORM = directive("07/CĐ-UBND", date(2025, 4, 28), "UBND tỉnh Sông Mây", "công điện",
                  "Về việc chủ động ứng phó mưa lớn trên địa bàn tỉnh", ("07-CD-UBND.pdf", "cong dien 07 (1).pdf"), 5)
DIGITAL = directive("0452/UBND-VXNV", date(2025, 3, 3), "UBND tỉnh Sông Mây", "công văn",
                    "tăng cường bảo đảm an toàn thông tin mạng", ("0452-UBND-VXNV.signed.pdf",), 9)
INVEST = directive("05/CT-UBND", date(2025, 2, 5), "Chủ tịch UBND tỉnh Sông Mây", "chỉ thị",
                   "Về đẩy nhanh giải ngân vốn đầu tư công năm 2025", ("CT05.docx",), 8,
                   doubts=("Không đọc được phụ lục II ở trang 6: mở tệp gốc để kiểm tra.",))
INVEST_SCAN = directive("05/CT-UBND", date(2025, 2, 5), None, "chỉ thị",
                        "Về đẩy nhanh giải ngân vốn đầu tư công năm 2025", ("CT05-scan.pdf",), 1)
NOTICE = directive("33/TB-VP", date(2025, 4, 9), "Văn phòng UBND tỉnh Sông Mây", "thông báo",
                   "Lịch tiếp công dân tháng 4", ("33-TB-VP.pdf",), 0,
                   no_task="Văn bản chỉ thông tin, không có câu giao việc.")

HEALTH, FINANCE, SCIENCE = party("Sở Y tế", "Giám đốc Sở Y tế"), party("Sở Tài chính"), party("Sở Khoa học và Công nghệ")
FARM, BUILD, POLICE = party("Sở Nông nghiệp và Môi trường"), party("Sở Xây dựng"), party("Công an tỉnh")
OFFICE, INTERIOR, TREASURY = party("Văn phòng UBND tỉnh"), party("Sở Nội vụ"), party("Kho bạc Nhà nước khu vực")


def task(number: int, source: DirectiveRow, clause: str | None, text: str, lead: tuple[Party, ...],
         *limits: Limit, support: tuple[Party, ...] = (), **more: object) -> TaskRow:
    row = TaskRow(id=f"t{number:04d}", directive=source, clause=clause, page=1 + number % 4, text=text,
                  modality="obligation", lead=lead, support=support, deadlines=limits, product=None, confidence=0.93)
    return replace(row, **more)


def tasks() -> tuple[TaskRow, ...]:
    quarterly = Limit("hằng quý", "SET", rrule="FREQ=MONTHLY;INTERVAL=3", rule="Từ chỉ chu kỳ")
    monthly = Limit("trước ngày 25 hằng tháng", "SET", rrule="FREQ=MONTHLY;BYMONTHDAY=25", rule="Ngày trong chu kỳ")
    friday = Limit("thứ Sáu hằng tuần", "SET", rrule="FREQ=WEEKLY;BYDAY=FR", rule="Thứ trong chu kỳ")
    days = Limit("trong 10 ngày làm việc kể từ khi nhận đủ hồ sơ", "DURATION", value="P10D", working=True,
                 rule="Chưa biết ngày bắt đầu nên chưa tính ngày cuối")
    inherited = replace(on(date(2025, 5, 15), "hoàn thành trước ngày 15/5"), inherited_from="mục II",
                        rule="Năm lấy theo năm ban hành; thời hạn ghi chung cho mục II")
    return (
        task(1, STORM, "1.a", "Tổ chức trực ban 24/24 giờ, theo dõi sát diễn biến mưa lũ và cập nhật tình hình cho Ban Chỉ "
             "huy Phòng thủ dân sự tỉnh; sẵn sàng lực lượng, phương tiện tại các khu vực xung yếu", (FARM,),
             on(date(2025, 4, 30), "trước 17h00 ngày 30/4", "17:00", "Năm lấy theo năm ban hành"),
             support=(POLICE, BUILD, HEALTH), product="Báo cáo nhanh"),
        task(2, STORM, "1.b", "Kiểm tra an toàn các hồ chứa, kiên quyết không tích nước ở hồ chưa bảo đảm an toàn", (FARM,),
             on(date(2025, 5, 14), "chậm nhất ngày 14/5/2025"), support=(COMMUNES,)),
        task(3, STORM, "2", "Bảo đảm đủ cơ số thuốc, hóa chất xử lý nước và nhân lực cho tuyến cơ sở", (HEALTH,), days),
        task(4, STORM, "3", "Báo cáo tình hình thiệt hại và công tác khắc phục về UBND tỉnh", (COMMUNES,), friday,
             support=(FARM,)),
        task(5, STORM, None, "Không để người dân quay lại khu vực nguy hiểm khi chưa có thông báo an toàn",
             (COMMUNES, POLICE), modality="prohibition"),
        task(6, DIGITAL, "1.a", "Rà soát toàn bộ hệ thống thông tin đang vận hành, lập hồ sơ đề xuất cấp độ an toàn và trình "
             "phê duyệt theo thẩm quyền", (DEPARTMENTS, COMMUNES), on(date(2025, 4, 30), "trước ngày 30/4"),
             support=(SCIENCE,), product="Hồ sơ đề xuất cấp độ"),
        task(7, DIGITAL, "1.b", "Định kỳ sao lưu dữ liệu quan trọng và lưu giữ bản sao tách rời hệ thống", (DEPARTMENTS,),
             quarterly),
        task(8, DIGITAL, "2.a", "Hướng dẫn các đơn vị lập hồ sơ cấp độ, tổng hợp kết quả báo cáo UBND tỉnh", (SCIENCE,),
             monthly, on(date(2025, 12, 20), "và báo cáo năm trước ngày 20/12/2025"), support=(POLICE, DEPARTMENTS),
             product="Báo cáo tổng hợp"),
        task(9, DIGITAL, "2.b", "Tổ chức ít nhất một cuộc diễn tập thực chiến trong năm", (SCIENCE,),
             on(date(2025, 12, 31), "trong năm 2025"), support=(POLICE,)),
        task(10, DIGITAL, "3", "Bố trí kinh phí cho an toàn thông tin mạng, tỷ lệ tối thiểu theo quy định", (FINANCE,),
             on(date(2025, 3, 31), "trước ngày 31/3/2025"), status="hoàn thành", completed_on=date(2025, 3, 28),
             reply="611/STC-NS"),
        task(11, DIGITAL, "4", "Xây dựng phương án ứng cứu sự cố, gửi Công an tỉnh theo dõi", (HEALTH,),
             on(date(2025, 4, 10), "trước ngày 10/4/2025"), status="hoàn thành", completed_on=date(2025, 4, 21),
             reply="902/SYT-VP", note="Đã đôn đốc 02 lần"),
        task(12, DIGITAL, "5", "Kịp thời thông báo sự cố cho cơ quan điều phối", (), confidence=0.52),
        task(13, DIGITAL, "6", "Theo dõi, đôn đốc việc thực hiện công văn này", (OFFICE,), confidence=0.61,
             doubts=("Câu có hai chủ ngữ: kiểm tra cơ quan chủ trì.",)),
        task(14, DIGITAL, "7", "Người đứng đầu đơn vị chịu trách nhiệm trước Chủ tịch UBND tỉnh nếu để xảy ra mất an toàn "
             "thông tin do chủ quan", (DEPARTMENTS,), modality="accountability"),
        task(15, INVEST, "II.1", "Giao chi tiết toàn bộ kế hoạch vốn còn lại cho từng dự án, báo cáo nguyên nhân đối với phần "
             "vốn chưa phân bổ", (FINANCE,), inherited, support=(TREASURY, BUILD), product="Quyết định giao vốn"),
        task(16, INVEST, "II.2", "Rút ngắn ít nhất một phần ba thời gian thẩm định dự án, thiết kế, dự toán", (BUILD,),
             inherited, support=(FINANCE,)),
        task(17, INVEST, "II.3.đ", "Thanh toán cho nhà thầu ngay khi có khối lượng nghiệm thu", (TREASURY,), days,
             status="hoàn thành", completed_on=date(2025, 5, 5), reply="88/KBNN-KSC"),
        task(18, INVEST, "III.1", "Chủ trì giao ban công tác giải ngân", (FINANCE,), friday, support=(OFFICE,)),
        task(19, INVEST, "III.2", "Thành lập tổ công tác tháo gỡ vướng mắc về mặt bằng", (FARM,),
             on(date(2025, 2, 28), "trong tháng 2/2025"), support=tuple(party(f"UBND xã Đồng {n}") for n in
             ("Cao", "Thấp", "Giữa", "Xuân", "Hạ", "Thu", "Đông", "Tiến", "Thắng", "Lợi", "Hòa", "Bình"))),
        task(20, INVEST, "III.3", "Báo cáo kết quả thực hiện Chỉ thị", (DEPARTMENTS,), on(date(2025, 6, 30), "quý II/2025")),
        task(21, INVEST, "III.4", "Tham mưu xử lý trách nhiệm tập thể, cá nhân giải ngân chậm", (INTERIOR,),
             on(date(2025, 5, 12), "chậm nhất ngày 12/5/2025"), status="hoàn thành"),
        task(22, INVEST, "III.5", "=SUM(A1:A9) là công thức mẫu phải gửi kèm biểu", (FINANCE,), on(date(2025, 5, 18),
             "trước ngày 18/5/2025"), note="+84 là mã vùng", product="@bieu-mau"),
        task(23, INVEST_SCAN, "1", "Giao chi tiết toàn bộ kế hoạch vốn còn lại", (FINANCE,), confidence=0.4),
    )


def register() -> Register:
    rejected = (
        RejectedRow(STORM, None, 1, "Từ đầu tháng 4, mưa lớn đã xảy ra tại nhiều nơi", "Nêu tình hình, không giao việc"),
        RejectedRow(INVEST, "I", 2, "Phấn đấu giải ngân đạt 95% kế hoạch", "Nêu mục tiêu, không giao việc"),
    )
    failures = (FailureRow("bao-cao-hong.pdf", "tep-hong", "Tệp bao-cao-hong.pdf bị hỏng, không mở được.",
                           "Xin bản khác từ nơi gửi.", datetime(2025, 5, 6, 15, 0)),)
    return Register(AS_OF, (STORM, DIGITAL, INVEST, INVEST_SCAN, NOTICE), tasks(), rejected, failures)
