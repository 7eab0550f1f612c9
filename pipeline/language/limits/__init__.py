"""Time limits: words in, ``Limit`` out. No spaCy here; the pipeline component stands around these functions."""

from .find import Mention, cell_limits, find_limits, is_bare_limit, time_mentions

__all__ = ["Mention", "cell_limits", "find_limits", "is_bare_limit", "time_mentions"]
