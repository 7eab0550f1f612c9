"""The zones of the head, read in one pass over its lines (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.1–II.6).

The order of the zones is the decree's, but none is taken for granted: columns may be swapped, a zone
may be missing, and a document may begin with its addressees or its body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from ..letters import regex
from ..printed import key
from .cues import cue, title_pattern
from .lines import ADDRESS, DIEN, MOTTO, NUMBER, PLACE_DATE, SUMMARY, Line, is_mark, is_motto, is_rule

Kind = Literal["blank", "motto", "mark", "number", "date", "summary", "type", "address", "text"]
_LOOK_AHEAD = 24
_BULLET = regex(r"^[-+*•●~] ?")
_OPEN_END = regex(r"(?:,|(?<!\w)(?:và|của|về|tại|cho|với|theo|trong|do|cấp|thuộc|các|số|-))$")
_PLACE = regex(r"^[:U:][^,;:.()]{1,30},\s*(?=[nN]gày)")  # as recognition leaves it: *Đắk R lấp*
_LONG = 330


@dataclass(slots=True)
class Zones:
    """The lines of each zone. ``body`` is the offset where the body starts.

    ``wrapped`` tells that the last word of quốc hiệu, NAM, went to a line that is not its own.
    """

    letterhead: list[Line] = field(default_factory=list)
    number: Line | None = None
    date: Line | None = None
    summary: list[Line] = field(default_factory=list)
    type: Line | None = None
    title: list[Line] = field(default_factory=list)
    attached: list[Line] = field(default_factory=list)
    address: list[Line] = field(default_factory=list)
    enacting: Line | None = None
    marks: list[Line] = field(default_factory=list)
    motto: bool = False
    wrapped: bool = False
    body: int = 0

    @property
    def printed(self) -> bool:
        """Whether any zone shows that this is a directive itself and not a text about one."""
        return bool(self.number or self.motto or self.type or self.address)


def kind_of(line: Line) -> Kind:
    """What a line is by its own words."""
    if is_rule(line):
        return "blank"
    if is_motto(line):
        return "motto"
    if is_mark(line):
        return "mark"
    text = line.folded
    tests: tuple[tuple[Kind, bool], ...] = (
        ("address", bool(ADDRESS.match(text)) or bool(DIEN.search(text[-8:]) and len(text) < 160)),
        ("summary", bool(SUMMARY.match(text))),
        ("number", bool(NUMBER.match(text)) and len(line.text) < 90),
        ("date", _is_date(text)),
        ("type", _is_type(line)),
    )
    return next((name for name, holds in tests if holds), "text")


def _is_date(text: str) -> bool:
    text = _PLACE.sub("", text, count=1)
    m = PLACE_DATE.match(text)
    return bool(m) and len(text) - m.end() < 3 if m else False


def _is_type(line: Line) -> bool:
    m = title_pattern().match(line.folded)
    if not m or re.match(r"\s*:", line.folded[m.end():]):
        return False  # QUYẾT ĐỊNH: opens the enacting part, it is not the title
    return line.upper or len(line.folded) - m.end() < 3 or line.folded[m.end():m.end() + 4].isupper()


class Reader:
    """Reads the lines in order; ``self.zones`` is the result."""

    def __init__(self, lines: list[Line], text_end: int) -> None:
        self.lines = lines
        self.kinds: list[Kind] = [kind_of(line) for line in lines]
        self.zones = Zones(body=text_end)
        self.state = "letterhead"

    def read(self) -> Zones:
        """Walk the lines until the body starts."""
        for i, line in enumerate(self.lines):
            if not self._take(i, line):
                self.zones.body = self._body_start(i)
                break
        return self.zones

    def _body_start(self, i: int) -> int:
        return self.lines[i].start

    def _take(self, i: int, line: Line) -> bool:
        """Put the line into its zone; False when it belongs to the body."""
        kind = self.kinds[i]
        if kind == "blank":
            if self.zones.title and self.state == "title":
                self.state = "headed"
            return True
        simple = {"motto": self._motto, "mark": self._mark, "number": self._number, "date": self._date,
                  "summary": self._summary, "type": self._type, "address": self._address}
        if kind in simple:
            return simple[kind](line)
        return self._text(i, line)

    def _motto(self, line: Line) -> bool:
        if self.state not in ("letterhead", "summary"):
            return False
        self.zones.motto = self.zones.motto or bool(MOTTO.search(line.folded))
        self.zones.wrapped = line.text.endswith(" VIỆT") or (self.zones.wrapped and not line.text.endswith("NAM"))
        return True

    def _mark(self, line: Line) -> bool:
        self.zones.marks.append(line)
        return self.state != "body"

    def _number(self, line: Line) -> bool:
        if self.zones.number or self.zones.type or self.state == "address":
            return False
        self.zones.number = line
        return True

    def _date(self, line: Line) -> bool:
        if self.zones.date or self.state == "address":
            return False
        self.zones.date = line
        return True

    def _summary(self, line: Line) -> bool:
        if self.zones.summary or self.state == "address":
            return False
        if self.state == "title" and not self.zones.title:
            self.zones.title.append(line)
            return True
        if self.zones.type:
            return False
        self.zones.summary.append(line)
        self.state = "summary"
        return True

    def _type(self, line: Line) -> bool:
        if self.zones.type or self.state in ("address", "summary"):
            return self.state == "title" and self._continue_title(line)
        self.zones.type = line
        self.state = "title"
        return True

    def _continue_title(self, line: Line) -> bool:
        self.zones.title.append(line)
        return True

    def _address(self, line: Line) -> bool:
        if DIEN.fullmatch(line.text):
            self._give_back_sender()
        self.zones.address.append(line)
        self.state = "address"
        return True

    def _give_back_sender(self) -> None:
        """The sender's name that ends the title when *điện:* stands in a paragraph of its own."""
        title = self.zones.title
        name = " ".join(line.text for line in self.zones.letterhead)
        if title and name and title[-1].folded.endswith(name):
            last = title[-1]
            kept = last.folded[: -len(name)].rstrip()
            title[-1] = replace(last, end=last.start + len(kept), folded=kept)

    def _text(self, i: int, line: Line) -> bool:
        handler = {"letterhead": self._in_letterhead, "summary": self._in_summary, "title": self._in_title,
                   "headed": self._after_title, "address": self._in_address}[self.state]
        return handler(i, line)

    def _in_letterhead(self, i: int, line: Line) -> bool:
        numbered = self.zones.number and self.kinds[max(i - 1, 0)] == "number"
        under = line.column == "left" and self.zones.letterhead and line.text.startswith("Về việc ")  # number unread
        if (numbered and line.text.startswith("Về ")) or under:
            return self._summary(line)
        if not line.upper and not line.text.startswith("("):
            ahead = self.kinds[i + 1: i + 8]
            scrap = len(line.text) < 60 and any(k in ("motto", "number", "type", "date") for k in ahead)
            return scrap  # handwriting, a code of the form: not the body while the head goes on
        if self._may_name_issuer(line) and len(line.text) < _LONG:
            self.zones.letterhead.append(line)
        return True

    def _may_name_issuer(self, line: Line) -> bool:
        """In a column of its own the issuer stands above the number; stamps of receipt stand below and beside."""
        number = self.zones.number
        if line.column == "left":
            return number is None or number.column != "left"
        in_columns = any(other.column == "left" for other in self.zones.letterhead)
        if in_columns and (line.column == "right" or self.zones.date):
            return False  # quốc hiệu, or under both columns a title that no decree knows
        return number is None or not self.zones.motto

    def _in_summary(self, i: int, line: Line) -> bool:
        last = self.zones.summary[-1]
        if last.column == "left":
            if line.column == "left":
                self.zones.summary.append(line)
                return True
            return line.column == "right"
        if "address" in self.kinds[i: i + _LOOK_AHEAD] and len(line.text) < _LONG:
            self.zones.summary.append(line)
            return True
        if _wraps(last, line):
            self.zones.summary.append(line)
            return True
        return False

    def _in_title(self, i: int, line: Line) -> bool:
        zones = self.zones
        if line.text.startswith("("):
            zones.attached.append(line)
            self.state = "headed"
            return True
        if self._is_enacting(i, line):
            zones.enacting = line
            self.state = "headed"
            return True
        if not zones.title:
            if cue("body", line.text) == "basis" or len(line.text) > 700:
                return False
            zones.title.append(line)
            return True
        if not self._title_goes_on(i, line):
            return False
        zones.title.append(line)
        return True

    def _is_enacting(self, i: int, line: Line) -> bool:
        """The line with the name of who decides, which stands before the legal bases."""
        if not line.upper or not (cue("enacting", line.text) or self._names_issuer(line)):
            return False
        ahead = [other for other in self.lines[i + 1: i + 4] if not is_rule(other)]
        return any(cue("body", other.text) == "basis" for other in ahead)

    def _names_issuer(self, line: Line) -> bool:
        return key(line.text) in {key(other.text) for other in self.zones.letterhead}

    def _title_goes_on(self, i: int, line: Line) -> bool:
        """Whether the line is one more line of the title."""
        first, last = self.zones.title[0], self.zones.title[-1]
        if cue("body", line.text) in ("basis", "marker") or len(line.text) > _LONG:
            return False
        if any(self._is_enacting(n, self.lines[n]) for n in range(i + 1, min(i + 5, len(self.lines)))):
            return True
        if not first.upper:
            return _wraps(last, line) or self._closed_by_rule(i) or self._set_alike(line)
        if not line.upper and self._only_qualifies(first):
            self.zones.title.clear()
            return True
        return line.upper

    def _set_alike(self, line: Line) -> bool:
        """Whether the line is set as the title is; without a style, whether it can be no body."""
        first, last = self.zones.title[0], self.zones.title[-1]
        if first.style.bold or first.style.align == "center":
            return line.style.bold == first.style.bold and line.style.align == first.style.align
        short = len(line.text) < 110 and len(last.text) > 45
        return short and not cue("body", line.text) and line.text[-1] not in ".;:"

    def _only_qualifies(self, first: Line) -> bool:
        """GIẤY MỜI *HỌP*: a word or two after the type that belong to it and not to the summary."""
        kind = self.zones.type
        alone = kind is not None and len(self.zones.title) == 1 and first.paragraph == kind.paragraph
        return alone and len(first.text.split()) <= 2

    def _closed_by_rule(self, i: int) -> bool:
        """Whether a ruled line closes the title within the next lines."""
        ahead = self.lines[i + 1: i + 4]
        ruled = any(is_rule(line) and len(line.folded) > 2 for line in ahead)
        return ruled and all(len(line.text) < 140 for line in ahead[:1])

    def _after_title(self, i: int, line: Line) -> bool:
        zones = self.zones
        if line.text.startswith("(") and not zones.enacting:
            zones.attached.append(line)
            return True
        if not zones.enacting and self._is_enacting(i, line):
            zones.enacting = line
            return True
        return False

    def _in_address(self, i: int, line: Line) -> bool:
        zones = self.zones
        last = zones.address[-1]
        noted = "".join(a.text for a in zones.address)
        inside = line.text.startswith("(") or noted.count("(") > noted.count(")")
        bulleted = any(_BULLET.match(a.text) or re.search(r":\s*[-+•]", a.text) for a in zones.address)
        if inside and len(line.text) < 260:
            taken = True
        elif _BULLET.match(line.text):
            taken = bulleted or _bare(last) or line.column == "right"
        elif _bare(last) or line.column == "right":
            taken = len(line.text) < _LONG and not self._opens_body(i, line)
        elif last.text.endswith((".", ";")):
            taken = last.text.endswith(";") and len(line.text) < 160
        else:
            taken = _carries_on(last, line)
        if taken:
            zones.address.append(line)
        return taken

    def _opens_body(self, i: int, line: Line) -> bool:
        return bool(cue("body", line.text)) and len(line.text) > 120


def _bare(line: Line) -> bool:
    """``Kính gửi:`` or ``… điện:`` with nothing after it."""
    return line.text.endswith(":") or bool(re.fullmatch(r"(?i)(?:đồng )?kính gửi", line.text))


def _carries_on(last: Line, line: Line) -> bool:
    """Whether the line is the rest of an addressee that was wrapped."""
    return line.text[:1].islower() or last.text.endswith((",", " và", " của", " thuộc", " các", " với"))


def _wraps(last: Line, line: Line) -> bool:
    """Whether the line carries on the one before: it starts small, or the last one cannot end there."""
    if line.text[:1].islower():
        return True
    if re.match(r"\d", line.text) and not cue("body", line.text):
        return len(line.text) < 110 and not last.text.endswith(".")
    return len(line.text) < 200 and bool(_OPEN_END.search(last.text))
