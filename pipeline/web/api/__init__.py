"""The JSON API by which other programs read the lists and enter progress, with tokens."""
