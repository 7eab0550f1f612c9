"""What people entered in the list of an agency: the blue cells of its rows, found by the ids of their tasks.

Whatever else was typed is not taken and told, so that the file can be kept beside the new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.model.review import Answer, Edit, Returned

from .brought_back import Answers, Table, base_of, changes, row_id, sound, table_of
from .progress import AT, ENTRY_WORDS, OTHERS, READ_ONLY, STATUS, digest_of, digest_of_others
from .review_values import BASE, ID, LIST, normal, words_of

_OPEN: Final = "chưa hoàn thành"
_TOLD: Final = 5
_COMPUTED = ("Dòng {}: “{}” – trong hạn, quá hạn, sắp đến hạn do chương trình tính theo thời hạn; muốn đổi thì sửa "
             "ngày hoàn thành hoặc gia hạn.")
_GONE = ("{} dòng không còn trong danh mục: nhiệm vụ vẫn giữ nguyên. Nhiệm vụ không phải làm nữa thì chọn “Bị hủy” ở "
         "cột Tình trạng.")
_COPY = "Dòng {} chép lại nhiệm vụ của dòng {} với giá trị khác; chỉ nhận dòng {}."
_BESIDE = "{}: chữ ghi ngoài các ô xanh của nhiệm vụ không được nhận."

Rows = list[tuple[int, dict[str, str]]]


def list_back(path: Path, book: Any) -> Returned:
    """What a list brings back; raises InputError when its table is gone."""
    base, answers, table = base_of(book[BASE]), Answers(), table_of(path, book, LIST, ID)
    others = base.cells.pop(OTHERS, {})
    of_id: dict[str, Rows] = defaultdict(list)
    for number, row in table.rows:
        if written := base.cells.get(row_id(row, ID)):
            of_id[row_id(row, ID)].append((number, dict(_values(table.sheet, number, row, written, answers))))
    for subject, copies in of_id.items():
        _compare(table.sheet, subject, copies, base.cells[subject], answers)
    if gone := base.cells.keys() - of_id.keys():
        answers.remarks.append(_GONE.format(len(gone)))
    beside = list(_beside(table, base.cells, others.get(READ_ONLY, "")))
    answers.remarks += map(_BESIDE.format, beside[:_TOLD])
    return Returned((), tuple(answers.edits), (), tuple(answers.refused), tuple(answers.remarks),
                    source="; ".join(base.sha256s), beside=bool(beside))


def _values(sheet: str, number: int, row: Mapping[str, Any], written: Mapping[str, str],
            answers: Answers) -> Iterator[tuple[str, str]]:
    """The blue cells of a row; what a cell cannot hold is refused with its reason."""
    for cell, title in ENTRY_WORDS.items():
        if title not in row:
            continue
        try:
            if cell == "status":
                yield cell, _status(number, row[title], written, answers)
            else:
                yield cell, sound(cell, row[title])
        except ValueError as error:
            answers.refused.append(Answer("refused", sheet, number, title, row_id(row, ID), "",
                                          normal(str(row[title])), str(error)))


def _status(number: int, value: object, written: Mapping[str, str], answers: Answers) -> str:
    """What a person says of the task; the words that were written say nothing new; an empty cell: it is open."""
    read = sound("status", value) or _OPEN
    if value is not None and words_of(value) == written.get(STATUS):
        return written["status"]
    if value is not None and read == written["status"] == _OPEN:
        answers.remarks.append(_COMPUTED.format(number, words_of(value)))
    return read


def _compare(sheet: str, subject: str, copies: Rows, before: Mapping[str, str], answers: Answers) -> None:
    """The first changed row of a task counts."""
    changed = [(number, values) for number, values in copies if changes(values, before)]
    for number, values in changed[:1]:
        answers.edits += [(Edit(subject, cell, before.get(cell, ""), value),
                           Answer("taken", sheet, number, ENTRY_WORDS[cell], subject, before.get(cell, ""), value))
                          for cell, value in changes(values, before)]
    for number, values in changed[1:]:
        if values != changed[0][1]:
            answers.remarks.append(_COPY.format(number, changed[0][0], changed[0][0]))


def _beside(table: Table, written: Mapping[str, Mapping[str, str]], others: str) -> Iterator[str]:
    """Where something else differs from what was written."""
    rest: list[object] = [value for row in table.above for value in _own(row)]
    for number, row in table.rows:
        before = written.get(row_id(row, ID))
        if before is None:
            rest += _own(row)
        elif digest_of(row) != before.get(READ_ONLY):
            yield f"Dòng {number}"
    if digest_of_others(rest) != others:
        yield "Tiêu đề, dòng mục hoặc dòng thêm"


def _own(row: Mapping[str, Any]) -> Iterable[Any]:
    return (value for title, value in row.items() if title in AT)
