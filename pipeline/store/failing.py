"""Files that could not be processed: one open failure for each place, closed when it is mended or gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db.models import Q

from pipeline.audit import Note
from pipeline.errors import REFUSED_CODES, ChidaoError, SecretDirective, SuspectedSecret
from pipeline.model import FailureRow
from pipeline.model.names import shown

from . import auditing, stepping
from .clock import now
from .models import Failure

SECRET_ADVICE = ("Xử lý theo quy định về bảo vệ bí mật nhà nước; chuyển tệp ra khỏi thư mục tiếp nhận. "
                 "Chương trình không lưu nội dung và không sao chép tệp này.")
HELD_ADVICE = ("Mở tệp xem có đúng là dấu độ mật không. Nếu đúng: chuyển tệp ra khỏi thư mục tiếp nhận và xử lý "
               "theo quy định. Nếu không: chạy chidao release TỆP --reason \"LÝ DO\" rồi nạp lại.")


def fail(path: Path, error: ChidaoError, sha256: str | None, name: str | None = None) -> FailureRow:
    """Note that a file failed; the same failure again changes nothing.

    Of a file refused for secrecy nothing is kept but its name, its sha256 and the reason: not the error's words.
    """
    message, advice, name = error.message, error.advice, shown(name or path.name)
    if isinstance(error, SecretDirective):
        seen = f" ({error.reason})" if error.reason else ""
        message, advice = f"Tệp “{name}” có dấu chỉ độ mật nên bị từ chối{seen}.", SECRET_ADVICE
    if isinstance(error, SuspectedSecret):
        message, advice = f"Tệp “{name}” bị tạm giữ để người có trách nhiệm xem{seen}.", HELD_ADVICE
    values = {"name": name, "sha256": sha256, "code": error.code, "message": message, "advice": advice}
    stepping.fail(sha256, path, name, error.code)
    row = Failure.objects.filter(path=shown(str(path.absolute())), resolved_at=None).first()
    if row is None:
        row = Failure.objects.create(path=shown(str(path.absolute())), at=now(), **values)
        _enter(row, error)
    elif any(getattr(row, field) != value for field, value in values.items()):
        _enter(row, error, values)
        for field, value in (values | {"at": now()}).items():
            setattr(row, field, value)
        row.save()
    return FailureRow(row.name, row.code, row.message, row.advice, row.at)


def _enter(row: Failure, error: ChidaoError, now_is: Mapping[str, object] | None = None) -> None:
    """Of a refusal its name, sha256 and reason, of another failure also its message."""
    if isinstance(error, SecretDirective):
        what = "import.held" if isinstance(error, SuspectedSecret) else "import.refused"
        auditing.note(Note(what, row.sha256 or "", {"name": row.name, "reason": error.reason}))
        return
    told = {"message": row.message} if now_is is None else {"before": row.message, "message": now_is["message"]}
    auditing.note(Note("import.failed", row.sha256 or "", {"name": row.name, "code": error.code}, told))


def refusal(sha256: str) -> FailureRow | None:
    """The open failure of that content because it is secret or may be, None without one."""
    row = Failure.objects.filter(sha256=sha256, code__in=REFUSED_CODES, resolved_at=None).first()
    return FailureRow(row.name, row.code, row.message, row.advice, row.at) if row else None


def open_at(path: str, sha256: str) -> FailureRow | None:
    """Why the file at a path, or with that content, fails now; None when it does not."""
    found = Failure.objects.filter(resolved_at=None)
    same = Q(path=path) | Q(sha256=sha256) if sha256 else Q(path=path)
    row = found.filter(same).last()
    return FailureRow(row.name, row.code, row.message, row.advice, row.at) if row else None


def moved(old: str, new: str) -> None:
    """The open failure of a file goes with it to its new place."""
    Failure.objects.filter(path=new, resolved_at=None).update(resolved_at=now())
    Failure.objects.filter(path=old, resolved_at=None).update(path=new)


def resolve(path: Path, sha256: str) -> None:
    """Close the failures of a file that has now been processed."""
    open_ones = Failure.objects.filter(resolved_at=None)
    open_ones.filter(Q(path=shown(str(path.absolute()))) | Q(sha256=sha256)).update(resolved_at=now())


def resolve_vanished() -> int:
    """Close the failures of files that are no longer where they were; returns how many."""
    gone = {row.pk: row.path for row in Failure.objects.filter(resolved_at=None)
            if not stepping.is_there(Path(row.path))}
    stepping.gone(gone.values())
    return int(Failure.objects.filter(pk__in=gone).update(resolved_at=now()))
