"""The issuer in its short form, from the letterhead or from what stands in for it.

A letterhead prints the body above and the issuer in capitals (NĐ 30/2020/NĐ-CP, Phụ lục I, mục
II.2). The short form names the issuer in ordinary spelling, with its province where the name alone
is that of many bodies: ``Sở Công Thương tỉnh Lào Cai``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.folding import slug
from pipeline.knowledge.tables import read_table

from ..letters import regex
from ..numbers import issuer_names
from ..printed import fold, is_upper, key, squeeze
from .lines import Line

_PLACE = r"(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu|TP\.?)"
_PLACE_NAME = regex(rf"(?<!\w)({_PLACE})\s+(.+)$", re.IGNORECASE)
_OPEN_END = regex(r"(?:,|(?<!\w)(?:VÀ|CỦA|VỀ|CÁC|THỂ|DÂN TỘC))$")
_CODE_AFTER = regex(r"\s*/[A-ZĐƯ]{2,}-[A-ZĐƯ&]{2,}$")  # of a number whose label and figures were not read
_SPECIAL = {"hđnd": "HĐND", "ubnd": "UBND", "mttq": "MTTQ", "tp": "TP", "bch": "BCH", "đbqh": "ĐBQH"}


_WORD, _NAME_PART = re.compile(r"\w"), re.compile(r"\w+")
_BESIDE = " -"  # behind the name of a body that issues together with the next
_JOINT = re.compile(r"\s[-–]\s*$")


@dataclass(frozen=True, slots=True)
class _HeadWord:
    name: str
    rank: int
    owned: bool


@lru_cache(maxsize=1)
def _heads() -> tuple[_HeadWord, ...]:
    rows = [_HeadWord(fold(r["head"]).lower(), int(r["rank"]), r["owned"] == "yes") for r in read_table("issuer_heads")]
    return tuple(sorted(rows, key=lambda h: -len(h.name)))


def head_word(name: str) -> _HeadWord | None:
    """The word that opens the name of a body, None when the name opens with none."""
    lowered = key(name)
    return next((h for h in _heads() if lowered.startswith(h.name) and not _WORD.match(lowered, len(h.name))), None)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Names and fields in their spelling, by key: ministries, and what follows ``Bộ`` for the sở of that field."""
    names = {key(name): name for name in issuer_names().values()}
    fields = {key(name[3:]): name[3:] for name in issuer_names().values() if name.startswith("Bộ ")}
    return {**fields, **names}


def names_of(letterhead: list[Line], wrapped: bool = False) -> list[str]:
    """The bodies of a letterhead from the top, lines of one name joined, still in capitals; ``_BESIDE`` ends the first
    of two that issue together (*BỘ A - BỘ B*).

    ``wrapped`` tells that the NAM of quốc hiệu may hang at the end of a line.
    """
    units: list[str] = []
    above = ""
    for line in letterhead:
        text = line.text.strip(" -_.*'\"")
        text = _CODE_AFTER.sub("", text.removesuffix(" NAM") if wrapped else text)
        if not regex(r"[:U:]{2}").search(text):
            continue
        if units and not _starts_new(units[-1], text):
            units[-1] = f"{units[-1]} {text}"
        else:
            if units and _JOINT.search(above) and _are_peers(units[-1], text):
                units[-1] += _BESIDE
            units.append(text)
        above = line.text
    return [part for unit in units for part in _split(unit)]


def _are_peers(first: str, second: str) -> bool:
    a, b = head_word(first), head_word(second)
    return a is not None and b is not None and a.rank == b.rank


def _starts_new(previous: str, text: str) -> bool:
    if not head_word(text) or _OPEN_END.search(previous):
        return False
    above = head_word(previous)
    bare = above is not None and key(previous) == above.name and above.owned
    return not bare


def _split(unit: str) -> list[str]:
    """A name and the one under it, printed on one line."""
    first = head_word(unit)
    if not first:
        return [unit]
    one, parted, other = unit.partition(_BESIDE + " ")
    if parted and _are_peers(one, other):
        return [one + _BESIDE, *_split(other)]
    lowered = fold(unit).lower()
    places = [place.span() for place in _provinces().finditer(lowered)]
    for m in re.finditer(r"(?<=\s)\S", lowered):
        if any(start < m.start() < end for start, end in places):
            continue  # *Hải Phòng* holds no phòng
        below = head_word(lowered[m.start():])
        if below and below.rank > first.rank and _complete(first, lowered[: m.start()].strip()):
            return [unit[: m.start()].strip(), *_split(unit[m.start():].strip())]
    return [unit]


