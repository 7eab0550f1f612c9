"""How the machines of a cluster speak with each other: addresses, certificates, and what Dask is told about it.

Whoever reaches a scheduler runs what he likes on all machines of the cluster (Dask sends functions by pickle), so
without certificates only this machine or a private net will do.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
import warnings
from typing import Any, Final, Literal

from pipeline.errors import ConfigurationError
from pipeline.settings import Settings

PORT: Final = 8786
Role = Literal["client", "scheduler", "worker"]
Reach = Literal["here", "private", "public"]

_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[^:/\s]+)(?::(\d{1,5}))?/?")
_TLS = ("tls_ca", "tls_cert", "tls_key")

OPEN: Final = ("Cảnh báo: cụm máy không dùng chứng thư (tcp://). Ai vào được mạng này đều đọc được văn bản đang gửi "
               "và chạy được chương trình trên các máy trong cụm; chỉ dùng trong mạng riêng tin cậy, tốt nhất là dùng tls://.")

CONFIG: Final[dict[str, Any]] = {
    "distributed.worker.memory.target": False,  # nothing of what a worker holds goes to its disk
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.max-spill": 0,
    "distributed.worker.memory.pause": 0.8,
    "distributed.worker.memory.terminate": False,
    "distributed.worker.profile.enabled": False,
    "distributed.worker.http.routes": [],
    "distributed.scheduler.http.routes": [],
    "distributed.scheduler.worker-ttl": "60s",
    "distributed.scheduler.allowed-failures": 10,  # files are opened in processes that are watched: a worker is not
    # brought down by what it reads, and which reading it was at when its machine went is chance
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.work-stealing-interval": "200ms",
    "distributed.admin.low-level-log-length": 1000,
    "distributed.comm.timeouts.connect": "5s",
    "distributed.comm.timeouts.tcp": "15s",
}


def address(told: str) -> str:
    """The address in full, with scheme and port. Raises ConfigurationError for one that cannot be used."""
    found = _ADDRESS.fullmatch(told.strip() if "://" in told else f"tcp://{told.strip()}")
    if not found:
        raise ConfigurationError(f"Địa chỉ bộ điều phối “{told}” không đúng dạng.",
                                 "Viết như tcp://10.0.0.5:8786, hoặc tls://may-chu:8786 khi dùng chứng thư.")
    return f"{found[1]}://{found[2]}:{found[3] or PORT}"


def host(full: str) -> str:
    """The host of a full address."""
    return full.split("://")[1].rsplit(":", 1)[0].strip("[]")


def reach(name: str) -> Reach:
    """Who can reach a host of that name or address, as far as its addresses tell; of an unknown one the worst."""
    try:
        found = {ipaddress.ip_address(str(one[4][0]).split("%")[0]) for one in socket.getaddrinfo(name, None)}
    except OSError:
        return "public"
    if all(one.is_loopback for one in found):
        return "here"
    return "private" if all(one.is_private and not one.is_unspecified for one in found) else "public"


def checked(full: str) -> str:
    """What has to be said of an address before it is used, "" for nothing. Raises ConfigurationError for an open
    address outside a private net."""
    if full.startswith("tls://"):
        return ""
    found = reach(host(full))
    if found == "public":
        raise ConfigurationError(f"Không dùng {full}: địa chỉ không mã hóa chỉ dùng trong máy này hoặc mạng riêng.",
                                 "Đặt tls_ca, tls_cert, tls_key trong chidao.toml và dùng địa chỉ tls://.")
    return OPEN if found == "private" else ""


def security(settings: Settings, full: str, role: Role) -> Any:
    """Dask's own Security for a party of the cluster; None without certificates. Raises ConfigurationError when those
    that the address asks for are not set or not there."""
    if not full.startswith("tls://"):
        return None
    from distributed.security import Security  # noqa: PLC0415  a second that most commands never need

    for name in _TLS:
        file = getattr(settings, name)
        try:
            with open(file, "rb"):  # noqa: PTH123  an empty name is no path
                pass
        except OSError as error:
            raise ConfigurationError(f"Chưa đọc được tệp chứng thư {name} ({file or 'chưa đặt'}).",
                                     "Đặt tls_ca, tls_cert, tls_key trong chidao.toml; tls:// cần cả ba.") from error
    make: Any = Security
    return make(tls_ca_file=settings.tls_ca, require_encryption=True,
                **{f"tls_{role}_cert": settings.tls_cert, f"tls_{role}_key": settings.tls_key})


def configure() -> None:
    """Let Dask work as it must here, and be silent: what it mutters is not for clerks."""
    import dask  # noqa: PLC0415
    import distributed  # noqa: PLC0415  sets its journals up, which are silenced then

    dask.config.set(CONFIG)
    names = [name for name in logging.root.manager.loggerDict if name.startswith(f"{distributed.__name__}.")]
    for name in (*names, distributed.__name__, "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module=r"distributed(\..*)?")
    warnings.filterwarnings("ignore", message="Sending large graph")
    warnings.filterwarnings("ignore", message="Mismatched versions found")
