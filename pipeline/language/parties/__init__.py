"""Who is meant: lists of parties in the text of a directive, settled as gold/GUIDELINE.md asks."""

from .finder import PartyFinder, PartyList

__all__ = ["PartyFinder", "PartyList"]