@lru_cache(maxsize=1)
def _provinces() -> re.Pattern[str]:
    """The names of all provinces, old and new, in the spelling that ``fold`` gives, lower case."""
    names = {fold(row["name"]).lower() for row in read_table("provinces")}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b")


def _complete(head: _HeadWord, name: str) -> bool:
    if head.name == "bộ":
        return key(name) in _spellings()
    if head.name in ("ủy ban nhân dân", "ubnd"):
        return bool(_PLACE_NAME.search(name))
    return head.name == "cục" and len(name.split()) >= 2


def short_name(name: str, body: str = "") -> str:
    """A name in its ordinary spelling: UBND and HĐND abbreviated, capitals set right.

    ``body`` is folded text of the document: a spelling that it uses is taken before any rule.
    """
    name = _with_marks(squeeze(fold(name)).strip(" .;:,-*"))
    name = re.sub(r"(?i)ủy ban nhân dân", "UBND", name)
    name = re.sub(r"(?i)hội đồng nhân dân", "HĐND", name)
    if not is_upper(name):
        return re.sub(rf"(?<=UBND )({_PLACE})(?= )", lambda m: _lower_place(m, name), name, flags=re.IGNORECASE)
    known = _spellings().get(key(name))
    if known:
        return known
    return _from_body(name, body) or _by_rule(name)


def _with_marks(name: str) -> str:
    """A name in capitals that ends in a province, its marks as they are: scanners put text under a page in which some
    are lost (*THÀNH PHÔ HÔ CHÍ MINH*)."""
    words = name.split() if is_upper(name) else []
    told = next(((n, place) for n in range(len(words)) if (place := _marked().get(slug(" ".join(words[n:]))))), None)
    return " ".join([*words[:told[0]], told[1]]) if told else name


@lru_cache(maxsize=1)
def _marked() -> dict[str, str]:
    """The provinces with their kind in capitals, by their letters without marks."""
    names = (f"{row['kind']} {row['name']}" for row in read_table("provinces"))
    return {slug(name): fold(name).upper() for name in names}


def _lower_place(m: re.Match[str], name: str) -> str:
    rest = name[m.end():].strip()
    return "Thành phố" if m.group().lower() == "thành phố" and key(rest) == "hồ chí minh" else m.group().lower()


def _from_body(name: str, body: str) -> str | None:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    found = [squeeze(m.group()) for m in re.finditer(pattern, body, re.IGNORECASE)]
    found = [f for f in found if not is_upper(f) and f[0].isupper()]
    return Counter(found).most_common(1)[0][0] if found and not name.startswith("UBND") else None


def _by_rule(name: str) -> str:
    """Capitals of an unknown name: the kind of body, its function, places (NĐ 30/2020/NĐ-CP, Phụ lục II, mục IV)."""
    place = _PLACE_NAME.search(name)
    stem, where = (name[: place.start()].strip(), place.group()) if place else (name, "")
    head = head_word(stem)
    rest = stem[len(head.name):].strip() if head else ""
    spelled = _spellings().get(key(rest))
    kind = stem[: len(head.name)] if head and rest else ""
    name = squeeze(f"{_sentence(kind)} {spelled or _sentence(rest if kind else stem)} {_spell_place(where)}")
    return _provinces().sub(lambda place: place.group().title(), name)  # *Sở Y tế Kiên Giang*


