"""What people changed in a review workbook: found by comparing it with what was written into it.

Rows are known by their ids and columns by their titles, so that sorting, filtering, moving, colouring and inserting
change nothing. A row that was copied stays one task unless the words of the copy were changed: then it is a task of its
own. A row that was deleted is no decision: only *Bỏ* drops a task.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.model.review import ADDED, CELL_WORDS, DROPPED, HEAD_WORDS, Added, Answer, Edit, Returned

from .brought_back import ADVICE, Answers, Base, Table, base_of, changes, kind_of, opened, row_id, sound, table_of
from .returned_list import list_back
from .review_book import NUMBER, added_id
from .review_values import BASE, HEAD, ID, KIND, LEFT_OUT, LIST_KIND, PICK, SHEET, normal, typed

_CLAUSE, _WORDS, _NEW, _FIELD, _OF = "Mục", "Đoạn văn", "Sửa thành", "Trường", "Mã văn bản"
_CELLS = {words: cell for cell, words in CELL_WORDS.items()}
_FIELDS = {words: name for name, words in HEAD_WORDS.items()}


def read_back(path: Path) -> Returned:
    """What a review workbook or a list brings back; raises InputError for a file that is no such workbook."""
    book = opened(path)
    if BASE not in book.sheetnames:
        raise InputError(f"“{path.name}” không phải bảng rà soát, danh mục do chương trình lập (thiếu phần ghi nhớ).",
                         ADVICE)
    read = {KIND: _review, LIST_KIND: list_back}.get(kind_of(book[BASE]))
    if read is None:
        raise InputError(f"“{path.name}” do phiên bản khác của chương trình lập, không đọc được phần ghi nhớ.", ADVICE)
    return read(path, book)


def _review(path: Path, book: Any) -> Returned:
    base, answers = base_of(book[BASE]), Answers()
    _tasks(table_of(path, book, SHEET, ID), base, answers)
    _head(table_of(path, book, HEAD, _FIELD), base, answers)
    if LEFT_OUT in book.sheetnames:
        _picked(table_of(path, book, LEFT_OUT, PICK), answers)
    return Returned(base.sha256s, tuple(answers.edits), tuple(answers.added), tuple(answers.refused),
                    tuple(answers.remarks))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an added task belongs: its directive, its clause, and the task before it."""

    sha256: str
    clause: str | None
    behind: str | None


def _tasks(table: Table, base: Base, answers: Answers) -> None:
    """Rows of the task sheet in turn; the first changed row of an id is the task, further changed ones are new."""
    of_id: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    behind = None
    for number, row in table.rows:
        values, subject = _values(table.sheet, number, row, answers), row_id(row, ID)
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


def _values(sheet: str, number: int, row: dict[str, Any], answers: Answers) -> dict[str, str]:
    """The cells of a row that may be changed; what a cell cannot hold is refused with its reason."""
    values: dict[str, str] = {}
    for words, cell in _CELLS.items():
        if words not in row:
            continue
        try:
            values[cell] = sound(cell, row[words])
        except ValueError as error:
            answers.refused.append(Answer("refused", sheet, number, words, str(row.get(ID) or ""), "",
                                          normal(str(row[words])), str(error)))
    return values


def _compare(sheet: str, subject: str, copies: list[tuple[int, dict[str, str]]], base: Base,
             answers: Answers) -> None:
    before = base.cells[subject]
    changed = [(number, values) for number, values in copies if changes(values, before)]
    for number, values in changed:
        if values.get("text") == "" and before.get("text"):
            values["text"] = before["text"]
            answers.refused.append(Answer("refused", sheet, number, CELL_WORDS["text"], subject, before["text"], "",
                                          f"nội dung không được để trống; muốn bỏ nhiệm vụ thì chọn “{DROPPED}”"))
    for number, values in changed[:1]:
        answers.edits += [(Edit(subject, cell, before.get(cell, ""), value),
                           Answer("taken", sheet, number, CELL_WORDS[cell], subject, before.get(cell, ""), value))
                          for cell, value in changes(values, before)]
    for number, values in changed[1:]:
        first = changed[0][1]
        if values.get("text") not in (before.get("text"), first.get("text")):
            _add(sheet, number, values, _Place(base.of[subject], None, subject), answers)
        elif values != first:
            answers.remarks.append(f"Dòng {number} chép lại nhiệm vụ của dòng {changed[0][0]} với giá trị khác ở ô "
                                   f"khác; chỉ nhận dòng {changed[0][0]}. Muốn tách nhiệm vụ thì sửa cả nội dung.")


def _add(sheet: str, number: int, values: dict[str, str], place: _Place, answers: Answers) -> None:
    answer = Answer("taken", sheet, number, CELL_WORDS["text"], after=values.get("text", ""))
    why = ("" if values.get("text") else "dòng mới phải có nội dung nhiệm vụ") or (
        "" if place.sha256 else "không rõ dòng mới thuộc văn bản nào; ghi số, ký hiệu của văn bản ở cột “Số, ký hiệu”")
    if why:
        answers.refused.append(replace(answer, outcome="refused", why=why))
        return
    words = (values["text"], values.get("lead", ""), values.get("due", ""))
    made = Added(added_id(place.sha256, words), place.sha256, values | {"verdict": ADDED}, place.clause, place.behind)
    answers.added.append((made, answer))


def _head(table: Table, base: Base, answers: Answers) -> None:
    for number, row in table.rows:
        name, subject = _FIELDS.get(normal(str(row.get(_FIELD) or ""))), row_id(row, _OF)
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


def _picked(table: Table, answers: Answers) -> None:
    """Segments that were left out and are to be tasks."""
    for number, row in table.rows:
        if normal(str(row.get(PICK) or "")):
            place = _Place(row_id(row, _OF), normal(str(row.get(_CLAUSE) or "")) or None, None)
            _add(table.sheet, number, {"text": normal(str(row.get(_WORDS) or ""))}, place, answers)
