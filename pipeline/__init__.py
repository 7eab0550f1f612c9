"""Chidao turns Vietnamese official directives into tracked tasks."""

__version__ = "0.1.0"
