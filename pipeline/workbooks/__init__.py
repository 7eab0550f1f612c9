"""Workbooks: the register as Excel files, one for each agency and one for leaders."""

from .publish import publish

__all__ = ["publish"]
