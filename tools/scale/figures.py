"""The figures of ``figures.csv``: what was measured, where and by which command, and what is only assumed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

TABLE = Path(__file__).with_name("figures.csv")
Kind = Literal["measured", "counted", "assumed"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A ``value`` in its ``unit``; ``kind`` says whether it was *measured* (the program), *counted* (papers) or is
    *assumed*; ``source`` where and how."""

    name: str
    value: float
    unit: str
    kind: Kind
    source: str


def load(table: Path = TABLE) -> Mapping[str, Figure]:
    """The figures by name. Raises ValueError for a row without a value, a known kind or a source."""
    found: dict[str, Figure] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = row["kind"]
            if kind not in ("measured", "counted", "assumed") or not row["source"].strip():
                raise ValueError(f"{table.name}: {row['name']}: kind or source is missing")
            found[row["name"]] = Figure(row["name"], float(row["value"]), row["unit"], kind, row["source"])
    return found
