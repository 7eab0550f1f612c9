"""What each column of a sheet holds: by its heading, and where that does not decide by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.model.tracker import COLUMN_WORDS, TrackerColumn

from .heads import meaning
from .values import due_of, is_mark, status_of

JOINED: Final = frozenset(("note", "result", "watcher", "product"))
"""Fields that several columns may hold together."""

MOST: Final = 0.8
"""Where so much of a column's values is of a kind, the column is."""

TICKED: Final = "ticked"
"""A column whose heading is a status, ticked where it holds."""


@dataclass(frozen=True, slots=True)
class _Guess:
    column: TrackerColumn
    rank: int
    values: tuple[str, ...]

    def become(self, field: str, why: str = "") -> _Guess:
        return replace(self, column=replace(self.column, field=field, why=why))

    @property
    def field(self) -> str:
        return self.column.field

    def mostly(self, is_kind: Callable[[str], object]) -> bool:
        return len(self.values) > 0 and sum(map(bool, map(is_kind, self.values))) >= MOST * len(self.values)


def columns_of(headings: Sequence[str], values: Sequence[Sequence[str]]) -> tuple[TrackerColumn, ...]:
    """The columns that have a heading or anything in them; ``values`` are the filled cells below each heading."""
    guesses = [_Guess(TrackerColumn(at, heading, meaning(heading)[0]), meaning(heading)[1], tuple(below))
               for at, (heading, below) in enumerate(zip(headings, values, strict=True)) if heading or below]
    for step in (_order, _ticked, _status, _either, _once):
        guesses = step(guesses)
    return tuple(guess.column for guess in guesses)


def _held(guesses: Sequence[_Guess], field: str) -> list[_Guess]:
    return [guess for guess in guesses if guess.field == field]


def _order(guesses: list[_Guess]) -> list[_Guess]:
    """A first column without a heading that holds numbers is the order of the rows."""
    first = guesses[0] if guesses and not _held(guesses, "ordinal") else None
    if first and not first.column.heading and first.mostly(lambda text: text.strip(".").isdigit()):
        return [first.become("ordinal", "theo nội dung của cột"), *guesses[1:]]
    return guesses


def _ticked(guesses: list[_Guess]) -> list[_Guess]:
    """*Tình trạng › Hoàn thành đúng hạn*, ticked where it holds."""
    return [guess.become(TICKED) if guess.mostly(is_mark) and _is_of_status(*guess.column.heading.rsplit(" › ", 1))
            else guess for guess in guesses]


def _is_of_status(group: str, heading: str = "") -> bool:
    return status_of(heading) is not None and meaning(group)[0].split("|")[0] in ("status", "result")


def _status(guesses: list[_Guess]) -> list[_Guess]:
    """Where the column of statuses is empty, or is missing, another one whose values are statuses is it."""
    if any(guess.values for guess in guesses if guess.field in ("status", TICKED)):
        return guesses
    free = next((guess for guess in guesses if guess.field in ("other", "text") and len(guess.values) > 1
                 and guess.mostly(status_of)), None)
    if free is None:
        return guesses
    emptied = [guess.become("other", "cột để trống") if guess.field == "status" else guess for guess in guesses]
    return [guess.become("status", "theo nội dung của cột") if guess.column.at == free.column.at else guess
            for guess in emptied]


def _either(guesses: list[_Guess]) -> list[_Guess]:
    """Of two fields a heading means the first where another column holds the second, and results where the column
    holds no times."""
    held = {guess.field for guess in guesses}
    made = []
    for guess in guesses:
        first, _, second = guess.field.partition("|")
        is_first = not second or second in held or (first == "result" and not guess.mostly(_is_limit))
        made.append(guess.become(first if is_first else second, guess.column.why))
    return made


def _is_limit(text: str) -> bool:
    return due_of(text, None) is not None


def _once(guesses: list[_Guess]) -> list[_Guess]:
    """A field has one column: the one with the most special heading, of equals the first that is not empty."""
    best: dict[str, _Guess] = {}
    for guess in guesses:
        other = best.get(guess.field)
        if other is None or (bool(other.values), -other.rank) < (bool(guess.values), -guess.rank):
            best[guess.field] = guess
    return [guess if guess.field in JOINED | {"other", TICKED} or best[guess.field] is guess
            else guess.become("other", f"đã có cột khác là {COLUMN_WORDS[guess.field]}") for guess in guesses]
