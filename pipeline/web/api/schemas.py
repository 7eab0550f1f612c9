"""What the API gives and takes. Every field is described in Vietnamese in the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

MOST: Final = 200
"""So many rows a page has at most."""
STATES = Literal["overdue", "near", "in time", "undated", "done late", "done in time", "done, undated", "cancelled"]


class Paged(Schema):
    """Which page of a list."""

    cursor: str = Field("", max_length=500, description="trường next của trang trước")
    limit: int = Field(50, ge=1, le=MOST, description="số mục một trang")


class DirectiveFilter(Paged):
    """Which directives."""

    number: str = Field("", max_length=200, description="số, ký hiệu, đúng hoàn toàn")
    body: str = Field("", max_length=300, description="có nhiệm vụ trong danh mục của cơ quan này (slug hoặc tên)")
    issued_from: date | None = Field(None, description="ban hành từ ngày")
    issued_to: date | None = Field(None, description="ban hành đến hết ngày")
    received_from: date | None = Field(None, description="nhận từ ngày")


class TaskFilter(Paged):
    """Which tasks."""

    body: str = Field("", max_length=300, description="trong danh mục của cơ quan này (slug hoặc tên)")
    directive: str = Field("", max_length=64, description="của văn bản này (sha256)")
    status: Literal["", "open", "done", "late", "near"] = Field(
        "", description="open: chưa hoàn thành; done: hoàn thành hoặc bị hủy; late: quá hạn; near: đến hạn trong 7 "
                        "ngày")
    due_from: date | None = Field(None, description="hạn từ ngày")
    due_to: date | None = Field(None, description="hạn đến hết ngày")
    changed_since: datetime | None = Field(None, description="thay đổi từ lúc này trở đi, kể cả lúc này; giờ Việt Nam "
                                                             "khi không ghi múi giờ")
    q: str = Field("", max_length=200, description="có đủ các từ này, có dấu hay không dấu")


class NoticeFilter(Paged):
    """Which notices."""

    body: str = Field("", max_length=300, description="của cơ quan này (slug hoặc tên)")
    event: Literal["", "new", "due", "late"] = Field("", description="mới, sắp đến hạn, quá hạn")
    since: datetime | None = Field(None, description="lập từ lúc này trở đi, kể cả lúc này")


class Trouble(Schema):
    """Why a request was not answered."""

    code: str = Field(description="mã lỗi, không đổi giữa các phiên bản")
    message: str = Field(description="điều gì đã xảy ra")
    advice: str = Field("", description="cần làm gì")
    fields: dict[str, str] = Field({}, description="chỗ sai trong yêu cầu, và vì sao")


class Error(Schema):
    """An error."""

    error: Trouble


class BodyOut(Schema):
    """A list of a body."""

    slug: str = Field(description="tên ngắn, dùng trong tham số body")
    name: str = Field(description="tên cơ quan hoặc nhóm cơ quan")
    group: bool = Field(description="là nhóm cơ quan")
    late: int = Field(description="số nhiệm vụ quá hạn")
    near: int = Field(description="số nhiệm vụ đến hạn trong 7 ngày")
    open: int = Field(description="số nhiệm vụ chưa hoàn thành")
    total: int = Field(description="tổng số nhiệm vụ")


class MeOut(Schema):
    """Whose token it is."""

    account: str = Field(description="tài khoản")
    role: str = Field(description="vai trò: van-thu, chuyen-vien, lanh-dao, quan-tri")
    may_write: bool = Field(description="mã này ghi được kết quả thực hiện")
    everything: bool = Field(description="xem được mọi danh mục")
    as_of: date | None = Field(description="ngày mà tình trạng được tính; null khi chưa dựng danh mục")
    built_at: datetime | None = Field(description="danh mục được dựng lúc (giờ Việt Nam)")


class DirectiveOut(Schema):
    """A directive that stands."""

    sha256: str = Field(description="mã băm của tệp gốc, cũng là mã của văn bản")
    number: str = Field(description="số, ký hiệu")
    title: str = Field(description="tên loại, số, ngày")
    issuer: str = Field(description="cơ quan ban hành")
    issued_on: date | None = Field(description="ngày ban hành")
    subject: str = Field(description="trích yếu")
    received_at: datetime = Field(description="nhận lúc (giờ Việt Nam)")
    tasks: int = Field(description="số nhiệm vụ")


class DirectiveWhole(DirectiveOut):
    """A directive with what only its own page shows."""

    urgency: str = Field(description="mức độ khẩn")
    signer: str = Field(description="người ký")
    addressees: list[str] = Field(description="kính gửi")
    recipients: list[str] = Field(description="nơi nhận")
    doubts: list[str] = Field(description="điểm cần xem lại")
    notices: list[str] = Field(description="văn bản khác đã tác động: sửa đổi, bãi bỏ, gia hạn …")


class OfDirective(Schema):
    """Which directive gives a task."""

    sha256: str = Field(description="mã của văn bản")
    number: str = Field(description="số, ký hiệu")
    issuer: str = Field(description="cơ quan ban hành")
    issued_on: date | None = Field(description="ngày ban hành")


class ProgressOut(Schema):
    """How far a task is; an empty string for what nobody has entered, days as 2026-03-05."""

    status: str = Field(description="tình trạng do người ghi")
    percent: str = Field(description="tỷ lệ hoàn thành, 0–100")
    completed_on: str = Field(description="ngày hoàn thành")
    reply: str = Field(description="văn bản trả lời")
    replied_on: str = Field(description="ngày văn bản trả lời")
    product: str = Field(description="sản phẩm")
    delay: str = Field(description="lý do chậm")
    note: str = Field(description="ghi chú")
    leader_note: str = Field(description="ý kiến của lãnh đạo")
    extended_to: str = Field(description="gia hạn đến")
    extended_by: str = Field(description="văn bản gia hạn")


class TaskOut(Schema):
    """A task."""

    id: str = Field(description="mã nhiệm vụ, giữ nguyên khi đọc lại văn bản")
    directive: OfDirective
    clause: str = Field(description="điều, khoản, điểm")
    page: int | None = Field(description="trang")
    text: str = Field(description="nội dung nhiệm vụ")
    lead: list[str] = Field(description="cơ quan chủ trì")
    support: list[str] = Field(description="cơ quan phối hợp")
    limit: str = Field(description="thời hạn như trong văn bản")
    due: date | None = Field(description="hạn cuối đang tính")
    open: bool = Field(description="chưa hoàn thành, chưa bị hủy")
    state: STATES = Field(description="mã tình trạng")
    status: str = Field(description="tình trạng bằng lời")
    doubtful: bool = Field(description="có chỗ người rà soát cần xem")
    changed_at: datetime | None = Field(description="thay đổi lần cuối lúc (giờ Việt Nam)")
    version: str = Field(description="phiên bản của kết quả thực hiện, gửi kèm khi ghi")
    progress: ProgressOut


class NoticeOut(Schema):
    """A notice that was made."""

    key: str = Field(description="mã thông báo, mỗi thông báo một mã")
    event: Literal["new", "due", "late"] = Field(description="mới, sắp đến hạn, quá hạn")
    kind: str = Field(description="new, due7, due3, due1 hoặc late")
    body: str = Field(description="cơ quan")
    task: str = Field(description="mã nhiệm vụ")
    directive: str = Field(description="mã của văn bản")
    due: date | None = Field(description="thời hạn khi báo")
    at: datetime = Field(description="báo lúc (giờ Việt Nam)")


class Bodies(Schema):
    """A page of lists."""

    items: list[BodyOut]
    next: str | None = Field(description="cursor của trang sau; null ở trang cuối")


class Directives(Schema):
    """A page of directives."""

    items: list[DirectiveOut]
    next: str | None = Field(description="cursor của trang sau; null ở trang cuối")


class Tasks(Schema):
    """A page of tasks."""

    items: list[TaskOut]
    next: str | None = Field(description="cursor của trang sau; null ở trang cuối")


class Notices(Schema):
    """A page of notices."""

    items: list[NoticeOut]
    next: str | None = Field(description="cursor của trang sau; null ở trang cuối")


class ProgressIn(Schema):
    """What is entered: the version that was seen, and the cells that change."""

    model_config = ConfigDict(extra="forbid")

    version: str = Field(description="phiên bản đã thấy (trường version của nhiệm vụ)", max_length=64)
    status: str | None = Field(None, description="chưa hoàn thành, hoàn thành, hoàn thành đúng hạn, hoàn thành quá "
                                                 "hạn, bị hủy", max_length=100)
    percent: int | None = Field(None, ge=0, le=100, description="tỷ lệ hoàn thành")
    completed_on: date | None = Field(None, description="ngày hoàn thành")
    reply: str | None = Field(None, max_length=4000, description="văn bản trả lời")
    replied_on: date | None = Field(None, description="ngày văn bản trả lời")
    product: str | None = Field(None, max_length=4000, description="sản phẩm")
    delay: str | None = Field(None, max_length=4000, description="lý do chậm")
    note: str | None = Field(None, max_length=4000, description="ghi chú")
    leader_note: str | None = Field(None, max_length=4000, description="ý kiến của lãnh đạo")
    extended_to: date | None = Field(None, description="gia hạn đến")
    extended_by: str | None = Field(None, max_length=4000, description="văn bản gia hạn")


class Entered(Schema):
    """How a task stands after something was entered."""

    version: str = Field(description="phiên bản mới")
    progress: ProgressOut


class DifferenceOut(Schema):
    """A cell with two values."""

    cell: str = Field(description="ô")
    column: str = Field(description="tên ô bằng lời")
    mine: str = Field(description="giá trị gửi lên")
    theirs: str = Field(description="giá trị đang có")
    who: str = Field(description="người đã ghi giá trị đang có; để trống khi đọc từ văn bản")
    at: datetime | None = Field(description="ghi lúc")


class Conflict(Schema):
    """409: somebody else was faster; nothing was kept."""

    error: Trouble
    differences: list[DifferenceOut]
    version: str = Field(description="phiên bản hiện nay; gửi lại với phiên bản này để ghi đè")
    progress: ProgressOut
