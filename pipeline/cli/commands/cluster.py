"""The commands for several machines that read."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command, Group
from .base import app

SCHEDULER_EXAMPLES = """Ví dụ:
  chidao scheduler --host 10.0.0.5
  chidao scheduler --host 10.0.0.5 --tls"""

WORKER_EXAMPLES = """Ví dụ:
  chidao worker tcp://10.0.0.5:8786
  chidao worker tls://10.0.0.5:8786 --workers 4"""

CHECK_EXAMPLES = """Ví dụ:
  chidao cluster check
  chidao cluster check tcp://10.0.0.5:8786"""

cluster = typer.Typer(cls=Group, no_args_is_help=True, options_metavar=OPTIONS_METAVAR,
                      subcommand_metavar="LỆNH [THAM SỐ]…", epilog=CHECK_EXAMPLES,
                      help="Cụm máy đọc: xem các máy có giống nhau không.")
app.add_typer(cluster, name="cluster")


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=SCHEDULER_EXAMPLES,
    help="Chạy bộ điều phối của cụm máy đọc, cho đến khi bấm Ctrl+C.",
)
def scheduler(
    host: Annotated[str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ của máy này trong mạng riêng.")
                    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="CỔNG", min=0, max=65535, help="Cổng.")] = 8786,
    tls: Annotated[bool, typer.Option("--tls", help="Mã hóa bằng chứng thư tls_ca, tls_cert, tls_key trong thiết lập.")
                   ] = False,
) -> None:
    """Serve a scheduler."""
    from ..clustering import start_scheduler

    start_scheduler(host, port, load().settings, tls)


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=WORKER_EXAMPLES,
    help="Cho máy này đọc tệp giúp máy khác: nhận tệp từ bộ điều phối, đọc, trả kết quả, không lưu gì.",
)
def worker(
    address: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", help="Địa chỉ bộ điều phối, ví dụ tcp://10.0.0.5:8786.")],
    workers: Annotated[int, typer.Option("--workers", metavar="SỐ", min=0, help="Số tệp đọc cùng lúc; 0 là theo "
                                         "số nhân và bộ nhớ của máy.")] = 0,
) -> None:
    """Serve a worker."""
    from ..clustering import start_worker

    start_worker(replace(load().settings, cluster=address), workers)


@cluster.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHECK_EXAMPLES,
    help="Xem mọi máy đọc có cùng chương trình, gói, mô hình, Tesseract, LibreOffice, phông chữ như máy này không.",
)
def check(
    address: Annotated[str | None, typer.Argument(metavar="[ĐỊA_CHỈ]", show_default=False,
                                                  help="Địa chỉ bộ điều phối; không ghi thì theo thiết lập cluster.")
                       ] = None,
) -> None:
    """Compare the machines."""
    from ..clustering import check_cluster

    settings = load().settings
    raise typer.Exit(check_cluster(replace(settings, cluster=address) if address else settings))
