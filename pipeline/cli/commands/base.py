"""What all commands share: the program with its own options, and the arguments that several take."""

from __future__ import annotations

from typing import Annotated

import typer

import pipeline

from ..vietnamese import OPTIONS_METAVAR, Group

EXIT_CODES = """Mã thoát:
  0  mọi việc xong
  1  lỗi ngoài dự kiến, đã ghi nhật ký; với evaluate: có văn bản không cho kết quả; với agencies: không tìm thấy
     cơ quan, hoặc danh mục có lỗi; với doctor: có chỗ sai; với audit verify: nhật ký không toàn vẹn;
     với notices: có nơi chưa gửi được
  2  dòng lệnh không đúng
  3  có tệp không dùng được (định dạng lạ, hỏng, có mật khẩu, quá lớn, quá lâu, bản quét không đọc được)
  4  có văn bản mang dấu độ mật (bị từ chối) hoặc nghi có dấu độ mật (tạm giữ); tệp để nguyên tại chỗ
  5  không mở hoặc không ghi được kho dữ liệu
  6  không ghi được bảng tính hoặc tệp kết quả
  7  không nối được với cụm máy đọc, hoặc các máy trong cụm không giống nhau
  130  bị dừng bằng Ctrl+C
Khi nhiều tệp lỗi, mã lớn nhất được trả về. Kho dữ liệu ở đâu: xem chidao settings."""

Password = Annotated[
    str | None,
    typer.Option("--mat-khau", "--password", metavar="MẬT_KHẨU", envvar="CHIDAO_MAT_KHAU", show_default=False,
                 help="Mật khẩu để mở tệp PDF hoặc tệp nén bị khóa; không được lưu lại."),
]

Cluster = Annotated[
    str | None,
    typer.Option("--cluster", "--cum", metavar="ĐỊA_CHỈ", show_default=False,
                 help="Địa chỉ bộ điều phối của các máy đọc giúp, ví dụ tcp://10.0.0.5:8786; \"\" là chỉ đọc trên máy "
                      "này; không ghi thì theo thiết lập cluster."),
]

Target = Annotated[str, typer.Argument(metavar="SỐ_KÝ_HIỆU|TỆP", help="Số, ký hiệu của văn bản, hoặc tên tệp.")]

app = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    options_metavar=OPTIONS_METAVAR,
    subcommand_metavar="LỆNH [THAM SỐ]…",
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES.replace("[", r"\["),
    help="Đọc văn bản chỉ đạo (công điện, chỉ thị, công văn, kế hoạch …), tìm từng nhiệm vụ với cơ quan chủ trì, "
         "phối hợp, thời hạn, và lập bảng theo dõi cho mỗi cơ quan.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"chidao {pipeline.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Hiện phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Options of the program itself."""
