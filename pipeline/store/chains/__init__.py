"""What follows for tasks from the graph of directives: what they carry out, whose limits they are under, what a later
directive does to them.

Made anew whenever it is asked for, of what stands in the store and never of the order in which it came.
"""

from .linking import chained

__all__ = ["chained"]
