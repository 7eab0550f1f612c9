"""The commands and their options; what they do is in the modules they call.

Heavy modules are imported inside the commands, so that help and errors come at once.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

import pipeline
from pipeline.configuration import load
from pipeline.errors import ChidaoError

from .vietnamese import OPTIONS_METAVAR, Command, Group

EXIT_CODES = """Mã thoát:
  0  mọi việc xong
  1  lỗi ngoài dự kiến, đã ghi nhật ký; với evaluate: có văn bản không cho kết quả; với agencies: không tìm thấy
     cơ quan, hoặc danh mục có lỗi
  2  dòng lệnh không đúng
  3  có tệp không dùng được (định dạng lạ, hỏng, có mật khẩu, quá lớn, quá lâu, bản quét không đọc được)
  4  có văn bản mang dấu độ mật (bị từ chối) hoặc nghi có dấu độ mật (tạm giữ); tệp để nguyên tại chỗ
  5  không mở hoặc không ghi được kho dữ liệu
  6  không ghi được bảng tính hoặc tệp kết quả
  130  bị dừng bằng Ctrl+C
Khi nhiều tệp lỗi, mã lớn nhất được trả về. Kho dữ liệu ở đâu: xem chidao settings."""

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

INIT_EXAMPLES = """Ví dụ:
  chidao init --office "UBND tỉnh Lào Cai"
  chidao init /srv/chidao"""

SAMPLES = Path("corpus/samples")
"""The dispatches that come with the program, under its base folder."""

RELEASE_EXAMPLES = """Ví dụ:
  chidao release corpus/inbox/ke-hoach.pdf --reason "Đã xem: chữ Mật là tên đề tài, văn bản không mật\""""

REMOVE_EXAMPLES = """Ví dụ:
  chidao remove 07/CT-UBND --reason "Đã bị thu hồi"
  chidao remove quet-thieu-trang.pdf --reason "Bản quét thiếu trang"
Số, ký hiệu chỉ văn bản với mọi bản của nó; tên tệp chỉ riêng tệp đó."""

RESTORE_EXAMPLES = """Ví dụ:
  chidao restore 07/CT-UBND"""

COMPARE_EXAMPLES = """Ví dụ:
  chidao compare 07/CT-UBND"""

CHOOSE_EXAMPLES = """Ví dụ:
  chidao choose 07/CT-UBND 07-ct-ubnd-ban-sua.pdf --reason "Bản phát hành lại, thời hạn đã sửa\""""

REVIEW_EXAMPLES = """Ví dụ:
  chidao review
  chidao review outputs/ra-soat/07-ct-ubnd.xlsx --trial"""

HISTORY_EXAMPLES = """Ví dụ:
  chidao history 07-ct-ubnd-2024-1a2b3c"""

UNDO_EXAMPLES = """Ví dụ:
  chidao undo
  chidao undo 07-ct-ubnd-2024-1a2b3c"""

ASSIGN_EXAMPLES = """Ví dụ:
  chidao assign
  chidao assign "chủ đầu tư" --to "Ban Quản lý dự án đầu tư xây dựng tỉnh Lào Cai" --reason "Quyết định giao vốn"
  chidao assign "cơ quan thường trực" --to "Sở Y tế" --directive 07/CT-UBND --reason "Theo quy chế của Ban Chỉ đạo"
Không ghi vai trò thì hiện các vai trò đang chờ và những gì đã chọn; --to ghi được nhiều lần."""

UNASSIGN_EXAMPLES = """Ví dụ:
  chidao unassign "chủ đầu tư"
  chidao unassign "cơ quan thường trực" --directive 07/CT-UBND"""

CHAIN_EXAMPLES = """Ví dụ:
  chidao chain 1612/UBND-VXNV"""

STATUS_EXAMPLES = """Ví dụ:
  chidao status"""

AGENCIES_EXAMPLES = """Ví dụ:
  chidao agencies find STTTT --on 2024-05-01 --place "Lào Cai"
  chidao agencies check"""

FIND_EXAMPLES = """Ví dụ:
  chidao agencies find STTTT --on 2024-05-01 --place "Lào Cai"
  chidao agencies find "UBND huyện Krông Nô" --on 01/5/2024"""

