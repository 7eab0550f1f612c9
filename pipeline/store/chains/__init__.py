"""What follows for tasks from the graph of directives: what they carry out, whose limits they are under, which
of them are one duty, what later directives do to them.

Made anew whenever it is asked for, of what stands in the store and never of the order in which it came.
"""

from .doubling import joined
from .linking import chained
from .marking import tell_acts

__all__ = ["chained", "joined", "tell_acts"]
