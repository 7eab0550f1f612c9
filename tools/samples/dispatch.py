"""A dispatch as its TOML file tells it: the printed text and the annotation that is marked in the text.

In every text ``{…}`` marks a segment that is a task; the braces are not printed. ``tasks = [...]`` of the block says
for each mark in turn what differs from the block; what a block does not say it takes from the block above it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "dispatches"

# Depth of a numbered block; a block hangs under the nearest one above it that is less deep. Paragraphs have none.
KINDS: tuple[tuple[str, str, int], ...] = (
    ("phan", r"[IVX]+\.", 1),
    ("dieu", r"Điều \d+\.", 1),
    ("khoan", r"\d+\.", 2),
    ("khoan", r"\d+\.\d+\.", 3),
    ("diem", r"[a-zđ]\)", 4),
    ("muc", r"\(\d+\)|\([ivx]+\)", 5),
    ("gach", r"-", 6),
    ("cong", r"\+", 7),
)
PARAGRAPH = 9
MARK = re.compile(r"\{([^{}]*)\}")


class SampleError(ValueError):
    """A dispatch file that breaks the rules of this folder; the message names the file and the place."""


@dataclass(frozen=True)
class Task:
    """One annotated task, in the words of the guideline: names, not ids; deadlines as compact strings."""

    clause: str | None
    text: str
    modality: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    due: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One paragraph of the body: its printed number, its text without marks, how it is set, its tasks."""

    number: str
    text: str
    kind: str
    style: frozenset[str]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Row:
    """One row of an annex table: as many cells as columns, or a section row of one number and one title."""

    cells: tuple[str, ...]
    section: bool
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own: heading lines, columns with widths in millimetres, rows."""

    heading: str
    title: str
    note: str
    landscape: bool
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Letter:
    """The printed frame of a dispatch; a value with several lines keeps its line breaks."""

    issuer: str
    number: str
    place_date: str
    sign: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    parent: str = ""
    urgency: str = ""
    secrecy: str = ""
    summary: str = ""
    title: str = ""
    heading: str = ""
    address: str = ""
    addressees: tuple[str, ...] = ()
    address_table: bool = False
    automatic: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dispatch:
    """One sample: identity, what it shows, the printed parts and the annotation of its head."""

    id: str
    level: str
    shows: str
    invented: str
    directive: Mapping[str, Any]
    letter: Letter
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in reading order, body before annexes."""
        of_rows = (task for annex in self.annexes for row in annex.rows for task in row.tasks)
        return (*(task for block in self.body for task in block.tasks), *of_rows)


@dataclass
class _Context:
    """The chain of blocks that the next block may hang under: depth → (number, inherited values)."""

    base: dict[str, Any]
    chain: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)

    def enter(self, depth: int, number: str, own: dict[str, Any]) -> dict[str, Any]:
        """Leave deeper blocks, take over what the block above holds, and return the values of this block."""
        self.chain = [entry for entry in self.chain if entry[0] < depth]
        values = {**(self.chain[-1][2] if self.chain else self.base), **own}
        if depth < PARAGRAPH:
            self.chain.append((depth, number, values))
        return values

    def path(self) -> str | None:
        """The clause path as the guideline writes it: printed numbers joined by dots, bullets left out."""
        depths = {depth for depth, _, _ in self.chain}
        # 4.1 stands for itself: the printed number already holds the 4.
        shown = [number for depth, number, _ in self.chain if not (depth == 2 and 3 in depths)]
        names = [number.strip("().") for number in shown if number not in {"-", "+"}]
        return ".".join(names) or None


def kind_of(number: str) -> tuple[str, int]:
    """Kind and depth of a printed number; an empty number is a paragraph.

    Raises:
        SampleError: when the number has no form that this folder knows.
    """
    if not number:
        return "doan", PARAGRAPH
    for kind, pattern, depth in KINDS:
        if re.fullmatch(pattern, number):
            return kind, depth
    raise SampleError(f"unknown form of number: {number!r}")


def _tasks(
    raw: str, values: Mapping[str, Any], own: Sequence[Mapping[str, Any]] | None, clause: str | None
) -> tuple[Task, ...]:
    marked = MARK.findall(raw)
    if own is not None and len(own) != len(marked):
        raise SampleError(f"{len(marked)} marks but {len(own)} entries in tasks: {raw[:60]!r}")
    merged = [{**values, **entry} for entry in own or [{}] * len(marked)]
    return tuple(
        Task(
            entry.get("clause", clause) or None,
            text,
            entry.get("modality", "obligation"),
            tuple(entry.get("lead", ())),
            tuple(entry.get("support", ())),
            tuple(entry.get("due", ())),
        )
        for text, entry in zip(marked, merged, strict=True)
    )


def _plain(raw: str) -> str:
    return raw.replace("{", "").replace("}", "").strip()


def _inherited(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("lead", "support", "due") if key in entry}


def _block(entry: Mapping[str, Any], context: _Context) -> Block:
    number = entry.get("number", "")
    kind, depth = kind_of(number)
    style = frozenset(entry.get("style", "").split())
    if "free" in style:  # a closing paragraph belongs to no clause
        context.chain.clear()
    values = context.enter(depth, number, _inherited(entry))
    tasks = _tasks(entry["text"], values, entry.get("tasks"), context.path())
    return Block(number, _plain(entry["text"]), kind, style, tasks)


def _row(entry: Mapping[str, Any], section: str, base: dict[str, Any]) -> Row:
    cells = tuple(entry["cells"])
    clause = ".".join(part for part in (section, cells[0].strip(".")) if part)
    own = entry.get("tasks")
    tasks = _tasks(" ".join(cells), {**base, **_inherited(entry)}, own, clause)
    return Row(tuple(_plain(cell) for cell in cells), False, tasks)


def _annex(entry: Mapping[str, Any], base: dict[str, Any]) -> Annex:
    rows: list[Row] = []
    section = ""
    for item in entry["rows"]:
        if "section" in item:
            section = item["section"]
            rows.append(Row((section, item["title"]), True, ()))
        else:
            rows.append(_row(item, section, base))
    return Annex(
        entry.get("heading", "PHỤ LỤC"),
        entry["title"],
        entry["note"],
        entry.get("landscape", False),
        tuple(entry["columns"]),
        tuple(entry["widths"]),
        tuple(rows),
    )


def parse(text: str) -> Dispatch:
    """Read one dispatch from the text of its TOML file.

    Raises:
        SampleError: for marks that do not fit their entries, or a number of unknown form.
        tomllib.TOMLDecodeError: for text that is no TOML.
    """
    data = tomllib.loads(text)
    frame: dict[str, Any] = {}
    for key, value in data["letter"].items():
        frame[key] = tuple(value) if isinstance(value, list) else value
    base = _inherited(data["directive"])
    context = _Context(base)
    return Dispatch(
        data["id"],
        data["level"],
        data["shows"],
        data["invented"],
        data["directive"],
        Letter(**frame),
        tuple(_block(entry, context) for entry in data["body"]),
        tuple(_annex(entry, base) for entry in data.get("annex", ())),
    )


def load(path: Path) -> Dispatch:
    """Read one dispatch file; an error names the file."""
    try:
        dispatch = parse(path.read_text(encoding="utf-8"))
    except (SampleError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SampleError(f"{path.name}: {error}") from error
    if dispatch.id != path.stem:
        raise SampleError(f"{path.name}: the id in it is {dispatch.id}")
    return dispatch


def load_all(folder: Path = FOLDER) -> list[Dispatch]:
    """All dispatches of a folder, sorted by file name."""
    return [load(path) for path in sorted(folder.glob("*.toml"))]
