"""``chidao backup`` and ``chidao restore``: everything of the office into one file, and back."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from pipeline.configuration import MASK, NAME, Configuration
from pipeline.office.backing import BOOKS, ORIGINALS, Manifest, back_up, check
from pipeline.office.restoring import restore_all
from pipeline.store import open_store
from pipeline.web.config import configure, prepare

from .console import output
from .running import alone
from .showing import day
from .trouble import tell


def backup(configured: Configuration, target: Path) -> int:
    """Write a backup and say what is in it; returns the exit code."""
    prepare(configured.settings, serving=False)
    file, manifest = back_up(configured, target)
    console = output()
    console.print(Text(f"Đã sao lưu vào {file.absolute()} ({_size(file.stat().st_size)}), đã đọc lại và kiểm tra.",
                       "bold"), soft_wrap=True)
    _say(manifest)
    console.print("Chép tệp này sang máy hoặc ổ khác; chỉ người chạy đọc được tệp. "
                  f"Phục hồi: chidao restore \"{file.absolute()}\"", soft_wrap=True)
    return 0


def check_backup(file: Path) -> int:
    """Read a backup through and say what is in it; returns the exit code. Raises BrokenFile for a damaged one."""
    manifest = check(file)
    output().print(Text(f"Bản sao lưu {file.name} nguyên vẹn: cả {len(manifest.files)} phần đúng như lúc ghi.", "bold"),
                   soft_wrap=True)
    _say(manifest)
    return 0


def restore(configured: Configuration, file: Path, *, over: bool) -> int:
    """Put everything back and say what has to be done next; returns the exit code."""
    settings = configured.settings
    configure(settings, serving=False)
    with alone(settings):
        done = restore_all(configured, file, over=over)
    console, manifest = output(), done.manifest
    console.print(Text(f"Đã phục hồi vào {settings.home.absolute()} từ bản sao lưu lúc {_moment(manifest)}.", "bold"),
                  soft_wrap=True)
    _say(manifest)
    if done.kept:
        console.print(f"Dữ liệu trước khi phục hồi được giữ ở {done.kept.absolute()}.", soft_wrap=True)
    if manifest.again:
        tell(f"Mật khẩu không có trong bản sao lưu; phải nhập lại: {', '.join(manifest.again)}.",
             f"Mở {configured.base / NAME}, bỏ dấu # ở các dòng có {MASK} và ghi giá trị; tls_key: chép lại tệp khóa; "
             "tên bắt đầu bằng CHIDAO_: đặt lại biến môi trường." if manifest.has_settings else
             f"Ghi lại các thiết lập vào {configured.base / NAME}.")
    for path in done.beside:
        tell(f"Đã có tệp cùng tên nên bản trong bản sao lưu ghi ở {path}.", "So hai tệp rồi giữ lại một.")
    if done.books:
        console.print(f"{len(done.books)} bảng người khác đã sửa mà chưa nhận được đặt lại trong {settings.outputs}; "
                      "lần chạy tới sẽ nhận.", soft_wrap=True)
    with open_store(settings) as store:
        verdict = store.verify_audit()
    if verdict.broken_at:
        tell(f"Nhật ký trong bản sao lưu không toàn vẹn, từ mục {verdict.broken_at}: {verdict.why}.")
    console.print("Lập lại các bảng và đọc tệp mới: chidao run. Kiểm tra: chidao doctor", soft_wrap=True)
    return 0


def _say(manifest: Manifest) -> None:
    tasks, books = manifest.rows.get("task", 0), manifest.count(BOOKS)
    people = manifest.rows.get("auth.user", 0)
    parts = [f"{manifest.directives} văn bản", f"{tasks} nhiệm vụ", f"{manifest.rows.get('correction', 0)} chỗ sửa",
             f"{manifest.count(ORIGINALS)} bản gốc", f"{manifest.head.count} mục nhật ký",
             *([f"{people} tài khoản"] if people else []),
             *([f"{books} bảng đã sửa chưa nhận"] if books else [])]
    output().print(f"Lúc {_moment(manifest)}, trong đó có: {', '.join(parts)}.", soft_wrap=True)
    output().print(f"Mã của sổ nhật ký khi ấy: {manifest.head.told}", soft_wrap=True)
    if manifest.held:
        tell(f"{manifest.held} văn bản đang tạm giữ vì nghi có dấu mật không có trong bản sao lưu.",
             "Xem các tệp ấy (chidao status); nếu không mật thì giải tỏa rồi sao lưu lại.")
    if manifest.waiting:
        tell(f"{manifest.waiting} tệp trong thư mục tiếp nhận chưa được đọc nên không có trong bản sao lưu: chưa biết "
             "tệp nào mang dấu mật.", "Tiếp nhận (chidao run) rồi sao lưu lại, hoặc tự chép các tệp ấy.")
    if manifest.again and not manifest.has_settings:
        tell("Không đưa chidao.toml vào bản sao lưu: không tách được mật khẩu khỏi tệp.",
             "Ghi mỗi thiết lập trên một dòng, không để mật khẩu trong phần chú thích; hoặc tự chép tệp ấy.")
    if manifest.missing:
        tell(f"{len(manifest.missing)} bản gốc không có trong kho nên không sao lưu được.", "Xem: chidao doctor")


def _moment(manifest: Manifest) -> str:
    return f"{manifest.at:%H:%M} ngày {day(manifest.at)}"


def _size(size: int) -> str:
    """A size in the units that people know, with a decimal comma."""
    for unit, bytes_ in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}".replace(".", ",")
    return f"{size} byte"
