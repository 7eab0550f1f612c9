"""Signed PDFs: who signed and whether the bytes still stand, and the number and date stamped into their blanks."""
