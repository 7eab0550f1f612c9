"""The agency registry: who exists, under which names, since when, where, and who took over from whom.

``bodies`` reads the tables, ``units`` the districts and communes (only when one is asked for), ``registry`` looks
names up, ``misspelt`` those with a wrong letter, ``heirs`` follows who took over, ``inside`` names units of a body and
what no table holds (``owners``: whose they are), ``issuing`` tells who issues a directive and where, ``sorts`` tells
bodies from groups, roles and persons, ``checks`` proves the tables.
"""

from .bodies import Agency, Successor
from .inside import by_pattern, meant
from .issuing import Issuer, issuer, issuing, meaning
from .registry import Registry
from .sorts import Sort, sort_of

__all__ = ["Agency", "Issuer", "Registry", "Sort", "Successor", "by_pattern", "issuer", "issuing", "meaning", "meant",
           "sort_of"]
