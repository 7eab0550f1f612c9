"""The task room: mentions become tasks with parties, limits, evidence and confidence."""

from .assemble import assemble
from .checks import check_figures, check_tasks, check_words

__all__ = ["assemble", "check_figures", "check_tasks", "check_words"]
