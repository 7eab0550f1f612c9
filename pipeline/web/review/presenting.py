"""The rows of a directive as the review page shows them: each field with its value, how sure it is and where it was
read, and the places on the pages that are marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pipeline.model import Limit, Party, TaskRow
from pipeline.model.clauses import called
from pipeline.model.register import FIELD_WORDS
from pipeline.model.review import CELLS, DROPPED, Correction
from pipeline.office.page_review import values_of
from pipeline.store.results import Sheet
from pipeline.workbooks.sentences import Sentences
from pipeline.workbooks.standing import percent
from pipeline.workbooks.words import capital

_FIELDS: Final = {cell: FIELD_WORDS[field] for field, cell in CELLS.items()}
_SHOWN: Final = (("text", "Nội dung"), ("lead", "Chủ trì"), ("support", "Phối hợp"), ("due", "Thời hạn"),
                 ("product", "Sản phẩm"))
_INDENT: Final = re.compile(r"\n +")
"""Between the tags of a row; lines of values begin with no space."""
_DROPPED = "Đã bỏ: không phải nhiệm vụ"
_DONE: Final = {"": "", "Đúng": "Đúng", "Sửa": "Đã sửa", "Sửa và nhớ": "Đã sửa", "Thêm": "Thêm tay"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row: its ``value`` as it is typed and as it is ``shown``, where it was ``read``, why it is doubted
    (``why`` empty: it is sure), whether a person ``entered`` it, and the ``rivals`` that wait beside it."""

    cell: str
    words: str
    value: str
    shown: str
    read: str = ""
    why: str = ""
    entered: str = ""
    rivals: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A row: ``seen`` are its cells as they stand (JSON, by which it is told whether they have changed), ``marks`` the
    places in the text (JSON: kind, start, end)."""

    id: str
    place: str
    page: int | None
    done: str
    dropped: bool
    fields: tuple[Field, ...]
    seen: str
    marks: str
    above: str = ""
    doubts: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None

    @property
    def doubtful(self) -> int:
        """How many fields wait for a person."""
        return sum(bool(one.why or one.rivals) for one in self.fields)

    @property
    def html(self) -> SafeString:
        """The row as the page shows it; the same row is drawn once."""
        return _drawn(self)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided about the row, or two people differently."""
        return not self.done or any(one.rivals for one in self.fields)


@lru_cache(maxsize=4096)
def _drawn(row: Shown) -> SafeString:
    return mark_safe(_INDENT.sub("\n", render_to_string("review/row.html", {"row": row})))


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the review of a directive is."""

    rows: int
    done: int
    fields: int


def rows_of(sheet: Sheet) -> list[Shown]:
    """The rows of a directive."""
    sentences = Sentences(sheet.tasks, sheet.rejected)
    return [_row(row, sentences) for row in sheet.tasks]


def counts_of(rows: Iterable[Shown]) -> Counts:
    """How far the review of a directive is, by all of its rows."""
    rows = list(rows)
    return Counts(len(rows), sum(not row.waits for row in rows), sum(row.doubtful for row in rows if row.waits))


def _row(row: TaskRow, sentences: Sentences) -> Shown:
    values, dropped = values_of(row), row.verdict == DROPPED
    read = dict(line.partition(": ")[::2] for line in sentences.read_at(row).splitlines())
    fields = tuple(_field(cell, words, row, values, read) for cell, words in _SHOWN)
    where = capital(", ".join(filter(None, (called(row.clause), f"trang {row.page}" if row.page else ""))))
    return Shown(row.id, where, row.page, _DROPPED if dropped else _DONE.get(row.verdict, row.verdict), dropped, fields,
                 json.dumps(values, ensure_ascii=False), json.dumps(list(marked(row))), sentences.above(row),
                 (*row.doubts, *row.notices), row.start, row.end)


def _field(cell: str, words: str, row: TaskRow, values: Mapping[str, str], read: Mapping[str, str]) -> Field:
    sure = next((one for one in row.sure if CELLS[one.field] == cell), None)
    why = f"Chắc {percent(sure.chance)}: {'; '.join(sure.reasons)}" if sure and sure.reasons else ""
    if cell == "lead" and not values[cell] and not row.verdict:
        why = why or "Chưa xác định được cơ quan chủ trì"
    taken = [one for one in row.corrections if one.cell == cell and one.state == "taken"]
    entered = f"{taken[-1].who} sửa lúc {taken[-1].at:%H:%M %d/%m/%Y}" if taken else ""
    rivals = tuple(one for one in row.corrections if one.cell == cell and one.state == "conflict")
    value, told = values[cell], values[cell]
    if cell == "due":
        value = f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""
        told = "; ".join(dict.fromkeys(filter(None, map(_limit, row.deadlines))))
    path = "" if entered or cell == "text" else _path(read.get(_FIELDS.get(cell, ""), ""))
    return Field(cell, words, value, told, path, why, entered, rivals)


def _path(read: str) -> str:
    """Where a value was read, as a phrase behind it: *theo câu dẫn mục IV.2*."""
    if not read or read.startswith(("theo", "người")):
        return read
    return "trong câu này" if read == "trong câu" else f"trong {read}" if read.startswith("cùng") else f"theo {read}"


def _limit(limit: Limit) -> str:
    """*30/04/2025 (trong tháng 4)*."""
    words = " ".join(limit.text.split())
    if not limit.due:
        return words
    day = f"{limit.due:%d/%m/%Y}"
    return f"{day} ({words})" if words and words != day else day


def marked(row: TaskRow) -> Iterator[tuple[str, int, int]]:
    """What is marked on the pages (kind, first character and the one behind the last): the words of the task and those
    that gave its values."""
    if row.start is not None and row.end is not None:
        yield "act", row.start, row.end
    places: tuple[tuple[str, tuple[Party, ...] | tuple[Limit, ...]], ...] = (
        ("lead", row.lead), ("support", row.support), ("limit", row.deadlines))
    for kind, values in places:
        for value in values:
            if value.start is not None and value.end is not None:
                yield kind, value.start, value.end
