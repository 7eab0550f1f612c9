"""What is shown when a page cannot be: what happened and what to do, in Vietnamese, never a trace."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from pipeline.errors import ChidaoError
from pipeline.office.journal import trace_of, write_trace

from .config import COOLING, FAILURES, office


def _page(request: HttpRequest, status: int, title: str, words: str, advice: str) -> HttpResponse:
    """A page by itself: it asks neither the database nor the session."""
    told = {"title": title, "words": words, "advice": advice, "status": status}
    response = HttpResponse(render_to_string("web/error.html", told), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, "Yêu cầu không hợp lệ", "Máy chủ không hiểu yêu cầu của trình duyệt.",
                 "Nếu trang được mở bằng một tên máy mới, người quản trị ghi tên ấy vào thiết lập web.hosts.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    scope = getattr(request, "scope", None)
    if scope is not None and not scope.role:
        return _page(request, 403, "Tài khoản chưa được giao vai trò",
                     "Tài khoản này đã đăng nhập được nhưng chưa có vai trò nên chưa xem được trang nào.",
                     "Đề nghị người quản trị giao vai trò cho tài khoản.")
    return _page(request, 403, "Không được phép", "Vai trò của tài khoản này không dùng được trang vừa mở.",
                 "Trở về trang đầu; nếu cần trang này, đề nghị người quản trị giao vai trò.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was not ours, or is too old."""
    return _page(request, 403, "Biểu mẫu đã hết hiệu lực", "Trang mở đã lâu, hoặc đã đăng nhập lại ở cửa sổ khác.",
                 "Mở lại trang rồi làm lại; nội dung chưa gửi thì chưa được ghi.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; the same for what is not there and for what whoever asks may not see."""
    return _page(request, 404, "Không có trang này", "Địa chỉ không đúng, hoặc nội dung không còn trong danh mục.",
                 "Kiểm tra lại địa chỉ, hoặc tìm từ trang đầu.")


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500, "Xin lỗi, chương trình gặp lỗi", "Lỗi đã được ghi lại; nội dung đã lưu được giữ nguyên.",
                 "Thử lại sau ít phút. Nếu vẫn lỗi, báo người quản trị xem nhật ký lỗi của chương trình.")


def unavailable(request: HttpRequest, error: ChidaoError) -> HttpResponse:
    """503: what the program says, for example that the database is away."""
    return _page(request, 503, "Tạm thời chưa dùng được", error.message, error.advice)


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *more: Any) -> HttpResponse:
    """429: too many wrong passwords."""
    minutes = int(COOLING.total_seconds() // 60)
    response = _page(request, 429, "Tạm khóa đăng nhập",
                     f"Sai tên đăng nhập hoặc mật khẩu {FAILURES} lần liên tiếp nên tạm khóa {minutes} phút.",
                     f"Chờ {minutes} phút rồi đăng nhập lại; quên mật khẩu thì đề nghị người quản trị đặt lại.")
    response["Retry-After"] = str(int(COOLING.total_seconds()))
    return response


def listen() -> None:
    """Traces of what goes wrong go to the journal of the office."""
    got_request_exception.connect(_write, dispatch_uid="chidao.web.errors")


def _write(sender: object, **more: Any) -> None:
    if error := sys.exception():
        note(error)


def note(error: BaseException) -> None:
    """Add where an error happened to the journal, without its words; a disk that is full must not make another."""
    with suppress(OSError):
        write_trace(office().home, "chidao web", trace_of(error))
