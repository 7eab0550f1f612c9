"""Figures that were written by hand into the blanks of a letterhead."""
