"""The reading room: one file in, one :class:`~pipeline.model.Document` out.

Everything that knows a file format lives here; what leaves is NFC text with a map back to the page.
"""

from .door import digest, read, split

__all__ = ["digest", "read", "split"]
