"""The task room: mentions become tasks with parties, limits, evidence and confidence."""

from .assemble import assemble

__all__ = ["assemble"]
