"""Folders that an office gets: ``python -m tools.folders --office NAME TEXTS…`` reads the directives in the folders of
texts, files them in a store of its own in three orders, and prints what is wrong with the lists:

* folders of what is no agency (a role, a general noun, a person);
* bodies that have two folders;
* folders without a place though the directive, or the office, gives one;
* folders that one order of arrival, or half of the files, names otherwise than another.

``--list`` prints every folder with its name and the number of its tasks, for the eye: a wrong reading of a name is not
seen by the program.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pipeline.compose import extract
from pipeline.knowledge.folding import slug
from pipeline.knowledge.registry import Office, Registry, place_of, sort_of
from pipeline.model import Extraction
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.workbooks.lists import AgencyList, agency_lists

Read = Sequence[tuple[Path, Extraction]]
Lists = list[AgencyList]


def main() -> None:
    """Print the figures; exit code 1 when a folder is wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("texts", type=Path, nargs="+")
    asked.add_argument("--office", default="")
    asked.add_argument("--list", action="store_true")
    given = asked.parse_args()
    read = [(file, extract(file)) for folder in given.texts for file in sorted(folder.glob("*.txt"))]
    office = Office(given.office, date.today())
    lists = published(read, office)
    if given.list:
        for one in lists:
            print(f"{one.folder}\t{one.name}\t{len(one.entries)}")
    wrong = {name: list(check) for name, check in (
        ("no agency", no_agency(lists)), ("twice", twice(lists)), ("without the place given", placeless(lists, office)),
        ("renamed", renamed(read, office, lists)))}
    print(f"{len(read)} directives, {len(lists)} folders of {given.office or 'no office'}")
    for name, found in wrong.items():
        print(f"{name}: {len(found)}" + "".join(f"\n  {one}" for one in found[:40]))
    raise SystemExit(any(wrong.values()))


def published(read: Read, office: Office) -> Lists:
    """The lists of these directives, through a store."""
    with tempfile.TemporaryDirectory() as home, open_store(Settings(home=Path(home))) as store:
        for file, extraction in read:
            store.record(extraction, file)
        return agency_lists(store.register(date.today(), office))


def no_agency(lists: Lists) -> Iterator[str]:
    """Folders of their own for a role or a person; what the tables hold is a body whatever its name."""
    registry = Registry.load()
    for one in lists:
        agency_id = one.key.removeprefix("mã ")
        if not (one.unknown or one.group or registry.by_id(agency_id)) and sort_of(one.name) in ("role", "person"):
            yield f"{one.name} ({one.folder})"


def twice(lists: Lists) -> Iterator[str]:
    """Lists that bear one name, or whose name alone another list's body has in the tables."""
    named: defaultdict[str, list[AgencyList]] = defaultdict(list)
    for one in lists:
        named[slug(one.name)].append(one)
        known = Registry.load().resolve(one.name) if not one.group and "mã" not in one.key else None
        if known:
            named[slug(known.name)].append(one)
    yield from (", ".join(sorted({one.folder for one in same})) for same in named.values()
                if len({one.folder for one in same}) > 1)


def placeless(lists: Lists, office: Office) -> Iterator[str]:
    """Folders without a place whose directive or office has one."""
    registry = Registry.load()
    for one in lists:
        if "chưa rõ địa phương" in one.name:
            heads = {entry.task.directive.head for entry in one.entries}
            told = [head.issuer for head in heads if place_of(registry, head.issuer, head.issued_on)
                    or office.place]
            if told:
                yield f"{one.name}: {told[0]}"


def renamed(read: Read, office: Office, lists: Lists) -> Iterator[str]:
    """Folders of the first half, and of all in another order, that are none of all."""
    every = {one.key: one.folder for one in lists}
    for some in (read[: len(read) // 2], read[len(read) // 2:], read[::-1]):
        yield from (f"{one.folder} is {every.get(one.key)} later" for one in published(some, office)
                    if every.get(one.key) != one.folder)


if __name__ == "__main__":
    main()
