"""Folders that an office gets: ``python -m tools.folders --office NAME TEXTS…`` reads the directives in the folders of
texts, files them in a store of its own in three orders, and prints what is wrong with the lists:

* folders of what is no agency (a role, a general noun, a person);
* bodies that have two folders;
* folders without a place though the directive, or the office, gives one;
* folders that one order of arrival, or half of the files, names otherwise than another;
* with ``--later`` further folders of texts: what their import, published into the same outputs behind the first one and
  before it, renames or takes away, and folders on the disk that no list has.

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
from pipeline.workbooks import publish
from pipeline.workbooks.lists import AgencyList, agency_lists
from pipeline.workbooks.publish import AGENCIES_FOLDER

Read = Sequence[tuple[Path, Extraction]]
Lists = list[AgencyList]


def main() -> None:
    """Print the figures; exit code 1 when a folder is wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("texts", type=Path, nargs="+")
    asked.add_argument("--later", type=Path, nargs="+", default=[])
    asked.add_argument("--office", default="")
    asked.add_argument("--list", action="store_true")
    given = asked.parse_args()
    read, later = texts(given.texts), texts(given.later)
    office = Office(given.office, date.today())
    lists = published(read, office)
    if given.list:
        for one in lists:
            print(f"{one.folder}\t{one.name}\t{len(one.entries)}")
    wrong = {name: list(check) for name, check in (
        ("no agency", no_agency(lists)), ("twice", twice(lists)), ("without the place given", placeless(lists, office)),
        ("renamed", renamed(read, office, lists)),
        *((f"not kept with {name}", kept(batches, office)) for name, batches in orders(read, later).items()))}
    print(f"{len(read)} directives and {len(later)} later, {len(lists)} folders of {given.office or 'no office'}")
    for name, found in wrong.items():
        print(f"{name}: {len(found)}" + "".join(f"\n  {one}" for one in found[:40]))
    raise SystemExit(any(wrong.values()))


def texts(folders: Sequence[Path]) -> Read:
    """The directives in folders of texts."""
    return [(file, extract(file)) for folder in folders for file in sorted(folder.glob("*.txt"))]


def orders(read: Read, later: Read) -> dict[str, tuple[Read, Read]]:
    """Both orders of two imports; none without a later one."""
    return {"the later import": (read, later), "the later import first": (later, read)} if later else {}


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


def kept(batches: Sequence[Read], office: Office) -> Iterator[str]:
    """What each import after the first, published into the same outputs, does to the folders that are there: one that a
    list leaves though its tasks stay, one on the disk that no list has, and one body in two."""
    before: Lists = []
    with tempfile.TemporaryDirectory() as home, open_store(Settings(home=Path(home))) as store:
        outputs = Path(home) / "outputs"
        for number, batch in enumerate(batches, 1):
            for file, extraction in batch:
                store.record(extraction, file)
            register = store.register(date.today(), office)
            publish(register, outputs)
            lists = agency_lists(register)
            folders, there = {one.key: one.folder for one in lists}, {row.id for row in register.tasks}
            yield from (f"{one.folder} is {folders.get(one.key, 'gone')} after import {number}" for one in before
                        if folders.get(one.key) != one.folder and there & {entry.task.id for entry in one.entries})
            on_disk = {folder.name for folder in (outputs / AGENCIES_FOLDER).iterdir()}
            yield from (f"{name} is no list, or not on the disk" for name in sorted(on_disk ^ set(folders.values())))
            yield from twice(lists)
            before = lists


if __name__ == "__main__":
    main()
