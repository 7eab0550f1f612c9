"""Everything of an office in one file: a ZIP whose parts are told by a manifest with their sha256.

    CHIDAO-BAN-SAO-LUU        marks the file, and says what it is to whoever opens it
    kho/<table>.jsonl         the rows of the store at one moment, the same whatever database holds it; those
                              of the pages too (kho/web.<table>.jsonl), with the accounts, without sessions
    ban-goc/<sha256>.pdf      the kept originals
    kho-kem/…                 what lies beside the store: parts of packages, journals, the log, what was published last
    thiet-lap/…               chidao.toml without passwords (``masking``) and the office's own list of bodies
    bang/…                    workbooks that people changed and that were not taken in yet
    ban-ke.json               the manifest

Nothing of a directive that is refused or held back for secrecy is in it. So what waits in the inbox is not: nobody has
looked yet whether a mark of secrecy is on it. What was read there is among the originals.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pipeline
from pipeline.audit import Head
from pipeline.causes import cause_of
from pipeline.configuration import NAME, Configuration
from pipeline.errors import BrokenFile, InputError, OutputError, StoreError
from pipeline.settings import Settings
from pipeline.store import open_store, sha256_of
from pipeline.store.clock import now

from .collecting import collect
from .hushing import holding
from .masking import mask
from .reviewing import changed_otherwise, changed_workbooks

if TYPE_CHECKING:
    from pipeline.store.copying import Moment

MARK: Final = "CHIDAO-BAN-SAO-LUU"
MANIFEST: Final = "ban-ke.json"
ROWS, ORIGINALS, BESIDE, SETTINGS, BOOKS = "kho/", "ban-goc/", "kho-kem/", "thiet-lap/", "bang/"
FORM: Final = 2
"""The form of backups; a newer program reads older ones. 1 had no tables but those of the store."""

KEPT: Final = ("tach-goi/**/*", "*.jsonl", "danh-muc.json", "log/*")
"""What is taken of the home folder besides store and originals: no keys, no locks, no traces."""

_WORDS: Final = ("Bản sao lưu toàn bộ dữ liệu của chương trình Chidao. Phục hồi: chidao restore TỆP. "
                 "Kiểm tra: chidao backup --check TỆP.\n")
_BLOCK: Final = 1 << 20
_TRIES: Final = 3
_PACKED: Final = frozenset((".docx", ".xlsx", ".zip", ".pdf", ".jpg", ".jpeg", ".png", ".7z", ".rar", ".odt"))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: ``files`` are its parts with sha256 and size, ``rows`` the rows of each table, ``held`` the
    number of directives left out because they are held back, ``missing`` the originals that were not there,
    ``waiting`` how many files of the inbox are left out because they were not read, ``again`` the settings that are
    left out because they are secret."""

    at: datetime
    version: str
    office: str
    migrations: Mapping[str, Sequence[str]]
    head: Head
    files: dict[str, tuple[str, int]]
    rows: dict[str, int]
    held: int = 0
    missing: tuple[str, ...] = ()
    waiting: int = 0
    again: tuple[str, ...] = ()

    @property
    def has_settings(self) -> bool:
        """Whether chidao.toml is in it."""
        return f"{SETTINGS}{NAME}" in self.files

    @property
    def directives(self) -> int:
        """How many readings of directives are in it."""
        return self.rows.get("directive", 0)

    def count(self, folder: str) -> int:
        """How many parts lie in a folder."""
        return sum(name.startswith(folder) for name in self.files)


@dataclass(slots=True)
class _Archive:
    """A backup while it is written; what is in it adds up."""

    archive: ZipFile
    files: dict[str, tuple[str, int]] = field(default_factory=dict)

    def put(self, name: str, blocks: Iterable[bytes], *, pack: bool = True) -> None:
        """A part, as it comes."""
        info = ZipInfo(name, now().timetuple()[:6])
        info.compress_type, info.external_attr = ZIP_DEFLATED if pack else ZIP_STORED, 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as out:
            for block in blocks:
                digest.update(block)
                size += len(block)
                out.write(block)
        self.files[name] = digest.hexdigest(), size

    def copy(self, name: str, path: Path) -> None:
        """A file; one that went away meanwhile is left out."""
        with suppress(FileNotFoundError), path.open("rb") as content:
            self.put(name, iter(lambda: content.read(_BLOCK), b""), pack=path.suffix.casefold() not in _PACKED)


