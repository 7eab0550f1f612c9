"""Which lists differ from those that were published before.

Workbooks also tell how many days are left, so that all of them differ from day to day; what is compared is what stands
in the register. The digests of the lists that were published last are kept beside the store, by folder of outputs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.model import Register, TaskRow
from pipeline.model.review import PROGRESS
from pipeline.whole import write_whole

if TYPE_CHECKING:
    from pipeline.workbooks.lists import AgencyList

KEPT = "danh-muc.json"
"""The file beside the store."""

Digests = dict[str, str]
"""Name of a list → digest of what stands in it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The names of the lists that are new or changed, of those that are gone, in the order of the lists, and of those
    whose tasks stand under another name now, with the names of the new lists."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[tuple[str, tuple[str, ...]], ...] = ()


def changes(home: Path, outputs: Path, register: Register) -> Changes:
    """What differs from the lists published last into ``outputs``, after they have been written.

    Raises StoreError when the digests cannot be kept.
    """
    every, place = _kept(home / KEPT), str(outputs.absolute())
    lists = _lists(register)
    before, now = every.get(place, {}), _digests(register, lists)
    _keep(home / KEPT, every | {place: now})
    left = [name for name in before if name not in now]
    moved = {name: tuple(one.name for one in lists if one.name not in before and name in one.formerly) for name in left}
    return Changes(tuple(name for name in now if now[name] != before.get(name)),
                   tuple(name for name in left if not moved[name]),
                   tuple((name, new) for name, new in moved.items() if new))


def _lists(register: Register) -> list[AgencyList]:
    from pipeline.workbooks.lists import agency_lists  # noqa: PLC0415  openpyxl is loaded only when something is published

    return agency_lists(register)


def _digests(register: Register, lists: list[AgencyList]) -> Digests:
    of: dict[int, str] = {id(task): _digest(_stable(task)) for task in register.tasks}
    return {
        one.name: _digest([*(f"{entry.role} {of[id(entry.task)]}" for entry in one.entries),
                           *(f"{shared.role_words} {of[id(shared.entry.task)]}" for shared in one.shared)])
        for one in lists
    }


def _stable(task: TaskRow) -> Iterable[str]:
    """What a list shows of a task, whatever the day."""
    yield repr((task.id, task.clause, task.text, task.modality, task.lead, task.support, task.deadlines,
                *(getattr(task, cell) for cell in PROGRESS), task.doubts, task.confidence))
    yield repr((task.directive.head, task.directive.notices, task.notices, [one.id for one in task.also],
                [(link.called, [(one.id, one.deadlines) for one in link.tasks]) for link in task.links]))


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _kept(file: Path) -> dict[str, Digests]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # lost or spoilt: all lists are told as changed once
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(file: Path, digests: dict[str, Digests]) -> None:
    try:
        write_whole(file, json.dumps(digests, ensure_ascii=False, indent=1))
    except OSError as error:
        raise StoreError(f"Không ghi được {file}: {cause_of(error)}.",
                         "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.") from error
