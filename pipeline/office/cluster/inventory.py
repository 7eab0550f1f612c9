"""Do all machines of a cluster have the same of everything on which readings depend?

A result must not depend on which machine read a file: another Tesseract reads another letter, another font breaks a
page elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any, Final

from pipeline.errors import ClusterError
from pipeline.settings import Settings

from ..fingerprint import fingerprint
from .network import address, checked, configure, security
from .parcels import READER
from .pool import ADVICE, GONE, IDLE

PACKAGES: Final = (
    "asn1crypto", "cloudpickle", "dask", "distributed", "holidays", "libarchive-c", "lunar-vn", "lxml", "msgpack",
    "numpy", "olefile", "openpyxl", "pandas", "pdfminer.six", "pdfplumber", "pi-heif", "pillow", "pyHanko",
    "pypdfium2", "python-dateutil", "python-docx", "RapidFuzz", "regex", "scikit-learn", "spacy", "tornado",
    "underthesea", "underthesea_core",
)
"""The packages that read, and those by which machines speak with each other."""

NONE: Final = "không có"
UNREADABLE: Final = "không trả lời được (phiên bản khác)"
_MODELS = ("pipeline/pos_tag", "pipeline/word_tokenize", "pipeline/sent_tokenize")
_SECONDS = 60  # for one question to a program
_SHORT = 12  # digits of a digest that are shown

Inventory = dict[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the driver has, and each worker by its address."""

    here: Inventory
    workers: dict[str, Inventory]

    def differing(self, item: str) -> dict[str, str]:
        """The workers that have another value of an item, with theirs."""
        return {name: had.get(item, UNREADABLE) for name, had in self.workers.items()
                if had.get(item) != self.here[item]}

    @property
    def same(self) -> bool:
        """Whether all machines have the same of everything."""
        return not any(self.differing(item) for item in self.here)


def compare(settings: Settings) -> Compared:
    """Ask all workers of ``settings.cluster``. Raises ConfigurationError for an address that cannot be used,
    ClusterError when there is no scheduler or no worker."""
    full = address(settings.cluster)
    checked(full)
    configure()
    from distributed.client import Client  # noqa: PLC0415  a second that most commands never need

    make: Any = Client
    try:
        with make(full, security=security(settings, full, "client"), timeout=10, set_as_default=False) as client:
            found = client.run(inventory_there, on_error="return")
    except (OSError, TimeoutError) as error:
        raise ClusterError(GONE.format(full), ADVICE) from error
    if not found:
        raise ClusterError(IDLE.format(full), ADVICE)
    return Compared(inventory(), {name.split("://")[-1]: had if isinstance(had, dict) else {}
                                  for name, had in sorted(found.items())})


def inventory_there(dask_worker: Any) -> Inventory:
    """The inventory of a worker."""
    import dask  # noqa: PLC0415

    spills = any(dask.config.get(f"distributed.worker.memory.{way}") for way in ("target", "spill"))
    return inventory(ours=READER in dask_worker.plugins and not spills)


def inventory(ours: bool = True) -> Inventory:
    """What this machine has, by the names of the items (Vietnamese); ``ours`` for one that keeps nothing of files."""
    found = {
        "Chương trình chidao": fingerprint(Settings()),
        "Chạy bằng chidao worker, không ghi tệp ra đĩa": "có" if ours else "không",
        "Python": platform.python_version(),
        "Kiểu máy": f"{platform.system()} {platform.machine()}",
        "Mô hình ngôn ngữ (sha256)": _models(),
        "Tesseract": _first_line(["tesseract", "--version"]),
        "Dữ liệu tiếng Việt của Tesseract (sha256)": _vietnamese(),
        "LibreOffice": _first_line([shutil.which("soffice") or "libreoffice", "--version"]),
        "Phông chữ": _fonts(),
        "libarchive": _libarchive(),
    }
    return found | {f"Gói {name}": _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return NONE


def _said(command: list[str]) -> str:
    """What a program says, "" when it is not there."""
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
        return done.stdout or done.stderr
    return ""


def _first_line(command: list[str]) -> str:
    return next(iter(_said(command).splitlines()), NONE).strip() or NONE


def _models() -> str:
    """The digest of what underthesea knows of words."""
    where = util.find_spec("underthesea")
    if where is None or where.origin is None:
        return NONE
    root = Path(where.origin).parent
    files = (file for part in _MODELS for file in (root / part).rglob("*"))
    return _digest(sorted(file for file in files if file.suffix in (".bin", ".txt")))


def _vietnamese() -> str:
    told = re.search(r'"(.+)"', _said(["tesseract", "--list-langs"]))
    folder = Path(told[1] if told else os.environ.get("TESSDATA_PREFIX", ""))
    return _digest([folder / "vie.traineddata"])


def _digest(files: Iterable[Path]) -> str:
    digest, seen = hashlib.sha256(), False
    for file in files:
        with suppress(OSError), file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
            seen = True
    return digest.hexdigest()[:_SHORT] if seen else NONE


def _fonts() -> str:
    fonts = sorted(set(_said(["fc-list", ":", "family", "style", "fontversion"]).splitlines()))
    return f"{len(fonts)} phông, {hashlib.sha256(chr(10).join(fonts).encode()).hexdigest()[:_SHORT]}" if fonts else NONE


def _libarchive() -> str:
    with suppress(Exception):  # the library is loaded when it is imported
        from libarchive import ffi  # noqa: PLC0415

        return str(ffi.version_number())
    return NONE
