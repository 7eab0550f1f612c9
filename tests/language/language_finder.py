"""A party finder of a province's directive, as the language room makes it."""

from datetime import date

from pipeline.knowledge.registry import Registry
from pipeline.language.defined import DocumentFinder
from pipeline.language.parties import PartyFinder


def finder(text="", issuer="UBND tỉnh Lào Cai", on=date(2025, 8, 1), place=None):
    return DocumentFinder(PartyFinder(Registry.load(), issuer=issuer, on=on), text, place)
