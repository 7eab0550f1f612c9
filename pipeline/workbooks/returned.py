"""What people changed in a review workbook: found by comparing it with what was written into it.

Rows are known by their ids and columns by their titles, so that sorting, filtering, moving, colouring and inserting
change nothing. A row that was copied stays one task unless the words of the copy were changed: then it is a task of its
own. A row that was deleted is no decision: only *Bỏ* drops a task.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import InputError
from pipeline.model.review import ADDED, CELL_WORDS, DROPPED, HEAD_WORDS, Added, Answer, Edit, Returned

from .review_book import NUMBER, added_id
from .review_values import BASE, HEAD, ID, KIND, LEFT_OUT, OF, PICK, SHEET, VERSION, normal, titles_of, typed

_CLAUSE, _WORDS, _NEW, _FIELD, _OF = "Mục", "Đoạn văn", "Sửa thành", "Trường", "Mã văn bản"
_CELLS = {words: cell for cell, words in CELL_WORDS.items()}
_FIELDS = {words: name for name, words in HEAD_WORDS.items()}
ADVICE: Final = ("Dùng bảng rà soát do chương trình lập ở outputs/ra-soat; nếu tệp bị hỏng thì lấy lại bản lưu gần "
                 "nhất, hoặc chạy chidao run để lập bảng mới rồi chép chỗ sửa sang.")


@dataclass(slots=True)
class _Table:
    """A sheet's table: its name, and the rows below its titles with their number and their cells by title."""

    sheet: str
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def read_back(path: Path) -> Returned:
    """What a workbook brings back; raises InputError for a file that is no review workbook of this program."""
    book = _opened(path)
    if BASE not in book.sheetnames:
        raise InputError(f"“{path.name}” không phải bảng rà soát do chương trình lập (thiếu phần ghi nhớ).", ADVICE)
    base, answers = _base(path, book[BASE]), _Answers()
    _tasks(_table(path, book, SHEET, ID), base, answers)
    _head(_table(path, book, HEAD, _FIELD), base, answers)
    if LEFT_OUT in book.sheetnames:
        _picked(_table(path, book, LEFT_OUT, PICK), answers)
    return Returned(base.sha256s, tuple(answers.edits), tuple(answers.added), tuple(answers.refused),
                    tuple(answers.remarks))


def _opened(path: Path) -> Any:
    try:
        return load_workbook(path)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError, AttributeError) as error:
        raise InputError(f"“{path.name}” hỏng hoặc không phải bảng tính Excel, không mở được.", ADVICE) from error


