"""What became of the files that people handed in, by what the store says of them: whoever took them in, this program or
a ``chidao watch`` beside it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from pipeline.audit import Note
from pipeline.errors import REFUSED_CODES, SecretDirective, SuspectedSecret
from pipeline.model.names import shown
from pipeline.model.text import RECOGNISED
from pipeline.office import picturing
from pipeline.office.fate_words import MET, heading
from pipeline.office.fates import points
from pipeline.office.filing import NOTE, WRONG
from pipeline.office.ingesting import UNPACKED
from pipeline.settings import Settings
from pipeline.store import auditing, heads, loading, originals, sha256_of
from pipeline.store.clock import now
from pipeline.store.guard import writing
from pipeline.store.models import Correction, Directive, Failure, SourceFile
from pipeline.store.stepping import is_there
from pipeline.store.twins import met

from .models import BOOK, DOUBLE, FAILED, GONE, HELD, MOVING, REMOVED, SECRET, SPLIT, TAKEN, WAITING, Outcome, Upload

SECRET_WORDS: Final = "mang dấu mật: không nhận"
SECRET_ADVICE: Final = ("Máy chủ đã xóa tệp, không giữ lại nội dung nào; tệp của anh/chị vẫn nằm trên máy của anh/chị. "
                        "Xử lý theo quy định về bảo vệ bí mật nhà nước, không gửi lại qua mạng.")
HELD_WORDS: Final = "tạm giữ vì có thể có dấu mật, chưa đọc"
HELD_ADVICE: Final = ("Mở tệp xem có đúng là dấu độ mật không. Nếu đúng: bấm “Là văn bản mật, xóa khỏi máy chủ”. Nếu "
                      "không: đề nghị người quản trị giải tỏa ở trang Tệp cần xử lý.")
GONE_WORDS: Final = "không còn ở thư mục tiếp nhận, có người đã chuyển hoặc xóa; chưa tiếp nhận"
_SLACK: Final = timedelta(seconds=2)
_SPLIT_AFTER: Final = timedelta(seconds=10)
"""So long a file may be out of the inbox until the store tells of it."""


@dataclass(slots=True)
class _Known:
    """What the store says of some contents, and which files are in the inbox."""

    here: set[str]
    failures: Mapping[str, list[Failure]] = field(default_factory=dict)
    arrivals: Mapping[str, list[SourceFile]] = field(default_factory=dict)
    directives: Mapping[str, Directive] = field(default_factory=dict)


def follow(settings: Settings, name: str = "") -> list[Upload]:
    """Bring the uploads whose state may change up to date, only those of the file ``name`` in the inbox where one is
    given; returns those that changed."""
    moving = Upload.objects.filter(state__in=MOVING)
    uploads = list(moving.filter(file=name) if name else moving)
    if not uploads:
        return []
    known = _known(uploads, settings)
    return [one for one in uploads if _settled(one, known, settings)]


def _known(uploads: Sequence[Upload], settings: Settings) -> _Known:
    contents = {one.sha256 for one in uploads}
    here = {one.file for one in uploads if one.file and is_there(settings.inbox / one.file)}  # before all else
    failures, arrivals = defaultdict(list), defaultdict(list)
    for failed in Failure.objects.filter(sha256__in=contents, resolved_at=None):
        failures[failed.sha256].append(failed)
    for arrived in SourceFile.objects.filter(sha256__in=contents).order_by("id"):
        arrivals[arrived.sha256].append(arrived)
    directives = {row.sha256: row for row in Directive.objects.filter(sha256__in=contents).select_related("twin_of")}
    return _Known(here, failures, arrivals, directives)


def _settled(one: Upload, known: _Known, settings: Settings) -> bool:
    """Whether the state of an upload changed."""
    place, since = shown(str((settings.inbox / one.file).absolute())), one.at - _SLACK
    failed = next((row for row in known.failures.get(one.sha256, ())
                   if row.path == place or row.at >= since or row.code in REFUSED_CODES), None)
    if failed is not None and failed.code == SecretDirective.code:
        drop(one, settings, failed.name)
        return True
    if failed is not None and failed.code == SuspectedSecret.code:
        return _kept(one, HELD, HELD_WORDS + _mark(failed), HELD_ADVICE)
    arrived = [row for row in known.arrivals.get(one.sha256, ())
               if place in (row.path, row.dropped_at) and row.arrived_at >= since]
    row = known.directives.get(one.sha256)
    if row is not None and arrived and not row.removed:
        return _read(one, row, known.arrivals[one.sha256], arrived[-1], settings)
    if one.file in known.here:
        return one.state != WAITING and _kept(one, WAITING)
    return _left(one, row, failed, settings)


def _mark(failed: Failure) -> str:
    """What was seen, as it stands in the failure: *(nghi có dấu … ở trang 1)*."""
    _, bracket, rest = str(failed.message).partition(" (")
    return f" ({rest.rstrip('.')}" if bracket else ""


def _kept(one: Upload, state: str, words: str = "", advice: str = "") -> bool:
    """Keep what became of an upload; False where that is known already."""
    if (one.state, one.words, one.advice) == (state, words, advice):
        return False
    one.state, one.words, one.advice = state, words, advice
    with writing():
        one.save(update_fields=["state", "words", "advice"])
    return True


def drop(one: Upload, settings: Settings, name: str = "") -> None:
    """Take a secret file away wholly: of it nothing stays but the name."""
    for file in {one.file, name} - {""}:
        path = settings.inbox / file
        if path.parent == settings.inbox and not path.is_symlink() and _same(path, one.sha256):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    one.state, one.words, one.advice = SECRET, SECRET_WORDS, SECRET_ADVICE
    one.sha256, one.size, one.file = "", 0, ""
    with writing():
        Outcome.objects.filter(upload=one).delete()
        one.save()


def _same(path: Path, sha256: str) -> bool:
    """What others put there under the name stays."""
    with suppress(OSError):
        return sha256_of(path) == sha256
    return False


def _read(one: Upload, row: Directive, every: Sequence[SourceFile], mine: SourceFile, settings: Settings) -> bool:
    """A file that is in the store: what was read in it, or which file it repeats."""
    first = every[0]
    extraction = loading.extraction(row)
    found = Outcome(upload=one, directive=row, title=heading(extraction.head), tasks=len(extraction.tasks),
                    points=points(extraction))
    state, words = TAKEN, ""
    if first.pk != mine.pk:
        other_file = "tệp cùng tên đã tiếp nhận" if first.name == one.file else f"“{first.name}”"
        state, words = DOUBLE, f"trùng với {other_file}: nội dung giống hệt"
    elif (other := met(row, [])) and (not other.stands or row.twins.filter(past=False, pk__lt=row.pk).exists()):
        told = MET.get((other.bond, other.stands))
        found.words = told.format(other=other.name, heading=heading(extraction.head if other.stands else other.head)) \
            if told else ""
        state = DOUBLE if told and other.bond == "copy" and not other.stands else TAKEN
    one.state, one.words, one.advice = state, words, ""
    if state == TAKEN and extraction.source.text_from in RECOGNISED and heads.missing([row.sha256]):
        original = originals.at(settings.home, settings.originals).kept(row.sha256)
        found.top = picturing.top_of(original, settings) if original else None
    with writing():
        Outcome.objects.filter(upload=one).delete()
        found.save()
        one.save(update_fields=["state", "words", "advice"])
    return True


def _left(one: Upload, row: Directive | None, failed: Failure | None, settings: Settings) -> bool:
    """A file that is not in the inbox any more and was not read."""
    if row is not None and row.removed:
        return _kept(one, REMOVED, f"đã được {row.removed['who']} đưa ra khỏi danh mục, lý do: {row.removed['reason']}",
                     "Tệp không tự trở lại danh mục; cần đưa trở lại thì báo chuyên viên.")
    if failed is not None:
        message = failed.message.removeprefix(f"{failed.name}: ")
        return _kept(one, FAILED, message[:1].lower() + message[1:], failed.advice)
    parts = settings.home / UNPACKED / one.sha256[:16]
    inside = SourceFile.objects.filter(path__startswith=f"{shown(str(parts.absolute()))}/")
    if count := inside.values("sha256").distinct().count():
        return _kept(one, SPLIT, f"gói có {count} văn bản chỉ đạo, đã tách để tiếp nhận từng văn bản")
    if Path(one.file).suffix.casefold() == ".xlsx" and (book := _book(one, settings)):
        return _kept(one, *book)
    return now() - one.at > _SPLIT_AFTER and _kept(one, GONE, GONE_WORDS, "Gửi lại tệp nếu cần.")


def _book(one: Upload, settings: Settings) -> tuple[str, str, str] | None:
    """What became of one of our own workbooks that was handed in."""
    note = settings.inbox.parent / WRONG / f"{one.file}{NOTE}"
    with suppress(OSError):
        if time.time() - note.stat().st_mtime <= (now() - one.at + _SLACK).total_seconds():
            message, _, advice = note.read_text("utf-8", "replace").partition("\n")
            return FAILED, message.strip(), advice.strip()
    taken = Correction.objects.filter(source__startswith=one.file, at__gte=one.at - _SLACK)
    counts = {state: taken.filter(state=state).count() for state in ("taken", "conflict")}
    if not any(counts.values()):
        return None
    waits = f", {counts['conflict']} chỗ hai người cùng sửa" if counts["conflict"] else ""
    return BOOK, f"bảng sửa gửi trả: nhận {counts['taken']} chỗ sửa{waits}", ""


def confirm_secret(one: Upload, settings: Settings, who: str) -> None:
    """A person says that a file that is held back is secret: it is taken away, and that is entered in the audit."""
    content = one.sha256
    with writing():
        auditing.note(Note("import.refused", content, {"name": one.name, "reason": "người xem xác nhận là văn bản mật"},
                           who=who))
    drop(one, settings)
