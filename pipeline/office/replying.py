"""A document that answers a directive, made an edXML message: its fields are read from the file, or given by whoever
sends it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from pipeline.causes import cause_of
from pipeline.errors import InputError, OutputError
from pipeline.model import Head
from pipeline.model.envelope import Answered, Envelope, Station
from pipeline.reading import read
from pipeline.reading.packages import edxml as reader
from pipeline.settings import Settings
from pipeline.store.clock import now
from pipeline.structure.parse import parse
from pipeline.whole import write_bytes_whole

from .edxml import packed

NEEDED: Final = {"number": ("số, ký hiệu", "--number"), "issued_on": ("ngày ban hành", "--day"),
                 "subject": ("trích yếu", "--subject")}
_CODE: Final = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """The message: what it says, its bytes, and which of its fields were given by hand."""

    envelope: Envelope
    data: bytes
    given: tuple[str, ...] = ()


def station(typed: str) -> Station:
    """``H38=UBND tỉnh Lào Cai`` as somebody types it, the name left out or not; raises InputError for what is no code
    of a body."""
    code, _, name = typed.partition("=")
    if not _CODE.fullmatch(code.strip()):
        raise InputError(f"“{typed}” không phải mã định danh cơ quan.",
                         "Ghi như H38 hoặc 000.00.15.H38, có thể kèm tên: \"H38=UBND tỉnh Lào Cai\".")
    return Station(code.strip(), " ".join(name.split()))


def pack(files: Sequence[Path], given: Envelope, settings: Settings, *, at: datetime | None = None,
         zipped: bool = True) -> Package:
    """The message that carries ``files``, the reply first, then its annexes.

    What ``given`` says wins over what is read of the reply. Raises what reading raises (``SecretDirective`` for a file
    that bears a mark of secrecy: no byte of it is packed), InputError where số, ký hiệu, day or trích yếu are neither
    read nor given, or two files have one name.
    """
    first = files[0]
    documents = [read(one, settings) for one in files]  # annexes pass the gate too
    head = parse(documents[0]).head
    names = tuple(one.name for one in files)
    if len(set(names)) < len(names):
        raise InputError("Có hai tệp cùng tên trong một gói.", "Đổi tên một tệp rồi lập lại gói.")
    envelope = replace(_over(given, _of_head(head)), files=names)
    if missing := [words for name, words in NEEDED.items() if not getattr(envelope, name)]:
        told, options = zip(*missing, strict=True)
        raise InputError(f"{first.name}: không đọc được {', '.join(told)}.", f"Ghi thêm {', '.join(options)}.")
    held = [(one.name, _bytes(one, document.source.sha256)) for one, document in zip(files, documents, strict=True)]
    data = packed(envelope, held, at or now(), zipped=zipped)
    if reader.envelope(data, first.name) != envelope:  # what cannot be read back is not sent
        raise InputError(f"{first.name}: có trường chứa ký tự không ghi được vào gói edXML.",
                         "Kiểm tra số, ký hiệu, trích yếu và tên cơ quan.")
    by_hand = tuple(name for name in NEEDED if getattr(given, name))
    return Package(envelope, data, by_hand)


def write(package: Package, target: Path) -> None:
    """Write the message, whole or not at all; one that is there stays. Raises OutputError."""
    try:
        if target.exists():
            raise OutputError(f"Đã có tệp {target}; không ghi đè.", "Chọn tên khác bằng tùy chọn --output.")
        write_bytes_whole(target, package.data)
    except OSError as error:
        raise OutputError(f"Không ghi được {target}: {cause_of(error)}.", "Kiểm tra quyền ghi và dung lượng đĩa.") \
            from error


def answered(head: Head | None, number: str, issued_on: date | None, code: str) -> Answered:
    """The directive that is answered: as the store has it, or as somebody gives it; raises InputError without a day."""
    day = issued_on or (head.issued_on if head else None)
    if day is None:
        raise InputError(f"Kho chưa có văn bản {number}, hoặc chưa rõ ngày ban hành của nó.",
                         "Ghi thêm ngày của văn bản được trả lời: --reply-day 05/03/2024.")
    return Answered(code, head.number if head and head.number else number, day)


def _of_head(head: Head) -> Envelope:
    signer = head.signer
    return Envelope(_line(head.number), head.issued_on, _line(head.type), _line(head.subject), _line(head.place),
                    _line(signer.name if signer else None), _line(signer.position if signer else None),
                    _line(signer.authority if signer else None))


def _over(given: Envelope, read_: Envelope) -> Envelope:
    """What is given, and where nothing is what was read."""
    values: dict[str, Any] = {name: getattr(given, name) or getattr(read_, name)
                              for name in Envelope.__dataclass_fields__}
    values |= {name: _line(value) for name, value in values.items() if isinstance(value, str)}
    return Envelope(**values)


def _line(value: str | None) -> str:
    return " ".join((value or "").split())


def _bytes(file: Path, sha256: str) -> bytes:
    """The bytes that were read, and no others."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file.name}: không mở được tệp ({cause_of(error)}).", "Kiểm tra quyền đọc tệp.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InputError(f"{file.name}: tệp vừa bị thay đổi trong khi đọc.", "Đợi ghi xong tệp rồi lập lại gói.")
    return data
