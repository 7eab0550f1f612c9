"""Why the machine would not do it, in the words of the people who have to mend it.

What the system and the database say of a failure is English; a clerk reads these words instead. Codes after POSIX
(errno.h, IEEE Std 1003.1-2017), SQLite's result codes and the words of PostgreSQL and its client; what stands in no
table is named by its number, or given word for word when the database has no number for it, without what follows the
first line: there PostgreSQL repeats what stands in the row.
"""

from __future__ import annotations

import errno

_OF_THE_SYSTEM = {
    errno.EACCES: "không có quyền", errno.EPERM: "không có quyền", errno.ENOENT: "không tìm thấy tệp hoặc thư mục",
    errno.EEXIST: "đã có tệp cùng tên", errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EISDIR: "đó là thư mục, không phải tệp", errno.ENOTEMPTY: "thư mục không rỗng",
    errno.ENOSPC: "đĩa đã đầy", errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.EFBIG: "tệp quá lớn đối với ổ đĩa", errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa báo lỗi khi đọc hoặc ghi", errno.ENOMEM: "thiếu bộ nhớ",
    errno.EBUSY: "đang có chương trình khác dùng", errno.ETXTBSY: "đang có chương trình khác dùng",
    errno.EAGAIN: "đang có chương trình khác dùng", errno.ENAMETOOLONG: "tên tệp hoặc đường dẫn quá dài",
    errno.ELOOP: "liên kết dẫn vòng quanh", errno.EMFILE: "chương trình mở quá nhiều tệp cùng lúc",
    errno.ENFILE: "máy mở quá nhiều tệp cùng lúc", errno.EXDEV: "hai nơi ở hai ổ đĩa khác nhau",
    errno.ESTALE: "thư mục chia sẻ đã ngắt kết nối", errno.ENOTCONN: "thư mục chia sẻ đã ngắt kết nối",
    errno.EHOSTDOWN: "máy giữ thư mục chia sẻ không trả lời",
    errno.EHOSTUNREACH: "máy giữ thư mục chia sẻ không trả lời", errno.ETIMEDOUT: "chờ quá lâu không có trả lời",
    errno.ENODEV: "ổ đĩa không còn ở đó", errno.ENXIO: "ổ đĩa không còn ở đó",
}
_OF_THE_DATABASE = {
    "locked": "đang có chương trình khác ghi", "is full": "đĩa đã đầy", "readonly": "không có quyền ghi",
    "disk i/o": "ổ đĩa báo lỗi khi đọc hoặc ghi", "malformed": "tệp kho dữ liệu bị hỏng",
    "not a database": "tệp không phải kho dữ liệu, hoặc bị hỏng", "unable to open": "không mở được tệp",
    "no such table": "kho dữ liệu thiếu bảng", "no such column": "kho dữ liệu thiếu cột",
    "authentication failed": "sai tên hoặc mật khẩu", "no password supplied": "thiếu mật khẩu",
    "no pg_hba.conf entry": "máy chủ không cho máy này kết nối", "permission denied": "tài khoản không đủ quyền",
    "does not exist": "không có cơ sở dữ liệu, tài khoản hoặc bảng ấy", "no space left": "đĩa đã đầy",
    "resolve host": "không tìm thấy máy chủ theo tên đã ghi", "host name": "không tìm thấy máy chủ theo tên đã ghi",
    "starting up": "máy chủ đang khởi động", "recovery mode": "máy chủ đang khởi động",
    "not yet accepting": "máy chủ đang khởi động", "shutting down": "máy chủ đang dừng",
    "too many": "máy chủ có quá nhiều kết nối", "timeout expired": "máy chủ không trả lời",
    "timed out": "máy chủ không trả lời", "read-only transaction": "máy chủ chỉ cho đọc",
    "is the server running": "máy chủ không chạy, hoặc sai máy, sai cổng",
    "refused": "máy chủ không chạy, hoặc sai máy, sai cổng",
    "terminating connection": "máy chủ ngắt kết nối", "server closed": "máy chủ ngắt kết nối",
    "connection is": "kết nối đã đứt", "consuming input": "kết nối đã đứt", "broken pipe": "kết nối đã đứt",
    "connection reset": "kết nối đã đứt",
}


def cause_of(error: Exception) -> str:
    """A few Vietnamese words without a full stop: why the system or the database refused."""
    if isinstance(error, OSError):
        return _OF_THE_SYSTEM.get(error.errno or 0) or f"lỗi hệ thống {error.errno or type(error).__name__}"
    told, _, _ = str(error).partition("\nDETAIL")
    known = (words for sign, words in _OF_THE_DATABASE.items() if sign in told.casefold())
    first = told.partition("\n")[0]
    return next(known, f"lỗi “{first}”" if first else f"lỗi {type(error).__name__}")
