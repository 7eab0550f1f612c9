"""How days and numbers are written on the pages."""
