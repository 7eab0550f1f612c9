"""Directives written a little differently: the rows must stay what they were but for the words changed."""
