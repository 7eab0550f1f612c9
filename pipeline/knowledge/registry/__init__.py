"""The agency registry: who exists, under which names, since when, where, and who took over from whom.

``bodies`` reads the tables, ``units`` the districts and communes (only when one is asked for), ``catalogue`` holds them
by id, name and code, ``writing`` writes abbreviations out, ``placed`` makes the bodies of a place, ``registry`` looks
names up, ``misspelt`` those with a wrong letter, ``heirs`` follows who took over, ``inside`` names units of a body and
what no table holds (``owners``: whose they are), ``titles`` what a head alone stands for, ``issuing`` tells who issues
a directive and where, ``sorts`` tells bodies from groups, roles and persons, ``groups`` tells who belongs to a group
(``members``, ``parts``, ``geography``, ``sent``), ``office`` knows whose office this is and what it says itself,
``family`` who stands around a body, ``checks`` proves the tables.
"""

from .bodies import Agency, Successor
from .groups import Group, Setting, group, is_group
from .inside import by_pattern, meant
from .issuing import Issuer, issuer, issuing, meaning, place_of
from .office import Office, Signed
from .registry import Registry
from .sorts import Sort, sort_of
from .writing import comparable

__all__ = [
    "Agency", "Group", "Issuer", "Office", "Registry", "Setting", "Signed", "Sort", "Successor", "by_pattern",
    "comparable", "group", "is_group", "issuer", "issuing", "meaning", "meant", "place_of", "sort_of",
]
