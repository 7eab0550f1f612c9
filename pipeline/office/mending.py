"""What ``chidao doctor`` puts right. Nothing that people wrote is ever thrown away: what is in doubt is moved aside."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from pipeline import private
from pipeline.audit import HEAD, kept_head
from pipeline.settings import Settings
from pipeline.store import DATABASE, open_store, sha256_of
from pipeline.store.clock import now, today
from pipeline.store.locking import LOCK, left_behind

from .examining import Mend, half_written
from .filing import DONE
from .ingesting import UNPACKED, Work, ingest
from .publishing import publish
from .report import IngestReport

ASIDE: Final = "hong"
"""The folder in the home folder for what is damaged and was replaced."""


def mend(settings: Settings, wanted: Collection[Mend], work: Work | None = None) -> list[str]:
    """Do what is wanted, in the order of ``STEPS``; returns what was done (Vietnamese). Call it while no run is at
    work. Raises StoreError, OutputError."""
    done = [told for name, step in STEPS.items() if name in wanted and (told := step(settings, work))]
    if done:
        with open_store(settings) as store:
            store.enter("repair", {"count": len(done)}, {"message": "; ".join(done)})
    return done


def _store(settings: Settings, work: Work | None) -> str:
    with open_store(settings) as store:
        store.mend()
    return "lập lại chỉ mục, chốt chặn của nhật ký và chọn lại bản được lấy"


def _originals(settings: Settings, work: Work | None) -> str:
    """Keep originals again from files that still lie where they arrived or were filed."""
    mended = 0
    with open_store(settings) as store:
        there = store.originals.every()
        for sha256, _ in store.examine().contents:
            kept = there.get(sha256)
            if kept and store.originals.content(kept) == sha256:
                continue
            places = (place for place in store.places(sha256) if place.is_file() and sha256_of(place) == sha256)
            source = next(places, None)
            if source:
                if kept:
                    store.originals.set_aside(kept, _aside(settings))
                store.originals.keep(source, sha256)
                mended += 1
    return f"lấy lại {mended} bản gốc từ tệp đã nhận" if mended else ""


def _reread(settings: Settings, work: Work | None) -> str:
    """Read originals that the store does not know."""
    with open_store(settings) as store:
        known = dict(store.examine().contents)
        surplus = {sha256: place for sha256, place in store.originals.every().items() if sha256 not in known}
        for sha256, place in surplus.items():
            if store.originals.content(place) != sha256:
                store.originals.set_aside(place, _aside(settings))
        paths = [path for sha256 in surplus if (path := store.original(sha256))]
    report = ingest(paths, settings, work=work)
    return f"đọc lại {len(report.new)} bản gốc" if surplus else ""


def _sweep(settings: Settings, work: Work | None) -> str:
    found = half_written(settings)
    for path in found:
        path.unlink(missing_ok=True)
    return f"xóa {len(found)} tệp ghi dở"


def _publish(settings: Settings, work: Work | None) -> str:
    published = publish(settings, settings.outputs, today())
    return f"lập lại các bảng ({len(published.fresh)} tệp)"


def _rights(settings: Settings, work: Work | None) -> str:
    private.close(settings.home, 0o027 if settings.group_reads else 0o077)
    return "đóng quyền đọc thư mục kho dữ liệu"


def _lock(settings: Settings, work: Work | None) -> str:
    if left_behind(settings.home):
        (settings.home / LOCK).write_text("", "utf-8")
    return "xóa dấu của lượt chạy cũ"


STEPS: Final[dict[Mend, Callable[[Settings, Work | None], str]]] = {
    "rights": _rights, "lock": _lock, "sweep": _sweep, "store": _store, "originals": _originals, "reread": _reread,
    "publish": _publish,
}
"""What can be done, in the order in which it is done."""


def rebuild(settings: Settings, work: Work | None = None) -> tuple[IngestReport, int]:
    """Make the store anew from the kept originals, and from what the damaged one still gives of what people entered;
    returns the report, and how many entries of people were saved. The damaged database is kept aside. Call it while no
    run is at work. Raises StoreError."""
    folder, head = settings.home / ASIDE / f"{now():%Y%m%d-%H%M%S}", kept_head(settings.home)
    folder.mkdir(parents=True)
    for file in (*settings.home.glob(f"{DATABASE}*"), *settings.home.glob(HEAD)):
        file.rename(folder / file.name)
    with open_store(settings, anew=True) as store:
        entries = store.salvage_audit(folder / DATABASE)
        store.enter("repair", {"entries": entries, "head": head.told if head else ""},
                    {"message": f"lập lại kho từ các bản gốc; kho hỏng giữ ở {folder}"})
        kept = [path for sha256, place in store.originals.every().items()
                if store.originals.content(place) == sha256 and (path := store.original(sha256))]
    report = ingest([*_filed(settings), *kept], settings, work=work)
    with open_store(settings) as store:
        return report, store.salvage(folder / DATABASE)


def _filed(settings: Settings) -> list[Path]:
    """Where files that were taken in lie under the names that people know: as they were filed, and parts of
    packages."""
    return [folder for folder in (settings.inbox.parent / DONE, settings.home / UNPACKED) if folder.is_dir()]


def _aside(settings: Settings) -> Path:
    return settings.home / ASIDE / f"{now():%Y%m%d-%H%M%S}"
