"""The words the party finder knows, built once from the tables of pipeline/knowledge."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge.folding import fold
from pipeline.knowledge.registry import Registry
from pipeline.knowledge.tables import read_table

from .scan import Trie, tokenize

_UBND = r"(?:uỷ ban nhân dân|ubnd)"


class Lexicon:
    """Tries and patterns: one attribute for each kind of knowledge."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.provinces = Trie((p.name, p.name) for p in registry.provinces.values())
        self.bodies = Trie()
        self.sectors: dict[str, Trie] = {"bộ": Trie(), "sở": Trie()}
        self.listed: dict[str, Trie] = {}
        self._add_bodies()
        self._add_aliases()
        self.verbs = Trie((r["phrase"], r["ends"]) for r in read_table("verbs") if r["ends"])
        self.titles = Trie((r["title"], True) for r in read_table("party_titles"))
        self.nouns = Trie((r["noun"], r["alone"] == "yes") for r in read_table("body_nouns"))
        self.general = Trie((r["noun"], r["kind"]) for r in read_table("party_nouns"))
        self.modifiers = Trie()
        self.roles = Trie()
        self.openers = Trie()
        for row in read_table("party_modifiers"):
            kinds = {"drop": self.modifiers, "role": self.roles, "opens": self.openers}
            kinds[row["kind"]].add(row["phrase"], row["phrase"])
        self.name_phrases = Trie((r["phrase"], True) for r in read_table("name_phrases"))
        self.not_parties = Trie((r["phrase"], True) for r in read_table("not_parties"))
        self._add_short_nouns()
        self.firsts = {"các", "những", "tất", "toàn", "một", "mọi", "từng", "mỗi", "đồng", "ông", "bà", "đ", "phó",
                       "ubnd", "hđnd", "uỷ", "hội", "tỉnh", "thành", "huyện", "quận", "thị", "xã", "phường", "bộ", "sở"}
        for trie in (self.bodies, self.nouns, self.general, self.titles):
            self.firsts |= trie.firsts()
        self.groups = [(_compile(r["pattern"]), r["group"]) for r in read_table("groups")]

    def _add_bodies(self) -> None:
        for agency in self.registry.agencies.values():
            self.bodies.add(agency.name, agency.name)
            noun, _, rest = agency.name.partition(" ")
            self.listed.setdefault(fold(noun), Trie()).add(rest, rest)
            if agency.name.startswith("Bộ ") and agency.level == "bộ":
                self.sectors["bộ"].add(agency.name[3:], agency.name[3:])
        for department in self.registry.departments.values():
            self.bodies.add(department.name, department.name)
            if department.name.startswith("Sở "):
                self.sectors["sở"].add(department.name[3:], department.name[3:])

    def _add_aliases(self) -> None:
        """Aliases of sectors go behind Bộ and Sở, aliases of bodies stand by themselves."""
        sector_names = {
            kind: {b.name[3:] for b in bodies if b.name.startswith(kind.capitalize() + " ") and b.level == kind}
            for kind, bodies in (("bộ", self.registry.agencies.values()), ("sở", self.registry.departments.values()))
        }
        whole = {a.name for bodies in (self.registry.agencies, self.registry.departments) for a in bodies.values()}
        for alias, full, kind in self.registry.aliases:
            for head, names in sector_names.items():
                if full in names:
                    self.sectors[head].add(alias, full)
            if full in whole and kind != "code":
                self.bodies.add(alias, full)
        for trie in self.sectors.values():
            for name in set().union(*sector_names.values()):
                if trie.longest(tokenize(name), 0) is None:
                    trie.add(name, name)  # a sector of the ministries may stand behind Sở and the other way round

    def _add_short_nouns(self) -> None:
        """BQL, BCĐ … open names like the nouns they stand for."""
        for alias, full, kind in self.registry.aliases:
            found = self.nouns.longest(tokenize(full), 0)
            if kind == "abbreviation" and found and found[0] == len(tokenize(full)):
                self.nouns.add(alias, found[1])


def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern of groups.csv: folded, a space for any white space, a comma with spaces before it."""
    pattern = fold(pattern).replace("{ubnd}", _UBND)
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+").replace(",", r"\s*,") + r"(?!\w)")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon over the loaded registry, built once in a process."""
    return Lexicon(Registry.load())
