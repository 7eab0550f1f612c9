"""The commands and their options, in the order of the help; what they do is in the modules that they call."""

from . import taking, deciding, reviewing, office, gold, agencies, cluster  # noqa: I001, F401  the order of the help
from .base import app

__all__ = ["app"]
