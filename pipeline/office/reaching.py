"""Why a machine on the net could not be reached, in Vietnamese."""

from __future__ import annotations

import socket
import ssl

from pipeline.causes import cause_of


def why(error: Exception) -> str:
    """A few words without a full stop."""
    reason = getattr(error, "reason", None)
    return _why(reason if isinstance(reason, OSError) else error)


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "chờ quá lâu không có trả lời"
    if isinstance(error, ssl.SSLError):
        return "kết nối mã hóa không lập được: chứng thư của máy nhận không đúng, hết hạn hoặc không tin được"
    if isinstance(error, socket.gaierror):
        return "không tìm thấy máy nhận theo tên đã ghi"
    if isinstance(error, ConnectionRefusedError):
        return "máy nhận không chạy, hoặc sai máy, sai cổng"
    if isinstance(error, ConnectionError):
        return "kết nối đã đứt"
    return cause_of(error) if isinstance(error, OSError) else "máy nhận trả lời không đúng giao thức"