def back_up(configured: Configuration, target: Path) -> tuple[Path, Manifest]:
    """Write everything to ``target`` (a file that is not there yet, or a folder, in which it is named after the day)
    and read it back; returns the file. Also while a run is at work. Raises OutputError when it cannot be written or
    does not read back, InputError when there is such a file."""
    settings = configured.settings
    file = target / f"chidao-{now():%Y-%m-%d-%H%M%S}.zip" if target.is_dir() else target
    if file.exists():
        raise InputError(f"Đã có tệp {file}; không ghi đè.", "Đặt tên khác, hoặc chỉ nêu thư mục.")
    part = file.with_name(f".{os.getpid()}.chidao.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(_TRIES):
            manifest = _write(configured, part)
            if manifest is not None:
                break
        else:
            raise OutputError("Chưa sao lưu được: trong lúc ghi có tệp bị từ chối hoặc tạm giữ vì dấu mật.",
                              "Chờ lượt tiếp nhận xong rồi sao lưu lại.")
        check(part)
        part.rename(file)
    except BrokenFile as error:
        raise OutputError(f"Bản sao lưu vừa ghi không đọc lại được: {error.message}",
                          "Kiểm tra ổ đĩa rồi sao lưu lại, nên ghi vào ổ khác.") from error
    except OSError as error:
        raise OutputError(f"Không ghi được bản sao lưu {file}: {cause_of(error)}.",
                          "Kiểm tra dung lượng đĩa và quyền ghi rồi sao lưu lại.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    with open_store(settings) as store:
        store.enter("backup", {"name": file.name, "directives": manifest.directives, "head": manifest.head.told})
    return file, manifest


def _write(configured: Configuration, part: Path) -> Manifest | None:
    """Write all of it; None when meanwhile something turned out secret, which must not be in it."""
    settings = configured.settings
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
        with ZipFile(out, "w") as archive, open_store(settings) as store:
            put = _Archive(archive)
            put.put(MARK, [_WORDS.encode()], pack=False)
            before = store.held()
            with store.one_moment() as moment:
                rows = {name: _table(put, name, lines) for name, lines in moment.tables()}
                missing = tuple(_originals(put, moment, store.original))
            _beside(put, configured.settings.home, before)
            again = _settings(put, configured)
            for path in _changed(settings.outputs, before | moment.marks | store.secrets()):
                put.copy(f"{BOOKS}{path.relative_to(settings.outputs).as_posix()}", path)
            manifest = Manifest(now(), pipeline.__version__, settings.office, moment.migrations, moment.head, put.files,
                                rows, len(moment.held), missing, _waiting(settings, moment), again)
            archive.writestr(MANIFEST, json.dumps(_data(manifest), ensure_ascii=False, indent=1))
            after = store.held()
        out.flush()
        os.fsync(out.fileno())
    return manifest if after == before else None


def _table(put: _Archive, name: str, lines: Iterator[str]) -> int:
    count = 0

    def blocks() -> Iterator[bytes]:
        nonlocal count
        for line in lines:
            count += 1
            yield f"{line}\n".encode()

    put.put(f"{ROWS}{name}.jsonl", blocks())
    return count


def _originals(put: _Archive, moment: Moment, original: Callable[[str], Path | None]) -> Iterator[str]:
    """Put the originals in; the contents of those that are not there."""
    for sha256, _ in moment.originals:
        path = original(sha256)
        name = f"{ORIGINALS}{sha256}{path.suffix if path else ''}"
        if path:
            put.copy(name, path)
        if name not in put.files:
            yield sha256


def _beside(put: _Archive, home: Path, held: frozenset[str]) -> None:
    for path in (path for pattern in KEPT for path in sorted(home.glob(pattern))):
        if path.is_file() and not path.is_symlink() and not (held and sha256_of(path) in held):
            put.copy(f"{BESIDE}{path.relative_to(home).as_posix()}", path)


def _settings(put: _Archive, configured: Configuration) -> tuple[str, ...]:
    """Put the settings in, without what is secret; returns what has to be entered again."""
    put.copy(f"{SETTINGS}co-quan.xlsx", configured.settings.agencies)
    if not (configured.file and configured.file.is_file()):
        return ()
    found = mask(configured.file.read_text("utf-8"), configured)
    if found.text is not None:
        put.put(f"{SETTINGS}{NAME}", [found.text.encode()])
    return found.again


def _waiting(settings: Settings, moment: Moment) -> int:
    """How many files lie in the inbox whose content is not among the originals."""
    if not settings.inbox.is_dir():
        return 0
    known, found = {sha256 for sha256, _ in moment.originals}, collect([settings.inbox], settings)
    count = 0
    for path in (*found.files, *found.workbooks):
        with suppress(OSError):
            count += sha256_of(path) not in known
    return count


def _changed(outputs: Path, marks: frozenset[str]) -> list[Path]:
    """The workbooks that people changed and that are not taken in, but for those with words of a secret directive."""
    found = (*changed_workbooks(outputs), *changed_otherwise(outputs))
    secret = set(holding(found, marks)) if marks else set()
    return [path for path in found if path not in secret]


def _data(manifest: Manifest) -> dict[str, Any]:
    return {
        "form": FORM, "at": manifest.at.isoformat(), "version": manifest.version, "office": manifest.office,
        "waiting": manifest.waiting, "again": manifest.again, "migrations": manifest.migrations,
        "audit": manifest.head.told, "rows": manifest.rows, "held": manifest.held,
        "missing": manifest.missing, "files": {name: list(one) for name, one in manifest.files.items()},
    }


def is_backup(file: Path) -> bool:
    """Whether a file begins as our backups do, whole or not."""
    try:
        with file.open("rb") as content:
            return content.read(30 + len(MARK))[30:] == MARK.encode()
    except OSError:
        return False


@contextmanager
def opened(file: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A backup and its manifest. Raises InputError when it is not there or none, BrokenFile when it is damaged."""
    if not file.is_file():
        raise InputError(f"Không tìm thấy tệp {file}.", "Kiểm tra lại tên và đường dẫn của bản sao lưu.")
    if not is_backup(file):
        raise InputError(f"“{file.name}” không phải bản sao lưu của Chidao.", "Chọn tệp do lệnh chidao backup ghi ra.")
    try:
        with ZipFile(file) as archive:
            yield archive, _manifest(archive)
    except (BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise _damaged(file, "tệp không đọc được, có thể chép chưa hết") from error


def _manifest(archive: ZipFile) -> Manifest:
    told = json.loads(archive.read(MANIFEST))
    if int(told["form"]) > FORM:
        raise StoreError("Bản sao lưu do một phiên bản mới hơn của chương trình tạo ra.", "Cập nhật chương trình.")
    migrations = told["migrations"] if int(told["form"]) > 1 else {"store": told["migrations"]}
    files = {str(name): (str(sha256), int(size)) for name, (sha256, size) in told["files"].items()}
    return Manifest(datetime.fromisoformat(told["at"]), told["version"], told["office"], migrations,
                    Head.typed(told["audit"]) if told["audit"] != "0:" else Head(0, ""), files, dict(told["rows"]),
                    int(told["held"]), tuple(told["missing"]), int(told.get("waiting", 0)),
                    tuple(told.get("again", ())))


def check(file: Path) -> Manifest:
    """Read a backup through and compare every part with the manifest; returns that. Raises BrokenFile where it differs,
    InputError for what is no backup."""
    with opened(file) as (archive, manifest):
        names = sorted(set(archive.namelist()) - {MANIFEST})
        if names != sorted(manifest.files):
            odd = sorted(set(names) ^ set(manifest.files))
            raise _damaged(file, f"thừa hoặc thiếu {len(odd)} phần, ví dụ {odd[0] if odd else names[0]}")
        for name, (sha256, _) in manifest.files.items():
            if _sha256(archive, name) != sha256:
                raise _damaged(file, f"phần {name} không còn như lúc ghi")
        for table, count in manifest.rows.items():
            with archive.open(f"{ROWS}{table}.jsonl") as lines:
                if sum(1 for _ in lines) != count:
                    raise _damaged(file, f"bảng {table} không đủ {count} dòng")
        return manifest


def _sha256(archive: ZipFile, name: str) -> str:
    with archive.open(name) as content:
        return _digest(content)


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _damaged(file: Path, why: str) -> BrokenFile:
    return BrokenFile(f"Bản sao lưu “{file.name}” bị hỏng: {why}.", "Dùng bản sao lưu khác.")
