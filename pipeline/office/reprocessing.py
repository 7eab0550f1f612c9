"""Reading again what another version of the program has read: first shown, then taken, and undone when it was no gain.

What was recognised of a scan is kept, so that only the rules are run again where reading itself has not changed
(``fingerprint``). A trial keeps the new readings in the home folder until they are taken; what people corrected wins
over every reading, so it stays. A file that turns out to bear a mark of secrecy is refused at once, as a run does.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pipeline import private
from pipeline.errors import InputError, SecretDirective
from pipeline.model import Difference, Extraction, Head
from pipeline.model.names import shown
from pipeline.settings import Settings
from pipeline.store import Stale, open_store
from pipeline.store.comparing import differences
from pipeline.store.originals import IN_TURN
from pipeline.store.packing import packed, unpacked

from .fingerprint import fingerprint, reading_of
from .ingesting import Work, read_again
from .report import Progress
from .working import Mishap, Outcome, Read, cluster_pool, read_parts

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

KEPT: Final = "doc-lai"
"""The folder of new readings that nobody has taken yet, under the home folder."""

_DOCUMENT: Final = ".da-doc"
"""What the name of a file ends in that holds what was recognised before, to run the rules on it."""

HEAD_FIELDS: Final = ("number", "issued_on", "type", "issuer", "subject")

Kind = Literal["same", "changed", "failed", "refused"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What another version has read: ``whole`` has to be read from its file, of ``rules`` only the rules are run; the
    ``gone`` (names) have no original any more."""

    whole: tuple[Stale, ...]
    rules: tuple[Stale, ...]
    gone: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Stale, ...]:
        """All that can be read again."""
        return self.rules + self.whole


@dataclass(frozen=True, slots=True)
class Trial:
    """What a new reading of a directive says otherwise: fields of the head with the words before and now, and tasks;
    ``why`` it could not be read."""

    sha256: str
    name: str
    kind: Kind
    heads: tuple[tuple[str, str, str], ...] = ()
    tasks: tuple[Difference, ...] = ()
    why: str = ""


def planned(settings: Settings, sha256s: Iterable[str] = ()) -> Plan:
    """What there is to read again, of these contents (all when none are named)."""
    version, wanted = fingerprint(settings), set(sha256s)
    with open_store(settings) as store:
        found = [one for one in store.stale(version) if not wanted or one.sha256 in wanted]
        rules = [one for one in found
                 if reading_of(one.version) == reading_of(version) and store.document(one.sha256)]
        known = {one.sha256 for one in found}
        gone = [name for sha256, name in store.stale_names(version) if sha256 not in known
                and (not wanted or sha256 in wanted)]
    return Plan(tuple(one for one in found if one not in rules), tuple(rules), tuple(gone))


def try_out(plan: Plan, settings: Settings, progress: Progress, work: Work | None = None) -> Iterator[Trial]:
    """Read again, keep the new readings until they are taken, and tell in what each differs, as soon as it is known."""
    work, folder = work or Work(), _folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    names = [*(one.name for one in plan.all), ""]
    with open_store(settings) as store, closing(_outcomes(plan, settings, work, store)) as outcomes:
        for done, (one, outcome) in enumerate(zip(plan.all, outcomes, strict=True), 1):
            yield _trial(one, outcome, settings, store, folder)
            progress(done, len(plan.all), names[done])


def _outcomes(plan: Plan, settings: Settings, work: Work, store: Store) -> Generator[Outcome]:
    """All by one pool of watched processes, first those whose rules alone are run."""
    pools = work.make_pool or cluster_pool(settings, said=work.said)
    with private.held() as folder:
        whole = store.originals.in_turn([one.original for one in plan.whole])
        parts = chain(_documents(plan.rules, store, folder), whole)
        yield from read_parts(parts, len(plan.all), settings, partial(_again, work.read), pools)


