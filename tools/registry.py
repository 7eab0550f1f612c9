"""How much of what offices write the registry knows: ``python -m tools.registry [--folder SHARED] [--missing N]``.

Prints the share of issuers of the corpus that are found as bodies, the share of numbers of a register whose letters
tell the body, the share of annotated parties that are found, by sort, and how many mentions are looked up in a second.
``--missing`` lists so many of the names that are not found.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pipeline.knowledge.registry import Registry, issuer, issuing, meaning, meant
from pipeline.structure.numbers import parse_number, type_names

ROOT = Path(__file__).resolve().parents[1]
REGISTER = ("binhduong_vanban_chidao.csv", "Bình Dương")
"""A register of one office, and its province."""

Found = Iterator[tuple[str, bool]]
"""Each name that is looked up, and whether it is found."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--missing", type=int, default=0)
    given = parser.parse_args()
    registry = Registry.load()
    for told, found in (("issuers of the corpus", issuers(registry, given.folder)),
                        ("numbers of the register", numbers(registry, given.folder)),
                        ("annotated bodies", bodies(registry, given.folder))):
        print(told, line(found, given.missing))
    print("annotated names by sort", dict(Counter(sort for _, sort in sorts(registry, given.folder))))
    print(f"{speed(given.folder):,.0f} mentions a second")


def line(found: Iterable[tuple[str, bool]], missing: int) -> str:
    """Share and count, and the names that are missing most often."""
    answers = list(found)
    right = sum(known for _, known in answers)
    rest = Counter(name for name, known in answers if not known).most_common(missing)
    return f"{right / max(1, len(answers)):.1%} of {len(answers)}" + "".join(f"\n  {n} {name}" for name, n in rest)


def issuers(registry: Registry, shared: Path) -> Found:
    """The issuers of ``corpus/index.jsonl``, read by eye, on the day of the directive."""
    for entry in map(json.loads, (shared / "corpus" / "index.jsonl").read_text("utf-8").splitlines()):
        name = entry.get("issuer")
        if name and not name.startswith("("):  # a sample of a program, with no issuer
            yield name, issuer(registry, name, _day(entry.get("date"))) is not None


def numbers(registry: Registry, shared: Path) -> Found:
    """The numbers of a register: whether their letters tell the body in that province on that day."""
    name, place = REGISTER
    with (shared / "corpus" / "registers" / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = "-".join(reversed(row["ngay_ban_hanh"].split("/")))
            yield row["so_ky_hieu"], holder(registry, row["so_ky_hieu"], _day(day), place) is not None


def holder(registry: Registry, number: str, on: date | None, place: str) -> str | None:
    """The id of the body of that province that the letters of a number stand for, None when they tell none."""
    parsed = parse_number(fold_number(number))
    codes = (re.sub(r"\d+$", "", code) for code in (parsed.codes if parsed else ()))
    bodies = (registry.resolve(code, on, place) for code in codes if code not in type_names())
    return next((body.id for body in bodies if body and body.place), None)


def fold_number(number: str) -> str:
    """The number as ``parse_number`` wants it: Đ for the letter that looks like it, one sign between the parts."""
    return re.sub(r"\s*([-/_])\s*", r"\1", number.strip().replace("Ð", "Đ").replace("HDND", "HĐND"))


def annotated(shared: Path) -> Iterator[tuple[str, date | None, str | None]]:
    """The names of parties of ``gold/dev`` with day and issuer of the directive."""
    for file in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        head = gold.get("directive", gold)
        for task in gold["tasks"]:
            for party in (*task["lead"], *task["support"]):
                name = party if isinstance(party, str) else party["agency"]
                yield name, _day(head.get("issued_on") or head.get("date")), head.get("issuer")


def bodies(registry: Registry, shared: Path) -> Found:
    """The annotated parties that are bodies by their words: whether they are found."""
    for name, on, by in annotated(shared):
        known = meaning(registry, name, on, issuing(registry, by, on))
        if known == "body" or not isinstance(known, str):
            yield f"{name} | {by}", known != "body"


def sorts(registry: Registry, shared: Path) -> Iterator[tuple[str, str]]:
    """The annotated parties with their sorts."""
    for name, on, by in annotated(shared):
        known = meaning(registry, name, on, issuing(registry, by, on))
        yield name, known if isinstance(known, str) else "found"


def speed(shared: Path) -> float:
    """Mentions looked up in a second of processor time, by a registry that has read its tables and answered nothing."""
    asked = list(annotated(shared))
    registry = Registry()
    for name in ("Sở Y tế", "Trường Đại học A", "UBND xã A", "UBND huyện A"):
        registry.resolve(name)
    start = time.process_time()
    for name, on, _ in asked:
        meant(registry, name, on, "tinh-lao-cai", None)
    return len(asked) / (time.process_time() - start)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


if __name__ == "__main__":
    main()