@dataclass(slots=True)
class _Answers:
    edits: list[tuple[Edit, Answer]] = field(default_factory=list)
    added: list[tuple[Added, Answer]] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an added task belongs: its directive, its clause, and the task before it."""

    sha256: str
    clause: str | None
    behind: str | None


@dataclass(frozen=True, slots=True)
class _Base:
    """What was written: the directives, the cells of each task and head, and the directive ``of`` each task."""

    sha256s: tuple[str, ...]
    cells: dict[str, dict[str, str]]
    of: dict[str, str]

    def tasks(self) -> set[str]:
        return set(self.cells) - set(self.sha256s)

    def directive(self, number: str, behind: str | None) -> str:
        """The directive of a new row: the only one, the one of that number, or that of the row above."""
        if len(self.sha256s) == 1:
            return self.sha256s[0]
        named = [sha for sha in self.sha256s if number and self.cells[sha].get("number") == number]
        return named[0] if len(named) == 1 else self.of.get(behind or "", "")


def _base(path: Path, sheet: Any) -> _Base:
    rows = sheet.iter_rows(values_only=True)
    first = [value for value in next(rows, ()) if value is not None]
    if first[:2] != [KIND, VERSION]:
        raise InputError(f"“{path.name}” do phiên bản khác của chương trình lập, không đọc được phần ghi nhớ.", ADVICE)
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    of: dict[str, str] = {}
    for subject, cell, value in ((*row, None, None)[:3] for row in rows if row[0]):
        if cell == OF:
            of[str(subject)] = str(value)
        else:
            cells[str(subject)][str(cell)] = "" if value is None else str(value)
    return _Base(tuple(map(str, first[2:])), dict(cells), of)


def _table(path: Path, book: Any, name: str, title: str) -> _Table:
    """The table of a sheet, found by one of its titles; a sheet that was renamed is found by the title as well."""
    sheets = [book[name]] if name in book.sheetnames else [sheet for sheet in book if sheet.title != BASE]
    for sheet in sheets:
        found = titles_of(sheet.iter_rows(values_only=True), title)
        if found:
            first = found[0] + 1
            return _Table(sheet.title, [(number, {name: _value(cells[at]) for name, at in found[1].items()})
                                        for number, cells in enumerate(sheet.iter_rows(min_row=first), first)])
    raise InputError(f"“{path.name}”: trang “{name}” không còn cột “{title}”.", ADVICE)


class _Formula(str):
    """A cell that is computed by the spreadsheet: its value depends on other cells."""

    __slots__ = ()


def _value(cell: Any) -> Any:
    return _Formula(cell.value) if cell.data_type == "f" else cell.value


def _tasks(table: _Table, base: _Base, answers: _Answers) -> None:
    """Rows of the task sheet in turn; the first changed row of an id is the task, further changed ones are new."""
    of_id: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    behind = None
    for number, row in table.rows:
        values, subject = _values(table.sheet, number, row, answers), str(row.get(ID) or "").strip()
        if subject in base.cells:
            of_id[subject].append((number, values))
            behind = subject
        elif any(value for cell, value in values.items() if cell != "verdict"):
            place = _Place(base.directive(normal(str(row.get(NUMBER) or "")), behind),
                           normal(str(row.get(_CLAUSE) or "")) or None, behind)
            _add(table.sheet, number, values, place, answers)
    for subject, copies in of_id.items():
        _compare(table.sheet, subject, copies, base, answers)
    gone = base.tasks() - of_id.keys()
    if gone:
        answers.remarks.append(f"{len(gone)} dòng không còn trong bảng: nhiệm vụ vẫn giữ nguyên. Muốn bỏ nhiệm vụ thì "
                               f"chọn “{DROPPED}” ở cột Quyết định.")


def _values(sheet: str, number: int, row: dict[str, Any], answers: _Answers) -> dict[str, str]:
    """The cells of a row that may be changed; what a cell cannot hold is refused with its reason."""
    values: dict[str, str] = {}
    for words, cell in _CELLS.items():
        if words not in row:
            continue
        try:
            values[cell] = _sound(cell, row[words])
        except ValueError as error:
            answers.refused.append(Answer("refused", sheet, number, words, str(row.get(ID) or ""), "",
                                          normal(str(row[words])), str(error)))
    return values


def _sound(cell: str, value: object) -> str:
    """The cell as a string; raises ValueError with the reason for what cannot be taken."""
    if isinstance(value, _Formula):
        raise ValueError("ô chứa công thức; hãy chép rồi dán giá trị vào ô")
    return typed(cell, value)


def _compare(sheet: str, subject: str, copies: list[tuple[int, dict[str, str]]], base: _Base,
             answers: _Answers) -> None:
    before = base.cells[subject]
    changed = [(number, values) for number, values in copies if _changes(values, before)]
    for number, values in changed:
        if values.get("text") == "" and before.get("text"):
            values["text"] = before["text"]
            answers.refused.append(Answer("refused", sheet, number, CELL_WORDS["text"], subject, before["text"], "",
                                          f"nội dung không được để trống; muốn bỏ nhiệm vụ thì chọn “{DROPPED}”"))
    for number, values in changed[:1]:
        answers.edits += [(Edit(subject, cell, before.get(cell, ""), value),
                           Answer("taken", sheet, number, CELL_WORDS[cell], subject, before.get(cell, ""), value))
                          for cell, value in _changes(values, before)]
    for number, values in changed[1:]:
        first = changed[0][1]
        if values.get("text") not in (before.get("text"), first.get("text")):
            _add(sheet, number, values, _Place(base.of[subject], None, subject), answers)
        elif values != first:
            answers.remarks.append(f"Dòng {number} chép lại nhiệm vụ của dòng {changed[0][0]} với giá trị khác ở ô "
                                   f"khác; chỉ nhận dòng {changed[0][0]}. Muốn tách nhiệm vụ thì sửa cả nội dung.")


def _changes(values: dict[str, str], base: dict[str, str]) -> list[tuple[str, str]]:
    return [(cell, value) for cell, value in values.items() if value != base.get(cell, "")]


def _add(sheet: str, number: int, values: dict[str, str], place: _Place, answers: _Answers) -> None:
    answer = Answer("taken", sheet, number, CELL_WORDS["text"], after=values.get("text", ""))
    why = ("" if values.get("text") else "dòng mới phải có nội dung nhiệm vụ") or (
        "" if place.sha256 else "không rõ dòng mới thuộc văn bản nào; ghi số, ký hiệu của văn bản ở cột “Số, ký hiệu”")
    if why:
        answers.refused.append(replace(answer, outcome="refused", why=why))
        return
    words = (values["text"], values.get("lead", ""), values.get("due", ""))
    made = Added(added_id(place.sha256, words), place.sha256, values | {"verdict": ADDED}, place.clause, place.behind)
    answers.added.append((made, answer))


def _head(table: _Table, base: _Base, answers: _Answers) -> None:
    for number, row in table.rows:
        name, subject = _FIELDS.get(normal(str(row.get(_FIELD) or ""))), str(row.get(_OF) or "").strip()
        if name is None or subject not in base.cells or row.get(_NEW) in (None, ""):
            continue
        try:
            value = typed(name, row[_NEW])
        except ValueError as error:
            answers.refused.append(Answer("refused", table.sheet, number, HEAD_WORDS[name], subject, "",
                                          normal(str(row[_NEW])), str(error)))
            continue
        before = base.cells[subject].get(name, "")
        if value != before:
            answers.edits.append((Edit(subject, name, before, value),
                                  Answer("taken", table.sheet, number, HEAD_WORDS[name], subject, before, value)))


def _picked(table: _Table, answers: _Answers) -> None:
    """Segments that were left out and are to be tasks."""
    for number, row in table.rows:
        if normal(str(row.get(PICK) or "")):
            place = _Place(str(row.get(_OF) or "").strip(), normal(str(row.get(_CLAUSE) or "")) or None, None)
            _add(table.sheet, number, {"text": normal(str(row.get(_WORDS) or ""))}, place, answers)