def _documents(rules: Sequence[Stale], store: Store, folder: Path) -> Iterator[list[Path]]:
    """What was recognised of these, as files, part by part as they are read."""
    for n in range(0, len(rules), IN_TURN):
        part = [folder / f"{one.sha256}{_DOCUMENT}" for one in rules[n:n + IN_TURN]]
        for file in part:
            file.write_bytes(store.document(file.stem))
        yield part
        for file in part:
            file.unlink()


def _again(read: Read, path: Path, settings: Settings) -> Extraction:
    if path.suffix != _DOCUMENT:
        return read(path, settings)
    from pipeline.compose import apply_rules  # noqa: PLC0415  language models are loaded where they are used

    return apply_rules(path.read_bytes(), settings)


def _trial(one: Stale, outcome: Outcome, settings: Settings, store: Store, folder: Path) -> Trial:
    if isinstance(outcome, Mishap):
        secret = isinstance(outcome.error, SecretDirective)
        if secret:
            read_again([one], settings)
        return Trial(one.sha256, one.name, "refused" if secret else "failed", why=outcome.error.message)
    made = replace(outcome, source=replace(outcome.source, name=one.name))
    before = store.extraction(one.sha256)
    if before is None:
        return Trial(one.sha256, one.name, "failed", why="Văn bản không còn trong kho.")
    half = folder / f".{one.sha256}"
    half.write_bytes(packed(made))
    half.replace(folder / one.sha256)
    heads = tuple(_head_changes(before.head, made.head))
    tasks = differences(before.tasks, made.tasks, noisy=False)
    return Trial(one.sha256, one.name, "changed" if heads or tasks else "same", heads, tasks)


def _head_changes(before: Head, now: Head) -> Iterator[tuple[str, str, str]]:
    for name in HEAD_FIELDS:
        values = [getattr(head, name) for head in (before, now)]
        if values[0] != values[1]:
            old, new = (f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value or "" for value in values)
            yield name, old, new


def take(settings: Settings, advance: Callable[[int, int, str], None]) -> tuple[str, int, int]:
    """Take the new readings that wait: the batch, how many directives say something else now, and how many were
    taken. Raises InputError when none wait, or another version of the program has made them."""
    folder, batch, changed = _folder(settings), uuid.uuid4().hex[:12], 0
    files = sorted(file for file in folder.iterdir() if file.name[0] != ".") if folder.is_dir() else []
    if not files:
        raise InputError("Chưa có bản đọc lại nào chờ nhận.", "Chạy chidao reprocess để xem khác biệt trước.")
    with open_store(settings) as store:
        for done, file in enumerate(files, 1):
            extraction = unpacked(file.read_bytes())
            if store.known(file.name):
                changed += store.reread(extraction, fingerprint(settings), batch)
            file.unlink()
            advance(done, len(files), shown(extraction.source.name))
    shutil.rmtree(folder, ignore_errors=True)
    return batch, changed, len(files)


def undo(settings: Settings, batch: str = "") -> tuple[str, list[str], list[str]]:
    """Bring back what was read before a batch (the last one that counts): its name, the directives that are as before,
    and those that were read once more since and stay. Raises InputError when there is no such batch."""
    with open_store(settings) as store:
        counting = [one.batch for one in store.rereads() if not one.undone]
        wanted = batch or (counting[-1] if counting else "")
        if wanted not in counting:
            raise InputError(f"Không có lần đọc lại “{batch}” để hoàn tác." if batch else
                             "Không có lần đọc lại nào để hoàn tác.", "Xem các lần: chidao reprocess --list.")
        return wanted, *store.unread(wanted, fingerprint(settings))


def _folder(settings: Settings) -> Path:
    """Readings of one version of the program; those of others are of no use and go."""
    above = settings.home / KEPT
    mine = above / fingerprint(settings)
    for other in above.iterdir() if above.is_dir() else ():
        if other != mine:
            shutil.rmtree(other, ignore_errors=True)
    return mine


def changed(trials: Sequence[Trial]) -> int:
    """How many directives would say something else."""
    return sum(one.kind == "changed" for one in trials)
