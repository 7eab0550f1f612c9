"""Other ways to write the same: each gives the edits that turn a directive into one that means the same.

What counts as the same follows from the language: one body of a kind for another, one verb of a class for another, an
adverb that says how soon, a time limit before or after its sentence, another usual wording of a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .editing import Edit
from .reading import Reading

BODIES = {
    "Sở": ("Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Sở Công Thương", "Sở Tài chính", "Sở Giáo dục và Đào tạo"),
    "Bộ": ("Bộ Nội vụ", "Bộ Tư pháp", "Bộ Y tế", "Bộ Công Thương", "Bộ Tài chính", "Bộ Giáo dục và Đào tạo"),
}
VERBS = (("rà soát", "kiểm tra", "đánh giá"), ("đôn đốc", "theo dõi", "giám sát"), ("tăng cường", "đẩy mạnh"),
         ("xây dựng", "hoàn thiện", "ban hành"), ("triển khai", "tổ chức thực hiện"), ("bố trí", "cân đối"))
ADVERBS = ("khẩn trương", "chủ động", "kịp thời")
LABELS = (("Đơn vị chủ trì:", "Cơ quan chủ trì:"), ("Đơn vị phối hợp:", "Cơ quan phối hợp:"),
          ("Đơn vị thực hiện:", "Cơ quan thực hiện:"), ("Thời gian hoàn thành:", "Thời hạn hoàn thành:"),
          ("Thời gian thực hiện:", "Thời hạn thực hiện:"), ("Sản phẩm:", "Kết quả:"))
_LAST = re.compile(r",? (?:hoàn thành )?((?:trước|chậm nhất) (?:là )?ngày \d[\d/]+\d)(?=[.;]?$)")


@dataclass(frozen=True, slots=True)
class Variant:
    """The edits, and the names that parties have afterwards."""

    edits: list[Edit] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


def another_body(read: Reading) -> Variant:
    """The body named most often becomes another of its kind that the directive does not name."""
    text, issuer, result = read.document.text, read.structure.head.issuer or "", Variant()
    for kind, names in BODIES.items():
        led = Counter(p.agency for task in read.tasks for p in (*task.lead, *task.support) if p.agency in names)
        free = [name for name in names if name.lower() not in text.lower()]
        shortened = re.search(rf"\bcác {kind}\b", text, re.IGNORECASE)  # các Sở: Y tế: a name without noun
        if led and free and not shortened and not issuer.startswith(old := led.most_common(1)[0][0]):
            result.edits.extend(_each(text, rf"\b{old}\b", lambda _, new=free[0]: new))
            result.renamed[old] = free[0]
    return result


def another_verb(read: Reading) -> Variant:
    """The verb of each act becomes the next of its class."""
    return Variant([edit for act in read.acts for edit in _verb(read.document.text, act)])


def _verb(text: str, act: int) -> Iterator[Edit]:
    for group in VERBS:
        for verb, new in zip(group, (*group[1:], group[0]), strict=True):
            if re.match(rf"{verb}\b(?!,)", text[act:], re.IGNORECASE):
                yield Edit(act, act + len(verb), _as(text[act], new))


def one_adverb_more(read: Reading) -> Variant:
    """An adverb before each act that begins with one of the verbs and has none."""
    text, edits = read.document.text, []
    verbs = re.compile("|".join(verb for group in VERBS for verb in group), re.IGNORECASE)
    for n, act in enumerate(read.acts):
        if verbs.match(text, act) and not any(text[:act].rstrip().endswith(adverb) for adverb in ADVERBS):
            edits.append(Edit(act, act + 1, f"{_as(text[act], ADVERBS[n % len(ADVERBS)])} {text[act].lower()}"))
    return Variant(edits)


def limit_before(read: Reading) -> Variant:
    """A time limit at the end of a sentence goes before it."""
    text, edits = read.document.text, []
    for task in read.tasks:
        start, end = task.evidence.start or 0, task.evidence.end or 0
        found, opens = _LAST.search(text[start:end]), text[:start].rstrip(" ")[-1:] in ("\n", ".")
        if found and opens and (start in read.acts or any(p.start == start for p in task.lead)):
            whole = text[start:end]
            first = whole[0].lower() if start in read.acts else whole[0]
            rest = f"{first}{whole[1:found.start()]}{whole[found.end():]}"
            edits.append(Edit(start, end, f"{_as('A', found[1])}, {rest}"))
    return Variant(edits)


def another_label(read: Reading) -> Variant:
    """Labels in other usual words."""
    both = {**dict(LABELS), **{new: old for old, new in LABELS}}
    return Variant(list(_each(read.document.text, "|".join(both), lambda found: both[found[0]])))


def _each(text: str, pattern: str, new: Callable[[re.Match[str]], str]) -> Iterator[Edit]:
    return (Edit(found.start(), found.end(), new(found)) for found in re.finditer(pattern, text))


def _as(letter: str, words: str) -> str:
    """The words with a first letter as large as ``letter``."""
    return words[0].upper() + words[1:] if letter.isupper() else words


VARIANTS: dict[str, Callable[[Reading], Variant]] = {
    "another body": another_body, "another verb": another_verb, "one adverb more": one_adverb_more,
    "limit before the sentence": limit_before, "another label": another_label,
}
