"""What was published last into a folder of outputs: by it only what changed is written again, and the lists are told
that differ.

It is kept beside the store, by folder of outputs. Another version of the program, of its layout or of its tables
writes everything anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.whole import write_whole

KEPT = "danh-muc.json"
"""The file beside the store."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The names of the lists that are new or changed, of those that are gone, in the order of the lists, and of those
    whose tasks stand under another name now, with the names of the new lists."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Last:
    """What was published last: ``lists`` tells what stands in each list, by its name, ``books`` the workbooks (path →
    digest of what it shows, mark of its file), ``whole`` all that they show, ``form`` the program that wrote them."""

    lists: Mapping[str, str] = field(default_factory=dict)
    books: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    whole: str = ""
    form: str = ""


def last(home: Path, outputs: Path, form: str) -> Last:
    """What was published last into that folder; after another program (``form``) only what stood in the lists."""
    kept = _kept(home / KEPT).get(str(outputs.absolute()), {})
    try:
        lists = {str(name): str(digest) for name, digest in kept["lists"].items()}
        if kept["form"] != form:
            return Last(lists)
        return Last(lists, {str(path): (str(shows), str(mark)) for path, (shows, mark) in kept["books"].items()},
                    str(kept["whole"]), form)
    except (KeyError, TypeError, ValueError, AttributeError):  # of an older program, or spoilt: written and told anew
        return Last()


def keep(home: Path, outputs: Path, now: Last) -> None:
    """Keep what is published now. Raises StoreError when it cannot be kept."""
    file, place = home / KEPT, str(outputs.absolute())
    every = _kept(file)
    told = asdict(now) | {"books": {path: list(book) for path, book in now.books.items()}}
    if every.get(place) == told:
        return
    try:
        there = {name: kept for name, kept in every.items() if Path(name).is_dir()}
        write_whole(file, json.dumps(there | {place: told}, ensure_ascii=False, indent=1))
    except OSError as error:
        raise StoreError(f"Không ghi được {file}: {cause_of(error)}.",
                         "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.") from error


def compared(before: Mapping[str, str], now: Mapping[str, str], formerly: Mapping[str, Collection[str]]) -> Changes:
    """How the lists differ from those before; ``formerly`` are the names under which the tasks of a list may have
    stood."""
    left = [name for name in before if name not in now]
    moved = {name: tuple(new for new in now if new not in before and name in formerly.get(new, ())) for name in left}
    return Changes(tuple(name for name in now if now[name] != before.get(name)),
                   tuple(name for name in left if not moved[name]),
                   tuple((name, new) for name, new in moved.items() if new))


def _kept(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
