"""``chidao web``: the pages, until somebody stops them."""

from __future__ import annotations

import errno
import socket

from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.web.config import configure

from .console import output


def serve_pages(settings: Settings, host: str, port: int, threads: int) -> None:
    """Serve until SIGTERM or Ctrl+C. Raises InputError where the address cannot be had, StoreError."""
    configure(settings)
    from pipeline.web.serving import serve  # noqa: PLC0415  needs Django configured

    _try(host, port)
    shown = f"[{host}]" if ":" in host else host

    def ready() -> None:
        output().print(f"Trang web: http://{shown}:{port}/  Bấm Ctrl+C để dừng.", soft_wrap=True)

    serve(settings, host, port, threads, ready)


def _try(host: str, port: int) -> None:
    """Raise InputError where nothing can be served at that address."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        why = "cổng đang được chương trình khác dùng" if error.errno == errno.EADDRINUSE else (
            "không có quyền mở cổng này" if error.errno == errno.EACCES else "máy này không có địa chỉ ấy")
        raise InputError(f"Không mở được trang web ở {host}:{port}: {why}.",
                         "Chọn cổng khác bằng --port, địa chỉ khác bằng --host, hoặc dừng chương trình kia.") from error
