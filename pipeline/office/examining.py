"""Whether files, store and outputs of an office agree, and whether the machine has what the program needs: one list of
findings, each with what to do and, where the program can, what mends it (``mending``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pipeline.errors import StoreError
from pipeline.model.review import REVIEWS
from pipeline.reading.ocr import tesseract
from pipeline.reading.office_files import soffice
from pipeline.settings import Settings
from pipeline.store import is_begun, open_store
from pipeline.store.locking import left_behind
from pipeline.store.loss import refuse_missing
from pipeline.store.page_files import FOLDER as PAGES

from .changes import last
from .fingerprint import layout
from .ingesting import UNPACKED

if TYPE_CHECKING:
    from pipeline.store.ledger import Store
    from pipeline.store.results import Health

Level = Literal["good", "note", "wrong"]
Mend = Literal["", "store", "originals", "reread", "sweep", "publish", "rights", "lock"]
"""What the program does about it; the names of ``mending.STEPS``."""

LEAST_FREE: Final = 1 << 30
"""Bytes that should be free on the disk of the store."""
NAMED: Final = 3
FONTS: Final = ("Times New Roman", "Liberation Serif")
"""The type that NĐ 30/2020 asks for, and the free one of the same widths."""
AT_WORK: Final = 600.0
"""Seconds for which a half-written file may still be written."""
HALVES: Final = (".*.part", ".*.tmp")
"""What files are called while they are written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``what`` was looked at and what was found (Vietnamese), what to do about it and what ``mend``s it."""

    what: str
    level: Level
    told: str
    advice: str = ""
    mend: Mend = ""


def examine(settings: Settings) -> list[Finding]:
    """All findings, the store first; never raises for what is wrong with the office."""
    found: list[Finding] = []
    try:
        refuse_missing(settings)
        if is_begun(settings):
            with open_store(settings) as store:
                health = store.examine()
                found += [finding for check in IN_STORE for finding in check(settings, store, health)]
        else:
            found.append(Finding("Kho dữ liệu", "note", "chưa có kho: chưa tiếp nhận văn bản nào"))
    except StoreError as error:
        found.append(Finding("Kho dữ liệu", "wrong", error.message, error.advice))
    return [*found, *(finding for look in AROUND for finding in look(settings))]


def _store(settings: Settings, store: Store, health: Health) -> Iterator[Finding]:
    if health.index:
        yield Finding("Kho dữ liệu", "wrong", f"chỉ mục trong kho không khớp ({health.index})", "Lập lại chỉ mục.",
                      "store")
    if health.pointers:
        yield Finding("Kho dữ liệu", "wrong", "có dòng trỏ tới dòng không còn trong kho",
                      "Phục hồi từ bản sao lưu: chidao restore TỆP --over")
    if health.triggers:
        yield Finding("Nhật ký", "wrong", "kho không còn chặn việc sửa, xóa mục nhật ký", "Đặt lại chốt chặn.", "store")
    if health.twins:
        yield Finding("Kho dữ liệu", "wrong", f"{len(health.twins)} tệp là bản khác của một bản khác",
                      "Chọn lại bản được lấy.", "store")
    if health.nowhere:
        yield Finding("Chỗ sửa", "note", f"{len(health.nowhere)} mã nhiệm vụ có chỗ sửa nhưng không còn nhiệm vụ: "
                      f"{_few(health.nowhere)}", "Chỗ sửa vẫn được giữ; xem: chidao history MÃ")
    if not any((health.index, health.pointers, health.triggers, health.twins)):
        yield Finding("Kho dữ liệu", "good", f"nguyên vẹn, {len(health.contents)} văn bản")


def _audit(settings: Settings, store: Store, health: Health) -> Iterator[Finding]:
    verdict = store.verify_audit()
    if verdict.broken_at:
        yield Finding("Nhật ký", "wrong", f"không toàn vẹn từ mục {verdict.broken_at}: {verdict.why}",
                      "Giữ nguyên kho, so với bản sao lưu gần nhất; xem: chidao audit verify")
    else:
        yield Finding("Nhật ký", "good", f"{verdict.head.count} mục nối liền")


def _originals(settings: Settings, store: Store, health: Health) -> Iterator[Finding]:
    """Every original is what its name says, every reading has one, and every one has a reading."""
    known = dict(health.contents)
    there = store.originals.every()
    spoilt = [known.get(sha256, sha256) for sha256, place in there.items() if store.originals.content(place) != sha256]
    missing = [name for sha256, name in known.items() if sha256 not in there]
    surplus = [place.rsplit("/", 1)[1] for sha256, place in there.items() if sha256 not in known]
    if spoilt:
        yield Finding("Bản gốc", "wrong", f"{len(spoilt)} bản gốc không còn đúng nội dung lúc nhận: {_few(spoilt)}",
                      "Lấy lại từ tệp đã nhận nếu còn; không thì từ bản sao lưu.", "originals")
    if missing:
        yield Finding("Bản gốc", "wrong", f"{len(missing)} văn bản không còn bản gốc: {_few(missing)}",
                      "Lấy lại từ tệp đã nhận nếu còn; không thì từ bản sao lưu.", "originals")
    if surplus:
        yield Finding("Bản gốc", "wrong", f"{len(surplus)} bản gốc chưa có trong kho: {_few(surplus)}",
                      "Đọc lại các bản gốc ấy.", "reread")
    if not (spoilt or missing or surplus):
        yield Finding("Bản gốc", "good", f"{len(there)} bản gốc đúng nội dung lúc nhận")


def _outputs(settings: Settings, store: Store, health: Health) -> Iterator[Finding]:
    """What was published last is there, and nothing else bears the name of a list."""
    outputs, was = settings.outputs, last(settings.home, settings.outputs, layout())
    if not was.books:
        if health.contents:
            yield Finding("Các bảng", "note", "chưa lập bằng phiên bản này của chương trình", "Lập các bảng.",
                          "publish")
        return
    gone = [name for name in was.books if not (outputs / name).exists()]
    lists = (*outputs.glob("co-quan/*/*.xlsx"), *(outputs / REVIEWS).glob("*.xlsx"), *outputs.glob("*.xlsx"))
    strange = [path.relative_to(outputs).as_posix() for path in lists
               if path.relative_to(outputs).as_posix() not in was.books and not path.name.startswith((".", "~", "$"))]
    if gone:
        yield Finding("Các bảng", "wrong", f"thiếu {len(gone)} tệp đã lập: {_few(gone)}", "Lập lại.", "publish")
    if strange:
        yield Finding("Các bảng", "note", f"{len(strange)} tệp không do lần lập gần nhất ghi ra: {_few(strange)}",
                      "Có thể là bản người khác giữ lại; xem rồi tự chuyển đi.")
    if not gone:
        yield Finding("Các bảng", "good", f"đủ {len(was.books)} tệp đã lập")


def _halves(settings: Settings) -> Iterator[Finding]:
    found = half_written(settings)
    if found:
        yield Finding("Tệp ghi dở", "wrong", f"{len(found)} tệp còn lại sau khi chương trình bị dừng: "
                      f"{_few([path.name for path in found])}", "Xóa các tệp ghi dở.", "sweep")


def half_written(settings: Settings) -> list[Path]:
    """What was left half written by programs that were killed; what somebody may still be writing is none."""
    folders = (settings.home / "originals", settings.home / UNPACKED, settings.home / PAGES, settings.outputs)
    found = [path for folder in folders for name in HALVES for path in folder.rglob(name) if path.is_file()]
    found += [path for name in HALVES for path in settings.home.glob(name) if path.is_file()]
    return [path for path in found if path.stat().st_mtime < time.time() - AT_WORK]


def _lock(settings: Settings) -> Iterator[Finding]:
    who = left_behind(settings.home)
    if who:
        yield Finding("Khóa", "wrong", f"còn dấu của một lượt chạy đã bị dừng: {who}", "Xóa dấu ấy.", "lock")


def _disk(settings: Settings) -> Iterator[Finding]:
    place = next(folder for folder in (settings.home.absolute(), *settings.home.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    told = f"còn trống {free / (1 << 30):.1f} GB".replace(".", ",")
    yield (Finding("Ổ đĩa", "good", told) if free >= LEAST_FREE else
           Finding("Ổ đĩa", "wrong", told, "Dọn ổ đĩa, hoặc chuyển kho sang ổ khác (thiết lập home)."))


def _rights(settings: Settings) -> Iterator[Finding]:
    closed = 0o027 if settings.group_reads else 0o077
    here = (("kho dữ liệu", settings.home), ("tiếp nhận", settings.inbox), ("kết quả", settings.outputs))
    shut = [name for name, folder in here if folder.is_dir() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK)]
    if shut:
        yield Finding("Quyền", "wrong", f"không ghi được vào thư mục {', '.join(shut)}",
                      "Cấp quyền cho tài khoản chạy.")
    if settings.home.is_dir() and settings.home.stat().st_mode & closed:
        yield Finding("Quyền", "wrong", "người khác trên máy đọc được thư mục kho dữ liệu", "Đóng lại.", "rights")
    if not settings.inbox.is_dir():
        yield Finding("Quyền", "note", f"chưa có thư mục tiếp nhận {settings.inbox}", "Tạo thư mục ấy.")


def _programs(settings: Settings) -> Iterator[Finding]:
    version = _version("tesseract")
    if not version:
        yield Finding("Tesseract", "wrong", "chưa cài: không đọc được bản quét",
                      "sudo apt-get install tesseract-ocr tesseract-ocr-vie")
    elif not tesseract.available():
        yield Finding("Tesseract", "wrong", f"{version}, thiếu dữ liệu tiếng Việt (vie)",
                      "sudo apt-get install tesseract-ocr-vie")
    else:
        yield Finding("Tesseract", "good", f"{version}, có tiếng Việt")
    program = soffice.program()
    office = _version(program) if program else ""
    yield (Finding("LibreOffice", "good", office) if office else
           Finding("LibreOffice", "note", "chưa cài: không đọc được tệp .doc cũ, không lập được bản in PDF",
                   "sudo apt-get install libreoffice-calc libreoffice-writer"))
    listed = _said(["fc-list", ":", "family"])
    font = next((name for name in FONTS if name in listed), "")
    yield (Finding("Phông chữ", "good", font) if font else
           Finding("Phông chữ", "note", "không có Times New Roman hoặc phông cùng cỡ chữ: bản in PDF có thể lệch dòng",
                   "sudo apt-get install fonts-liberation"))


def _version(program: str) -> str:
    """The first line of what a program says of itself, "" when it is not there."""
    words = _said([program, "--version"]).splitlines()
    return " ".join(words[0].split()[:2]) if words else ""


def _said(command: list[str]) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, errors="replace")
        return done.stdout or done.stderr
    return ""


def _few(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


IN_STORE: Final[tuple[Callable[[Settings, Store, Health], Iterator[Finding]], ...]] = (
    _store, _audit, _originals, _outputs)
AROUND: Final[tuple[Callable[[Settings], Iterator[Finding]], ...]] = (_halves, _lock, _disk, _rights, _programs)
"""What is looked at in the store, and around it."""
