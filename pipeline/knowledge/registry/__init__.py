"""The agency registry: who exists, under which names, since when, where, and who took over from whom.

``bodies`` reads the tables, ``units`` the districts and communes (only when one is asked for), ``registry`` looks
names up, ``heirs`` follows who took over, ``checks`` proves
the tables.
"""

from .bodies import Agency, Successor
from .registry import Registry

__all__ = ["Agency", "Registry", "Successor"]
