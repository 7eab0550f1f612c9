"""What a name stands for: one body, many bodies, a role that someone holds, or a person.

A role or general noun (*chủ đầu tư, cơ quan liên quan, đơn vị, địa phương, Trưởng Ban Chỉ đạo*) is no agency: whose
task it is has to be told by the directive or by a person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ..folding import fold, key
from ..tables import read_table

Sort = Literal["body", "group", "role", "person"]

_MANY = re.compile(r"(?:các|những|mọi|toàn thể|tất cả)\b")
_MANY_INSIDE = re.compile(r"\bcác (?:xã|phường|huyện|tỉnh|quận|thị xã|thành phố|địa phương|bộ|sở|ngành|cấp)\b|"
                          r"/|\b(?:tỉnh|huyện|thị xã),? ?(?:thị xã,)?thành phố(?: trực thuộc|$)|"
                          r"\bcấp (?:tỉnh|huyện|xã)$")
_LOWER_BODY = re.compile(r"(?:phòng|khoa|trường|bệnh viện|chi cục|trung tâm|công ty) [A-ZĐÀ-Ỹ]")
_WHO_ARE_BODIES = ("thủ tướng", "chủ tịch nước")
_TITLED = re.compile(r"(?:đồng chí|ông|bà|phó [a-zà-ỹđ]+|bộ trưởng|độc giả|hiệu trưởng|giám đốc|chủ tịch|bí thư)\b")


def sort_of(name: str) -> Sort:
    """The sort of a settled name, by its words alone; a body need not be in the tables."""
    said = key(name)
    if _MANY.match(said) or _MANY_INSIDE.search(said):
        return "group"
    if _person(name, said):
        return "person"
    if name[:1].islower():
        return "body" if _LOWER_BODY.match(name) else "role"
    return "role" if said in _alone() or _general().match(said) else "body"


@lru_cache(maxsize=1)
def _alone() -> frozenset[str]:
    """Nouns of bodies that alone name none: *Ban Chỉ đạo, Tập đoàn, Đoàn kiểm tra*."""
    return frozenset(key(row["noun"]) for row in read_table("body_nouns"))


@lru_cache(maxsize=1)
def _general() -> re.Pattern[str]:
    """What opens a general noun in a capital letter (*Chủ đầu tư hạ tầng*), or the title of an office."""
    bodies = tuple(f"{noun} " for noun in _alone())
    words = {key(row["noun"]) for row in read_table("party_nouns") if row["kind"] != "plural"}
    words = {word for word in words if not f"{word} ".startswith(bodies)} | {"cơ sở", "đoàn thể", "uỷ viên"}
    words |= {key(row["title"]) for row in read_table("party_titles") if row["title"] not in _WHO_ARE_BODIES}
    words |= {key(row["noun"]) for row in read_table("body_nouns") if row["noun"].startswith(("Chủ ", "Nhà "))}
    return re.compile("(?:phó )?(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)")


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(fold(next(iter(row.values()))) for row in read_table("surnames"))


def _person(name: str, said: str) -> bool:
    """A family name and two or three more words in capitals, alone or behind a title."""
    words = name.split()
    last = next((n for n in (4, 3, 2) if len(words) >= n and all(w[:1].isupper() for w in words[-n:])
                 and fold(words[-n]) in _surnames()), 0)
    return last > 0 and (last == len(words) or _TITLED.match(said) is not None)
