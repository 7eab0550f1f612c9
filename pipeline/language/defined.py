"""Names that a directive defines for itself: abbreviations in brackets, roles, *sau đây gọi là …*.

A document is cited in full the first time and by its short name afterwards; the same is done with bodies
and notions (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.5). What is defined is resolved within the document only.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.knowledge.folding import fold
from pipeline.knowledge.registry import Registry, by_pattern
from pipeline.knowledge.tables import pattern
from pipeline.language.parties import PartyFinder, PartyList
from pipeline.model import Head, Party

from .spoken import STANDING, meanings, role_of, spans

_SHORT = pattern("defined.short")
_CALLED = pattern("defined.called")
_ROLE = pattern("defined.role")
_ROLE_LINE = re.compile(
    r"(?:^|\n)[\s\-–+•*]*((?:[Cc]hủ (?:đầu tư|dự án|quản|rừng|hồ|đập)|[Cc]ơ quan (?:chủ quản|thường trực)"
    r"|[Đđ]ơn vị (?:quản lý|vận hành|tư vấn|thi công)|[Bb]ên mời thầu|[Nn]hà (?:đầu tư|thầu)))(?: dự án| công trình)?"
    r"\s*:\s*([^\n:;]{5,160})")  # *Chủ đầu tư: Ban Quản lý dự án …*
_OWN = frozenset({"Ban Chỉ đạo", "Hội đồng", "Ban Quản lý", "Ban", "Trung tâm", "Trường", "Học viện", "Viện", "Cục",
                  "Tổng cục",
                  "Công ty", "Tổng công ty", "Tập đoàn", "Sở", "Bộ", "Ủy ban", "Hội", "Liên đoàn", "Đại học",
                  "Ban Tổ chức", "Khoa"})
_OF_PERSONS = frozenset({"Ban Chỉ đạo", "Hội đồng", "Ban"})  # whose rules give each member duties of his own
_ONE = re.compile(r"\b(?:Thành phố|Tỉnh|thành phố|tỉnh)$")
_LOCAL = re.compile(r"\b(?:UBND|HĐND|tỉnh|thành phố|Sở|Tỉnh ủy|Thành ủy)\b")
_NAMED = re.compile(r"\b(?:(?:tỉnh|thành) [ủu][yỷ]|tỉnh|thành phố) (?=(\w+(?: \w+){0,3}))")
_LETTERS = re.compile(r"\b[A-ZĐ]{2,10}(?: ?& ?[A-ZĐ]{2,10})?\b")
_LETTERS_BEHIND = re.compile(rf"(?<![^\W\d_])(?P<before>[^\W\d_]+)\s(?P<letters>{_LETTERS.pattern})")
_VOWELS = {"A": "[aáàảãạăắằẳẵặâấầẩẫậ]", "E": "[eéèẻẽẹêếềểễệ]", "I": "[iíìỉĩị]", "O": "[oóòỏõọôốồổỗộơớờởỡợ]",
           "U": "[uúùủũụưứừửữự]", "Y": "[yýỳỷỹỵ]"}
_INITIAL = re.compile(r"(\w)(\W*)")
_TELLING = 4  # letters: fewer are the initials of some words or other in any text
_LIST = 500  # characters of a list that gets a name
_WORD = re.compile(r"\w+")


def abbreviations(text: str) -> dict[str, str]:
    """Short form → long form for every *vật liệu nổ công nghiệp (VLNCN)* whose letters are its initials."""
    found: dict[str, str] = {}
    for m in _SHORT.finditer(text):
        letters = m.group(1).replace("&", "")
        words = list(_WORD.finditer(text, max(0, m.start() - 160), m.start()))[-len(letters):]
        if len(words) == len(letters) and all(map(_stands_for, letters, (w.group()[0] for w in words))):
            found.setdefault(m.group(1), text[words[0].start():words[-1].end()])
    return found


def _stands_for(letter: str, first: str) -> bool:
    """Whether a letter stands for a word that begins with ``first``: *A* for *án*, *Đ* for no *D*."""
    return re.fullmatch(_VOWELS.get(letter, letter), first, re.IGNORECASE) is not None


def initials(text: str) -> dict[str, str]:
    """Letters, four or more, → the words that they are the initials of, where both stand behind the same word in the
    text and the words are always the same: *Trung tâm QLCL* beside *Trung tâm Quản lý chất lượng*."""
    behind: dict[str, set[str]] = {}
    for m in _LETTERS_BEHIND.finditer(text):
        if len(re.sub(r"\W", "", m["letters"])) >= _TELLING:
            behind.setdefault(m["letters"], set()).add(m["before"].lower())
    found: dict[str, str] = {}
    for short, before in behind.items():
        words = _INITIAL.sub(lambda m: rf"{_VOWELS.get(m[1], m[1])}[^\W\d_]+{' (?:và )?' if '&' in m[2] else ' '}",
                             short + " ").rstrip()
        written = re.compile(rf"\b(?:{'|'.join(before)})\s({words})(?!\w)", re.IGNORECASE)
        long = {m[1].lower(): m[1] for m in written.finditer(text)}
        if len(long) == 1:
            name = long.popitem()[1]
            found[short] = name.capitalize() if name.isupper() else name
    return found


class DocumentFinder:
    """A party finder that knows what one document defines."""

    def __init__(self, finder: PartyFinder, text: str, place: str | None = None, issuer: str | None = None,
                 addressees: tuple[str, ...] = ()) -> None:
        self._finder, self._place, self._issuer = finder, place, issuer
        self._short = {short: long for short, long in (initials(text) | abbreviations(text)).items()
                       if not _known(finder, short)}
        self._spoken: dict[str, tuple[Party, ...]] = {}
        self._roles = self._defined_roles(text)
        self._called = self._short_parties()
        self._spoken = meanings(text, tuple(p for name in addressees for p in self.cell(name)), self._last)

    def items(self, text: str) -> tuple[PartyList, ...]:
        """The single items of the lists of parties in ``text``, those among them that are called by their letters."""
        found = tuple(map(self._resolved, self._finder.items(text)))
        called = (PartyList(m.start(), m.end(), tuple(replace(p, mention=m[0], start=m.start(), end=m.end())
                                                      for p in self._called[m[0]]))
                  for m in _LETTERS.finditer(text) if m[0] in self._called)
        more = tuple(c for c in called if not any(f.start < c.end and c.start < f.end for f in found))
        said = tuple(self._said(text, found, *span) for span in spans(text, self._spoken)) if self._spoken else ()
        found = tuple(f for f in found if not any(f.start < s.end and s.start < f.end for s in said))
        return tuple(sorted((*found, *more, *said), key=lambda p: p.start)) if more or said else found

    def _said(self, text: str, found: tuple[PartyList, ...], start: int, end: int, role: str) -> PartyList:
        """*Quý Sở* as the body that is meant, with all of a name that begins in these words (*… Ban Chỉ đạo 751*)."""
        end = max([end, *(f.end for f in found if start <= f.start < end)]) if role == STANDING else end
        placed = (replace(p, mention=text[start:end], start=start, end=end) for p in self._spoken[role])
        return PartyList(start, end, tuple(placed))

    def _last(self, text: str) -> tuple[Party, ...]:
        """The body that the text ends with, none when it ends otherwise."""
        found = self._finder.find(text)
        ends = found and not text[found[-1].end:].strip() and found[-1].parties[-1].agency[:1].isupper()
        return found[-1].parties[-1:] if ends else ()

    def _short_parties(self) -> dict[str, tuple[Party, ...]]:
        """Letters that stand for a party by the document: *cán bộ coi thi (CBCT)*."""
        wholes = ((short, long, self._finder.items(long)) for short, long in self._short.items())
        return {short: items[0].parties for short, long, items in wholes
                if len(items) == 1 and items[0].start == 0 and items[0].end == len(long)}

    def cell(self, text: str) -> tuple[Party, ...]:
        """The parties of a cell, where everything is a party."""
        return self._resolve(self._finder.cell(text))

    def _resolved(self, found: PartyList) -> PartyList:
        return replace(found, parties=self._resolve(found.parties))

    def _resolve(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        result: list[Party] = []
        for party in parties:
            role = self._roles.get(_role_key(party.agency)) if self._roles else None
            role = role or self._spoken.get(role_of(party.agency)) if self._spoken else role
            if role:
                result.extend(replace(p, mention=party.mention, start=party.start, end=party.end) for p in role)
            else:
                result.append(self.written_out(party))
        names = [p.agency for p in result]
        return tuple(p for i, p in enumerate(result) if p.agency not in names[:i])

    def written_out(self, party: Party) -> Party:
        """The party with the document's own abbreviations written out."""
        if party.agency_id is not None and not by_pattern(party.agency_id):
            return party
        named = self._named(party)
        if (named is party and self._place is None) or named.group:
            return named
        return replace(named, agency_id=self._finder.agency_id(named.agency, self._place))

    def _named(self, party: Party) -> Party:
        if self._issuer and self._issuer.startswith(party.agency + " ") and party.agency in _OWN:
            member = party.agency in _OF_PERSONS and party.mention.endswith(f" {party.agency}")
            return replace(party, agency=party.mention if member else self._issuer)
        if party.agency == "Khoa":  # of an institution: each of its faculties
            return replace(party, agency="các khoa", group=True)
        name = _ONE.sub(self._in_full, party.agency) if self._place is not None else party.agency
        if self._short:
            name = _LETTERS.sub(lambda m: self._short.get(m.group(), m.group()), name)
        return party if name == party.agency else replace(party, agency=name)

    def _in_full(self, m: re.Match[str]) -> str:
        place = self._place or ""
        return place if place.startswith(m.group().lower()) else m.group()

    def _defined_roles(self, text: str) -> dict[str, tuple[Party, ...]]:
        roles: dict[str, tuple[Party, ...]] = {}
        for m in _ROLE.finditer(text):
            inside = self._finder.at(m.group(2), 0)
            if inside is not None and not m.group(2)[inside.end:].strip(" .;,"):
                roles.setdefault(_role_key(m.group(1)), inside.parties)
        for m in _ROLE_LINE.finditer(text):
            bodies = self._finder.cell(m.group(2).strip(" .;,"))
            if len(bodies) == 1 and bodies[0].agency[:1].isupper():
                roles.setdefault(_role_key(m.group(1)), bodies)
        for m in _CALLED.finditer(text):
            window = text[max(0, m.start() - _LIST):m.start()]
            before = self._finder.find(window)
            if before and not window[before[-1].end:].strip():
                roles.setdefault(_role_key(m.group(1)), before[-1].parties)
        return roles


def one_place(head: Head, registry: Registry) -> str | None:
    """The one province that a directive of a central body is about, by its subject (*… thành phố Đà Nẵng*): there
    *Ủy ban nhân dân Thành phố* is that city's. None when there is none, or several, or the issuer is a province's."""
    if head.issuer is None or _LOCAL.search(head.issuer):
        return None
    named: set[str] = set()
    for m in _NAMED.finditer((head.subject or "").lower()):
        words = m.group(1).split()
        names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
        province = next((p for p in (registry.province(name, head.issued_on) for name in names) if p), None)
        if province is not None:
            named.add(f"{province.kind} {province.name}")
    return named.pop() if len(named) == 1 else None


def _known(finder: PartyFinder, short: str) -> bool:
    """Whether the tables know the abbreviation as a body."""
    return any(p.agency_id for p in finder.cell(short)[:1])


def _role_key(name: str) -> str:
    return fold(re.sub(r"^(?:các|những)\s+", "", name.strip(), flags=re.IGNORECASE)).lower()
