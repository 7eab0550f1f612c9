"""The edges of the graph of directives: every place where a directive cites another, with what it does to it there.

An edge is made from the reading of the directive that cites and from nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from pipeline.knowledge.tables import read_table
from pipeline.model import Bearing, Citing, Reference, Relation
from pipeline.model.chain import key_of

KINDS: dict[Relation, Bearing] = {
    "thay thế": "thay thế", "hủy bỏ": "bãi bỏ", "sửa đổi": "sửa đổi", "căn cứ": "căn cứ", "thực hiện": "thực hiện",
    "nhắc đến": "nhắc đến",
}
"""What a directive does by the relation that was read; the word of an act may say more (``word_kind``)."""

DONE: tuple[Relation, ...] = ("thay thế", "hủy bỏ", "sửa đổi")
"""The relations of a reference by which a directive does something to what it cites."""

_BEFORE = 400  # characters before a citing in which the word of the act stands
_SHOWN = 160  # characters before a citing that are kept as the words it was read from


def citations(references: Iterable[Reference], text: str) -> Iterator[dict[str, Any]]:
    """The fields of one ``Citation`` for each place, in the order of the text."""
    found = [(place, one) for one in references for place in one.places or (_whole(one),)]
    found.sort(key=lambda pair: (pair[0].start is None, pair[0].start or 0))
    for position, (place, reference) in enumerate(found):
        kind, word = _bearing(place, text)
        yield {
            "position": position, "clause": place.clause, "kind": kind, "word": word, "number": reference.number,
            "key": key_of(reference.number), "type": reference.type, "issuer": reference.issuer,
            "issued_on": reference.issued_on, "clauses": list(place.clauses), "words": _words_of(place, text),
            "start": place.start, "end": place.end,
        }


def _whole(reference: Reference) -> Citing:
    """The one place that readings of older programs know."""
    return Citing(reference.relation, reference.clauses, None, reference.start, reference.end)


def _bearing(place: Citing, text: str) -> tuple[Bearing, str]:
    if place.relation not in DONE:
        return KINDS[place.relation], place.relation
    word = _act(place, text)
    return (word_kind(word, KINDS[place.relation]), word) if word else ("nhắc đến", "nhắc đến")


def word_kind(word: str, otherwise: Bearing) -> Bearing:
    """What the word of an act says: *lùi thời hạn* extends, *thu hồi* revokes."""
    return _word_kinds().get(word, otherwise)


@lru_cache(maxsize=1)
def _word_kinds() -> dict[str, Bearing]:
    kinds: dict[str, Bearing] = {"extending": "gia hạn", "correcting": "đính chính"}
    return {row["word"]: kinds[row["kind"]] for row in read_table("reference_cues") if row["kind"] in kinds}


def _act(place: Citing, text: str) -> str | None:
    """The word of the act: the one nearest before the citing, else the relation's own; None when what stands between
    makes the citing the ground of the act and not its object (*điều chỉnh kế hoạch thực hiện Nghị quyết số …*)."""
    if place.start is None:
        return place.relation
    start = max(place.start - _BEFORE, 0)
    found = list(words_of("act", "extending", "correcting").finditer(text, start, place.start))
    if not found:
        return place.relation
    word = " ".join(found[-1][0].casefold().split())
    between = text[found[-1].end(): place.start].partition("số ")[0]
    ground = words_of("not_act").search(between) if word_kind(word, "sửa đổi") != "gia hạn" else None
    return None if ground else word


@lru_cache(maxsize=8)
def words_of(*kinds: str) -> re.Pattern[str]:
    """The words of these kinds in ``reference_cues.csv``, with the tone in the old place too."""
    words = {row["word"] for row in read_table("reference_cues") if row["kind"] in kinds}
    words |= {word.replace("hủy", "huỷ") for word in words}
    return re.compile("|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+"), re.IGNORECASE)


def _words_of(place: Citing, text: str) -> str:
    """The sentence up to the citing, its beginning left out when it is long."""
    if place.start is None or place.end is None:
        return ""
    low = max(place.start - _SHOWN, 0)
    before = text[low: place.start]
    begin = max((m.end() for m in re.finditer(r"[.;:]\s+|\n", before)), default=-1)
    cut = before[begin:] if begin >= 0 else f"…{before.partition(' ')[2]}" if low else before
    return " ".join(f"{cut}{text[place.start: place.end]}".split())
