"""The commands and their options, in the order of the help; what they do is in the modules that they call."""
# ruff: noqa: F401, I001  the order of the help

from . import taking
from . import reprocessing
from . import deciding
from . import reviewing
from . import office
from . import exchange
from . import store
from . import web
from . import keeping
from . import gold
from . import agencies
from . import cluster
from .base import app

__all__ = ["app"]
