"""Runs cases in the watched processes of the office and tells what became of them."""

from __future__ import annotations

import json
import multiprocessing.util
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pipeline.model import Extraction
from pipeline.office.working import Mishap, read_all
from pipeline.settings import Settings

from .mutate import mutated
from .seeds import Seed, pick

DEFECTS = frozenset(("loi-chuong-trinh", "tien-trinh-dung", "qua-thoi-gian"))
"""Codes of a defect of the program, of a process that died, of one that hung."""

_BATCH = 50


@dataclass(slots=True)
class Tally:
    """What became of the cases; ``defects`` are (case, file, what happened)."""

    outcomes: Counter[str] = field(default_factory=Counter)
    stray: Counter[str] = field(default_factory=Counter)
    defects: list[tuple[int, str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def cases(self) -> int:
        """How many were run."""
        return sum(self.outcomes.values())


def examine(path: Path, settings: Settings) -> Extraction:
    """The whole line, and its result as JSON in UTF-8; in the process that reads."""
    from pipeline.compose import extract  # noqa: PLC0415  not in the parent
    from pipeline.contract import to_json  # noqa: PLC0415

    extraction = extract(path, settings)
    json.dumps(to_json(extraction), ensure_ascii=False).encode()
    return extraction


@dataclass(frozen=True, slots=True)
class Fuzzer:
    """``seed`` makes the cases; files of cases that fail are copied to ``keep``."""

    found: list[Seed]
    seed: int
    settings: Settings
    keep: Path | None = None

    def run(self, numbers: list[int]) -> Tally:
        """Run the cases ``numbers``."""
        tally, began = Tally(), time.monotonic()
        multiprocessing.util.get_temp_dir()  # the one folder that Python itself keeps to the end of the program
        before = tempfile.tempdir
        with tempfile.TemporaryDirectory(prefix="chidao-fuzz-") as place:
            tempfile.tempdir = str(Path(place) / "tam")  # all temporary files of the program fall under our eyes
            Path(tempfile.tempdir).mkdir()
            try:
                for start in range(0, len(numbers), _BATCH):
                    self._batch(numbers[start:start + _BATCH], Path(place), tally)
                tally.left = sorted(left.name for left in Path(tempfile.tempdir).iterdir())
            finally:
                tempfile.tempdir = before
        tally.seconds = time.monotonic() - began
        return tally

    def _batch(self, numbers: list[int], place: Path, tally: Tally) -> None:
        paths = [case(self.found, number, self.seed, place) for number in numbers]
        for number, path, outcome in zip(numbers, paths, read_all(paths, self.settings, examine), strict=True):
            _note(number, path, outcome, self.keep, tally)
            path.unlink()


def case(found: list[Seed], number: int, seed: int, place: Path) -> Path:
    """The file of case ``number``, the same whenever it is made from the same seeds."""
    random = Random(f"{seed}:{number}")
    chosen = pick(found, random)
    path = place / f"{number:05}-{chosen.name}"
    path.write_bytes(mutated(chosen.data, random))
    return path


def _note(number: int, path: Path, outcome: Extraction | Mishap, keep: Path | None, tally: Tally) -> None:
    if isinstance(outcome, Extraction):
        tally.outcomes["đọc được"] += 1
        return
    error = outcome.error
    tally.outcomes[error.code] += 1
    if "không đọc được (" in error.message:
        tally.stray[error.message.rpartition("(")[2].rstrip(").")] += 1
    if error.code not in DEFECTS:
        return
    tally.defects.append((number, path.name, outcome.trace or str(error)))
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, keep / path.name)
