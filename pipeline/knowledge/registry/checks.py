"""What must hold for the tables of the registry; every breach is a sentence in Vietnamese.

One name may mean two bodies only when they never exist on one day in one place. A central body and the one of a
province may bear one name (Kho bạc Nhà nước): the one without a province behind it is the central one.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from ..folding import key
from ..tables import read_table, table_text
from .bodies import Agency, agency, split
from .catalogue import FURTHER
from .units import Unit, Units
from .writing import comparable

CENTRAL = ("agencies", *FURTHER)
TEMPLATES = ("departments", "departments_more")
BODIES = (*CENTRAL, "provinces", *TEMPLATES, "local_bodies")
TABLES = (*BODIES, "aliases", "districts", "districts_before", "communes", "communes_before")

_COLUMNS = ("id", "name", "short", "kind", "level", "parent", "place", "valid_from", "valid_to", "successors", "why",
            "code", "source")
_NATIONAL = re.compile(r"^(?:uỷ ban )?trung ương | việt nam$")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in which table and row (an id or an alias)."""

    table: str
    row: str
    message: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A body with the table it stands in. ``key`` tells templates of districts from those of communes."""

    table: str
    body: Agency

    @property
    def key(self) -> str:
        return f"{self.body.level}.{self.body.id}" if self.table == "local_bodies" else self.body.id

    def problem(self, message: str) -> Problem:
        return Problem(self.table, self.body.id, message)


def problems(folder: Path | None = None) -> list[Problem]:
    """All that is wrong with the tables: those of ``folder``, and of the program where it has none."""
    found = [problem for table in TABLES for problem in _form(table, folder)]
    if found:
        return found  # what cannot be read cannot be proved
    rows = {table: [_Row(table, agency(row)) for row in read_table(table, folder)] for table in BODIES}
    families = [[row for table in tables for row in rows[table]]
                for tables in (CENTRAL, ("provinces",), TEMPLATES, ("local_bodies",))]
    checks = [*(check for family in families for check in _family(family)), *_likely(families[0])]
    above = {row.key: row for row in (*families[0], *families[1])}
    return [*checks, *(p for family in families for p in _parents(family, above)),
            *_aliases(folder), *_units(Units(folder), {row.key for row in families[1]}, folder)]


def _form(table: str, folder: Path | None) -> Iterator[Problem]:
    """Letters, columns, ids, days and sources."""
    text = table_text(table, folder)
    for number, line in enumerate(text.splitlines(), 1):
        if unicodedata.normalize("NFC", line) != line:
            yield Problem(table, f"dòng {number}", "chữ chưa ở dạng NFC")
    header = next(csv.reader(line for line in text.splitlines() if line.strip() and line[0] != "#"))
    missing = [name for name in _COLUMNS if name not in header] if table in BODIES else []
    if missing:
        yield Problem(table, "dòng đầu", f"thiếu cột {', '.join(missing)}")
        return
    for row in read_table(table, folder) if table in BODIES else ():
        yield from (Problem(table, row["id"], message) for message in _cells(row))


def _cells(row: dict[str, str]) -> Iterator[str]:
    if not _ID.fullmatch(row["id"]):
        yield "mã phải gồm chữ thường không dấu, chữ số và gạch nối"
    yield from (f"thiếu {told}" for name, told in (("name", "tên"), ("kind", "loại"), ("source", "nguồn"))
                if not row[name])
    days = []
    for name in ("valid_from", "valid_to"):
        try:
            days.append(date.fromisoformat(row[name]) if row[name] else None)
        except ValueError:
            yield f"ngày không đúng: {row[name]}"
    if len(days) == 2 and days[0] and days[1] and days[0] > days[1]:
        yield "ngày kết thúc đứng trước ngày bắt đầu"


def _family(rows: list[_Row]) -> Iterator[Problem]:
    """Bodies that are told apart by their ids and names alone."""
    for row_key, times in Counter(row.key for row in rows).items():
        if times > 1:
            yield next(row for row in rows if row.key == row_key).problem(f"mã có {times} dòng")
    known = {row.key: row for row in rows}
    for row in rows:
        yield from (row.problem(message) for message in _ending(row, known))
    yield from _cycles(known, lambda row: [s.id for s in row.body.successors], "kế thừa")
    yield from _meanings(rows)


def _ending(row: _Row, known: dict[str, _Row]) -> Iterator[str]:
    body = row.body
    if body.valid_to and not body.successors and not body.why:
        yield "đã kết thúc mà không ghi cơ quan kế thừa hoặc lý do"
    for heir in body.successors:
        found = known.get(heir.id)
        if found is None:
            yield f"cơ quan kế thừa {heir.id} không có trong danh mục"
        elif body.valid_to:
            yield from _gap(body, body.valid_to, found.body)


def _gap(body: Agency, ended: date, heir: Agency) -> Iterator[str]:
    if heir.valid_to and heir.valid_to <= ended:
        yield f"cơ quan kế thừa {heir.id} kết thúc trước khi kế thừa"
    if heir.valid_from and heir.valid_from > ended + timedelta(days=1) and not body.why:
        yield f"cơ quan kế thừa {heir.id} chỉ có từ {heir.valid_from:%d/%m/%Y}, không rõ trước đó là cơ quan nào"


def _parents(rows: list[_Row], above: dict[str, _Row]) -> Iterator[Problem]:
    for row in rows:
        if row.body.parent and row.body.parent not in above:
            yield row.problem(f"cơ quan cấp trên {row.body.parent} không có trong danh mục")
    yield from _cycles({row.key: row for row in rows}, lambda row: [row.body.parent or ""], "cấp trên")


def _cycles(known: dict[str, _Row], following: Callable[[_Row], list[str]], told: str) -> Iterator[Problem]:
    """Every row that leads back to itself."""
    for start, row in known.items():
        seen, ahead = set[str](), following(row)
        while ahead:
            here = ahead.pop()
            if here == start:
                yield row.problem(f"vòng lặp {told}: {row.body.id} dẫn về chính nó")
                break
            if here in known and here not in seen:
                seen.add(here)
                ahead += following(known[here])


def _meanings(rows: list[_Row]) -> Iterator[Problem]:
    named: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        level = row.body.level if row.table == "local_bodies" else ""
        for name in {comparable(name) for name in (row.body.name, *row.body.short)}:
            named.setdefault((level, name), []).append(row)
    for (_, name), same in named.items():
        for one, other in combinations(same, 2):
            if one.key != other.key and _meet(one.body, other.body):
                yield other.problem(f"tên “{name}” cùng lúc chỉ hai cơ quan: {one.body.id} và {other.body.id}")


def _likely(rows: list[_Row]) -> Iterator[Problem]:
    """Two bodies of the whole country whose names differ only in saying that they are."""
    named: dict[str, list[_Row]] = {}
    for row in rows:
        named.setdefault(_NATIONAL.sub("", comparable(row.body.name)), []).append(row)
    for one, other in (pair for same in named.values() for pair in combinations(same, 2)):
        if one.key != other.key and _meet(one.body, other.body):
            yield other.problem(f"“{one.body.name}” và “{other.body.name}” có lẽ là một cơ quan: ghi một tên vào cột "
                                "short của tên kia")


def _meet(one: Agency, other: Agency) -> bool:
    """Whether both exist on one day in one place."""
    days = max(one.valid_from or date.min, other.valid_from or date.min) <= min(
        one.valid_to or date.max, other.valid_to or date.max)
    return days and (one.place == other.place or "*" in (one.place, other.place))


def _aliases(folder: Path | None) -> Iterator[Problem]:
    meanings: dict[str, set[str]] = {}
    for row in read_table("aliases", folder):
        meanings.setdefault(row["alias"], set()).add(key(row["full"]))
        if not row["source"]:
            yield Problem("aliases", row["alias"], "thiếu nguồn")
    for alias, full in meanings.items():
        if len(full) > 1:
            yield Problem("aliases", alias, f"chữ viết tắt có {len(full)} nghĩa: {'; '.join(sorted(full))}")


def _units(units: Units, provinces: set[str], folder: Path | None) -> Iterator[Problem]:
    known: dict[str, Unit] = {}
    named = Counter((unit.place, key(unit.called)) for unit in units)
    for unit in units:
        table = "districts" if unit.level == "huyện" else "communes"
        if unit.id in known:
            yield Problem(table, unit.id, "mã có hai dòng")
        if unit.place not in provinces:
            yield Problem(table, unit.id, f"tỉnh {unit.place} không có trong danh mục")
        if named[unit.place, key(unit.called)] > 1:
            yield Problem(table, unit.id, f"tên “{unit.called}” chỉ hai đơn vị của một tỉnh")
        known[unit.id] = unit
    heirs = ((unit.id, heir) for unit in known.values() for heir in unit.heirs)
    yield from (Problem("districts", i, f"đơn vị kế thừa {heir} không có trong danh mục")
                for i, heir in heirs if heir not in known)
    yield from (Problem("districts_before", row["id"], f"đơn vị kế thừa {heir} không có trong danh mục")
                for row in read_table("districts_before", folder)
                for heir in split(row["successors"]) if heir not in known)
    yield from _before(known, folder)


def _before(known: Iterable[str], folder: Path | None) -> Iterator[Problem]:
    for row in read_table("communes_before", folder):
        if row["id"] not in known or not split(row["before"]):
            yield Problem("communes_before", row["id"], "không có trong danh mục, hoặc không ghi đơn vị trước sắp xếp")
