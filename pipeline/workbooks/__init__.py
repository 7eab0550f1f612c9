"""Workbooks: the register as Excel files, for agencies, for leaders, and for analysts, whose changes are read back."""

from .memory import remembers
from .publish import LISTS, SUMMARY_NAME, publish
from .returned import read_back
from .review_values import head_values, task_values

__all__ = ["LISTS", "SUMMARY_NAME", "head_values", "publish", "read_back", "remembers", "task_values"]
