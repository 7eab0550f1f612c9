"""``chidao scheduler``, ``chidao worker`` and ``chidao cluster``: several machines that read."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from pipeline.errors import ClusterError, ConfigurationError
from pipeline.office.cluster.inventory import compare
from pipeline.settings import Settings

from .console import output
from .trouble import tell


def start_scheduler(host: str, port: int, settings: Settings, tls: bool) -> None:
    """Until it is ended."""
    from pipeline.office.cluster.serving import serve_scheduler  # noqa: PLC0415  loads the whole of Dask

    serve_scheduler(host, port, settings, tls, _say)


def start_worker(settings: Settings, workers: int) -> None:
    """Until it is ended."""
    from pipeline.office.cluster.serving import serve_worker  # noqa: PLC0415

    serve_worker(settings, workers, _say)


def check_cluster(settings: Settings) -> int:
    """Whether all machines have the same; returns the exit code."""
    if not settings.cluster:
        raise ConfigurationError("Chưa đặt cụm máy đọc.", "Ghi địa chỉ sau lệnh, hoặc đặt cluster trong chidao.toml.")
    found = compare(settings)
    table = Table("Mục", "Máy này", f"{len(found.workers)} máy đọc")
    for item, had in found.here.items():
        others = found.differing(item)
        told = "; ".join(f"{name}: {value}" for name, value in others.items()) or "giống"
        table.add_row(item, Text(had), Text(told, "red" if others else ""))
    output().print(table)
    if found.same:
        output().print(f"Tất cả {len(found.workers)} máy đọc giống máy này.")
        return 0
    names = sorted({name for item in found.here for name in found.differing(item)})
    tell(f"{len(names)} máy đọc khác máy này: {', '.join(names)}.",
         "Cài cùng phiên bản trên các máy ấy (git pull, sudo make setup), rồi chạy lại chidao worker.")
    return ClusterError.exit_code


def _say(told: str) -> None:
    output().print(Text(told), soft_wrap=True)
