"""Mutated files through the whole line: no crash, no hang, no temporary file left (``python -m tools.fuzz``)."""
