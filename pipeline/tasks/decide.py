"""Is this segment a task? The order of the questions is that of the gold guideline, rules 3 to 5."""

from __future__ import annotations

from pipeline.model import Clause, SectionKind, Segment

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
    "reason": "Nêu tình hình, nguyên nhân.",
    "trich-dan": "Đoạn trích nguyên văn của văn bản khác.",
    "viec-cua-minh": "Việc cơ quan ban hành tự làm.",
    "bang-so-lieu": "Dòng của bảng không có cột nhiệm vụ.",
}

_SECTION_CODES: dict[SectionKind, str] = {
    "purpose": "muc-dich", "goal": "muc-dich", "assessment": "danh-gia", "funding": "kinh-phi", "scope": "pham-vi",
}


def why_not(segment: Segment, clause: Clause, section: SectionKind, *, background: bool, weak: bool,
            decision: bool) -> str | None:
    """The code of the reason why the segment is no task, None when it is one.

    ``background``: it stands before the directing phrase; ``weak``: the directive has neither such a phrase
    nor numbers, and nobody has been named yet; ``decision``: the directive is a decision or
    resolution, whose articles may be acts of the issuer itself.
    """
    named = segment.command in ("directed", "subject")
    if segment.kind == "qualifier":
        return "bo-nghia"
    if segment.excluded is not None and not _more_than(segment):
        return segment.excluded
    if segment.command == "none":
        return "khong-hanh-vi"
    if background and segment.command != "directed":
        return "boi-canh"
    if weak and not named:
        return "boi-canh"
    if decision and clause.kind == "article" and segment.command == "imperative":
        return "approval"
    code = _SECTION_CODES.get(section)
    if code is not None and not named:
        return code
    return "danh-gia" if section == "assessment" and segment.command != "directed" else None


def _more_than(segment: Segment) -> bool:
    """An enforcement clause or a notice that also sets a limit is a task."""
    return segment.excluded in ("enforcement", "information") and segment.command == "directed" and bool(segment.limits)
