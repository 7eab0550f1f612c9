"""Of how many groups the members are known: ``python -m tools.groups [GOLD…] [--show N] [--seed N]``.

GOLD are folders of annotated directives (default: those of the development set). Prints how many of the annotated names
are groups of bodies and expand, to how many members, which do not, and which names of many are general nouns that never
expand; then how many mentions expand in a second. ``--show`` prints that many expansions drawn at random, to be checked
by hand. An annotation holds no text: what stands behind a mention (*liên quan, từ Hà Tĩnh đến …*) and the addressees
are not seen here.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.knowledge.registry import Group, Registry, Setting, Signed, group, is_group

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of many bodies in a directive of an issuer on a day."""

    name: str
    by: str | None
    on: date | None


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*", default=[ROOT.parent / "shared" / "gold" / "dev"])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    registry, found = Registry.load(), list(mentions(given.gold))
    for line in report(registry, found):
        print(line)
    for line in sample(registry, found, given.show, given.seed):
        print(line)
    print(f"{speed(found):,.0f} mentions a second")


def mentions(folders: Iterable[Path]) -> Iterator[Mention]:
    """The names that annotated directives give as lead or support."""
    for file in (file for folder in folders for file in sorted(folder.glob("*.json"))):
        gold = json.loads(file.read_text("utf-8"))
        on = gold["directive"].get("issued_on") or ""
        day = date.fromisoformat(on) if re.fullmatch(r"\d{4}-\d\d-\d\d", on) else None
        for task in gold["tasks"]:
            for name in (*task["lead"], *task["support"]):
                yield Mention(name, gold["directive"].get("issuer"), day)


def expand(registry: Registry, one: Mention) -> Group | None:
    """The group that is mentioned, None when it is not understood."""
    return group(registry, one.name, one.name, "", Setting.of(registry, Signed(one.by, one.on)))


def report(registry: Registry, found: list[Mention]) -> Iterator[str]:
    """Shares, sizes, and what is not understood."""
    groups = [(one, expand(registry, one)) for one in found if is_group(registry, one.name)]
    sizes = [len(told.members) for _, told in groups if told]
    general = Counter(one.name for one in found if not is_group(registry, one.name)
                      and registry.sort(one.name, one.on, "tinh-lao-cai") in ("group", "role"))
    yield f"{len(found)} annotated parties: {len(groups)} are groups of bodies, {general.total()} general nouns"
    if sizes:
        yield (f"{len(sizes) / len(groups):.1%} expand, to {min(sizes)} to {max(sizes)} members, "
               f"{statistics.median(sizes):.0f} in the middle")
    missing = Counter(f"{one.name} | {one.by} | {one.on}" for one, told in groups if not told)
    yield from (f"  not understood: {count} {name}" for name, count in missing.most_common())
    yield from (f"  never expands: {count} {name}" for name, count in general.most_common(12))


def sample(registry: Registry, found: list[Mention], count: int, seed: int) -> Iterator[str]:
    """Expansions drawn at random, each group of a directive once: the members by name, those of some provinces only in
    brackets."""
    told = {one: known for one in found if is_group(registry, one.name) and (known := expand(registry, one))}
    for one in random.Random(seed).sample(sorted(told, key=repr), min(count, len(told))):
        known = told[one]
        names = [f"({_name(registry, i)})" if i in known.seldom else _name(registry, i) for i in sorted(known.members)]
        more = f" … ({len(names) - 12} more)" if len(names) > 12 else ""
        yield f"{one.name} | {one.by} | {one.on} → {known.name}: {len(names)}: {'; '.join(names[:12])}{more}"


def _name(registry: Registry, agency_id: str) -> str:
    body = registry.by_id(agency_id)
    return body.name if body else agency_id


def speed(found: list[Mention]) -> float:
    """Mentions expanded in a second of processor time, by a registry that has read its tables and expanded none of
    them before."""
    registry = Registry()
    for name, by in (("UBND các xã, phường, thị trấn", "Bộ A"), ("UBND các huyện, thị xã, thành phố", "Trường A"),
                     ("các sở, ban, ngành", "Phòng A Sở Y tế tỉnh A")):
        expand(registry, Mention(name, by, date(2024, 1, 1)))
        group(registry, name, name, "", Setting(date(2024, 1, 1), None, None, "trung ương"))
    groups = [one for one in found if is_group(registry, one.name)]
    start = time.process_time()
    for one in groups:
        expand(registry, one)
    return len(groups) / max(time.process_time() - start, 1e-9)


if __name__ == "__main__":
    main()
