"""What an office holds, without times and numbers of rows: two offices that did the same work hold the same."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.office.filing import NOTE
from pipeline.store import DATABASE

from .office import Office, digest

_TIMES = re.compile(r"(?:.*_)?at|batch")  # names of columns: when, and which taking of a workbook
_ROWS = ".dong"
"""What the name of a file of kept rows ends in: by what they show, with moments that nobody sees."""
_STEPS = "store_step"  # nor by how many ways a document came where it is
_APART = frozenset(("store_run", _STEPS))  # how often the program ran is no content
_AUDIT = "store_auditentry"  # nor is how often it did the same; its hashes depend on times
_STAMPED = frozenset(("docProps/core.xml",))  # when a workbook was written


def contents(office: Office) -> dict[str, Any]:
    """By what it is (a table, an original, a workbook, a filed file): its content, to be compared."""
    found: dict[str, Any] = {f"table {name}": rows for name, rows in _tables(office).items()}
    found |= {f"original {path.name}": digest(path) for path in _files(office.home / "originals")}
    for path in _files(office.outputs):
        if path.name.endswith(_ROWS):
            continue
        found[f"list {path.relative_to(office.outputs)}"] = _workbook(path) if path.suffix == ".xlsx" else digest(path)
    for path in _files(office.inbox.parent):
        note = path.name.endswith(NOTE)
        told = path.read_text("utf-8").replace(str(office.folder), "") if note else digest(path)
        found[f"file {path.relative_to(office.inbox.parent)}"] = told
    found["temporary files"] = sorted(path.name for path in office.temporary.glob("chidao-*"))
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """What is not the same in both."""
    return [f"{name}: {_short(one.get(name))} ≠ {_short(other.get(name))}"
            for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def _short(value: Any) -> str:
    if isinstance(value, Counter):
        return f"{value.total()} rows"
    return str(value)[:160]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _workbook(path: Path) -> dict[str, int]:
    with zipfile.ZipFile(path) as archive:
        return {info.filename: info.CRC for info in archive.infolist() if info.filename not in _STAMPED}


def _tables(office: Office) -> dict[str, Counter[str]]:
    """The rows of every table of the store; a row that points to another tells what that one says."""
    if not (office.home / DATABASE).exists():
        return {}
    database = sqlite3.connect(office.home / DATABASE)
    database.row_factory = sqlite3.Row
    try:
        names = [str(row[0]) for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = _Rows(database, str(office.folder))
        found = {name: Counter(told.every(name)) for name in names if name.startswith("store_")
                 and name not in (*_APART, _AUDIT)}
        found |= {_STEPS: Counter(told.steps())} if _STEPS in names else {}
        return found | {_AUDIT: Counter(told.audit())} if _AUDIT in names else found
    finally:
        database.close()


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


class _Rows:
    """Rows as text without ids, times and the folder of the office."""

    def __init__(self, database: sqlite3.Connection, folder: str) -> None:
        self._database, self._folder = database, folder
        self._links: dict[str, dict[str, str]] = {}

    def every(self, table: str) -> list[str]:
        return [self._told(table, row) for row in self._database.execute(f'SELECT * FROM "{table}"')]

    def audit(self) -> set[str]:
        """What was done to which content, each once."""
        return {f"{what} {content}" for what, content in self._database.execute(f"SELECT what, content FROM {_AUDIT}")}

    def steps(self) -> list[str]:
        """In which step each document is, and where its file lies."""
        rows = self._database.execute(f"SELECT sha256, step, path, code FROM {_STEPS} WHERE last")
        return [" ".join(map(str, row)).replace(self._folder, "") for row in rows]

    def _told(self, table: str, row: sqlite3.Row) -> str:
        links = self._of(table)
        plain = {name: _plain(row[name]) for name in row.keys()  # noqa: SIM118  a row yields its values
                 if name != "id" and name not in links and not _TIMES.fullmatch(name)}
        leads = {name: self._at(links[name], row[name]) for name in links if row[name] is not None}
        return json.dumps(plain | leads, ensure_ascii=False, sort_keys=True).replace(self._folder, "")

    def _at(self, table: str, number: int) -> str:
        row = self._database.execute(f'SELECT * FROM "{table}" WHERE id = ?', (number,)).fetchone()
        return self._told(table, row)

    def _of(self, table: str) -> dict[str, str]:
        if table not in self._links:
            told = self._database.execute(f'PRAGMA foreign_key_list("{table}")')
            self._links[table] = {row["from"]: row["table"] for row in told}
        return self._links[table]
