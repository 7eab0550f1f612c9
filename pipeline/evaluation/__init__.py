"""Evaluation: runs the pipeline over annotated directives and says how right it is.

    gold + files → runs → scores → figures → console, outputs/danh-gia/index.html, last.json
"""

from .command import evaluate_command
from .halves import half_of
from .measuring import Measured, measure

__all__ = ["Measured", "evaluate_command", "half_of", "measure"]
