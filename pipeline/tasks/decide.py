"""Is this segment a task? The order of the questions is that of the gold guideline, rules 3 to 5."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import SectionKind, Segment

REASONS = {
    "bo-nghia": "Chỉ bổ nghĩa cho nhiệm vụ bên cạnh (thời hạn, đơn vị, sản phẩm), đã ghép vào nhiệm vụ đó.",
    "tieu-de": "Tiêu đề hoặc câu dẫn, không phải nhiệm vụ riêng.",
    "boi-canh": "Phần bối cảnh, căn cứ trước khi giao nhiệm vụ.",
    "muc-dich": "Thuộc phần mục đích, yêu cầu hoặc mục tiêu, không nêu đơn vị phải làm.",
    "danh-gia": "Thuộc phần đánh giá tình hình, không giao việc.",
    "kinh-phi": "Quy định về kinh phí, không nêu đơn vị phải làm.",
    "pham-vi": "Quy định phạm vi, đối tượng, không giao việc.",
    "khong-hanh-vi": "Không có hành động được giao.",
    "approval": "Ý kiến đồng ý, phê duyệt, không giao việc.",
    "praise": "Lời ghi nhận, biểu dương.",
    "encouragement": "Lời khuyến khích, không bắt buộc.",
    "effect": "Điều khoản hiệu lực.",
    "enforcement": "Câu yêu cầu thi hành chung, không thêm việc cụ thể.",
    "information": "Câu thông báo để biết.",
    "explanation": "Chỉ giải thích cách làm, nội dung.",
    "legal": "Dẫn quy định của pháp luật, không giao việc.",
    "chi-tiet": "Liệt kê nội dung của nhiệm vụ ở câu dẫn, đã tính vào nhiệm vụ đó.",
    "danh-muc": "Mục của danh mục, quy trình, biểu mẫu kèm theo, không giao việc.",
    "reason": "Nêu tình hình, nguyên nhân.",
    "trich-dan": "Đoạn trích nguyên văn của văn bản khác.",
    "viec-cua-minh": "Việc cơ quan ban hành tự làm.",
    "bang-so-lieu": "Dòng của bảng không có cột nhiệm vụ.",
}

_SECTION_CODES: dict[SectionKind, str] = {
    "purpose": "muc-dich", "goal": "muc-dich", "assessment": "danh-gia", "funding": "kinh-phi", "scope": "pham-vi",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a segment stands.

    ``background``: before the directing phrase; ``weak``: the directive has neither such a phrase nor numbers, and
    nobody has been named yet: only a request with a limit is believed there; ``issuing``: an article of a decision
    or resolution, which may be an act of the issuer itself; ``reporting``: a report or a proposal outside of what
    it asks for.
    """

    section: SectionKind
    background: bool = False
    weak: bool = False
    issuing: bool = False
    reporting: bool = False


def why_not(segment: Segment, setting: Setting) -> str | None:
    """The code of the reason why the segment is no task, None when it is one."""
    if segment.kind == "qualifier":
        return "bo-nghia"
    if segment.excluded is not None and not _more_than(segment):
        return segment.excluded
    if segment.command == "none":
        return "khong-hanh-vi"
    return _misplaced(segment, setting)


def _misplaced(segment: Segment, setting: Setting) -> str | None:
    """The reason that lies in the place of a segment and not in its words."""
    named = segment.command in ("directed", "subject")
    if setting.reporting and segment.command != "directed":
        return "boi-canh"
    if (setting.background and segment.command != "directed") or (
            setting.weak and not named and not (segment.command == "modal" and segment.limits)):
        return "boi-canh"
    if setting.issuing and segment.command == "imperative":
        return "approval"
    code = _SECTION_CODES.get(setting.section)
    if setting.section == "assessment":
        return None if segment.command == "directed" else code
    return None if named else code


def _more_than(segment: Segment) -> bool:
    """An enforcement clause or a notice that also sets a limit is a task."""
    return segment.excluded in ("enforcement", "information") and segment.command == "directed" and bool(segment.limits)