EXPORT_EXAMPLES = """Ví dụ:
  chidao agencies export"""

CHECK_EXAMPLES = """Ví dụ:
  chidao agencies check
  chidao agencies check ban-sua"""

EVALUATE_EXAMPLES = """Ví dụ:
  chidao evaluate corpus/gold corpus/samples"""

Password = Annotated[
    str | None,
    typer.Option("--mat-khau", "--password", metavar="MẬT_KHẨU", envvar="CHIDAO_MAT_KHAU", show_default=False,
                 help="Mật khẩu để mở tệp PDF hoặc tệp nén bị khóa; không được lưu lại."),
]

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


def command() -> Any:
    """The whole command line, ready to be run."""
    return get_command(app)


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
    from .extracting import extract_files

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
    from .explaining import explain_file

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
    password: Password = None,
) -> None:
    """Ingest and publish."""
    from .running import run_office

    configured = load()
    settings = replace(configured.settings, password=password)
    if outputs is not None:
        settings = replace(settings, outputs=outputs)
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
) -> None:
    """Ingest and publish whenever something arrives."""
    from .watching import watch_office

    settings = load().settings
    settings = replace(settings, poll=poll or settings.poll, watch_seconds=every or settings.watch_seconds)
    raise typer.Exit(watch_office(paths or [], settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=RELEASE_EXAMPLES,
    help="Cho đọc một tệp bị tạm giữ vì nghi có dấu độ mật, sau khi người có trách nhiệm đã xem; việc này được ghi sổ.",
)
def release(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp đang bị tạm giữ.")],
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao tệp không phải văn bản mật; được ghi vào sổ.")],
    password: Password = None,
) -> None:
    """Release a file that is held back."""
    from .releasing import release_file

    raise typer.Exit(release_file(file, reason, replace(load().settings, password=password)))


Target = Annotated[str, typer.Argument(metavar="SỐ_KÝ_HIỆU|TỆP", help="Số, ký hiệu của văn bản, hoặc tên tệp.")]


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=REMOVE_EXAMPLES,
    help="Đưa một văn bản ra khỏi danh mục và lập lại các bảng; văn bản được giữ trong kho, việc này được ghi sổ.",
)
def remove(
    target: Target,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao đưa ra; được ghi vào sổ và nêu khi tệp được nạp lại.")],
) -> None:
    """Take a directive out of the lists."""
    from . import deciding

    raise typer.Exit(deciding.remove(target, reason, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=RESTORE_EXAMPLES,
    help="Đưa trở lại danh mục một văn bản đã được đưa ra, và lập lại các bảng.",
)
def restore(
    target: Target,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao đưa trở lại; được ghi vào sổ.")] = "",
) -> None:
    """Bring a directive back into the lists."""
    from . import deciding

    raise typer.Exit(deciding.restore(target, reason, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=COMPARE_EXAMPLES,
    help="So các bản của một văn bản: nhiệm vụ, cơ quan, thời hạn và lời văn nào khác nhau.",
)
def compare(target: Target) -> None:
    """Show in what the copies of a directive differ."""
    from . import deciding

    raise typer.Exit(deciding.compare(target, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHOOSE_EXAMPLES,
    help="Chọn bản được lấy khi một văn bản có hai bản khác nhau, và lập lại các bảng; việc này được ghi sổ.",
)
def choose(
    target: Target,
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Tên tệp của bản được chọn.")],
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao chọn bản này; được ghi vào sổ.")],
) -> None:
    """Choose which copy of a directive stands."""
    from . import deciding

    raise typer.Exit(deciding.choose(target, file, reason, load().settings))


OneDirective = Annotated[
    str | None, typer.Option("--directive", "--van-ban", metavar="SỐ_KÝ_HIỆU|TỆP", show_default=False,
                             help="Chỉ trong văn bản này; không ghi thì trong mọi văn bản.")]


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=ASSIGN_EXAMPLES,
    help="Chọn cơ quan cho một vai trò, tên gọi chung (chủ đầu tư, đơn vị vận hành …) và lập lại các bảng; việc này "
         "được ghi sổ, bỏ bằng lệnh unassign.",
)
def assign(
    role: Annotated[str | None, typer.Argument(metavar="[VAI_TRÒ]", show_default=False,
                                               help="Vai trò đúng như chữ của văn bản.")] = None,
    to: Annotated[list[str] | None, typer.Option("--to", "--cho", metavar="CƠ_QUAN", show_default=False,
                                                 help="Tên cơ quan.")] = None,
    directive: OneDirective = None,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao là cơ quan này; được ghi vào sổ.")] = "",
) -> None:
    """Say which body a role means."""
    from . import assigning

    settings = load().settings
    raise typer.Exit(assigning.assign(role, to or (), directive, reason, settings) if role is not None
                     else assigning.show_roles(settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=UNASSIGN_EXAMPLES,
    help="Bỏ cơ quan đã chọn cho một vai trò và lập lại các bảng; việc này được ghi sổ.",
)
def unassign(
    role: Annotated[str, typer.Argument(metavar="VAI_TRÒ", help="Vai trò đã chọn cơ quan.")],
    directive: OneDirective = None,
    reason: Annotated[str, typer.Option("--reason", "--ly-do", metavar="LÝ_DO", show_default=False,
                                        help="Vì sao bỏ; được ghi vào sổ.")] = "",
) -> None:
    """Take back which body a role means."""
    from . import assigning

    raise typer.Exit(assigning.unassign(role, directive, reason, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=REVIEW_EXAMPLES,
    help="Nhận chỗ sửa trong bảng rà soát và lập lại các bảng; lệnh run cũng tự nhận bảng đã sửa ở outputs/ra-soat.",
)
def review(
    files: Annotated[list[Path] | None, typer.Argument(
        metavar="[BẢNG…]", show_default=False,
        help="Bảng rà soát đã sửa; không ghi thì lấy các bảng đã sửa ở outputs.")] = None,
    trial: Annotated[bool, typer.Option("--trial", "--thu", help="Chỉ xem chỗ nào sẽ được nhận, chưa nhận.")] = False,
    good_rows: Annotated[bool, typer.Option(
        "--good-rows", "--dong-dung", help="Nhận các ô đúng dù tệp còn ô không nhận được.")] = False,
) -> None:
    """Take in changed review workbooks."""
    from . import reviewing

    raise typer.Exit(reviewing.review_files(files or [], load().settings, trial=trial, good_rows=good_rows))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=HISTORY_EXAMPLES,
    help="Hiện mọi chỗ đã sửa của một nhiệm vụ: trước, sau, ai sửa, lúc nào, từ tệp nào.",
)
def history(task: Annotated[str, typer.Argument(metavar="MÃ_NHIỆM_VỤ", show_default=False,
                                                help="Mã ở cột cuối của bảng rà soát.")]) -> None:
    """Show what was changed."""
    from . import reviewing

    raise typer.Exit(reviewing.show_history(task, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=UNDO_EXAMPLES,
    help="Rút lại chỗ sửa của lần nạp gần nhất, hoặc của một nhiệm vụ, và lập lại các bảng.",
)
def undo(task: Annotated[str, typer.Argument(metavar="[MÃ_NHIỆM_VỤ]", show_default=False,
                                             help="Không ghi thì rút lại cả lần nạp gần nhất.")] = "") -> None:
    """Take changes back."""
    from . import reviewing

    raise typer.Exit(reviewing.undo(task, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHAIN_EXAMPLES,
    help="Hiện chuỗi văn bản: văn bản này thực hiện, căn cứ, sửa đổi văn bản nào, văn bản nào dẫn đến nó, thời hạn nào "
         "kế thừa; vẽ sơ đồ vào thư mục kết quả.",
)
def chain(target: Target) -> None:
    """Show the chain of a directive."""
    from .chain import show_chain

    raise typer.Exit(show_chain(target, load().settings))


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=STATUS_EXAMPLES,
    help="Cho biết nhiệm vụ nào quá hạn, sắp đến hạn; việc gì chờ người xem; kho dữ liệu có gì và ở đâu.",
)
def status() -> None:
    """What is in the store."""
    from .status import show_status

    show_status(load().settings)


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=INIT_EXAMPLES,
    help="Tạo tệp thiết lập chidao.toml, thư mục tiếp nhận và danh sách cơ quan của cơ quan sử dụng (co-quan.xlsx).",
)
def init(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[THƯ_MỤC]", show_default=False,
                                    help="Thư mục của cơ quan; không ghi thì lấy thư mục hiện tại.")
    ] = None,
    office: Annotated[
        str | None, typer.Option("--office", "--co-quan", metavar="TÊN", show_default=False,
                                 help="Tên cơ quan sử dụng; không ghi thì hỏi, để trống cũng được.")
    ] = None,
) -> None:
    """Write the settings file."""
    from .settings import init_office

    init_office(folder or Path.cwd(), office)


@app.command(
    name="settings", cls=Command, options_metavar=OPTIONS_METAVAR,
    help="Hiện các thiết lập đang dùng và mỗi thiết lập lấy từ đâu.",
)
def show_settings_command() -> None:
    """What holds."""
    from .settings import show_settings

    show_settings(load())


@app.command(
    cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EVALUATE_EXAMPLES,
    help="Đo độ chính xác: so kết quả đọc với bộ văn bản đã được gán nhãn.",
)
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="NHÃN", help="Thư mục tệp JSON đã gán nhãn.")],
    inputs: Annotated[Path, typer.Argument(metavar="ĐẦU_VÀO", help="Thư mục văn bản gốc cùng tên.")],
) -> None:
    """Measure against annotated directives."""
    from .console import output
    try:
        from pipeline.evaluation import evaluate_command
    except ImportError as error:
        raise ChidaoError("Bản cài đặt này không có phần đánh giá.", "Cài lại chương trình đầy đủ.") from error

    raise typer.Exit(evaluate_command(gold, inputs, output()))


