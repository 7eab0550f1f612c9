"""What analysts changed in review workbooks, on its way into the store.

The comparison is three-way: what the workbook said when it was written, what came back, and what the store says today.
A cell that only the reading changed meanwhile is the analyst's; one that another person changed is a conflict, and both
values are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.knowledge.registry import Office, Signed, typed_body
from pipeline.model import Register
from pipeline.model.names import shown
from pipeline.model.review import PAGES, REVIEWS, Added, Answer, Correction, Edit, Outcome, Returned, split_names
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.clock import today
from pipeline.store.results import Weighed

from .changes import last
from .filing import file_workbooks
from .fingerprint import layout
from .remembering import Meaning, keep, marked, meanings

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

GONE = "nhiệm vụ này không còn trong kho; chép chỗ sửa ra, xóa dòng này rồi chạy lại để có bảng mới"
SAME = "đã có giá trị này"
WAITS = "đã chờ chọn từ lần trước"
LATE = "người khác vừa sửa ô này trong lúc nhận tệp; cả hai giá trị được giữ, chờ chọn"
SECRET = "Có phần của văn bản mang dấu mật: phần ấy không được nhận, không giữ lại gì."
_BODIES = ("lead", "support")


@dataclass(frozen=True, slots=True)
class Review:
    """What became of one workbook: an answer for each changed cell and row, remarks, why it was not taken in (None when
    it was, or when there was nothing to take), what the changes say of roles, and where the file is kept (``beside``)
    when something else was typed into it."""

    path: Path
    answers: tuple[Answer, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: InputError | None = None
    batch: str = ""
    meanings: tuple[Meaning, ...] = ()
    beside: Path | None = None

    @property
    def changed(self) -> bool:
        """Whether anything is in the store that was not there before."""
        return bool(self.batch or self.beside) or any(one.kept for one in self.meanings)

    def count(self, outcome: str) -> int:
        """How many cells and rows ended so."""
        return sum(answer.outcome == outcome for answer in self.answers)


def changed_workbooks(outputs: Path, home: Path | None = None) -> tuple[Path, ...]:
    """The review workbooks and the lists of agencies under ``outputs`` that somebody has saved since they were written.
    By what is kept in ``home`` of the last publishing only those are opened whose files are others since."""
    ours = _ours(outputs, home)
    return _changed(_found(outputs, f"{REVIEWS}/*.xlsx"), ours) + _changed_lists(outputs, ours)


def changed_lists(outputs: Path) -> tuple[Path, ...]:
    """Of these the lists of agencies."""
    return _changed_lists(outputs, _ours(outputs))


def _changed_lists(outputs: Path, ours: Callable[[Path], bool]) -> tuple[Path, ...]:
    from pipeline.workbooks import LISTS  # noqa: PLC0415  openpyxl is loaded only when it is needed

    return tuple(path for path in _changed(_found(outputs, LISTS), ours) if is_taken(path, outputs))


def kept_workbooks(outputs: Path) -> tuple[Path, ...]:
    """The review workbooks and the lists of agencies under ``outputs``; hidden files and those that programs put aside
    are none."""
    from pipeline.workbooks import LISTS  # noqa: PLC0415  openpyxl is loaded only when it is needed

    return _found(outputs, f"{REVIEWS}/*.xlsx") + _found(outputs, LISTS)


def is_taken(path: Path, outputs: Path) -> bool:
    """Whether what people change in such a workbook is taken in: a list of an older form is only read."""
    from pipeline.workbooks import remembers  # noqa: PLC0415  openpyxl is loaded only when it is needed

    return path.parent == outputs / REVIEWS or remembers(path)


def changed_otherwise(outputs: Path, home: Path | None = None) -> tuple[Path, ...]:
    """What somebody has saved and is not taken in: the roll-up, and lists of an older form."""
    from pipeline.workbooks import LISTS, SUMMARY_NAME  # noqa: PLC0415

    ours = _ours(outputs, home)
    lists = tuple(path for path in _changed(_found(outputs, LISTS), ours) if not is_taken(path, outputs))
    return lists + _changed(_found(outputs, SUMMARY_NAME), ours)


def _found(outputs: Path, pattern: str) -> tuple[Path, ...]:
    from pipeline.workbooks.placing import SET_ASIDE  # noqa: PLC0415  openpyxl is loaded only when it is needed

    files = sorted(outputs.glob(pattern)) if outputs.is_dir() else []
    return tuple(path for path in files if not path.name.startswith(("~", ".", "$")) and SET_ASIDE not in path.name)


def _changed(paths: Iterable[Path], ours: Callable[[Path], bool]) -> tuple[Path, ...]:
    return tuple(path for path in paths if not ours(path))


def _ours(outputs: Path, home: Path | None = None) -> Callable[[Path], bool]:
    """Whether a workbook is as this program wrote it."""
    from pipeline.workbooks.shelf import Shelf  # noqa: PLC0415  openpyxl is loaded only when it is needed

    return Shelf(outputs, last(home, outputs, layout()).books if home else {}).untouched


def review(paths: Iterable[Path], settings: Settings, *, trial: bool = False, good_rows: bool = False) -> list[Review]:
    """Take in what people changed in these workbooks; nothing of a workbook with a cell that cannot be taken, unless
    ``good_rows``; nothing at all in a ``trial``. Raises StoreError when the store fails."""
    paths = tuple(paths)
    if not paths:
        return []
    from .own import load_own  # noqa: PLC0415  openpyxl is loaded only when something is read back

    with open_store(settings) as store:
        since = store.weighed()
        standing = Standing(store.register(today()), store.secrets(), load_own(settings).office, since)
        return [_reviewed(path, settings, (store, standing), trial=trial, good_rows=good_rows) for path in paths]


def _reviewed(path: Path, settings: Settings, known: tuple[Store, Standing], *, trial: bool,
              good_rows: bool) -> Review:
    from pipeline.workbooks import read_back  # noqa: PLC0415  openpyxl is loaded only when something is read back

    store, standing = known
    try:
        returned, rows = marked(read_back(path))
    except InputError as error:
        return Review(path, refused=error)
    if not standing.secret.isdisjoint(returned.sha256s):
        returned, good_rows = _open_part(returned, standing), True  # nothing of the rest may wait for a better trial
    answers, edits, added = weighed(returned, standing)
    bad = [answer for answer in answers if answer.outcome == "refused"]
    if bad and not good_rows:
        return Review(path, tuple(answers), returned.remarks, _unsound(path, bad))
    told = meanings([edit for edit, state in edits if state == "taken"], rows, standing.values, standing.people)
    beside = _kept(path, settings.outputs) if returned.beside and not trial else None
    if trial or not (edits or added or told):
        return Review(path, tuple(answers), returned.remarks, meanings=told, beside=beside)
    source = f"{shown(path.name)} – {returned.source}" if returned.source else shown(path.name)
    taken = store.correct(source, edits, added, standing.since)
    answers = _late(answers, edits, taken)
    keep(store, told, source)
    standing.follow(added, taken)
    batch = taken[0].batch if taken else ""
    return Review(path, tuple(answers), returned.remarks, batch=batch, meanings=told, beside=beside)


def _late(answers: list[Answer], edits: Iterable[tuple[Edit, str]], taken: Iterable[Correction]) -> list[Answer]:
    """The answers, with those changed that another person has overtaken meanwhile."""
    conflicts = {(one.subject, one.cell) for one in taken if one.state == "conflict"}
    late = {(edit.subject, edit.after) for edit, state in edits
            if state == "taken" and (edit.subject, edit.cell) in conflicts}
    return [replace(one, outcome="conflict", why=LATE) if one.outcome == "taken" and (one.subject, one.after) in late
            else one for one in answers]


def _kept(path: Path, outputs: Path) -> Path:
    """Where the file is kept as it came, for something was typed into it that is not taken: what is under the outputs
    is written anew."""
    from pipeline.workbooks.placing import keep_copy  # noqa: PLC0415  openpyxl is loaded only when it is needed

    return keep_copy(path) if outputs.absolute() in path.absolute().parents else path


def _unsound(path: Path, bad: list[Answer]) -> InputError:
    first = bad[0]
    return InputError(
        f"“{shown(path.name)}”: {len(bad)} chỗ không nhận được, ví dụ trang “{first.sheet}”, dòng {first.row}, cột "
        f"“{first.column}”: {first.why}. Chưa nhận chỗ sửa nào của tệp.",
        f"Sửa các ô ấy rồi chạy lại; hoặc chỉ nhận các ô đúng: chidao review \"{path}\" --good-rows")


def take_brought(brought: Iterable[Path], settings: Settings, told: Callable[[Review], None]) -> list[Review]:
    """Take in workbooks that lie in the inbox, tell what became of each, and file them away."""
    reviews = review(brought, settings)
    for one in reviews:
        told(one)
    file_brought(reviews, settings)
    return reviews


def accepted(reviews: Iterable[Review]) -> tuple[Path, ...]:
    """The workbooks of which all that was changed is in the store."""
    return tuple(one.path for one in reviews if one.refused is None and not one.count("refused"))


def file_brought(reviews: Iterable[Review], settings: Settings) -> None:
    """Move workbooks that lie in the inbox to where they belong."""
    notes = [(one.path, "\n".join(filter(None, (one.refused.message, one.refused.advice))) if one.refused else "")
             for one in reviews]
    if notes:
        with open_store(settings) as store:
            file_workbooks(notes, settings, store, today())


class Standing:
    """What the store says of every cell; it follows what is taken in, so that the register is made once. ``people`` are
    the last changes that count, by task and cell."""

    def __init__(self, register: Register, secret: frozenset[str], office: Office, since: Weighed) -> None:
        from pipeline.workbooks import head_values, task_values  # noqa: PLC0415  openpyxl is loaded only when needed

        self.values = {task.id: task_values(task) for task in register.rows()}
        self.values |= {row.sha256: head_values(row) for row in register.directives}
        self.secret, self._office, self.since = secret, office, since
        signed = {row.sha256: Signed(row.head.issuer, row.head.issued_on, row.head.place)
                  for row in register.directives}
        self._by = signed | {task.id: signed[task.directive.sha256] for task in register.rows()}
        self._named = {name.casefold() for values in self.values.values() for cell in _BODIES
                       for name in split_names(values.get(cell, ""))}
        self.people: dict[tuple[str, str], Correction] = {}
        self.waiting: set[tuple[str, str, str]] = set()
        for task in register.rows():
            self._note(task.corrections)
        for row in register.directives:
            self._note(row.corrections)

    def expect(self, key: str, signed: Signed) -> None:
        """A directive that is known by its number only, and has tasks all the same."""
        self.values.setdefault(key, {})
        self._by.setdefault(key, signed)

    def follow(self, added: Iterable[Added], taken: Sequence[Correction]) -> None:
        """What was just taken in stands from now on."""
        for task in added:
            self.values.setdefault(task.id, {})
        for one in taken:
            self.since = Weighed(self.since.last, self.since.own | {one.batch})
            if one.state == "taken":
                self.values[one.subject][one.cell] = one.after
        self._note(taken)

    def doubts(self, subject: str, cells: Mapping[str, str]) -> str:
        """What a person has to look at in the names of bodies that were typed."""
        names = (name for cell in _BODIES for name in split_names(cells.get(cell, "")))
        return "; ".join(doubt for name in names if name.casefold() not in self._named
                         and (doubt := typed_body(name, self._by[subject], self._office).doubt))

    def _note(self, corrections: Iterable[Correction]) -> None:
        """The last change by a person of each cell, and what waits beside it until somebody changes it again."""
        for one in corrections:
            if one.state == "taken":
                self.people[one.subject, one.cell] = one
                self.waiting -= {wait for wait in self.waiting if wait[:2] == (one.subject, one.cell)}
            else:
                self.waiting.add((one.subject, one.cell, one.after))


def _where(one: Correction) -> str:
    return f"trên {one.source}" if one.source in PAGES else f"tệp “{one.source}”"


def _open_part(returned: Returned, standing: Standing) -> Returned:
    """What came back of directives that are there; of one that was refused as secret not a word is kept or told."""
    there = standing.values
    return replace(returned, edits=tuple(pair for pair in returned.edits if pair[0].subject in there),
                   added=tuple(pair for pair in returned.added if pair[0].sha256 in there),
                   refused=tuple(one for one in returned.refused if one.subject in there), remarks=(SECRET,))


def weighed(returned: Returned, standing: Standing) -> tuple[list[Answer], list[tuple[Edit, str]], list[Added]]:
    """What becomes of each change, the changed cells to be kept with their states, and the tasks to be added."""
    answers, edits = list(returned.refused), []
    for edit, answer in returned.edits:
        values = standing.values.get(edit.subject)
        if values is None:
            answers.append(replace(answer, outcome="refused", why=GONE))
            continue
        value = values.get(edit.cell, "")
        last = standing.people.get((edit.subject, edit.cell))
        if edit.after in (value, last.after if last else value):
            answers.append(replace(answer, outcome="unchanged", why=SAME))
            continue
        other = last if value != edit.before else None
        if other and (edit.subject, edit.cell, edit.after) in standing.waiting:
            answers.append(replace(answer, outcome="unchanged", why=WAITS))
            continue
        why = (f"{other.who} đã sửa thành “{other.after}” lúc {other.at:%H:%M %d/%m/%Y}, {_where(other)}" if other
               else standing.doubts(edit.subject, {edit.cell: edit.after}))
        answers.append(replace(answer, outcome="conflict" if other else "taken", why=why))
        edits.append((replace(edit, before=value), "conflict" if other else "taken"))
    added = [task for task, _ in returned.added if task.id not in standing.values and task.sha256 in standing.values]
    for task, answer in returned.added:
        outcome: Outcome = "unchanged" if task.id in standing.values else "refused"
        why = SAME if outcome == "unchanged" else GONE
        answers.append(replace(answer, why=standing.doubts(task.sha256, task.cells)) if task in added else
                       replace(answer, outcome=outcome, why=why))
    return sorted(answers, key=lambda a: (a.sheet, a.row)), edits, added