def _sentence(text: str) -> str:
    words = [_SPECIAL.get(w.strip(",.").lower(), w.lower()) for w in text.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _spell_place(where: str) -> str:
    m = _PLACE_NAME.match(where)
    if not m:
        return ""
    name = _NAME_PART.sub(lambda part: part.group().capitalize(), squeeze(m.group(2)))  # *Đắk R'Lấp*
    kind = m.group(1).lower()
    return f"{'Thành phố' if kind == 'thành phố' and key(name) == 'hồ chí minh' else kind} {name}"


def place_of(name: str) -> str:
    """The place in a name of a people's committee: ``tỉnh Lào Cai``; empty when there is none."""
    m = _PLACE_NAME.search(name)
    return m.group() if m else ""


_PLAIN_SEAT = regex(r"(?P<seat>(?:Chủ tịch )?(?:UBND|HĐND)) (?P<kind>tỉnh|[Tt]hành phố)$")
_SEAT = regex(r"(?:Ủy ban nhân dân|UBND|địa bàn)\s+(?P<place>(?:tỉnh|[Tt]hành phố)(?:\s+[:U:][:L:]+){1,3})")


def with_place(name: str, body: str) -> str:
    """``UBND tỉnh`` with the name of the province, when the whole text names one of that kind and no other."""
    m = _PLAIN_SEAT.match(name)
    if not m:
        return name
    found = {key(p["place"]): squeeze(p["place"]) for p in _SEAT.finditer(body)}
    places = [place for name_key, place in found.items() if name_key.startswith(m["kind"].lower())]
    return f"{m['seat']} {_spell_place(places[0])}" if len(places) == 1 else name


def compose(names: list[str], body: str) -> str | None:
    """The issuer of the bodies of a letterhead, None when there are none."""
    if not names:
        return None
    own = short_name(names[-1], body)
    if len(names) == 1:
        return own
    if names[-2].endswith(_BESIDE):
        return f"{_of_place(short_name(names[-2], body), own)}, {own}"
    above, head = short_name(names[-2], body), head_word(own)
    return own if not head or not head.owned else _owned(own, above, head)


def _of_place(name: str, other: str) -> str:
    """A name with the province that is printed once, under the name of the ``other`` who issues with it."""
    place, head = place_of(other), head_word(name)
    return f"{name} {place}" if place and head and head.rank > 1 and not place_of(name) else name


def _owned(own: str, above: str, head: _HeadWord) -> str:
    """The name of a body that is whole only with its place or the body above."""
    if key(own) == "văn phòng":
        return f"{own} {above}"
    place = place_of(above) if above.startswith(("UBND", "HĐND")) else ""
    if place:
        if key(place.split(" ", 1)[-1]) in key(own):
            return own
        kind = f" {place.split(' ', 1)[0]}"  # *Thanh tra tỉnh* of *tỉnh Đắk Nông*
        bare = own[:-len(kind)] if own.lower().endswith(kind.lower()) else own
        return f"{bare} {place}"
    if above.startswith(("Bộ ", "Sở ")) and head.name in ("thanh tra", "văn phòng", "vụ"):
        return f"{own} {above}"
    return own


def from_opening(opening: str) -> str | None:
    """The body that the opening of the text names as the one who directs; None when it names none.

    The name stands at the head of a clause, right before the directing verb.
    """
    plain = regex(r"\([^()]*\)").sub(lambda m: " " * len(m.group()), opening)
    for verb in regex(r"(?<!\w)(?:yêu cầu|đề nghị|thông báo|có ý kiến)(?!\w)").finditer(plain):
        starts = [m.end() for m in regex(r"(?:^|[,;:.]\s+)(?=[:U:][:L:]+\s)").finditer(plain[: verb.start()])]
        for start in reversed(starts):
            name = squeeze(plain[start: verb.start()]).strip(" ,;-")
            head = head_word(name)
            if head and len(head.name) < len(name) < 260 and head.name not in ("thủ tướng chính phủ", "chính phủ"):
                return name
    return None


_DIRECTS = regex(r"(?:yêu cầu|đề nghị|thông báo|chỉ đạo|có ý kiến|hướng dẫn|trả lời|ban hành)(?!\w)")
_VAGUE = ("ban chỉ đạo", "ban chỉ huy", "hội đồng", "tổ công tác", "ban tổ chức", "ban quản lý")


def full_name(short: str, opening: str) -> str:
    """The name in full as the opening of the body prints it before its directing verb, else ``short``.

    An annex says *của Ban Chỉ đạo*; the body says which.
    """
    head = next((h for h in _VAGUE if key(short).startswith(h)), None)
    if not head:
        return short
    plain = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), opening)
    for verb in _DIRECTS.finditer(plain):
        named = re.finditer(head, plain[: verb.start()], re.IGNORECASE)
        starts = [m.start() for m in named if plain[m.start()].isupper()]
        if starts:
            found = squeeze(plain[starts[-1]: verb.start()]).strip(" ,;-")
            return found if len(short) <= len(found) < 260 else short
    return short
