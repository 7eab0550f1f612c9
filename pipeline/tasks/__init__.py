"""The task room: mentions become tasks with parties, limits, evidence and confidence."""

from .assemble import assemble
from .checks import check_figures, check_tasks, check_words
from .misread import one_name

__all__ = ["assemble", "check_figures", "check_tasks", "check_words", "one_name"]
