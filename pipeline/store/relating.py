"""What one directive in the store does to another: corrects, amends, replaces, repeals or withdraws it.

The citing is read with the directive (``structure/references``); here it meets the directive that is meant. It is told,
nothing is taken out by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import QuerySet

from pipeline.knowledge.tables import read_table
from pipeline.model import Act, Reference

from . import codec, models

RELATIONS = ("thay thế", "hủy bỏ", "sửa đổi")
"""The relations of a reference by which a directive does something to what it cites."""

_BEFORE = 400  # characters before a citing in which the word of the act stands

Found = tuple[Act, int, int]
"""An act with the rows of the earlier directive and of the later one."""


def key_of(number: str) -> str:
    """A số, ký hiệu without what people leave out or add: spaces, capitals, zeros in front."""
    return "".join(number.split()).casefold().lstrip("0")


def every() -> list[Found]:
    """Every act of a directive that stands upon another that stands, by content and not by arrival."""
    rows = list(_standing().defer("text").order_by("sha256"))
    return [found for later in rows for found in _acts(later, rows)] if rows else []


def of(row: models.Directive) -> tuple[Act, ...]:
    """The acts that a directive does, and those that are done to it."""
    if row.twin_of_id or row.removed or not row.number:
        return ()
    serial = key_of(row.number).partition("/")[0]
    citing = _standing().filter(references__icontains=f"{serial}/").exclude(pk=row.pk)
    return tuple(act for act, *_ in (*_acts(row, _standing().defer("text")),
                                     *(found for later in citing for found in _acts(later, [row]))))


def _standing() -> QuerySet[models.Directive]:
    return models.Directive.objects.filter(twin_of=None, removed__isnull=True).exclude(number=None)


def _acts(later: models.Directive, earlier: Iterable[models.Directive]) -> Iterator[Found]:
    done = [codec.reference(fields) for fields in later.references if fields["relation"] in RELATIONS]
    wanted = {key_of(reference.number): reference for reference in done}
    for row in earlier if wanted else ():
        reference = wanted.get(key_of(row.number or ""))
        if reference and row.pk != later.pk and _means(reference, row, later):
            word = _word(reference, later.text)
            if word:
                yield Act(word, reference.clauses, codec.head(row.head), codec.head(later.head)), row.pk, later.pk


def _means(reference: Reference, row: models.Directive, later: models.Directive) -> bool:
    """Whether the directive cited is that row: what is printed of day and issuer agrees, and it came first."""
    if reference.issued_on and row.issued_on and reference.issued_on != row.issued_on:
        return False
    if row.issued_on and later.issued_on and row.issued_on > later.issued_on:
        return False
    named = reference.issuer or (later.issuer if not reference.issued_on else None)
    one, other = (named or "").casefold(), (row.issuer or "").casefold()
    return one in other or other in one


def _word(reference: Reference, text: str) -> str | None:
    """The word of the act: the one nearest before the citing, else the relation's own; None when what stands between
    makes the citing the ground of the act and not its object (*điều chỉnh kế hoạch thực hiện Nghị quyết số …*)."""
    if reference.start is None:
        return reference.relation
    start = max(reference.start - _BEFORE, 0)
    found = list(_words("act").finditer(text, start, reference.start))
    if not found:
        return reference.relation
    between = text[found[-1].end(): reference.start].partition("số ")[0]
    return None if _words("not_act").search(between) else " ".join(found[-1][0].casefold().split())


@lru_cache(maxsize=4)
def _words(kind: str) -> re.Pattern[str]:
    """The words of a kind in ``reference_cues.csv``, with the tone in the old place too."""
    words = {row["word"] for row in read_table("reference_cues") if row["kind"] == kind}
    words |= {word.replace("hủy", "huỷ") for word in words}
    return re.compile("|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+"), re.IGNORECASE)
