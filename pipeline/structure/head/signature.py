"""Chữ ký and Nơi nhận: who signs, by what authority, and who receives."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.model import Signer

from ..letters import regex
from ..printed import squeeze
from .cues import cue, surnames
from .lines import Line, is_rule
from .person import bare_name, is_deputy, is_position, looks_like_name, spelled, title_name, titles_in
from .tail import AUTHORITY, RECIPIENTS, Tail

Span = tuple[int, int]
_SIGNED_BY = regex(r"^(?:Đã ký bởi|Ký bởi|Người ký)\s*:?\s*")


@dataclass(frozen=True, slots=True)
class Signature:
    """The signer, the recipients, and the spans of both."""

    signer: Signer | None
    recipients: tuple[str, ...]
    signer_span: Span | None = None
    recipients_span: Span | None = None


def read_signature(tail: Tail, text: str) -> Signature:
    """The signature block taken apart; ``text`` is the document's."""
    lines = [line for line in tail.lines if not is_rule(line)]
    block, items = _sides(lines)
    titles = [line for line in block if not looks_like_name(line.text)]
    name, name_line = _name(block)
    position, authority = _position(titles)
    signer = Signer(name, position, authority) if name or position else None
    spans = [(line.start, line.end) for line in [*titles, *([name_line] if name_line else [])]]
    listed = [(line.start, line.end) for line in items]
    return Signature(signer, _recipients(items, text), _cover(spans), _cover(listed))


def _cover(spans: list[Span]) -> Span | None:
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def _sides(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the signature and those of the list of recipients."""
    block: list[Line] = []
    items: list[Line] = []
    listing = False
    for line in lines:
        if RECIPIENTS.match(line.text):
            listing = True
        elif line.column == "right":
            block.append(line)
        elif re.match(r"[-+•*~] ?", line.text) and (listing or line.column == "left"):
            items.append(line)
        elif _signs(line, bool(block), listing):
            block.append(line)
        elif listing and not cue("noise", line.text):
            items.append(line)
        elif not cue("noise", line.text) or _SIGNED_BY.match(line.text):
            block.append(line)
    return block, items


def _signs(line: Line, begun: bool, listing: bool) -> bool:
    """Whether a line without a side belongs to the signature."""
    if line.column == "left":
        return False
    if AUTHORITY.match(line.text) or is_position(line.text):
        return True
    if not begun:
        return not listing and line.upper
    return looks_like_name(line.text) or (line.upper and (len(line.text) > 3 or not listing))


def _name(block: list[Line]) -> tuple[str | None, Line | None]:
    """The last line that holds a name; a family name on a line of its own is joined to the rest."""
    for n in range(len(block) - 1, -1, -1):
        line = block[n]
        if n and _split_name(block[n - 1], line):
            return f"{block[n - 1].text} {line.text}".strip(), line
        if looks_like_name(line.text) and not is_position(line.text):
            return spelled(bare_name(line.text)), line
    return _digital_name(block)


def _split_name(first: Line, second: Line) -> bool:
    return first.text in surnames() and bool(regex(r"(?:[:U:][:L:]+\s?){1,4}").fullmatch(second.text))


def _digital_name(block: list[Line]) -> tuple[str | None, Line | None]:
    """A name that only the digital signature prints; an agency's is none."""
    for line in block:
        m = _SIGNED_BY.match(line.text)
        if m and looks_like_name(line.text[m.end():]):
            name = bare_name(line.text[m.end():])
            if name.split()[0] in surnames():
                return name, line
    return None, None


def _position(titles: list[Line]) -> tuple[str | None, str | None]:
    """The signer's own title, and the authorities before it, joined by a space."""
    marks: list[str] = []
    run = ""
    for line in titles:
        for part in _parts(line.text):
            m = AUTHORITY.match(part)
            if m:
                marks.append(m["mark"] + ".")
                run = part[m.end():]
            elif line.upper or is_position(part):
                run = f"{run}\n{part}"
    held = _held(run, marks[-1] if marks else None)
    return held, " ".join(marks) or None


def _parts(text: str) -> list[str]:
    starts = [m.start() for m in AUTHORITY.finditer(text)]
    return [text[a:b].strip() for a, b in zip([0, *starts], [*starts, len(text)], strict=True) if text[a:b].strip()]


def _held(run: str, mark: str | None) -> str | None:
    """The title that the signer holds among those after the last authority.

    After KT., TL. and TUQ. the first title is the one stood in for; a comma joins two titles of one
    person. A title on the same line as its unit keeps the unit.
    """
    found = titles_in(run)
    if not found:
        return None
    if mark in ("KT.", "TL.", "TUQ."):
        deputies = [m for m in found if is_deputy(m)]
        own = deputies[:1] if mark == "KT." else found[1:2]
        if not own:
            own = found[1:2]
        if not own:
            return None
        return _with_unit(run, own[0], found)
    return _with_unit(run, found[0], found)


def _with_unit(run: str, m: re.Match[str], found: list[re.Match[str]]) -> str:
    later = [f.start() for f in found if f.start() > m.start()]
    rest = run[m.end(): later[0] if later else len(run)]
    unit = squeeze(rest).strip(" ,.")
    return title_name(m) + (f" {_unit_name(unit)}" if 3 < len(unit) < 60 and not unit.startswith("(") else "")


_GENERAL = ("tỉnh", "thành phố", "sở", "phòng", "cục", "vụ", "ban", "khu vực", "xã", "phường", "huyện", "quận")


def _unit_name(unit: str) -> str:
    """A unit in ordinary spelling: abbreviations (two to five letters, no vowel) stay in capitals."""
    words = [w if 2 <= len(w) <= 5 and not set(fold_vowels(w)) & set("AEIOUY") else w.lower() for w in unit.split()]
    name = " ".join(words)
    return name if name.startswith(_GENERAL) and len(words) <= 2 else name[:1].upper() + name[1:]


def fold_vowels(word: str) -> str:
    """The word with its marks taken off: Ế becomes E."""
    return "".join(c for c in unicodedata.normalize("NFD", word.upper()) if not unicodedata.combining(c))


def _recipients(items: list[Line], text: str) -> tuple[str, ...]:
    found: list[str] = []
    for line in items:
        printed = squeeze(text[line.start:line.end].replace("|", " ").replace("*", ""))
        opens = bool(re.match(r"[-+•~]", printed)) or not found or found[-1].endswith(";")
        body = printed.lstrip("-+•~ ")
        if opens:
            found.append(body)
        else:
            found[-1] = f"{found[-1]} {body}"
    return tuple(item for item in (f.strip(" ;.,:") for f in found) if item)
