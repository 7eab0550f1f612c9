"""Regular expressions that know which Vietnamese letters are capitals.

In Unicode the capitals and small letters of Vietnamese alternate, so a range such as ``À-Ỹ`` holds
both. ``[:U:]`` and ``[:L:]`` inside a character class stand for the capitals and the small letters.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

_BASE = "ăâđêôơư"
_MARKED = (
    "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
LOWER = string.ascii_lowercase + _BASE + _MARKED
UPPER = LOWER.upper()


@lru_cache(maxsize=512)
def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, ``[:U:]`` and ``[:L:]`` written out."""
    return re.compile(source.replace(":U:", UPPER).replace(":L:", LOWER), flags)
