"""The fixed words of a letterhead: quốc hiệu, the label of the number, names of bodies and provinces.

Capitals with two marks are what recognition misreads most (TỈNH becomes TINH or TĨNH), and the words of a letterhead
are few: quốc hiệu and labels are fixed by NĐ 30/2020/NĐ-CP, Phụ lục I, names of bodies stand in the tables of
``pipeline/knowledge``. A name that was put right is told, so that a person can compare it with the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table

from .place_names import bare, put_right
from .tesseract import Seen

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM")
_MOTTO_LIKE, _LAST_LIKE = 72.0, 50.0  # per cent of equal letters of the whole, and of its last word
_NAME_LEAST, _LONG = 8, 16  # letters: in shorter names marks alone may be wrong, in long ones two letters, else one
_SHORT = 3  # letters of a word that must be right: HÀ is no HUẾ
_CHANGED = 0.7  # confidence of a word that was put right
_LABEL = re.compile(r"^[\W_]{0,2}[S5§][^\W\d_]?\s?[:.;]?(?=$|[\W\d])")
_BARE_CODE = re.compile(r"^[^\w\s]?[-/]?\s?(?:[A-ZĐƯ][\wĐƯ&]*[-/])?[A-ZĐƯ&]{2,}$")
_GLUED = re.compile(r"^[S5§]\S{0,6}?[-/]\d?(?P<kind>[A-ZĐƯ]{2,}(?:[-&][A-ZĐƯ&]{2,})+)$")
_CODE = re.compile(r"[-/]\s?[A-ZĐƯ][A-ZĐƯa-z]*(?:[-/&][A-ZĐƯ]|\b)")
_ABOUT = re.compile(r"^\W?(?:[VYWƒvw][/\\|]?[VvWw]?[/\\:.]{0,2}|V[íÍ]:|V[/\\]\S{1,2})$")
_TWICE = re.compile(r"(.)\1")
_SCRAP, _SURE = 3, 0.9  # letters and confidence of small letters between capitals that are no word
_CLOSING = " :."  # after the name of a type
_KEPT = frozenset("-–*&/")  # signs that stand alone in a letterhead


@dataclass(frozen=True, slots=True)
class Mended:
    """What was read and what was taken for it."""

    printed: str
    taken: str


def right_column(line: list[Seen]) -> list[Seen]:
    """A line beside the issuer: quốc hiệu or tiêu ngữ as it is fixed, else the line without specks."""
    line = _without_specks(line)
    if not line:
        return line
    text = " ".join(s.text for s in line)
    like, score, _ = process.extractOne(text, _MOTTO, scorer=fuzz.ratio)
    whole = score >= _MOTTO_LIKE and fuzz.ratio(line[-1].text, like.split()[-1]) >= _LAST_LIKE  # NAM may be wrapped
    return _reworded(line, like.split()) if whole and fold(text) != fold(like) else line


def left_column(lines: Sequence[list[Seen]]) -> tuple[list[list[Seen]], list[Mended]]:
    """The lines of issuer, number and summary, and the names that were put right."""
    found: list[list[Seen]] = []
    told: list[Mended] = []
    number = False
    for given in lines:
        line = _without_specks(given)
        if not line:
            continue
        if number:
            line = _about(line)
        elif (labelled := _labelled(given)) is not None:
            line, number = labelled, True  # with its specks: they are strokes of its figures
        else:
            line, mended = _named(line)
            told.extend(mended)
        found.append(line)
    return found, told


def title(line: list[Seen]) -> list[Seen]:
    """A line that is nothing but the name of a type, as it is fixed (NĐ 30/2020/NĐ-CP, Phụ lục III)."""
    text = " ".join(s.text for s in line)
    name = _types().get(bare(text)) if text.isupper() else None
    if name is None or fold(name) == fold(text.rstrip(_CLOSING)):
        return line
    return _reworded(line, (name + text[len(text.rstrip(_CLOSING)):]).split())


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    names = [row["name"].upper() for row in read_table("doc_types") if row["titled"] == "yes"]
    letters = [bare(name) for name in names]
    return {key: name for key, name in zip(letters, names, strict=True) if letters.count(key) == 1}


def _without_specks(line: list[Seen]) -> list[Seen]:
    return [s for s in line if any(map(str.isalnum, s.text)) or s.text in _KEPT]


def _labelled(line: list[Seen]) -> list[Seen] | None:
    """The line of the number with its label as it is fixed; None for another line."""
    text = " ".join(s.text for s in line)
    label = _LABEL.match(text)
    if label is None or not _CODE.search(text, label.end()):
        return [_label_before(line[0]), *line] if _is_code(line) else _unglued(line)
    first, rest = line[0], line[0].text[label.end():]
    head = replace(first, text="Số:" if _is_label(label.group()) else first.text[:label.end()])
    if not rest:
        return [head, *line[1:]]
    wide = (first.x1 - first.x0) / max(len(first.text), 1)
    cut = first.x0 + wide * label.end()
    return [replace(head, x1=cut), replace(first, text=rest, x0=cut), *line[1:]]


def _unglued(line: list[Seen]) -> list[Seen] | None:
    """Label and code of a number whose figures, written by hand between them, were read as one word with both."""
    glued = _GLUED.match(line[-1].text) if len(line) <= _SCRAP else None
    if glued is None:
        return None
    word, code = line[-1], f"/{glued['kind']}"
    wide = (word.x1 - word.x0) / len(word.text)
    return [replace(word, text="Số:", x1=word.x0 + 2 * wide, confidence=_CHANGED),
            replace(word, text=code, x0=word.x1 - wide * len(code), confidence=_CHANGED)]


def _is_code(line: list[Seen]) -> bool:
    """Whether a line holds nothing but a code: label and figures went with the ink of a hand."""
    return len(line) <= 2 and _BARE_CODE.match(line[-1].text) is not None and bool(re.search(r"[-/]", line[-1].text))


def _label_before(first: Seen) -> Seen:
    return replace(first, text="Số:", x0=first.x0 - 3 * first.size, x1=first.x0 - first.size, confidence=_CHANGED)


def _is_label(text: str) -> bool:
    return text.endswith((":", ".", ";")) or len(text.strip()) > 1


def _about(line: list[Seen]) -> list[Seen]:
    """*V/v* under the number: the strokes of its letters are read in many ways."""
    first = line[0]
    if len(line) > 1 and _ABOUT.match(first.text) and first.text != "V/v":
        return [replace(first, text="V/v", confidence=min(first.confidence, _CHANGED)), *line[1:]]
    return line


def _named(line: list[Seen]) -> tuple[list[Seen], list[Mended]]:
    capitals = [s for s in line if not s.text.islower() or len(s.text) > _SCRAP or s.confidence >= _SURE]
    if sum(s.text.isupper() for s in line) >= len(line) - len(capitals) > 0:
        line = capitals
    text = " ".join(s.text for s in line)
    taken = (_name(text) if text.isupper() else None) or put_right(text)
    if taken is None or fold(taken) == fold(text):
        return line, []
    return _reworded(line, taken.split()), [Mended(text, taken)]


def _name(text: str) -> str | None:
    """The known name that a line in capitals prints; None where no name, or more than one, is like it."""
    letters, known = bare(text), _names()
    if letters not in known:
        if len(letters) < _NAME_LEAST:
            return None
        near = [name for name in known if _misread(text, known[name][0])]
        if len(near) != 1:
            return None
        letters = near[0]
    printed = {fold(name) for name in known[letters]}
    return None if fold(text) in printed or len(printed) > 1 else known[letters][0]


def _misread(text: str, name: str) -> bool:
    """Whether each word is that of the name but for a letter; short words must be the same, or have a letter twice."""
    a, b = (re.findall(r"[^\s\-–]+", line) for line in (text, name))
    if len(a) != len(b):
        return False
    apart = [0 if x == y else Levenshtein.distance(x, y) if min(len(x), len(y)) > _SHORT else _LONG
             for x, y in ((_TWICE.sub(r"\1", bare(x)), _TWICE.sub(r"\1", bare(y))) for x, y in zip(a, b, strict=True))]
    return max(apart) <= 1 and sum(apart) <= 1 + (sum(map(len, a)) >= _LONG)


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """The names that stand on a line of a letterhead, in capitals, by their bare letters."""
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(_all_names()):
        found[bare(name)] = (*found.get(bare(name), ()), name)
    return found


def _all_names() -> Iterator[str]:
    yield from ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "BAN CHẤP HÀNH TRUNG ƯƠNG")
    for row in read_table("agencies"):
        yield row["name"].upper()
    for row in read_table("departments"):
        yield row["name"].upper()
    for row in read_table("provinces"):
        place = f"{row['kind']} {row['name']}".upper()
        yield from (place, f"UBND {place}", f"HĐND {place}", f"ỦY BAN NHÂN DÂN {place}", f"HỘI ĐỒNG NHÂN DÂN {place}",
                    f"TỈNH ỦY {row['name'].upper()}", f"THÀNH ỦY {row['name'].upper()}", f"CÔNG AN {place}")


def _reworded(line: list[Seen], words: Sequence[str]) -> list[Seen]:
    """The line with other words: each in the place of the one it stands for, else shared out over the line."""
    if len(words) == len(line):
        return [s if s.text == word else replace(s, text=word, confidence=_CHANGED)
                for s, word in zip(line, words, strict=True)]
    first, last = line[0], line[-1]
    step = (last.x1 - first.x0) / (sum(map(len, words)) + len(words) - 1)
    found: list[Seen] = []
    at = first.x0
    for word in words:
        end = at + step * len(word)
        found.append(replace(first, text=word, x0=at, x1=end, top=min(s.top for s in line),
                             bottom=max(s.bottom for s in line), confidence=_CHANGED))
        at = end + step
    return found