agencies = typer.Typer(cls=Group, no_args_is_help=True, options_metavar=OPTIONS_METAVAR,
                       subcommand_metavar="LỆNH [THAM SỐ]…", epilog=AGENCIES_EXAMPLES,
                       help="Danh mục cơ quan: tra một tên, kiểm tra các bảng.")
app.add_typer(agencies, name="agencies")


@agencies.command(
    "find", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=FIND_EXAMPLES,
    help="Cho biết một tên chỉ cơ quan nào vào một ngày, ở một tỉnh, và nay là cơ quan nào.",
)
def find_agency(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="Tên cơ quan, đầy đủ hoặc viết tắt.")],
    on: Annotated[
        datetime | None, typer.Option("--on", "--ngay", metavar="NGÀY", formats=["%Y-%m-%d", "%d/%m/%Y"],
                                      show_default=False, help="Ngày của văn bản, ví dụ 01/5/2024; mặc định hôm nay.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", "--noi", metavar="TỈNH", show_default=False,
                                 help="Tỉnh, thành phố của cơ quan khi tên không có.")
    ] = None,
) -> None:
    """Find a body in the registry."""
    from .agencies import find

    raise typer.Exit(find(name, on.date() if on else None, place))


@agencies.command(
    "export", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=EXPORT_EXAMPLES,
    help="Ghi danh sách cơ quan của cơ quan sử dụng (co-quan.xlsx) để sửa, bổ sung; báo những chỗ chưa đúng trong đó.",
)
def export_agencies() -> None:
    """Write the office's own list."""
    from .agencies import export

    raise typer.Exit(export(load().settings))


@agencies.command(
    "check", cls=Command, options_metavar=OPTIONS_METAVAR, epilog=CHECK_EXAMPLES,
    help="Kiểm tra danh mục: mã trùng, vòng lặp, tên chỉ hai cơ quan, cơ quan đã kết thúc mà không rõ ai kế thừa.",
)
def check_agencies(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[THƯ_MỤC]", show_default=False,
                                    help="Thư mục có bản sửa của các bảng; bảng nào không có thì lấy của chương trình.")
    ] = None,
) -> None:
    """Prove the tables of the registry."""
    from .agencies import check

    raise typer.Exit(check(folder))
