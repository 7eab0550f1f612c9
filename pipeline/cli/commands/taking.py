"""The commands that read files: show, explain, take in, watch."""
# ruff: noqa: PLC0415  heavy modules are imported inside the commands, so that help and errors come at once

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.configuration import load

from ..vietnamese import OPTIONS_METAVAR, Command
from .base import Cluster, Password, app

EXTRACT_EXAMPLES = """Ví dụ:
  chidao extract cong-dien.pdf
  chidao extract cong-dien.pdf --json > cong-dien.json
  chidao extract *.docx -o ket-qua
  chidao extract van-ban-khoa.pdf --mat-khau 123456"""

EXPLAIN_EXAMPLES = """Ví dụ:
  chidao explain cong-dien.pdf
  chidao explain cong-dien.pdf --clause 2.a"""

RUN_EXAMPLES = """Ví dụ:
  chidao run
  chidao run /van-ban-den/thang-6 --outputs bang-theo-doi
  chidao run --as-of 30/6/2025"""

WATCH_EXAMPLES = """Ví dụ:
  chidao watch
  chidao watch /chia-se/van-ban-den --poll"""

SAMPLES = Path("corpus/samples")
"""The dispatches that come with the program, under its base folder."""


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EXTRACT_EXAMPLES,
    help="Đọc tệp và hiện các nhiệm vụ tìm được, không lưu vào kho.",
)
def extract(
    files: Annotated[list[Path], typer.Argument(
        metavar="TỆP…", help="Tệp PDF, DOCX, DOC, TXT, ảnh quét, hoặc gói ZIP, EML.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="In JSON: một đối tượng cho một tệp, một mảng khi có nhiều tệp.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Ghi mỗi tệp thành một tệp JSON ở đây.")
    ] = None,
    password: Password = None,
) -> None:
    """Extract without a store."""
    from ..extracting import extract_files

    settings = replace(load().settings, password=password)
    raise typer.Exit(extract_files(files, as_json=as_json, folder=folder, settings=settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EXPLAIN_EXAMPLES,
    help="Cho biết vì sao: từng nhiệm vụ lấy chủ trì, phối hợp, thời hạn từ chữ nào, những gì cân nhắc mà không lấy.",
)
def explain(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Một tệp như của lệnh extract.")],
    clause: Annotated[
        str | None, typer.Option("--clause", "--muc", metavar="MỤC", show_default=False,
                                 help="Chỉ giải thích mục này và các mục dưới nó, ví dụ 2.a.")
    ] = None,
    password: Password = None,
) -> None:
    """Explain every value of a file's rows."""
    from ..explaining import explain_file

    raise typer.Exit(explain_file(file, clause, replace(load().settings, password=password)))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=RUN_EXAMPLES,
    help="Tiếp nhận tệp mới, cập nhật kho dữ liệu và lập lại các bảng theo dõi.",
)
def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ĐƯỜNG_DẪN…]", show_default=False,
                       help="Tệp hoặc thư mục cần tiếp nhận; không ghi thì lấy thư mục corpus/inbox."),
    ] = None,
    outputs: Annotated[
        Path | None, typer.Option("--outputs", metavar="THƯ_MỤC", show_default=False,
                                  help="Nơi ghi các bảng theo dõi; không ghi thì theo thiết lập.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", "--ngay", metavar="NGÀY", formats=["%Y-%m-%d", "%d/%m/%Y"],
                                      show_default=False, help="Lập danh mục như vào ngày này, ví dụ 30/6/2025, trong "
                                      "thư mục con theo-ngay; danh mục hiện nay giữ nguyên.")
    ] = None,
    cluster: Cluster = None,
    password: Password = None,
) -> None:
    """Ingest and publish."""
    from ..running import run_office

    configured = load()
    settings = replace(configured.settings, password=password)
    if outputs is not None:
        settings = replace(settings, outputs=outputs)
    if cluster is not None:
        settings = replace(settings, cluster=cluster)
    day = as_of.date() if as_of else None
    raise typer.Exit(run_office(paths or [], settings, configured.base / SAMPLES, day))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=WATCH_EXAMPLES,
    help="Theo dõi thư mục tiếp nhận: có tệp mới thì tự làm như lệnh run, cho đến khi bấm Ctrl+C.",
)
def watch(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ĐƯỜNG_DẪN…]", show_default=False,
                       help="Thư mục cần theo dõi; không ghi thì lấy thư mục tiếp nhận theo thiết lập."),
    ] = None,
    poll: Annotated[
        bool, typer.Option("--poll", help="Tự dò thư mục, dùng cho thư mục chia sẻ qua mạng không báo khi có tệp mới.")
    ] = False,
    every: Annotated[
        float | None, typer.Option("--once-every", metavar="GIÂY", min=0.1, show_default=False,
                                   help="Không có gì báo thì xem lại thư mục sau bao nhiêu giây; không ghi thì theo "
                                        "thiết lập watch_seconds.")
    ] = None,
    cluster: Cluster = None,
) -> None:
    """Ingest and publish whenever something arrives."""
    from ..watching import watch_office

    settings = load().settings
    settings = replace(settings, poll=poll or settings.poll, watch_seconds=every or settings.watch_seconds,
                       cluster=settings.cluster if cluster is None else cluster)
    raise typer.Exit(watch_office(paths or [], settings))
