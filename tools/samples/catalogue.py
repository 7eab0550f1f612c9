"""The table of samples in ``corpus/README.md``, between two comment lines."""

from __future__ import annotations

from pathlib import Path

from tools.samples.dispatch import Dispatch, SampleError

BEGIN, END = "<!-- samples: begin -->", "<!-- samples: end -->"
HEADER = ("id", "number", "kind", "level", "year", "tasks", "what it shows", "invented")


def _year(dispatch: Dispatch) -> str:
    issued_on = dispatch.directive.get("issued_on")
    return str(issued_on)[:4] if issued_on else dispatch.letter.place_date[-4:]


def table(dispatches: list[Dispatch]) -> str:
    """The Markdown table, one row for each sample, sorted by id."""
    rows = [HEADER, ("---",) * len(HEADER)]
    for item in dispatches:
        number = item.directive.get("number") or "(blank)"
        kind = str(item.directive["type"])
        tasks = str(len(item.tasks))
        rows.append((f"`{item.id}`", number, kind, item.level, _year(item), tasks, item.shows, item.invented))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def update(path: Path, dispatches: list[Dispatch]) -> None:
    """Put the table in its place in the file.

    Raises:
        SampleError: when the file lacks the two comment lines.
    """
    text = path.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise SampleError(f"{path.name} has no lines {BEGIN} and {END}")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n{table(dispatches)}\n{END}{after}", encoding="utf-8")
