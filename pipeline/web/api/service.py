"""The API itself: who may ask, how often, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError
from ninja.throttling import SimpleRateThrottle

import pipeline
from pipeline.errors import ChidaoError, InputError

from .. import errors
from .tokens import Bearer

RATE: Final = "300/min"
"""So many requests a token may make."""
_WHY: Final = {
    "missing": "thiếu", "int_parsing": "phải là số nguyên", "int_type": "phải là số nguyên",
    "date_from_datetime_parsing": "phải là ngày dạng 2026-03-05", "date_parsing": "phải là ngày dạng 2026-03-05",
    "date_type": "phải là ngày dạng 2026-03-05", "datetime_parsing": "phải là thời điểm dạng 2026-03-05T08:00:00",
    "datetime_from_date_parsing": "phải là thời điểm dạng 2026-03-05T08:00:00",
    "datetime_type": "phải là thời điểm dạng 2026-03-05T08:00:00", "literal_error": "không phải giá trị cho phép",
    "extra_forbidden": "không có trường này", "string_type": "phải là chữ", "string_too_long": "quá dài",
    "string_too_short": "quá ngắn", "bool_parsing": "phải là true hoặc false", "greater_than_equal": "quá nhỏ",
    "less_than_equal": "quá lớn", "date_from_datetime_inexact": "phải là ngày, không kèm giờ",
}
"""What pydantic says of a value, in Vietnamese."""


class PerToken(SimpleRateThrottle):
    """Requests of a token in a minute, all addresses together."""

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """By the token."""
        return f"chidao-api-{request.auth.pk}"


api: Final = NinjaAPI(
    title="Chidao", version="1", urls_namespace="api", docs_url=None, auth=Bearer(), throttle=[PerToken(RATE)],
    description=f"Văn bản chỉ đạo và nhiệm vụ, phiên bản chương trình {pipeline.__version__}. Mỗi mã truy cập thấy "
                "đúng những gì tài khoản của nó thấy trên trang web. Danh mục theo kịp thay đổi trong vài giây.")


def told(request: HttpRequest, status: int, code: str, message: str, advice: str = "", **more: Any) -> HttpResponse:
    """An error as the API tells it; ``more`` stands beside it."""
    fields = more.pop("fields", {})
    whole = {"error": {"code": code, "message": message, "advice": advice, "fields": fields}, **more}
    response: HttpResponse = api.create_response(request, whole, status=status)
    response["Cache-Control"] = "no-store"
    return response


def unknown(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
    """404 for an address that the API does not have."""
    return told(request, 404, "khong-co", "API không có địa chỉ này.", "Xem các địa chỉ: /api/v1/openapi.json")


def only_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with a method that is not allowed told as all errors are."""

    def call(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        response = view(request, *given, **named)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = told(request, 405, "sai-phuong-thuc", f"Địa chỉ này không nhận {request.method}.",
                            f"Dùng: {allowed}.")
            response["Allow"] = allowed
        return response

    call.csrf_exempt = True  # type: ignore[attr-defined]  # tokens only: no browser sends one by itself
    return call


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: Exception) -> HttpResponse:
    response = told(request, 401, "chua-xac-thuc", "Thiếu mã truy cập, hoặc mã không còn dùng được.",
                    "Gửi kèm Authorization: Bearer MÃ; tạo mã bằng chidao user token.")
    response["WWW-Authenticate"] = 'Bearer realm="chidao"'
    return response


@api.exception_handler(AuthorizationError)
def _forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
    return told(request, 403, "khong-duoc-phep", "Mã truy cập này không được làm việc ấy.",
                "Đề nghị người quản trị cấp mã có quyền ghi, cho tài khoản của cơ quan thực hiện.")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return told(request, 404, "khong-co", "Không có nội dung này, hoặc tài khoản không được xem.",
                "Kiểm tra lại mã văn bản, mã nhiệm vụ, tên cơ quan.")


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    seconds = max(int(error.wait or 1), 1)
    response = told(request, 429, "qua-nhieu", "Mã truy cập này hỏi quá nhiều lần trong một phút.",
                    f"Chờ {seconds} giây rồi hỏi tiếp.")
    response["Retry-After"] = str(seconds)
    return response


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = {".".join(str(part) for part in one["loc"][-1:] or ("thân",)): _WHY.get(one["type"], "không hợp lệ")
              for one in error.errors}
    return told(request, 422, "khong-hop-le", "Yêu cầu có chỗ không hợp lệ.", "Sửa các chỗ nêu ở fields.",
                fields=fields)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return told(request, error.status_code, "khong-doc-duoc", "Thân của yêu cầu không phải JSON đọc được.",
                "Gửi một đối tượng JSON, bảng mã UTF-8.")


@api.exception_handler(InputError)
def _refused(request: HttpRequest, error: InputError) -> HttpResponse:
    return told(request, 422, "khong-hop-le", error.message, error.advice)


@api.exception_handler(ChidaoError)
def _unavailable(request: HttpRequest, error: ChidaoError) -> HttpResponse:
    errors.note(error)
    return told(request, 503, "tam-ngung", error.message, error.advice)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    errors.note(error)
    return told(request, 500, "loi", "Chương trình gặp lỗi; lỗi đã được ghi lại.",
                "Thử lại sau ít phút, hoặc báo người quản trị.")
