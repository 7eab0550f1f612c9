"""The documents that a directive cites by số, ký hiệu, each once."""

from .finder import find_references

__all__ = ["find_references"]
