"""What stands around a task in its directive, so that a row can be read by itself: the words that lead in to it, and
where its bodies and limits were read.

Both are found among the pieces that were weighed: every word of a clause is in a task or in the ledger, titles and
lead-ins under a code of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model import RejectedRow, TaskRow

LEADS_IN: Final = "tieu-de"
"""The code of a piece that entitles or leads in (``tasks.weigh``)."""

_LONGEST = 110
"""So many characters of what leads in are shown."""

_FIELDS: Final = (("Chủ trì", "lead"), ("Phối hợp", "support"), ("Thời hạn", "deadlines"))


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    clause: str
    text: str
    task: str = ""
    leads_in: bool = False


class Sentences:
    """The pieces of one directive in the order of its text."""

    def __init__(self, tasks: Iterable[TaskRow], rejected: Iterable[RejectedRow]) -> None:
        read = [_Piece(task.start, task.end, task.clause or "", task.quote or task.text, task.id)
                for task in tasks if task.start is not None and task.end is not None]
        left = [_Piece(row.start, row.end, row.clause or "", row.text, leads_in=row.code == LEADS_IN)
                for row in rejected if row.start is not None and row.end is not None]
        self._pieces = sorted((*read, *left), key=lambda piece: (piece.start, piece.end))
        self._starts = [piece.start for piece in self._pieces]
        self._above = dict(self._walk())

    def above(self, task: TaskRow) -> str:
        """The words that lead in to a task, the farthest first, a line for each clause; for a piece that goes on with a
        sentence also how that begins."""
        return self._above.get(task.id, "")

    def read_at(self, task: TaskRow) -> str:
        """Where who leads, who helps and until when were read, a line for each: *Chủ trì: câu dẫn mục II.1*."""
        told = ((words, self._places(task, getattr(task, name))) for words, name in _FIELDS)
        return "\n".join(f"{words}: {', '.join(places)}" for words, places in told if places)

    def _walk(self) -> Iterator[tuple[str, str]]:
        open_: dict[str, str] = {}  # what leads in, the last of each clause
        began: dict[str, str] = {}  # how the sentence begins, in the clause at hand
        for piece in self._pieces:
            open_ = {clause: words for clause, words in open_.items() if _within(piece.clause, clause)}
            began = {clause: words for clause, words in began.items() if clause == piece.clause}
            if piece.leads_in:
                open_[piece.clause] = piece.text
                began.pop(piece.clause, None)
            elif piece.task:
                yield piece.task, _told(open_, began.get(piece.clause, ""), piece.text)
                began |= {} if piece.text[:1].islower() else {piece.clause: piece.text}

    def _places(self, task: TaskRow, values: Sequence[object]) -> list[str]:
        return list(dict.fromkeys(place for value in values if (place := self._place(task, value))))

    def _place(self, task: TaskRow, value: object) -> str:
        if not getattr(value, "mention", getattr(value, "text", "")):
            return "người rà soát nhập"
        if inherited := getattr(value, "inherited_from", None):
            return f"theo {inherited}"
        start = getattr(value, "start", None)
        if start is None:
            return ""
        at = bisect_right(self._starts, start)
        piece, after = (self._pieces[i] if 0 <= i < len(self._pieces) else None for i in (at - 1, at))
        if piece is None or start >= piece.end:
            beside = task.id in (piece and piece.task, after and after.task)
            return "ô cùng dòng" if beside and piece else "ngoài các mục" if piece else "phần đầu văn bản"
        if piece.task == task.id:
            return "trong câu"
        where = f"mục {piece.clause}" if piece.clause else "đầu văn bản"
        return f"câu dẫn {where}" if piece.leads_in else "cùng mục" if piece.clause == (task.clause or "") else where


def _within(clause: str, above: str) -> bool:
    return not above or f"{clause}.".startswith(f"{above}.")


def _told(open_: dict[str, str], began: str, words: str) -> str:
    """The nearest lead-in and a short one above it; titles in capitals say least, and what opens the whole directive is
    above every row."""
    lines = {clause: " ".join(said.split()).rstrip(" .:;,") for clause, said in open_.items()}
    near = [line for clause, line in lines.items() if clause] or list(lines.values())
    leading = [line for line in near if not line.isupper()] or near
    shown = [*(line for line in leading[-2:-1] if len(line) <= _LONGEST), *map(_cut, leading[-1:])]
    goes_on = words[:1].islower() and began
    return "\n".join([*(f"{line}:" for line in shown), *([f"{_begin(began)} …"] if goes_on else [])])


def _cut(words: str) -> str:
    """The end of what leads in, by which the sentence goes on."""
    return words if len(words) <= _LONGEST else "… " + words[-_LONGEST:].split(" ", 1)[-1]


def _begin(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0]
