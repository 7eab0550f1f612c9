"""``chidao edxml``: a reply becomes an edXML message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import InputError
from pipeline.model import Head
from pipeline.model.envelope import Envelope, Station
from pipeline.office.replying import Package, answered, pack, station, write
from pipeline.settings import Settings
from pipeline.store import is_there, open_store

from .console import output
from .deciding import the_one
from .showing import day as shown_day


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: ``sender`` and ``to`` as code and name, empty strings and None for what is left out."""

    files: tuple[Path, ...]
    to: tuple[str, ...]
    sender: str
    reply_to: str
    reply_day: date | None
    reply_code: str
    number: str
    day: date | None
    subject: str
    target: Path | None
    zipped: bool


def reply(asked: Asked, settings: Settings) -> int:
    """Pack, write and tell; returns the exit code. Raises the errors of ``office.replying``."""
    receivers = tuple(map(station, asked.to))
    code = station(asked.reply_code).code if asked.reply_code else receivers[0].code
    given = Envelope(asked.number, asked.day, subject=asked.subject, sender=_sender(asked, settings),
                     receivers=receivers,
                     answers=(answered(_head(asked.reply_to, settings), asked.reply_to, asked.reply_day, code),))
    package = pack(asked.files, given, settings, zipped=asked.zipped)
    target = asked.target or asked.files[0].with_suffix(".edxml")
    write(package, target)
    if is_there(settings):
        with open_store(settings) as store:
            store.enter("edxml", {"name": target.name},
                        {"number": package.envelope.number, "reply_to": asked.reply_to, "to": asked.to})
    _tell(package, target)
    return 0


def _sender(asked: Asked, settings: Settings) -> Station:
    if not asked.sender and not settings.office_code:
        raise InputError("Chưa có mã định danh của cơ quan gửi.",
                         "Đặt office_code trong chidao.toml, hoặc ghi --from MÃ.")
    return station(asked.sender) if asked.sender else Station(station(settings.office_code).code, settings.office)


def _head(number: str, settings: Settings) -> Head | None:
    """The directive of that number in the store, None when it has none; raises InputError when it has several."""
    if not is_there(settings):
        return None
    with open_store(settings) as store:
        found = store.find(number)
        return the_one(found, (), number, "edxml").head if found else None


def _tell(package: Package, target: Path) -> None:
    console, one = output(), package.envelope
    answer = one.answers[0]
    console.print(f"Đã lập gói {target}", soft_wrap=True)
    console.print(f"  Văn bản: {one.number} ngày {_day(one.issued_on)}" + (f", {one.type}" if one.type else ""),
                  soft_wrap=True, markup=False)
    console.print(f"  Trích yếu: {one.subject}", soft_wrap=True, markup=False)
    console.print(f"  Trả lời: {answer.number} ngày {_day(answer.issued_on)} ({answer.code})", soft_wrap=True,
                  markup=False)
    console.print(f"  Tệp: {'; '.join(one.files)}", soft_wrap=True, markup=False)
    console.print("Kiểm tra các dòng trên trước khi gửi: chúng được đọc từ tệp. Gói chưa có chữ ký số của hệ thống "
                  "gửi.", soft_wrap=True)


def _day(value: date | None) -> str:
    return shown_day(value) if value else "…"
