"""The digest of a day for one body, as an e-mail: what is late, what is due within 7 days, what is new since the digest
before; plain text with simple HTML beside it."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, select_autoescape

from pipeline.model import TaskRow
from pipeline.settings import Mail
from pipeline.store.results import Outcome

from .due import NEAR
from .notices import NEW, Told
from .reaching import why

MOST: Final = 50
"""So many rows of a part are written; the others are counted."""
SECONDS: Final = 30.0
TITLE: Final = 160
"""So many letters of a task are shown, unless the office lets its whole words go out."""
_TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Line:
    """A task in the mail, all of it in words."""

    words: str
    number: str
    due: str
    progress: str
    role: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the mail: its first rows, how many there are, and how many are not shown."""

    title: str
    rows: tuple[Line, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Digest:
    """What a mail tells; a task stands in one part only."""

    body: str
    as_of: date
    late: Part
    near: Part
    fresh: Part

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.late.count or self.near.count or self.fresh.count)

    @property
    def subject(self) -> str:
        """The subject of the mail."""
        told = ((self.late.count, "quá hạn"), (self.near.count, "sắp đến hạn"), (self.fresh.count, "mới"))
        counts = ", ".join(f"{count} {words}" for count, words in told if count)
        return f"{self.body}: {counts or 'không có nhiệm vụ cần chú ý'} ({self.as_of:%d/%m/%Y})"


def digest(body: Told, untold: Collection[str], as_of: date, *, words: bool) -> Digest:
    """The digest of a body; of new tasks those whose notice is among ``untold``."""
    from pipeline.workbooks.standing import urgency  # noqa: PLC0415  openpyxl is loaded only when it is needed

    tasks = sorted(((task, leads) for task, leads in body.tasks() if task.open),
                   key=lambda pair: urgency(pair[0], as_of))
    fresh = {one.task.id for one in body.notices if one.kind == NEW and one.key in untold}
    parts: dict[str, list[Line]] = {"late": [], "near": [], "fresh": []}
    for task, leads in tasks:
        left = (task.due - as_of).days if task.due else None
        part = ("late" if left is not None and left < 0 else "near" if left is not None and left <= NEAR
                else "fresh" if task.id in fresh else "")
        if part:
            parts[part].append(_line(task, as_of, leads=leads, words=words))
    late, near, new = (Part(title, tuple(lines[:MOST]), len(lines)) for title, lines in
                       zip(("Quá hạn", "Đến hạn trong 7 ngày", "Mới"), parts.values(), strict=True))
    return Digest(body.list.name, as_of, late, near, new)


def _line(task: TaskRow, as_of: date, *, leads: bool, words: bool) -> Line:
    from pipeline.workbooks.sources import number_words, shortened  # noqa: PLC0415
    from pipeline.workbooks.standing import progress  # noqa: PLC0415

    due = f"{task.due:%d/%m/%Y}" if task.due else ""
    return Line(" ".join(task.text.split()) if words else shortened(task.text, TITLE),
                number_words(task.directive.head), due, progress(task, as_of) if due else "",
                "chủ trì" if leads else "phối hợp")


def key_of(body_key: str, as_of: date) -> str:
    """The key of the mail of a body and day."""
    return hashlib.sha256(f"mail\n{body_key}\n{as_of}".encode()).hexdigest()


def message(one: Digest, key: str, to: Sequence[str], mail: Mail, office: str) -> EmailMessage:
    """The mail; the same key gives the same Message-ID, by which a mail that comes twice is known."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = _plain(one.subject), mail.sender, ", ".join(to)
    made["Date"], made["Message-ID"] = formatdate(localtime=True), f"<{key}@{mail.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    told = {"body": one.body, "as_of": f"{one.as_of:%d/%m/%Y}", "late": one.late, "near": one.near,
            "fresh": one.fresh, "office": office, "subject": one.subject}
    made.set_content(_environment().get_template("digest.txt").render(told))
    made.add_alternative(_environment().get_template("digest.html").render(told), subtype="html")
    return made


def send(made: EmailMessage, mail: Mail) -> Outcome:
    """Hand a mail to the server."""
    try:
        with _connected(mail) as server:
            if mail.user:
                server.login(mail.user, mail.password)
            refused = server.send_message(made)
    except smtplib.SMTPAuthenticationError:
        return Outcome(False, "máy chủ thư không nhận tài khoản hoặc mật khẩu (mail.user, CHIDAO_MAIL_PASSWORD)", False)
    except smtplib.SMTPRecipientsRefused as error:
        return Outcome(False, f"máy chủ thư từ chối mọi người nhận: {', '.join(error.recipients)}")
    except smtplib.SMTPResponseException as error:
        return Outcome(False, f"máy chủ thư từ chối, mã {error.smtp_code}")
    except smtplib.SMTPException:
        return Outcome(False, "máy chủ thư trả lời không đúng, hoặc không nhận cách mã hóa đã đặt (mail.tls)", False)
    except OSError as error:
        return Outcome(False, f"không nối được với máy chủ thư: {why(error)}", False)
    told = f"; không gửi được cho {', '.join(refused)}" if refused else ""
    return Outcome(True, f"đã gửi{told}")


def _connected(mail: Mail) -> smtplib.SMTP:
    if mail.safety == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    try:
        if mail.safety == "starttls":
            server.starttls(context=ssl.create_default_context())
    except BaseException:
        server.close()
        raise
    return server


def _plain(words: str) -> str:
    """A line without what ends lines."""
    return " ".join(words.split())


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(("html",)),
                       trim_blocks=True, lstrip_blocks=True)
