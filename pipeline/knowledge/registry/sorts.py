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

_UNIT = "xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|(?<!đô )thị|thành phố|tỉnh"
_MANY = re.compile(r"(?:các|những|mọi|toàn thể|tất cả)\b|\d+ \D")
_MANY_INSIDE = re.compile(r"\bcác (?:xã|phường|huyện|tỉnh|quận|thị xã|thành phố|địa phương|bộ|sở|ngành|cấp)\b|"
                          rf"\b(?:{_UNIT})(?:(?:,| và | hoặc )(?:{_UNIT}))+\b|\bcấp (?:tỉnh|huyện|xã)$")
_EITHER = re.compile(r"\w/(\w)")
_SOME = re.compile(r"(?:sở|bộ|ban|cục|vụ|phòng|khoa)(?:,| và )|sở quản lý |.*\w (?:cơ sở|trực thuộc|liên quan)$|"
                   r".*\b(?:trong toàn|trên địa bàn)\b")
_APART = r"(?:$| (?:có|tại|theo|trong|trên|thuộc|trực thuộc|tuyến|ngoài|công lập|liên quan|cấp|được|nêu)\b)"
"""What may stand behind a kind of which there are many: nothing, or what tells some of them apart."""
_OF_ONE = re.compile(r"(?:phòng|khoa|ban|uỷ ban|đơn vị|vụ|cục|trung tâm) (?:của|thuộc|trực thuộc) ")
"""Each of the units of a body: *Ban của HĐND tỉnh*."""
_UNNAMED = re.compile(r"(?:Công ty|Ngân hàng|Doanh nghiệp|Nhà máy)(?: [^\W\d_]+)+")
_TEAM = re.compile(r"(?:Tổ|Nhóm|Đoàn) (\w)")
_LOWER_BODY = re.compile(r"(?:phòng|khoa|trường|bệnh viện|chi cục|trung tâm|công ty) (\w)")
_NOUNS = {"cơ sở", "đoàn thể", "uỷ viên", "chính quyền địa phương", "chính quyền cơ sở"}
_WHO_ARE_BODIES = ("thủ tướng", "chủ tịch nước")
_TITLED = re.compile(r"(?:đồng chí|ông|bà|phó [a-zà-ỹđ]+|bộ trưởng|độc giả|hiệu trưởng|giám đốc|chủ tịch|bí thư)\b")


def sort_of(name: str) -> Sort:
    """The sort of a canonical name, by its words alone; a body need not be in the tables."""
    said = key(name)
    if _MANY.match(said) or _MANY_INSIDE.search(said) or any(behind.islower() for behind in _EITHER.findall(name)):
        return "group"
    if _person(name, said):
        return "person"
    named = _named(name)
    if _OF_ONE.match(said):
        return "group"
    if _kinds().match(said) and (named or name[:1].isupper()):
        return "group"
    if not named or said in _alone() or _general().match(said):
        return "role"
    return "group" if _SOME.match(said) else "body"


def _named(name: str) -> bool:
    """Whether it is written as the name of a body: in capitals, or with small letters in front (*phòng Y tế*); a team
    is named for its work in small letters (*Tổ kiểm tra*)."""
    kind = (_LOWER_BODY if name[:1].islower() else _TEAM).match(name)
    if _UNNAMED.fullmatch(name) and name[1:].islower():
        return False
    return kind[1].isupper() if kind else not name[:1].islower()


@lru_cache(maxsize=1)
def _kinds() -> re.Pattern[str]:
    """A name that is only a kind of which there are many: *Trung tâm Y tế, Trường THPT tại Phụ lục I*."""
    kinds = (key(row["noun"]) for row in read_table("many_kinds"))
    return re.compile(rf"(?:{'|'.join(map(re.escape, kinds))}){_APART}")


@lru_cache(maxsize=1)
def _alone() -> frozenset[str]:
    """Nouns of bodies that alone name none: *Ban Chỉ đạo, Tập đoàn, Đoàn kiểm tra*; *Trung ương* is a level."""
    return frozenset(key(row["noun"]) for row in read_table("body_nouns")) | {"trung ương"}


@lru_cache(maxsize=1)
def _general() -> re.Pattern[str]:
    """What opens a general noun in a capital letter (*Chủ đầu tư hạ tầng*), or the title of an office."""
    bodies = tuple(f"{noun} " for noun in _alone())
    words = {key(row["noun"]) for row in read_table("party_nouns") if row["kind"] != "plural"}
    words = {word for word in words if not f"{word} ".startswith(bodies)} | _NOUNS
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
