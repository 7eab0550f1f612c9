"""Files on their way from the browser into the inbox: streamed into a hidden folder of it, and put there whole or not
at all, under a name that no other file has.

Nothing goes through memory or the temporary folder of the system, so that no byte of a file is anywhere else.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from pipeline import private
from pipeline.causes import cause_of
from pipeline.errors import InputError
from pipeline.model.names import shown
from pipeline.settings import Settings

from . import names

FOLDER: Final = ".dang-tai-len"
"""The hidden folder in the inbox for what is still on its way; the intake never looks into it."""
SECRET_NAME: Final = "tên tệp có dấu hiệu văn bản mật: không nhận"
_SPARE: Final = 200 << 20  # bytes of the disk that stay free
_MEGA: Final = 1 << 20


@dataclass(slots=True)
class Received:
    """A file that came: ``given`` is its name as it can be shown, ``name`` the one that it may have here. ``refused``
    says why it is not taken (Vietnamese), ``secret`` that it is for its name; nothing of it is left then."""

    given: str
    name: str
    part: Path | None = None
    size: int = 0
    sha256: str = ""
    refused: str = ""
    secret: bool = False

    def drop(self) -> None:
        """Take away what is there of it."""
        if self.part is not None:
            with suppress(OSError):
                self.part.unlink(missing_ok=True)
            self.part = None


@dataclass(slots=True)
class _Piece:
    received: Received
    file: IO[bytes]
    digest: Any = field(default_factory=hashlib.sha256)


class Receiver(FileUploadHandler):  # type: ignore[misc]  # Django ships no types
    """An upload handler of Django; ``received`` are the files of a request."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.received: list[Received] = []
        self._settings = settings
        self._folder = settings.inbox / FOLDER
        self._now: _Piece | None = None

    def new_file(self, *args: Any, **more: Any) -> None:
        """A file begins."""
        super().new_file(*args, **more)
        given, name = shown(self.file_name), names.safe(self.file_name)
        received = Received(given, name)
        received.secret = _tells_less(given, name)
        received.refused = SECRET_NAME if received.secret else names.refusal(given)
        self.received.append(received)
        if received.refused:
            raise SkipFile
        self._now = _Piece(received, self._opened(received))

    def _opened(self, received: Received) -> IO[bytes]:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            received.part = self._folder / f"{private.mark()}{secrets.token_hex(8)}.part"
            mode = 0o640 if self._settings.group_reads else 0o600
            return os.fdopen(os.open(received.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb")
        except OSError as error:
            raise self._stop(error) from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some bytes of it."""
        piece = self._now
        if piece is None:
            return
        piece.received.size += len(raw_data)
        if piece.received.size > self._settings.max_bytes:
            self._refuse(f"lớn hơn giới hạn {self._settings.max_bytes // _MEGA} MB; chia tệp hoặc quét lại ở 300 dpi "
                         "rồi gửi lại")
            raise SkipFile
        piece.digest.update(raw_data)
        try:
            piece.file.write(raw_data)
        except OSError as error:
            raise self._stop(error) from error

    def file_complete(self, file_size: int) -> None:
        """It is whole; Django gets no file of it."""
        piece, self._now = self._now, None
        if piece is None:
            return
        try:
            piece.file.flush()
            os.fsync(piece.file.fileno())
            piece.file.close()
        except OSError as error:
            raise self._stop(error) from error
        piece.received.sha256 = piece.digest.hexdigest()
        if not piece.received.size:
            piece.received.refused = "tệp rỗng, không có gì để đọc"
            piece.received.drop()

    def upload_interrupted(self) -> None:
        """The last file did not come to its end, or was skipped."""
        if self._now is not None:
            with suppress(OSError):
                self._now.file.close()
            self.received.remove(self._now.received)
            self._now.received.drop()
            self._now = None

    def drop(self) -> None:
        """Nothing of the request stays."""
        self.upload_interrupted()
        for one in self.received:
            one.drop()

    def _refuse(self, why: str) -> None:
        if self._now is not None:
            self._now.file.close()
            self._now.received.refused = why
            self._now.received.drop()
            self._now = None

    def _stop(self, error: OSError) -> StopUpload:
        self.drop()
        self.failure = InputError(f"Không ghi được vào thư mục tiếp nhận: {cause_of(error)}.",
                                  "Báo người quản trị kiểm tra đĩa và quyền ghi, rồi gửi lại.")
        return StopUpload(connection_reset=True)

    failure: InputError | None = None


def _tells_less(given: str, name: str) -> bool:
    """Whether a mark of secrecy stood in what a name lost: the gate of the intake would not see it."""
    from pipeline.reading.secrecy.words import in_name  # noqa: PLC0415  tables are read when the first file comes

    return in_name(given) is not None and in_name(name) is None


def has_room(settings: Settings, size: int) -> bool:
    """Whether the disk of the inbox takes a request of so many bytes."""
    with suppress(OSError):
        found = os.statvfs(settings.inbox if settings.inbox.exists() else settings.inbox.parent)
        return found.f_bavail * found.f_frsize - size > _SPARE
    return True


def place(received: Received, settings: Settings) -> Path:
    """Put the file into the inbox, whole, under its name or that with a number, and return where it lies. Raises
    OSError, and the piece stays to be dropped then."""
    assert received.part is not None
    stem, suffix = Path(received.name).stem, Path(received.name).suffix
    for number in range(1, 10_000):
        to = settings.inbox / (received.name if number == 1 else f"{stem} ({number}){suffix}")
        try:
            _move(received.part, to)
        except FileExistsError:
            continue
        received.part = None
        return to
    raise FileExistsError(errno.EEXIST, "too many files of one name", received.name)


def _move(part: Path, to: Path) -> None:
    """A link fails where there is a file of that name; where a file system has no links, looking has to do."""
    try:
        to.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        if to.exists() or to.is_symlink():
            raise FileExistsError(errno.EEXIST, "there", str(to)) from None
        part.rename(to)
        return
    part.unlink()


def sweep(settings: Settings) -> None:
    """Take away the pieces that servers left which were killed."""
    with suppress(OSError):
        for part in (settings.inbox / FOLDER).iterdir():
            if private.is_left(part):
                part.unlink(missing_ok=True)
